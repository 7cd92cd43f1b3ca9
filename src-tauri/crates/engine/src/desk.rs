//! An open desk: all features over one core.

use crate::keeping;
use crate::notices::Notices;
use crate::records::RecordsShelf;
use crate::search::Search;
use lectern_core::accounts::Accounts;
use lectern_core::media::Media;
use lectern_core::settings::{self, SettingsShelf};
use lectern_core::{Core, ProgressList};
use lectern_inbox::feeds::Feeds;
use lectern_inbox::inbox::Inbox;
use lectern_inbox::rounds::{Rounds, unwell, up_to_date_at};
use lectern_model::{AccountId, LineState, Problem};
use lectern_outbox::completions::Completions;
use lectern_outbox::drafts::Drafts;
use lectern_outbox::outbox::Outbox;
use lectern_outbox::outgoing::Shaping;
use lectern_outbox::series::SeriesShelf;
use lectern_outbox::similar::Similar;
use lectern_store::Reader;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// How long closing waits for a post that is being sent, in tenths of a second.
const LAST_POST: u32 = 50;

/// An open desk.
pub struct Desk {
    /// What features stand on.
    pub core: Arc<Core>,
    /// Accounts.
    pub accounts: Arc<Accounts>,
    /// Feeds.
    pub feeds: Arc<Feeds>,
    /// Conversations.
    pub inbox: Arc<Inbox>,
    /// Drafts.
    pub drafts: Arc<Drafts>,
    /// Deliveries.
    pub outbox: Arc<Outbox>,
    /// Posts that come again.
    pub series: Arc<SeriesShelf>,
    /// Search.
    pub search: Arc<Search>,
    /// What a word being typed may become.
    pub completions: Arc<Completions>,
    /// What was posted before.
    pub similar: Arc<Similar>,
    /// Records.
    pub records: Arc<RecordsShelf>,
    /// Pictures.
    pub media: Arc<Media>,
    /// Settings.
    pub settings: Arc<SettingsShelf>,
    /// Long work.
    pub progress: Arc<ProgressList>,
    /// What the desktop tells.
    pub notices: Arc<Notices>,
    pub(crate) shaping: Shaping,
    pub(crate) rounds: Arc<Rounds>,
}

impl Desk {
    /// Puts the features together over an open store and settles what a crash interrupted. Says whether there was any.
    /// `by_itself`: accounts are read and deliveries sent from now on.
    pub(crate) async fn open(core: Arc<Core>, by_itself: bool) -> Result<(Arc<Self>, bool), Problem> {
        let settings = core
            .write(|writer| {
                let stored = settings::stored(writer)?;
                if writer.identities()?.is_empty() {
                    writer.name_first_library("", &stored.library_name)?;
                }
                Ok(stored)
            })
            .await?;
        core.fetch_pictures.store(settings.fetch_pictures, Ordering::Relaxed);
        let desk = Arc::new(Self::over(core));
        let recovered = desk.outbox.recover_at_start().await?;
        if by_itself {
            desk.start();
        }
        Ok((desk, recovered))
    }

    fn over(core: Arc<Core>) -> Self {
        let accounts = Arc::new(Accounts::new(Arc::clone(&core), lectern_outbox::outbox::signed_in_again));
        let media = Arc::new(Media::new(Arc::clone(&core)));
        let settings = Arc::new(SettingsShelf::new(Arc::clone(&core)));
        let shaping = Shaping {
            core: Arc::clone(&core),
            accounts: Arc::clone(&accounts),
            media: Arc::clone(&media),
            settings: Arc::clone(&settings),
        };
        let feeds = Arc::new(Feeds::new(Arc::clone(&core), Arc::clone(&accounts), Arc::clone(&media)));
        let inbox =
            Arc::new(Inbox::new(Arc::clone(&core), Arc::clone(&accounts), Arc::clone(&media), Arc::clone(&settings)));
        let rounds = Rounds::new(Arc::clone(&core), Arc::clone(&accounts), Arc::clone(&feeds), Arc::clone(&inbox));
        Self {
            drafts: Arc::new(Drafts::new(shaping.clone())),
            outbox: Arc::new(Outbox::new(shaping.clone())),
            shaping,
            series: Arc::new(SeriesShelf::new(Arc::clone(&core))),
            search: Arc::new(Search::new(Arc::clone(&core))),
            completions: Arc::new(Completions::new(Arc::clone(&core))),
            similar: Arc::new(Similar::new(Arc::clone(&core))),
            records: Arc::new(RecordsShelf::new(Arc::clone(&core), Arc::clone(&media))),
            progress: Arc::clone(&core.progress),
            rounds: Arc::new(rounds),
            notices: Arc::new(Notices::new(Arc::clone(&core))),
            core,
            accounts,
            feeds,
            inbox,
            media,
            settings,
        }
    }

    /// Starts what runs for as long as the desk is open.
    fn start(&self) {
        let tasks = &self.core.tasks;
        let rounds = Arc::clone(&self.rounds);
        tasks.keep("rounds", move || Arc::clone(&rounds).run());
        let outbox = Arc::clone(&self.outbox);
        tasks.keep("outbox", move || {
            let outbox = Arc::clone(&outbox);
            async move { outbox.run().await }
        });
        let series = Arc::clone(&self.series);
        tasks.keep("series", move || {
            let series = Arc::clone(&series);
            async move { series.run().await }
        });
        let inbox = Arc::clone(&self.inbox);
        tasks.keep("snoozes", move || {
            let inbox = Arc::clone(&inbox);
            async move { inbox.run_snoozes().await }
        });
        let inbox = Arc::clone(&self.inbox);
        tasks.keep("moderation", move || {
            let inbox = Arc::clone(&inbox);
            async move { inbox.run_moderation().await }
        });
        let media = Arc::clone(&self.media);
        tasks.keep("pictures", move || {
            let media = Arc::clone(&media);
            async move { media.run().await }
        });
        let notices = Arc::clone(&self.notices);
        tasks.keep("notices", move || {
            let notices = Arc::clone(&notices);
            async move { notices.run().await }
        });
        let records = Arc::clone(&self.records);
        tasks.keep("records", move || {
            let records = Arc::clone(&records);
            async move { records.run().await }
        });
        let core = Arc::clone(&self.core);
        tasks.keep("backups", move || keeping::back_up_daily(Arc::clone(&core)));
    }

    /// The state of the line.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn line(&self) -> Result<LineState, Problem> {
        let read = |reader: &Reader<'_>| Ok((reader.accounts()?, reader.delivery_tally()?));
        let (accounts, tally) = self.core.read(read).await?;
        let silent = self.accounts.silent_server();
        Ok(LineState {
            offline: self.accounts.offline() && silent.is_none(),
            silent,
            sending: tally.under_way,
            needs_you: tally.needs_you,
            unwell: unwell(&accounts),
            up_to_date_at: up_to_date_at(&accounts),
            fetching: self.rounds.fetching(),
        })
    }

    /// Removes an account: its sign-in, its keychain item and what was read by it; what it sent stays on record.
    ///
    /// # Errors
    /// What the disk or the keychain said; the account then stays.
    pub async fn remove_account(&self, account: AccountId) -> Result<(), Problem> {
        // Before anything is stopped, be sure that there is such an account.
        self.accounts.session(account).await?;
        self.outbox.forget_account(account).await?;
        self.accounts.remove(account).await
    }

    /// Looks for news of one account now.
    ///
    /// # Errors
    /// Why it could not be asked.
    pub async fn check_account(&self, account: AccountId) -> Result<(), Problem> {
        self.rounds.look_now(account).await
    }

    /// Looks for news of every account now, without waiting for the answers.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn check_all(&self) -> Result<(), Problem> {
        self.rounds.look_at_all().await
    }

    /// Lets a post that is being sent come to its end, stops everything and folds the database into one file.
    pub(crate) async fn close(&self) {
        for _ in 0..LAST_POST {
            let sending = self.core.read(|reader| reader.deliveries_sending()).await;
            if sending.is_ok_and(|sending| sending.is_empty()) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        self.core.tasks.end().await;
        let store = Arc::clone(&self.core.store);
        // Best effort: the write-ahead log is read at the next start otherwise.
        let _ = lectern_core::run(move || store.settle()).await;
    }
}
