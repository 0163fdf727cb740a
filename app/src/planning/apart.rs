//! Where a search runs: on a thread of its own that leaves the processor to whoever asks. The night may take all processors;
//! a question that comes meanwhile is answered first.

use std::time::Instant;

use tokio::sync::oneshot;

use crate::error::{Error, Result};

/// How much the search yields: of a processor that somebody else wants too it gets a tenth. Nobody waits for the night, and
/// a coordinator who plans a day now waits longer only while everybody asks.
#[cfg(target_os = "linux")]
const YIELDING: i32 = 10;

/// Does what takes its time. A thread that once yields cannot go back, so none of the runtime's is taken.
pub(super) async fn apart<T: Send + 'static>(search: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let (send, receive) = oneshot::channel();
    let work = move || {
        // A system that refuses, or knows no such threads, searches at its ordinary priority.
        #[cfg(target_os = "linux")]
        let _ = rustix::process::setpriority_process(Some(rustix::thread::gettid()), YIELDING);
        let begun = Instant::now();
        let found = search();
        metrics::histogram!("palier_search_seconds").record(begun.elapsed().as_secs_f64());
        // Who waited may be gone: a job is cut off when palier stops.
        let _ = send.send(found);
    };
    let thread = std::thread::Builder::new().name("search".to_owned()).spawn(work);
    thread.map_err(|error| Error::Bug(format!("no thread to search on: {error}")))?;
    receive.await.map_err(|_| Error::Bug("the search ended early".to_owned()))
}
