//! The one place where what is handed out meets the privacy guard.

use lectern_checks::privacy::{Guard, masked_for_others};
use lectern_core::guard::guard_of;
use lectern_model::Settings;

/// Masks what is confidential in a text; whether it is said to one person is told beside it.
pub(super) type Mask = Box<dyn Fn(&str, bool) -> String + Send + Sync>;

/// The guard, with what it must know of the library.
pub(super) fn masker(settings: &Settings) -> Mask {
    let guard = guard_of(settings);
    let answering = Guard { reply: true, ..guard.clone() };
    Box::new(move |text, to_one| masked_for_others(text, if to_one { &answering } else { &guard }).text)
}
