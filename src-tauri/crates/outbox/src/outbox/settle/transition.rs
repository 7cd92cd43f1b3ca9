//! What happens to a delivery, what it stands at before, and what is committed after.

use super::{HeldEvent, Offer};
use lectern_connectors::Step;
use lectern_model::{DeliveryKind, DeliveryState, Failure, Found, Timestamp};
use serde_json::Value;

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Event {
    /// The worker is about to send it.
    Claimed,
    /// The worker would send it, but another late one of its account has just gone out.
    Waits {
        /// Its turn.
        until: Timestamp,
    },
    /// It is a later part of a thread, and the part before it is there now.
    BeforeIsThere,
    /// Somebody else has answered what it answers since it was begun.
    AnsweredMeanwhile {
        /// When, and what.
        words: String,
    },
    /// A step that others can see is about to begin.
    Begins,
    /// It was found as `sending` when the desk opened: a crash interrupted it.
    FoundAtStart {
        /// Whether a step that others can see had begun.
        changing: bool,
    },
    /// A step ended.
    Stepped {
        /// Whether it was one that others can see.
        changing: bool,
        /// What came of it.
        outcome: Result<Step, Failure>,
    },
    /// The platform was asked whether it is there.
    Looked(Result<Found, Failure>),
    /// A person looked whether it is there.
    PersonLooked {
        /// It is.
        there: bool,
    },
    /// A person wants it tried again now.
    PersonRetries {
        /// Even after the moment it must not go out after.
        anyway: bool,
    },
    /// A person wants it sent at another time.
    PersonMoves {
        /// When; none: now.
        at: Option<Timestamp>,
        /// It must not go out after this moment.
        never_after: Option<Timestamp>,
    },
    /// A person stops it.
    PersonStops,
    /// Its account was signed in to anew.
    SignedInAgain,
    /// It was deleted on the platform at our wish.
    Deleted,
    /// Its account is being removed: nothing of it can be sent or asked any more.
    AccountRemoved,
    /// Its platform's own scheduler has to do with it.
    Held(HeldEvent),
}

/// What a transition starts from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Standing {
    /// Where the delivery stands.
    pub state: DeliveryState,
    /// Tries that count so far.
    pub attempts: u32,
    /// When it should have gone out.
    pub due_at: Timestamp,
    /// Whether it is planned for that time.
    pub scheduled: bool,
    /// It must not go out after this moment.
    pub never_after: Option<Timestamp>,
    /// How many seconds late a planned one may go out by itself.
    pub grace: i64,
    /// What it does.
    pub kind: DeliveryKind,
}

/// What to commit.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Transition {
    /// Where it stands now, with tries and due time.
    pub standing: Standing,
    /// When the worker looks at it next; none: never by itself.
    pub wake_at: Option<Timestamp>,
    /// The connector's progress to store; none: it stays as it is.
    pub progress: Option<Value>,
    /// What to write in its log.
    pub note: Option<String>,
    /// When it is next offered to its platform's scheduler; none: as it was.
    pub offer: Option<Offer>,
}

pub(super) fn to(from: &Standing, state: DeliveryState, wake_at: Option<Timestamp>) -> Transition {
    Transition { standing: Standing { state, ..from.clone() }, wake_at, progress: None, note: None, offer: None }
}

impl Transition {
    pub(super) fn noted(mut self, words: impl Into<String>) -> Self {
        self.note = Some(words.into());
        self
    }

    pub(super) fn counted(mut self) -> Self {
        self.standing.attempts = self.standing.attempts.saturating_add(1);
        self
    }

    pub(super) fn due_from(mut self, now: Timestamp) -> Self {
        self.standing.due_at = now;
        self.standing.attempts = 0;
        self
    }
}
