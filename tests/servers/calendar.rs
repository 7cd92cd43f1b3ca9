//! The calendar that Lectern writes is opened by another program (PyPI `icalendar`), which finds in it what was meant.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use lectern_api::{App, ClockKind, FrontConfig, Outside, Problem, dispatch};
use lectern_engine::ManualClock as EngineClock;
use lectern_testkit::{MONDAY_NINE, ManualClock, ScriptedPlatform, ScriptedWire, TempDesk};
use lectern_tests::{place, wait};
use lectern_vault::MemoryVault;
use serde_json::{Value, json};

/// Texts that are hard on a calendar's lines: what must be escaped, what must not be cut in the middle, what is read from
/// the right.
const HARD: &[&str] = &[
    "Story time",
    "Commas, semicolons; colons: and \\backslashes\\n, \"quoted\"",
    "First line\nSecond, line; with more\n\nAnd a third after a gap",
    "\u{1f986}\u{1f469}\u{200d}\u{1f467}\u{200d}\u{1f466}\u{1f3f3}\u{fe0f}\u{200d}\u{1f308} ducks and families, again and again \u{1f986}\u{1f986}\u{1f986}\u{1f986}\u{1f986}\u{1f986}",
    "שעת סיפור בספרייה העירונית, כל יום חמישי בשעה עשר; כולם מוזמנים לבוא ולשמוע סיפורים חדשים",
    "ساعة القصة في المكتبة كل يوم خميس",
    "e\u{301}e\u{301}e\u{301} combining marks that run on and on and on so that a fold may fall between them e\u{301}e\u{301}e\u{301}e\u{301}",
    "BEGIN:VEVENT\nEND:VEVENT\nSUMMARY:not an event",
    "A first line of seventy-five bytes or so, to the very end of what a line can",
    " leading and trailing blanks \t",
    "=SUM(A1:A9)",
];

/// No browser and no dialogue.
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

async fn call(app: &App, command: &str, input: Value) -> Value {
    dispatch(app, command, input).await.unwrap_or_else(|problem| panic!("{command}: {problem:?}"))
}

async fn open(folder: &TempDesk) -> App {
    let clock = ManualClock::new();
    let platform = ScriptedPlatform::new(&clock);
    let app = App::open(
        FrontConfig {
            folder: folder.path().to_owned(),
            vault: Arc::new(MemoryVault::new()),
            clock: ClockKind::Manual(EngineClock::at(MONDAY_NINE)),
            wire: Some(ScriptedWire::with_clock(&clock).wire()),
            connectors: Some(vec![platform.connector()]),
            by_itself: false,
        },
        Arc::new(NoOutside),
    );
    let ready = async || app.desk().ok().map(drop);
    wait::until("the desk to open", Duration::from_secs(20), ready).await;
    app
}

/// A desk on which every hard text is planned for a minute of its own, over a change of the clock.
async fn plan_all(app: &App) -> Vec<(String, String)> {
    call(app, "settings_save", json!({ "time_zone": "Europe/Berlin", "library_name": "Glen Falls, the; Library" }))
        .await;
    let begin = json!({ "platform": "scripted", "identity": null, "again": null });
    let ticket = call(app, "sign_in_begin", begin).await["ticket"].clone();
    let fields = json!({ "handle": "library", "password": "right" });
    let account = call(app, "sign_in_answer", json!({ "ticket": ticket, "fields": fields })).await["account"].clone();
    let mut expected = Vec::new();
    for (number, text) in HARD.iter().enumerate() {
        let days = i64::try_from(number).expect("few") * 14;
        let at = MONDAY_NINE.plus_seconds((days + 1) * 24 * 60 * 60);
        let mut draft = call(app, "draft_new", json!({ "text": text, "shares": null, "answers": null })).await;
        draft["targets"] = json!([account]);
        draft["when"] = json!({ "kind": "at", "at": at });
        let names = ["id", "revision", "text", "language", "content_warning", "visibility", "targets", "media", "when"];
        let save: serde_json::Map<String, Value> =
            names.into_iter().map(|name| (name.to_owned(), draft[name].clone())).collect();
        let saved = call(app, "draft_save", Value::Object(save)).await;
        if number % 2 == 0 {
            let send = json!({ "draft": saved["id"], "revision": saved["revision"], "confirm_personal": false });
            call(app, "outbox_send", send).await;
        }
        let moment = jiff::Timestamp::from_millisecond(at.0).expect("a moment");
        expected.push((moment.strftime("%Y-%m-%dT%H:%M:%S+00:00").to_string(), (*text).to_owned()));
    }
    expected
}

fn read_by_another(text: &str) -> Value {
    let script = place::project().join("tests/servers/scripts/read_calendar.py");
    let mut python = Command::new(place::installed("icalendar").join("bin/python"));
    let mut reader = python.arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("Python runs");
    reader.stdin.take().expect("it listens").write_all(text.as_bytes()).expect("it reads");
    let output = reader.wait_with_output().expect("it ends");
    assert!(output.status.success(), "it complains about:\n{text}");
    serde_json::from_slice(&output.stdout).expect("it answers in JSON")
}

#[tokio::test]
async fn another_program_opens_the_calendar_without_complaint() {
    let folder = TempDesk::new().expect("a temporary folder can be made");
    let app = open(&folder).await;
    let expected = plan_all(&app).await;
    let out = call(&app, "calendar_ics", json!({ "from": "2026-11-23", "until": "2027-12-31" })).await;
    assert_eq!(out["posts"], json!(HARD.len()));
    let read = read_by_another(out["text"].as_str().expect("a text"));
    assert_eq!((&read["version"], &read["errors"]), (&json!("2.0"), &json!([])));
    let events = read["events"].as_array().expect("a list");
    assert_eq!(events.len(), expected.len());
    let mut names: Vec<&str> = events.iter().filter_map(|event| event["uid"].as_str()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), expected.len(), "every event has a name of its own");
    for (number, (event, (start, text))) in events.iter().zip(&expected).enumerate() {
        assert_eq!(event["start"], json!(start));
        assert_eq!(event["summary"], json!(text.lines().next().unwrap_or_default().trim()));
        let described = event["description"].as_str().expect("a text");
        assert!(described.starts_with(text.as_str()), "{described:?}");
        assert_eq!(event["status"], json!(if number % 2 == 0 { "CONFIRMED" } else { "TENTATIVE" }), "{text}");
    }
    app.close().await;
}
