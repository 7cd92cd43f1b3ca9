//! How a draft would look, count and be judged on each of its accounts.

use super::Drafts;
use crate::text;
use lectern_model::{DraftId, DraftPreview, Problem, TargetPreview};

impl Drafts {
    /// Previews, counts and findings. The card of the first link is fetched beside it and shown once it is here.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub async fn preview(&self, draft: DraftId) -> Result<DraftPreview, Problem> {
        let draft = self.read(draft).await?;
        let shaped = self.shaping.shape(&draft).await?;
        let card = match &shaped.link {
            Some(link) => self.shaping.media.card_view(link).await,
            None => None,
        };
        let targets = shaped
            .targets
            .into_iter()
            .map(|on| TargetPreview {
                account: on.account.id,
                html: text::shown_plain(&on.text, &[]),
                count: on.count,
                findings: on.findings,
            })
            .collect();
        Ok(DraftPreview { targets, findings: shaped.findings, card })
    }
}
