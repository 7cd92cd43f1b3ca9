//! Lists of feeds, as the engine asks for them.

use super::address::typed;
use super::fetch::{Validators, get};
use super::sign_in::{Place, find, read_fetched, signed_in};
use super::{Rss, opml};
use crate::{ListedFeed, SignedIn, SubscriptionList};
use async_trait::async_trait;
use lectern_model::{Account, Failure, FailureKind};
use lectern_net::{Now, Wire};

#[async_trait]
impl SubscriptionList for Rss {
    fn format(&self) -> (&'static str, &'static str) {
        ("OPML", "opml")
    }

    fn read(&self, bytes: &[u8]) -> Result<Vec<ListedFeed>, Failure> {
        let refused = |words| Failure::without_effect(FailureKind::Rejected { field: None, limit: None }, words);
        opml::read(bytes).map_err(refused)
    }

    fn write(&self, title: &str, feeds: &[ListedFeed]) -> String {
        opml::write(title, feeds)
    }

    fn listed(&self, account: &Account) -> ListedFeed {
        ListedFeed { title: account.name.clone(), address: account.remote_id.clone(), group: account.group.clone() }
    }

    async fn subscribe(&self, wire: &Wire, _now: &Now, listed: &ListedFeed) -> Result<SignedIn, Failure> {
        let nothing = || {
            let words = format!("There is no feed at {}.", listed.address);
            Failure::without_effect(FailureKind::Gone, words)
        };
        let url = typed(&listed.address).ok_or_else(nothing)?;
        let found = match find(wire, &url).await? {
            Place::Feed(found) => *found,
            Place::Named(named) => {
                let first = named.into_iter().next().ok_or_else(nothing)?;
                let fetched = get(wire, &first.url, &Validators::default()).await?;
                let feed = read_fetched(&fetched).map_err(|_| nothing())?;
                (fetched, feed)
            }
        };
        let mut signed_in = signed_in(&found, None);
        if !listed.title.is_empty() {
            signed_in.name.clone_from(&listed.title);
        }
        Ok(signed_in)
    }
}
