//! Reads a draft and says what it notices. Pure: no clock, no network, no files.
//!
//! One module per check. A check looks at a [`Checked`] draft and answers with findings: *stop* (cannot be sent as it
//! is), *warn* (better mended) or *tell* (good to know). [`common`] runs the checks that hold everywhere,
//! [`for_account`] those that depend on one platform's limits; a draft's findings for an account are both together. Where one change mends a finding, the
//! finding carries it.

mod addresses;
mod captions;
mod checks;
mod draft;
pub mod length;
mod mentions;
mod polls;
pub mod privacy;
mod rules;
mod shingles;
mod spans;
pub mod thread;
mod variables;
mod vocabulary;
mod words;

pub use captions::{Cue, captions};
pub use checks::hashtags::in_capitals;
pub use checks::release::releases;
pub use draft::{Checked, common, for_account, for_account_counted, of_pictures, of_words};
pub use polls::{poll, poll_on};
pub use rules::{RuleFacts, RuleSet};
pub use shingles::{Shingles, words_of};
pub use variables::{blanks, fill};
