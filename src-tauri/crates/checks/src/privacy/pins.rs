//! PINs that stand a few words away from the word for them, before it or behind it, in rows of a table, or right behind
//! the number of a card.

use super::digits::COVER;
use super::fold::Folded;
use super::kind::Kind;
use super::pattern::{Pattern, group};
use super::secrets::{is_shared, is_strong};
use super::tables::Table;
use super::{Found, found};
use std::ops::Range;

/// A word for a PIN, and what stands between it and the digits: words of one sentence.
static BEHIND: Pattern = Pattern::new(concat!(
    r"(?P<word>\b(?:pins?(?: ?(?:code|number|no|num|#))?|p\.i\.n\b\.?|p i n|pincode|pass ?codes?|pass ?words?|passwd|passwrd|pswd|psw|pwd|pw|passphrase",
    r"|(?:access|security|secret|verification|log-?in|log in|sign-?in|sign in|unlock|one-time|one time|reset|temporary|temp) (?:code|number|pin)|account (?:code|pin)|otp|contrasena|clave|nip|codigo (?:secreto|pin|de acceso|de seguridad)|numero secreto",
    r"|mot de passe|mdp|code (?:secret|pin|d'acces)|(?:four|4|six|6)[ -]digit (?:code|number|pin)|(?:my|your|new|his|her|the) code|code (?:to|for) (?:sign|log)(?:ging|ing)?[- ]?in|last (?:four|4)(?: (?:digits|numbers))?|ultimos (?:cuatro|4)(?: digitos)?|kennwort|passwort|senha)(?:'s|s)?)",
    r#"(?P<between>(?:[ ,:=#>()\["'\-]|\?\)|\? |[a-z']){0,56}?)(?P<value>\b[0-9](?:[ \-]?[0-9]){3,7})"#,
));

/// Digits, and a word for a PIN behind them.
static AHEAD: Pattern = Pattern::new(concat!(
    r#"(?P<value>\b[0-9](?:[ \-]?[0-9]){3,7})["')]{0,2}(?: ?(?:<-{1,2}|<=|<|-|=|\(|:) ?| (?:is|as|for|was|were|being|in|into|es|est|era|como|comme)\b)"#,
    r"(?P<between>(?: ?[a-z']{1,14}){0,5}?) ?\b(?P<word>pin(?: ?(?:code|number))?|p\.i\.n|pass ?code|pass ?word|pswd|pwd|pw|(?:access|security|secret|verification|login) (?:code|number)|clave|contrasena|nip|mot de passe|code (?:secret|pin))\b",
));

/// “Type 6429 when it asks for the PIN”.
static TYPED: Pattern = Pattern::new(concat!(
    r"\b(?:type|types|typed|enter|entered|use|used|try|tried|put|key in|punch in|is|escriba|ponga)(?: in)? (?P<value>[0-9]{4,8})\b(?P<between>(?: [a-z']{1,12}){0,7}?) ",
    r"(?P<word>pin(?: ?(?:code|number|box|field|pad))?|pass ?code|pass ?word|(?:access|security|secret|verification|login) code|clave|contrasena|nip)\b",
));

/// A password a few words behind the word for it.
static LETTERS: Pattern = Pattern::new(concat!(
    r"(?P<word>\b(?:pass ?code|pass ?word|passwd|passwrd|pswd|psw|pwd|pw|passphrase|contrasena|clave|mot de passe|mdp|kennwort|passwort|senha)(?:'s)?)",
    r#"(?P<between>(?: [a-z']{1,14}){0,6}?(?: ?[:=>]| (?:is|was|to|as|es|era|est|be|like)\b|'s\b)) ?["'(\[]?(?P<value>[^\s"',;(){}<>\[\]•]{5,40})"#,
));

/// A name to sign in with, and the password behind a stroke.
static PAIR: Pattern = Pattern::new(
    r"\b(?:log-?in|log in|sign-?in|credentials|creds|user ?name|user|account)(?: (?:is|was|info))?[:= ]{1,3}(?P<word>[^\s/,;]{2,40}) ?(?:/|\|) ?(?P<value>[^\s\x22',;(){}<>\[\]•/|]{5,40})",
);

/// Says that what follows is the value.
static LINKS: Pattern = Pattern::new(
    r"[:=#>]|'s\b|\b(?:is|was|are|were|to|be|been|it's|its|as|es|est|era|set|used?|using|got|get|try|tried|enter|entered|typed|put|puse|use|phone|cell|mobile|telefono)\b",
);

/// Right before digits that are something else.
static OTHER_BEFORE: Pattern = Pattern::new(
    r"(?:\b(?:call|text|room|suite|page|pages|ext|extension|since|in|by|until|till|over|about|than|route|box|top|first|all|ages|grade|on|at|before|after|from|between|minimum|least|most|under|dial|shelf|dewey|version|summer|fall|spring|winter|class of|year|building|floor|isbn|call number|of|zip|section)[ :#]{0,2}|[$€£/.\-])$",
);

/// Right behind digits that are something else.
static OTHER_BEHIND: Pattern = Pattern::new(concat!(
    r"^ ?(?:digits?|characters?|letters?|numbers?|people|patrons|members|users|cards?|books|items|kids|adults|times|years?|days|hours|minutes|seconds|percent|dollars|copies|pages|pm|am|a\.m|p\.m",
    r"|area|zip|main|(?:[a-z]+ )?(?:street|st|avenue|ave|road|rd|lane|drive|blvd)\b|calendar|season|edition|budget|[%€£°º+]|[:/][0-9]|,[0-9]{3})",
));

/// What holds for everybody.
static RULE: Pattern = Pattern::new(
    r"\b(?:must|should have|can be|choose|pick|any|minimum|maximum|at least|up to|every|each|how to|workshop|class|craft|shop|museum|button|badge|badges|map|this post|board|board's|number of|bowling|safety|lapel|expires?|expired|reset on|changed on|fails? after)\b",
);

/// Word above a column of them.
static HEAD: Pattern = Pattern::new(r"\b(?:pin|pins|pin code|passcode|password|pass|clave|pw|pwd|contrasena)\b");

/// Right behind the number of a card.
static AFTER_CARD: Pattern = Pattern::new(
    r"^(?: ?[/,|;:&+\-] ?| |\n)(?:(?:pass|and|code|with|w/|then) ){0,2}(?P<value>[0-9]{4})(?P<end>$|[^0-9a-z•/:.\-]|[.!?](?:$| ))",
);

pub(super) fn look(folded: &Folded, cards: &[Found]) -> Vec<Found> {
    let text = &folded.text;
    let mut all = Vec::new();
    for (pattern, behind) in [(&BEHIND, true), (&AHEAD, false), (&TYPED, false)] {
        for taken in pattern.all(text) {
            let part = |name| group(&taken, name);
            let (Some(word), Some(between), Some(value)) = (part("word"), part("between"), part("value")) else {
                continue;
            };
            if is_value(folded, &word, &between, &value, behind) {
                all.push(found(Kind::Pin, value));
            }
        }
    }
    for taken in LETTERS.all(text).chain(PAIR.all(text)) {
        let (Some(word), Some(value)) = (group(&taken, "word"), group(&taken, "value")) else { continue };
        let written = folded.get(value.clone()).trim_end_matches(['.', '?', ':', '!']);
        let value = value.start..value.start + written.len();
        if is_strong(written) && !is_shared(folded, word.start, value.end) {
            all.push(found(Kind::Pin, value));
        }
    }
    all.extend(behind_cards(folded, cards));
    all.extend(in_rows(folded));
    all
}

fn is_value(folded: &Folded, word: &Range<usize>, between: &Range<usize>, value: &Range<usize>, behind: bool) -> bool {
    let digits = folded.get(value.clone()).bytes().filter(u8::is_ascii_digit).count();
    let said = folded.get(between.clone());
    let direct = said.chars().filter(|c| c.is_alphabetic()).count() <= 2;
    let linked = !behind || direct || LINKS.is_in(said);
    let year = digits == 4 && matches!(folded.get(value.clone()).get(..2), Some("19" | "20"));
    let named = behind && (said.ends_with([':', '=']) || said.ends_with([' ']) && LINKS.is_in(last_word(said)));
    let before = folded.before(value.start, 16);
    let next = folded.behind(value.end, 24);
    let longer = next.starts_with(|c: char| c.is_alphanumeric() || c == COVER)
        || (next.starts_with(['-', '/']) && next.chars().nth(1).is_some_and(|c| c.is_ascii_digit()));
    let covered = before.ends_with(COVER);
    let start = word.start.min(value.start);
    let around = folded.get(start..value.end.max(word.end));
    (4..=8).contains(&digits)
        && linked
        && !longer
        && !covered
        && (!year || named || !behind)
        && !OTHER_BEFORE.is_in(before)
        && !OTHER_BEHIND.is_in(next)
        && !RULE.is_in(around)
        && !is_shared(folded, start, value.end.max(word.end))
}

fn last_word(said: &str) -> &str {
    said.trim_end().rsplit(' ').next().unwrap_or(said)
}

/// Four digits that follow the number of a card: nobody writes anything else there.
fn behind_cards(folded: &Folded, cards: &[Found]) -> Vec<Found> {
    let cards = cards.iter().filter(|card| matches!(card.kind, Kind::PatronBarcode));
    let behind = |card: &Found| {
        let taken = AFTER_CARD.all(folded.behind(card.at.end, 24)).next()?;
        let value = group(&taken, "value")?;
        let value = card.at.end + value.start..card.at.end + value.end;
        let year = matches!(folded.get(value.clone()).get(..2), Some("19" | "20"));
        let other = OTHER_BEHIND.is_in(folded.behind(value.end, 24));
        (!year && !other).then(|| found(Kind::Pin, value))
    };
    cards.filter_map(behind).collect()
}

fn in_rows(folded: &Folded) -> Vec<Found> {
    static VALUE: Pattern = Pattern::new(r"^[^\s•]{4,24}$|^[0-9]{4,8}\b");
    let Some(table) = Table::of(folded) else { return Vec::new() };
    let cells = table.below(&HEAD).into_iter();
    cells
        .filter_map(|cell| {
            let value = VALUE.places(folded.get(cell.clone())).next()?;
            let value = cell.start + value.start..cell.start + value.end;
            let said = folded.get(value.clone());
            (said.chars().any(|c| c.is_ascii_digit()) && !said.contains(COVER)).then(|| found(Kind::Pin, value))
        })
        .collect()
}
