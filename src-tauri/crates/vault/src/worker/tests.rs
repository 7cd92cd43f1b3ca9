//! The thread against keychains that hang, panic, forget and come back.

use super::{MOST_HANGING, SystemVault};
use crate::backend::{Backend, Open};
use crate::{Item, Vault, VaultTrouble};
use lectern_model::Secret;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

const LONG: Duration = Duration::from_secs(20);
const SHORT: Duration = Duration::from_millis(50);

/// What all backends of one test share: the world outside the process.
#[derive(Default)]
struct World {
    kept: Mutex<Option<Secret>>,
    opened: AtomicUsize,
    ended: AtomicUsize,
    gone: AtomicBool,
    gate: Mutex<Option<mpsc::Receiver<()>>>,
}

/// Does what the item's name says.
struct Scripted {
    world: Arc<World>,
    over: Option<mpsc::Sender<()>>,
}

impl Drop for Scripted {
    fn drop(&mut self) {
        self.world.ended.fetch_add(1, Ordering::SeqCst);
        if let Some(over) = self.over.take() {
            let _ = over.send(());
        }
    }
}

fn opening(world: &Arc<World>, over: Option<mpsc::Sender<()>>) -> Open {
    let world = Arc::clone(world);
    let over = Mutex::new(over);
    Arc::new(move || {
        if world.gone.load(Ordering::SeqCst) {
            return Err(VaultTrouble::NoKeychain);
        }
        world.opened.fetch_add(1, Ordering::SeqCst);
        let over = over.lock().unwrap().take();
        Ok(Box::new(Scripted { world: Arc::clone(&world), over }))
    })
}

fn vault(patience: Duration) -> (SystemVault, Arc<World>) {
    let world = Arc::new(World::default());
    (SystemVault::new(opening(&world, None), patience), world)
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
            Some("gate") => {
                let gate = self.world.gate.lock().unwrap().take().unwrap();
                let _ = gate.recv();
                Ok(None)
            }
            Some("panic") => panic!("the bus is gone"),
            Some("locked") => Err(VaultTrouble::Locked),
            Some("gone") => Err(VaultTrouble::NoKeychain),
            Some("forgetful") => Ok(None),
            Some("garbled") => Ok(Some(Secret::from("something else"))),
            _ => Ok(self.world.kept.lock().unwrap().clone()),
        }
    }

    fn set(&mut self, _: &Item, secret: &Secret) -> Result<(), VaultTrouble> {
        *self.world.kept.lock().unwrap() = Some(secret.clone());
        Ok(())
    }

    fn remove(&mut self, _: &Item) -> Result<(), VaultTrouble> {
        *self.world.kept.lock().unwrap() = None;
        Ok(())
    }
}

#[tokio::test]
async fn keeps_gives_back_and_removes_over_one_connection() {
    let (vault, world) = vault(LONG);
    let secret = Secret::from("opensesame");
    assert_eq!(vault.get(&item("a")).await, Ok(None));
    vault.set(&item("a"), &secret).await.unwrap();
    assert_eq!(vault.get(&item("a")).await, Ok(Some(secret)));
    vault.remove(&item("a")).await.unwrap();
    assert_eq!(vault.get(&item("a")).await, Ok(None));
    vault.probe().await.unwrap();
    assert_eq!(world.opened.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn what_is_not_kept_as_given_is_said() {
    let (vault, _) = vault(LONG);
    for word in ["forgetful", "garbled"] {
        let kept = vault.set(&item(word), &Secret::from("x")).await;
        assert!(matches!(kept, Err(VaultTrouble::Other(_))), "{kept:?}");
    }
    assert_eq!(vault.get(&item("locked")).await, Err(VaultTrouble::Locked));
}

#[tokio::test]
async fn a_panic_is_an_answer_and_the_next_request_works() {
    let (vault, world) = vault(LONG);
    assert!(matches!(vault.get(&item("panic")).await, Err(VaultTrouble::Other(_))));
    assert_eq!(vault.get(&item("a")).await, Ok(None));
    assert_eq!(world.opened.load(Ordering::SeqCst), 2, "what panicked is not used again");
}

#[tokio::test]
async fn a_service_that_comes_back_is_found() {
    let (vault, world) = vault(LONG);
    assert_eq!(vault.get(&item("gone")).await, Err(VaultTrouble::NoKeychain));
    world.gone.store(true, Ordering::SeqCst);
    assert_eq!(vault.get(&item("a")).await, Err(VaultTrouble::NoKeychain));
    world.gone.store(false, Ordering::SeqCst);
    assert_eq!(vault.get(&item("a")).await, Ok(None));
}

#[tokio::test]
async fn a_hanging_keychain_holds_up_nobody_else_and_threads_are_bounded() {
    let (vault, world) = vault(SHORT);
    let patient = |vault: SystemVault| vault.with_patience(LONG);
    for _ in 1..MOST_HANGING {
        assert_eq!(vault.get(&item("hang")).await, Err(VaultTrouble::TimedOut));
    }
    let vault = patient(vault);
    assert_eq!(vault.get(&item("a")).await, Ok(None));
    let vault = vault.with_patience(SHORT);
    assert_eq!(vault.get(&item("hang")).await, Err(VaultTrouble::TimedOut));
    let opened = world.opened.load(Ordering::SeqCst);
    let vault = patient(vault);
    assert_eq!(vault.get(&item("a")).await, Err(VaultTrouble::TimedOut), "said at once, not after twenty seconds");
    assert_eq!(world.opened.load(Ordering::SeqCst), opened);
}

#[tokio::test]
async fn those_in_line_leave_the_hanging_thread_once_and_not_its_successor() {
    let (vault, _) = vault(SHORT);
    let (hang, one, two) = (item("hang"), item("a"), item("b"));
    let (first, second, third) = tokio::join!(vault.get(&hang), vault.get(&one), vault.get(&two));
    for answer in [first, second, third] {
        assert_eq!(answer, Err(VaultTrouble::TimedOut));
    }
    assert_eq!(vault.hanging.load(Ordering::SeqCst), 1);
    assert_eq!(vault.with_patience(LONG).get(&one).await, Ok(None));
}

#[tokio::test]
async fn a_write_that_nobody_waits_for_is_not_done_late() {
    let world = Arc::new(World::default());
    let (open_gate, gate) = mpsc::channel();
    *world.gate.lock().unwrap() = Some(gate);
    let (over, ended) = mpsc::channel();
    let vault = SystemVault::new(opening(&world, Some(over)), SHORT);
    let (gated, a) = (item("gate"), item("a"));
    let stale = Secret::from("stale");
    let (first, late) = tokio::join!(vault.get(&gated), vault.set(&a, &stale));
    assert_eq!((first, late), (Err(VaultTrouble::TimedOut), Err(VaultTrouble::TimedOut)));
    let vault = vault.with_patience(LONG);
    vault.set(&a, &Secret::from("new")).await.unwrap();

    open_gate.send(()).unwrap();
    ended.recv_timeout(LONG).unwrap();
    assert_eq!(vault.get(&a).await, Ok(Some(Secret::from("new"))));
}

#[test]
fn it_needs_no_runtime_of_its_own_and_may_be_used_from_any() {
    let (vault, _) = vault(LONG);
    for _ in 0..2 {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        assert_eq!(runtime.block_on(vault.get(&item("a"))), Ok(None));
    }
}
