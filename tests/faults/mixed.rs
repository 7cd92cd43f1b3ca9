//! Thousands of runs in which everything goes wrong at once, on a platform without idempotency and on the two kinds that
//! have some. Each run throws its own story (see `deeds`) on a real database file: posts for now and for later, cut
//! lines, half answers, 429, 5xx, a full disk, clocks that jump, sleep, pauses, posts moved and stopped, accounts removed,
//! and the program ended in the middle of it and started again. Then the world is mended, the desk is worked until
//! nothing moves, and what is on the platform is held against what was wished.
//!
//! Early, late and *never after* are judged by the clock of the computer, which is all that the program can know.
//!
//! A run that fails prints its number and its story; [`ONLY`] runs it alone. The number gives the same story each time;
//! which of two accounts is served first is left to the computer.

mod book;
mod deeds;
mod dice;
mod held;
mod person;
mod program;
mod run;
mod table;
mod verdict;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use lectern_engine::Desk;
use lectern_model::{AccountId, PlatformKey, Problem, SignInStep};
use lectern_testkit::Idempotency;
use lectern_vault::MemoryVault;
use tokio::task::JoinSet;

use crate::child_run::copy;
use deeds::Story;
pub(crate) use dice::Dice;
use program::World;
use run::Run;
use table::Table;

/// How many runs.
const RUNS: u64 = 4500;
/// Desks at work side by side.
const DESKS: u64 = 6;
/// The number of one run to run alone.
const ONLY: Option<u64> = None;

const MODES: [Idempotency; 3] = [Idempotency::None, Idempotency::Key, Idempotency::Minted];
const HANDLES: [&str; 3] = ["library", "branch", "archive"];

/// Signed-in desks to copy: one with one account, one with two, one with three.
struct Templates {
    desks: Vec<(tempfile::TempDir, BTreeMap<String, String>)>,
}

impl Templates {
    async fn make() -> Self {
        let mut desks = Vec::new();
        for accounts in 1..=HANDLES.len() {
            let folder = tempfile::tempdir().expect("a temporary folder can be made");
            let world = World::new(tempfile::tempdir().expect("a temporary folder can be made"), MemoryVault::new());
            let program = world.open().await;
            for handle in &HANDLES[..accounts] {
                sign_in(&program.desk, handle, None).await.expect("it is signed in");
            }
            program.close().await;
            copy(world.path(), folder.path());
            desks.push((folder, world.keychain()));
        }
        Self { desks }
    }

    /// A world of its own with so many accounts.
    fn world(&self, accounts: u64) -> World {
        let (template, keychain) = &self.desks[usize::try_from(accounts).expect("small") - 1];
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        copy(template.path(), folder.path());
        let world = World::new(folder, MemoryVault::holding(keychain.clone()));
        // The platform of the template numbered its sign-ins; this one knows them, too.
        for _ in 0..100 {
            let _ = world.platform.signed_in("known");
        }
        world
    }
}

async fn sign_in(desk: &Desk, handle: &str, again: Option<AccountId>) -> Result<(), Problem> {
    let step = desk.accounts.begin_sign_in(&PlatformKey::from("scripted"), None, again).await?;
    let SignInStep::AskFields { ticket, .. } = step else { panic!("a form: {step:?}") };
    let fields = [("handle", handle), ("password", "right")];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    let done = desk.accounts.answer_sign_in(&ticket, fields).await?;
    assert!(matches!(done, SignInStep::Done { .. }), "{done:?}");
    Ok(())
}

/// Says which run it was, should it fail.
struct Says<'a> {
    number: u64,
    mode: Idempotency,
    story: &'a Story,
}

impl Drop for Says<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            println!("run number {} failed ({:?}): {:#?}", self.number, self.mode, self.story);
        }
    }
}

async fn one_run(templates: &Templates, number: u64, table: &std::sync::Mutex<Table>) {
    let mode = MODES[usize::try_from(number % 3).expect("small")];
    let mut dice = Dice::of(number);
    let story = Story::thrown(&mut dice);
    let says = Says { number, mode, story: &story };
    let mut run = Run::begin(number.to_string(), templates.world(story.accounts), &story, mode).await;
    for deed in &story.deeds {
        run.does(deed).await;
    }
    run.come_to_rest(&mut dice).await;
    let ends = run.verdict().await;
    table.lock().expect("nobody failed").add(&story, &run, ends);
    run.end().await;
    drop(says);
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_at_once() {
    let templates = Arc::new(Templates::make().await);
    let table: Arc<std::sync::Mutex<Table>> = Arc::default();
    if let Some(number) = ONLY {
        return one_run(&templates, number, &table).await;
    }
    let next = Arc::new(AtomicU64::new(0));
    let mut desks = JoinSet::new();
    for _ in 0..DESKS {
        let (templates, table, next) = (Arc::clone(&templates), Arc::clone(&table), Arc::clone(&next));
        desks.spawn(async move {
            loop {
                let number = next.fetch_add(1, Ordering::SeqCst);
                if number >= RUNS {
                    return;
                }
                one_run(&templates, number, &table).await;
            }
        });
    }
    while let Some(ended) = desks.join_next().await {
        if let Err(failed) = ended {
            std::panic::resume_unwind(failed.into_panic());
        }
    }
    let table = table.lock().expect("nobody failed");
    table.print();
    assert_eq!(table.runs, RUNS);
    assert!(table.handed > 0 && table.sent_there > 0 && table.faults_there > 0, "the scheduler was never tried");
    assert!(table.idle().is_empty(), "some faults never struck: {:?}", table.idle());
}
