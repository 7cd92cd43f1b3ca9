//! Posts handed to their platform's own scheduler, which sends them whether this computer runs or not.
//!
//! The same rules as for sending hold: what is about to be asked of the platform is on the disk before any byte leaves,
//! and what may be there is looked for, never handed over or sent once more on hope. What becomes of a post is decided in
//! `settle::held`; here the platform is asked.

use super::doubt::PATIENCE;
use super::settle::{Event, HeldEvent};
use super::worker::{MOST_STEPS, STEP_PATIENCE, Turn, in_circles};
use super::{Moved, Outbox, PAUSED, move_on, pause, points};
use lectern_connectors::{Connector, HoldStep, MediaBytes, Schedule, Session};
use lectern_core::Core;
use lectern_model::{
    AccountId, Change, Code, DeliveryId, DeliveryState, Failure, FailureKind, FoundHeld, HeldStage, HeldWish, Problem,
    Timestamp,
};
use lectern_store::{DeliveryRow, Reader, StoreError, Writer};
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

/// Seconds more than the platform asks for: clocks differ, and handing over takes a while.
const MARGIN: i64 = 60;
/// A person who waits for posts to be taken back does not wait longer than this.
const TAKING_BACK: Duration = Duration::from_secs(20);
/// Looks and words until one that is to be taken back is settled, or waits for another try.
const MOST_ROUNDS: usize = 4;
/// Nothing is planned further ahead than this many seconds.
const FOR_EVER: i64 = 50 * 366 * 24 * 60 * 60;

type WayOut = Result<(Arc<dyn Connector>, Arc<Session>), Failure>;

/// What may be handed to platforms now, by account. Nothing while everything is paused.
pub(super) fn to_offer(reader: &Reader<'_>, core: &Core, now: Timestamp) -> Result<Vec<DeliveryRow>, StoreError> {
    let mut all = Vec::new();
    for account in reader.accounts()? {
        let connector = core.connectors.get(&account.platform);
        let Some(schedule) = connector.and_then(|connector| connector.schedule(&account.facts)) else { continue };
        let from = now.plus_seconds(soonest(schedule));
        let until = now.plus_seconds(schedule.furthest().unwrap_or(FOR_EVER));
        let mut rows = reader.deliveries_to_hold(account.id, now, (from, until))?;
        rows.retain(|row| schedule.takes(&row.delivery.outgoing));
        all.append(&mut rows);
    }
    Ok(all)
}

/// A platform's soonest moment, with some time to get there.
fn soonest(schedule: &dyn Schedule) -> i64 {
    schedule.soonest().saturating_add(MARGIN)
}

/// Everything was paused: what platforms hold is to come back. Runs inside the transaction that says so, and again for
/// what was on its way to a platform then.
pub(super) fn call_back(writer: &Writer<'_>, now: Timestamp) -> Result<u32, StoreError> {
    let mut called = 0;
    for row in writer.deliveries_held()? {
        if let DeliveryState::Held { at, stage: HeldStage::Waiting, .. } = row.delivery.state
            && at > now
        {
            let moved = move_on(writer, row.delivery.id, Event::Held(HeldEvent::TakesBack), now)?;
            called += u32::from(moved.is_ok());
        }
    }
    Ok(called)
}

/// What a pause means for a step on the way to the platform.
pub(super) fn under_pause(reader: &Reader<'_>, event: HeldEvent) -> Result<Option<HeldEvent>, StoreError> {
    Ok(match event {
        HeldEvent::HandsOver { .. } if pause::stored(reader)?.is_some() => None,
        HeldEvent::Begins { soonest, .. } => {
            Some(HeldEvent::Begins { soonest, paused: pause::stored(reader)?.is_some() })
        }
        event => Some(event),
    })
}

impl Outbox {
    /// Whether a planned one is to be handed over, and not sent.
    pub(super) fn may_hand_over(&self, row: &DeliveryRow) -> bool {
        let DeliveryState::Planned { at } = row.delivery.state else { return false };
        let now = self.core.clock.now();
        let offered = row.hold_at.is_some_and(|offered| offered <= now) && at > now && row.delivery.after.is_none();
        if !offered || row.delivery.outgoing.part.is_some() {
            return false;
        }
        let connector = self.core.connectors.get(&row.platform);
        let schedule = connector.and_then(|connector| connector.schedule(&row.facts));
        schedule
            .is_some_and(|schedule| at > now.plus_seconds(soonest(schedule)) && schedule.takes(&row.delivery.outgoing))
    }

    /// Hands a planned one to its platform.
    pub(super) async fn hand_over(&self, row: DeliveryRow) -> Result<(), Problem> {
        let id = row.delivery.id;
        let way = self.way_out(&row).await;
        let connector = self.core.connectors.get(&row.platform).cloned();
        let schedule = connector.as_ref().and_then(|connector| connector.schedule(&row.facts));
        let Some(schedule) = schedule else { return Ok(()) };
        let soonest = soonest(schedule);
        let claimed = match self.transition(id, Event::Held(HeldEvent::HandsOver { soonest })).await? {
            Ok(claimed) => claimed,
            Err(PAUSED) => return Ok(()),
            // It stands otherwise by now, or is not for a scheduler: it is not offered again.
            Err(_) => return self.core.write(move |writer| writer.offer_next(id, None, None)).await,
        };
        points::reached("after_hold_commit");
        let moved = match way {
            Ok((_, session)) => self.hold_steps(schedule, &session, claimed).await?,
            Err(failure) => self.stepped(id, false, Err(failure)).await?,
        };
        match moved {
            Some(moved) => self.follow_up(moved).await,
            None => Ok(()),
        }
    }

    async fn hold_steps(
        &self,
        schedule: &dyn Schedule,
        session: &Session,
        claimed: Moved,
    ) -> Result<Option<Moved>, Problem> {
        let mut delivery = claimed.row.delivery;
        let id = delivery.id;
        let DeliveryState::Held { at, .. } = delivery.state else { return Ok(None) };
        for _ in 0..MOST_STEPS {
            let changing = schedule.next_step_hands_over(&delivery);
            if changing {
                points::reached("before_hold_begins");
                if !self.begin_handing_over(id, soonest(schedule)).await? {
                    return Ok(None);
                }
                points::reached("before_hold_send");
            }
            let media: &dyn MediaBytes = &*self.media;
            let step = schedule.hold(session, &delivery, at, media);
            let outcome =
                tokio::time::timeout(STEP_PATIENCE, step).await.unwrap_or_else(|_| Err(late_answer(changing)));
            points::reached(if changing { "after_hold_answer" } else { "after_hold_step" });
            if let Err(failure) = &outcome {
                self.note_trouble(delivery.account, failure).await;
            }
            let goes_on = matches!(outcome, Ok(HoldStep::Continue(_)));
            let moved = self.stepped(id, changing, outcome).await?;
            points::reached("after_hold_settled");
            match moved {
                Some(moved) if goes_on => delivery = moved.row.delivery,
                moved => return Ok(moved),
            }
        }
        self.stepped(id, false, Err(in_circles())).await
    }

    async fn stepped(
        &self,
        id: DeliveryId,
        changing: bool,
        outcome: Result<HoldStep, Failure>,
    ) -> Result<Option<Moved>, Problem> {
        Ok(self.transition(id, Event::Held(HeldEvent::Stepped { changing, outcome })).await?.ok())
    }

    /// Looks at the clock and the pause again and marks that the post is about to be given away. `false`: it must not be.
    async fn begin_handing_over(&self, id: DeliveryId, soonest: i64) -> Result<bool, Problem> {
        let now = self.core.clock.now();
        let begun = self.core.write(move |writer| {
            let event = Event::Held(HeldEvent::Begins { soonest, paused: false });
            let Ok(moved) = move_on(writer, id, event, now)? else { return Ok(None) };
            let begun = matches!(moved.row.delivery.state, DeliveryState::Held { .. });
            if begun {
                writer.begin_changing(id)?;
            }
            Ok(Some((begun, moved)))
        });
        let Some((begun, moved)) = begun.await? else { return Ok(false) };
        if !begun {
            self.tell(&moved);
        }
        Ok(begun)
    }

    /// Asks or tells the platform about one that it holds.
    pub(super) async fn tend(&self, row: DeliveryRow) -> Result<(), Problem> {
        let DeliveryState::Held { remote_id, stage, .. } = &row.delivery.state else { return Ok(()) };
        match stage {
            HeldStage::HandingOver => Ok(()),
            HeldStage::Wished { wish, .. } if !remote_id.is_empty() => {
                let (remote_id, wish) = (remote_id.clone(), *wish);
                self.tell_platform(row, &remote_id, wish).await
            }
            HeldStage::Asking { .. } | HeldStage::Waiting | HeldStage::Wished { .. } => {
                let way = self.way_out(&row).await;
                self.look_for_held(row, way).await
            }
        }
    }

    async fn look_for_held(&self, row: DeliveryRow, way: WayOut) -> Result<(), Problem> {
        let (id, account) = (row.delivery.id, row.delivery.account);
        let answer = match way {
            Ok((connector, session)) => {
                let taken = self.core.read(move |reader| reader.held_ids(account, id)).await?;
                ask(&*connector, &session, &row, &taken).await
            }
            Err(failure) => Err(failure),
        };
        points::reached("after_find_held");
        if let Err(failure) = &answer {
            self.note_trouble(account, failure).await;
        }
        match self.transition(id, Event::Held(HeldEvent::Looked(answer))).await? {
            Ok(moved) => self.follow_up(moved).await,
            Err(_) => Ok(()),
        }
    }

    async fn tell_platform(&self, row: DeliveryRow, remote_id: &str, wish: HeldWish) -> Result<(), Problem> {
        let (id, account) = (row.delivery.id, row.delivery.account);
        let way = self.way_out(&row).await;
        let paused = self.core.read(pause::stored).await?.is_some();
        let now = self.core.clock.now();
        points::reached("before_held_told");
        let (told, outcome) = match &way {
            Ok((connector, session)) => match connector.schedule(&row.facts) {
                Some(schedule) => {
                    let told = as_told(wish, schedule, paused, now);
                    (told, tell(schedule, session, remote_id, told).await)
                }
                None => (wish, Err(no_scheduler())),
            },
            Err(failure) => (wish, Err(failure.clone())),
        };
        points::reached("after_held_told");
        if let Err(failure) = &outcome {
            if failure.what == FailureKind::Gone && way.is_ok() {
                return self.look_for_held(row, way).await;
            }
            self.note_trouble(account, failure).await;
        }
        match self.transition(id, Event::Held(HeldEvent::Told { wish: told, outcome })).await? {
            Ok(moved) => self.follow_up(moved).await,
            Err(_) => Ok(()),
        }
    }

    /// What reached a platform after everything was paused is to come back, too.
    pub(super) async fn call_back_late(&self, now: Timestamp) -> Result<(), Problem> {
        if self.core.read(|reader| reader.held_count()).await? > 0
            && self.core.write(move |writer| call_back(writer, now)).await? > 0
        {
            self.core.changed(Change::Outbox);
        }
        Ok(())
    }

    /// Settles one that was being handed over while nobody does it any more.
    pub(super) async fn recover_held(&self, row: &DeliveryRow) -> Result<(), Problem> {
        let event = Event::Held(HeldEvent::FoundAtStart { changing: row.changing });
        let _ = self.transition(row.delivery.id, event).await?;
        Ok(())
    }

    /// Takes one back from its platform, where that holds it. Afterwards it stands as any other.
    ///
    /// # Errors
    /// `Unreachable` where the platform could not be asked; it holds the post until it can.
    pub(super) async fn release(&self, id: DeliveryId) -> Result<(), Problem> {
        let row = self.core.read(move |reader| reader.delivery(id)).await?;
        let DeliveryState::Held { .. } = row.delivery.state else { return Ok(()) };
        self.transition(id, Event::Held(HeldEvent::TakesBack)).await?.map_err(super::person::stale)?;
        // What takes longer goes on by itself.
        let _ = tokio::time::timeout(TAKING_BACK, self.tend_now(row.delivery.account, id)).await;
        let row = self.core.read(move |reader| reader.delivery(id)).await?;
        match row.delivery.state {
            DeliveryState::Held { stage, .. } => Err(still_held(&stage)),
            _ => Ok(()),
        }
    }

    /// Takes back all that platforms hold, or all of one account, as far as that can be done in a while.
    pub(super) async fn release_all(&self, account: Option<AccountId>) -> Result<(), Problem> {
        let rows = self.core.read(|reader| reader.deliveries_held()).await?;
        let ids = rows.into_iter().map(|row| (row.delivery.account, row.delivery.id));
        let ids: Vec<(AccountId, DeliveryId)> =
            ids.filter(|(of, _)| account.is_none_or(|account| account == *of)).collect();
        let all = async {
            for (account, id) in ids {
                self.tend_now(account, id).await?;
            }
            Ok::<_, Problem>(())
        };
        match tokio::time::timeout(TAKING_BACK, all).await {
            Ok(done) => done,
            // The worker goes on with the rest.
            Err(_) => Ok(()),
        }
    }

    /// An account is about to be removed: what its platform holds is to be stopped there as long as that can be said.
    pub(super) async fn release_of(&self, account: AccountId) -> Result<(), Problem> {
        let now = self.core.clock.now();
        let stop = move |writer: &Writer<'_>| {
            for row in writer.deliveries_held()?.iter().filter(|row| row.delivery.account == account) {
                // What is being handed over, or looked for, refuses.
                let _ = move_on(writer, row.delivery.id, Event::PersonStops, now)?;
            }
            Ok(())
        };
        self.core.write(stop).await?;
        self.release_all(Some(account)).await
    }

    /// Does at once what is to be done with one that its platform holds.
    async fn tend_now(&self, account: AccountId, id: DeliveryId) -> Result<(), Problem> {
        let _turn = Turn::wait_for(self, account).await;
        for _ in 0..MOST_ROUNDS {
            let row = self.core.read(move |reader| reader.delivery(id)).await?;
            let now = self.core.clock.now();
            let wished = matches!(row.delivery.state, DeliveryState::Held { stage: HeldStage::Wished { .. }, .. });
            if !wished || row.wake_at.is_none_or(|at| at > now) {
                return Ok(());
            }
            self.tend(row).await?;
        }
        Ok(())
    }
}

/// A wish as the platform is told it: where it cannot move a post, the post is taken back.
fn as_told(wish: HeldWish, schedule: &dyn Schedule, paused: bool, now: Timestamp) -> HeldWish {
    let HeldWish::Move { at, never_after, by_taking_back } = wish else { return wish };
    let holdable = at > now.plus_seconds(soonest(schedule))
        && schedule.furthest().is_none_or(|furthest| at < now.plus_seconds(furthest));
    HeldWish::Move { at, never_after, by_taking_back: by_taking_back || paused || !holdable }
}

async fn tell(schedule: &dyn Schedule, session: &Session, remote_id: &str, told: HeldWish) -> Result<(), Failure> {
    match told {
        HeldWish::Move { at, by_taking_back: false, .. } => {
            in_good_time(schedule.move_held(session, remote_id, at)).await
        }
        _ => in_good_time(schedule.cancel_held(session, remote_id)).await,
    }
}

async fn ask(
    connector: &dyn Connector,
    session: &Session,
    row: &DeliveryRow,
    taken: &[String],
) -> Result<FoundHeld, Failure> {
    let DeliveryState::Held { at, .. } = row.delivery.state else { return Ok(FoundHeld::CannotTell) };
    // A server that has no scheduler any more cannot be asked about it either.
    let Some(schedule) = connector.schedule(&row.facts) else { return Ok(FoundHeld::CannotTell) };
    in_good_time(schedule.find_held(session, &row.delivery, at, taken)).await
}

async fn in_good_time<T>(answer: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    tokio::time::timeout(PATIENCE, answer).await.unwrap_or_else(|_| Err(late_answer(true)))
}

fn late_answer(changing: bool) -> Failure {
    let words = "The platform did not answer in time.";
    if changing {
        Failure::in_doubt(FailureKind::Unreachable, words)
    } else {
        Failure::without_effect(FailureKind::Unreachable, words)
    }
}

fn no_scheduler() -> Failure {
    let words = "This server does not hold posts any more. Take it back on the server's own page.";
    Failure::without_effect(FailureKind::Permission, words)
}

fn still_held(stage: &HeldStage) -> Problem {
    let why = match stage {
        HeldStage::Wished { trouble, .. } => trouble.as_str(),
        HeldStage::Asking { why, .. } => why.words.as_str(),
        HeldStage::HandingOver | HeldStage::Waiting => "",
    };
    let words = "It waits on its platform and could not be taken back from there yet, so it stays as it is.";
    Problem::new(Code::Unreachable, format!("{words} Lectern goes on trying. {why}").trim_end().to_owned())
}
