//! What the guard says of what it found, and how it could be worded instead.

use super::Channel;
use super::Found;
use super::fold::Folded;
use super::guard::Guard;
use super::kind::Kind;
use super::pattern::Pattern;
use crate::spans::{replace, span};
use crate::words::quoted;
use lectern_model::{Finding, Fix, Level};
use std::ops::Range;

/// Words that lead to a number, and go with it.
static LEADS: Pattern = Pattern::new(
    r"[ ,;(\-]{0,3}\b(?:(?:on|for|with|using|under|your|the|my|his|her|library|patron) ){0,3}(?:card|barcode|bar code|account|pin|password|passcode|number|no\.?|id|#)(?: (?:card|number|no\.?|num|id|pin|code|is|was|has been|reset|to|set|of)){0,4} ?[:#=]{0,2} ?$",
);

/// Finding in words, with its places and a better wording. `to_somebody`: the text names or addresses somebody.
pub(super) fn finding(text: &str, found: &Found, guard: &Guard, channel: Channel, to_somebody: bool) -> Finding {
    let at = span(text, found.at.start, found.at.end);
    let written = quoted(&shown(text.get(found.at.clone()).unwrap_or_default(), found.kind));
    let better = better(text, found, guard, channel);
    if found.kind == Kind::Circulation && !to_somebody {
        let words = format!("{written} reads as if one person were told what they borrow.");
        return Finding::new(found.kind.check(), Level::Warn, words).at(at).because(TO_NOBODY).mended_by(better);
    }
    let words = format!("{written} {}", is(found.kind));
    Finding::new(found.kind.check(), found.kind.level(), words)
        .at(at)
        .because(why(found.kind, channel))
        .mended_by(better)
}

/// Without a name or a handle, and in answer to nobody, nothing is told of anybody.
const TO_NOBODY: &str =
    "Nobody is named here: said to everybody, it is fine. Meant for one person, write to them privately.";

/// A secret is not said again.
fn shown(written: &str, kind: Kind) -> String {
    if kind.level() != Level::Stop || kind == Kind::Circulation {
        return written.to_owned();
    }
    let count = written.chars().filter(|c| c.is_alphanumeric()).count();
    written
        .chars()
        .filter(|c| c.is_alphanumeric())
        .enumerate()
        .map(|(at, c)| if kind == Kind::PatronBarcode && (at == 0 || at + 4 >= count) { c } else { '•' })
        .collect()
}

fn is(kind: Kind) -> &'static str {
    match kind {
        Kind::PatronBarcode => "looks like the number of a library card.",
        Kind::ItemBarcode => "looks like the number of one copy of a book.",
        Kind::OtherCard => "looks like the number of a library card.",
        Kind::Pin => "looks like somebody's PIN or password.",
        Kind::Phone => "looks like somebody's telephone number.",
        Kind::Email => "looks like somebody's mail address.",
        Kind::Address => "looks like somebody's street address.",
        Kind::BirthDate => "looks like somebody's birth date.",
        Kind::Circulation => "tells what somebody borrows, has on hold or owes.",
        Kind::Interest => "tells what somebody asked or reads about.",
        Kind::Programme => "tells that somebody came to a programme that is their own business.",
        Kind::Child => "names a child with age or school.",
    }
}

fn why(kind: Kind, channel: Channel) -> &'static str {
    match (kind, channel) {
        (Kind::PatronBarcode | Kind::OtherCard, _) => {
            "With it, others can look into the account. Nobody needs to see it again to be helped."
        }
        (Kind::ItemBarcode, _) => "Beside a name it tells what somebody borrowed.",
        (Kind::Pin, _) => "With it, others can sign in. If it is real, it should be changed.",
        (Kind::Phone | Kind::Email | Kind::Address | Kind::BirthDate, _) => {
            "If it is not the library's own, leave it out. The library's own details are told in Settings."
        }
        (Kind::Circulation, Channel::Public) => {
            "The law protects what people borrow. Not even that somebody uses the library is told in public."
        }
        (Kind::Circulation, Channel::Private) => {
            "The law protects what people borrow. Make sure that only the person it is about reads this."
        }
        (Kind::Interest, _) => "What people ask a library is confidential. Go on with it in private.",
        (Kind::Programme, _) => "Who comes to such a programme is confidential. Thank everybody, and name nobody.",
        (Kind::Child, _) => "It needs the parents' release, in writing, that allows the name.",
    }
}

/// Other words for it.
fn better(text: &str, found: &Found, guard: &Guard, channel: Channel) -> Option<Fix> {
    match found.kind {
        Kind::PatronBarcode | Kind::OtherCard | Kind::Pin | Kind::ItemBarcode => {
            let from = led(text, &found.at);
            Some(replace("Leave it out", span(text, from, found.at.end), String::new()))
        }
        Kind::Circulation | Kind::Interest if channel == Channel::Public => {
            let place = span(text, found.whole.start, found.whole.end);
            Some(replace("Say it without telling", place, private(guard)))
        }
        Kind::Programme => {
            let place = span(text, found.whole.start, found.whole.end);
            Some(replace("Thank everybody", place, "Thank you to everyone who came.".to_owned()))
        }
        _ => None,
    }
}

/// The ready words that lead to a private place, and repeat nothing.
pub(super) fn private(guard: &Guard) -> String {
    let how = guard
        .phones
        .first()
        .map_or_else(|| "write to us privately".to_owned(), |phone| format!("call us at {}", phone.trim()));
    format!("So that what is yours stays private, please {how} or ask at the desk.")
}

/// Where the words that lead to a number begin.
fn led(text: &str, at: &Range<usize>) -> usize {
    let before = text.get(..at.start).unwrap_or_default();
    let near = before.char_indices().rev().take(60).last().map_or(at.start, |(start, _)| start);
    let tail = text.get(near..at.start).unwrap_or_default();
    let folded = Folded::of(tail);
    let lead = LEADS.places(&folded.text).last();
    let start = lead.map_or(at.start, |lead| near + folded.written(&lead).start);
    start.min(at.start)
}
