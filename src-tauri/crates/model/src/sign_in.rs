//! One generic sign-in for every platform.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What kind of field the form shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// A line of text.
    Text,
    /// A web address or a host name.
    Address,
    /// A password or code: never shown, never stored outside the keychain.
    Password,
    /// A choice: `options` holds value and label.
    Choice,
}

/// One field of a sign-in form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Field {
    /// Its name in the answer.
    pub name: String,
    /// Label.
    pub label: String,
    /// One line of help below it. May be empty.
    pub help: String,
    /// What kind it is.
    pub kind: FieldKind,
    /// Whether it may stay empty.
    pub optional: bool,
    /// What it holds at first.
    pub value: String,
    /// Value and label of each choice.
    pub options: Vec<(String, String)>,
}

/// What the person has to do next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum SignInStep {
    /// Fill in these fields and answer with them.
    AskFields {
        /// Names this sign-in until it is done or cancelled.
        ticket: String,
        /// What to ask, in plain words.
        title: String,
        /// The fields.
        fields: Vec<Field>,
    },
    /// Open this address in the system browser. Done by itself when the browser comes back, unless `fields` asks for
    /// a code that the page will show.
    OpenBrowser {
        /// Names this sign-in until it is done or cancelled.
        ticket: String,
        /// The address.
        url: String,
        /// A code to paste, where the platform shows one instead of coming back.
        fields: Vec<Field>,
    },
    /// Signed in.
    Done {
        /// The account.
        account: crate::AccountId,
    },
    /// It did not work. The sign-in is over; nothing was saved.
    Failed {
        /// What happened, in plain words.
        problem: crate::Problem,
    },
}
