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

/// The keychain of this computer.
pub struct SystemVault {
    open: Open,
    patience: Duration,
    requests: Mutex<Option<Sender<Request>>>,
    hanging: Arc<AtomicUsize>,
}

impl SystemVault {
    pub(crate) fn new(open: Open, patience: Duration) -> Self {
        Self { open, patience, requests: Mutex::new(None), hanging: Arc::default() }
    }

    async fn ask(&self, ask: Ask) -> Answer {
        if self.hanging.load(Ordering::SeqCst) >= MOST_HANGING {
            return Err(VaultTrouble::TimedOut);
        }
        let (answer, answered) = oneshot::channel();
        self.hand_over((ask, answer))?;
        match tokio::time::timeout(self.patience, answered).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) => Err(VaultTrouble::Other("its connection broke off".to_owned())),
            Err(_) => {
                self.leave_behind();
                Err(VaultTrouble::TimedOut)
            }
        }
    }

    fn hand_over(&self, request: Request) -> Result<(), VaultTrouble> {
        let mut held = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        let request = match held.as_ref() {
            None => request,
            Some(sender) => match sender.send(request) {
                Ok(()) => return Ok(()),
                // The thread ended; the request comes back and gets a new one.
                Err(unsent) => unsent.0,
            },
        };
        let (sender, receiver) = channel();
        let (open, hanging) = (self.open, Arc::clone(&self.hanging));
        std::thread::Builder::new()
            .name("keychain".to_owned())
            .spawn(move || serve(open, &receiver, &hanging))
            .map_err(|error| VaultTrouble::Other(error.to_string()))?;
        sender.send(request).map_err(|_| VaultTrouble::Other("its thread ended at once".to_owned()))?;
        *held = Some(sender);
        Ok(())
    }

    /// The thread waits for an answer that may never come: the next request gets another one.
    fn leave_behind(&self) {
        let left = self.requests.lock().unwrap_or_else(PoisonError::into_inner).take();
        if left.is_some() {
            self.hanging.fetch_add(1, Ordering::SeqCst);
        }
    }
}

/// Serves until nobody can ask any more. A thread that was left behind and came back after all says so.
fn serve(open: Open, requests: &Receiver<Request>, hanging: &AtomicUsize) {
    let mut backend: Option<Box<dyn Backend>> = None;
    while let Ok((ask, answer)) = requests.recv() {
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

fn answer_one(open: Open, backend: &mut Option<Box<dyn Backend>>, ask: &Ask) -> Answer {
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
mod tests {
    use super::{Backend, SystemVault};
    use crate::{Item, Vault, VaultTrouble};
    use lectern_model::Secret;
    use std::time::Duration;

    const LONG: Duration = Duration::from_secs(20);
    const SHORT: Duration = Duration::from_millis(50);

    /// Does what the item's name says.
    struct Scripted {
        kept: Option<Secret>,
    }

    fn open() -> Result<Box<dyn Backend>, VaultTrouble> {
        Ok(Box::new(Scripted { kept: None }))
    }

    fn item(word: &str) -> Item {
        Item::DatabaseKey { database: word.to_owned() }
    }

    impl Backend for Scripted {
        fn get(&mut self, item: &Item) -> Result<Option<Secret>, VaultTrouble> {
            match item.name().split('/').next() {
                Some("hang") => loop {
                    std::thread::park();
                },
                Some("panic") => panic!("the bus is gone"),
                Some("locked") => Err(VaultTrouble::Locked),
                Some("forgetful") => Ok(None),
                _ => Ok(self.kept.clone()),
            }
        }

        fn set(&mut self, _: &Item, secret: &Secret) -> Result<(), VaultTrouble> {
            self.kept = Some(secret.clone());
            Ok(())
        }

        fn remove(&mut self, _: &Item) -> Result<(), VaultTrouble> {
            self.kept = None;
            Ok(())
        }
    }

    #[tokio::test]
    async fn keeps_gives_back_and_removes() {
        let vault = SystemVault::new(open, LONG);
        let secret = Secret::from("opensesame");
        assert_eq!(vault.get(&item("a")).await, Ok(None));
        vault.set(&item("a"), &secret).await.unwrap();
        assert_eq!(vault.get(&item("a")).await, Ok(Some(secret)));
        vault.remove(&item("a")).await.unwrap();
        assert_eq!(vault.get(&item("a")).await, Ok(None));
        vault.probe().await.unwrap();
    }

    #[tokio::test]
    async fn what_is_not_kept_is_said() {
        let vault = SystemVault::new(open, LONG);
        let kept = vault.set(&item("forgetful"), &Secret::from("x")).await;
        assert!(matches!(kept, Err(VaultTrouble::Other(_))), "{kept:?}");
        assert_eq!(vault.get(&item("locked")).await, Err(VaultTrouble::Locked));
    }

    #[tokio::test]
    async fn a_panic_is_an_answer_and_the_next_request_works() {
        let vault = SystemVault::new(open, LONG);
        assert!(matches!(vault.get(&item("panic")).await, Err(VaultTrouble::Other(_))));
        assert_eq!(vault.get(&item("a")).await, Ok(None));
    }

    #[tokio::test]
    async fn a_hanging_keychain_holds_up_nobody_else_and_threads_are_bounded() {
        let vault = SystemVault::new(open, SHORT);
        for _ in 0..3 {
            assert_eq!(vault.get(&item("hang")).await, Err(VaultTrouble::TimedOut));
            assert_eq!(vault.get(&item("a")).await, Ok(None));
        }
        assert_eq!(vault.get(&item("hang")).await, Err(VaultTrouble::TimedOut));
        assert_eq!(vault.get(&item("a")).await, Err(VaultTrouble::TimedOut));
    }
}
