//! Written without a line, sent with one: two versions and two described pictures for two real networks, put on their day
//! in the calendar, gone out at their minute as soon as the line is back, and read back from both. Once with the mouse,
//! once by the keyboard alone; everybody can use each state of it.

use std::time::Duration;

use fantoccini::key::Key;
use image::{Rgb, RgbImage};
use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{RoundMode, ToSpan, Unit, Zoned, ZonedRound};
use lectern_tests::proxy::Cutting;
use lectern_tests::servers::{Bluesky, Person, Snac};
use lectern_tests::wait;
use lectern_tests::window::{Desk, PATIENCE, Sought, button, css, role, text};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::dragging::drag;
use crate::keyboard::{chord, press, tab_back_to_css, tab_to, tab_to_css, type_keys};
use crate::looks::look;
use crate::steps;

const WORDS: &str = "Story time is back on Thursday";
const THERE: &str = ", in the garden";
const HERE: &str = ", bring a blanket";
const DESCRIPTIONS: [&str; 2] = ["A duck made of felt", "A circle of toddlers on a rug"];
const PICTURES: [&str; 2] = ["duck.png", "circle.png"];
/// Seconds at least from the choice of the minute until everything stands at it, by mouse or by keyboard.
const AHEAD: i64 = 100;
/// What is planned may be due in nearly three minutes, and servers index when they please.
const SENT_BY: Duration = Duration::from_secs(270);
/// Places on both sides of the date line: the library stands where today and tomorrow share a page of the calendar.
const ZONES: [&str; 3] = ["America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago"];

/// A desk that has signed in to two networks, whose lines are then cut.
struct Week {
    desk: Desk,
    lines: [Cutting; 2],
    bluesky: Bluesky,
    us: Person,
    snac: Snac,
    folder: TempDir,
    zone: TimeZone,
}

/// A minute a little ahead, on the library's clock.
struct Due {
    today: Date,
    time: Time,
}

impl Due {
    fn hour(&self) -> String {
        format!("{:02}", self.time.hour())
    }

    fn minute(&self) -> String {
        format!("{:02}", self.time.minute())
    }
}

impl Week {
    async fn offline(name: &str) -> Self {
        let lines = [Cutting::open().await, Cutting::open().await];
        let (bluesky, snac) =
            tokio::join!(Bluesky::start_behind(&lines[0]), Snac::start_behind(&lines[1], &["library"]));
        let us = bluesky.create_account("library").await;
        let desk = Desk::open().await;
        steps::first_run_to_accounts(&desk, "Glen Falls Library").await;
        steps::sign_in_mastodon(&desk, &snac, "library").await;
        steps::add_another(&desk).await;
        steps::sign_in_bluesky(&desk, &bluesky, &us).await;
        desk.click(&button("Go on")).await;
        desk.click(&button("Open the desk")).await;
        desk.find(&css("header.bar h1")).await;
        let zone = zone();
        steps::ask(&desk, "settings_save", json!({ "time_zone": zone.iana_name() })).await;
        for line in &lines {
            line.set_down(true);
        }
        steps::ask(&desk, "feed_check_now", json!({})).await;
        desk.wait_for("drafts are safe here").await;
        look(&desk, &format!("{name}-cut")).await;
        let folder = tempfile::tempdir().expect("a folder for the pictures");
        for (at, file) in (0..).zip(PICTURES) {
            picture(at).save(folder.path().join(file)).expect("the picture is written");
        }
        Self { desk, lines, bluesky, us, snac, folder, zone }
    }

    /// Gives a picture's path to the file chooser, as its dialog does in the end.
    async fn choose(&self, file: &str) {
        let path = self.folder.path().join(file);
        self.desk.type_into(&css("input[type=file]"), path.to_str().expect("its name is plain")).await;
    }

    async fn draft(&self, as_it_should_be: impl Fn(&Value) -> bool) {
        wait::until("the draft to be saved", PATIENCE, async || {
            let id = steps::ask(&self.desk, "drafts", json!({})).await[0]["id"].clone();
            let draft = steps::ask(&self.desk, "draft", json!({ "draft": id })).await;
            as_it_should_be(&draft).then_some(())
        })
        .await;
    }

    /// All that was written is on the disk, though nothing can be reached.
    async fn all_is_safe(&self) {
        self.draft(|draft| {
            let texts: Vec<&str> =
                draft["versions"].as_array().into_iter().flatten().filter_map(|own| own["text"].as_str()).collect();
            let described = [0, 1].map(|at| draft["media"][at]["description"].as_str().unwrap_or_default().to_owned());
            draft["text"] == WORDS
                && texts.contains(&format!("{WORDS}{THERE}").as_str())
                && texts.contains(&format!("{WORDS}{HERE}").as_str())
                && described == DESCRIPTIONS
        })
        .await;
    }

    /// A whole minute that has not come yet when the last key is pressed. Chosen late, because it is waited for.
    fn due(&self) -> Due {
        let whole = ZonedRound::new().smallest(Unit::Minute).mode(RoundMode::Ceil);
        let at = jiff::Timestamp::now().to_zoned(self.zone.clone()) + AHEAD.seconds();
        let at = at.round(whole).expect("there is a next minute");
        Due { today: at.date(), time: at.time() }
    }

    async fn deliveries(&self) -> Vec<Value> {
        let all = steps::ask(&self.desk, "outbox", json!({ "needs_you": false, "limit": 0 })).await;
        all.as_array().expect("a list").clone()
    }

    async fn until_planned_for(&self, day: Date, due: &Due) {
        let at = day.to_datetime(due.time).to_zoned(self.zone.clone()).expect("there is such a time");
        let minute = at.timestamp().as_second() / 60;
        wait::until("both to be planned for their minute", PATIENCE, async || {
            let all = self.deliveries().await;
            let there = |one: &Value| one["due_at"].as_i64().is_some_and(|at| at / 60_000 == minute);
            (all.len() == 2 && all.iter().all(there)).then_some(())
        })
        .await;
    }

    fn back_online(&self) {
        for line in &self.lines {
            line.set_down(false);
        }
    }

    /// Both were sent once, not before their minute, and are there as they were sent.
    async fn until_read_back(&self) {
        let asked = wait::until("the delivery proofs", 2 * SENT_BY, async || {
            let all = self.deliveries().await;
            let same = |one: &Value| one["proof"]["differences"].as_array().is_some_and(Vec::is_empty);
            all.iter().all(same).then_some(all)
        });
        let Ok(all) = tokio::time::timeout(SENT_BY, asked).await else {
            panic!("they are not there as they were sent: {:#}", Value::from(self.deliveries().await));
        };
        for one in &all {
            let sent_at = one["state"]["at"].as_i64().unwrap_or_default();
            assert!(one["due_at"].as_i64().is_some_and(|due| due <= sent_at), "it went out before its minute: {one}");
        }
    }

    /// What the networks have, by their own word.
    async fn is_there_once(&self) {
        let there = self.bluesky.list_records(&self.us, "app.bsky.feed.post").await;
        assert_eq!(there.len(), 1, "{there:?}");
        let post = &there[0]["value"];
        assert_eq!(post["text"], json!(format!("{WORDS}{THERE}")));
        let described = [0, 1].map(|at| post["embed"]["images"][at]["alt"].as_str().unwrap_or_default());
        assert_eq!(described, DESCRIPTIONS);

        let us = self.snac.client("library").await;
        let here = us.statuses_of(&us.id).await;
        assert_eq!(here.len(), 1, "{here:?}");
        assert!(here[0]["content"].as_str().is_some_and(|html| html.contains(&format!("{WORDS}{HERE}"))), "{here:?}");
        let described =
            [0, 1].map(|at| here[0]["media_attachments"][at]["description"].as_str().unwrap_or_default().to_owned());
        assert_eq!(described, DESCRIPTIONS);
    }
}

#[tokio::test]
async fn written_offline_put_on_its_day_and_gone_out_with_the_line() {
    let week = Week::offline("offline-mouse").await;
    let desk = &week.desk;
    steps::go(desk, "write/new").await;
    desk.fill(&css("textarea.text"), WORDS).await;
    for at in 0..2 {
        desk.click(&css(".to .pill").nth(at)).await;
    }
    for (at, own) in [(tab_of("Bluesky"), THERE), (tab_of("Mastodon"), HERE)] {
        desk.click(&at).await;
        desk.wait_for("says the common text").await;
        desk.type_into(&css("textarea.text"), own).await;
        desk.wait_for("instead of the common text").await;
    }
    look(desk, "offline-versions").await;
    for file in PICTURES {
        week.choose(file).await;
    }
    for (at, words) in (0..).zip(DESCRIPTIONS) {
        desk.fill(&css(&format!("#description-{at}")), words).await;
    }
    week.all_is_safe().await;
    desk.wait_for("Nothing to mend").await;
    look(desk, "offline-pictures").await;

    desk.click(&button("When: Now. Change")).await;
    desk.click(&text("At a time")).await;
    desk.click(&button("Tomorrow, 9:00")).await;
    desk.wait_for(", 9:00 (").await;
    look(desk, "offline-when").await;
    let due = week.due();
    desk.click(&css("[data-segment=hour]")).await;
    type_keys(desk, &format!("{}{}", due.hour(), due.minute())).await;
    desk.wait_for(&said(&due)).await;
    desk.click(&button("Use this")).await;
    desk.click(&button("Schedule 2 posts")).await;
    week.until_planned_for(tomorrow(due.today), &due).await;

    steps::go(desk, &format!("calendar/month/{}", due.today)).await;
    drag(desk, due.today).await;
    desk.wait_for("Moved to ").await;
    week.until_planned_for(due.today, &due).await;
    steps::go(desk, "write/sent").await;
    desk.wait_for("Scheduled").await;
    look(desk, "offline-outbox").await;
    steps::go(desk, &format!("calendar/month/{}", due.today)).await;
    desk.find(&css(".month [data-entry]")).await;
    look(desk, "offline-month").await;
    steps::go(desk, "write/sent").await;

    week.back_online();
    week.until_read_back().await;
    desk.wait_for("Read back").await;
    look(desk, "online-outbox").await;
    desk.click(&css("[data-draft] button[aria-label^='Details of']")).await;
    desk.wait_for("What happened so far").await;
    look(desk, "online-proof").await;
    week.is_there_once().await;
}

#[tokio::test]
async fn all_of_it_again_by_the_keyboard_alone() {
    let week = Week::offline("offline-keys").await;
    let desk = &week.desk;
    press(desk, &[Key::Escape]).await;
    type_keys(desk, "n").await;
    desk.find(&css("textarea.text:focus")).await;
    type_keys(desk, WORDS).await;
    for at in 0..2 {
        tab_back_to_css(desk, &format!(".to .pill[aria-pressed=false]:nth-of-type({})", 2 - at)).await;
        press(desk, &[Key::Space]).await;
    }
    for (platform, own) in [("Bluesky", THERE), ("Mastodon", HERE)] {
        tab_to_css(desk, &format!(".tabs.line button:has({})", mark_of(platform))).await;
        press(desk, &[Key::Enter]).await;
        desk.wait_for("says the common text").await;
        tab_to_css(desk, "textarea.text").await;
        press(desk, &[Key::Control, Key::End]).await;
        type_keys(desk, own).await;
        desk.wait_for("instead of the common text").await;
    }
    for file in PICTURES {
        week.choose(file).await;
    }
    for (at, words) in (0..).zip(DESCRIPTIONS) {
        tab_to_css(desk, &format!("#description-{at}")).await;
        type_keys(desk, words).await;
    }
    week.all_is_safe().await;
    desk.wait_for("Nothing to mend").await;
    look(desk, "keys-written").await;

    tab_to(desk, "When: Now. Change").await;
    press(desk, &[Key::Enter]).await;
    tab_to_css(desk, "[role=dialog] input[type=radio]").await;
    press(desk, &[Key::Right]).await;
    tab_to(desk, "Tomorrow, 9:00").await;
    press(desk, &[Key::Enter]).await;
    desk.wait_for(", 9:00 (").await;
    look(desk, "keys-when").await;
    let due = week.due();
    // On through the foot of the dialog and round to its first part again.
    tab_to_css(desk, "[data-segment=hour]").await;
    type_keys(desk, &format!("{}{}", due.hour(), due.minute())).await;
    desk.wait_for(&said(&due)).await;
    tab_to(desk, "Use this").await;
    press(desk, &[Key::Enter]).await;
    desk.until_gone_from_view(&css("[role=dialog]")).await;
    press(desk, &[Key::Control, Key::Enter]).await;
    desk.wait_for("Scheduled").await;
    week.until_planned_for(tomorrow(due.today), &due).await;

    chord(desk, "gc").await;
    desk.find(&css("a.tab[href*='calendar/month']")).await;
    tab_to_css(desk, "a.tab[href*='calendar/month']").await;
    press(desk, &[Key::Enter]).await;
    desk.find(&css(".month [data-entry]")).await;
    tab_to_css(desk, ".month [data-entry]").await;
    type_keys(desk, "m").await;
    press(desk, &[Key::Left]).await;
    look(desk, "keys-moving").await;
    press(desk, &[Key::Enter]).await;
    desk.wait_for("Moved to ").await;
    week.until_planned_for(due.today, &due).await;

    chord(desk, "gw").await;
    desk.find(&css("a[href='#/write/sent']")).await;
    tab_to_css(desk, "a[href='#/write/sent']").await;
    press(desk, &[Key::Enter]).await;
    desk.wait_for("Scheduled").await;
    look(desk, "keys-outbox").await;
    week.back_online();
    week.until_read_back().await;
    desk.wait_for("Read back").await;
    look(desk, "keys-online").await;
    tab_to_css(desk, "[data-draft] button[aria-label^='Details of']").await;
    press(desk, &[Key::Enter]).await;
    desk.find(&role("heading", "What happened so far")).await;
    look(desk, "keys-proof").await;
    press(desk, &[Key::Escape]).await;
    desk.until_gone_from_view(&css("[role=dialog]")).await;
    week.is_there_once().await;
}

/// Where it is neither about midnight nor the last day on a page of the calendar.
fn zone() -> TimeZone {
    let fits = |zone: &TimeZone| {
        let now: Zoned = jiff::Timestamp::now().to_zoned(zone.clone());
        let same_page = now.date().weekday() != Weekday::Sunday || now.date().last_of_month() != now.date();
        same_page && now.hour() < 23 && now.hour() > 0
    };
    let mut zones = ZONES.iter().map(|name| TimeZone::get(name).expect("it is known"));
    zones.find(fits).expect("it is not the last day of a month and midnight everywhere")
}

fn tomorrow(today: Date) -> Date {
    today.tomorrow().expect("there is one")
}

/// How the dialog says the time.
fn said(due: &Due) -> String {
    format!(", {}:{:02} (", due.time.hour(), due.time.minute())
}

fn picture(at: u8) -> RgbImage {
    RgbImage::from_fn(640, 420, |x, y| {
        let shade = u8::try_from((x + y) % 60).unwrap_or_default();
        if (200..=440).contains(&x) && (120..=300).contains(&y) {
            Rgb([210 - 90 * at, 160, 60 + 90 * at])
        } else {
            Rgb([150 + shade, 170 + shade / 2, 140 + 40 * at])
        }
    })
}

fn mark_of(platform: &str) -> String {
    format!(".mark[title^={platform}]")
}

/// The tab of an account's own text.
fn tab_of(platform: &str) -> Sought {
    css(&format!(".tabs.line button:has({})", mark_of(platform)))
}
