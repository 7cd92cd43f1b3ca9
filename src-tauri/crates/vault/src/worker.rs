//! The thread that owns the keychain.

use crate::backend::{Backend, Open};
use crate::{Item, Vault, VaultTrouble};
use async_trait::async_trait;
use lectern_model::Secret;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::oneshot;

/// How long a person may think about the keychain's question.
pub(crate) const PATIENCE: Duration = Duration::from_secs(120);

/// Most threads that may hang at once; after that every request is answered with a time-out at once.
const MOST_HANGING: usize = 4;

enum Ask {
    Get(Item),
    Set(Item, Secret),
    Remove(Item),
}

type Answer = Result<Option<Secret>, VaultTrouble>;
type Request = (Ask, oneshot::Sender<Answer>);

/// The thread at work. Its number tells it from those left behind.
struct Worker {
    number: u64,
    requests: Sender<Request>,
}

#[derive(Default)]
struct Workers {
    now: Option<Worker>,
    started: u64,
}

/// The keychain of this computer.
pub struct SystemVault {
    open: Open,
    patience: Duration,
    workers: Mutex<Workers>,
    hanging: Arc<AtomicUsize>,
}

impl SystemVault {
    pub(crate) fn new(open: Open, patience: Duration) -> Self {
        Self { open, patience, workers: Mutex::default(), hanging: Arc::default() }
    }

    /// The same, with another limit for how long a person may think.
    #[must_use]
    pub fn with_patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    async fn ask(&self, ask: Ask) -> Answer {
        if self.hanging.load(Ordering::SeqCst) >= MOST_HANGING {
            return Err(VaultTrouble::TimedOut);
        }
        let (answer, answered) = oneshot::channel();
        let worker = self.hand_over((ask, answer))?;
        match tokio::time::timeout(self.patience, answered).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) => Err(VaultTrouble::Other("its connection broke off".to_owned())),
            Err(_) => {
                self.leave_behind(worker);
                Err(VaultTrouble::TimedOut)
            }
        }
    }

    /// Gives a request to the thread at work, or to a new one, and returns the thread's number.
    fn hand_over(&self, request: Request) -> Result<u64, VaultTrouble> {
        let mut workers = self.workers.lock().unwrap_or_else(PoisonError::into_inner);
        let request = match workers.now.as_ref() {
            None => request,
            Some(worker) => match worker.requests.send(request) {
                Ok(()) => return Ok(worker.number),
                // The thread ended; the request comes back and gets a new one.
                Err(unsent) => unsent.0,
            },
        };
        let (requests, receiver) = channel();
        let (open, hanging) = (Arc::clone(&self.open), Arc::clone(&self.hanging));
        std::thread::Builder::new()
            .name("keychain".to_owned())
            .spawn(move || serve(&open, &receiver, &hanging))
            .map_err(|error| VaultTrouble::Other(error.to_string()))?;
        requests.send(request).map_err(|_| VaultTrouble::Other("its thread ended at once".to_owned()))?;
        workers.started += 1;
        let number = workers.started;
        workers.now = Some(Worker { number, requests });
        Ok(number)
    }

    /// This thread waits for an answer that may never come: the next request gets another one. Where several requests
    /// stood in line before it, only the first to run out of time leaves it; the others must not leave its successor.
    fn leave_behind(&self, number: u64) {
        let mut workers = self.workers.lock().unwrap_or_else(PoisonError::into_inner);
        if workers.now.as_ref().is_some_and(|worker| worker.number == number) {
            workers.now = None;
            self.hanging.fetch_add(1, Ordering::SeqCst);
            tracing::warn!("the keychain did not answer in time");
        }
    }
}

/// Serves until nobody can ask any more. A thread that was left behind and came back after all says so.
fn serve(open: &Open, requests: &Receiver<Request>, hanging: &AtomicUsize) {
    let mut backend: Option<Box<dyn Backend>> = None;
    while let Ok((ask, answer)) = requests.recv() {
        // Whoever asked was told "no answer" meanwhile: done now, a write could undo a newer one.
        if answer.is_closed() {
            continue;
        }
        let done = catch_unwind(AssertUnwindSafe(|| answer_one(open, &mut backend, &ask)));
        let done = done.unwrap_or_else(|_| {
            backend = None;
            Err(VaultTrouble::Other("it could not be used just now".to_owned()))
        });
        if matches!(done, Err(VaultTrouble::NoKeychain | VaultTrouble::Other(_))) {
            // The service may be started, or started again, by the next request.
            backend = None;
        }
        let _ = answer.send(done);
    }
    let _ = hanging.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |count| count.checked_sub(1));
}

fn answer_one(open: &Open, backend: &mut Option<Box<dyn Backend>>, ask: &Ask) -> Answer {
    let keychain = match backend {
        Some(keychain) => keychain,
        None => backend.insert(open()?),
    };
    match ask {
        Ask::Get(item) => keychain.get(item),
        Ask::Remove(item) => keychain.remove(item).map(|()| None),
        Ask::Set(item, secret) => {
            keychain.set(item, secret)?;
            match keychain.get(item)? {
                Some(kept) if kept == *secret => Ok(None),
                _ => Err(VaultTrouble::Other("it did not keep what it was given".to_owned())),
            }
        }
    }
}

#[async_trait]
impl Vault for SystemVault {
    async fn get(&self, item: &Item) -> Result<Option<Secret>, VaultTrouble> {
        self.ask(Ask::Get(item.clone())).await
    }

    async fn set(&self, item: &Item, secret: &Secret) -> Result<(), VaultTrouble> {
        self.ask(Ask::Set(item.clone(), secret.clone())).await.map(|_| ())
    }

    async fn remove(&self, item: &Item) -> Result<(), VaultTrouble> {
        self.ask(Ask::Remove(item.clone())).await.map(|_| ())
    }
}

#[cfg(test)]
mod tests;
