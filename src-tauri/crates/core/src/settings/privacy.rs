//! What the privacy guard is told, made as it is kept.

use super::check::sites;
use crate::text::clean_line;
use lectern_model::{CardNumbers, PrivacySettings, Problem};

/// Digits of the institution on a card.
const PREFIX: usize = 4;

/// Fewest and most digits of a card.
const DIGITS: std::ops::RangeInclusive<u8> = 4..=20;

/// Most of each.
const MOST: usize = 100;

/// The settings as they are kept.
///
/// # Errors
/// `BadInput` with the field that cannot be kept.
pub(super) fn checked(privacy: PrivacySettings) -> Result<PrivacySettings, Problem> {
    let wrong = |words: String| Problem::field("privacy", words);
    let lines = |lines: &[String]| -> Vec<String> {
        lines.iter().map(|line| clean_line(line)).filter(|line| !line.is_empty()).take(MOST).collect()
    };
    let card_prefixes = lines(&privacy.card_prefixes);
    let is_prefix = |prefix: &&String| prefix.len() != PREFIX || !prefix.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(prefix) = card_prefixes.iter().find(is_prefix) {
        return Err(wrong(format!("“{prefix}” is not the four digits that stand second to fifth on a card.")));
    }
    let phones = lines(&privacy.phones);
    if let Some(phone) = phones.iter().find(|phone| phone.chars().filter(char::is_ascii_digit).count() < 7) {
        return Err(wrong(format!("“{phone}” is no telephone number: it has fewer than seven digits.")));
    }
    let domains = sites(&privacy.domains).map_err(|problem| wrong(problem.message))?;
    let card_numbers = privacy.card_numbers.into_iter().take(MOST).map(numbers).collect::<Result<_, _>>()?;
    Ok(PrivacySettings { card_prefixes, card_numbers, phones, addresses: lines(&privacy.addresses), domains })
}

fn numbers(numbers: CardNumbers) -> Result<CardNumbers, Problem> {
    let prefix = clean_line(&numbers.prefix);
    let shorter = prefix.len() < usize::from(numbers.length);
    if !DIGITS.contains(&numbers.length) || !shorter || !prefix.bytes().all(|byte| byte.is_ascii_digit()) {
        let words = "A card has 4 to 20 digits, and begins with fewer digits than it has.";
        return Err(Problem::field("privacy", words));
    }
    Ok(CardNumbers { prefix, ..numbers })
}
