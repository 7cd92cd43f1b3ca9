//! Accounts, identities and platforms.

use crate::{AccountId, IdentityId, Limits, PlatformKey, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Whether an identity is an institution or a human being.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum IdentityKind {
    /// The library speaks.
    Library,
    /// A person speaks as themselves; Lectern asks before the first post of each kind.
    Personal,
}

/// Who accounts speak as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Identity {
    /// Its number.
    pub id: IdentityId,
    /// Library or person.
    pub kind: IdentityKind,
    /// Its name, as shown on the badge.
    pub name: String,
    /// Badge colour as `#rrggbb`.
    pub colour: String,
}

/// How an account is doing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum AccountHealth {
    /// Never asked yet.
    New,
    /// The last exchange went well.
    Well,
    /// Waiting on purpose: the platform asked us to.
    Waiting {
        /// Until when, if it said.
        until: Option<Timestamp>,
        /// The platform's words or ours.
        words: String,
    },
    /// A new sign-in is needed; nothing is read or sent until then.
    SignInNeeded {
        /// The platform's words or ours.
        words: String,
    },
    /// The last exchange failed; it is tried again by itself.
    Trouble {
        /// The platform's words or ours.
        words: String,
    },
}

/// One sign-in on a platform, or one followed feed. Holds no credential.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Account {
    /// Its number.
    pub id: AccountId,
    /// Its platform.
    pub platform: PlatformKey,
    /// Who it speaks as.
    pub identity: IdentityId,
    /// The platform's own, never changing id for it (account id, DID, feed address).
    pub remote_id: String,
    /// What people know it by: `@library@example.social`, `library.example.org`, a feed's title.
    pub handle: String,
    /// Display name.
    pub name: String,
    /// Base address of its server.
    pub server: String,
    /// Facts a connector keeps about it between runs (limits, endpoints, flavour); opaque above connectors. No secrets.
    #[ts(type = "unknown")]
    pub facts: serde_json::Value,
    /// Its picture's address.
    pub avatar_url: Option<String>,
    /// How it is doing.
    pub health: AccountHealth,
    /// When it last answered well.
    pub last_checked_at: Option<Timestamp>,
    /// When its sign-in lapses, where the platform says.
    pub sign_in_lapses_at: Option<Timestamp>,
    /// Group of feeds it is shown in, for example "Local partners". Empty: none.
    pub group: String,
    /// When it was added.
    pub added_at: Timestamp,
}

/// A thing a platform offers. A part exists or it does not; there are no flags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// A feed to read.
    Feed,
    /// Conversations.
    Inbox,
    /// Posts can be published.
    Publish,
    /// Posts can be liked.
    Like,
    /// Posts can be boosted.
    Boost,
    /// Posts can be held until their time.
    Schedule,
    /// What others write to us can be hidden.
    Moderation,
}

/// A platform as the sign-in page and the account list show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlatformView {
    /// Its key.
    pub key: PlatformKey,
    /// Its name as people write it.
    pub name: String,
    /// One letter for its mark.
    pub letter: String,
    /// The mark's colour as `#rrggbb`; white text on it has contrast of at least 4.5:1.
    pub colour: String,
    /// One sentence: what it is for.
    pub about: String,
    /// Honest notes on what it allows and what was not tried live.
    pub notes: Vec<String>,
    /// What it offers.
    pub parts: Vec<Part>,
    /// Whether it never leaves this computer.
    pub practice: bool,
    /// Whether its accounts are feeds one follows rather than sign-ins.
    pub subscription: bool,
}

/// An account with what a page needs to show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AccountView {
    /// The account.
    #[serde(flatten)]
    pub account: Account,
    /// What its platform offers it.
    pub parts: Vec<Part>,
    /// Its limits, where it can publish.
    pub limits: Option<Limits>,
    /// Whether it is practice.
    pub practice: bool,
    /// Whether it is a followed feed.
    pub subscription: bool,
    /// Its identity's name, kind and colour.
    pub who: Identity,
    /// Whether new things arrive at once (stream open) rather than by asking.
    pub live: bool,
    /// Its platform holds posts until their time where that is more than this many seconds ahead; none: it holds none.
    pub holds_ahead: Option<u32>,
}
