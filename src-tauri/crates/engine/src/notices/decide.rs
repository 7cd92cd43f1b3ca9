//! What to tell now. Pure.
//!
//! ```text
//! a message   not news, or not wanted ─▶ counted as told, in silence
//!             marked as one of safety ─▶ told at once, by itself
//!             outside of opening hours ─▶ waits until the library opens
//!             soon after another was told ─▶ waits a minute, so that many come as one
//!             else ─▶ told, all that wait together
//! ```
//!
//! Whatever is told, or found not worth it, is named in the decision and written down before anything is shown: it is
//! told at most once.

use super::say;
use lectern_model::{AccountId, ConversationId, ConversationKind, Label, MessageId, Notice, NoticeSettings, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// Seconds between two notices of ordinary messages.
const CALM: i64 = 60;

/// What was written longer ago than this many seconds is no news, whenever it arrives.
const NEWS: i64 = 30 * 24 * 60 * 60;

/// Seconds by which a message may seem older than the sign-in and still be news: networks tell times in whole seconds,
/// by clocks of their own.
const OTHER_CLOCK: i64 = 60;

/// The thing under which it is kept when ordinary messages were last told.
const LAST: &str = "messages";

/// A message that nobody read and nobody was told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fresh {
    pub(super) id: MessageId,
    pub(super) conversation: ConversationId,
    /// Whether somebody waits in its conversation.
    pub(super) waits: bool,
    pub(super) label: Option<Label>,
    /// A rule asks that somebody be told.
    pub(super) asked: bool,
    pub(super) account: AccountId,
    pub(super) handle: String,
    pub(super) account_added_at: Timestamp,
    pub(super) kind: ConversationKind,
    pub(super) name: String,
    pub(super) author: String,
    /// The start of its words, with what tells of people covered.
    pub(super) text: String,
    pub(super) at: Timestamp,
}

/// A delivery that needs a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Broken {
    /// It, and this trouble of it: another try that fails is another trouble.
    pub(super) thing: String,
    pub(super) handle: String,
    /// Certainly not sent; else it was missed, or nobody can tell.
    pub(super) failed: bool,
}

/// An account whose sign-in lapsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lapsed {
    pub(super) account: AccountId,
    pub(super) handle: String,
    /// A post is to go out there within a day.
    pub(super) due_soon: bool,
}

impl Lapsed {
    fn thing(&self) -> String {
        format!("sign_in:{}", self.account)
    }

    fn urgent_thing(&self) -> String {
        format!("sign_in_due:{}", self.account)
    }
}

/// A day, and what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Summary {
    pub(super) day: String,
    pub(super) waiting: u32,
    pub(super) going_out: u32,
    pub(super) broken: u32,
    pub(super) lapsed: u32,
}

impl Summary {
    pub(super) fn thing(&self) -> String {
        format!("summary:{}", self.day)
    }
}

/// All that a decision stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ground {
    pub(super) now: Timestamp,
    /// Whether the library is open.
    pub(super) open: bool,
    pub(super) messages: Vec<Fresh>,
    pub(super) broken: Vec<Broken>,
    pub(super) lapsed: Vec<Lapsed>,
    /// The day whose summary is due; told only once.
    pub(super) summary: Option<Summary>,
    /// What was told, and when.
    pub(super) told: BTreeMap<String, Timestamp>,
}

/// What is told now, and what is to be written down about it first.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Decision {
    pub(super) notices: Vec<Notice>,
    /// Messages that count as told.
    pub(super) messages: Vec<MessageId>,
    /// Things that count as told.
    pub(super) things: Vec<String>,
    /// Things that are over and may be told again.
    pub(super) over: Vec<String>,
    /// When something that waits may be told.
    pub(super) look_again_at: Option<Timestamp>,
}

impl Decision {
    pub(super) fn is_nothing(&self) -> bool {
        self.notices.is_empty() && self.messages.is_empty() && self.things.is_empty() && self.over.is_empty()
    }
}

/// What to tell now.
pub(super) fn decide(ground: &Ground, settings: &NoticeSettings) -> Decision {
    let mut decision = Decision::default();
    let quiet = settings.quiet_when_closed && !ground.open;
    sign_ins(ground, settings, quiet, &mut decision);
    deliveries(ground, settings, quiet, &mut decision);
    let said = summary(ground, settings, &mut decision);
    messages(ground, settings, quiet, said, &mut decision);
    decision
}

fn sign_ins(ground: &Ground, settings: &NoticeSettings, quiet: bool, decision: &mut Decision) {
    let standing: BTreeSet<String> = ground.lapsed.iter().flat_map(|one| [one.thing(), one.urgent_thing()]).collect();
    let ended = |thing: &&String| thing.starts_with("sign_in") && !standing.contains(*thing);
    decision.over.extend(ground.told.keys().filter(ended).cloned());
    for lapsed in &ground.lapsed {
        let (thing, urgent) = (lapsed.thing(), lapsed.urgent_thing());
        let known = if lapsed.due_soon { &urgent } else { &thing };
        if ground.told.contains_key(known) || (quiet && !lapsed.due_soon) {
            continue;
        }
        if settings.sign_ins {
            decision.notices.push(say::lapsed(lapsed));
        }
        decision.things.push(thing);
        if lapsed.due_soon {
            decision.things.push(urgent);
        }
    }
}

fn deliveries(ground: &Ground, settings: &NoticeSettings, quiet: bool, decision: &mut Decision) {
    let now: Vec<&Broken> =
        ground.broken.iter().filter(|one| !ground.told.contains_key(&one.thing) && (one.failed || !quiet)).collect();
    if settings.deliveries {
        decision.notices.extend(say::broken(&now));
    }
    decision.things.extend(now.iter().map(|one| one.thing.clone()));
}

/// Tells the day's summary; says whether it did.
fn summary(ground: &Ground, settings: &NoticeSettings, decision: &mut Decision) -> bool {
    let due = ground.summary.as_ref().filter(|one| settings.summary && !ground.told.contains_key(&one.thing()));
    let Some(summary) = due else { return false };
    decision.things.push(summary.thing());
    // Days that passed are not asked about any more.
    let passed = |thing: &&String| thing.starts_with("summary:") && **thing < summary.thing();
    decision.over.extend(ground.told.keys().filter(passed).cloned());
    let notice = say::summary(summary);
    let said = notice.is_some();
    decision.notices.extend(notice);
    said
}

fn messages(ground: &Ground, settings: &NoticeSettings, quiet: bool, summed_up: bool, decision: &mut Decision) {
    let (wanted, rest): (Vec<&Fresh>, Vec<&Fresh>) =
        ground.messages.iter().partition(|one| is_wanted(one, settings, ground.now));
    decision.messages.extend(rest.iter().map(|one| one.id));
    let (urgent, ordinary): (Vec<&Fresh>, Vec<&Fresh>) =
        wanted.into_iter().partition(|one| one.label == Some(Label::Safety));
    let mut by_conversation: BTreeMap<ConversationId, Vec<&Fresh>> = BTreeMap::new();
    for message in &urgent {
        by_conversation.entry(message.conversation).or_default().push(message);
    }
    for (conversation, messages) in by_conversation {
        decision.notices.push(say::safety(conversation, &messages, settings.show_words));
        decision.messages.extend(messages.iter().map(|one| one.id));
    }
    if ordinary.is_empty() {
        return;
    }
    if summed_up {
        // The summary counts them already.
        decision.messages.extend(ordinary.iter().map(|one| one.id));
        return;
    }
    if quiet {
        return;
    }
    let last = ground.told.get(LAST);
    // A clock that was set back makes no pause longer.
    if let Some(last) = last.filter(|last| (0..CALM * 1000).contains(&ground.now.since(**last))) {
        decision.look_again_at = Some(last.plus_seconds(CALM));
        return;
    }
    decision.notices.extend(say::messages(&ordinary, settings.show_words));
    decision.messages.extend(ordinary.iter().map(|one| one.id));
    decision.things.push(LAST.to_owned());
}

/// Whether a message is news that the person wants to be told.
fn is_wanted(message: &Fresh, settings: &NoticeSettings, now: Timestamp) -> bool {
    let since_sign_in = message.at >= message.account_added_at.plus_seconds(-OTHER_CLOCK);
    let news = since_sign_in && now.since(message.at) < NEWS * 1000 && message.waits;
    let silent = settings.silent_accounts.contains(&message.account)
        || message.label.is_some_and(|label| settings.silent_labels.contains(&label));
    news && (message.asked || settings.messages && !silent)
}

#[cfg(test)]
mod tests;
