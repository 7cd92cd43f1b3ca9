//! A poll has answers to choose from, and the platform takes it.

use crate::length::units;
use crate::words::{about, count_of, number, quoted};
use lectern_model::{Finding, Fix, Level, Limits, Poll, PollLimits, TextUnit};
use std::collections::HashSet;

const CHECK: &str = "poll";

/// What holds on every platform: two answers at least, none empty, none twice.
#[must_use]
pub fn poll(poll: &Poll) -> Vec<Finding> {
    let mut findings = Vec::new();
    let said: Vec<&str> = poll.options.iter().map(|option| option.trim()).filter(|option| !option.is_empty()).collect();
    if said.len() < 2 {
        let words = "A poll needs at least two answers. Write them, or take the poll out.";
        findings.push(about(CHECK, Level::Stop, words.to_owned()));
    } else if said.len() < poll.options.len() {
        let words = "An answer of the poll is empty. Write it, or take it out.";
        findings.push(about(CHECK, Level::Stop, words.to_owned()));
    }
    let mut seen = HashSet::new();
    if let Some(twice) = said.iter().find(|option| !seen.insert(**option)) {
        let words = format!("The answer {} is in the poll twice. Change one of them.", quoted(twice));
        findings.push(about(CHECK, Level::Stop, words));
    }
    findings
}

/// What holds on one account's platform.
#[must_use]
pub fn poll_on(poll: &Poll, limits: &Limits, pictures: bool, platform: &str) -> Vec<Finding> {
    let stop = |words: String| about(CHECK, Level::Stop, words);
    let Some(most) = &limits.poll else {
        let words = format!(
            "{platform} has no polls. Untick this account, or take the poll out and write its answers into the text."
        );
        return vec![stop(words).mended_by(Fix::Untick { label: "Untick it".to_owned() })];
    };
    let mut findings = Vec::new();
    if pictures && !most.with_pictures {
        let words = format!("On {platform} a post holds a poll or pictures, not both. Take one of them out.");
        findings.push(stop(words));
    }
    let over = poll.options.len().saturating_sub(as_usize(most.options_max));
    if over > 0 {
        let (max, over) = (count_of(most.options_max.into(), "answer"), number(over as u64));
        findings.push(stop(format!("{platform} takes {max} in a poll. Take out {over}.")));
    }
    findings.extend(too_long(poll, most, limits.text_unit, platform).map(stop));
    findings.extend(open_for(poll, most, platform).map(stop));
    findings
}

fn too_long(poll: &Poll, most: &PollLimits, unit: TextUnit, platform: &str) -> Option<String> {
    let max = u64::from(most.option_chars_max);
    let option = poll.options.iter().find(|option| units(option, unit) > max)?;
    let over = number(units(option, unit) - max);
    Some(format!("{platform} takes {} letters in an answer. Shorten {} by {over}.", number(max), quoted(option)))
}

fn open_for(poll: &Poll, most: &PollLimits, platform: &str) -> Option<String> {
    if poll.lasts_seconds > most.longest_s {
        return Some(format!("On {platform} a poll is open for at most {}. Choose less.", time(most.longest_s)));
    }
    let short = poll.lasts_seconds < most.shortest_s;
    short.then(|| format!("On {platform} a poll is open for at least {}. Choose more.", time(most.shortest_s)))
}

/// Seconds in the largest unit that leaves no rest.
fn time(seconds: u32) -> String {
    let (count, noun) = match seconds {
        s if s >= 86_400 && s % 86_400 == 0 => (s / 86_400, "day"),
        s if s >= 3600 && s % 3600 == 0 => (s / 3600, "hour"),
        s if s >= 60 => (s / 60, "minute"),
        s => (s, "second"),
    };
    count_of(count.into(), noun)
}

fn as_usize(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
