//! What is said above it all. It says nothing that is not so.

use jiff::tz::TimeZone;
use lectern_model::{RehearsalAccount, RehearsalPost, Timestamp};

/// In a sentence or two.
pub(super) fn sentence(posts: &[RehearsalPost], accounts: &[RehearsalAccount], paused: bool, days: u32) -> String {
    let scheduled = posts.iter().filter(|post| post.scheduled).count();
    let drafts = posts.len() - scheduled;
    let wrong = posts.iter().filter(|post| !post.problems.is_empty()).count();
    let span = if days == 1 { "today".to_owned() } else { format!("in the coming {days} days") };
    let goes = if paused {
        "would go out once you resume"
    } else if scheduled == 1 {
        "goes out"
    } else {
        "go out"
    };
    let mut said = match (scheduled, drafts) {
        (0, 0) => format!("Nothing goes out {span}."),
        (0, drafts) => {
            format!("Nothing is scheduled {span}; {} with a time {} here.", counted(drafts, "draft"), wait(drafts))
        }
        (posts, 0) => format!("{} {goes} {span}.", counted(posts, "post")),
        (posts, drafts) => format!(
            "{} {goes} {span}; {} with a time {} here.",
            counted(posts, "post"),
            counted(drafts, "draft"),
            wait(drafts)
        ),
    };
    let lapsing = accounts.iter().filter(|account| !account.problems.is_empty()).count();
    match (posts.len(), wrong, lapsing) {
        (0, _, 0) => {}
        (_, 0, 0) => said.push_str(" Nothing stands in the way."),
        (_, 0, _) => {}
        (_, 1, _) => said.push_str(" One needs a look first."),
        (_, many, _) => said.push_str(&format!(" {many} need a look first.")),
    }
    match lapsing {
        0 => {}
        1 => said.push_str(" One account needs a look too."),
        many => said.push_str(&format!(" {many} accounts need a look too.")),
    }
    said
}

/// A draft whose time came and went.
pub(super) fn overdue(title: &str, at: Timestamp, zone: &TimeZone) -> String {
    let when = jiff::Timestamp::from_millisecond(at.0)
        .map(|moment| moment.to_zoned(zone.clone()).strftime("%A %-d %B, %-H:%M").to_string())
        .unwrap_or_default();
    format!("The draft “{title}” was meant for {when} and was not scheduled.")
}

fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("One {word}") } else { format!("{count} {word}s") }.replace("One draft", "one draft")
}

fn wait(count: usize) -> &'static str {
    if count == 1 { "waits" } else { "wait" }
}
