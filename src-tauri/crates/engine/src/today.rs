//! The opening check: what Today shows. The sentence is written from the facts and says nothing that is not so.

mod sentence;

use crate::Desk;
use crate::occurrences::to_look_at;
use jiff::tz::TimeZone;
use lectern_core::guard::guard_of;
use lectern_core::moment::{day_of, zone_of};
use lectern_inbox::inbox::conversation_views;
use lectern_model::{
    AccountHealth, AccountView, ConversationQuery, DeliveryKind, DeliveryState, DraftId, DraftSummary, HeldStage,
    LineState, OccurrenceState, OccurrenceView, Part, Problem, Timestamp, Today,
};
use lectern_outbox::delivery_view::{Beside, delivery_view, with_logs};
use lectern_outbox::outbox::pause;
use lectern_store::{ConversationRow, DeliveryRow, DeliveryTally};
use sentence::{Facts, sentence};
use std::collections::HashSet;

/// Who waits, at most.
const WAITING: u32 = 6;
/// Drafts, at most.
const DRAFTS: usize = 5;
/// Deliveries of each kind, at most.
const DELIVERIES: u32 = 50;
/// An account that was read within this many seconds is up to date.
const FRESH: i64 = 15 * 60;

/// What is read at once, so that it fits together.
struct Read {
    waiting: Vec<ConversationRow>,
    waiting_total: u32,
    needs_you: Vec<(DeliveryRow, Beside)>,
    going_out: Vec<(DeliveryRow, Beside)>,
    tally: DeliveryTally,
    planned: u32,
    paused: bool,
    drafts: Vec<DraftSummary>,
    to_look_at: Vec<OccurrenceView>,
}

impl Desk {
    /// What Today shows.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn today(&self) -> Result<Today, Problem> {
        let now = self.core.clock.now();
        let settings = self.settings.read().await?;
        let zone = zone_of(&settings);
        let (midnight, tomorrow) = day_of(now, &zone);
        let read = self.core.read(move |reader| {
            let oldest = ConversationQuery { oldest_first: true, limit: WAITING, ..ConversationQuery::default() };
            Ok(Read {
                waiting: reader.conversations(&oldest, now)?.0,
                waiting_total: reader.conversation_counts()?.waiting,
                needs_you: with_logs(reader, reader.deliveries(true, DELIVERIES)?)?,
                going_out: with_logs(reader, reader.deliveries_between(midnight, tomorrow, DELIVERIES)?)?,
                tally: reader.delivery_tally()?,
                planned: reader.planned_before(tomorrow)?,
                paused: pause::stored(reader)?.is_some(),
                drafts: reader.open_drafts(500)?,
                to_look_at: to_look_at(reader, now)?,
            })
        });
        let read = read.await?;
        let accounts = self.accounts.list().await?;
        let line = self.line().await?;
        let facts = facts(&read, &accounts, line, (now, &zone));
        let unwell = accounts.iter().filter(|view| is_unwell(view)).cloned().collect();
        let view = |(row, beside): (DeliveryRow, Beside)| delivery_view(&self.core, &row, beside);
        Ok(Today {
            sentence: sentence(&facts, now),
            waiting: conversation_views(&self.core, &self.media, &guard_of(&settings), read.waiting).await?,
            waiting_total: read.waiting_total,
            needs_you: read.needs_you.into_iter().map(view).collect(),
            to_look_at: read.to_look_at,
            going_out: going_out(read.going_out).into_iter().map(view).collect(),
            drafts: read.drafts.into_iter().take(DRAFTS).collect(),
            unwell,
            has_accounts: !accounts.is_empty(),
            date: date_words(now, &zone),
        })
    }
}

/// What goes out today, in the order of the day. What needs a person stands among those already; and of a post that is
/// still there on some accounts, what was deleted on others is left out: it would speak for all of them.
fn going_out(mut rows: Vec<(DeliveryRow, Beside)>) -> Vec<(DeliveryRow, Beside)> {
    let is_deleted = |row: &DeliveryRow| matches!(row.delivery.state, DeliveryState::Sent { deleted_at: Some(_), .. });
    let stands = |row: &&DeliveryRow| row.delivery.kind == DeliveryKind::Post && !is_deleted(row);
    let there: HashSet<DraftId> =
        rows.iter().map(|(row, _)| row).filter(stands).map(|row| row.delivery.draft).collect();
    let is_told_otherwise = |row: &DeliveryRow| is_deleted(row) && there.contains(&row.delivery.draft);
    rows.retain(|(row, _)| !asks(&row.delivery.state) && !is_told_otherwise(row));
    rows.sort_by_key(|(row, _)| (told_at(row), row.delivery.id));
    rows
}

/// The moment at which it is shown in the day.
fn told_at(row: &DeliveryRow) -> Timestamp {
    match &row.delivery.state {
        DeliveryState::Planned { at } | DeliveryState::Held { at, .. } | DeliveryState::Retry { at, .. } => *at,
        DeliveryState::Sent { at, deleted_at, .. } => deleted_at.unwrap_or(*at),
        DeliveryState::Sending { since } | DeliveryState::InDoubt { since, .. } => *since,
        DeliveryState::Missed { due_at, .. } => *due_at,
        DeliveryState::Due | DeliveryState::Failed { .. } | DeliveryState::Cancelled => row.delivery.queued_at,
    }
}

/// Whether a person must look.
fn asks(state: &DeliveryState) -> bool {
    matches!(
        state,
        DeliveryState::InDoubt { ask: true, .. }
            | DeliveryState::Held { stage: HeldStage::Asking { ask: true, .. }, .. }
    )
}

fn is_unwell(view: &AccountView) -> bool {
    matches!(
        view.account.health,
        AccountHealth::SignInNeeded { .. } | AccountHealth::Trouble { .. } | AccountHealth::Waiting { .. }
    )
}

fn facts(read: &Read, accounts: &[AccountView], line: LineState, (now, zone): (Timestamp, &TimeZone)) -> Facts {
    let inboxes: Vec<&AccountView> = accounts.iter().filter(|view| view.parts.contains(&Part::Inbox)).collect();
    let fresh = |view: &&AccountView| {
        view.account.last_checked_at.is_some_and(|at| now.since(at) < FRESH * 1000) && !is_unwell(view)
    };
    let ask = count(read.needs_you.iter().filter(|(row, _)| asks(&row.delivery.state)));
    let ask_of_sent =
        count(read.needs_you.iter().filter(|(row, _)| matches!(row.delivery.state, DeliveryState::InDoubt { .. })));
    let needs_one = |view: &&AccountView| matches!(view.account.health, AccountHealth::SignInNeeded { .. });
    let lapsed: Vec<&AccountView> = accounts.iter().filter(needs_one).collect();
    Facts {
        has_accounts: !accounts.is_empty(),
        has_inbox: !inboxes.is_empty(),
        waiting: read.waiting_total,
        waits_since: read.waiting.first().and_then(|oldest| oldest.waiting_since),
        failed: read.tally.needs_you.saturating_sub(ask).saturating_sub(read.tally.missed),
        missed: read.tally.missed,
        ask,
        in_doubt: read.tally.in_doubt.saturating_sub(ask_of_sent),
        under_way: read.tally.under_way,
        planned: read.planned,
        paused: read.paused,
        to_look_at: count(read.to_look_at.iter().filter(|one| one.state == OccurrenceState::Waiting)),
        drafts: count(read.drafts.iter()),
        sign_ins: count(lapsed.iter()),
        unread_since: unread_since(&lapsed, zone),
        offline: line.offline,
        silent: line.silent,
        up_to_date: inboxes.iter().all(fresh),
    }
}

/// When the only account with a lapsed sign-in was last read: since then it is not quiet there, only unheard.
fn unread_since(lapsed: &[&AccountView], zone: &TimeZone) -> Option<String> {
    let [only] = lapsed else { return None };
    let at = jiff::Timestamp::from_millisecond(only.account.last_checked_at?.0).ok()?;
    Some(at.to_zoned(zone.clone()).strftime("%A %-d %B, %-H:%M").to_string())
}

fn count<T>(things: impl Iterator<Item = T>) -> u32 {
    u32::try_from(things.count()).unwrap_or(u32::MAX)
}

/// For example "Monday 23 November".
fn date_words(now: Timestamp, zone: &TimeZone) -> String {
    jiff::Timestamp::from_millisecond(now.0)
        .map(|moment| moment.to_zoned(zone.clone()).strftime("%A %-d %B").to_string())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;
