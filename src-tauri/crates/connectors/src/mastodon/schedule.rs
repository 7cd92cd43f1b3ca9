//! Mastodon's own scheduler: it holds a post and sends it at its time (Mastodon docs: scheduled_statuses).
//!
//! Only Mastodon itself is trusted with that: its relatives take `scheduled_at`, pass over it and post at once, or are not
//! known to keep it. And Mastodon too posts at once what lies in the past by the server's clock; so before a post is
//! handed over, its list of held posts is read, which says whether there is a scheduler and what the time is there.

use super::Mastodon;
use super::api::{Api, decode, decode_list, next_page, place};
use super::facts::Facts;
use super::flavour::Flavour;
use super::proof::{self, Since, fingerprint};
use super::publish::{Progress, fields, full_text, prepare, published};
use super::wire::{Scheduled, Status};
use crate::{HoldStep, MediaBytes, Schedule, Session, Step};
use async_trait::async_trait;
use lectern_model::{Delivery, Failure, FailureKind, Found, FoundHeld, Timestamp};
use lectern_net::{Method, Payload, Request, Response};
use serde_json::{Value, json};

const HELD: &str = "/api/v1/scheduled_statuses";
/// Mastodon takes what is more than five minutes ahead.
const SOONEST_SECONDS: i64 = 5 * 60;
const PAGE: usize = 40;
/// Most pages of held posts that are read: Mastodon holds at most 300.
const PAGES: usize = 10;
/// A post that was held is never older than this many seconds before its time.
const EARLY_SECONDS: i64 = 60;
/// Servers cut times to seconds or less.
const SAME_MILLIS: i64 = 1500;

/// Whether an account's server has a scheduler that can be relied on.
pub(super) fn offered(facts: &Value) -> bool {
    let facts: Facts = serde_json::from_value(facts.clone()).unwrap_or_default();
    let mut numbers = facts.version.split(|c: char| !c.is_ascii_digit()).map(|digits| digits.parse::<u32>().ok());
    let version = (numbers.next().flatten().unwrap_or_default(), numbers.next().flatten().unwrap_or_default());
    facts.flavour == Flavour::Mastodon && version >= (2, 7)
}

#[async_trait]
impl Schedule for Mastodon {
    fn soonest(&self) -> i64 {
        SOONEST_SECONDS
    }

    fn next_step_hands_over(&self, delivery: &Delivery) -> bool {
        Progress::of(delivery).ready_at.is_some()
    }

    async fn hold(
        &self,
        session: &Session,
        delivery: &Delivery,
        at: Timestamp,
        media: &dyn MediaBytes,
    ) -> Result<HoldStep, Failure> {
        let api = Api::of(session)?;
        let mut progress = Progress::of(delivery);
        if progress.ready_at.is_some() {
            return hand_over(&api, delivery, &progress, at).await;
        }
        match prepare(&api, delivery, media, &mut progress).await? {
            Some(Step::Continue(progress)) => return Ok(HoldStep::Continue(progress)),
            Some(Step::Wait { progress, until }) => return Ok(HoldStep::Wait { progress, until }),
            Some(Step::Done(published)) => return Ok(HoldStep::Published(published)),
            None => {}
        }
        check_their_clock(&api, at).await?;
        progress.ready_at = Some(session.now());
        Ok(HoldStep::Continue(progress.into_value()))
    }

    async fn move_held(&self, session: &Session, remote_id: &str, at: Timestamp) -> Result<(), Failure> {
        let api = Api::of(session)?;
        let request = api.with_json(Method::Put, HELD, &[remote_id], json!({ "scheduled_at": written(at) }))?;
        api.send(request).await?.ok().map(|_| ())
    }

    async fn cancel_held(&self, session: &Session, remote_id: &str) -> Result<(), Failure> {
        let api = Api::of(session)?;
        let request = Request::new(Method::Delete, api.url(HELD, &[remote_id], &[])?);
        api.send(request).await?.ok().map(|_| ())
    }

    async fn find_held(
        &self,
        session: &Session,
        delivery: &Delivery,
        at: Timestamp,
        taken: &[String],
    ) -> Result<FoundHeld, Failure> {
        let api = Api::of(session)?;
        let text = full_text(&api, &delivery.outgoing);
        let wanted = Wanted { delivery, words: fingerprint(&text), at, progress: Progress::of(delivery), taken };
        // What leaves the list while it is read is among the posts by the time they are read.
        let (waiting, whole) = in_list(&api, &wanted).await?;
        if let Some(id) = waiting {
            return Ok(FoundHeld::Waiting(id));
        }
        let since = Since::Theirs(at.plus_seconds(-EARLY_SECONDS));
        Ok(match proof::find_since(&api, delivery, &text, since).await? {
            Found::Found(published) => FoundHeld::Sent(published),
            Found::Absent if whole => FoundHeld::Absent,
            Found::Absent | Found::CannotTell => FoundHeld::CannotTell,
        })
    }
}

/// A moment as the API wants it.
fn written(at: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(at.0).map(|at| at.to_string()).unwrap_or_default()
}

async fn hand_over(
    api: &Api<'_>,
    delivery: &Delivery,
    progress: &Progress,
    at: Timestamp,
) -> Result<HoldStep, Failure> {
    let mut form = fields(api, &delivery.outgoing, progress);
    form.push(("scheduled_at".to_owned(), written(at)));
    // Not the delivery's own key: a server remembers it for an hour, and by then this may be taken back and sent at once.
    let prepared = progress.ready_at.unwrap_or_default();
    let request = Request::post(api.url("/api/v1/statuses", &[], &[])?)
        .header("idempotency-key", format!("{}-held-{}", delivery.key, prepared.0))
        .payload(Payload::Form(form));
    let answer = api.send(request).await?.ok()?;
    let held: Scheduled = decode(&answer)?;
    if held.scheduled_at.is_some() && !held.id.is_empty() {
        return Ok(HoldStep::Held(held.id));
    }
    let status: Status = decode(&answer)?;
    if status.id.is_empty() || status.created_at.is_none() {
        return Err(Failure::unusable("The server answered, but did not say that it holds the post."));
    }
    Ok(HoldStep::Published(published(api, &status)))
}

/// Whether the server has a scheduler, and the post's time lies ahead there as well.
async fn check_their_clock(api: &Api<'_>, at: Timestamp) -> Result<(), Failure> {
    let answer = match api.get(HELD, &[], &[("limit", "1")]).await {
        Err(failure) if failure.what == FailureKind::Gone => {
            let words = "This server lets no app give it posts for later.";
            return Err(Failure::without_effect(FailureKind::Permission, words));
        }
        answer => answer?,
    };
    decode_list::<Scheduled>(&answer)?;
    if at <= their_now(&answer).plus_seconds(SOONEST_SECONDS) {
        let words = "The server's clock and this computer's differ, and its time would be too soon or past there.";
        return Err(Failure::without_effect(FailureKind::Rejected { field: None, limit: None }, words));
    }
    Ok(())
}

/// A server that tells no time is taken to have ours.
fn their_now(answer: &Response) -> Timestamp {
    let told = answer.header("date").and_then(|date| jiff::fmt::rfc2822::parse(date).ok());
    told.map_or(answer.at, |theirs| Timestamp(theirs.timestamp().as_millisecond()))
}

struct Wanted<'a> {
    delivery: &'a Delivery,
    words: String,
    at: Timestamp,
    progress: Progress,
    taken: &'a [String],
}

impl Wanted<'_> {
    fn is(&self, held: &Scheduled) -> bool {
        let outgoing = &self.delivery.outgoing;
        let same_time = held.scheduled_at.is_some_and(|at| at.since(self.at).abs() < SAME_MILLIS);
        let answers = outgoing.reply_to.as_ref().map(|reply| reply.remote_id.as_str());
        let media: Vec<&str> = held.media_attachments.iter().map(|media| media.id.as_str()).collect();
        same_time
            && !self.taken.contains(&held.id)
            && media.len() == outgoing.media.len()
            && self.progress.is_of(&media)
            && held.params.in_reply_to_id.as_deref() == answers
            && fingerprint(&held.params.spoiler_text) == fingerprint(&outgoing.content_warning)
            && fingerprint(&held.params.text) == self.words
    }
}

/// The id under which it waits, and whether the whole list was read.
async fn in_list(api: &Api<'_>, wanted: &Wanted<'_>) -> Result<(Option<String>, bool), Failure> {
    let limit = PAGE.to_string();
    let mut next = String::new();
    for _ in 0..PAGES {
        let at = place(Some(&next));
        let mut query = vec![("limit", limit.as_str())];
        query.extend(at.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let answer = api.get(HELD, &[], &query).await?;
        let held: Vec<Scheduled> = decode_list(&answer)?;
        if let Some(found) = held.iter().find(|held| wanted.is(held)) {
            return Ok((Some(found.id.clone()), true));
        }
        match next_page(&answer).filter(|below| *below != next && !held.is_empty()) {
            Some(below) => next = below,
            None => return Ok((None, true)),
        }
    }
    Ok((None, false))
}
