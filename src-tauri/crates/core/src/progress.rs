//! Long work that a person can watch and stop.

use lectern_model::{Change, Progress};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{broadcast, watch};

/// The list.
#[derive(Debug)]
pub struct ProgressList {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    under_way: Mutex<UnderWay>,
    changes: broadcast::Sender<Change>,
}

#[derive(Debug, Default)]
struct UnderWay {
    begun: u64,
    list: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    progress: Progress,
    stop: watch::Sender<bool>,
}

/// One piece of work under way. It leaves the list when this is dropped.
#[derive(Debug)]
pub struct Work {
    id: String,
    stop: watch::Receiver<bool>,
    shared: Arc<Shared>,
}

impl ProgressList {
    /// An empty list that tells its changes.
    #[must_use]
    pub fn new(changes: broadcast::Sender<Change>) -> Self {
        Self { shared: Arc::new(Shared { under_way: Mutex::default(), changes }) }
    }

    /// What is under way.
    #[must_use]
    pub fn list(&self) -> Vec<Progress> {
        self.shared.lock().list.iter().map(|entry| entry.progress.clone()).collect()
    }

    /// Stops one, if it is still under way.
    pub fn stop(&self, id: &str) {
        if let Some(entry) = self.shared.lock().list.iter().find(|entry| entry.progress.id == id) {
            entry.stop.send_replace(true);
        }
    }

    /// Begins one: what it is in plain words, of how many where that is known, and whether it can be stopped.
    pub fn begin(&self, words: &str, of: Option<u32>, stoppable: bool) -> Work {
        let (stop, stopped) = watch::channel(false);
        let mut under_way = self.shared.lock();
        under_way.begun += 1;
        let id = under_way.begun.to_string();
        let progress = Progress { id: id.clone(), words: words.to_owned(), done: 0, of, stoppable };
        under_way.list.push(Entry { progress, stop });
        drop(under_way);
        self.shared.tell();
        Work { id, stop: stopped, shared: Arc::clone(&self.shared) }
    }
}

impl Work {
    /// So much is done.
    pub fn advance(&self, done: u32) {
        if let Some(entry) = self.shared.lock().list.iter_mut().find(|entry| entry.progress.id == self.id) {
            entry.progress.done = done;
        }
        self.shared.tell();
    }

    /// Whether the person stopped it.
    pub fn is_stopped(&self) -> bool {
        *self.stop.borrow()
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        self.shared.lock().list.retain(|entry| entry.progress.id != self.id);
        self.shared.tell();
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, UnderWay> {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self) {
        let _ = self.changes.send(Change::Progress);
    }
}

#[cfg(test)]
mod tests;
