//! A platform's own scheduler: it holds a post and sends it at its time, whether this computer runs or not.

use crate::{MediaBytes, Session};
use async_trait::async_trait;
use lectern_model::{Delivery, Failure, FoundHeld, Outgoing, Published, Timestamp};
use serde_json::Value;

/// What one step of handing a post over came to.
#[derive(Debug, Clone, PartialEq)]
pub enum HoldStep {
    /// Go on with this progress, which is stored first.
    Continue(Value),
    /// Go on with this progress, not before a moment.
    Wait {
        /// Progress to store.
        progress: Value,
        /// When to go on.
        until: Timestamp,
    },
    /// The platform holds it, under this id.
    Held(String),
    /// The platform did not wait: it went out at once.
    Published(Published),
}

/// Holding posts until their time.
#[async_trait]
pub trait Schedule: Send + Sync {
    /// A post must be more than this many seconds ahead to be held.
    fn soonest(&self) -> i64;

    /// A post must be less than this many seconds ahead to be held; none: there is no limit.
    fn furthest(&self) -> Option<i64> {
        None
    }

    /// Whether it can hold such a post at all. Pure.
    fn takes(&self, outgoing: &Outgoing) -> bool {
        let _ = outgoing;
        true
    }

    /// Whether the next step hands the post over. Asked before the step runs, as for publishing.
    fn next_step_hands_over(&self, delivery: &Delivery) -> bool;

    /// Does the next step of handing a post over to be sent at `at`; `delivery.progress` says which. Pictures go first.
    ///
    /// # Errors
    /// A failure, with its effect set by `net`. What cannot help to be tried again stays with this computer.
    async fn hold(
        &self,
        session: &Session,
        delivery: &Delivery,
        at: Timestamp,
        media: &dyn MediaBytes,
    ) -> Result<HoldStep, Failure>;

    /// Gives what is held another time. Done twice it comes to the same.
    ///
    /// # Errors
    /// `Gone` where it is not held any more; or the exchange failed.
    async fn move_held(&self, session: &Session, remote_id: &str, at: Timestamp) -> Result<(), Failure>;

    /// Takes back what is held. Done twice it comes to the same.
    ///
    /// # Errors
    /// `Gone` where it is not held any more; or the exchange failed.
    async fn cancel_held(&self, session: &Session, remote_id: &str) -> Result<(), Failure>;

    /// Looks for a post that was given, or may have been given, to be sent at `at`: first among what is held, then among
    /// what went out. `taken` are the ids under which other posts of ours are held.
    ///
    /// # Errors
    /// It could not be asked now; asked again later.
    async fn find_held(
        &self,
        session: &Session,
        delivery: &Delivery,
        at: Timestamp,
        taken: &[String],
    ) -> Result<FoundHeld, Failure>;
}
