//! What notices stand on, read at once, so that it fits together.

use super::decide::{Broken, Fresh, Ground, Lapsed, Summary};
use super::hours::{open_now, summary_day};
use lectern_checks::privacy::{Guard, masked_excerpt};
use lectern_core::guard::guard_of;
use lectern_core::moment::{day_of, zone_of};
use lectern_core::settings::opening_of;
use lectern_model::{Account, AccountHealth, DeliveryState, FailureKind, Settings, Timestamp};
use lectern_store::{DeliveryRow, Reader, StoreError, UntoldMessage};

/// Messages looked at in one go, so that even a storm of them is one notice; the rest comes with the next look.
const MESSAGES: u32 = 10_000;

/// Deliveries that need a person, at most.
const DELIVERIES: u32 = 200;

/// Seconds before a post goes out in which a lapsed sign-in is urgent.
const SOON: i64 = 24 * 60 * 60;

/// Reads all that a decision stands on.
pub(super) fn read(reader: &Reader<'_>, settings: &Settings, now: Timestamp) -> Result<Ground, StoreError> {
    let accounts = reader.accounts()?;
    let lapsed = lapsed(reader, &accounts, now)?;
    let deliveries = reader.deliveries(true, DELIVERIES)?;
    let broken = deliveries.iter().filter_map(|row| broken(reader, row, &accounts).transpose());
    let (guard, hours) = (guard_of(settings), opening_of(reader, settings)?);
    let messages = reader.untold_messages(MESSAGES)?.into_iter().map(|one| fresh(one, &guard));
    let summary = summary_day(settings, &hours, now).map(|day| {
        let tally = reader.delivery_tally()?;
        let (_, tomorrow) = day_of(now, &zone_of(settings));
        Ok::<_, StoreError>(Summary {
            day,
            waiting: reader.conversation_counts()?.waiting,
            going_out: reader.planned_before(tomorrow)?.saturating_add(tally.under_way),
            broken: tally.needs_you,
            lapsed: u32::try_from(lapsed.len()).unwrap_or(u32::MAX),
        })
    });
    Ok(Ground {
        now,
        open: open_now(&hours, now),
        messages: messages.collect(),
        broken: broken.collect::<Result<_, _>>()?,
        summary: summary.transpose()?,
        lapsed,
        told: reader.told()?,
    })
}

/// A message whose words are covered: what tells of people comes into no notice.
fn fresh(message: UntoldMessage, guard: &Guard) -> Fresh {
    Fresh {
        id: message.id,
        conversation: message.conversation,
        waits: message.waits,
        label: message.label,
        asked: message.asked,
        account: message.account,
        handle: message.handle,
        account_added_at: message.account_added_at,
        kind: message.kind,
        name: message.name,
        author: message.author,
        text: masked_excerpt(&message.text, guard),
        at: message.at,
    }
}

fn broken(reader: &Reader<'_>, row: &DeliveryRow, accounts: &[Account]) -> Result<Option<Broken>, StoreError> {
    let delivery = &row.delivery;
    // Which trouble it is: another try that fails is another one.
    let (word, at) = match &delivery.state {
        // The sign-in is told, and the post goes on by itself after it.
        DeliveryState::Failed { why } if why.what == FailureKind::SignInNeeded => return Ok(None),
        DeliveryState::Failed { .. } => ("failed", reader.attempts(delivery.id)?.last().map_or(0, |last| last.at.0)),
        DeliveryState::Missed { due_at, .. } => ("missed", due_at.0),
        DeliveryState::InDoubt { ask: true, since, .. } => ("in_doubt", since.0),
        _ => return Ok(None),
    };
    let handle = accounts.iter().find(|account| account.id == delivery.account).map(|account| account.handle.clone());
    Ok(Some(Broken {
        thing: format!("delivery:{}:{word}:{at}", delivery.id),
        handle: handle.unwrap_or_default(),
        failed: word == "failed",
    }))
}

fn lapsed(reader: &Reader<'_>, accounts: &[Account], now: Timestamp) -> Result<Vec<Lapsed>, StoreError> {
    let mut found = Vec::new();
    for account in accounts.iter().filter(|one| matches!(one.health, AccountHealth::SignInNeeded { .. })) {
        let until = now.plus_seconds(SOON);
        let due_soon = reader.open_deliveries_of_account(account.id)?.iter().any(|row| row.due_at < until);
        found.push(Lapsed { account: account.id, handle: account.handle.clone(), due_soon });
    }
    Ok(found)
}
