//! The calendar on paper: the press of "Print" opens the print dialog of the desktop, and what would come out of the
//! printer is black on white, in the light and in the dark look, with nothing of the screen around it.

use std::cell::Cell;

use lectern_tests::wait;
use lectern_tests::window::{Desk, PATIENCE, button, css, text};
use serde_json::{Value, json};

use crate::steps;

/// A4 at 96 dots an inch.
pub(crate) const SHEET: (u32, u32) = (794, 1123);

/// Looks at the display between one click and the next: a menu needs a moment to open.
const PACE: usize = 10;

/// Shows the page as a printer is given it: the rules for paper hold, those for the screen do not.
pub(crate) const PRINTED: &str = "for (const sheet of document.styleSheets) for (const rule of sheet.cssRules) {\
    if (!(rule instanceof CSSMediaRule)) continue;\
    if (rule.media.mediaText === 'print') rule.media.mediaText = 'all';\
    else if (rule.media.mediaText === 'screen') rule.media.mediaText = 'not all';\
  }";
pub(crate) const ON_SCREEN: &str = "for (const sheet of document.styleSheets) for (const rule of sheet.cssRules) {\
    if (!(rule instanceof CSSMediaRule)) continue;\
    if (rule.media.mediaText === 'all') rule.media.mediaText = 'print';\
    else if (rule.media.mediaText === 'not all') rule.media.mediaText = 'screen';\
  }";

/// Everything that would be printed and is not as it should be: not of the paper, not black, not on white, or cut off.
pub(crate) const WRONG: &str = "const paper = document.querySelector('.calendar-print'); const wrong = [];\
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);\
    const range = document.createRange();\
    while (words.nextNode()) {\
      const one = words.currentNode; const text = one.textContent.trim();\
      if (text === '' || ['SCRIPT', 'STYLE'].includes(one.parentElement.tagName)) continue;\
      range.selectNodeContents(one); const { width, height, right } = range.getBoundingClientRect();\
      if (width < 2 || height < 2) continue;\
      const said = `${text.slice(0, 40)}: `;\
      if (!paper.contains(one)) wrong.push(said + 'is not of the paper');\
      if (getComputedStyle(one.parentElement).color !== 'rgb(0, 0, 0)') wrong.push(said + 'is not black');\
      if (right > innerWidth) wrong.push(said + 'is cut off');\
      for (let up = one.parentElement; up; up = up.parentElement) {\
        const ground = getComputedStyle(up).backgroundColor;\
        if (!['rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)'].includes(ground)) wrong.push(said + `stands on ${ground}`);\
      }\
    }\
    if (getComputedStyle(document.documentElement).backgroundColor !== 'rgb(255, 255, 255)') wrong.push('no white sheet');\
    return wrong;";

async fn run(desk: &Desk, script: &str) -> Value {
    desk.client().execute(script, Vec::new()).await.expect("the page can be asked")
}

async fn plan(desk: &Desk, account: &Value, words: &str, at: i64) {
    let mut draft = steps::ask(desk, "draft_new", json!({ "text": words, "shares": null, "answers": null })).await;
    let save = json!({
        "id": draft["id"], "revision": draft["revision"], "text": words, "language": "en", "content_warning": "",
        "visibility": "public", "targets": [account], "media": [], "when": { "kind": "at", "at": at },
        "never_after": null,
    });
    draft = steps::ask(desk, "draft_save", save).await;
    let send = json!({ "draft": draft["id"], "revision": draft["revision"], "confirm_personal": false });
    steps::ask(desk, "outbox_send", send).await;
}

/// A desk with more posts on one day than a month shows of it; that day.
async fn planned() -> (Desk, String) {
    let desk = steps::at_practice().await;
    steps::ask(&desk, "settings_save", json!({ "time_zone": "America/New_York" })).await;
    let account = steps::ask(&desk, "accounts", json!({})).await[0]["id"].clone();
    let now = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::get("America/New_York").expect("it is known"));
    let day = now.date().nth_weekday(1, jiff::civil::Weekday::Monday).expect("there is a next week");
    let long =
        "Meet the people behind the maker room, bring something broken, and take it home mended, sewn or soldered";
    for (hour, words) in [(9, "Story time is back"), (11, long), (14, "Homework help"), (18, "Book club, upstairs")] {
        let at = day.at(hour, 0, 0, 0).to_zoned(now.time_zone().clone()).expect("there is such an hour");
        plan(&desk, &account, words, at.timestamp().as_millisecond()).await;
    }
    steps::ask(&desk, "draft_new", json!({ "text": "Seed library", "shares": null, "answers": null })).await;
    (desk, day.to_string())
}

#[tokio::test]
async fn week_month_and_queue_are_black_on_white_and_say_whose_they_are() {
    let (desk, day) = planned().await;
    for (view, heading) in [("week", " to "), ("month", "20"), ("queue", "What is coming")] {
        steps::go(&desk, &format!("calendar/{view}/{day}")).await;
        desk.find(&css(&format!(".{view}"))).await;
        desk.wait_for("Homework help").await;
        for theme in ["light", "dark"] {
            steps::wear(&desk, theme).await;
            desk.click(&button("More")).await;
            desk.find(&css("[role=menu]")).await;
            // The dialog of the desktop is looked at below: here what it would be given.
            run(&desk, "window.print = () => { document.title = 'printing'; }").await;
            desk.click(&text("Print")).await;
            wait::until("the page to be printed", PATIENCE, async || {
                (run(&desk, "return document.title").await == json!("printing")).then_some(())
            })
            .await;
            desk.until_gone_from_view(&css("[role=menu]")).await;
            run(&desk, PRINTED).await;
            desk.resize(SHEET.0, SHEET.1).await;
            let drawn =
                "const [done] = arguments; requestAnimationFrame(() => requestAnimationFrame(() => done(true)))";
            desk.client().execute_async(drawn, Vec::new()).await.expect("it is drawn");
            desk.screenshot(&format!("print-{view}-{theme}")).await;
            assert_eq!(run(&desk, WRONG).await, json!([]), "{view}, {theme}");
            let said = desk.text().await;
            for wanted in
                ["Glen Falls Library", " to ", "Account: ", "America/New_York", heading, "Book club, upstairs"]
            {
                assert!(said.contains(wanted), "{view}, {theme}: {wanted:?} is not on paper: {said}");
            }
            assert!(!said.contains("more"), "all of a day is on paper: {said}");
            assert_eq!(said.contains("Seed library"), view == "queue", "{said}");
            run(&desk, ON_SCREEN).await;
            run(&desk, "document.title = 'Lectern'").await;
            desk.resize(1280, 820).await;
        }
    }
}

#[tokio::test]
async fn the_press_opens_the_print_dialog() {
    let (mut desk, _) = planned().await;
    steps::go(&desk, "calendar").await;
    let calendar = steps::middle(&desk, "nav a[href='#/calendar']").await;
    let more = steps::middle(&desk, ".tools .end button").await;
    desk.click(&button("More")).await;
    let print = steps::middle(&desk, "[role=menu] [role=menuitem]").await;
    // While a driver looks, the web view prints nothing; so nobody looks: one click after the other at the same places.
    desk.without_driver(async |desk| {
        let polls = Cell::new(0_usize);
        wait::until("the print dialog", PATIENCE, async || {
            let now = polls.replace(polls.get() + 1);
            if now.is_multiple_of(PACE) {
                let (x, y) = [calendar, more, print][now / PACE % 3];
                desk.click_at(x, y);
            }
            desk.shows("Print").then_some(())
        })
        .await;
    })
    .await;
}
