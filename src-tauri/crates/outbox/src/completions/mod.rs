//! What a hashtag or a name that is being typed may become: what we used ourselves and whom we spoke with first, then
//! what was seen. Made from the newest posts, and kept in memory: nothing of it is written anywhere.

mod seen;

use lectern_core::Core;
use lectern_model::{AccountId, Completion, PlatformKey, Problem};
use lectern_store::Reader;
use seen::Seen;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

/// So many of the newest posts, and of what we sent, are looked at.
const POSTS: u32 = 5_000;
const SENT: u32 = 2_000;

/// Most words that are offered.
const MOST: usize = 8;

/// What was seen, and of which accounts.
#[derive(Default)]
struct Held {
    accounts: BTreeSet<AccountId>,
    seen: Seen,
}

/// What a word being typed may become.
pub struct Completions {
    core: Arc<Core>,
    held: Arc<Mutex<Held>>,
}

impl Completions {
    /// Completions over one core.
    pub fn new(core: Arc<Core>) -> Self {
        Self { core, held: Arc::default() }
    }

    /// What `#…` or `@…` may become, the likeliest first; people only of the account's platform where one is given.
    ///
    /// # Errors
    /// What the disk said, or an account that is not there.
    pub async fn find(&self, prefix: &str, account: Option<AccountId>) -> Result<Vec<Completion>, Problem> {
        let speaking: BTreeSet<PlatformKey> = self
            .core
            .connectors
            .iter()
            .filter(|(_, one)| one.publish().is_some())
            .map(|(key, _)| key.clone())
            .collect();
        let held = Arc::clone(&self.held);
        let prefix = prefix.to_owned();
        let find = move |reader: &Reader<'_>| {
            let accounts = reader.accounts()?;
            let platform = match account {
                Some(id) => Some(reader.account(id)?.platform),
                None => None,
            };
            let mut held = held.lock().unwrap_or_else(PoisonError::into_inner);
            let here: BTreeSet<AccountId> = accounts.iter().map(|account| account.id).collect();
            if held.accounts != here {
                // Of an account that was removed nothing is remembered.
                *held = Held { accounts: here, seen: Seen::default() };
            }
            let posts = reader.seen_posts(held.seen.newest_post(), POSTS)?;
            held.seen.add(&posts, &speaking);
            let sent = reader.seen_sent(held.seen.newest_sent(), SENT)?;
            held.seen.add_sent(&sent);
            Ok(held.seen.find(&prefix, platform.as_ref(), MOST))
        };
        self.core.read(find).await
    }
}
