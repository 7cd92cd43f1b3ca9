//! Polls: enough answers, and no more than the platform takes.

use crate::made::small_limits;
use lectern_checks::{poll, poll_on};
use lectern_model::{Level, Limits, Poll, PollLimits};

fn asked(options: &[&str], lasts_seconds: u32) -> Poll {
    Poll { options: options.iter().map(|&option| option.to_owned()).collect(), several: false, lasts_seconds }
}

fn limits(with_pictures: bool) -> Limits {
    let most = PollLimits { options_max: 3, option_chars_max: 5, shortest_s: 300, longest_s: 86_400, with_pictures };
    Limits { poll: Some(most), ..small_limits() }
}

fn words(findings: Vec<lectern_model::Finding>) -> Vec<String> {
    assert!(findings.iter().all(|finding| finding.level == Level::Stop && finding.check == "poll"));
    findings.into_iter().map(|finding| finding.words).collect()
}

#[test]
fn two_answers_that_differ_are_needed() {
    assert!(poll(&asked(&["Yes", "No"], 3600)).is_empty());
    assert_eq!(words(poll(&asked(&["Yes", " "], 3600))).len(), 1);
    assert!(words(poll(&asked(&["Yes", "No", ""], 3600)))[0].starts_with("An answer of the poll is empty"));
    assert_eq!(
        words(poll(&asked(&["Yes", "No", "Yes "], 3600))),
        ["The answer “Yes” is in the poll twice. Change one of them."]
    );
}

#[test]
fn a_platform_without_polls_says_what_to_do() {
    let found = words(poll_on(&asked(&["Yes", "No"], 3600), &small_limits(), false, "Bluesky"));
    assert_eq!(
        found,
        ["Bluesky has no polls. Untick this account, or take the poll out and write its answers into the text."]
    );
}

#[test]
fn the_platforms_limits_hold_at_their_edges() {
    let on = |options: &[&str], lasts| words(poll_on(&asked(options, lasts), &limits(false), false, "Mastodon"));
    assert!(on(&["12345", "2", "3"], 300).is_empty() && on(&["1", "2"], 86_400).is_empty());
    assert_eq!(on(&["1", "2", "3", "4"], 300), ["Mastodon takes 3 answers in a poll. Take out 1."]);
    assert_eq!(on(&["123456", "2"], 300), ["Mastodon takes 5 letters in an answer. Shorten “123456” by 1."]);
    assert_eq!(on(&["1", "2"], 299), ["On Mastodon a poll is open for at least 5 minutes. Choose more."]);
    assert_eq!(on(&["1", "2"], 86_401), ["On Mastodon a poll is open for at most 1 day. Choose less."]);
}

#[test]
fn pictures_beside_a_poll_are_told_where_they_cannot_be() {
    let poll = asked(&["1", "2"], 300);
    assert_eq!(words(poll_on(&poll, &limits(false), true, "Mastodon")).len(), 1);
    assert!(poll_on(&poll, &limits(true), true, "Mastodon").is_empty());
}
