//! Words out of markup.

use scraper::{Html, Node, Selector};
use url::Url;

/// Longest body of one post, in bytes of markup; the rest is cut.
const LONGEST_BODY: usize = 256 * 1024;

/// Deepest nesting that is kept.
const DEEPEST: usize = 500;

const ENDS_BY_ITSELF: [&str; 18] = [
    "area", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p", "source",
    "td", "tr", "wbr",
];

/// Longest title, in characters.
const LONGEST_TITLE: usize = 500;

/// Most pictures taken from one body.
const MOST_PICTURES: usize = 4;

/// A picture inside a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct InlinePicture {
    pub(crate) url: String,
    pub(crate) description: String,
    pub(crate) width: Option<u32>,
    pub(crate) height: Option<u32>,
}

/// Text without markup, references resolved, white space joined. For titles and names.
pub(crate) fn plain(markup: &str) -> String {
    let text = if markup.contains(['<', '&']) { unmarked(cut(markup)) } else { cut(markup).to_owned() };
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    let joined: String = words.collect::<Vec<_>>().join(" ");
    joined.chars().take(LONGEST_TITLE).collect()
}

fn unmarked(markup: &str) -> String {
    let mut text = String::new();
    for node in Html::parse_fragment(markup).tree.root().descendants() {
        match node.value() {
            Node::Text(words) => text.push_str(words),
            Node::Element(element) if matches!(element.name(), "br" | "p" | "div" | "li") => text.push(' '),
            _ => {}
        }
    }
    text
}

/// A body with its relative links resolved against `base`, cut to what is kept of one post.
pub(crate) fn body(markup: &str, base: &Url) -> String {
    let mut cleaner = ammonia::Builder::default();
    cleaner.url_relative(ammonia::UrlRelative::RewriteWithBase(base.clone()));
    cleaner.clean(cut(markup).trim()).to_string()
}

/// The first pictures of a body, without those that only count readers.
pub(crate) fn pictures(markup: &str, base: &Url) -> Vec<InlinePicture> {
    if !markup.contains("<img") {
        return Vec::new();
    }
    let Ok(images) = Selector::parse("img[src]") else { return Vec::new() };
    let page = Html::parse_fragment(markup);
    let found = page.select(&images).filter_map(|image| {
        let size = |name| image.attr(name).and_then(|value| value.trim_end_matches("px").parse::<u32>().ok());
        let (width, height) = (size("width"), size("height"));
        let tiny = [width, height].into_iter().flatten().any(|side| side <= 2);
        let url = base.join(image.attr("src")?.trim()).ok().filter(|url| matches!(url.scheme(), "https" | "http"))?;
        let description = plain(image.attr("alt").unwrap_or_default());
        (!tiny).then(|| InlinePicture { url: url.into(), description, width, height })
    });
    found.take(MOST_PICTURES).collect()
}

fn cut(markup: &str) -> &str {
    shallow(markup, LONGEST_BODY)
}

/// The start of some markup: no longer than so many bytes, and not nested so deep that building its tree would take the
/// square of its length in time.
pub(crate) fn shallow(markup: &str, longest: usize) -> &str {
    let markup = markup.get(..markup.floor_char_boundary(longest)).unwrap_or(markup);
    let lower = markup.to_ascii_lowercase();
    let (mut depth, mut done) = (0_usize, 0);
    while let Some(at) = lower.get(done..).and_then(|rest| rest.find('<')).map(|offset| done + offset) {
        let tag = lower.get(at + 1..).unwrap_or_default();
        done = at + 1;
        if tag.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if let Some(end) = ["script", "style"].iter().find(|name| tag.starts_with(**name)) {
            // What stands inside is no markup, whatever it looks like.
            done += tag.find(&format!("</{end}")).map_or(tag.len(), |offset| offset + 1);
        } else if opens(tag) {
            depth += 1;
        }
        if depth > DEEPEST {
            return markup.get(..at).unwrap_or(markup);
        }
    }
    markup
}

/// Whether a tag stays open until its end tag; those that end by themselves do not nest.
fn opens(tag: &str) -> bool {
    let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).take(12).collect();
    !name.is_empty() && !ENDS_BY_ITSELF.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::{body, pictures, plain};
    use url::Url;

    fn base() -> Url {
        Url::parse("https://library.example/news/").unwrap()
    }

    #[test]
    fn titles_are_words_alone() {
        assert_eq!(plain("Tom &amp; <b>Jerry</b>\n read"), "Tom & Jerry read");
        assert_eq!(plain("Story&#8217;s<br>end"), "Story\u{2019}s end");
        assert_eq!(plain("1 < 2"), "1 < 2");
        assert_eq!(plain("bell\u{7} rings"), "bell rings");
    }

    #[test]
    fn links_and_pictures_of_a_body_become_whole() {
        let markup =
            r#"<p><a href="../a">A</a> <img src="duck.png" alt="A duck" width="30px"> <img src="/p.gif" width=1></p>"#;
        let body = body(markup, &base());
        assert!(
            body.contains("https://library.example/a") && body.contains("https://library.example/news/duck.png"),
            "{body}"
        );
        let found = pictures(markup, &base());
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].url.as_str(), found[0].description.as_str(), found[0].width),
            ("https://library.example/news/duck.png", "A duck", Some(30))
        );
        assert!(super::pictures(r#"<img src="data:image/png;base64,AA">"#, &base()).is_empty());
    }

    #[test]
    fn markup_nested_without_end_is_borne() {
        let deep = "<div>".repeat(100_000) + "words";
        assert!(!body(&deep, &base()).is_empty());
        assert_eq!(plain(&("words".to_owned() + &"<b>".repeat(20_000))), "words");
        let script = format!("<script>{}</script>after", "for(;i<n;)".repeat(1000));
        assert_eq!(super::shallow(&script, 1_000_000), script);
        assert_eq!(plain(&"é".repeat(300_000)).chars().count(), 500);
    }
}
