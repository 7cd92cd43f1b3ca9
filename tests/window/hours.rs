//! Opening hours, closed days and answer times in the window, with the mouse and by keyboard; each state can be used by
//! everybody.

use fantoccini::key::Key;
use lectern_tests::wait;
use lectern_tests::window::{Desk, PATIENCE, button, css, field, text};
use serde_json::{Value, json};

use crate::looks::look;
use crate::steps;

/// A calendar with a whole day, a time, a rule that is read and one that is not.
const CALENDAR: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n\
    BEGIN:VEVENT\r\nSUMMARY:Closed for inventory\r\nDTSTART;VALUE=DATE:20990308\r\nEND:VEVENT\r\n\
    BEGIN:VEVENT\r\nSUMMARY:Story time\r\nDTSTART:20990309T150000Z\r\nDTEND:20990309T160000Z\r\nEND:VEVENT\r\n\
    BEGIN:VEVENT\r\nSUMMARY:Labor Day\r\nDTSTART;VALUE=DATE:20200907\r\nRRULE:FREQ=YEARLY;BYMONTH=9;BYDAY=1MO\r\n\
    END:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Full moon\r\nDTSTART;VALUE=DATE:20990310\r\nRRULE:FREQ=SECONDLY\r\n\
    END:VEVENT\r\nEND:VCALENDAR\r\n";

/// A desk with the practice account.
async fn practising() -> Desk {
    let desk = Desk::open().await;
    steps::first_run_to_accounts(&desk, "Glen Falls Library").await;
    steps::open_practice(&desk).await;
    desk.click(&button("Go on")).await;
    desk.click(&button("Open the desk")).await;
    desk.wait_for("Waiting for an answer").await;
    desk
}

async fn closures(desk: &Desk) -> Vec<Value> {
    steps::ask(desk, "closures", json!({})).await.as_array().cloned().unwrap_or_default()
}

/// The closures, as soon as there are so many.
async fn until_closures(desk: &Desk, count: usize) -> Vec<Value> {
    let enough = async || {
        let closures = closures(desk).await;
        (closures.len() == count).then_some(closures)
    };
    wait::until("the closures to be kept", PATIENCE, enough).await
}

/// Puts a date into a field as its picker does.
async fn set_date(desk: &Desk, label: &str, date: &str) {
    let element = serde_json::to_value(desk.find(&field(label)).await).expect("an element can be named to a script");
    let script = "arguments[0].value = arguments[1];\
        arguments[0].dispatchEvent(new Event('input', { bubbles: true }));";
    desk.client().execute(script, vec![element, json!(date)]).await.expect("the date is typed");
}

async fn key(desk: &Desk, key: Key) {
    desk.press(&[char::from(key)]).await;
}

/// Goes on with the Tab key until what has the focus has this name.
async fn tab_to(desk: &Desk, name: &str) {
    const NAME: &str = "const at = document.activeElement;\
        return at.getAttribute('aria-label') || (at.labels && at.labels[0] && at.labels[0].innerText) || at.innerText || '';";
    for _ in 0..90 {
        let at = desk.client().execute(NAME, Vec::new()).await.unwrap_or_default();
        if at.as_str().is_some_and(|at| at.trim() == name) {
            return;
        }
        key(desk, Key::Tab).await;
    }
    panic!("{name} cannot be reached with the Tab key");
}

#[tokio::test]
async fn hours_and_closed_days_are_entered_changed_and_taken_back() {
    let desk = practising().await;
    steps::go(&desk, "inbox").await;
    desk.wait_for("Opening hours are not told").await;
    look(&desk, "hours-not-told").await;
    desk.click(&text("Tell opening hours")).await;
    desk.wait_for("Closed days and other hours").await;
    // Open around the clock, so that what follows holds at any time of day.
    let week: Vec<Value> = (1..=7).map(|day| json!({ "weekday": day, "opens": 0, "closes": 1440 })).collect();
    steps::ask(&desk, "settings_save", json!({ "opening_hours": week })).await;
    desk.wait_for("Open now").await;

    desk.click(&button("Add days")).await;
    desk.fill(&field("What it is"), "Thanksgiving").await;
    set_date(&desk, "First day", "2099-11-26").await;
    look(&desk, "hours-closed-day").await;
    desk.click(&button("Save")).await;
    let kept = until_closures(&desk, 1).await;
    assert_eq!(kept[0]["words"], json!("Thursday 26 November 2099: closed"));
    desk.wait_for("Thursday 26 November 2099: closed").await;

    desk.click(&button("Change Thanksgiving")).await;
    desk.click(&text("Open at other hours")).await;
    desk.fill(&field("Opens"), "noon").await;
    desk.click(&button("Save")).await;
    desk.wait_for("This is no time of day").await;
    look(&desk, "hours-other-hours").await;
    desk.fill(&field("Opens"), "9").await;
    desk.fill(&field("Closes"), "1 pm").await;
    desk.click(&button("Save")).await;
    desk.wait_for("Thursday 26 November 2099: open 9:00 to 13:00").await;
    look(&desk, "hours-settings").await;

    desk.click(&button("Remove Thanksgiving")).await;
    desk.wait_for("Removed: Thanksgiving").await;
    desk.click(&button("Undo")).await;
    until_closures(&desk, 1).await;
    desk.find(&button("Change Thanksgiving")).await;
}

/// What a field shows.
async fn shown(desk: &Desk, name: &str) -> String {
    desk.find(&field(name)).await.prop("value").await.ok().flatten().unwrap_or_default()
}

/// The hours of a weekday as they are kept.
async fn kept_on(desk: &Desk, weekday: u8) -> Vec<(u64, u64)> {
    let settings = steps::ask(desk, "settings", json!({})).await;
    let hours = settings["opening_hours"].as_array().cloned().unwrap_or_default();
    let own = hours.iter().filter(|span| span["weekday"] == json!(weekday));
    own.map(|span| (span["opens"].as_u64().unwrap_or(0), span["closes"].as_u64().unwrap_or(0))).collect()
}

/// Types a time into the field that has the focus, and goes on.
async fn type_time(desk: &Desk, time: &str) {
    desk.press(&[char::from(Key::Control), 'a']).await;
    for letter in time.chars() {
        desk.press(&[letter]).await;
    }
    key(desk, Key::Tab).await;
}

#[tokio::test]
async fn hours_that_overlap_are_marked_and_keep_back_their_day_alone() {
    let desk = practising().await;
    let week: Vec<Value> = (1..=5).map(|day| json!({ "weekday": day, "opens": 540, "closes": 1020 })).collect();
    steps::ask(&desk, "settings_save", json!({ "opening_hours": week })).await;
    steps::go(&desk, "settings/hours").await;
    desk.click(&button("Add hours on Monday")).await;
    let second = css("[aria-label='Monday, opens']").nth(1);
    desk.fill(&second, "16").await;
    key(&desk, Key::Tab).await;
    desk.wait_for("Monday: 9:00 to 17:00 and 16:00 to 20:00 overlap.").await;
    desk.wait_for("Not saved: hours of Monday").await;
    assert!(!desk.has(&css(".toast")).await, "it is said beside the row");

    // By keyboard: another day is changed and saved, and one is a night.
    tab_to(&desk, "Tuesday, closes").await;
    type_time(&desk, "19").await;
    let tuesday = async || (kept_on(&desk, 2).await == [(540, 1140)]).then_some(());
    wait::until("Tuesday to be saved", PATIENCE, tuesday).await;
    assert_eq!(kept_on(&desk, 1).await, [(540, 1020), (1080, 1200)], "Monday stays as it was");
    tab_to(&desk, "Friday, closes").await;
    type_time(&desk, "9").await;
    desk.wait_for("open for 24 hours, closes the next day").await;
    look(&desk, "hours-overlap").await;

    steps::go(&desk, "inbox").await;
    desk.wait_for("Not saved when you left Settings.").await;
    desk.click(&button("Back to Settings")).await;
    desk.wait_for("The week").await;
    let second = desk.find(&second).await.prop("value").await.ok().flatten();
    assert_eq!((shown(&desk, "Tuesday, closes").await, second), ("19:00".to_owned(), Some("18:00".to_owned())));
}

#[tokio::test]
async fn a_calendar_file_is_shown_row_by_row_before_anything_is_kept() {
    let desk = practising().await;
    steps::go(&desk, "settings/hours").await;
    desk.click(&button("Bring in a calendar file")).await;
    let path = desk.home().join("town.ics");
    std::fs::write(&path, CALENDAR).expect("a file can be written");

    desk.type_into(&css("[role=dialog] input[type=file]"), &path.to_string_lossy()).await;
    desk.wait_for("4 entries").await;
    desk.wait_for("Full moon").await;
    desk.wait_for("Cannot be read").await;
    assert!(closures(&desk).await.is_empty(), "nothing is kept unasked");
    look(&desk, "hours-file").await;
    // By keyboard: one entry more, and kept.
    tab_to(&desk, "Story time (line 7)").await;
    desk.press(&[' ']).await;
    desk.find(&button("Keep 3 entries")).await;
    tab_to(&desk, "Keep 3 entries").await;
    key(&desk, Key::Enter).await;
    desk.wait_for("kept.").await;
    let kept = closures(&desk).await;
    assert!(kept.iter().any(|one| one["closure"]["name"] == json!("Labor Day")), "{kept:?}");
    assert!(kept.iter().all(|one| one["closure"]["name"] != json!("Full moon")), "{kept:?}");
}

#[tokio::test]
async fn who_waits_has_a_time_and_a_shape_and_targets_change_it() {
    let desk = practising().await;
    let week: Vec<Value> = (1..=7).map(|day| json!({ "weekday": day, "opens": 0, "closes": 1440 })).collect();
    steps::ask(&desk, "settings_save", json!({ "opening_hours": week })).await;
    steps::go(&desk, "inbox").await;
    desk.find(&css("a.row .chips [title]")).await;
    look(&desk, "hours-inbox").await;
    steps::go(&desk, "today").await;
    desk.wait_for("Open now").await;
    desk.wait_for("nswer by").await;
    look(&desk, "hours-today").await;

    // By keyboard: questions are answered within a quarter of an hour.
    steps::go(&desk, "settings/hours").await;
    desk.wait_for("When we answer").await;
    tab_to(&desk, "Question: answer").await;
    key(&desk, Key::Home).await;
    let set = async || {
        let targets = steps::ask(&desk, "answer_targets", json!({})).await;
        (targets[0]["target"] == json!({ "kind": "minutes", "minutes": 15 })).then_some(())
    };
    wait::until("the target to be kept", PATIENCE, set).await;
    desk.wait_for("Who writes now is answered by").await;
    look(&desk, "hours-targets").await;
    steps::go(&desk, "inbox").await;

    desk.wait_for("Overdue since").await;
    look(&desk, "hours-overdue").await;
}
