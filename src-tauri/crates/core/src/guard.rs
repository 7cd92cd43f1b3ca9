//! The privacy guard with what this library told of itself.

use lectern_checks::privacy::{CardFormat, Guard};
use lectern_model::Settings;

/// The guard of a library with these settings.
#[must_use]
pub fn guard_of(settings: &Settings) -> Guard {
    let own = &settings.privacy;
    let formats = own.card_numbers.iter();
    Guard {
        prefixes: own.card_prefixes.clone(),
        formats: formats
            .map(|one| CardFormat { length: usize::from(one.length), prefix: one.prefix.clone() })
            .collect(),
        phones: with(&settings.desk_phone, &own.phones),
        addresses: with(&settings.address, &own.addresses),
        domains: settings.own_sites.iter().chain(&own.domains).cloned().collect(),
        people: Vec::new(),
        reply: false,
    }
}

fn with(first: &str, more: &[String]) -> Vec<String> {
    let first = Some(first).filter(|first| !first.trim().is_empty()).map(str::to_owned);
    first.into_iter().chain(more.iter().cloned()).collect()
}
