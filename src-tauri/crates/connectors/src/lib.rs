//! One folder per platform, and the traits by which everything above knows them. No code above this crate names a
//! platform: what an account can do is known by which parts its connector returns.

mod moderation;
mod parts;
mod reporting;
mod schedule;
mod session;
mod subscriptions;

pub use moderation::{Blocking, Moderation};
pub use parts::{
    BeginSignIn, Connector, Edit, Feed, FeedAt, FeedBatch, Inbox, InboxBatch, Incoming, IncomingKind, MediaBytes,
    Publish, React, SignIn, SignedIn, Step,
};
pub use reporting::{Reported, Reporting};
pub use schedule::{HoldStep, Schedule};
pub use session::{CredentialKeeper, Session};
pub use subscriptions::{ListedFeed, SubscriptionList};

use std::sync::Arc;

macro_rules! connectors {
    ($($name:ident),* $(,)?) => {
        $(pub mod $name;)*

        /// Every connector of this build, in the order the sign-in page shows them.
        #[must_use]
        pub fn all() -> Vec<Arc<dyn Connector>> {
            vec![$($name::connector()),*]
        }
    };
}

connectors! { mastodon, bluesky, rss, practice }
