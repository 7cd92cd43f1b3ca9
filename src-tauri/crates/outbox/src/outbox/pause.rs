//! Everything waits. Kept on the disk, so that a new start does not send what a person holds back. What is in doubt is
//! asked about all the same: that sends nothing. What platforms hold for its time is taken back; what could not be, is
//! counted.

use super::{Outbox, held};
use lectern_core::text::clean_line;
use lectern_model::{Change, Pause, Problem, Timestamp};
use lectern_store::{Reader, StoreError};

/// The name it is kept under.
const NAME: &str = "pause";
/// Most letters of a reason.
const LONGEST: usize = 300;

impl Outbox {
    /// Nothing new is sent from now on. Asked again, it keeps the new reason and the first moment.
    ///
    /// # Errors
    /// `BadInput` where the reason is too long, or what the disk said.
    pub async fn pause(&self, reason: &str) -> Result<Pause, Problem> {
        let reason = clean_line(reason);
        if reason.chars().count() > LONGEST {
            return Err(Problem::field("reason", "This reason is too long. Nothing was paused."));
        }
        let now = self.core.clock.now();
        let paused = self.core.write(move |writer| {
            let since = stored(writer)?.map_or(now, |pause| pause.since.min(now));
            let pause = Pause { since, reason, held: 0 };
            writer.set_setting(NAME, &serde_json::to_string(&pause)?)?;
            held::call_back(writer, now)?;
            Ok(pause)
        });
        let paused = paused.await?;
        self.core.changed(Change::Outbox);
        // What its platform would send is taken back before anybody is told that all is silent.
        self.release_all(None).await?;
        let held = self.core.read(|reader| reader.held_count()).await?;
        self.nudge();
        Ok(Pause { held, ..paused })
    }

    /// Sending goes on. What is too late by now is missed, by the same rules as ever.
    ///
    /// # Errors
    /// What the disk said; it is then still paused.
    pub async fn resume(&self) -> Result<(), Problem> {
        self.core.write(|writer| writer.remove_setting(NAME)).await?;
        self.core.changed(Change::Outbox);
        self.nudge();
        Ok(())
    }

    /// Since when and why nothing is sent; none: sending goes on.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn pause_state(&self) -> Result<Option<Pause>, Problem> {
        self.core
            .read(|reader| {
                Ok(match stored(reader)? {
                    Some(pause) => Some(Pause { held: reader.held_count()?, ..pause }),
                    None => None,
                })
            })
            .await
    }
}

/// The pause as it is kept. One that cannot be read holds back all the same: nothing is sent on a guess.
pub fn stored(reader: &Reader<'_>) -> Result<Option<Pause>, StoreError> {
    let Some(text) = reader.setting(NAME)? else { return Ok(None) };
    let unreadable = |_| Pause { since: Timestamp::default(), reason: String::new(), held: 0 };
    Ok(Some(serde_json::from_str(&text).unwrap_or_else(unreadable)))
}
