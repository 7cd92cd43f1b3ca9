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

/// The settings as they are kept. The field of a problem names the part, as `privacy.phones`.
///
/// # Errors
/// `BadInput` with the field that cannot be kept.
pub(super) fn checked(privacy: PrivacySettings) -> Result<PrivacySettings, Problem> {
    let card_prefixes = lines("card_prefixes", &privacy.card_prefixes)?;
    let is_prefix = |prefix: &&String| prefix.len() != PREFIX || !prefix.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(prefix) = card_prefixes.iter().find(is_prefix) {
        let words = format!("“{prefix}” is not four digits. Write the digits two to five of your cards, one per line.");
        return Err(wrong("card_prefixes", &words));
    }
    let phones = lines("phones", &privacy.phones)?;
    if let Some(phone) = phones.iter().find(|phone| phone.chars().filter(char::is_ascii_digit).count() < 7) {
        let words = format!("“{phone}” is no telephone number: it has fewer than seven digits.");
        return Err(wrong("phones", &words));
    }
    let domains = lines("domains", &privacy.domains)?;
    let domains = sites(&domains).map_err(|problem| wrong("domains", &problem.message))?;
    if privacy.card_numbers.len() > MOST {
        return Err(too_many("card_numbers"));
    }
    let card_numbers = privacy.card_numbers.into_iter().map(numbers).collect::<Result<_, _>>()?;
    let addresses = lines("addresses", &privacy.addresses)?;
    Ok(PrivacySettings { card_prefixes, card_numbers, phones, addresses, domains })
}

/// What stands on the lines; empty ones are none.
fn lines(part: &str, typed: &[String]) -> Result<Vec<String>, Problem> {
    let lines: Vec<String> = typed.iter().map(|line| clean_line(line)).filter(|line| !line.is_empty()).collect();
    if lines.len() > MOST { Err(too_many(part)) } else { Ok(lines) }
}

fn numbers(numbers: CardNumbers) -> Result<CardNumbers, Problem> {
    let prefix = clean_line(&numbers.prefix);
    let shorter = prefix.len() < usize::from(numbers.length);
    if !DIGITS.contains(&numbers.length) || !shorter || !prefix.bytes().all(|byte| byte.is_ascii_digit()) {
        let length = Some(numbers.length).filter(|length| *length > 0).map(|length| length.to_string());
        let typed: Vec<String> = length.into_iter().chain(Some(prefix).filter(|prefix| !prefix.is_empty())).collect();
        let words = format!(
            "“{}” tells no card: a card has 4 to 20 digits, and begins with fewer digits than it has. Write how many \
             digits, a comma and what they begin with, for example 7, 84.",
            typed.join(", ")
        );
        return Err(wrong("card_numbers", &words));
    }
    Ok(CardNumbers { prefix, ..numbers })
}

fn wrong(part: &str, words: &str) -> Problem {
    Problem::field(&format!("privacy.{part}"), format!("{words} Nothing was changed here."))
}

fn too_many(part: &str) -> Problem {
    wrong(part, "These are more than 100 lines.")
}
