//! Answers that are given often. Each says when somebody last made sure that it is true; one that nobody looked at for
//! longer than Settings say (half a year at first) says so before it is sent.

mod first;

use super::Drafts;
use lectern_checks::privacy::{incoming, take_it_private};
use lectern_checks::{blanks, fill};
use lectern_core::guard::guard_of;
use lectern_core::settings::stored;
use lectern_core::text::clean_line;
use lectern_model::{Change, Code, FilledReply, Problem, SavedReply, SavedReplyId, Timestamp};

/// The setting that says that the first ones were put there: whoever deletes them does not get them back.
const SEEDED: &str = "saved_replies_seeded";
const MOST: usize = 200;
const LONGEST_NAME: usize = 60;
const LONGEST_TEXT: usize = 5000;
/// The one that leads to a private place.
const PRIVATELY: &str = "Let us talk privately";

impl Drafts {
    /// All saved replies, by name. At first there are fifteen, whose facts nobody has confirmed yet.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn saved_replies(&self) -> Result<Vec<SavedReply>, Problem> {
        let seeded = self.core.read(|reader| reader.setting(SEEDED)).await?.is_some();
        if !seeded {
            let seed = self.core.write(|writer| {
                if writer.setting(SEEDED)?.is_none() {
                    for (name, text) in first::REPLIES {
                        writer.save_saved_reply(&new(name, text))?;
                    }
                    writer.set_setting(SEEDED, "true")?;
                }
                Ok(())
            });
            seed.await?;
        }
        let age = self.age().await?;
        let replies = self.core.read(|reader| reader.saved_replies()).await?;
        Ok(replies.into_iter().map(|reply| age.of(reply)).collect())
    }

    /// Keeps a saved reply. Where its words change, its facts count as confirmed now: somebody has just written them.
    ///
    /// # Errors
    /// `BadInput` where name or text is missing or too long; `NotFound` where it is gone.
    pub async fn save_reply(&self, reply: SavedReply) -> Result<SavedReply, Problem> {
        let name = clean_line(&reply.name);
        if name.is_empty() || name.chars().count() > LONGEST_NAME {
            return Err(Problem::field("name", "Give this reply a name of at most 60 letters."));
        }
        if reply.text.trim().is_empty() || reply.text.chars().count() > LONGEST_TEXT {
            return Err(Problem::field("text", "Write a text of at most 5,000 letters."));
        }
        let now = self.core.clock.now();
        let kept = self.core.write(move |writer| {
            let before = if reply.id.0 == 0 { None } else { Some(writer.saved_reply(reply.id)?) };
            if before.is_none() && writer.saved_replies()?.len() >= MOST {
                return Ok(None);
            }
            let same = before.filter(|before| before.text == reply.text);
            let confirmed_at = same.map_or(Some(now), |before| before.confirmed_at);
            let reply = SavedReply { name, confirmed_at, ..reply };
            let id = writer.save_saved_reply(&reply)?;
            Ok(Some(SavedReply { id, ..reply }))
        });
        let full = || Problem::new(Code::BadInput, "There are 200 saved replies already. Remove one first.");
        let kept = kept.await?.ok_or_else(full)?;
        self.core.changed(Change::Drafts);
        Ok(self.age().await?.of(kept))
    }

    /// Somebody made sure that what it says is true.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub async fn confirm_reply(&self, id: SavedReplyId) -> Result<SavedReply, Problem> {
        let now = self.core.clock.now();
        let confirmed = self.core.write(move |writer| {
            let reply = SavedReply { confirmed_at: Some(now), ..writer.saved_reply(id)? };
            writer.save_saved_reply(&reply)?;
            Ok(reply)
        });
        let reply = confirmed.await?;
        self.core.changed(Change::Drafts);
        Ok(self.age().await?.of(reply))
    }

    /// Forgets a saved reply.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn remove_reply(&self, id: SavedReplyId) -> Result<(), Problem> {
        self.core.write(move |writer| writer.remove_saved_reply(id)).await?;
        self.core.changed(Change::Drafts);
        Ok(())
    }

    /// A saved reply, filled in from Settings as far as that goes.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub async fn fill_reply(&self, id: SavedReplyId) -> Result<FilledReply, Problem> {
        let reply = self.core.read(move |reader| reader.saved_reply(id)).await?;
        let reply = self.age().await?.of(reply);
        let text = fill(&reply.text, &self.variables().await?);
        Ok(FilledReply { blanks: blanks(&text), text, confirmed_at: reply.confirmed_at, stale: reply.stale })
    }

    async fn age(&self) -> Result<Age, Problem> {
        let hold_days = self.core.read(stored).await?.facts_hold_days;
        Ok(Age { now: self.core.clock.now(), hold_days })
    }

    /// The ready answer that leads to a private place: the saved reply of that name where it is whole and tells nothing
    /// of anybody, else the guard's own words. It knows nothing of what it answers, and so repeats nothing of it.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn private_answer(&self) -> Result<String, Problem> {
        let guard = guard_of(&self.shaping.settings.read().await?);
        let replies = self.saved_replies().await?;
        let saved = replies.into_iter().find(|reply| reply.name.trim().eq_ignore_ascii_case(PRIVATELY));
        if let Some(saved) = saved {
            let filled = self.fill_reply(saved.id).await?;
            if filled.blanks.is_empty() && incoming(&filled.text, &guard).is_empty() {
                return Ok(filled.text);
            }
        }
        Ok(take_it_private(&guard))
    }
}

fn new(name: &str, text: &str) -> SavedReply {
    SavedReply { id: SavedReplyId(0), name: name.to_owned(), text: text.to_owned(), confirmed_at: None, stale: true }
}

/// How old facts may be, and when it is.
struct Age {
    now: Timestamp,
    hold_days: u32,
}

impl Age {
    fn of(&self, reply: SavedReply) -> SavedReply {
        let hold = i64::from(self.hold_days) * 24 * 60 * 60 * 1000;
        SavedReply { stale: reply.confirmed_at.is_none_or(|at| self.now.since(at) > hold), ..reply }
    }
}
