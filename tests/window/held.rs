//! Posts that their platform holds until their time, in the window: what is safe with this computer off and what is not,
//! where it stands, moved, sent at once, taken back and stopped, and the platform follows. Once with the mouse, once by
//! the keyboard alone; everybody can use each state of it.

use fantoccini::key::Key;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use lectern_tests::servers::{MastodonClient, MastodonMock};
use lectern_tests::wait;
use lectern_tests::window::{Desk, PATIENCE, Sought, button, css, role, text};
use serde_json::{Value, json};

use crate::keyboard::{chord, press, tab_back_to_css, tab_to, tab_to_css, type_keys};
use crate::looks::look;
use crate::steps;

const ZONE: &str = "America/New_York";
const WORDS: &str = "Story time is back on Thursday";
const OTHER: &str = "Chess club at five";
const THIRD: &str = "Seed library, open again";
const HELD: &str = "/api/v1/scheduled_statuses/*";
const DETAILS: &str = "li.delivery:has(.mark[title^=Mastodon]) button[aria-label^='Details of']";

/// A desk with one account whose platform holds posts, and the practice desk, which holds none.
struct Week {
    desk: Desk,
    server: MastodonMock,
    library: MastodonClient,
}

impl Week {
    async fn open() -> Self {
        let server = MastodonMock::start(&["library"]).await;
        let desk = Desk::open().await;
        steps::first_run_to_accounts(&desk, "Glen Falls Library").await;
        steps::pick(&desk, "mastodon").await;
        steps::fill(&desk, "server", server.url.as_str()).await;
        desk.click(&button("Add it")).await;
        let page = desk.until_opened(1).await;
        server.approve(&page, "library").await.come_back().await;
        desk.wait_for("is on the desk").await;
        steps::add_another(&desk).await;
        steps::open_practice(&desk).await;
        steps::open_the_desk(&desk).await;
        steps::ask(&desk, "settings_save", json!({ "time_zone": ZONE })).await;
        let library = server.client("library").await;
        Self { desk, server, library }
    }

    /// What the server holds, by its own word.
    async fn held_there(&self) -> Vec<Value> {
        self.library.get("api/v1/scheduled_statuses").await.as_array().expect("a list").clone()
    }

    /// Waits until the server holds one post that is as it should be.
    async fn until_held(&self, what: &str, fits: impl Fn(&Value) -> bool) -> Value {
        wait::until(what, 2 * PATIENCE, async || {
            let held = self.held_there().await;
            held.first().filter(|one| held.len() == 1 && fits(one)).cloned()
        })
        .await
    }

    async fn until_none_held(&self) {
        wait::until("the server to hold nothing", 2 * PATIENCE, async || {
            self.held_there().await.is_empty().then_some(())
        })
        .await;
    }

    /// What the server has published, newest first.
    async fn published(&self) -> Vec<String> {
        let all = self.library.statuses_of(&self.library.id).await;
        all.iter().map(|one| one["content"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Where the newest post of some words stands, by platform.
    async fn state(&self, words: &str, platform: &str) -> String {
        let all = steps::ask(&self.desk, "outbox", json!({ "needs_you": false, "limit": 0 })).await;
        let mut all = all.as_array().into_iter().flatten();
        let found = all.find(|one| one["title"] == words && one["platform"] == platform);
        found.and_then(|one| one["state"]["state"].as_str()).unwrap_or_default().to_owned()
    }

    /// The button at a place beside a post in the outbox: other posts have buttons of the same names.
    async fn beside(&self, words: &str, place: &str) -> Sought {
        let all = steps::ask(&self.desk, "outbox", json!({ "needs_you": false, "limit": 0 })).await;
        let mut all = all.as_array().into_iter().flatten();
        let draft = all.find(|one| one["title"] == words).expect("it is in the outbox")["draft"].clone();
        css(&format!("[data-draft=\"{draft}\"] .help .help button:{place}"))
    }

    async fn until(&self, words: &str, platform: &str, state: &str) {
        wait::until(&format!("{words:?} to be {state}"), 2 * PATIENCE, async || {
            (self.state(words, platform).await == state).then_some(())
        })
        .await;
    }

    /// Writes a post for later, to the account whose platform holds it, and waits until it does.
    async fn plan(&self, words: &str) -> Value {
        let desk = &self.desk;
        write(desk, words).await;
        only(desk, "Mastodon").await;
        desk.click(&button("When: Now. Change")).await;
        desk.click(&text("At a time")).await;
        desk.click(&button("In an hour")).await;
        desk.wait_for("Waits on its platform for its time. Safe with this computer off.").await;
        desk.click(&button("Use this")).await;
        desk.click(&button("Schedule 1 post")).await;
        self.until_held("the server to hold it", |one| one["params"]["text"] == words).await
    }
}

async fn write(desk: &Desk, words: &str) {
    steps::go(desk, "write/new").await;
    desk.find(&css("textarea.text")).await;
    desk.until_gone_from_view(&css(".posts")).await;
    desk.fill(&css("textarea.text"), words).await;
    desk.wait_for("Draft, saved").await;
}

fn pill(platform: &str, on: bool) -> Sought {
    css(&format!(".to .pill[aria-pressed={on}]:has(.mark[title^={platform}])"))
}

/// Chooses one account and no other.
async fn only(desk: &Desk, platform: &str) {
    for each in ["Mastodon", "Practice"] {
        let wrong = pill(each, each != platform);
        if desk.has(&wrong).await {
            desk.click(&wrong).await;
        }
        desk.find(&pill(each, each == platform)).await;
    }
}

/// Chooses both accounts.
async fn both(desk: &Desk) {
    for each in ["Mastodon", "Practice"] {
        if desk.has(&pill(each, false)).await {
            desk.click(&pill(each, false)).await;
        }
        desk.find(&pill(each, true)).await;
    }
}

#[tokio::test]
async fn what_is_safe_with_this_computer_off_is_said_and_follows_the_person() {
    let week = Week::open().await;
    let desk = &week.desk;
    steps::go(desk, "accounts").await;
    desk.wait_for("safe with this computer off").await;
    desk.wait_for("they need this computer on").await;
    look(desk, "held-accounts").await;
    planned_for_two(&week).await;
    where_it_stands(&week).await;
    moved_though_the_server_stumbles(&week).await;

    // At once: taken back there first, so that it is not out twice.
    desk.click(&button("Send now")).await;
    desk.wait_for("It is taken back from its platform first").await;
    look(desk, "held-send-now").await;
    desk.click(&css("[role=dialog] .foot button:last-child")).await;
    week.until(WORDS, "mastodon", "sent").await;
    assert_eq!((week.held_there().await.len(), week.published().await.len()), (0, 1));
    desk.wait_for("the text is there").await;
    look(desk, "held-sent-now").await;

    // Not at all.
    week.plan(OTHER).await;
    steps::go(desk, "write/sent").await;
    desk.click(&week.beside(OTHER, "last-of-type").await).await;
    desk.wait_for("If the platform cannot be reached before its time").await;
    look(desk, "held-stop").await;
    desk.click(&css("[role=dialog] .foot button:last-child")).await;
    week.until(OTHER, "mastodon", "cancelled").await;
    week.until_none_held().await;

    // Back to the desk.
    week.plan(THIRD).await;
    steps::go(desk, "write/sent").await;
    desk.click(&week.beside(THIRD, "nth-last-of-type(2)").await).await;
    desk.find(&css("textarea.text")).await;
    desk.wait_for("Schedule 1 post").await;
    week.until_none_held().await;
    assert_eq!(week.published().await.len(), 1, "nothing else went out");
}

/// One account's platform holds it, the other's does not, and both is said before and after.
async fn planned_for_two(week: &Week) {
    let desk = &week.desk;
    write(desk, WORDS).await;
    both(desk).await;
    desk.click(&button("When: Now. Change")).await;
    desk.click(&text("At a time")).await;
    desk.click(&button("In an hour")).await;
    desk.wait_for("Safe with this computer off: ").await;
    desk.wait_for("Needs this computer on: ").await;
    look(desk, "held-plan-both").await;
    desk.click(&button("Use this")).await;
    desk.wait_for("Safe with this computer off: ").await;
    look(desk, "held-write-both").await;
    only(desk, "Mastodon").await;
    desk.wait_for("Waits on its platform for its time. Safe with this computer off.").await;
    look(desk, "held-write-safe").await;
    only(desk, "Practice").await;
    desk.wait_for("keep Lectern running at that time").await;
    both(desk).await;
    desk.click(&button("Schedule 2 posts")).await;
    week.until_held("the server to hold it", |one| one["params"]["text"] == WORDS).await;
}

/// The outbox, the details and the calendar say the same.
async fn where_it_stands(week: &Week) {
    let desk = &week.desk;
    steps::go(desk, "write/sent").await;
    for words in ["Waits on its platform", "Safe with this computer off", "Needs this computer on"] {
        desk.wait_for(words).await;
    }
    look(desk, "held-outbox").await;
    desk.click(&css(DETAILS)).await;
    desk.wait_for("What happened so far").await;
    desk.wait_for("Safe with this computer off.").await;
    look(desk, "held-details").await;
    steps::close_dialog(desk).await;

    steps::go(desk, "calendar/queue").await;
    // As a whole it needs this computer; which account does not is said inside.
    desk.wait_for("Scheduled, needs this computer on").await;
    look(desk, "held-queue").await;
    desk.click(&css("[data-entry]")).await;
    desk.wait_for("Scheduled, safe with this computer off").await;
    look(desk, "held-entry").await;
    steps::close_dialog(desk).await;
}

/// The server does not answer when it is told of the new time; it is told again.
async fn moved_though_the_server_stumbles(week: &Week) {
    let desk = &week.desk;
    let before = week.held_there().await[0]["scheduled_at"].clone();
    week.server.fail_next("PUT", HELD, 503, 1).await;
    steps::go(desk, "write/sent").await;
    // The first one moves what the practice desk has.
    desk.click(&button("Move").nth(1)).await;
    desk.click(&button("Tomorrow, 9:00")).await;
    desk.click(&css("[role=dialog] .foot button:last-child")).await;
    desk.wait_for("The platform still holds it, and could not be told yet").await;
    look(desk, "held-trouble").await;
    let after = week.until_held("the new time there", |one| one["scheduled_at"] != before).await;
    assert_eq!(after["params"]["text"], WORDS);
    week.until(WORDS, "mastodon", "held").await;
    desk.until_gone_from_view(&text("The platform still holds it")).await;
    look(desk, "held-moved").await;
}

#[tokio::test]
async fn the_same_by_the_keyboard_alone() {
    let week = Week::open().await;
    let desk = &week.desk;
    press(desk, &[Key::Escape]).await;
    let before = plan_by_keys(&week, WORDS).await["scheduled_at"].clone();
    desk.wait_for("Waits on its platform").await;
    tab_to(desk, "Move").await;
    press(desk, &[Key::Enter]).await;
    desk.find(&role("dialog", "Move to another time")).await;
    tab_to(desk, "Tomorrow, 9:00").await;
    press(desk, &[Key::Enter]).await;
    confirm_by_keys(desk).await;
    let first =
        week.until_held("the new time there", |one| one["scheduled_at"] != before).await["scheduled_at"].clone();

    // On by a day, in the calendar.
    chord(desk, "gc").await;
    desk.find(&css(".week")).await;
    let shown = format!(".day[data-date=\"{}\"]", day_of(&first));
    if !desk.has(&css(&shown)).await {
        type_keys(desk, ".").await;
    }
    desk.find(&css(&format!("{shown} [data-entry]"))).await;
    tab_to_css(desk, "[data-entry]").await;
    look(desk, "held-keys-week").await;
    type_keys(desk, "m").await;
    press(desk, &[Key::Right]).await;
    press(desk, &[Key::Enter]).await;
    desk.wait_for("Moved to ").await;
    week.until_held("the next day there", |one| one["scheduled_at"] != first).await;

    to_outbox_by_keys(desk).await;
    tab_to(desk, "Send now").await;
    press(desk, &[Key::Enter]).await;
    desk.wait_for("It is taken back from its platform first").await;
    confirm_by_keys(desk).await;
    week.until(WORDS, "mastodon", "sent").await;
    assert_eq!((week.held_there().await.len(), week.published().await.len()), (0, 1));

    plan_by_keys(&week, OTHER).await;
    desk.wait_for(OTHER).await;
    tab_to(desk, "Do not send").await;
    press(desk, &[Key::Enter]).await;
    desk.wait_for("If the platform cannot be reached before its time").await;
    confirm_by_keys(desk).await;
    week.until(OTHER, "mastodon", "cancelled").await;
    week.until_none_held().await;
    assert_eq!(week.published().await.len(), 1, "nothing else went out");
}

/// As [`Week::plan`], with no mouse.
async fn plan_by_keys(week: &Week, words: &str) -> Value {
    let desk = &week.desk;
    type_keys(desk, "n").await;
    desk.find(&css("textarea.text:focus")).await;
    type_keys(desk, words).await;
    tab_back_to_css(desk, ".to .pill:has(.mark[title^=Mastodon])").await;
    if desk.has(&pill("Mastodon", false)).await {
        press(desk, &[Key::Space]).await;
    }
    desk.find(&pill("Mastodon", true)).await;
    desk.find(&pill("Practice", false)).await;
    tab_to(desk, "When: Now. Change").await;
    press(desk, &[Key::Enter]).await;
    tab_to_css(desk, "[role=dialog] input[type=radio]").await;
    press(desk, &[Key::Right]).await;
    tab_to(desk, "In an hour").await;
    press(desk, &[Key::Enter]).await;
    desk.wait_for("Waits on its platform for its time. Safe with this computer off.").await;
    tab_to(desk, "Use this").await;
    press(desk, &[Key::Enter]).await;
    desk.until_gone_from_view(&css("[role=dialog]")).await;
    press(desk, &[Key::Control, Key::Enter]).await;
    week.until_held("the server to hold it", |one| one["params"]["text"] == words).await
}

/// Presses the main button of the open dialog.
async fn confirm_by_keys(desk: &Desk) {
    tab_to_css(desk, "[role=dialog] .foot button:last-child").await;
    press(desk, &[Key::Enter]).await;
    desk.until_gone_from_view(&css("[role=dialog]")).await;
}

async fn to_outbox_by_keys(desk: &Desk) {
    chord(desk, "gw").await;
    desk.find(&css("a[href='#/write/sent']")).await;
    tab_to_css(desk, "a[href='#/write/sent']").await;
    press(desk, &[Key::Enter]).await;
    desk.find(&css("[data-draft]")).await;
}

/// The library's day of a moment that the server told.
fn day_of(moment: &Value) -> Date {
    let moment: Timestamp = moment.as_str().and_then(|text| text.parse().ok()).expect("a moment");
    moment.to_zoned(TimeZone::get(ZONE).expect("it is known")).date()
}
