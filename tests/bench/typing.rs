//! From a key to counts and findings: one `draft_look` through `api::dispatch` for a draft of 5,000 characters on six
//! accounts, two of them with versions of their own. Printed, never asserted: machines are noisy. `cargo xtask bench`
//! runs it.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement: it prints, and it may end where it cannot go on"
)]

use lectern_api::{App, ClockKind, FrontConfig, Outside, Problem, dispatch};
use lectern_connectors::Connector;
use lectern_engine::ManualClock as EngineClock;
use lectern_model::{Draft, Limits, SignInStep};
use lectern_testkit::{MONDAY_NINE, ManualClock, ScriptedPlatform, ScriptedWire, TempDesk};
use lectern_vault::MemoryVault;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};

const ACCOUNTS: usize = 6;
const LETTERS: usize = 5_000;
const KEYS: usize = 400;
const GOAL: Duration = Duration::from_millis(16);

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
    let folder = TempDesk::new().unwrap();
    let clock = ManualClock::new();
    let platforms: Vec<Arc<ScriptedPlatform>> =
        (0..ACCOUNTS).map(|number| ScriptedPlatform::named(&format!("p{number}"), &clock)).collect();
    for (number, platform) in platforms.iter().enumerate() {
        platform.set_limits(limits(platform, number));
    }
    let app = open(&folder, &clock, &platforms).await;
    let mut accounts = Vec::new();
    for platform in &platforms {
        accounts.push(sign_in(&app, platform).await);
    }
    let draft: Draft = read(call(&app, "draft_new", json!({ "text": "", "shares": null, "answers": null })).await);
    println!("From a key to counts and findings, {LETTERS} characters, {ACCOUNTS} accounts, {KEYS} keys each");
    for (name, thread) in [("one post each", false), ("as threads", true)] {
        let mut times = Vec::new();
        for key in 0..KEYS {
            let text = text(LETTERS - KEYS + key);
            let versions = json!([
                { "account": accounts[0], "text": format!("{text} There.") },
                { "account": accounts[1], "text": text.chars().take(280).collect::<String>() },
            ]);
            let mut save = serde_json::to_value(&draft).unwrap();
            save["text"] = json!(text);
            save["targets"] = json!(accounts);
            save["versions"] = versions;
            save["thread"] = json!({ "on": thread, "numbered": true });
            let begun = Instant::now();
            let seen = call(&app, "draft_look", save).await;
            times.push(begun.elapsed());
            assert_eq!(seen["targets"].as_array().unwrap().len(), ACCOUNTS);
        }
        times.sort_unstable();
        let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1000.0;
        let goal = GOAL.as_millis();
        println!("  {name:<14} p50 {:.1} ms, p95 {:.1} ms (goal: under {goal}), max {:.1} ms", at(50), at(95), at(100));
    }
}

/// Half of them count links as the same and mentions without their host; the others count letters and bytes.
fn limits(platform: &Arc<ScriptedPlatform>, number: usize) -> Limits {
    let usual = platform.connector();
    let account = lectern_testkit::account("p0", &signed_in());
    let usual = usual.publish().unwrap().limits(&account);
    match number % 2 {
        0 => Limits { link_weight: Some(23), mention_local_part_only: true, ..usual },
        _ => Limits { text_max: 300, text_max_bytes: Some(3_000), ..usual },
    }
}

fn signed_in() -> lectern_connectors::SignedIn {
    lectern_connectors::SignedIn {
        remote_id: "1".to_owned(),
        handle: "@library".to_owned(),
        name: "Library".to_owned(),
        server: String::new(),
        facts: Value::Null,
        avatar_url: None,
        lapses_at: None,
        credentials: None,
    }
}

/// A text as a library writes it.
fn text(letters: usize) -> String {
    let one = "Story time is back! Songs, rhymes and one very brave duck, Thursdays at 10:30 for ages 2 to 4. Bring a \
               friend 🦆. Sign up: https://glen.example.org/storytime?ref=news or ask @desk@glen.example.org. \
               #StoryTime #GlenFallsLibrary\n\n";
    one.chars().cycle().take(letters).collect()
}

async fn open(folder: &TempDesk, clock: &Arc<ManualClock>, platforms: &[Arc<ScriptedPlatform>]) -> App {
    let connectors: Vec<Arc<dyn Connector>> = platforms.iter().map(ScriptedPlatform::connector).collect();
    let config = FrontConfig {
        folder: folder.path().to_owned(),
        vault: Arc::new(MemoryVault::new()),
        clock: ClockKind::Manual(EngineClock::at(MONDAY_NINE)),
        wire: Some(ScriptedWire::with_clock(clock).wire()),
        connectors: Some(connectors),
        by_itself: false,
    };
    let app = App::open(config, Arc::new(NoOutside));
    while app.desk().is_err() {
        tokio::task::yield_now().await;
    }
    app
}

async fn sign_in(app: &App, platform: &Arc<ScriptedPlatform>) -> Value {
    let input = json!({ "platform": platform.key(), "identity": null, "again": null });
    let SignInStep::AskFields { ticket, .. } = read(call(app, "sign_in_begin", input).await) else { panic!("a form") };
    let fields = json!({ "handle": "library", "password": "right" });
    call(app, "sign_in_answer", json!({ "ticket": ticket, "fields": fields })).await["account"].clone()
}

async fn call(app: &App, command: &str, input: Value) -> Value {
    dispatch(app, command, input).await.unwrap_or_else(|problem| panic!("{command}: {problem:?}"))
}

fn read<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}
