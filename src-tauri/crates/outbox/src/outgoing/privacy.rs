//! What the privacy guard says of a draft, and when a person may send it all the same.

use super::Shaped;
use super::ground::Ground;
use lectern_checks::privacy::{Channel, Guard, outgoing};
use lectern_core::guard::guard_of;
use lectern_model::{Code, Draft, Finding, Level, Problem, Visibility};

/// All of the guard's checks are called so.
const OF_GUARD: &str = "privacy_";

/// The guard of a draft: it knows who is answered.
pub(super) fn guard(draft: &Draft, ground: &Ground) -> Guard {
    let answered = ground.answered.as_ref().filter(|post| !post.ours);
    Guard {
        people: answered.map(|post| post.post.author.name.clone()).into_iter().collect(),
        reply: draft.answers.is_some(),
        ..guard_of(&ground.settings)
    }
}

/// Who reads a draft.
fn channel(draft: &Draft) -> Channel {
    if draft.visibility == Visibility::Direct { Channel::Private } else { Channel::Public }
}

/// What is said of a text, common or an account's own.
pub(super) fn of_text(draft: &Draft, text: &str, guard: &Guard) -> Vec<Finding> {
    outgoing(text, guard, channel(draft))
}

/// What is said of all that goes with the text: the content warning, descriptions of pictures, choices of a poll.
pub(super) fn of_rest(draft: &Draft, guard: &Guard) -> Vec<Finding> {
    let described = draft.media.iter().enumerate().filter(|(_, media)| !media.decorative);
    let described =
        described.map(|(at, media)| (format!("In the description of picture {}", at + 1), &media.description));
    let choices = draft.poll.iter().flat_map(|poll| &poll.options);
    let choices = choices.enumerate().map(|(at, choice)| (format!("In choice {}", at + 1), choice));
    let warning = std::iter::once(("In the content warning".to_owned(), &draft.content_warning));
    let placed = warning.chain(described).chain(choices);
    placed.flat_map(|(place, text)| of_text(draft, text, guard).into_iter().map(move |one| at(&place, one))).collect()
}

/// A finding in a place of its own: what is marked and mended is the text alone.
fn at(place: &str, finding: Finding) -> Finding {
    Finding { words: format!("{place}: {}", finding.words), at: None, fix: None, ..finding }
}

/// The checks of the guard that a person overrules, where that is allowed: in private alone, and where nothing else
/// stops it.
///
/// # Errors
/// `Stopped` where it is not.
pub(crate) fn overruled(draft: &Draft, shaped: &Shaped) -> Result<Vec<String>, Problem> {
    let all = shaped.findings.iter().chain(shaped.targets.iter().flat_map(|on| &on.findings));
    let stops: Vec<&Finding> = all.filter(|finding| finding.level == Level::Stop).collect();
    let private = channel(draft) == Channel::Private;
    let others = stops.iter().filter(|finding| !private || !finding.check.starts_with(OF_GUARD));
    let mut words: Vec<&str> = others.map(|finding| finding.words.as_str()).collect();
    words.dedup();
    if !words.is_empty() {
        return Err(Problem::new(Code::Stopped, words.join(" ")));
    }
    let mut checks: Vec<String> = stops.iter().map(|finding| finding.check.clone()).collect();
    checks.sort_unstable();
    checks.dedup();
    Ok(checks)
}
