//! The platform's own scheduler: it holds posts and sends them when its clock says so, whoever is there.

use super::publish::{create, read_all, step_number, uploaded_pictures, where_it_is};
use super::state::{Picture, State, minted_text};
use super::{Finding, Idempotency, Operation, ScriptedPlatform};
use async_trait::async_trait;
use lectern_connectors::{HoldStep, MediaBytes, Schedule, Session};
use lectern_model::{Account, Delivery, Failure, FailureKind, FoundHeld, Outgoing, Timestamp};
use serde_json::json;
use std::collections::BTreeSet;

/// A post that the scheduler holds.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldPost {
    /// The scheduler's id for it.
    pub id: String,
    /// When it is sent.
    pub at: Timestamp,
    /// What it was made from.
    pub delivery: Delivery,
    /// Whose it is.
    pub account: Account,
    /// The pictures that came with it.
    pub pictures: Vec<Picture>,
}

/// The scheduler.
#[derive(Debug, Default)]
pub(super) struct Scheduler {
    /// Whom it is there for; none: nobody. The empty name: everybody.
    names: Option<BTreeSet<String>>,
    soonest: i64,
    held: Vec<HeldPost>,
    most: Option<usize>,
    polls: bool,
    taken: u64,
    sent: u64,
}

impl Scheduler {
    pub(super) fn is_for(&self, name: &str) -> bool {
        self.names.as_ref().is_some_and(|names| names.contains("") || names.contains(name))
    }
}

/// Sends what is due.
pub(super) fn send_due(state: &mut State, now: Timestamp) {
    while let Some(place) = state.scheduler.held.iter().position(|held| held.at <= now) {
        let HeldPost { at, delivery, account, pictures, .. } = state.scheduler.held.remove(place);
        state.scheduler.sent += 1;
        // What its idempotency forbids is there already.
        let _ = create(state, &account, &delivery, pictures, at);
    }
}

impl ScriptedPlatform {
    /// It holds posts that are more than so many seconds ahead, for everybody.
    pub fn schedules(&self, soonest: i64) {
        self.schedules_for(&[""], soonest);
    }

    /// It holds posts that are more than so many seconds ahead, for these handles.
    pub fn schedules_for(&self, handles: &[&str], soonest: i64) {
        self.with(|state| {
            state.scheduler.names = Some(handles.iter().map(|name| (*name).to_owned()).collect());
            state.scheduler.soonest = soonest;
            state.scheduler.polls = true;
        });
    }

    /// It holds no more than so many posts.
    pub fn holds_most(&self, most: usize) {
        self.with(|state| state.scheduler.most = Some(most));
    }

    /// Whether it can hold polls.
    pub fn holds_polls(&self, polls: bool) {
        self.with(|state| state.scheduler.polls = polls);
    }

    /// What it holds now, in the order in which it came.
    #[must_use]
    pub fn held(&self) -> Vec<HeldPost> {
        self.with(|state| state.scheduler.held.clone())
    }

    /// How many posts it was given to hold so far, and how many it sent.
    #[must_use]
    pub fn scheduled_so_far(&self) -> (u64, u64) {
        self.with(|state| (state.scheduler.taken, state.scheduler.sent))
    }

    /// Somebody takes away there what it holds.
    pub fn lose_held(&self) {
        self.with(|state| state.scheduler.held.clear());
    }
}

#[async_trait]
impl Schedule for ScriptedPlatform {
    fn soonest(&self) -> i64 {
        self.with(|state| state.scheduler.soonest)
    }

    fn takes(&self, outgoing: &Outgoing) -> bool {
        self.with(|state| state.scheduler.polls || outgoing.poll.is_none())
    }

    fn next_step_hands_over(&self, delivery: &Delivery) -> bool {
        self.is_last(delivery)
    }

    async fn hold(
        &self,
        session: &Session,
        delivery: &Delivery,
        at: Timestamp,
        media: &dyn MediaBytes,
    ) -> Result<HoldStep, Failure> {
        let uploaded = delivery.progress.get("pictures").is_some();
        let pictures = if uploaded { uploaded_pictures(delivery) } else { read_all(delivery, media).await? };
        let (last, now) = (self.is_last(delivery), self.clock.now());
        if !last {
            self.happens_meanwhile();
        }
        self.run(Operation::Hold, session, |state| {
            state.uploads += if uploaded { 0 } else { pictures.len() };
            if last {
                return take(state, (&session.account, delivery), pictures, (at, now));
            }
            let sizes: Vec<usize> = pictures.iter().map(|picture| picture.bytes).collect();
            let progress = json!({ "step": step_number(delivery) + 1, "pictures": sizes });
            Ok(match state.wait_seconds {
                0 => HoldStep::Continue(progress),
                seconds => HoldStep::Wait { progress, until: now.plus_seconds(seconds) },
            })
        })
        .await
    }

    async fn move_held(&self, session: &Session, remote_id: &str, at: Timestamp) -> Result<(), Failure> {
        let now = self.clock.now();
        self.run(Operation::MoveHeld, session, |state| {
            let soonest = now.plus_seconds(state.scheduler.soonest);
            let held = state.scheduler.held.iter_mut().find(|held| held.id == remote_id).ok_or_else(gone)?;
            if at <= soonest {
                return Err(refused("This is too soon for the scheduler."));
            }
            held.at = at;
            Ok(())
        })
        .await
    }

    async fn cancel_held(&self, session: &Session, remote_id: &str) -> Result<(), Failure> {
        self.run(Operation::CancelHeld, session, |state| {
            let place = state.scheduler.held.iter().position(|held| held.id == remote_id).ok_or_else(gone)?;
            state.scheduler.held.remove(place);
            Ok(())
        })
        .await
    }

    async fn find_held(
        &self,
        session: &Session,
        delivery: &Delivery,
        _at: Timestamp,
        taken: &[String],
    ) -> Result<FoundHeld, Failure> {
        self.run(Operation::FindHeld, session, |state| {
            if state.finding == Finding::CannotTell {
                return Ok(FoundHeld::CannotTell);
            }
            let ours = |held: &&HeldPost| held.delivery.key == delivery.key && !taken.contains(&held.id);
            if let Some(held) = state.scheduler.held.iter().find(ours) {
                return Ok(FoundHeld::Waiting(held.id.clone()));
            }
            let found = state.posts.iter().find(|post| post.key() == Some(&delivery.key) && !post.deleted);
            Ok(found.map_or(FoundHeld::Absent, |post| FoundHeld::Sent(where_it_is(&post.post))))
        })
        .await
    }
}

/// The last step, as the server's limits and its idempotency let it.
fn take(
    state: &mut State,
    (account, delivery): (&Account, &Delivery),
    pictures: Vec<Picture>,
    (at, now): (Timestamp, Timestamp),
) -> Result<HoldStep, Failure> {
    if at <= now {
        // As real ones do: what lies in the past goes out at once.
        return create(state, account, delivery, pictures, now).map(HoldStep::Published);
    }
    if at <= now.plus_seconds(state.scheduler.soonest) {
        return Err(refused("This is too soon for the scheduler."));
    }
    let minted = minted_text(&delivery.minted);
    let same = |held: &&HeldPost| match state.idempotency {
        Idempotency::None => false,
        Idempotency::Key => held.delivery.key == delivery.key,
        Idempotency::Minted => minted_text(&held.delivery.minted) == minted,
    };
    match (state.scheduler.held.iter().find(same), state.idempotency) {
        (Some(first), Idempotency::Key) => return Ok(HoldStep::Held(first.id.clone())),
        (Some(_), _) => {
            return Err(Failure::without_effect(FailureKind::Conflict, "This record is held already."));
        }
        (None, _) => {}
    }
    if state.scheduler.most.is_some_and(|most| state.scheduler.held.len() >= most) {
        return Err(refused("The scheduler holds as many posts as it can."));
    }
    let id = format!("h{:06}", state.number());
    let (delivery, account) = (delivery.clone(), account.clone());
    state.scheduler.taken += 1;
    state.scheduler.held.push(HeldPost { id: id.clone(), at, delivery, account, pictures });
    Ok(HoldStep::Held(id))
}

fn gone() -> Failure {
    Failure::without_effect(FailureKind::Gone, "The scheduler does not hold it.")
}

fn refused(words: &str) -> Failure {
    Failure::without_effect(FailureKind::Rejected { field: None, limit: None }, words)
}
