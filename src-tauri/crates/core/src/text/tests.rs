use super::{MOST_HTML, ready, safe_body, shown_plain};
use lectern_model::{Author, Body, Card, Counts, IncomingPost, Link, MediaKind, PostMedia, Timestamp, Visibility};
use proptest::prelude::*;

fn html(html: &str) -> super::Safe {
    safe_body(&Body::Html(html.to_owned()), Some("https://blog.example/posts/1"))
}

fn plain(text: &str, links: Vec<Link>) -> super::Safe {
    safe_body(&Body::Plain { text: text.to_owned(), links }, None)
}

#[test]
fn plain_elements_stay_and_links_are_held_at_a_distance() {
    let safe = html(
        "<p>Story time at <strong>ten</strong>.<br>Bring <em>everyone</em>.</p><p>See <a href=\"https://library.example\" onclick=\"x()\" class=\"u\">us</a></p>",
    );
    assert_eq!(
        safe.html,
        "<p>Story time at <strong>ten</strong>.<br>Bring <em>everyone</em>.</p><p>See <a href=\"https://library.example\" rel=\"noopener noreferrer nofollow ugc\">us</a></p>"
    );
    assert_eq!(safe.text, "Story time at ten.\nBring everyone.\n\nSee us");
}

#[test]
fn nothing_that_acts_survives() {
    let nasty = [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)><script>alert(1)</script></svg>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<a href=\" jaVa\tscript:alert(1)\">x</a>",
        "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
        "<a href=\"vbscript:x\">x</a><a href=\"file:///etc/passwd\">y</a>",
        "<iframe src=\"https://evil.example\"></iframe>",
        "<p style=\"position:fixed\" class=\"toolbar\" id=\"x\">hi</p>",
        "<form action=\"https://evil.example\"><input name=p><button>Sign in</button></form>",
        "<math><mtext></p><img src onerror=alert(1)></math>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<!--><img src=x onerror=alert(1)>-->",
        "<base href=\"https://evil.example\"><meta http-equiv=refresh content=0>",
        "<style>@import 'https://evil.example'</style><link rel=stylesheet href=https://evil.example>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<<script>alert(1)//<</script>",
        "<a href=\"https://x.example\" target=\"_top\" ping=\"https://evil.example\">x</a>",
    ];
    for sample in nasty {
        let safe = html(sample).html;
        let lower = safe.to_lowercase();
        for bad in [
            "<script",
            "onerror=",
            "onload=",
            "<img",
            "<svg",
            "javascript:",
            "data:",
            "vbscript:",
            "file:",
            "<iframe",
            "style=",
            "class=",
            "<form",
            "<input",
            "<math",
            "<base",
            "<meta",
            "<style",
            "<link",
            "target=",
            "ping=",
            "id=",
        ] {
            let as_text = lower.contains("&lt;script") && bad == "<script";
            assert!(as_text || !lower.contains(bad), "{sample} -> {safe}");
        }
    }
}

#[test]
fn signs_that_turn_the_text_are_dropped_even_as_entities() {
    let safe = html("<p>safe&#x202e;txt.exe \u{2066}x\u{0}</p>");
    assert_eq!(safe.text, "safetxt.exe x");
    assert!(!safe.html.contains('\u{202e}') && !safe.html.contains('\u{2066}'));
    assert_eq!(plain("a\u{202e}b\u{7}c", vec![]).text, "abc");
}

#[test]
fn relative_links_are_read_from_the_page_and_headings_are_strong() {
    let safe = html("<h2>News</h2><a href=\"/events\">events</a> <a href=\"2\">two</a>");
    assert!(safe.html.starts_with("<p><strong>News</strong></p>"), "{}", safe.html);
    assert!(safe.html.contains("href=\"https://blog.example/events\""), "{}", safe.html);
    assert!(safe.html.contains("href=\"https://blog.example/posts/2\""), "{}", safe.html);
    assert_eq!(safe.text, "News\n\nevents two");
    let no_page = safe_body(&Body::Html("<a href=\"/x\">x</a>".to_owned()), None);
    assert!(!no_page.html.contains("href"), "{}", no_page.html);
}

#[test]
fn plain_text_keeps_its_lines_and_its_links() {
    let text = "Hello <you> & all\nsecond line\n\n\nsee library.example now";
    let start = text.find("library").unwrap();
    let links = vec![Link { start, end: start + 15, href: "https://library.example/?a=1&b=\"2\"".to_owned() }];
    let safe = plain(text, links);
    assert_eq!(
        safe.html,
        "<p>Hello &lt;you&gt; &amp; all<br>second line</p><p>see <a href=\"https://library.example/?a=1&amp;b=&quot;2&quot;\" rel=\"noopener noreferrer nofollow ugc\">library.example</a> now</p>"
    );
    assert_eq!(safe.text, text);
}

#[test]
fn wrong_offsets_and_schemes_leave_text_alone() {
    let link = |start, end, href: &str| Link { start, end, href: href.to_owned() };
    let odd = vec![
        link(1, 2, "https://inside-a-letter.example"),
        link(0, 2, "javascript:alert(1)"),
        link(3, 999, "https://too-far.example"),
        link(9, 3, "https://backwards.example"),
    ];
    assert_eq!(plain("é words", odd).html, "<p>é words</p>");
}

#[test]
fn addresses_in_plain_text_become_links() {
    assert_eq!(
        shown_plain("Come: https://library.example/x.", &[]),
        "<p>Come: <a href=\"https://library.example/x\" rel=\"noopener noreferrer nofollow ugc\">https://library.example/x</a>.</p>"
    );
    assert_eq!(shown_plain("ftp://x.example", &[]), "<p>ftp://x.example</p>");
    assert_eq!(shown_plain("", &[]), "");
}

#[test]
fn ten_megabytes_are_cut_and_lead_to_the_rest() {
    let safe = html(&"<div><b>many words, </b>".repeat(430_000));
    assert!(safe.html.len() < 3 * MOST_HTML && safe.text.len() <= 100_003, "{} {}", safe.html.len(), safe.text.len());
    assert!(safe.html.contains("https://blog.example/posts/1"));
    let safe = plain(&"é".repeat(5_000_000), vec![]);
    assert!(safe.text.ends_with('…') && safe.text.len() <= 100_003);
}

#[test]
fn a_post_is_ready_within_bounds_and_not_from_the_future() {
    let author = Author {
        remote_id: "1".to_owned(),
        name: "Ann\u{202e}\nLee".to_owned(),
        handle: "@ann".to_owned(),
        url: Some("javascript:x".to_owned()),
        avatar_url: Some("HTTPS://x.example/a.png".to_owned()),
    };
    let media = |url: &str| PostMedia {
        kind: MediaKind::Picture,
        url: url.to_owned(),
        preview_url: Some("data:image/png;base64,".to_owned()),
        description: String::new(),
        width: None,
        height: None,
    };
    let post = IncomingPost {
        remote_id: "p1".to_owned(),
        url: Some("https://x.example/p1".to_owned()),
        author,
        title: " A  title\n".to_owned(),
        body: Body::Html("plain words".to_owned()),
        created_at: Timestamp(5_000),
        language: None,
        content_warning: String::new(),
        visibility: Visibility::Public,
        media: vec![media("https://x.example/1.png"), media("blob:x")],
        card: Some(Card { url: "javascript:x".to_owned(), ..Card::default() }),
        counts: Counts::default(),
        liked: false,
        boosted: false,
        boosted_by: None,
        reply_to: None,
        thread_root: None,
        remote_ref: serde_json::Value::Null,
    };
    let ready = ready(post, Timestamp(1_000));
    assert_eq!((ready.created_at, ready.sort_at), (Timestamp(1_000), Timestamp(1_000)));
    assert_eq!(ready.author.name, "Ann Lee");
    assert_eq!(ready.author.url, None);
    assert!(ready.author.avatar_url.is_some());
    assert_eq!(ready.title, "A title");
    assert_eq!(ready.html, "<p>plain words</p>");
    assert_eq!(ready.media.len(), 1);
    assert_eq!(ready.media[0].preview_url, None);
    assert_eq!(ready.card, None);
}

proptest! {
    #[test]
    fn whatever_comes_is_text_or_plain_elements(sample in "(<|>|&|\"|'|/|a|p|b|script|svg|href=|javascript:|on|=| |[a-z]|&#x3c;){0,60}") {
        let safe = html(&sample).html;
        for element in safe.split('<').skip(1) {
            let name: String = element.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
            prop_assert!(super::html::is_kept(&name), "{sample} -> {safe}");
        }
    }

    #[test]
    fn plain_text_with_any_links_never_panics_and_stays_whole(text in "\\PC{0,60}", start in 0_usize..80, end in 0_usize..80) {
        let safe = plain(&text, vec![Link { start, end, href: "https://x.example".to_owned() }]);
        prop_assert!(!safe.html.contains("<script"));
        prop_assert_eq!(safe.html.matches("<a ").count(), safe.html.matches("</a>").count());
    }
}
