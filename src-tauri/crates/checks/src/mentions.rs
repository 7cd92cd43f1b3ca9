//! Finding `@name` and `@name@host` in a text, by the rule of the Mastodon family (its source: `Account::MENTION_RE`).

use std::ops::Range;

/// A mention: the whole of it, and the part from the second `@` on (empty where there is none), in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    pub(crate) whole: Range<usize>,
    pub(crate) host: Range<usize>,
}

/// Every mention, in order.
pub(crate) fn mentions(text: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find('@')).map(|offset| at + offset) {
        at = start + 1;
        let before = text.get(..start).and_then(|before| before.chars().next_back());
        if before.is_some_and(|c| c == '=' || c == '/' || is_word(c)) {
            continue;
        }
        let name = run(text, start + 1, |c| c.is_ascii_alphanumeric() || c == '_');
        if name.is_empty() {
            continue;
        }
        let host = host_after(text, name.end);
        at = host.end;
        found.push(Mention { whole: start..host.end, host });
    }
    found
}

/// `@host` right behind a name, or nothing.
fn host_after(text: &str, end: usize) -> Range<usize> {
    if text.get(end..).is_some_and(|rest| rest.starts_with('@')) {
        let host = run(text, end + 1, is_word);
        if !host.is_empty() {
            return end..host.end;
        }
    }
    end..end
}

/// The longest run of such characters, where single dots and dashes may stand between them.
fn run(text: &str, start: usize, fits: impl Fn(char) -> bool) -> Range<usize> {
    let mut end = start;
    for (offset, c) in text.get(start..).unwrap_or_default().char_indices() {
        if fits(c) {
            end = start + offset + c.len_utf8();
        } else if !(matches!(c, '.' | '-') && end > start) {
            break;
        }
    }
    start..end
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::mentions;

    #[test]
    fn names_hosts_and_lookalikes() {
        let part = |text: &str, at: std::ops::Range<usize>| text.get(at).unwrap().to_owned();
        let hosts = |text: &str| -> Vec<(String, String)> {
            mentions(text).into_iter().map(|found| (part(text, found.whole), part(text, found.host))).collect()
        };
        assert_eq!(hosts("@ann@b.example, hi"), [("@ann@b.example".to_owned(), "@b.example".to_owned())]);
        assert_eq!(hosts("(@ann.lee)."), [("@ann.lee".to_owned(), String::new())]);
        assert_eq!(hosts("@a@x.org @b@y.org").len(), 2);
        assert!(hosts("mail ann@b.example or https://x.org/@ann or @ or @é").is_empty());
        assert_eq!(hosts("@ann@").len(), 1);
    }
}
