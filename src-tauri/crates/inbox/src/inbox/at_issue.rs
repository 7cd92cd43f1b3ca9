//! What a person gives before anything is hidden or anybody blocked: one posted clause and the words at issue. And the
//! pictures, which are brought here for the copy.

use super::Inbox;
use lectern_checks::privacy::masked;
use lectern_core::records::words_of;
use lectern_core::text::clean_line;
use lectern_model::{ClauseId, Failure, FailureKind, MediaKind, PolicyClause, Problem};
use lectern_store::StoredPost;
use std::time::Duration;

/// A platform does not take longer.
const PATIENCE: Duration = Duration::from_secs(60);
const LONGEST_QUOTE: usize = 2000;
const LONGEST_NOTE: usize = 2000;
const LONGEST_NAME: usize = 80;

impl Inbox {
    /// The words at issue, which must stand in the message: as written, or with what is covered in it.
    pub(super) async fn quoted(&self, typed: &str, note: &str, post: &StoredPost) -> Result<String, Problem> {
        let quoted = one_spaced(typed);
        if quoted.is_empty() || quoted.chars().count() > LONGEST_QUOTE {
            return Err(Problem::field("quoted", "Give the words at issue, as they stand in the message."));
        }
        if note.chars().count() > LONGEST_NOTE {
            return Err(Problem::field("note", "This note is longer than 2,000 letters. Nothing was done."));
        }
        let guard = self.guard().await?;
        let told = &post.post;
        let said = [&told.text, &told.content_warning].into_iter();
        let said: Vec<&String> = said.chain(told.media.iter().map(|picture| &picture.description)).collect();
        // Of a message without a word, a person says what its picture shows.
        let silent = said.iter().all(|text| text.trim().is_empty());
        let stands = |text: &String| {
            one_spaced(text).contains(&quoted) || one_spaced(&masked(text, &guard).text).contains(&quoted)
        };
        if !silent && !said.into_iter().any(stands) {
            return Err(Problem::field("quoted", "These words do not stand in the message. Copy them from it."));
        }
        Ok(quoted)
    }

    /// Who else agreed: a name or initials. Empty only where the library asks for no second person.
    pub(super) async fn agreed(&self, typed: &str) -> Result<String, Problem> {
        let name = clean_line(typed);
        if name.chars().count() > LONGEST_NAME {
            return Err(Problem::field("agreed", "This name is longer than 80 letters. Nothing was done."));
        }
        if name.chars().any(char::is_alphanumeric) {
            return Ok(name);
        }
        if self.settings.read().await?.second_person {
            let words = "Your library asks that a second person agrees first. Give their name or initials; nothing was \
                         done so far.";
            return Err(Problem::field("agreed", words));
        }
        Ok(String::new())
    }

    /// Brings the pictures of a message here, so that the copy has them; answers the note of the record.
    pub(super) async fn copy_pictures(&self, post: &StoredPost, note: &str, without: bool) -> Result<String, Problem> {
        match self.missing_pictures(post).await? {
            0 => Ok(note.trim().to_owned()),
            count if without => Ok(noted(note, count)),
            _ => Err(Problem::field(
                "without_pictures",
                "A picture of this message cannot be copied now, so it was not hidden. Try again, or hide it without a \
                 copy of the picture.",
            )),
        }
    }

    /// Brings the pictures of a message here; answers how many cannot be had. None is fetched of what is never copied.
    pub(super) async fn missing_pictures(&self, post: &StoredPost) -> Result<usize, Problem> {
        let all = post.clone();
        let copy = self.core.read(move |reader| {
            let never = reader.never_copied(all.account, &all.post.remote_id)?;
            Ok(if never { None } else { Some(words_of(reader, &all)?) })
        });
        let Some(copy) = copy.await? else { return Ok(0) };
        let mut missing = 0;
        for (media, copied) in post.post.media.iter().zip(&copy.media) {
            if copied.hash.is_some() {
                continue;
            }
            let itself = Some(&media.url).filter(|_| media.kind == MediaKind::Picture);
            let mut here = false;
            for address in media.preview_url.iter().chain(itself) {
                here = here || self.media.fetch_now(address).await.is_some();
            }
            missing += usize::from(!here);
        }
        Ok(missing)
    }
}

/// A note that says how many pictures the copy does not have.
pub(super) fn noted(note: &str, missing: usize) -> String {
    let note = note.trim();
    let gap = if note.is_empty() { "" } else { "\n" };
    format!("{note}{gap}Pictures that could not be copied: {missing}.")
}

/// The clause a person chose, which must be posted.
pub(super) fn posted(clauses: &[PolicyClause], id: ClauseId) -> Result<PolicyClause, Problem> {
    let found = clauses.iter().find(|one| one.id == id && one.posted);
    found.cloned().ok_or_else(|| Problem::field("clause", "Choose the one clause of your policy that it breaks."))
}

/// A clause as the log names it.
pub(super) fn named(clause: &PolicyClause) -> String {
    format!("{}: {}", clause.code, clause.label)
}

/// What a platform answers, or that it did not in time.
pub(super) async fn patiently<T>(asked: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let late = || Failure::in_doubt(FailureKind::Unreachable, "The platform did not answer in time.");
    tokio::time::timeout(PATIENCE, asked).await.unwrap_or_else(|_| Err(late()))
}

fn one_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
