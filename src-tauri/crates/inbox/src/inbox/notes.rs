//! Notes of those who work here: what the privacy guard says before one is kept, and who reads them in full.
//!
//! A note is kept for years and may be asked for, so a number of a card or a PIN in it is kept only where a person says
//! so a second time, and is covered wherever the note is shown.

use super::Inbox;
use lectern_checks::privacy::{Kind, masked_secrets};
use lectern_model::{Code, ConversationId, Problem};

impl Inbox {
    /// Whether a note may be kept: one that tells a number lets others into an account.
    ///
    /// # Errors
    /// `Stopped` for `note` where it tells one and nobody said that it is kept all the same; nothing was done.
    pub(super) async fn allow_note(&self, note: &str, sure: bool) -> Result<(), Problem> {
        if sure || note.is_empty() {
            return Ok(());
        }
        let told = masked_secrets(note, &self.guard().await?).kinds;
        match told.as_slice() {
            [] => Ok(()),
            told => {
                let words = format!(
                    "This note tells {}. Leave the number out: notes are kept for years. Nothing was done so far.",
                    named(told)
                );
                Err(Problem { field: Some("note".to_owned()), ..Problem::new(Code::Stopped, words) })
            }
        }
    }

    /// The note on a conversation as it was written, for who asks for it.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub async fn note_shown(&self, conversation: ConversationId) -> Result<String, Problem> {
        Ok(self.core.read(move |reader| reader.conversation(conversation)).await?.note)
    }
}

/// "the number of a card and a PIN or password".
fn named(kinds: &[Kind]) -> String {
    let mut names: Vec<&str> = kinds
        .iter()
        .map(|kind| match kind {
            Kind::Pin => "a PIN or password",
            Kind::ItemBarcode => "the number of a copy",
            _ => "the number of a card",
        })
        .collect();
    names.dedup();
    names.join(" and ")
}
