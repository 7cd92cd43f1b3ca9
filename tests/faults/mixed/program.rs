//! The program in this process: opened on a real database file, ended in the middle of whatever it does, opened again.

use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::Duration;

use lectern_engine::fault::{Watch, watched};
use lectern_engine::{ClockKind, Desk, Front, FrontConfig, ManualClock as EngineClock};
use lectern_model::{DeskState, Timestamp};
use lectern_testkit::{Fault, MONDAY_NINE, ManualClock, ScriptedPlatform, ScriptedWire};
use lectern_tests::wait;
use lectern_vault::{MemoryVault, Vault};

/// What was begun on the disk comes to its end.
const PATIENCE: Duration = Duration::from_secs(60);

/// The clocks of the program and of the platform, which always show the same.
#[derive(Clone)]
pub(super) struct Clocks {
    pub(super) platform: Arc<ManualClock>,
    pub(super) engine: Arc<EngineClock>,
}

impl Clocks {
    pub(super) fn new() -> Self {
        Self { platform: ManualClock::new(), engine: EngineClock::at(MONDAY_NINE) }
    }

    pub(super) fn now(&self) -> Timestamp {
        self.engine.now()
    }

    pub(super) fn set(&self, now: Timestamp) {
        self.platform.set(now);
        self.engine.set(now);
    }

    pub(super) fn advance(&self, seconds: i64) {
        self.set(self.now().plus_seconds(seconds));
    }
}

/// What happens at a point.
#[derive(Debug, Clone, Copy)]
pub(super) enum Happens {
    Ends,
    Jumps(i64),
}

/// What is still to happen.
#[derive(Debug, Default)]
struct Armed {
    points: Vec<(&'static str, u32, Happens)>,
    /// It ends when it has waited this often.
    waits: Option<u32>,
    /// What happened, by its row in the table.
    struck: Vec<&'static str>,
}

impl Armed {
    fn passes(&mut self, point: &str) -> Option<Happens> {
        let place = self.points.iter_mut().position(|(name, left, _)| {
            *left -= u32::from(*name == point);
            *left == 0
        })?;
        let (.., happens) = self.points.remove(place);
        self.struck.push(match happens {
            Happens::Ends => "ended at a named point",
            Happens::Jumps(_) => "clock jumps within a step",
        });
        Some(happens)
    }

    fn waits(&mut self) -> bool {
        let Some(left) = self.waits.as_mut() else { return false };
        *left -= 1;
        let ends = *left == 0;
        if ends {
            self.waits = None;
            self.struck.push("ended while it waited");
        }
        ends
    }
}

/// What the unwinding carries.
struct Ended;

/// What stays when the program ends.
pub(super) struct World {
    pub(super) clocks: Clocks,
    pub(super) platform: Arc<ScriptedPlatform>,
    vault: Arc<MemoryVault>,
    wire: Arc<ScriptedWire>,
    armed: Arc<Mutex<Armed>>,
    watch: Watch,
    folder: tempfile::TempDir,
}

impl World {
    pub(super) fn new(folder: tempfile::TempDir, vault: MemoryVault) -> Self {
        let clocks = Clocks::new();
        let armed: Arc<Mutex<Armed>> = Arc::default();
        let (passed, moved) = (Arc::clone(&armed), clocks.clone());
        let watch: Watch = Arc::new(move |point| {
            let happens = lock(&passed).passes(point);
            match happens {
                Some(Happens::Ends) => resume_unwind(Box::new(Ended)),
                Some(Happens::Jumps(seconds)) => moved.advance(seconds),
                None => {}
            }
        });
        let (platform, wire) = (ScriptedPlatform::new(&clocks.platform), ScriptedWire::with_clock(&clocks.platform));
        Self { clocks, platform, vault: Arc::new(vault), wire, armed, watch, folder }
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(super) fn keychain(&self) -> std::collections::BTreeMap<String, String> {
        self.vault.contents()
    }

    pub(super) async fn open(&self) -> Program {
        let front = Front::open(FrontConfig {
            folder: self.folder.path().to_owned(),
            vault: Arc::clone(&self.vault) as Arc<dyn Vault>,
            clock: ClockKind::Manual(Arc::clone(&self.clocks.engine)),
            wire: Some(self.wire.wire()),
            connectors: Some(vec![self.platform.connector()]),
            by_itself: false,
        });
        let state = front.settled().await;
        assert!(matches!(state, DeskState::Ready { .. }), "{state:?}");
        let desk = front.desk().expect("it is open");
        Program { front, desk }
    }

    pub(super) fn at_point(&self, point: &'static str, nth: u32, happens: Happens) {
        lock(&self.armed).points.push((point, nth, happens));
    }

    pub(super) fn end_when_waiting(&self, n: u32) {
        lock(&self.armed).waits = Some(n);
    }

    /// Nothing more happens at any point; what did.
    pub(super) fn disarm(&self) -> Vec<&'static str> {
        std::mem::take(&mut *lock(&self.armed)).struck
    }

    /// Lets the program do something. None: it ended meanwhile, and nobody knows how far it got.
    pub(super) async fn under_watch<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        let mut work = pin!(work);
        let hung = self.hung();
        poll_fn(|context| {
            let poll = || watched(&self.watch, || work.as_mut().poll(context));
            match catch_unwind(AssertUnwindSafe(poll)) {
                Ok(Poll::Ready(outcome)) => Poll::Ready(Some(outcome)),
                Ok(Poll::Pending) if self.hung() > hung || lock(&self.armed).waits() => Poll::Ready(None),
                Ok(Poll::Pending) => Poll::Pending,
                Err(what) if what.is::<Ended>() => Poll::Ready(None),
                Err(what) => resume_unwind(what),
            }
        })
        .await
    }

    /// How many calls got no answer so far.
    fn hung(&self) -> usize {
        self.platform.met().iter().filter(|(_, fault)| matches!(fault, Fault::Hang { .. })).count()
    }
}

/// The open program.
pub(super) struct Program {
    front: Front,
    pub(super) desk: Arc<Desk>,
}

impl Program {
    /// Ends it without a word. A write that a thread had begun comes to its end, as one that was with the disk already.
    pub(super) async fn end(self) {
        let Self { front, desk } = self;
        let store = Arc::downgrade(&desk.core.store);
        drop((desk, front));
        for _ in 0..1000 {
            if store.strong_count() == 0 {
                return;
            }
            tokio::task::yield_now().await;
        }
        wait::until_some("the last write to end", PATIENCE, || (store.strong_count() == 0).then_some(())).await;
    }

    /// Closes it as a person does.
    pub(super) async fn close(self) {
        self.front.close().await;
        self.end().await;
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
