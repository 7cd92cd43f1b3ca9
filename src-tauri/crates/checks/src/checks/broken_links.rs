//! Links whose beginning is misspelt, torn off or doubled.

use crate::addresses::is_known;
use crate::draft::Checked;
use crate::spans::{replace, span};
use crate::words::{MOST, quoted};
use lectern_model::{Finding, Level};
use std::ops::Range;
use url::{Host, Url};

/// `http` and `https` as fingers write them.
const SECURE: &[&str] = &["https", "htps", "htpps", "httpps", "htttps", "hhttps", "ttps"];
const PLAIN: &[&str] = &["http", "htp", "htpp", "httpp", "htttp", "hhttp", "ttp"];

/// What stands between scheme and host, and what is written instead.
const SEPARATORS: &[&str] = &[":////", ":///", "://", ";//", ":\\\\", "//", ":/", ":"];

pub(crate) fn check(draft: &Checked<'_>) -> Vec<Finding> {
    let text = draft.text;
    let words = words(text);
    let nexts = words.iter().skip(1).map(Some).chain([None]);
    words.iter().zip(nexts).filter_map(|(word, next)| look(text, word, next)).take(MOST).collect()
}

fn look(text: &str, word: &Range<usize>, next: Option<&Range<usize>>) -> Option<Finding> {
    let written = text.get(word.clone())?;
    let mut start = Start::read(written)?;
    let mut sound = start.sound;
    while let Some(inner) = Start::read(start.rest) {
        sound = false;
        start = inner;
    }
    let say = |words: String, at: Range<usize>| {
        Finding::new("broken_link", Level::Warn, words).at(span(text, at.start, at.end))
    };
    let mend = |finding: Finding, with: String| {
        let fix = finding.at.map(|at| replace(&format!("Write {with}"), at, with));
        finding.mended_by(fix)
    };
    if !sound {
        let whole = format!("{}://{}", start.scheme, start.rest);
        let words = format!("{} is no link: its beginning is not right.", quoted(written));
        return leads_somewhere(start.rest).then(|| mend(say(words, word.clone()), whole));
    }
    if start.rest.is_empty() {
        let host = next.filter(|next| text.get(word.end..next.start).is_some_and(|gap| gap.chars().all(|c| c == ' ')));
        if let Some((end, host)) = host.and_then(|next| Some((next.end, text.get(next.clone())?)))
            && leads_somewhere(host)
        {
            let words = format!("There is a space inside the link to {}.", quoted(host));
            return Some(mend(say(words, word.start..end), format!("{written}{host}")));
        }
        let words = format!("{written} leads nowhere: the address behind it is missing.");
        return Some(say(words, word.clone()));
    }
    let words = || format!("{} is no link that a browser can open. Copy it again.", quoted(written));
    (!opens(written)).then(|| say(words(), word.clone()))
}

/// The beginning of a link, right or wrong.
struct Start<'t> {
    scheme: &'static str,
    rest: &'t str,
    sound: bool,
}

impl<'t> Start<'t> {
    fn read(written: &'t str) -> Option<Self> {
        let length = written.find(|c: char| !c.is_ascii_alphabetic())?;
        let (typed, behind) = written.split_at(length);
        let typed = typed.to_ascii_lowercase();
        let scheme = match typed.as_str() {
            secure if SECURE.contains(&secure) => "https",
            plain if PLAIN.contains(&plain) => "http",
            _ => return None,
        };
        let separator = SEPARATORS.iter().find(|separator| behind.starts_with(**separator))?;
        let rest = behind.strip_prefix(separator)?;
        Some(Self { scheme, rest, sound: typed == scheme && *separator == "://" })
    }
}

/// Words between white space, without the signs around them.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut at = 0;
    for part in text.split_inclusive(char::is_whitespace) {
        let word =
            part.trim_end().trim_end_matches(['.', ',', ';', '!', '?', ')', ']', '}', '>', '"', '\'', '”', '’', '»']);
        let inner = word.trim_start_matches(['(', '[', '{', '<', '"', '\'', '“', '‘', '«']);
        if !inner.is_empty() {
            words.push(at + word.len() - inner.len()..at + word.len());
        }
        at += part.len();
    }
    words
}

/// Whether it begins with a name as they are on the open network.
fn leads_somewhere(rest: &str) -> bool {
    let host = rest.split(['/', '?', '#', ':', '\\']).next().unwrap_or_default();
    let named = host.contains('.') && host.split('.').all(|label| !label.is_empty());
    named && is_known(&host.to_lowercase()) && opens(&format!("https://{rest}"))
}

fn opens(written: &str) -> bool {
    Url::parse(written).is_ok_and(|url| match url.host() {
        Some(Host::Domain(name)) => name.strip_suffix('.').unwrap_or(name).split('.').all(|label| !label.is_empty()),
        host => host.is_some(),
    })
}
