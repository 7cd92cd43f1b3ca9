//! How a draft would look, count and be judged on each of its accounts: as it is stored, or as it stands on the screen.

use super::Drafts;
use crate::outgoing::{OnAccount, tidy_versions};
use lectern_core::text;
use lectern_model::{CardView, Draft, DraftId, DraftPreview, DraftSave, PartPreview, Problem, TargetPreview};
use std::collections::HashMap;

impl Drafts {
    /// Previews, counts and findings of what is stored. The card of the first link is fetched beside it and shown once
    /// it is here.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub async fn preview(&self, draft: DraftId) -> Result<DraftPreview, Problem> {
        let draft = self.read(draft).await?;
        self.seen(&draft).await
    }

    /// The same of what stands on the screen, saved or not. Nothing is stored.
    ///
    /// # Errors
    /// `NotFound`, `BadInput` where it is beyond all bounds, or what the disk said.
    pub async fn look(&self, mut save: DraftSave) -> Result<DraftPreview, Problem> {
        super::check_size(&save)?;
        tidy_versions(&mut save);
        let stored = self.read(save.id).await?;
        self.seen(&as_saved(stored, save)).await
    }

    async fn seen(&self, draft: &Draft) -> Result<DraftPreview, Problem> {
        let shaped = self.shaping.shape(draft).await?;
        let links: Vec<String> =
            shaped.targets.iter().map(|on| on.link.clone()).chain([shaped.link.clone()]).flatten().collect();
        let cards = self.shaping.media.card_views(links).await;
        let card = |link: &Option<String>| link.as_ref().and_then(|link| cards.get(link)).cloned();
        let mut shown = Shown::default();
        let targets = shaped.targets.iter().map(|on| target(on, card(&on.link), &mut shown)).collect();
        Ok(DraftPreview { targets, findings: shaped.findings, card: card(&shaped.link) })
    }
}

fn target(on: &OnAccount, card: Option<CardView>, shown: &mut Shown) -> TargetPreview {
    let parts = on.parts.iter().filter(|_| on.parts.len() > 1);
    TargetPreview {
        account: on.account.id,
        html: shown.html(&on.text),
        count: on.count,
        findings: on.findings.clone(),
        own: on.own,
        parts: parts.map(|part| PartPreview { html: shown.html(&part.said), count: part.count }).collect(),
        card,
    }
}

/// Texts as they are shown: most accounts say the same, and it is made once.
#[derive(Default)]
struct Shown(HashMap<String, String>);

impl Shown {
    fn html(&mut self, text: &str) -> String {
        if let Some(html) = self.0.get(text) {
            return html.clone();
        }
        let html = text::shown_plain(text, &[]);
        self.0.insert(text.to_owned(), html.clone());
        html
    }
}

/// What is stored, with what stands on the screen in its place.
fn as_saved(stored: Draft, save: DraftSave) -> Draft {
    Draft {
        text: save.text,
        versions: save.versions,
        thread: save.thread,
        poll: save.poll,
        language: save.language,
        content_warning: save.content_warning,
        visibility: save.visibility,
        targets: save.targets,
        media: save.media,
        when: save.when,
        never_after: save.never_after,
        ..stored
    }
}
