//! A table of posts comes in through the window, every row seen first; the week is rehearsed; and posts go out as files.
//! Once with the mouse and once by keyboard alone; each state can be used by everybody.

use std::path::Path;

use fantoccini::key::Key;
use jiff::{ToSpan as _, Zoned};
use lectern_tests::wait;
use lectern_tests::window::{Desk, PATIENCE, button, css, field, text};
use serde_json::{Value, json};

use crate::looks::look;
use crate::steps;

#[tokio::test]
async fn a_table_comes_in_the_week_is_rehearsed_and_posts_go_out() {
    let desk = steps::at_practice().await;
    steps::go(&desk, "write").await;
    let tables = tempfile::tempdir().expect("a temporary folder can be made");
    let day = |ahead: i64| Zoned::now().checked_add(ahead.days()).expect("a day").strftime("%Y-%m-%d").to_string();

    let ours = tables.path().join("spring.csv");
    let rows = format!(
        "date,time,zone,account,text\n{},09:00,,,\"Story time, songs and rhymes\"\n{},09:10,,,=Chess club\n\
         {},09:00,Moon/Base,,Wrong zone\n2020-01-01,09:00,,,Long ago\n{},09:00\n{},10:00,,Nobody,Half term\n",
        day(2),
        day(2),
        day(3),
        day(3),
        day(4)
    );
    std::fs::write(&ours, rows).expect("it can be written");
    by_mouse(&desk, &ours).await;
    rehearsal(&desk).await;

    let other = tables.path().join("other.csv");
    let year = i64::from(Zoned::now().year()) + 2;
    let rows =
        format!("01/02/2099 09:00,Far away,\n03/04/{year} 10:00,Spring term begins,https://glen.example.org/spring\n");
    std::fs::write(&other, rows).expect("it can be written");
    by_keyboard(&desk, &other, year).await;
    export(&desk).await;
}

/// Opens one of the dialogs as the keyboard does.
async fn open(desk: &Desk, words: &str) {
    desk.press(&[char::from(Key::Control), 'k']).await;
    let typing = css(".palette input");
    desk.find(&typing).await;
    desk.type_into(&typing, words).await;
    desk.find(&text(words)).await;
    desk.press(&[char::from(Key::Enter)]).await;
    desk.until_gone_from_view(&typing).await;
    desk.find(&css("[role=dialog]")).await;
}

/// What the picker would give: the system's own dialogue is not the window's.
async fn choose(desk: &Desk, file: &Path) {
    desk.type_into(&css("[role=dialog] input[type=file]"), &file.to_string_lossy()).await;
    desk.wait_for("Line 1 ·").await;
}

async fn drafts(desk: &Desk) -> Vec<Value> {
    steps::ask(desk, "drafts", json!({})).await.as_array().cloned().unwrap_or_default()
}

async fn by_mouse(desk: &Desk, file: &Path) {
    let before = drafts(desk).await.len();
    open(desk, "Bring in a table of posts").await;
    look(desk, "import-first").await;
    desk.type_into(&css("[role=dialog] input[type=file]"), &file.to_string_lossy()).await;
    desk.wait_for("Line 2 ·").await;
    for words in [
        "There is no time zone called “Moon/Base”",
        "This time has passed",
        "2 of 5 columns",
        "“Nobody”",
        "as formulas do",
    ] {
        desk.find(&text(words)).await;
    }
    look(desk, "import-rows").await;
    desk.click(&css("[role=dialog] .pill")).await;
    desk.until_gone_from_view(&text("No account is named")).await;
    desk.click(&text("Cannot be kept")).await;
    desk.until_gone_from_view(&text("Story time")).await;
    look(desk, "import-broken").await;
    desk.click(&text("Can be kept")).await;
    desk.click(&css("[role=dialog] .rows input").nth(2)).await;
    assert_eq!(drafts(desk).await.len(), before, "nothing is saved yet");
    desk.click(&button("Save 2 drafts")).await;
    desk.wait_for("2 drafts are saved").await;
    look(desk, "import-done").await;
    assert_eq!(drafts(desk).await.len(), before + 2);
    desk.click(&text("Open the drafts")).await;
    desk.until_gone_from_view(&css("[role=dialog]")).await;
    desk.find(&text("=Chess club")).await;
    assert_eq!(steps::ask(desk, "outbox", json!({ "needs_you": false, "limit": 0 })).await, json!([]));
}

async fn rehearsal(desk: &Desk) {
    open(desk, "Rehearse the coming days").await;
    desk.find(&text("2 drafts with a time wait here")).await;
    desk.find(&text("10 minutes after “Story time, songs and rhymes”")).await;
    look(desk, "rehearsal").await;
    let mend = desk.find(&css("[role=dialog] li .mend")).await;
    let place = mend.attr("href").await.expect("it leads somewhere").expect("it leads somewhere");
    assert!(place.contains("#/write/"), "{place}");
    desk.fill(&field("How far"), "14").await;
    wait::until("two weeks", PATIENCE, async || (desk.all(&css("[role=dialog] h3")).await.len() == 15).then_some(()))
        .await;
    desk.click(&css("[role=dialog] li .mend")).await;
    desk.until_gone_from_view(&css("[role=dialog]")).await;
    desk.find(&css("textarea.text")).await;
}

/// Goes on with Tab until what has the focus says these words.
async fn tab_to(desk: &Desk, words: &str) {
    const FOCUSED: &str = "const one = document.activeElement; \
        return one.getAttribute('aria-label') || one.closest('label')?.innerText || one.innerText || '';";
    for _ in 0..60 {
        let said = desk.client().execute(FOCUSED, Vec::new()).await.expect("something has the focus");
        if said.as_str().is_some_and(|said| said.trim() == words) {
            return;
        }
        desk.press(&[char::from(Key::Tab)]).await;
    }
    panic!("Tab does not lead to {words:?}");
}

async fn by_keyboard(desk: &Desk, file: &Path, year: i64) {
    let before = drafts(desk).await.len();
    open(desk, "Bring in a table of posts").await;
    choose(desk, file).await;
    desk.find(&text("can be two days")).await;
    look(desk, "import-dates").await;
    tab_to(desk, "The day").await;
    desk.press(&[' ']).await;
    desk.find(&text(&format!("3 April {year}"))).await;
    tab_to(desk, "Save 1 draft").await;
    desk.press(&[char::from(Key::Enter)]).await;
    desk.wait_for("1 draft is saved").await;
    tab_to(desk, "Open the drafts").await;
    desk.press(&[char::from(Key::Enter)]).await;
    desk.until_gone_from_view(&css("[role=dialog]")).await;
    assert_eq!(drafts(desk).await.len(), before + 1);
}

async fn export(desk: &Desk) {
    open(desk, "Save posts as a file").await;
    look(desk, "export").await;
    desk.fill(&field("Days"), "past").await;
    tab_to(desk, "Save the file").await;
    desk.press(&[char::from(Key::Enter)]).await;
    desk.find(&text("There is no post on these days")).await;
    look(desk, "export-nothing").await;
    steps::close_dialog(desk).await;
    let range = json!({ "from": "2026-01-01", "until": "2099-12-31" });
    let table = steps::ask(desk, "calendar_csv", range.clone()).await;
    assert_eq!(table["posts"], 3, "{table}");
    assert!(table["text"].as_str().is_some_and(|text| text.contains("'=Chess club")), "{table}");
    assert_eq!(steps::ask(desk, "calendar_ics", range).await["posts"], 3);
}
