//! Telephone numbers: of North America by their rule, of elsewhere by how they begin or what stands before them.

use super::digits::Group;
use super::numbers::Numbers;
use super::pattern::Pattern;

/// Words that lead to a telephone number stand so near.
const NEAR: usize = 24;

static LEADS: Pattern = Pattern::new(concat!(
    r"(?:\b(?:call|calls|phone|ph|tel|telephone|telefono|tlf|text|txt|sms|cell|mobile|movil|celular|cel|reach|fax|dial|ring|whatsapp",
    r"|contact|number|numero|portable|appelez|appeler|rappelez|llame|llamame|llamar|llama|telefone|handy|messag(?:e|ing))\b|☎|📞|هاتف|فون|اتصل|फोन|मोबाइल|نمبر|रقم|رقم)[^0-9\n]{0,24}$"
));

static NO_PHONE: Pattern = Pattern::new(concat!(
    r"\b(?:pages?|pp?|dewey|call number|call no|issn|isbn|oclc|ocn|order|po|invoice|tracking|ref|reference|confirmation",
    r"|serial|sku|upc|ean|gtin|case|ticket|receipt|room|zip|bib|record|lccn|item|pedido|commande|factura|colis|transaction|shelf|shelves",
    r"|years?|score|between|from|approx|about|over|model)(?: ?(?:number|no|num|id|is|was|#|:|\.)){0,3} ?$"
));

static EXTENSION: Pattern = Pattern::new(r"^[ ,;]{0,2}(?:x|ext|extn|extension|anexo|poste)[ .:]{0,2}$|^ ?#$|^ $");

/// A telephone number at the beginning of a run.
pub(super) struct Phone {
    /// Its digits without the extension.
    pub(super) number: String,
    /// How many groups it takes, with the extension.
    pub(super) groups: usize,
    /// It looks like nothing else.
    pub(super) certain: bool,
    /// Free of charge for whoever calls: no person has such a number.
    pub(super) public: bool,
}

/// The telephone number that a run begins with.
pub(super) fn look(numbers: &Numbers<'_>, run: &[Group]) -> Option<Phone> {
    let first = run.first()?;
    if first.after_letter {
        return None;
    }
    let before = numbers.folded.before(first.at.start, NEAR * 2);
    let lengths: Vec<usize> = run.iter().map(|group| group.digits.len()).collect();
    let plus = before.ends_with('+') || before.ends_with("+ (") || before.ends_with("+(");
    if plus && first.digits != "1" {
        return abroad(run);
    }
    if NO_PHONE.is_in(before) && !plus {
        return None;
    }
    let one = run.first().is_some_and(|group| group.digits == "1");
    let (lead, shape) = if one { (1, lengths.get(1..)?) } else { (0, lengths.as_slice()) };
    let national = match shape {
        [3, 3, 4, ..] => Some(3),
        [3, 7, ..] | [6, 4, ..] => Some(2),
        [10, ..] => Some(1),
        [11, ..] if lead == 0 && first.digits.starts_with('1') => Some(1),
        _ => None,
    };
    if let Some(used) = national {
        return american(numbers, run, lead + used);
    }
    if before.trim_end_matches([' ', '-', '.', '/']).ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let leads = LEADS.is_in(before);
    local(numbers, run, leads).or_else(|| elsewhere(numbers, run, leads))
}

fn american(numbers: &Numbers<'_>, run: &[Group], used: usize) -> Option<Phone> {
    let digits: String = run.iter().take(used).map(|group| group.digits.as_str()).collect();
    let number = if digits.len() == 11 { digits.strip_prefix('1')?.to_owned() } else { digits };
    let starts = |place: usize| number.as_bytes().get(place).is_some_and(|byte| (b'2'..=b'9').contains(byte));
    let last = run.get(used - 1)?;
    if !starts(0) || !starts(3) || (last.before_letter && !behind_is_extension(numbers, last)) {
        return None;
    }
    let public = ["800", "833", "844", "855", "866", "877", "888"].iter().any(|free| number.starts_with(free));
    let extension = run.get(used).is_some_and(|next| (1..=6).contains(&next.digits.len()) && next.digits.len() > 1);
    let joined = extension && run.get(used).is_some_and(|next| EXTENSION.is_in(numbers.gap(last, next)));
    Some(Phone { number, groups: used + usize::from(joined), certain: used > 1, public })
}

fn behind_is_extension(numbers: &Numbers<'_>, last: &Group) -> bool {
    numbers.folded.behind(last.at.end, 3).starts_with('x') || numbers.folded.behind(last.at.end, 3).starts_with("ext")
}

/// Seven digits within the area.
fn local(numbers: &Numbers<'_>, run: &[Group], leads: bool) -> Option<Phone> {
    let (one, two) = (run.first()?, run.get(1)?);
    let gap = numbers.gap(one, two);
    let shaped = one.digits.len() == 3 && two.digits.len() == 4 && (matches!(gap, "-" | ".") || (gap == " " && leads));
    let starts = one.digits.starts_with(|c: char| ('2'..='9').contains(&c));
    let alone = run.get(2).is_none_or(|third| numbers.gap(two, third) != gap);
    let number = format!("{}{}", one.digits, two.digits);
    (shaped && starts && alone && !two.before_letter).then_some(Phone {
        number,
        groups: 2,
        certain: true,
        public: false,
    })
}

/// What begins with a plus: country and number.
fn abroad(run: &[Group]) -> Option<Phone> {
    let mut number = String::new();
    for (place, group) in run.iter().enumerate() {
        if number.len() + group.digits.len() > 15 {
            break;
        }
        number.push_str(&group.digits);
        let ends = run.get(place + 1).is_none_or(|next| number.len() + next.digits.len() > 15);
        if number.len() >= 8 && ends {
            return Some(Phone { number, groups: place + 1, certain: true, public: false });
        }
    }
    None
}

/// Numbers of other countries: with a nought before, or where the words say that it is one.
fn elsewhere(numbers: &Numbers<'_>, run: &[Group], leads: bool) -> Option<Phone> {
    let nought = run.first()?.digits.starts_with('0');
    if !nought && !leads {
        return None;
    }
    let mut number = String::new();
    for (place, group) in run.iter().enumerate().take(6) {
        if place > 0 && !matches!(numbers.gap(run.get(place - 1)?, group), " " | "-" | "." | "/" | ") " | ")") {
            break;
        }
        number.push_str(&group.digits);
        let more = run.get(place + 1).is_some_and(|next| number.len() + next.digits.len() <= 12);
        let enough = if leads { 9..=12 } else { 10..=11 };
        if enough.contains(&number.len()) && !more && (leads || place >= 1) {
            return Some(Phone { number, groups: place + 1, certain: place > 0, public: false });
        }
    }
    None
}
