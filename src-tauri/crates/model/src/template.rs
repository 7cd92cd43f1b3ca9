//! Templates: drafts to begin others from, and the words in braces that are filled in then.

use crate::{AccountId, DraftId, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a draft is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DraftRole {
    /// To be sent.
    #[default]
    Draft,
    /// To begin others from.
    Template,
    /// What each occurrence of a series is made from.
    Pattern,
}

/// A template in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TemplateView {
    /// Its number, as a draft.
    pub id: DraftId,
    /// What it is called.
    pub name: String,
    /// First line.
    pub title: String,
    /// Accounts it is meant for.
    pub targets: Vec<AccountId>,
    /// Number of pictures.
    pub pictures: u32,
    /// When it was last saved.
    pub updated_at: Timestamp,
}

/// A template that is offered, and kept only when a person says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TemplateSample {
    /// Names it.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// A word in braces, and what it stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Variable {
    /// What stands between the braces, for example `hours today`.
    pub name: String,
    /// What it stands for, in plain words.
    pub meaning: String,
    /// What is put in its place; none: Settings do not say it yet, or it is to be written by hand.
    pub value: Option<String>,
    /// It is a blank that a person fills in: a day, a title.
    pub by_hand: bool,
}
