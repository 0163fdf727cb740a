//! A mail server that takes what palier hands over: it speaks as much of SMTP as a sender needs, and remembers the mails.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use app::notices::carrier::Carriers;
use server::outside::mail::Mail;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

const PATIENCE: Duration = Duration::from_millis(400);

/// A mail as it came.
#[derive(Debug, Clone, Default)]
pub struct Letter {
    /// To whom.
    pub to: String,
    /// Its head and its body.
    pub text: String,
}

/// A mail server of this test.
pub struct MailServer {
    url: String,
    inner: Arc<Inner>,
}

#[derive(Default)]
struct Inner {
    says: Mutex<VecDeque<u16>>,
    letters: Mutex<Vec<Letter>>,
    captured: Mutex<String>,
}

impl MailServer {
    /// Opens one.
    pub async fn open() -> Self {
        let inner = Arc::new(Inner::default());
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("smtp://{}", listener.local_addr().expect("an address"));
        let serving = inner.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(converse(stream, serving.clone()));
            }
        });
        Self { url, inner }
    }

    /// `others`, and the way to this server.
    pub fn beside(&self, others: Carriers) -> Carriers {
        let from = "Palier <avis@exemple.fr>".parse().expect("an address");
        let mail = Mail::new(&self.url.parse().expect("an address"), None, from, PATIENCE).expect("a server");
        Carriers { mail: Some(Arc::new(mail)), link: Some("https://palier.exemple.fr".to_owned()), ..others }
    }

    /// The next recipients get these answers, one each; those after them are accepted. 0 is no answer, ever.
    pub fn says(&self, answers: impl IntoIterator<Item = u16>) {
        self.inner.says.lock().expect("the answers").extend(answers);
    }

    /// The mails that were taken.
    pub fn letters(&self) -> Vec<Letter> {
        self.inner.letters.lock().expect("the letters").clone()
    }

    /// Every word of every conversation, the mails included.
    pub fn captured(&self) -> String {
        self.inner.captured.lock().expect("the conversations").clone()
    }
}

async fn converse(stream: TcpStream, inner: Arc<Inner>) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut letter = Letter::default();
    stream.write_all(b"220 mail.exemple.fr\r\n").await?;
    let mut line = String::new();
    while stream.read_line(&mut line).await? > 0 {
        inner.captured.lock().expect("the conversations").push_str(&line);
        let (verb, rest) = line.trim_end().split_at(line.trim_end().len().min(4));
        let answer = match verb.to_ascii_uppercase().as_str() {
            "RCPT" => {
                rest.trim_start_matches(" TO:").clone_into(&mut letter.to);
                let said = inner.says.lock().expect("the answers").pop_front();
                match said.unwrap_or(250) {
                    0 => std::future::pending().await,
                    status => format!("{status} so\r\n"),
                }
            }
            "DATA" => {
                stream.write_all(b"354 go on\r\n").await?;
                read_text(&mut stream, &mut letter.text).await?;
                inner.captured.lock().expect("the conversations").push_str(&letter.text);
                inner.letters.lock().expect("the letters").push(std::mem::take(&mut letter));
                "250 taken\r\n".to_owned()
            }
            "QUIT" => "221 goodbye\r\n".to_owned(),
            _ => "250 so\r\n".to_owned(),
        };
        stream.write_all(answer.as_bytes()).await?;
        line.clear();
    }
    Ok(())
}

async fn read_text(stream: &mut BufReader<TcpStream>, text: &mut String) -> std::io::Result<()> {
    loop {
        let from = text.len();
        if stream.read_line(text).await? == 0 || &text[from..] == ".\r\n" {
            return Ok(());
        }
    }
}
