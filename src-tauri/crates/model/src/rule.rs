//! Rules: what a library does by itself with what arrives. A rule sorts; it never hides, deletes or answers anything.

use crate::{AccountId, ConversationId, ConversationKind, Label, PlatformKey, RuleId, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Whether a message must answer one of our posts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "to", rename_all = "snake_case")]
pub enum RuleAnswers {
    /// It need not.
    #[default]
    Anything,
    /// Any post of ours.
    OurPost,
    /// A post of ours with one of these words.
    OurPostWith {
        /// The words, each one word or several in a row.
        words: Vec<String>,
    },
}

/// Which messages a rule is for. Everything that is told must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct RuleWhen {
    /// It came to this account.
    pub account: Option<AccountId>,
    /// It came on this platform.
    pub platform: Option<PlatformKey>,
    /// It is of this kind.
    pub kind: Option<ConversationKind>,
    /// It contains one of these, each one word or several in a row. Capitals and accents do not matter. None: any text.
    pub words: Vec<String>,
    /// What it answers.
    pub answers: RuleAnswers,
    /// Its author never wrote to this account before.
    pub new_author: bool,
}

/// What a rule does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct RuleThen {
    /// Gives the conversation this label, where it has none.
    pub label: Option<Label>,
    /// Snoozes it until the library opens next.
    pub snooze: bool,
    /// Calls it done. It still comes back when they write again.
    pub done: bool,
    /// Tells the person.
    pub notify: bool,
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Rule {
    /// Its number; 0: a new one.
    pub id: RuleId,
    /// Its name.
    pub name: String,
    /// Which messages it is for.
    pub when: RuleWhen,
    /// What it does.
    pub then: RuleThen,
    /// Whether it is switched on.
    pub on: bool,
    /// When it was tried as it is now; none: it was not, and cannot be switched on.
    pub tried_at: Option<Timestamp>,
}

/// A past message that a rule would have been for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RuleMatch {
    /// Its conversation.
    pub conversation: ConversationId,
    /// Who wrote it.
    pub from: String,
    /// The start of it.
    pub snippet: String,
    /// When it came.
    pub at: Timestamp,
}

/// What a rule would have done to past messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RuleTrial {
    /// How many messages it was tried on, the newest.
    pub looked_at: u32,
    /// How many of them it was for.
    pub matched: u32,
    /// The newest of these.
    pub matches: Vec<RuleMatch>,
    /// The rule, now tried.
    pub rule: Rule,
}
