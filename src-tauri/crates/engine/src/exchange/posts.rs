//! The posts of some days, as they are written to a file: one for each draft with a time, and one for all deliveries of
//! a draft that stand alike.

use super::labels::Labels;
use jiff::ToSpan as _;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use lectern_model::{
    AccountId, Code, DeliveryState, Draft, DraftId, DraftMedia, ExportRange, MediaRef, Problem, ThreadPart, Timestamp,
    When,
};
use lectern_store::{DeliveryRow, Reader, StoreError};

/// Most posts of one file.
const MOST: u32 = 20_000;
/// What a picture that needs no description is called.
const DECORATION: &str = "(decoration)";

/// Begins another part of a thread.
const NEW_PART: &str = "\n---\n";

/// Where a post stands; what needs a person comes last, and stands for the whole of a thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    Draft,
    Sent,
    Planned,
    UnderWay,
    InDoubt,
    Missed,
    NotSent,
}

impl Standing {
    /// In a word or two.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Planned => "planned",
            Self::UnderWay => "on its way",
            Self::InDoubt => "in doubt",
            Self::Sent => "sent",
            Self::Missed => "missed",
            Self::NotSent => "not sent",
        }
    }
}

/// A post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Post {
    pub(super) draft: DraftId,
    pub(super) at: Timestamp,
    pub(super) accounts: Vec<AccountId>,
    pub(super) standing: Standing,
    pub(super) text: String,
    /// What is told of its pictures.
    pub(super) pictures: Vec<String>,
    pub(super) never_after: Option<Timestamp>,
}

impl Post {
    /// What its accounts are called; those that were removed meanwhile by their numbers.
    pub(super) fn labels(&self, labels: &Labels) -> Vec<String> {
        let label = |account: &AccountId| {
            labels.of(*account).map_or_else(|| format!("removed account {account}"), str::to_owned)
        };
        self.accounts.iter().map(label).collect()
    }
}

/// The moments at which a range of days begins and ends.
///
/// # Errors
/// `BadInput` where one is no day, or they stand the wrong way round.
pub(super) fn moments(range: &ExportRange, zone: &TimeZone) -> Result<(Timestamp, Timestamp), Problem> {
    let wrong = |field: &str| Problem::field(field, "This is no day. Write it like 2026-11-26.");
    let day = |text: &str| text.trim().parse::<Date>().ok();
    let begins = |day: Date| {
        let start = day.to_zoned(zone.clone()).ok()?;
        Some(Timestamp(start.timestamp().as_millisecond()))
    };
    let from = day(&range.from).ok_or_else(|| wrong("from"))?;
    let until = day(&range.until).ok_or_else(|| wrong("until"))?;
    if until < from {
        return Err(Problem::field("until", "The last day comes before the first."));
    }
    let from = begins(from).ok_or_else(|| wrong("from"))?;
    let before = until.checked_add(1.day()).ok().and_then(begins).ok_or_else(|| wrong("until"))?;
    Ok((from, before))
}

/// The posts between two moments, by time.
///
/// # Errors
/// What the disk said.
pub(super) fn posts(reader: &Reader<'_>, from: Timestamp, before: Timestamp) -> Result<Vec<Post>, StoreError> {
    let drafts = reader.drafts_planned(from, before, MOST)?;
    let mut posts: Vec<Post> = drafts.into_iter().filter_map(of_draft).collect();
    for next in whole(reader.deliveries_dated(from, before, MOST)?) {
        let alike = |post: &&mut Post| post.accounts != next.accounts && same(post, &next);
        match posts.iter_mut().rev().take_while(|post| post.at == next.at).find(alike) {
            Some(post) => post.accounts.extend(next.accounts),
            None => posts.push(next),
        }
    }
    posts.sort_by_key(|post| (post.at, post.draft));
    Ok(posts)
}

/// Refuses what would be cut off.
pub(super) fn all_of(posts: Vec<Post>) -> Result<Vec<Post>, Problem> {
    match posts.len() < usize::try_from(MOST).unwrap_or(usize::MAX) {
        true => Ok(posts),
        false => Err(Problem::new(Code::BadInput, "These days hold more than 20,000 posts. Choose fewer days.")),
    }
}

fn same(one: &Post, other: &Post) -> bool {
    let key = |post: &Post| (post.draft, post.at, post.standing, post.never_after);
    key(one) == key(other) && one.text == other.text && one.pictures == other.pictures
}

fn of_draft(draft: Draft) -> Option<Post> {
    let When::At { at } = draft.when else { return None };
    Some(Post {
        draft: draft.id,
        at,
        accounts: draft.targets,
        standing: Standing::Draft,
        text: draft.text,
        pictures: draft.media.iter().map(described).collect(),
        never_after: draft.never_after,
    })
}

/// Posts of single accounts; the parts of a thread as one, as they stand in a text that is to become them.
fn whole(rows: Vec<DeliveryRow>) -> Vec<Post> {
    let mut whole: Vec<Post> = Vec::new();
    for mut row in rows {
        let part = row.delivery.outgoing.part;
        if let Some(part) = part {
            unnumber(&mut row.delivery.outgoing.text, part);
        }
        let next = of_delivery(row);
        let begun = |post: &&mut Post| post.draft == next.draft && post.accounts == next.accounts;
        match whole.iter_mut().rev().find(begun).filter(|_| part.is_some_and(|part| part.number > 1)) {
            Some(begun) => {
                begun.text.push_str(NEW_PART);
                begun.text.push_str(&next.text);
                begun.pictures.extend(next.pictures);
                begun.standing = begun.standing.max(next.standing);
            }
            None => whole.push(next),
        }
    }
    whole
}

/// Takes the number of a part off its end: it is made anew when the text becomes a thread again.
fn unnumber(text: &mut String, part: ThreadPart) {
    let number = format!("{}/{}", part.number, part.of);
    if let Some(words) = text.strip_suffix(&number) {
        text.truncate(words.trim_end().len());
    }
}

fn of_delivery(row: DeliveryRow) -> Post {
    let delivery = row.delivery;
    Post {
        draft: delivery.draft,
        at: row.due_at,
        accounts: vec![delivery.account],
        standing: standing(&delivery.state),
        text: delivery.outgoing.text,
        pictures: delivery.outgoing.media.iter().map(sent_with).collect(),
        never_after: delivery.never_after,
    }
}

fn standing(state: &DeliveryState) -> Standing {
    match state {
        DeliveryState::Planned { .. } | DeliveryState::Held { .. } => Standing::Planned,
        DeliveryState::Due | DeliveryState::Sending { .. } | DeliveryState::Retry { .. } => Standing::UnderWay,
        DeliveryState::InDoubt { .. } => Standing::InDoubt,
        DeliveryState::Sent { .. } => Standing::Sent,
        DeliveryState::Missed { .. } => Standing::Missed,
        DeliveryState::Failed { .. } | DeliveryState::Cancelled => Standing::NotSent,
    }
}

fn described(media: &DraftMedia) -> String {
    if media.decorative { DECORATION.to_owned() } else { media.description.clone() }
}

fn sent_with(media: &MediaRef) -> String {
    if media.description.is_empty() { DECORATION.to_owned() } else { media.description.clone() }
}
