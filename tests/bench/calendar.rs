//! What a month of the calendar costs from command to answer with ten thousand planned posts, and what a look of the
//! worker costs while nothing is due, with a hundred of them and with ten thousand. Printed, never asserted: machines
//! are noisy. `cargo xtask bench` runs it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use lectern_api::{App, ClockKind, FrontConfig, Outside, Problem, dispatch};
use lectern_engine::ManualClock as EngineClock;
use lectern_model::{AccountId, IdentityId, PlatformKey, Timestamp};
use lectern_store::{AccountFacts, NewDelivery, NewDraft, Plan};
use lectern_testkit::{MONDAY_NINE, ManualClock, ScriptedPlatform, ScriptedWire, TempDesk};
use lectern_tests::wait;
use lectern_vault::MemoryVault;
use serde_json::{Value, json};

const MANY: i64 = 10_000;
const FEW: i64 = 100;
const ROUNDS: usize = 100;
const DAY: i64 = 24 * 60 * 60;
/// Six accounts, as a library has them.
const ACCOUNTS: i64 = 6;

struct NoOutside;

#[async_trait::async_trait]
impl Outside for NoOutside {
    fn open_link(&self, _url: &str) -> Result<(), Problem> {
        Ok(())
    }

    async fn save_text(&self, _name: &str, _text: &str) -> Result<bool, Problem> {
        Ok(false)
    }
}

#[tokio::main]
async fn main() {
    println!("A month of the calendar, from command to answer, {ROUNDS} times (goal: under 50 ms)");
    for (name, days) in [("spread over a year", 365), ("all in that month", 31)] {
        let desk = Desk::open(MANY, days).await;
        let month = json!({ "from": "2026-11-30", "until": "2027-01-03", "per_day": 3 });
        let times = desk.each("calendar", &month).await;
        println!("  {MANY} planned posts, {name:<20} p50 {:>6.1} ms, p95 {:>6.1} ms", at(&times, 50), at(&times, 95));
        let week = json!({ "from": "2026-12-07", "until": "2026-12-13", "per_day": 40 });
        let times = desk.each("calendar", &week).await;
        println!(
            "    a week of them                            p50 {:>6.1} ms, p95 {:>6.1} ms",
            at(&times, 50),
            at(&times, 95)
        );
    }
    println!("A look of the worker while nothing is due, {ROUNDS} times (goal: the same for any number)");
    for count in [FEW, MANY] {
        let desk = Desk::open(count, 365).await;
        let times = desk.idle().await;
        println!(
            "  {count:>6} planned posts                       p50 {:>6.2} ms, p95 {:>6.2} ms",
            at(&times, 50),
            at(&times, 95)
        );
    }
}

/// The time that so many of a hundred rounds took at most.
fn at(times: &[Duration], percent: usize) -> f64 {
    times[(times.len() - 1) * percent / 100].as_secs_f64() * 1000.0
}

struct Desk {
    app: App,
    _folder: TempDesk,
}

impl Desk {
    /// A desk with so many planned posts, spread evenly over some days from the first of December on.
    async fn open(count: i64, days: i64) -> Self {
        let folder = TempDesk::new().expect("a temporary folder can be made");
        let clock = ManualClock::new();
        let config = FrontConfig {
            folder: folder.path().to_owned(),
            vault: Arc::new(MemoryVault::new()),
            clock: ClockKind::Manual(EngineClock::at(MONDAY_NINE)),
            wire: Some(ScriptedWire::with_clock(&clock).wire()),
            connectors: Some(vec![ScriptedPlatform::new(&clock).connector()]),
            by_itself: false,
        };
        let app = App::open(config, Arc::new(NoOutside));
        wait::until_some("the desk to open", Duration::from_secs(60), || app.desk().ok()).await;
        dispatch(&app, "settings_save", json!({ "time_zone": "America/New_York" })).await.expect("it is saved");
        seed(&app, count, days).await;
        Self { app, _folder: folder }
    }

    /// How long a command takes, the quickest first.
    async fn each(&self, command: &str, input: &Value) -> Vec<Duration> {
        let mut times = Vec::new();
        for _ in 0..ROUNDS {
            let begun = Instant::now();
            let answer = dispatch(&self.app, command, input.clone()).await.expect("it answers");
            // As the door hands it to the window.
            let text = answer.to_string();
            times.push(begun.elapsed());
            assert!(text.len() > 1000);
        }
        times.sort_unstable();
        times
    }

    async fn idle(&self) -> Vec<Duration> {
        let desk = self.app.desk().expect("the desk is open");
        let mut times = Vec::new();
        for _ in 0..ROUNDS {
            let begun = Instant::now();
            assert_eq!(desk.outbox.work_once().await.expect("the store works"), 0);
            times.push(begun.elapsed());
        }
        times.sort_unstable();
        times
    }
}

async fn seed(app: &App, count: i64, days: i64) {
    let core = Arc::clone(&app.desk().expect("the desk is open").core);
    let first: jiff::Timestamp = "2026-12-01T05:00:00Z".parse().expect("a moment");
    let first = Timestamp(first.as_millisecond());
    let outgoing = json!({ "text": "Story time is back on Thursday at half past ten, in the children's room.",
        "language": "en", "content_warning": "", "visibility": "public", "media": [], "card": null, "reply_to": null });
    let seeded = core.write(move |writer| {
        let mut accounts: Vec<AccountId> = Vec::new();
        for number in 0..ACCOUNTS {
            let facts = AccountFacts {
                remote_id: format!("library-{number}"),
                handle: format!("@library{number}@social.example"),
                name: String::new(),
                server: String::new(),
                facts: Value::Null,
                avatar_url: None,
                lapses_at: None,
            };
            accounts.push(writer.add_account(
                &PlatformKey::from("scripted"),
                IdentityId(1),
                &facts,
                "",
                MONDAY_NINE,
            )?);
        }
        for number in 0..count {
            let account = accounts[usize::try_from(number % ACCOUNTS).unwrap_or_default()];
            let text =
                format!("Post {number}: story time is back on Thursday at half past ten, in the children's room.");
            let draft =
                writer.begin_draft(&NewDraft { text, targets: vec![account], ..NewDraft::default() }, MONDAY_NINE)?;
            let delivery = NewDelivery {
                key: format!("key-{number}"),
                account,
                conversation: None,
                outgoing: serde_json::from_value(outgoing.clone())?,
                follows: false,
                minted: Value::Null,
            };
            let at = first.plus_seconds(number * days * DAY / count);
            writer.queue_deliveries(draft.id, &[delivery], Plan { at: Some(at), never_after: None }, MONDAY_NINE)?;
        }
        Ok(())
    });
    seeded.await.expect("there is room");
}
