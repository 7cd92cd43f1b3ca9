//! Web and mail addresses in a text, found once for all checks.

use linkify::{Link, LinkFinder, LinkKind};
use std::ops::Range;
use url::Url;

/// Every address of a text, in order.
pub(crate) struct Addresses<'t>(Vec<Link<'t>>);

impl<'t> Addresses<'t> {
    pub(crate) fn of(text: &'t str) -> Self {
        let mut finder = LinkFinder::new();
        finder.kinds(&[LinkKind::Url, LinkKind::Email]).url_must_have_scheme(false);
        Self(finder.links(text).collect())
    }

    /// Those of the web.
    pub(crate) fn links(&self) -> impl Iterator<Item = &Link<'t>> {
        self.0.iter().filter(|link| *link.kind() == LinkKind::Url)
    }

    /// Whether any part of a stretch, in bytes, belongs to an address.
    pub(crate) fn touch(&self, stretch: &Range<usize>) -> bool {
        let first = self.0.partition_point(|link| link.end() <= stretch.start);
        self.0.get(first).is_some_and(|link| link.start() < stretch.end)
    }
}

/// An address as a browser reads it; one without a scheme as a secure one.
pub(crate) fn read(written: &str) -> Option<Url> {
    if is_bare(written) { Url::parse(&format!("https://{written}")) } else { Url::parse(written) }.ok()
}

/// Whether the scheme is missing.
pub(crate) fn is_bare(written: &str) -> bool {
    !written.contains("://")
}

/// Whether a name ends as names on the open network do.
pub(crate) fn is_known(host: &str) -> bool {
    psl::suffix(host.as_bytes()).is_some_and(|suffix| suffix.is_known())
}

/// A link without some of the parameters behind its question mark, and the names of those; the rest stays as it was
/// written. None: it has no such parameter.
pub(crate) fn without(written: &str, goes: impl Fn(&str, &str) -> bool) -> Option<(String, Vec<String>)> {
    let before_fragment = written.split('#').next().unwrap_or(written);
    let fragment = written.get(before_fragment.len()..).unwrap_or_default();
    let (page, parameters) = before_fragment.split_once('?')?;
    let mut kept = Vec::new();
    let mut gone = Vec::new();
    for parameter in parameters.split('&') {
        // Copied out of the source of a page, `&` is written `&amp;`.
        let parameter = parameter.trim_start_matches("amp;");
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        if goes(name, value) { gone.push(name.to_owned()) } else { kept.push(parameter) }
    }
    let mark = if kept.is_empty() { "" } else { "?" };
    (!gone.is_empty()).then(|| (format!("{page}{mark}{}{fragment}", kept.join("&")), gone))
}

#[cfg(test)]
mod tests {
    use super::{Addresses, without};

    #[test]
    fn parameters_go_and_the_rest_stays_as_it_was_written() {
        let rest = |written: &str| without(written, |name, _| name == "x").map(|(rest, _)| rest);
        assert_eq!(rest("https://a.org/?x=1").as_deref(), Some("https://a.org/"));
        assert_eq!(rest("https://a.org/p?b=%20&x=1&c#top").as_deref(), Some("https://a.org/p?b=%20&c#top"));
        assert_eq!(rest("https://a.org/?x&amp;b=2").as_deref(), Some("https://a.org/?b=2"));
        assert_eq!(rest("https://a.org/#/?x=1"), None);
        assert_eq!(rest("https://a.org/?xx=1"), None);
    }

    #[test]
    fn a_stretch_touches_an_address_where_they_share_a_byte() {
        let addresses = Addresses::of("é https://a.org x");
        assert!(!addresses.touch(&(0..3)));
        assert!(addresses.touch(&(0..4)) && addresses.touch(&(15..18)));
        assert!(!addresses.touch(&(16..18)));
    }
}
