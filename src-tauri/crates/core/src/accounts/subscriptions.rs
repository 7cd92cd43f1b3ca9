//! Lists of subscriptions that other programs read and write.

use super::Accounts;
use futures_util::future::ready;
use futures_util::stream::{self, StreamExt as _};
use lectern_connectors::{Connector, ListedFeed, SubscriptionList};
use lectern_model::{Account, Code, IdentityId, IdentityKind, ImportOutcome, PlatformKey, Problem};
use lectern_store::Reader;
use std::collections::HashSet;

/// Feeds read side by side.
const AT_ONCE: usize = 4;

/// Name of the list that is written.
const TITLE: &str = "Feeds from Lectern";

impl Accounts {
    /// Follows every feed of a list, with its progress to be seen and stopped.
    ///
    /// # Errors
    /// `UnusableFile` where it is no such list; nothing was added. Feeds that cannot be read are in the outcome.
    pub async fn import_subscriptions(&self, text: &str) -> Result<ImportOutcome, Problem> {
        let (platform, format, listed) = self.read_list(text)?;
        let (accounts, identity) = self.subscribed(platform).await?;
        let here: HashSet<String> = accounts.iter().map(|account| format.listed(account).address).collect();
        let (known, wanted): (Vec<_>, Vec<_>) = listed.into_iter().partition(|feed| here.contains(&feed.address));
        let mut outcome = ImportOutcome { already: count(known.len()), ..ImportOutcome::default() };
        let progress = self.core.progress.begin("Importing feeds", Some(count(wanted.len())), true);
        let mut followed = stream::iter(wanted)
            .take_while(|_| ready(!progress.is_stopped()))
            .map(|feed| self.follow(platform, format, identity, feed))
            .buffer_unordered(AT_ONCE);
        let mut done = 0;
        while let Some(followed) = followed.next().await {
            match followed {
                Ok(true) => outcome.added += 1,
                Ok(false) => outcome.already += 1,
                Err(failed) => outcome.failed.push(failed),
            }
            done += 1;
            progress.advance(done);
        }
        Ok(outcome)
    }

    /// All subscriptions as a list that other readers take.
    ///
    /// # Errors
    /// `NotFound` where this build has no such list; or what the disk said.
    pub async fn export_subscriptions(&self) -> Result<String, Problem> {
        let none = || Problem::new(Code::NotFound, "No platform of this version has a list of feeds.");
        let (platform, format) = self.formats().next().ok_or_else(none)?;
        let (accounts, _) = self.subscribed(platform).await?;
        let feeds: Vec<ListedFeed> = accounts
            .iter()
            .map(|account| ListedFeed { group: account.group.clone(), ..format.listed(account) })
            .collect();
        Ok(format.write(TITLE, &feeds))
    }

    /// Follows one feed; whether it is new. Its title or address, and why, where it cannot be followed.
    async fn follow(
        &self,
        platform: &PlatformKey,
        format: &dyn SubscriptionList,
        identity: IdentityId,
        feed: ListedFeed,
    ) -> Result<bool, (String, String)> {
        let named = if feed.title.is_empty() { feed.address.clone() } else { feed.title.clone() };
        let now = self.core.clock.as_now();
        let signed_in = match format.subscribe(&self.core.wire, &now, &feed).await {
            Ok(signed_in) => signed_in,
            Err(failure) => return Err((named, failure.words)),
        };
        let (key, remote_id) = (platform.clone(), signed_in.remote_id.clone());
        let known = self.core.read(move |reader| reader.account_by_remote(&key, &remote_id)).await;
        match known {
            Ok(Some(_)) => return Ok(false),
            Ok(None) => {}
            Err(problem) => return Err((named, problem.message)),
        }
        let kept = self.keep_account(platform, identity, None, signed_in, &feed.group).await;
        kept.map(|_| true).map_err(|problem| (named, problem.message))
    }

    fn formats(&self) -> impl Iterator<Item = (&PlatformKey, &dyn SubscriptionList)> {
        let connectors = self.core.platform_order.iter().filter_map(|key| Some((key, self.core.connectors.get(key)?)));
        connectors.filter_map(|(key, connector)| Some((key, Connector::list_format(&**connector)?)))
    }

    fn read_list(&self, text: &str) -> Result<(&PlatformKey, &dyn SubscriptionList, Vec<ListedFeed>), Problem> {
        let mut words = "No platform of this version has a list of feeds.".to_owned();
        for (platform, format) in self.formats() {
            match format.read(text.as_bytes()) {
                Ok(listed) => return Ok((platform, format, listed)),
                Err(failure) => words = failure.words,
            }
        }
        Err(Problem::new(Code::UnusableFile, words))
    }

    /// The accounts of a platform, and who new ones speak as.
    async fn subscribed(&self, platform: &PlatformKey) -> Result<(Vec<Account>, IdentityId), Problem> {
        let read = |reader: &Reader<'_>| Ok((reader.accounts()?, reader.identities()?));
        let (accounts, identities) = self.core.read(read).await?;
        let library = identities.iter().find(|known| known.kind == IdentityKind::Library).or(identities.first());
        let nobody = || Problem::new(Code::NotFound, "There is no identity that feeds could belong to.");
        let identity = library.map(|known| known.id).ok_or_else(nobody)?;
        Ok((accounts.into_iter().filter(|account| account.platform == *platform).collect(), identity))
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
