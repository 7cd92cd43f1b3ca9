//! The calendar in the window: week, month and queue, moved with the mouse and by the keyboard alone, and what was
//! missed. Every state can be used by everybody.

use std::time::Duration;

use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::key::Key;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use lectern_tests::wait;
use lectern_tests::window::{Desk, PATIENCE, button, css, role};
use serde_json::{Value, json};

use crate::looks::look;
use crate::steps;

const ZONE: &str = "America/New_York";

/// Where a card or a day lies.
const BOX: &str = "const one = document.querySelector(arguments[0]); if (!one) return null;\
    one.scrollIntoView({ block: 'nearest' }); const { left, top, width, height } = one.getBoundingClientRect();\
    return { left, top, width, height };";

/// The Monday after this week, at the library: nothing there is in the past, whenever this runs.
fn next_monday() -> Date {
    let today = jiff::Timestamp::now().to_zoned(TimeZone::get(ZONE).expect("it is known")).date();
    today.nth_weekday(1, Weekday::Monday).expect("there is a next week")
}

fn day(monday: Date, days: i64) -> Date {
    monday.checked_add(days.days()).expect("there is such a day")
}

struct Week {
    desk: Desk,
    account: Value,
    monday: Date,
}

impl Week {
    async fn open() -> Self {
        let desk = Desk::open().await;
        steps::first_run_to_accounts(&desk, "Glen Falls Library").await;
        steps::open_practice(&desk).await;
        steps::open_the_desk(&desk).await;
        let hours: Vec<Value> =
            (1..=6).map(|weekday| json!({ "weekday": weekday, "opens": 540, "closes": 1080 })).collect();
        steps::ask(&desk, "settings_save", json!({ "time_zone": ZONE, "opening_hours": hours })).await;
        let account = steps::ask(&desk, "accounts", json!({})).await[0]["id"].clone();
        Self { desk, account, monday: next_monday() }
    }

    async fn go(&self, view: &str) {
        steps::go(&self.desk, &format!("calendar/{view}/{}", self.monday)).await;
    }

    /// A draft for a time of that week.
    async fn draft(&self, text: &str, days: i64, time: &str) -> Value {
        let local = format!("{}T{time}", day(self.monday, days));
        let at = steps::ask(&self.desk, "moment", json!({ "local": local })).await["at"].clone();
        self.draft_at(text, at, Value::Null).await
    }

    async fn draft_at(&self, text: &str, at: Value, never_after: Value) -> Value {
        let input = json!({ "text": text, "shares": null, "answers": null });
        let mut draft = steps::ask(&self.desk, "draft_new", input).await;
        let save = json!({
            "id": draft["id"], "revision": draft["revision"], "text": text, "language": "en", "content_warning": "",
            "visibility": "public", "targets": [self.account], "media": [], "when": { "kind": "at", "at": at },
            "never_after": never_after,
        });
        draft = steps::ask(&self.desk, "draft_save", save).await;
        draft
    }

    async fn send(&self, draft: &Value) {
        let send = json!({ "draft": draft["id"], "revision": draft["revision"], "confirm_personal": false });
        steps::ask(&self.desk, "outbox_send", send).await;
    }

    /// A post that is scheduled for a time of that week.
    async fn plan(&self, text: &str, days: i64, time: &str) {
        let draft = self.draft(text, days, time).await;
        self.send(&draft).await;
    }

    async fn page(&self) -> Value {
        let input = json!({ "from": self.monday.to_string(), "until": day(self.monday, 13).to_string() });
        steps::ask(&self.desk, "calendar", input).await
    }

    /// Where everything with a title stands.
    async fn places(&self, title: &str) -> Vec<(String, u64)> {
        let page = self.page().await;
        let entries = page["entries"].as_array().expect("a list").iter().filter(|entry| entry["title"] == title);
        let place = |entry: &Value| {
            (entry["date"].as_str().unwrap_or_default().to_owned(), entry["minute"].as_u64().unwrap_or_default())
        };
        entries.map(place).collect()
    }

    async fn until_at(&self, title: &str, days: i64, minute: u64) {
        let there = (day(self.monday, days).to_string(), minute);
        wait::until(&format!("{title} at {there:?}"), PATIENCE, async || {
            (self.places(title).await == [there.clone()]).then_some(())
        })
        .await;
    }

    /// The selector of the card with a title.
    async fn card(&self, title: &str) -> String {
        let entries = self.page().await["entries"].clone();
        let entry = entries.as_array().expect("a list").iter().find(|entry| entry["title"] == title).cloned();
        let id = entry.unwrap_or_else(|| panic!("{title} is not in the calendar"))["id"].clone();
        format!("[data-entry=\"{}\"]", id.as_str().unwrap_or_default())
    }

    async fn place_of(&self, selector: &str) -> (f64, f64, f64, f64) {
        let found = wait::until(selector, PATIENCE, async || {
            let found = self.desk.client().execute(BOX, vec![json!(selector)]).await.expect("it can be measured");
            (!found.is_null()).then_some(found)
        })
        .await;
        let side = |name: &str| found[name].as_f64().expect("a number");
        (side("left"), side("top"), side("width"), side("height"))
    }

    /// Presses the mouse on a card and moves it over a day, to a minute of it.
    async fn drag(&self, title: &str, days: i64, minute: f64) {
        let (left, top, width, _) = self.place_of(&self.card(title).await).await;
        let column = format!(".day[data-date=\"{}\"]", day(self.monday, days));
        let script = "const { left, top, width } = document.querySelector(arguments[0]).getBoundingClientRect();\
            return [left + width / 2, top];";
        let to = self.desk.client().execute(script, vec![json!(column)]).await.expect("the day is there");
        let (x, y) = (to[0].as_f64().expect("a number"), to[1].as_f64().expect("a number") + minute / 60.0 * 57.0);
        let (grip_x, grip_y) = (left + width / 2.0, top + 8.0);
        let to_point = |x: f64, y: f64| PointerAction::MoveTo { duration: Some(Duration::from_millis(40)), x, y };
        let actions = MouseActions::new("mouse".to_owned())
            .then(to_point(grip_x, grip_y))
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(to_point(grip_x + 9.0, grip_y + 9.0))
            .then(to_point(x, y + 4.0))
            .then(to_point(x, y + 8.0));
        self.desk.client().perform_actions(actions).await.expect("the mouse moves");
    }

    async fn let_go(&self) {
        let up = MouseActions::new("mouse".to_owned()).then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.desk.client().perform_actions(up).await.expect("the mouse lets go");
    }

    async fn press(&self, keys: &[Key]) {
        for key in keys {
            self.desk.press(&[char::from(*key)]).await;
        }
    }

    /// Goes by Tab until a card has the focus.
    async fn tab_to_a_card(&self) {
        let focused = "return document.activeElement?.dataset.entry ?? ''";
        for _ in 0..40 {
            self.press(&[Key::Tab]).await;
            let on = self.desk.client().execute(focused, Vec::new()).await.expect("something has the focus");
            if on != json!("") {
                return;
            }
        }
        panic!("no card is reached by Tab");
    }

    /// Waits until the card with a title has the focus.
    async fn until_focused(&self, title: &str) {
        let script = "const one = document.activeElement; return one?.dataset.entry ? one.textContent : ''";
        wait::until(&format!("the focus on {title}"), PATIENCE, async || {
            let text = self.desk.client().execute(script, Vec::new()).await.ok()?;
            text.as_str()?.contains(title).then_some(())
        })
        .await;
    }
}

#[tokio::test]
async fn a_week_is_planned_by_dragging() {
    let week = Week::open().await;
    let desk = &week.desk;
    week.go("week").await;
    desk.wait_for("Nothing is planned here").await;
    look(desk, "calendar-empty").await;

    week.plan("Story time is back", 0, "09:00").await;
    week.plan("Meet the maker room", 1, "10:00").await;
    week.plan("One very brave duck", 1, "10:10").await;
    week.plan("Look what we made", 5, "13:00").await;
    week.draft("Seed library", 4, "14:00").await;
    desk.wait_for("Look what we made").await;
    desk.wait_for("Draft: Seed library").await;
    look(desk, "calendar-week").await;
    desk.wait_for("1 clash, ").await;
    desk.click(&css("[aria-controls=calendar-notes]")).await;
    desk.wait_for("go out 10 minutes apart").await;
    desk.wait_for("nothing goes out").await;
    look(desk, "calendar-notes").await;
    desk.click(&css("[aria-controls=calendar-notes]")).await;

    week.drag("Story time is back", 2, 11.0 * 60.0).await;
    desk.find(&css(".ghost")).await;
    desk.screenshot("calendar-dragging").await;
    week.let_go().await;
    week.until_at("Story time is back", 2, 660).await;
    desk.wait_for("Moved to Wednesday").await;
    desk.click(&button("Take back")).await;
    week.until_at("Story time is back", 0, 540).await;
    desk.wait_for("Back where it was").await;

    week.drag("Story time is back", 3, 12.0 * 60.0).await;
    desk.find(&css(".ghost")).await;
    week.press(&[Key::Escape]).await;
    desk.until_gone_from_view(&css(".ghost")).await;
    week.let_go().await;
    assert_eq!(week.places("Story time is back").await, [(week.monday.to_string(), 540)]);
    assert!(!desk.has(&css("[role=dialog]")).await, "what was dragged was not clicked");
}

#[tokio::test]
async fn the_same_by_the_keyboard_alone() {
    let week = Week::open().await;
    let desk = &week.desk;
    week.plan("Story time is back", 0, "09:00").await;
    week.plan("Book club, upstairs", 2, "18:30").await;
    steps::go(desk, "today").await;
    desk.find(&css("header.bar h1")).await;
    desk.press(&['g']).await;
    desk.press(&['c']).await;
    desk.find(&css(".week")).await;
    let shown = format!(".day[data-date=\"{}\"]", week.monday);
    if !desk.has(&css(&shown)).await {
        desk.press(&['.']).await;
    }
    desk.find(&css(&shown)).await;
    desk.wait_for("Story time is back").await;

    week.tab_to_a_card().await;
    week.until_focused("Story time is back").await;
    week.press(&[Key::Right]).await;
    week.until_focused("Book club").await;
    week.press(&[Key::Left]).await;
    week.until_focused("Story time").await;
    desk.press(&['m']).await;
    desk.find(&css(".ghost")).await;
    week.press(&[Key::Down, Key::Down, Key::Right]).await;
    desk.wait_for("Tuesday").await;
    look(desk, "calendar-moving").await;
    week.press(&[Key::Enter]).await;
    week.until_at("Story time is back", 1, 570).await;
    // The card that stood at nine is gone, and the one at its new place has the focus.
    week.until_focused(", 9:30 (").await;

    desk.press(&['m']).await;
    week.press(&[Key::Down, Key::Escape]).await;
    desk.until_gone_from_view(&css(".ghost")).await;
    week.until_focused("Story time is back").await;
    assert_eq!(week.places("Story time is back").await, [(day(week.monday, 1).to_string(), 570)]);

    desk.press(&['c']).await;
    desk.find(&css(".ghost")).await;
    week.press(&[Key::Right; 7]).await;
    let next = format!(".day[data-date=\"{}\"]", day(week.monday, 8));
    desk.find(&css(&next)).await;
    week.press(&[Key::Enter]).await;
    desk.wait_for("Copied as a draft for Tuesday").await;
    let both = [1, 8].map(|days| (day(week.monday, days).to_string(), 570));
    assert_eq!(week.places("Story time is back").await, both);
    week.until_focused("Draft: Story time").await;

    week.press(&[Key::Enter]).await;
    desk.find(&role("dialog", "Story time is back")).await;
    look(desk, "calendar-entry").await;
    desk.click(&button("Move to…")).await;
    desk.find(&role("dialog", "Move to another time")).await;
    steps::close_dialog(desk).await;
    week.until_focused("Draft: Story time").await;
    week.press(&[Key::Enter]).await;
    desk.click(&button("Drop")).await;
    desk.find(&role("dialog", "Delete this draft?")).await;
    desk.click(&role("button", "Drop").nth(1)).await;
    desk.wait_for("Draft deleted").await;
    assert_eq!(week.places("Story time is back").await.len(), 1);
}

#[tokio::test]
async fn month_queue_and_what_was_missed() {
    let week = Week::open().await;
    let desk = &week.desk;
    for (number, title) in ["Morning", "Story time", "Noon", "Homework help", "Book club"].into_iter().enumerate() {
        week.plan(title, 3, &format!("{:02}:00", 9 + 2 * number)).await;
    }
    week.plan("Look what we made", 5, "13:00").await;
    week.draft("Seed library", 4, "14:00").await;
    week.go("month").await;
    desk.wait_for("+2 more").await;
    look(desk, "calendar-month").await;
    desk.click(&css(".more")).await;
    desk.wait_for("Homework help").await;
    look(desk, "calendar-day").await;
    steps::close_dialog(desk).await;

    week.tab_to_a_card().await;
    week.press(&[Key::End]).await;
    week.until_focused("Look what we made").await;
    desk.press(&['m']).await;
    desk.find(&css(".target")).await;
    week.press(&[Key::Down, Key::Left, Key::Enter]).await;
    week.until_at("Look what we made", 11, 780).await;

    steps::go(desk, "calendar/queue").await;
    desk.wait_for("Homework help").await;
    look(desk, "calendar-queue").await;

    // Due while everything is paused, and not to go out after that: it waits for a word.
    steps::ask(desk, "outbox_pause", json!({ "reason": "Storm closing" })).await;
    let at = jiff::Timestamp::now().as_millisecond() + 2_000;
    let draft = week.draft_at("Open until eight", json!(at), json!(at)).await;
    week.send(&draft).await;
    wait::until("its moment to pass", PATIENCE, async || (jiff::Timestamp::now().as_millisecond() > at).then_some(()))
        .await;
    steps::ask(desk, "outbox_resume", json!({})).await;
    desk.wait_for("One post was missed and waits for you").await;
    week.go("week").await;
    desk.find(&css(".week")).await;
    look(desk, "calendar-missed").await;
    desk.click(&button("Move: Open until eight")).await;
    desk.find(&role("dialog", "Move to another time")).await;
    steps::close_dialog(desk).await;
    desk.click(&button("Send now: Open until eight")).await;
    desk.find(&role("dialog", "Send it all the same?")).await;
    desk.click(&button("Send it now")).await;
    desk.until_gone_from_view(&css(".missed h2")).await;
    let sent = async || {
        let outbox = steps::ask(desk, "outbox", json!({ "needs_you": false, "limit": 0 })).await;
        (outbox[0]["state"]["state"] == "sent").then_some(())
    };
    wait::until("it to be sent", PATIENCE, sent).await;
}
