//! By when a conversation is to be answered: the library's hours, and a target per label.

use lectern_core::settings::opening;
use lectern_hours::{Hours, usual_target};
use lectern_model::{AnswerBy, Label, Target, Timestamp};
use lectern_store::{Reader, StoreError};
use std::collections::BTreeMap;

/// The clock of answers.
pub struct AnswerClock {
    hours: Hours,
    targets: BTreeMap<Label, Target>,
}

impl AnswerClock {
    /// The clock as it is set.
    ///
    /// # Errors
    /// What the disk said.
    pub fn read(reader: &Reader<'_>) -> Result<Self, StoreError> {
        Ok(Self { hours: opening(reader)?, targets: reader.answer_targets()? })
    }

    /// By when a conversation with this label, in which somebody waits since a moment, is to be answered. One that has
    /// no label yet is answered as a question is.
    #[must_use]
    pub fn answer_by_for(&self, label: Option<Label>, received: Timestamp) -> AnswerBy {
        let label = label.unwrap_or(Label::Question);
        let target = self.targets.get(&label).copied().unwrap_or_else(|| usual_target(Some(label)));
        self.hours.promise(received, target)
    }
}
