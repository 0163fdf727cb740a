//! The wish to stop: asked once, heard by everybody who serves, works or tells whether palier is ready.

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// Hears the wish.
#[derive(Clone)]
pub struct Stop(watch::Receiver<bool>);

/// Utters it; dropping it is uttering it too.
pub struct Stopper(watch::Sender<bool>);

/// The two ends of a wish that nobody has yet.
pub fn pair() -> (Stopper, Stop) {
    let (sender, receiver) = watch::channel(false);
    (Stopper(sender), Stop(receiver))
}

impl Stop {
    /// Waits for the wish.
    pub async fn asked(&mut self) {
        // An error is a stopper that is gone.
        let _ = self.0.wait_for(|asked| *asked).await;
    }

    /// The same, for whoever keeps it.
    pub async fn wish(mut self) {
        self.asked().await;
    }

    /// Whether it was uttered.
    pub fn is_asked(&self) -> bool {
        *self.0.borrow() || self.0.has_changed().is_err()
    }
}

impl Stopper {
    /// Asks everybody to stop.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

/// Asks to stop at the first SIGTERM or SIGINT and ends the process at the second. SIGHUP, which a closed terminal
/// sends, is no reason to leave phones alone.
pub fn on_signals(stopper: Stopper) -> std::io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut hang_up = signal(SignalKind::hangup())?;
    tokio::spawn(async move {
        let mut asked = false;
        loop {
            tokio::select! {
                _ = hang_up.recv() => continue,
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            if asked {
                std::process::exit(130);
            }
            asked = true;
            tracing::info!("stopping");
            stopper.stop();
        }
    });
    Ok(())
}
