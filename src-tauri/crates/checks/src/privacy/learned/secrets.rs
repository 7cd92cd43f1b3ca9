//! PINs and passwords, known by the words around them: every number of four to eight digits and every word near a word
//! for a PIN may be one, and what stands before and behind it is weighed.

use super::super::people::Written;
use super::super::secrets::is_shared;
use std::collections::BTreeSet;
use std::ops::Range;

/// Words for a PIN or a password, and those that stand for either.
const PINS: &[&str] = &[
    "pin",
    "pins",
    "pincode",
    "pin's",
    "mypin",
    "p.i.n",
    "nip",
    "code",
    "codigo",
    "digits",
    "four-digit",
    "six-digit",
];
const PASSWORDS: &[&str] = &[
    "password",
    "passwords",
    "password's",
    "passcode",
    "passwd",
    "passwrd",
    "pasword",
    "passord",
    "pw",
    "pwd",
    "psw",
    "pswd",
    "pass",
    "passphrase",
    "contrasena",
    "clave",
    "passe",
    "mdp",
    "login",
    "log",
    "sign",
    "kennwort",
    "passwort",
    "senha",
];
/// So many words away from a word for it, nothing is one.
const FAR: usize = 24;
/// So many words to each side are weighed by their place, and so many without it.
const BESIDE: usize = 3;
const AROUND: usize = 7;
const OPENING: &[char] = &['"', '\'', '(', '[', '{', '<', '*', '#', '='];
const CLOSING: &[char] = &['"', '\'', ')', ']', '}', '>', '*', '.', ',', ';', ':', '!', '?', '=', '/'];

/// A word, or a sign at its edge.
struct Chunk {
    said: String,
    at: Range<usize>,
    capital: bool,
}

/// What may be a PIN or a password, and what speaks for it and against it.
pub(super) struct Candidate {
    pub(super) at: Range<usize>,
    pub(super) signs: BTreeSet<String>,
}

/// Everything in a text that may be one.
pub(super) fn candidates(written: &Written<'_>, is_ordinary: &dyn Fn(&str) -> bool) -> Vec<Candidate> {
    let chunks = chunks(written);
    let named: Vec<usize> =
        chunks.iter().enumerate().filter(|(_, one)| is_named(&one.said)).map(|(at, _)| at).collect();
    let mut all = Vec::new();
    if named.is_empty() {
        return all;
    }
    for (at, chunk) in chunks.iter().enumerate() {
        let Some(kind) = kind(chunk) else { continue };
        let next = named.partition_point(|place| *place <= at);
        let before = named.get(..next).unwrap_or_default().iter().copied().rev().find(|place| *place < at);
        let around = Around { chunks: &chunks, at, kind, before, behind: named.get(next).copied() };
        let near = around.nearest().filter(|place| place.abs_diff(at) <= FAR).and_then(|place| chunks.get(place));
        // What everybody in the room is told is nobody's.
        let own = |word: &Chunk| {
            let (start, end) = (word.at.start.min(chunk.at.start), word.at.end.max(chunk.at.end));
            !is_shared(written.folded, start, end)
        };
        if near.is_some_and(own) {
            all.push(Candidate { at: chunk.at.clone(), signs: around.signs(chunk, is_ordinary) });
        }
    }
    all
}

fn is_named(said: &str) -> bool {
    PINS.contains(&said) || PASSWORDS.contains(&said)
}

/// Which kind of value a word could be; none: it is none.
fn kind(chunk: &Chunk) -> Option<&'static str> {
    let said = chunk.said.as_str();
    let digits = said.bytes().filter(u8::is_ascii_digit).count();
    let letters = said.chars().filter(|c| c.is_alphabetic()).count();
    let only_digits = said.bytes().all(|b| b.is_ascii_digit() || b == b'-' || b == b' ');
    let address = said.contains("://") || said.starts_with("www.") || said.contains('@') && said.contains('.');
    match () {
        () if address || said.starts_with('@') => None,
        () if only_digits && digits == 4 && (said.starts_with("19") || said.starts_with("20")) => Some("year"),
        () if only_digits && digits == 4 => Some("four"),
        () if only_digits && (5..=8).contains(&digits) => Some("more"),
        () if letters > 0 && digits > 0 && letters + digits >= 4 => Some("mixed"),
        () if digits == 0 && letters >= 4 && !is_named(said) => Some("word"),
        () => None,
    }
}

/// Words between spaces, with what stands at their edges apart; single digits that follow each other are one.
fn chunks(written: &Written<'_>) -> Vec<Chunk> {
    let text = &written.folded.text;
    let mut all: Vec<Chunk> = Vec::new();
    let mut start = 0;
    for piece in text.split([' ', '\n']) {
        for at in parts(piece, start) {
            push(written, &mut all, at);
        }
        start += piece.len() + 1;
    }
    all
}

/// The edges of a piece, and what is between them; “pin:4821” is three.
fn parts(piece: &str, start: usize) -> Vec<Range<usize>> {
    let inner = piece.trim_start_matches(OPENING);
    let begun = piece.len() - inner.len();
    let inner = inner.trim_end_matches(CLOSING);
    let mut all: Vec<Range<usize>> = (0..begun).map(|at| at..at + 1).collect();
    let mut from = begun;
    let address = inner.contains("://") || inner.contains('@');
    if !address {
        for (at, sign) in inner.match_indices([':', '=', '#', '/', '>']) {
            let at = begun + at;
            all.extend((at > from).then_some(from..at));
            all.push(at..at + sign.len());
            from = at + sign.len();
        }
    }
    let end = begun + inner.len();
    all.extend((end > from).then_some(from..end));
    let behind = piece.get(end..).unwrap_or_default();
    all.extend(behind.char_indices().map(|(at, sign)| end + at..end + at + sign.len_utf8()));
    all.into_iter().map(|one| start + one.start..start + one.end).collect()
}

fn push(written: &Written<'_>, all: &mut Vec<Chunk>, at: Range<usize>) {
    let said = written.folded.get(at.clone());
    let digit = |said: &str| said.len() == 1 && said.bytes().all(|b| b.is_ascii_digit());
    if let Some(last) = all.last_mut()
        && digit(said)
        && last.said.split(' ').all(digit)
        && last.at.end + 1 == at.start
    {
        last.said.push(' ');
        last.said.push_str(said);
        last.at.end = at.end;
        return;
    }
    all.push(Chunk { said: said.to_owned(), capital: written.in_capitals(&at), at });
}

/// How a word is called where it stands beside another.
fn called(chunk: &Chunk) -> &str {
    match kind(chunk) {
        Some("four" | "more" | "year") => "9999",
        Some("mixed") => "x9",
        _ if chunk.said.bytes().all(|b| b.is_ascii_digit()) => "9",
        _ => &chunk.said,
    }
}

/// A candidate among the words around it.
struct Around<'c> {
    chunks: &'c [Chunk],
    at: usize,
    kind: &'static str,
    /// Where the last word for a PIN stands before it.
    before: Option<usize>,
    /// Where the next one stands behind it.
    behind: Option<usize>,
}

impl Around<'_> {
    fn nearest(&self) -> Option<usize> {
        let away = |place: &usize| place.abs_diff(self.at);
        self.before.into_iter().chain(self.behind).min_by_key(away)
    }

    fn word(&self, place: Option<usize>) -> &str {
        place.and_then(|place| self.chunks.get(place)).map_or("^", called)
    }

    fn signs(&self, chunk: &Chunk, is_ordinary: &dyn Fn(&str) -> bool) -> BTreeSet<String> {
        let kind = self.kind;
        let before = |away: usize| self.word(self.at.checked_sub(away));
        let after = |away: usize| self.word(self.at.checked_add(away));
        let mut signs = BTreeSet::from([format!("k:{kind}")]);
        for away in 1..=BESIDE {
            signs.insert(format!("<{away}:{}", before(away)));
            signs.insert(format!(">{away}:{}", after(away)));
            signs.insert(format!("{kind}<{away}:{}", before(away)));
            signs.insert(format!("{kind}>{away}:{}", after(away)));
        }
        signs.insert(format!("<<:{} {}", before(2), before(1)));
        signs.insert(format!(">>:{} {}", after(1), after(2)));
        signs.insert(format!("<<<:{} {} {}", before(3), before(2), before(1)));
        signs.insert(format!("<>:{} {}", before(1), after(1)));
        for away in 1..=AROUND {
            signs.insert(format!("b:{}", before(away)));
            signs.insert(format!("a:{}", after(away)));
        }
        if kind == "word" {
            signs.insert(format!("ordinary {}", is_ordinary(&chunk.said)));
            signs.insert(format!("w:{}", chunk.said));
        }
        if chunk.capital && self.at > 0 && ![".", "!", "?"].contains(&before(1)) {
            signs.insert(format!("{kind} capital"));
        }
        if ["\"", "'", "(", "["].contains(&before(1)) && ["\"", "'", ")", "]"].contains(&after(1)) {
            signs.insert(format!("{kind} quoted"));
        }
        self.place(&mut signs);
        signs
    }

    /// Where it stands to the words for a PIN, and what is between.
    fn place(&self, signs: &mut BTreeSet<String>) {
        let kind = self.kind;
        signs.insert(format!("{kind} behind {}", far(self.before.map(|place| self.at - place))));
        signs.insert(format!("{kind} ahead {}", far(self.behind.map(|place| place - self.at))));
        let Some(nearest) = self.nearest() else { return };
        signs.insert(format!("{kind} of {}", self.word(Some(nearest))));
        let between = self.chunks.get(nearest.min(self.at) + 1..nearest.max(self.at)).unwrap_or_default();
        for sign in [".", "?", "!", ",", ":", "is", "was", "to", "my"] {
            if between.iter().any(|one| one.said == sign) {
                signs.insert(format!("{kind} between {sign}"));
            }
        }
    }
}

fn far(away: Option<usize>) -> &'static str {
    match away {
        None => "no",
        Some(1) => "1",
        Some(2) => "2",
        Some(3..=4) => "4",
        Some(5..=7) => "7",
        Some(8..=12) => "12",
        Some(_) => "far",
    }
}
