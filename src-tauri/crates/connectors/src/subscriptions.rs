//! Lists of subscriptions, as other programs write and read them.

use crate::SignedIn;
use async_trait::async_trait;
use lectern_model::{Account, Failure};
use lectern_net::{Now, Wire};

/// A subscription as a list from elsewhere names it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListedFeed {
    /// Its title. Empty: the feed's own, once it is read.
    pub title: String,
    /// Its address.
    pub address: String,
    /// The group it stands in; of groups inside groups all names, joined by ` / `. Empty: none.
    pub group: String,
}

/// Lists of subscriptions, in and out.
#[async_trait]
pub trait SubscriptionList: Send + Sync {
    /// What people call such a list, and what its file names end with, for example `("OPML", "opml")`.
    fn format(&self) -> (&'static str, &'static str);

    /// Reads a list of any origin. An address that comes twice is named once.
    ///
    /// # Errors
    /// Not such a list, or too large to be one, in plain words. Nothing was sent anywhere.
    fn read(&self, bytes: &[u8]) -> Result<Vec<ListedFeed>, Failure>;

    /// Writes a list with a title of its own, in the order given, feeds of a group together.
    fn write(&self, title: &str, feeds: &[ListedFeed]) -> String;

    /// How an account stands in a list.
    fn listed(&self, account: &Account) -> ListedFeed;

    /// Follows a listed feed without asking the person anything: it is read once, to know that it is one. The listed
    /// title is used where there is one; the group is the caller's to keep.
    ///
    /// # Errors
    /// No feed could be read there.
    async fn subscribe(&self, wire: &Wire, now: &Now, listed: &ListedFeed) -> Result<SignedIn, Failure>;
}
