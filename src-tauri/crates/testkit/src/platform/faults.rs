//! What can go wrong, and when.

use lectern_model::{Failure, FailureKind, Timestamp};
use std::collections::{HashMap, VecDeque};

/// What can be asked of the platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operation {
    /// Finishing a sign-in.
    SignIn,
    /// Ending one.
    SignOut,
    /// Reading the account again.
    Refresh,
    /// A page of the feed.
    Feed,
    /// A page of the inbox.
    Inbox,
    /// A thread.
    Thread,
    /// A step of publishing.
    Step,
    /// Looking for a post in doubt.
    FindPublished,
    /// Deleting a post.
    Delete,
    /// Reading a post of ours back.
    ReadBack,
    /// Editing a post.
    Edit,
    /// Liking, or taking it back.
    Like,
    /// Boosting, or taking it back.
    Boost,
    /// A step of handing a post to the scheduler.
    Hold,
    /// Giving what is held another time.
    MoveHeld,
    /// Taking back what is held.
    CancelHeld,
    /// Looking for what is or was held.
    FindHeld,
    /// Hiding a message.
    Hide,
    /// Showing it again.
    Restore,
    /// Looking whether it is hidden.
    IsHidden,
    /// Blocking somebody.
    Block,
    /// Ending that.
    Unblock,
    /// Looking whether they are blocked.
    IsBlocked,
    /// Reporting a message.
    Report,
}

/// What goes wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The line is cut before the server hears anything.
    CutBefore,
    /// The server acts, then the line is cut.
    CutAfter,
    /// The server asks to wait and does nothing (429).
    TooMany {
        /// Until when, if it says so.
        until: Option<Timestamp>,
    },
    /// The server reports an error of its own (5xx).
    ServerError {
        /// Whether it acted all the same.
        acts: bool,
    },
    /// The server acts and answers what cannot be read.
    HalfAnswer,
    /// No answer ever comes.
    Hang {
        /// Whether the server acted.
        acts: bool,
    },
    /// The server does nothing and answers this.
    Fails(Failure),
}

impl Fault {
    /// Whether the server acts.
    pub(super) fn acts(&self) -> bool {
        match self {
            Self::CutAfter | Self::HalfAnswer => true,
            Self::ServerError { acts } | Self::Hang { acts } => *acts,
            Self::CutBefore | Self::TooMany { .. } | Self::Fails(_) => false,
        }
    }

    /// What the caller is told.
    pub(super) async fn answer(self) -> Failure {
        match self {
            Self::CutBefore => unreachable_now(),
            Self::CutAfter => Failure::in_doubt(FailureKind::Unreachable, "The answer never arrived."),
            Self::TooMany { until } => {
                Failure::without_effect(FailureKind::RateLimited { until }, "The server asks to wait.")
            }
            Self::ServerError { .. } => {
                Failure::in_doubt(FailureKind::Server, "The server reports an error of its own.")
            }
            Self::HalfAnswer => Failure::unusable("The server's answer broke off."),
            Self::Hang { .. } => std::future::pending().await,
            Self::Fails(failure) => failure,
        }
    }
}

fn unreachable_now() -> Failure {
    Failure::without_effect(FailureKind::Unreachable, "The server cannot be reached.")
}

/// The faults of all operations.
#[derive(Debug, Default)]
pub(super) struct Faults {
    planned: HashMap<Operation, VecDeque<Option<Fault>>>,
    standing: HashMap<Operation, Fault>,
    calls: HashMap<Operation, usize>,
    met: Vec<(Operation, Fault)>,
}

impl Faults {
    pub(super) fn add(&mut self, operation: Operation, skip: usize, fault: Fault) {
        let planned = self.planned.entry(operation).or_default();
        planned.extend(std::iter::repeat_n(None, skip));
        planned.push_back(Some(fault));
    }

    pub(super) fn always(&mut self, operation: Operation, fault: Option<Fault>) {
        match fault {
            Some(fault) => self.standing.insert(operation, fault),
            None => self.standing.remove(&operation),
        };
    }

    pub(super) fn calls(&self, operation: Operation) -> usize {
        self.calls.get(&operation).copied().unwrap_or_default()
    }

    /// Faults that were met, oldest first; those of a missing line do not count.
    pub(super) fn met(&self) -> Vec<(Operation, Fault)> {
        self.met.clone()
    }

    /// Forgets every fault that was not met yet.
    pub(super) fn clear(&mut self) {
        self.planned.clear();
        self.standing.clear();
    }

    /// Counts a call and takes its fault. Without a line no other fault is used up.
    pub(super) fn next(&mut self, operation: Operation, offline: bool) -> Option<Fault> {
        *self.calls.entry(operation).or_default() += 1;
        if offline {
            return Some(Fault::CutBefore);
        }
        let fault = match self.planned.get_mut(&operation).and_then(VecDeque::pop_front) {
            Some(planned) => planned,
            None => self.standing.get(&operation).cloned(),
        };
        self.met.extend(fault.clone().map(|fault| (operation, fault)));
        fault
    }
}
