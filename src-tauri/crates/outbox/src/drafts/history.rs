//! What a draft was before, how that differs from now, and putting it back.

use super::{Drafts, stale};
use lectern_core::run;
use lectern_model::{
    AccountId, Change, Difference, DifferenceKind, Draft, DraftDifference, DraftId, DraftRevision, DraftSave, Problem,
    Restored, RevisionId, RevisionWhy,
};
use lectern_store::{Saved, StoredRevision, first_line, save_of};
use similar::{ChangeTag, TextDiff};
use std::time::Duration;

/// Longer than this no two texts are compared word by word; what is left counts as changed.
const PATIENCE: Duration = Duration::from_millis(40);

impl Drafts {
    /// What a draft was before, newest first.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub async fn history(&self, draft: DraftId) -> Result<Vec<DraftRevision>, Problem> {
        let kept = self.core.read(move |reader| {
            reader.draft(draft)?;
            reader.revisions(draft)
        });
        let kept = kept.await?;
        run(move || views(&kept)).await
    }

    /// How an older version differs from the draft as it is now.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub async fn difference(&self, draft: DraftId, revision: RevisionId) -> Result<DraftDifference, Problem> {
        let both =
            self.core.read(move |reader| Ok((reader.revision(draft, revision)?, save_of(&reader.draft(draft)?)?)));
        let (then, now) = both.await?;
        let text = {
            let (then, now) = (then.content.text.clone(), now.text.clone());
            run(move || differences(&then, &now)).await?
        };
        Ok(DraftDifference { text, besides: besides(&then.content, &now) })
    }

    /// Puts an older version in the place of what is there now, which is kept first. When it goes out stays as it is.
    ///
    /// # Errors
    /// `NotFound`; `Stale` where the draft was sent meanwhile; nothing was changed.
    pub async fn restore(&self, draft: DraftId, revision: RevisionId) -> Result<Restored, Problem> {
        let now = self.core.clock.now();
        let restored = self.core.write(move |writer| {
            let stored = writer.draft(draft)?;
            let older = writer.revision(draft, revision)?;
            if stored.queued_at.is_some() {
                return Ok(None);
            }
            let before = writer.keep_revision(&stored, RevisionWhy::Restored, now)?;
            let saved = writer.save_draft(&as_it_was(&stored, older), now)?;
            Ok(match saved {
                Saved::Now(draft) => Some(Restored { draft: *draft, before }),
                Saved::Stale | Saved::Queued => None,
            })
        });
        let gone = || stale("This draft was sent meanwhile. What was sent stays on record; nothing was changed.");
        let restored = restored.await?.ok_or_else(gone)?;
        self.core.changed(Change::Drafts);
        Ok(restored)
    }
}

fn as_it_was(stored: &Draft, older: StoredRevision) -> DraftSave {
    DraftSave {
        id: stored.id,
        revision: stored.revision,
        when: stored.when,
        never_after: stored.never_after,
        ..older.content
    }
}

/// The list, newest first.
fn views(kept: &[StoredRevision]) -> Vec<DraftRevision> {
    let before = kept.iter().map(Some).skip(1).chain([None]);
    kept.iter()
        .zip(before)
        .map(|(one, before)| DraftRevision {
            id: one.id,
            at: one.at,
            why: one.why,
            title: first_line(&one.content.text),
            changed: before
                .map_or_else(|| "The first that was kept".to_owned(), |before| changed(&before.content, &one.content)),
        })
        .collect()
}

/// What changed from one version to the next, in words.
fn changed(then: &DraftSave, now: &DraftSave) -> String {
    let mut said = Vec::new();
    let (mut new, mut gone) = (0, 0);
    if then.text != now.text {
        for part in differences(&then.text, &now.text) {
            let words = part.text.split_whitespace().count();
            match part.kind {
                DifferenceKind::New => new += words,
                DifferenceKind::Gone => gone += words,
                DifferenceKind::Same => {}
            }
        }
        match (new, gone) {
            (0, 0) => said.push("Marks and spaces changed".to_owned()),
            (new, 0) => said.push(format!("{} more", words(new))),
            (0, gone) => said.push(format!("{} fewer", words(gone))),
            (new, gone) => said.push(format!("{} more, {} fewer", words(new), gone)),
        }
    }
    said.extend(besides(then, now));
    if said.is_empty() { "Settings of the post changed".to_owned() } else { said.join(". ") }
}

fn words(count: usize) -> String {
    if count == 1 { "1 word".to_owned() } else { format!("{count} words") }
}

/// What differs beside the text, a sentence each.
fn besides(then: &DraftSave, now: &DraftSave) -> Vec<String> {
    let mut said = Vec::new();
    if then.media.len() != now.media.len() {
        said.push(format!("Pictures: {}, then {}", then.media.len(), now.media.len()));
    } else if then.media != now.media {
        said.push("Pictures or their descriptions changed".to_owned());
    }
    let sorted = |targets: &[AccountId]| {
        let mut sorted = targets.to_vec();
        sorted.sort_unstable();
        sorted
    };
    if sorted(&then.targets) != sorted(&now.targets) {
        said.push(format!("Accounts: {}, then {}", then.targets.len(), now.targets.len()));
    }
    let lines = [
        (then.content_warning != now.content_warning, "The content notice changed"),
        (then.language != now.language, "The language changed"),
        (then.visibility != now.visibility, "Who sees it changed"),
    ];
    said.extend(lines.iter().filter(|(differs, _)| *differs).map(|(_, words)| (*words).to_owned()));
    said
}

/// The text from then to now, in stretches of whole words. A space between two changed words belongs to the change.
fn differences(then: &str, now: &str) -> Vec<Difference> {
    let diff = TextDiff::configure().timeout(PATIENCE).diff_unicode_words(then, now);
    let mut parts = Stretches::default();
    for change in diff.iter_all_changes() {
        let words = change.value();
        match change.tag() {
            ChangeTag::Equal if parts.changed() && words.trim().is_empty() => parts.space.push_str(words),
            ChangeTag::Equal => parts.same(words),
            ChangeTag::Delete => parts.change(words, ""),
            ChangeTag::Insert => parts.change("", words),
        }
    }
    parts.end()
}

/// Stretches of text as they are put together.
#[derive(Default)]
struct Stretches {
    done: Vec<Difference>,
    gone: String,
    new: String,
    /// Space after a change, until it is known whether another change follows.
    space: String,
}

impl Stretches {
    fn changed(&self) -> bool {
        !self.gone.is_empty() || !self.new.is_empty()
    }

    fn change(&mut self, gone: &str, new: &str) {
        let space = std::mem::take(&mut self.space);
        self.gone.push_str(&space);
        self.new.push_str(&space);
        self.gone.push_str(gone);
        self.new.push_str(new);
    }

    fn same(&mut self, words: &str) {
        self.settle();
        let text = std::mem::take(&mut self.space) + words;
        self.push(DifferenceKind::Same, text);
    }

    fn settle(&mut self) {
        let (gone, new) = (std::mem::take(&mut self.gone), std::mem::take(&mut self.new));
        self.push(DifferenceKind::Gone, gone);
        self.push(DifferenceKind::New, new);
    }

    fn push(&mut self, kind: DifferenceKind, text: String) {
        match self.done.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.kind == kind => last.text.push_str(&text),
            _ => self.done.push(Difference { kind, text }),
        }
    }

    fn end(mut self) -> Vec<Difference> {
        self.same("");
        self.done
    }
}

#[cfg(test)]
mod tests;
