//! Accounts, their sign-ins, and lists of subscriptions.

use lectern_model::{AccountId, IdentityId, PlatformKey};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

inputs! {
    /// An account.
    AccountInput {
        /// It.
        account: AccountId,
    }
    /// An account and its group.
    AccountGroupInput {
        /// The account.
        account: AccountId,
        /// The group; empty: none.
        group: String,
    }
    /// An account and who it speaks as.
    AccountIdentityInput {
        /// The account.
        account: AccountId,
        /// The identity.
        identity: IdentityId,
    }
    /// A sign-in to begin.
    SignInBeginInput {
        /// The platform.
        platform: PlatformKey,
        /// Who the account will speak as; none: the library.
        identity: Option<IdentityId>,
        /// The account whose sign-in lapsed.
        again: Option<AccountId>,
    }
    /// Answers to a sign-in's fields.
    SignInAnswerInput {
        /// The sign-in.
        ticket: String,
        /// Name and value of each field.
        fields: BTreeMap<String, String>,
    }
    /// A sign-in under way.
    TicketInput {
        /// It.
        ticket: String,
    }
    /// A list of subscriptions.
    ImportInput {
        /// The file's text.
        text: String,
    }
}
