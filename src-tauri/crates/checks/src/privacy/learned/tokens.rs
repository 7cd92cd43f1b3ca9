//! Words and signs of a text, as what was learned reads them: names and titles as one sign, numbers, days and sums as
//! their kind, so that what is learned of one name holds for all.

use super::super::pattern::{Pattern, group};
use super::super::people::Written;
use super::classes::{DAYS, MONTHS, NUMBERS, TITLES};
use std::collections::HashSet;
use std::ops::Range;

/// A name, a title or another word with a capital that is no ordinary word.
pub(super) const NAME: &str = "Xx";
/// The same, of whom something is.
pub(super) const NAMES: &str = "Xx's";
/// A handle.
pub(super) const HANDLE: &str = "@x";
/// A title without its name.
pub(super) const TITLE: &str = "MR";
/// The end of a line.
const LINE: &str = "NL";

/// What stands inside names and titles: “The Night of the Circus”.
const GLUE: &[&str] = &["of", "the", "and", "in", "a", "to", "for", "on", "with", "&", "de", "la"];
const GLUED: usize = 3;
const ME: &[&str] = &["i", "i'm", "i'll", "i've", "i'd"];
const OPENS: &[&str] = &["\"", "!", "?", ".", ":", "-", ")", "("];

static TOKEN: Pattern = Pattern::new(concat!(
    r"(?P<handle>@[\p{L}0-9_.]{1,60})|(?P<tag>#[\p{L}0-9_]{1,60})|(?P<sum>[$€£] ?[0-9][0-9.,]{0,20})|(?P<place>[0-9]{1,6}(?:st|nd|rd|th)\b)",
    r"|(?P<number>[0-9][0-9.,:/\-]{0,40}[0-9]|[0-9])|(?P<word>[\p{L}]{1,60}(?:['\-][\p{L}]{1,60}){0,5}'?)|(?P<stop>[.!?]{1,20})|(?P<line>\n{1,20})|(?P<dash>-{1,20})|(?P<other>[^\s\w])"
));

/// A word or a sign.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// What is read.
    pub(super) said: String,
    /// Where, in the folded text.
    pub(super) at: Range<usize>,
    capital: bool,
}

impl Token {
    /// Whether it is a word that is written small throughout.
    pub(super) fn is_plain_word(&self) -> bool {
        !self.capital && is_word(&self.said) && !is_kind(&self.said)
    }
}

/// Those of a text, in order.
pub(super) fn tokens(written: &Written<'_>) -> Vec<Token> {
    let text = &written.folded.text;
    let read = |taken: regex::Captures<'_>| {
        let at = taken.get(0)?.range();
        let plain = text.get(at.clone()).unwrap_or_default();
        let is = |name| group(&taken, name).is_some();
        let said = match () {
            () if is("handle") => HANDLE.to_owned(),
            () if is("tag") => "#tag".to_owned(),
            () if is("sum") => "$n".to_owned(),
            () if is("place") => "nth".to_owned(),
            () if is("number") => "9".to_owned(),
            () if is("line") => LINE.to_owned(),
            () if is("dash") => "-".to_owned(),
            () if is("stop") => stop(plain).to_owned(),
            () if is("word") => word(plain).to_owned(),
            () => plain.to_owned(),
        };
        let capital = is("word") && has_capital(written.text.get(written.folded.written(&at)).unwrap_or_default());
        Some(Token { said, at, capital })
    };
    TOKEN.all(text).filter_map(read).collect()
}

fn stop(signs: &str) -> &'static str {
    if signs.contains('?') {
        "?"
    } else if signs.contains('!') {
        "!"
    } else {
        "."
    }
}

fn word(plain: &str) -> &str {
    match plain {
        _ if DAYS.contains(&plain) => "DAY",
        _ if MONTHS.contains(&plain) => "MONTH",
        _ if NUMBERS.contains(&plain) => "9",
        _ => plain,
    }
}

/// Written in capitals throughout is shouted or an abbreviation (DVD), and no name.
fn has_capital(written: &str) -> bool {
    let shouted = written.chars().count() > 2 && !written.chars().any(char::is_lowercase);
    !shouted && written.chars().next().is_some_and(char::is_uppercase)
}

fn is_word(said: &str) -> bool {
    said.chars().next().is_some_and(char::is_alphabetic)
}

fn is_kind(said: &str) -> bool {
    matches!(said, "DAY" | "MONTH")
}

/// The sentences of a text, each with what ends it.
pub(super) fn sentences(tokens: &[Token]) -> Vec<&[Token]> {
    let mut all = Vec::new();
    let (mut start, mut before) = (0, "");
    for (at, token) in tokens.iter().enumerate() {
        let title = token.said == "." && TITLES.contains(&before);
        if matches!(token.said.as_str(), "." | "!" | "?" | LINE) && !title {
            all.extend(tokens.get(start..=at));
            start = at + 1;
        }
        before = &token.said;
    }
    all.extend(tokens.get(start..));
    let says = |one: &&[Token]| {
        one.iter().any(|token| token.said.starts_with(|c: char| c.is_alphanumeric() || "@$#".contains(c)))
    };
    all.into_iter().filter(says).collect()
}

/// The words of a text that are written small: those it is ordinary to see.
pub(super) fn small_words(written: &Written<'_>) -> HashSet<String> {
    tokens(written).into_iter().filter(Token::is_plain_word).map(|token| token.said).collect()
}

/// The words of a text that have a capital where none begins a sentence: names, as a rule.
pub(super) fn capital_words(written: &Written<'_>) -> HashSet<String> {
    let tokens = tokens(written);
    let follows = |pair: &[Token]| match pair {
        [before, token] if token.capital && is_word(&token.said) && !OPENS.contains(&before.said.as_str()) => {
            (before.said != LINE).then(|| token.said.clone())
        }
        _ => None,
    };
    tokens.windows(2).filter_map(follows).collect()
}

/// A sentence with its names made one sign each.
pub(super) fn plainly(sentence: &[Token], is_ordinary: &dyn Fn(&str) -> bool) -> Vec<String> {
    let mut read: Vec<String> = Vec::with_capacity(sentence.len());
    for token in sentence {
        let opens = read.last().is_none_or(|last| OPENS.contains(&last.as_str()));
        let said = name_of(token, opens, is_ordinary);
        take(&mut read, said);
    }
    read
}

/// What a word with a capital is: itself where it only begins a sentence.
fn name_of<'t>(token: &'t Token, opens: bool, is_ordinary: &dyn Fn(&str) -> bool) -> &'t str {
    let said = token.said.as_str();
    if !token.capital || !is_word(said) || is_kind(said) || ME.contains(&said) {
        return said;
    }
    let base = said.trim_end_matches('\'');
    let ordinary = is_ordinary(said) || is_ordinary(base);
    match () {
        () if TITLES.contains(&said) => TITLE,
        () if opens && ordinary => said,
        () if base.ends_with("'s") || said.ends_with("s'") => NAMES,
        () => NAME,
    }
}

/// Adds it; names that belong together are one.
fn take(read: &mut Vec<String>, said: &str) {
    if said == NAME || said == NAMES {
        if read.last().is_some_and(|last| last == TITLE) {
            read.pop();
        } else if let Some(begun) = begun(read) {
            read.truncate(begun);
        }
    }
    // The dot behind a short title is part of it.
    if !(said == "." && read.last().is_some_and(|last| last == TITLE)) {
        read.push(said.to_owned());
    }
}

/// Where a name begins that goes on here.
fn begun(read: &[String]) -> Option<usize> {
    let glued = read.iter().rev().take_while(|said| GLUE.contains(&said.as_str())).take(GLUED).count();
    let at = read.len().checked_sub(glued + 1)?;
    (read.get(at)? == NAME).then_some(at)
}
