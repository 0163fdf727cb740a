//! Connections of which no more is read than an answer may be long. The client of Google's crate takes a whole answer into
//! memory before it shows its status, and bounds nothing; so its connections are bounded instead. Each carries one request and
//! its answer, which is why whoever uses them must keep none for a second one.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use ::fcm::hyper_rustls::{HttpsConnector, HttpsConnectorBuilder, MaybeHttpsStream};
use ::fcm::hyper_util::client::legacy::connect::{Connected, Connection, HttpConnector};
use ::fcm::hyper_util::rt::TokioIo;
use hyper::Uri;
use hyper::rt::{Read, ReadBuf, ReadBufCursor, Write};
use tokio::net::TcpStream;
use tower::{BoxError, Service};

/// Bytes of an answer that are read, its head included.
const BYTES_MAX: usize = 64 << 10;
/// Bytes that are read at once.
const BYTES_AT_ONCE: usize = 4 << 10;

type Stream = MaybeHttpsStream<TokioIo<TcpStream>>;

/// Makes them.
#[derive(Clone)]
pub struct Bounded(HttpsConnector<HttpConnector>);

impl Bounded {
    /// To servers whose certificates this machine trusts, each of which has `patience` to take the connection. `plain` lets http
    /// in, for tests.
    pub fn new(patience: Duration, plain: bool) -> io::Result<Self> {
        let provider = rustls::crypto::ring::default_provider();
        let tls = HttpsConnectorBuilder::new().with_provider_and_native_roots(provider)?;
        let schemes = if plain { tls.https_or_http() } else { tls.https_only() };
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_connect_timeout(Some(patience));
        Ok(Self(schemes.enable_http1().wrap_connector(tcp)))
    }
}

impl Service<Uri> for Bounded {
    type Response = Counted;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Counted, BoxError>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        let connecting = self.0.call(to);
        Box::pin(async move { Ok(Counted { stream: connecting.await?, left: BYTES_MAX }) })
    }
}

/// A connection that knows how much of it may still be read.
pub struct Counted {
    stream: Stream,
    left: usize,
}

impl Connection for Counted {
    fn connected(&self) -> Connected {
        self.stream.connected()
    }
}

impl Read for Counted {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        mut into: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        let most = self.left.min(into.remaining()).min(BYTES_AT_ONCE);
        if most == 0 {
            return Poll::Ready(Err(io::Error::other("an answer that is too long")));
        }
        // Through a buffer of our own: how much went into theirs could only be told with unsafe code.
        let mut bytes = [0; BYTES_AT_ONCE];
        let mut read = ReadBuf::new(&mut bytes[..most]);
        ready!(Pin::new(&mut self.stream).poll_read(context, read.unfilled()))?;
        self.left -= read.filled().len();
        into.put_slice(read.filled());
        Poll::Ready(Ok(()))
    }
}

impl Write for Counted {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
