//! An open desk: all features over one core.

use crate::accounts::Accounts;
use crate::drafts::Drafts;
use crate::feeds::Feeds;
use crate::inbox::Inbox;
use crate::media::Media;
use crate::outbox::Outbox;
use crate::search::Search;
use crate::settings::SettingsShelf;
use crate::{Core, ProgressList};
use lectern_model::{AccountId, LineState, Problem, Today};
use std::sync::Arc;

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
    /// Search.
    pub search: Arc<Search>,
    /// Pictures.
    pub media: Arc<Media>,
    /// Settings.
    pub settings: Arc<SettingsShelf>,
    /// Long work.
    pub progress: Arc<ProgressList>,
}

impl Desk {
    /// The state of the line.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn line(&self) -> Result<LineState, Problem> {
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// What Today shows.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn today(&self) -> Result<Today, Problem> {
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Removes an account: its sign-in, its keychain item and what was read by it; what it sent stays on record.
    ///
    /// # Errors
    /// What the disk or the keychain said; the account then stays.
    pub async fn remove_account(&self, account: AccountId) -> Result<(), Problem> {
        let _ = account;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Looks for news of one account now.
    ///
    /// # Errors
    /// Why it could not be asked.
    pub async fn check_account(&self, account: AccountId) -> Result<(), Problem> {
        let _ = account;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Looks for news of every account now, without waiting for the answers.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn check_all(&self) -> Result<(), Problem> {
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }
}
