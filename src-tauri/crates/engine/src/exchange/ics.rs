//! Posts as a calendar that other programs open.

use super::labels::Labels;
use super::posts::{Post, Standing};
use icalendar::{Calendar, Component as _, Event, EventStatus};
use lectern_core::text::clean_text;
use lectern_model::Timestamp;
use lectern_store::first_line;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// Posts as a calendar. `database` makes their names our own; `now` is when it was written.
pub(super) fn ics(posts: &[Post], labels: &Labels, library: &str, database: &str, now: Timestamp) -> String {
    let mut calendar = Calendar::empty();
    let name = if library.is_empty() { "Posts".to_owned() } else { format!("{library}: posts") };
    calendar.append_property(("VERSION", "2.0"));
    calendar.append_property(("PRODID", "-//Lectern//Lectern//EN"));
    calendar.append_property(("CALSCALE", "GREGORIAN"));
    calendar.append_property(("METHOD", "PUBLISH"));
    calendar.append_property(("X-WR-CALNAME", clean_text(&name).as_ref()));
    let ours = home(database);
    for post in posts {
        calendar.push(event(post, labels, &ours, now));
    }
    calendar.to_string()
}

fn event(post: &Post, labels: &Labels, ours: &str, now: Timestamp) -> Event {
    let accounts = post.labels(labels).join(", ");
    // The same post of the same accounts keeps its name when it is moved, scheduled and sent.
    let first = post.accounts.iter().min().map_or(0, |account| account.0);
    let text = clean_text(&post.text).replace("\r\n", "\n").replace('\r', "\n");
    let mut title = first_line(&text);
    if title.is_empty() {
        "A picture without words".clone_into(&mut title);
    }
    let mut described = format!("{text}\n\n{}", if accounts.is_empty() { "No account yet" } else { &accounts });
    let _ = write!(described, "\n{}", post.standing.words());
    for picture in &post.pictures {
        let _ = write!(described, "\nPicture: {}", clean_text(picture));
    }
    Event::new()
        .uid(&format!("post-{}-{first}@{ours}", post.draft))
        .add_property("DTSTAMP", instant(now))
        .add_property("DTSTART", instant(post.at))
        .summary(&title)
        .description(&described)
        .status(match post.standing {
            Standing::Planned | Standing::UnderWay | Standing::Sent => EventStatus::Confirmed,
            Standing::Draft | Standing::InDoubt | Standing::Missed | Standing::NotSent => EventStatus::Tentative,
        })
        .add_property("TRANSP", "TRANSPARENT")
        .done()
}

/// A moment in Greenwich's time.
fn instant(at: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(at.0)
        .map(|moment| moment.strftime("%Y%m%dT%H%M%SZ").to_string())
        .unwrap_or_default()
}

/// A name for this desk that says nothing about it.
fn home(database: &str) -> String {
    let digest = Sha256::digest(database.as_bytes());
    let short: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("{short}.lectern.invalid")
}
