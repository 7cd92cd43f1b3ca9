//! The target of each label.

use lectern_model::{Label, Problem, Target};

/// Most open minutes that may be promised: a hundred hours.
const MOST_MINUTES: u32 = 100 * 60;

/// Most open days that may be promised.
const MOST_DAYS: u32 = 60;

/// The target that a label has until somebody sets another; none: nobody gave it a label yet.
#[must_use]
pub fn usual_target(label: Option<Label>) -> Target {
    match label {
        Some(Label::Safety) => Target::Minutes { minutes: 60 },
        Some(Label::Account) => Target::SameDay,
        Some(Label::Praise) => Target::Days { days: 2 },
        Some(Label::Spam) => Target::None,
        None | Some(Label::Question | Label::Complaint | Label::BookChallenge | Label::Media | Label::Other) => {
            Target::Days { days: 1 }
        }
    }
}

/// A target as it is kept.
///
/// # Errors
/// `BadInput` where nobody can promise that.
pub fn checked_target(target: Target) -> Result<Target, Problem> {
    let wrong = |words: &str| Err(Problem::field("target", words));
    match target {
        Target::Minutes { minutes: 0 } => wrong("Nobody answers in no time. Choose at least one minute."),
        Target::Minutes { minutes } if minutes > MOST_MINUTES => wrong("Choose at most 100 open hours."),
        Target::Days { days: 0 } => wrong("For an answer on the day it comes choose the same open day."),
        Target::Days { days } if days > MOST_DAYS => wrong("Choose at most 60 open days."),
        Target::None | Target::Minutes { .. } | Target::SameDay | Target::Days { .. } => Ok(target),
    }
}
