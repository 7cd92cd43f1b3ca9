//! What the desktop tells a person who does not look at the window.
//!
//! ```text
//! ground   what was read: messages nobody was told of, what broke, what the day holds
//! decide   pure: what to tell now, and what waits
//! say      the words
//! hours    whether somebody is there
//! ```
//!
//! What is told is written down first and shown then: a crash between the two loses a notice, and never shows one twice.
//! What was not shown still stands in the window.

mod decide;
mod ground;
mod hours;
mod say;

use decide::{Decision, decide};
use lectern_core::{Core, settings};
use lectern_model::{Change, Problem};
pub use say::sample;
use std::sync::Arc;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};

/// Seconds between two looks when nothing changes: the library opens, and days begin, without a word.
const EVERY: i64 = 60;

/// What the desktop tells.
pub struct Notices {
    core: Arc<Core>,
    /// Held during a look: two at once would tell the same thing.
    looking: tokio::sync::Mutex<()>,
}

impl Notices {
    /// Notices over an open store. Nothing is told before [`Notices::run`] or [`Notices::look`].
    #[must_use]
    pub fn new(core: Arc<Core>) -> Self {
        Self { core, looking: tokio::sync::Mutex::default() }
    }

    /// Tells what there is to tell, for as long as the desk is open.
    pub async fn run(&self) {
        let mut changes = self.core.changes.subscribe();
        loop {
            let now = self.core.clock.now();
            let again = match self.look().await {
                Ok(again) => again,
                Err(problem) => {
                    tracing::warn!(%problem, "what there is to tell could not be read");
                    None
                }
            };
            let next = again.unwrap_or(now.plus_seconds(EVERY)).min(now.plus_seconds(EVERY));
            tokio::select! {
                () = until_it_matters(&mut changes) => {}
                () = self.core.clock.wait_until(next) => {}
            }
        }
    }

    /// Tells what there is to tell now. Answers when something that waits may be told.
    ///
    /// # Errors
    /// What the disk said; then nothing was told.
    pub async fn look(&self) -> Result<Option<lectern_model::Timestamp>, Problem> {
        let _looking = self.looking.lock().await;
        let now = self.core.clock.now();
        let read = self.core.read(move |reader| {
            let settings = settings::stored(reader)?;
            Ok((ground::read(reader, &settings, now)?, settings.notices))
        });
        let (ground, wanted) = read.await?;
        let decision = decide(&ground, &wanted);
        if decision.is_nothing() {
            return Ok(decision.look_again_at);
        }
        let Decision { notices, messages, things, over, look_again_at } = decision;
        self.core
            .write(move |writer| {
                writer.mark_messages_told(&messages, now)?;
                over.iter().try_for_each(|thing| writer.forget_told(thing))?;
                things.iter().try_for_each(|thing| writer.mark_told(thing, now))
            })
            .await?;
        for notice in notices {
            // Nobody listening is fine: it stands in the window.
            let _ = self.core.notices.send(notice);
        }
        Ok(look_again_at)
    }
}

/// Waits for a change that there may be something to tell of, and takes in all that came with it.
async fn until_it_matters(changes: &mut Receiver<Change>) {
    let matters =
        |change| matches!(change, Change::Inbox | Change::Outbox | Change::Accounts | Change::Settings | Change::All);
    loop {
        match changes.recv().await {
            Ok(change) if matters(change) => break,
            Ok(_) => {}
            Err(RecvError::Lagged(_)) => break,
            Err(RecvError::Closed) => return std::future::pending().await,
        }
    }
    while !matches!(changes.try_recv(), Err(TryRecvError::Empty | TryRecvError::Closed)) {}
}
