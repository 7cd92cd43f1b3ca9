//! Starting tasks, and ending them all with the desk: the only place that starts any.
//!
//! A task that panics is a fault of ours that is written to the log; the app lives on. One that should run for as long
//! as the desk is open is started anew after a pause.

use futures_util::FutureExt;
use std::any::Any;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::task::JoinSet;

/// Pause before a task that failed is started anew.
const PAUSE: Duration = Duration::from_secs(5);

/// Every task of one open desk. Dropping it ends them.
#[derive(Debug, Default)]
pub struct Tasks {
    /// None once the desk closes: nothing is started any more.
    running: Mutex<Option<JoinSet<()>>>,
}

impl Tasks {
    /// None started yet.
    pub fn new() -> Self {
        Self { running: Mutex::new(Some(JoinSet::new())) }
    }

    /// Starts a task that comes to an end by itself.
    pub fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        let mut running = self.running();
        let Some(running) = running.as_mut() else { return };
        while running.try_join_next().is_some() {}
        running.spawn(async move {
            if let Err(panic) = AssertUnwindSafe(work).catch_unwind().await {
                tracing::error!(what = panic_words(&*panic), "a task stopped with a fault");
            }
        });
    }

    /// Starts a task that runs until the desk closes, and starts it anew should it fail.
    pub fn keep<F>(&self, name: &'static str, work: impl Fn() -> F + Send + 'static)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        self.spawn(async move {
            while let Err(panic) = AssertUnwindSafe(work()).catch_unwind().await {
                tracing::error!(name, what = panic_words(&*panic), "a task stopped with a fault and begins anew");
                tokio::time::sleep(PAUSE).await;
            }
        });
    }

    /// Ends every task where it waits. What a blocking thread has begun is finished.
    pub async fn end(&self) {
        let running = self.running().take();
        if let Some(mut running) = running {
            running.shutdown().await;
        }
    }

    /// Ends every task without waiting for any.
    pub fn abort(&self) {
        drop(self.running().take());
    }

    fn running(&self) -> MutexGuard<'_, Option<JoinSet<()>>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The words of a panic, for the log.
fn panic_words(panic: &(dyn Any + Send)) -> &str {
    panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("")
}

#[cfg(test)]
mod tests;
