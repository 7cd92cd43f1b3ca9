//! The one place where what is handed out meets the privacy guard.

use lectern_checks::privacy::masked;
use lectern_core::guard::guard_of;
use lectern_model::Settings;

/// Masks what is confidential in a text.
pub(super) type Mask = Box<dyn Fn(&str) -> String + Send + Sync>;

/// The guard, with what it must know of the library.
pub(super) fn masker(settings: &Settings) -> Mask {
    let guard = guard_of(settings);
    Box::new(move |text| masked(text, &guard).text)
}
