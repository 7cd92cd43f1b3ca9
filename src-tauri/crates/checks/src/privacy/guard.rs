//! What the guard knows of the library: its own details are nobody's secret.

use super::fold::Folded;

/// A format of cards beside the one of fourteen digits.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CardFormat {
    /// How many digits it has.
    pub length: usize,
    /// What it begins with. Empty: anything.
    pub prefix: String,
}

/// The library's own facts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Guard {
    /// The four digits that stand second to fifth on its cards. Empty: not told.
    pub prefixes: Vec<String>,
    /// Other formats of its cards.
    pub formats: Vec<CardFormat>,
    /// Its own telephone numbers, the desk's first.
    pub phones: Vec<String>,
    /// Its own street addresses.
    pub addresses: Vec<String>,
    /// Its own host names: mail addresses there are its own too.
    pub domains: Vec<String>,
    /// Names of those who are written to.
    pub people: Vec<String>,
    /// Whether the text answers somebody.
    pub reply: bool,
}

/// Digits that tell numbers of one country apart.
const NATIONAL: usize = 10;
/// The same without the area.
const LOCAL: usize = 7;

impl Guard {
    /// Whether the number of a card carries the library's own prefix.
    pub(super) fn is_own_card(&self, digits: &str) -> bool {
        let institution = digits.get(1..5).unwrap_or_default();
        self.prefixes.iter().any(|prefix| !prefix.is_empty() && prefix == institution)
    }

    /// Whether a telephone number is the library's.
    pub(super) fn is_own_phone(&self, digits: &str) -> bool {
        let local = last(digits, LOCAL);
        self.phones.iter().any(|phone| {
            let own: String = Folded::of(phone).text.chars().filter(char::is_ascii_digit).take(NATIONAL + 5).collect();
            let own = own.strip_prefix('1').filter(|rest| rest.len() >= NATIONAL).unwrap_or(&own);
            let own = if own.len() > NATIONAL { own.get(..NATIONAL).unwrap_or(own) } else { own };
            own.len() >= LOCAL
                && (last(digits, NATIONAL) == last(own, NATIONAL)
                    || (digits.len() == LOCAL && last(own, LOCAL) == local)
                    || (own.len() == LOCAL && own == local))
        })
    }

    /// Whether a host is the library's, or below it.
    pub(super) fn is_own_host(&self, host: &str) -> bool {
        self.domains.iter().any(|domain| {
            let domain = domain.trim().trim_start_matches("www.").trim_end_matches('.').to_lowercase();
            let below = host.strip_suffix(domain.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
            !domain.is_empty() && below
        })
    }

    /// Whether an address, folded, is one of the library's: the same number, in a street of the same name.
    pub(super) fn is_own_address(&self, number: &str, street: &str) -> bool {
        let street = street.split_whitespace().map(bare).find(|word| word.len() > 1).unwrap_or_default();
        self.addresses.iter().any(|address| {
            let own = Folded::of(address).text;
            let mut words = own.split([' ', ',', '\n']).map(bare).filter(|word| !word.is_empty());
            let numbered = words.clone().any(|word| word == number);
            numbered && !street.is_empty() && words.any(|word| word == street)
        })
    }
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn last(digits: &str, most: usize) -> &str {
    digits.len().checked_sub(most).and_then(|start| digits.get(start..)).unwrap_or(digits)
}
