//! From a draft to its deliveries: checks for every account, then one transaction.

use super::overrule::note;
use super::plan::plan;
use super::slots::{self, Unplaced};
use super::{Outbox, points};
use crate::delivery_view::{delivery_view, with_logs};
use crate::outgoing::{OnAccount, Part, Shaped, overruled};
use jiff::tz::TimeZone;
use lectern_core::moment::zone_of;
use lectern_model::{
    AccountId, Change, Code, DeliveryView, Draft, DraftId, DraftRole, Finding, IdentityKind, Level, Outgoing,
    OutgoingCard, Problem, ReplyTo, RevisionWhy, ThreadPart, Timestamp, Visibility, When,
};
use lectern_store::{NewDelivery, Plan, StoreError, StoredPost, Writer};
use std::collections::HashMap;
use std::time::Duration;

/// A link's card is not waited for longer than this when a post is sent.
const CARD_PATIENCE: Duration = Duration::from_secs(8);

/// Why a pattern is not sent.
const IS_PATTERN: &str = "This is what other posts are made from. It stays here and does not go out itself.";

/// When the deliveries go out: by one plan, or (with the library's zone) each at its account's next free time.
#[derive(Clone, Copy)]
struct Timing<'z> {
    plan: Plan,
    zone: Option<&'z TimeZone>,
}

/// What the transaction came to.
enum Queued {
    Now,
    /// Somebody was faster: a double click, or a second window.
    Before,
    Stale,
    Unplaced(Unplaced),
}

impl Outbox {
    /// Queues one delivery per account of a draft, in one transaction, for now or for its time. Asked again for a draft that is queued already,
    /// it answers with the deliveries there are.
    ///
    /// # Errors
    /// `Stale` where a newer revision is stored, `ConfirmPersonal` where a person's account would speak for the first
    /// time, `Stopped` where a check says so, `BadInput` where there is no account, nothing to send, or its time has
    /// passed. The draft is safe and nothing was queued.
    pub async fn send(
        &self,
        draft: DraftId,
        revision: u32,
        confirm_personal: bool,
    ) -> Result<Vec<DeliveryView>, Problem> {
        self.send_as(draft, revision, confirm_personal, false).await
    }

    /// As [`Outbox::send`]; `overrule`: also what the privacy guard stops.
    pub(super) async fn send_as(
        &self,
        draft: DraftId,
        revision: u32,
        confirm_personal: bool,
        overrule: bool,
    ) -> Result<Vec<DeliveryView>, Problem> {
        let stored = self.core.read(move |reader| reader.draft(draft)).await?;
        if stored.queued_at.is_none() && stored.edits.is_some() {
            self.queue_edit(stored, revision).await?;
        } else if stored.queued_at.is_none() {
            self.queue(stored, revision, (confirm_personal, overrule)).await?;
        }
        let rows = self.core.read(move |reader| with_logs(reader, reader.deliveries_of_draft(draft)?)).await?;
        Ok(rows.into_iter().map(|(row, log)| delivery_view(&self.core, &row, log)).collect())
    }

    async fn queue(
        &self,
        draft: Draft,
        revision: u32,
        (confirm_personal, overrule): (bool, bool),
    ) -> Result<(), Problem> {
        if draft.revision != revision {
            return Err(stale());
        }
        if draft.role != DraftRole::Draft {
            return Err(Problem::new(Code::BadInput, IS_PATTERN));
        }
        let plan = plan(draft.when, draft.never_after, self.core.clock.now())?;
        let zone = match draft.when {
            When::Queue => Some(zone_of(&self.shaping.settings.read().await?)),
            _ => None,
        };
        let answered = self.answered(&draft).await?;
        let shaped = self.shaping.shape(&draft).await?;
        check_targets(&draft, &shaped, answered.as_ref())?;
        let checks = if overrule { overruled(&draft, &shaped)? } else { Vec::new() };
        if !overrule {
            check_findings(&shaped)?;
        }
        let to_confirm = self.unconfirmed(&shaped).await?;
        if let (false, Some((_, handle))) = (confirm_personal, to_confirm.first()) {
            let words = format!("{handle} speaks as a person, not as the library. Nothing was sent.");
            return Err(Problem::new(Code::ConfirmPersonal, words));
        }
        let confirmed: Vec<AccountId> = to_confirm.into_iter().map(|(id, _)| id).collect();
        let cards = self.cards(&shaped).await;
        let now = self.core.clock.now();
        let new: Vec<NewDelivery> = shaped
            .targets
            .iter()
            .flat_map(|on| deliveries(&draft, &shaped.language, on, (answered.as_ref(), &cards), now))
            .collect();
        let id = draft.id;
        points::reached("before_queue_commit");
        let written = self.core.write(move |writer| {
            let timing = Timing { plan, zone: zone.as_ref() };
            let queued = commit(writer, (id, revision), &new, (timing, &confirmed), now)?;
            if matches!(queued, Queued::Now) {
                note(writer, id, &new, &checks, now)?;
            }
            Ok(queued)
        });
        match written.await? {
            Queued::Now => points::reached("after_queue_commit"),
            Queued::Before => {}
            Queued::Stale => return Err(stale()),
            Queued::Unplaced(unplaced) => return Err(slots::told(&unplaced, &shaped)),
        }
        for change in
            [Change::Drafts, Change::Outbox, Change::Inbox].into_iter().chain(overrule.then_some(Change::Records))
        {
            self.core.changed(change);
        }
        self.nudge();
        Ok(())
    }

    /// The message that a reply answers.
    pub(super) async fn answered(&self, draft: &Draft) -> Result<Option<StoredPost>, Problem> {
        let Some(answers) = draft.answers else {
            return match draft.conversation {
                // The message was answered through an account that was removed, or is gone.
                Some(_) => Err(Problem::new(
                    Code::NotFound,
                    "The message this answers is not here any more. The draft is safe.",
                )),
                None => Ok(None),
            };
        };
        let post = lectern_model::PostId(answers.0);
        self.core.read(move |reader| reader.post(post)).await.map(Some)
    }

    /// Accounts that speak as a person and were never confirmed to, with their handles.
    async fn unconfirmed(&self, shaped: &Shaped) -> Result<Vec<(AccountId, String)>, Problem> {
        let targets: Vec<(AccountId, lectern_model::IdentityId, String)> =
            shaped.targets.iter().map(|on| (on.account.id, on.account.identity, on.account.handle.clone())).collect();
        self.core
            .read(move |reader| {
                let identities = reader.identities()?;
                let personal = |id| identities.iter().any(|i| i.id == id && i.kind == IdentityKind::Personal);
                let mut unconfirmed = Vec::new();
                for (account, identity, handle) in targets {
                    if personal(identity) && reader.speaking_confirmed_at(account)?.is_none() {
                        unconfirmed.push((account, handle));
                    }
                }
                Ok(unconfirmed)
            })
            .await
    }

    /// The cards of first links, where a platform wants one from us. A card that cannot be had never holds a post up.
    pub(super) async fn cards(&self, shaped: &Shaped) -> HashMap<String, OutgoingCard> {
        let wanting = shaped.targets.iter().filter(|on| on.media.is_empty() && wants_card(on));
        let mut links: Vec<&String> = wanting.filter_map(|on| on.link.as_ref()).collect();
        links.sort_unstable();
        links.dedup();
        let mut cards = HashMap::new();
        let begun = tokio::time::Instant::now();
        for link in links {
            match tokio::time::timeout_at(begun + CARD_PATIENCE, self.media.card_for(link)).await {
                Ok(Ok(card)) => cards.extend(card.map(|card| (link.clone(), card))),
                Ok(Err(problem)) => tracing::info!(%problem, "a link has no card"),
                Err(_) => {}
            }
        }
        cards
    }
}

pub(super) fn stale() -> Problem {
    Problem::new(Code::Stale, "A newer version of this draft is stored. Nothing was sent; look at it again first.")
}

pub(super) fn wants_card(on: &OnAccount) -> bool {
    on.connector.publish().is_some_and(lectern_connectors::Publish::wants_card)
}

fn check_targets(draft: &Draft, shaped: &Shaped, answered: Option<&StoredPost>) -> Result<(), Problem> {
    if shaped.targets.is_empty() {
        return Err(Problem::field("targets", "Choose at least one account. The draft is safe."));
    }
    let Some(answered) = answered else { return Ok(()) };
    if shaped.targets.iter().any(|on| on.account.id != answered.account) {
        return Err(Problem::field("targets", "A reply goes out by the account that was written to, and by no other."));
    }
    if answered.post.visibility == Visibility::Direct && draft.visibility != Visibility::Direct {
        return Err(Problem::field("visibility", "A private message is answered privately. Nothing was sent."));
    }
    Ok(())
}

pub(super) fn check_findings(shaped: &Shaped) -> Result<(), Problem> {
    let all = shaped.findings.iter().chain(shaped.targets.iter().flat_map(|on| &on.findings));
    let mut stops: Vec<&str> =
        all.filter(|finding: &&Finding| finding.level == Level::Stop).map(|finding| finding.words.as_str()).collect();
    stops.dedup();
    match stops.is_empty() {
        true => Ok(()),
        false => Err(Problem::new(Code::Stopped, stops.join(" "))),
    }
}

/// What goes out by one account: one delivery, or one for each part of a thread. Pictures, card and poll go with the
/// first, which alone answers what the draft answers.
fn deliveries(
    draft: &Draft,
    language: &str,
    on: &OnAccount,
    (answered, cards): (Option<&StoredPost>, &HashMap<String, OutgoingCard>),
    now: Timestamp,
) -> Vec<NewDelivery> {
    let of = on.parts.len();
    let all = on.parts.iter().enumerate().map(|(at, part)| {
        let first = at == 0;
        let with_card = first && on.media.is_empty() && wants_card(on);
        let card = on.link.as_ref().and_then(|link| cards.get(link)).filter(|_| with_card).cloned();
        let answered = answered.filter(|_| first);
        let outgoing = Outgoing {
            text: part.text.clone(),
            language: language.to_owned(),
            content_warning: draft.content_warning.clone(),
            visibility: draft.visibility,
            media: if first { on.media.clone() } else { Vec::new() },
            card,
            reply_to: answered.map(|answered| ReplyTo {
                remote_id: answered.post.remote_id.clone(),
                remote_ref: answered.post.remote_ref.clone(),
            }),
            poll: draft.poll.clone().filter(|_| first),
            part: thread_part(part, at, of),
        };
        NewDelivery {
            key: random_uuid(),
            account: on.account.id,
            conversation: draft.conversation.or_else(|| answered.and_then(|answered| answered.conversation)),
            outgoing,
            minted: on.connector.publish().map(|publish| publish.mint(now)).unwrap_or_default(),
            follows: !first,
        }
    });
    all.collect()
}

fn thread_part(part: &Part, at: usize, of: usize) -> Option<ThreadPart> {
    let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    (of > 1).then(|| ThreadPart { number: small(at + 1), of: small(of), start: part.start })
}

fn commit(
    writer: &Writer<'_>,
    (id, revision): (DraftId, u32),
    new: &[NewDelivery],
    (timing, confirmed): (Timing<'_>, &[AccountId]),
    now: Timestamp,
) -> Result<Queued, StoreError> {
    let draft = writer.draft(id)?;
    if draft.queued_at.is_some() {
        return Ok(Queued::Before);
    }
    if draft.revision != revision {
        return Ok(Queued::Stale);
    }
    let times = match timing.zone {
        Some(zone) => match slots::times(writer, new, timing.plan, (zone, now))? {
            Ok(times) => times,
            Err(unplaced) => return Ok(Queued::Unplaced(unplaced)),
        },
        None => vec![timing.plan; new.len()],
    };
    for account in confirmed {
        writer.confirm_speaking(*account, now)?;
    }
    writer.keep_revision(&draft, RevisionWhy::Sent, now)?;
    // The parts of a thread stand together, at one time.
    let mut times = times.into_iter();
    for thread in new.chunk_by(|_, next| next.follows) {
        let Some(plan) = times.nth(thread.len().saturating_sub(1)) else { break };
        writer.queue_deliveries(id, thread, plan, now)?;
    }
    Ok(Queued::Now)
}

/// A random (version 4) UUID.
pub(super) fn random_uuid() -> String {
    let bits = rand::random::<u128>() & !(0xf << 76) & !(0x3 << 62) | (0x4 << 76) | (0x2 << 62);
    let hex = format!("{bits:032x}");
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-")
}

#[cfg(test)]
mod tests;
