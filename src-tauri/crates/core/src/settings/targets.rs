//! By when conversations of each label are answered.

use super::SettingsShelf;
use lectern_hours::{checked_target, usual_target};
use lectern_model::{AnswerTarget, AnswerTargetView, Label, Problem};

impl SettingsShelf {
    /// The target of every label, in their order.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn answer_targets(&self) -> Result<Vec<AnswerTargetView>, Problem> {
        let now = self.core.clock.now();
        let hours = self.hours().await?;
        let set = self.core.read(|reader| reader.answer_targets()).await?;
        let view = |label: Label| {
            let usual = usual_target(Some(label));
            let target = set.get(&label).copied().unwrap_or(usual);
            AnswerTargetView { label, target, usual, now: hours.promise(now, target) }
        };
        Ok(Label::ALL.into_iter().map(view).collect())
    }

    /// Sets the target of a label.
    ///
    /// # Errors
    /// `BadInput` where nobody can promise that, or what the disk said.
    pub async fn save_answer_target(&self, save: AnswerTarget) -> Result<(), Problem> {
        let target = checked_target(save.target)?;
        // What is as at first is not kept: it follows when a later version knows better.
        let kept = Some(target).filter(|target| *target != usual_target(Some(save.label)));
        self.core.write(move |writer| writer.set_answer_target(save.label, kept)).await?;
        self.hours_changed();
        Ok(())
    }
}
