//! Numbers of cards and copies: fourteen digits, the first of which tells whose. The check digit makes it surer and is
//! not required: not every library's numbers carry one, and one in ten of all numbers passes.

use super::digits::Group;
use super::guard::Guard;
use super::kind::Kind;
use super::numbers::{Numbers, stretch};
use super::pattern::Pattern;
use std::ops::Range;

/// Digits of a card.
const LENGTH: usize = 14;
/// Words that tell of a card stand so near.
const NEAR: usize = 30;
/// Words that tell what else a number is stand right before it.
const RIGHT_BEFORE: usize = 26;
/// Longest beginning of an address of the web that is looked back for.
const ADDRESS: usize = 160;

/// What is said of cards.
static CARD: Pattern = Pattern::new(concat!(
    r"\b(?:cards?|barcodes?|bar codes?|bar-codes?|lib(?:rary)?\.? ?(?:card|number|no|num|id|#)|account|acct|a/c|patron",
    r"|borrower|member(?:ship)? (?:no|num|number|id)|tarjeta|carnet|carne|carte|abonne|lecteur|socio|usuario|codigo",
    r"|key ?(?:chain|tag|fob)s?|tessera|cartao|ausweis|karta|id)\b|#card|بطاق|كارت|कार्ड|خاته|卡|カード|карт|билет|카드"
));

/// The same, where it leads straight to the number.
static CARD_LEADS: Pattern = Pattern::new(concat!(
    r"\b(?:(?:library|lib|patron|my|his|her|your|their) card(?: ?(?:number|no\.?|num|id|#))?|card ?(?:number|no\.?|num|id|#)",
    r"|barcode(?: ?(?:number|no\.?|#))?|library (?:number|no\.?|id)|numero de (?:tarjeta|carnet|carne|socio|carte)",
    r"|mi (?:tarjeta|carnet)|ma carte|carte (?:numero|no\.?|n)|patron (?:number|no\.?|id|#))",
    r"(?: (?:is|es|est|was|ends|de|la|biblioteca|bibliotheque))?(?: (?:de|la|biblioteca|bibliotheque|is|es|est)){0,4} ?[:#=n-]{0,2} ?$",
));

/// The same, where words of the same clause stand between and a sign says that the number follows.
static CARD_SAYS: Pattern = Pattern::new(
    r"\b(?:library card|card (?:number|no|num)|barcode|bar code|library (?:number|id)|patron (?:id|number))\b[a-z ']{0,24}(?: [0-9]{1,2} digits?)?(?: ?[:=#]| is| reads| says) ?$",
);

/// What else such a number may be.
static OTHERWISE: Pattern = Pattern::new(concat!(
    r"(?:\b(?:order|orders|po|p\.o\.|purchase|invoice|inv|tracking|track|shipment|parcel|package|oclc|ocn|ocm|gtin|gtins",
    r"|itf|itf-14|upc|ean|isbn|issn|lccn|sku|asin|timestamp|time stamp|serial|model|confirmation|conf|receipt|transaction",
    r"|txn|ticket|case|ref|reference|quote|doi|pedido|factura|commande|facture|colis|seguimiento|envio|grant|award",
    r"|asset|imei|vin|routing|meter|permit|licen[cs]e|docket|record id|bib|bib record|accession|ark|handle|log|build",
    r"|version|file|backup|img|dsc|vid|scan|batch|job|claim|ein|vendor|bestellung|rechnung)\b|\$|€|£)",
    r"(?: ?(?:number|numbers|no|num|nr|id|code|is|was|of|the|de|del|numero|record|placed|shipped|amazon|baker|ingram|#|:)){0,4}[ .:#=_n°º-]{0,3}$",
));

/// What is said of cards within an address of the web.
static IN_ADDRESS: Pattern = Pattern::new(r"(?:card|barcode|patron|borrower|account|user)[a-z_]{0,12}[=/:-]$");

/// A value by which visits are counted: no campaign is called by fourteen digits.
static COUNTED: Pattern = Pattern::new(r"[?&]utm_[a-z]{2,12}=[^&]{0,60}$");

/// A moment as computers write it: four digits of the year to two of the second.
static MOMENT: Pattern = Pattern::new(r"^20[0-4]\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{6}$");

/// What may be the number of a card.
pub(super) struct Candidate {
    pub(super) kind: Kind,
    pub(super) digits: String,
    pub(super) at: Range<usize>,
    pub(super) groups: usize,
    glued: bool,
    goes_on: bool,
}

/// Fourteen digits from the first group on.
pub(super) fn candidate(numbers: &Numbers<'_>, run: &[Group]) -> Option<Candidate> {
    let mut digits = String::new();
    for (place, group) in run.iter().enumerate() {
        digits.push_str(&group.digits);
        if digits.len() >= LENGTH {
            return named(numbers, run, digits, place + 1);
        }
    }
    None
}

fn named(numbers: &Numbers<'_>, run: &[Group], digits: String, groups: usize) -> Option<Candidate> {
    let kind = match digits.as_bytes().first() {
        Some(b'2') => Kind::PatronBarcode,
        Some(b'3') => Kind::ItemBarcode,
        _ => return None,
    };
    let first = run.first()?;
    let last = run.get(groups.checked_sub(1)?)?;
    let goes_on = last.before_letter && !is_framed(numbers, first, last);
    let framed = is_framed(numbers, first, last);
    let glued = !framed && (first.after_letter || last.before_letter);
    let at = stretch(run, groups);
    (digits.len() == LENGTH).then_some(Candidate { kind, digits, at, groups, glued, goes_on })
}

/// Whether the letters that a scanner reads as the beginning and the end of a barcode stand around a number.
fn is_framed(numbers: &Numbers<'_>, first: &Group, last: &Group) -> bool {
    let (before, behind) = (numbers.folded.before(first.at.start, 2), numbers.folded.behind(last.at.end, 2));
    let mut before = before.chars().rev();
    let mut behind = behind.chars();
    let sign = |c: Option<char>| c.is_some_and(|c| matches!(c, 'a'..='d' | 't' | 'n' | 'e'));
    let open = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    sign(before.next()) && sign(behind.next()) && open(before.next()) && open(behind.next())
}

/// The same, written as on the card: in one, or one, four, four, four, one.
pub(super) fn written_as_card(numbers: &Numbers<'_>, run: &[Group]) -> Option<Candidate> {
    let one = candidate(numbers, run)?;
    let used = run.get(..one.groups)?;
    let lengths: Vec<usize> = used.iter().map(|group| group.digits.len()).collect();
    let canonical = matches!(
        lengths.as_slice(),
        [14] | [1, 4, 4, 4, 1] | [1, 8, 4, 1] | [1, 4, 8, 1] | [1, 12, 1] | [1, 4, 5, 4] | [1, 13] | [5, 5, 4] | [5, 9]
    );
    let plain = used.iter().zip(used.iter().skip(1)).all(|(a, b)| matches!(numbers.gap(a, b), " " | "-" | "." | "_"));
    (canonical && plain).then_some(one)
}

/// Whether one that is written as a card is one.
pub(super) fn is_card(numbers: &Numbers<'_>, one: &Candidate, guard: &Guard) -> bool {
    let own = guard.is_own_card(&one.digits);
    let passes = luhn(&one.digits);
    let folded = numbers.folded;
    let leads = folded.before(one.at.start, RIGHT_BEFORE);
    if OTHERWISE.is_in(leads) || (is_moment(&one.digits) && !(own && passes)) {
        return false;
    }
    if let Some(before) = address_before(folded.before(one.at.start, ADDRESS)) {
        return own || IN_ADDRESS.is_in(before) || COUNTED.is_in(before);
    }
    let near = is_near(numbers, &one.at);
    if one.glued {
        let first = leads.ends_with(|c: char| c.is_alphabetic());
        return first && !one.goes_on && (near || (own && passes));
    }
    own || near || passes || !trade_number(&one.digits)
}

/// Whether fourteen digits that are written in another way are a card.
pub(super) fn is_likely(numbers: &Numbers<'_>, run: &[Group], one: &Candidate, guard: &Guard) -> bool {
    let own = guard.is_own_card(&one.digits);
    if one.glued || (is_moment(&one.digits) && !own) {
        return false;
    }
    let otherwise = OTHERWISE.is_in(numbers.folded.before(one.at.start, RIGHT_BEFORE));
    let near = is_near(numbers, &one.at);
    let plain = numbers.folded.get(one.at.clone()).chars().all(|c| !"/,:".contains(c));
    let passes = luhn(&one.digits);
    (passes && own) || (!otherwise && ((near && (passes || plain)) || (passes && is_even(numbers, run, one.groups))))
}

/// Whether digits are parted evenly: each by itself, or in a few groups and always by the same sign.
fn is_even(numbers: &Numbers<'_>, run: &[Group], groups: usize) -> bool {
    let Some(used) = run.get(..groups) else { return false };
    let gaps: Vec<&str> = used.iter().zip(used.iter().skip(1)).map(|(one, next)| numbers.gap(one, next)).collect();
    let singly = used.iter().all(|group| group.digits.len() == 1);
    let in_few = groups <= 4 && used.iter().all(|group| (3..=6).contains(&group.digits.len()));
    let same = gaps.iter().zip(gaps.iter().skip(1)).all(|(one, next)| one == next);
    gaps.iter().all(|gap| matches!(*gap, " " | "-" | " - " | ".")) && (singly || (in_few && same))
}

/// Whether fourteen digits that look like a telephone are a card beyond doubt.
pub(super) fn is_surely(numbers: &Numbers<'_>, one: &Candidate, guard: &Guard, american: bool) -> bool {
    luhn(&one.digits) && guard.is_own_card(&one.digits) && (!american || is_near(numbers, &one.at))
}

/// A number of one of the library's other formats, near words of cards, or what is plainly called a card's number.
pub(super) fn other(numbers: &Numbers<'_>, run: &[Group], guard: &Guard) -> Option<usize> {
    let first = run.first()?;
    let mut digits = String::new();
    for (place, group) in run.iter().enumerate() {
        digits.push_str(&group.digits);
        if place > 0 && !matches!(numbers.gap(run.get(place - 1)?, group), " " | "-") {
            break;
        }
        let fits = |length: usize, prefix: &str| digits.len() == length && digits.starts_with(prefix);
        let formatted = guard.formats.iter().any(|format| fits(format.length, &format.prefix));
        let at = first.at.start..group.at.end;
        if formatted && is_near(numbers, &at) && !OTHERWISE.is_in(numbers.folded.before(at.start, RIGHT_BEFORE)) {
            return Some(place + 1);
        }
    }
    let plain = (5..=13).contains(&first.digits.len()) && !first.before_letter && !first.after_letter;
    let before = numbers.folded.before(first.at.start, NEAR + 20);
    (plain && (CARD_LEADS.is_in(before) || CARD_SAYS.is_in(before))).then_some(1)
}

/// A book's number: thirteen digits that begin with 978 or 979, or ten that are called so.
pub(super) fn book_number(numbers: &Numbers<'_>, run: &[Group]) -> Option<usize> {
    let mut digits = String::new();
    for (place, group) in run.iter().enumerate().take(5) {
        digits.push_str(&group.digits);
        let book = digits.len() == 13 && (digits.starts_with("978") || digits.starts_with("979")) && ean(&digits);
        if book {
            return Some(place + 1);
        }
        if (9..=13).contains(&digits.len()) && is_called_book(numbers, run) || is_old_book(numbers, run, place) {
            return Some(place + 1);
        }
    }
    None
}

/// Ten digits in four parts as on the back of a book: the first and the last of one sign.
fn is_old_book(numbers: &Numbers<'_>, run: &[Group], place: usize) -> bool {
    let Some([one, two, three, rest @ ..]) = run.get(..=place) else { return false };
    let gap = numbers.gap(one, two);
    let crossed = rest.is_empty() && numbers.folded.behind(three.at.end, 2) == format!("{gap}x");
    let ends = crossed || matches!(rest, [last] if last.digits.len() == 1);
    let used: usize = [one, two, three].into_iter().chain(rest).map(|group| group.digits.len()).sum();
    let parted = gap == "-" && one.digits.len() == 1 && !matches!(one.digits.as_str(), "2" | "3" | "4" | "5");
    ends && parted && used + usize::from(crossed) == 10 && numbers.gap(two, three) == gap
}

fn is_called_book(numbers: &Numbers<'_>, run: &[Group]) -> bool {
    static BOOK: Pattern = Pattern::new(r"\b(?:isbn|issn|oclc|lccn|ocn|ocm)(?:-?1[03])?[ :#=()-]{0,4}$");
    run.first().is_some_and(|first| BOOK.is_in(numbers.folded.before(first.at.start, RIGHT_BEFORE)))
}

/// A date, with the time behind it where there is one.
pub(super) fn moment(numbers: &Numbers<'_>, run: &[Group]) -> Option<usize> {
    let lengths: Vec<usize> = run.iter().take(6).map(|group| group.digits.len()).collect();
    let year = |place: usize| run.get(place).is_some_and(|group| matches!(group.digits.get(..2), Some("19" | "20")));
    let small = |place: usize, most: u32| {
        let number = run.get(place).and_then(|group| group.digits.parse::<u32>().ok());
        number.is_some_and(|number| (1..=most).contains(&number))
    };
    let same_gap = || {
        let gap = |place: usize| Some(numbers.gap(run.get(place)?, run.get(place + 1)?));
        gap(0).is_some_and(|first| matches!(first, "-" | "/" | ".") && gap(1) == Some(first))
    };
    let date = match lengths.as_slice() {
        [4, 1 | 2, 1 | 2, ..] => year(0) && small(1, 12) && small(2, 31) && same_gap(),
        [1 | 2, 1 | 2, 4, ..] => year(2) && small(0, 31) && small(1, 31) && same_gap(),
        _ => false,
    };
    let clock = |place: usize| {
        let (Some(one), Some(next)) = (run.get(place), run.get(place + 1)) else { return false };
        next.digits.len() == 2 && one.digits.len() <= 2 && numbers.gap(one, next) == ":"
    };
    match (date, lengths.as_slice()) {
        (true, _) if clock(3) => Some(if clock(4) { 6 } else { 5 }),
        (true, _) => Some(3),
        (false, [8, 6 | 4, ..]) if year(0) => {
            let whole: String = run.iter().take(2).map(|group| group.digits.as_str()).collect();
            MOMENT.is_in(&format!("{whole:0<14}")).then_some(2)
        }
        _ => clock(0).then_some(2),
    }
}

pub(super) fn is_moment(digits: &str) -> bool {
    MOMENT.is_in(digits)
}

/// Words of cards before the number or behind it.
pub(super) fn is_near(numbers: &Numbers<'_>, at: &Range<usize>) -> bool {
    let folded = numbers.folded;
    CARD.is_in(folded.before(at.start, NEAR)) || CARD.is_in(folded.behind(at.end, NEAR))
}

/// The address of the web that a place stands in, up to there.
fn address_before(before: &str) -> Option<&str> {
    let word = before.rsplit([' ', '\n', '(', '"', '<']).next().unwrap_or(before);
    (word.contains("://") || word.starts_with("www.")).then_some(word)
}

/// The check digit of cards: every second digit from the right is doubled.
pub(super) fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .map(|byte| u32::from(byte.wrapping_sub(b'0')))
        .enumerate()
        .map(|(place, digit)| match (place % 2, digit) {
            (1, 5..) => digit * 2 - 9,
            (1, _) => digit * 2,
            _ => digit,
        })
        .sum();
    sum.is_multiple_of(10)
}

/// The check digit of trade numbers of thirteen digits: every second from the right counts three times.
fn ean(digits: &str) -> bool {
    let digits = digits.bytes().rev().map(|byte| u32::from(byte.wrapping_sub(b'0'))).enumerate();
    digits.map(|(place, digit)| if place % 2 == 1 { digit * 3 } else { digit }).sum::<u32>().is_multiple_of(10)
}

/// Whether fourteen digits are a trade number by their check digit.
fn trade_number(digits: &str) -> bool {
    ean(digits)
}

#[cfg(test)]
mod tests;
