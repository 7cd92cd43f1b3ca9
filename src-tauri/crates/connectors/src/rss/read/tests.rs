//! Feeds as they are found, good, careless and hostile.

use super::{Unreadable, read};
use crate::rss::posts::{FirstSeen, Origin, posts, site_of};
use lectern_model::{Body, IncomingPost, MediaKind, Timestamp};
use std::time::{Duration, Instant};
use url::Url;

const NOW: Timestamp = Timestamp(1_795_424_400_000);

fn url() -> Url {
    Url::parse("https://library.example/news/feed").unwrap()
}

fn posts_of(bytes: &[u8]) -> Vec<IncomingPost> {
    posts_in(&read(bytes, None, &url()).unwrap())
}

fn posts_in(feed: &feed_rs::model::Feed) -> Vec<IncomingPost> {
    let origin = Origin {
        feed: url().into(),
        url: url(),
        site: site_of(feed, &url()),
        title: "Library news".to_owned(),
        host: "library.example".to_owned(),
    };
    posts(feed, &origin, NOW, &mut FirstSeen::new())
}

fn rss(items: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"
        xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel><title>Library news</title><link>https://library.example/</link>{items}</channel></rss>"#
    )
}

fn html(post: &IncomingPost) -> &str {
    match &post.body {
        Body::Html(html) => html,
        Body::Plain { text, .. } => text,
    }
}

#[test]
fn an_rss_item_becomes_a_post() {
    let posts = posts_of(
        rss(r#"<language>en-GB</language><item><title>Story time &amp;amp; songs</title><link>/story</link><guid>g1</guid>
            <pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate><dc:creator>Ann</dc:creator>
            <description>&lt;p&gt;Come &lt;a href="/join"&gt;along&lt;/a&gt; &lt;img src="duck.png" alt="A duck"&gt;&lt;/p&gt;</description></item>"#)
        .as_bytes(),
    );
    let post = &posts[0];
    assert_eq!((post.remote_id.as_str(), post.title.as_str()), ("g1", "Story time & songs"));
    assert_eq!(post.url.as_deref(), Some("https://library.example/story"));
    assert_eq!((post.author.name.as_str(), post.author.handle.as_str()), ("Library news", "Ann"));
    assert_eq!(post.created_at, Timestamp(1_795_168_800_000));
    assert_eq!(post.language.as_deref(), Some("en-gb"));
    assert!(html(post).contains(r#"href="https://library.example/join""#), "{}", html(post));
    assert_eq!(post.media[0].url, "https://library.example/duck.png");
    assert_eq!(post.media[0].description, "A duck");
}

#[test]
fn an_atom_entry_and_a_json_item_become_posts() {
    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>A</title><link href="https://library.example/"/>
        <entry><id>tag:1</id><title type="html">Caf&amp;eacute;</title><updated>2026-11-20T10:00:00Z</updated>
        <link rel="enclosure" type="audio/mpeg" href="talk.mp3" title="The talk"/><link href="/one"/>
        <summary>short</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">whole <b>text</b></div></content></entry></feed>"#;
    let post = &posts_of(atom.as_bytes())[0];
    assert_eq!((post.title.as_str(), post.url.as_deref()), ("Café", Some("https://library.example/one")));
    assert!(html(post).contains("whole <b>text</b>"), "{}", html(post));
    assert_eq!(
        (post.media[0].kind, post.media[0].url.as_str()),
        (MediaKind::Audio, "https://library.example/news/talk.mp3")
    );
    let json = r#"{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[
        {"id":7,"url":"https://library.example/7","content_text":"See https://library.example now","image":"/7.png",
         "date_published":"2026-11-20T10:00:00Z","authors":[{"name":"Ann","url":3}],"tags":[1],"attachments":[{"url":"x"}]},
        {"id":"8","content_html":"<p>eight</p>","title":null}, "nonsense"]}"#;
    let posts = posts_of(json.as_bytes());
    assert_eq!(posts.iter().map(|post| post.remote_id.as_str()).collect::<Vec<_>>(), ["8", "7"]);
    assert!(matches!(&posts[1].body, Body::Plain { links, .. } if links.len() == 1));
    assert_eq!(posts[1].media[0].url, "https://library.example/7.png");
    assert_eq!(posts[1].url.as_deref(), Some("https://library.example/7"));
}

#[test]
fn what_is_attached_is_found_wherever_it_stands() {
    let items = r#"<item><guid>1</guid><media:thumbnail url="https://library.example/1.jpg" width="240"/></item>
        <item><guid>2</guid><enclosure url="https://library.example/2.mp3" type="audio/mpeg" length="1"/>
            <itunes:image href="https://library.example/2.jpg"/><itunes:summary/><itunes:title></itunes:title></item>
        <item><guid>3</guid><media:content url="https://library.example/3.jpg" type="image/jpeg" width="800" height="600">
            <media:description type="plain">A &lt;b&gt;boat&lt;/b&gt;</media:description></media:content></item>
        <item><guid>4</guid><media:group><media:title type="text"/><media:content url="https://library.example/4.mp4" type="video/mp4"/>
            <media:thumbnail url="https://library.example/4.jpg"/></media:group></item>
        <item><guid>5</guid><enclosure url="javascript:alert(1)" type="image/png"/></item>"#;
    let posts = posts_of(rss(items).as_bytes());
    let media = |id: &str| posts.iter().find(|post| post.remote_id == id).map(|post| post.media.clone()).unwrap();
    assert_eq!(media("1")[0].url, "https://library.example/1.jpg");
    assert_eq!((media("2").len(), media("2")[0].kind), (1, MediaKind::Audio));
    assert_eq!(media("2")[0].preview_url.as_deref(), Some("https://library.example/2.jpg"));
    assert_eq!((media("3")[0].description.as_str(), media("3")[0].width), ("A boat", Some(800)));
    assert_eq!(media("4")[0].preview_url.as_deref(), Some("https://library.example/4.jpg"));
    assert!(media("5").is_empty());
}

#[test]
fn one_id_for_several_items_is_made_distinct_for_each() {
    let item = |link: &str| {
        format!("<item><guid>same</guid><link>https://library.example/{link}</link><title>T</title></item>")
    };
    let two = posts_of(rss(&(item("a") + &item("b") + &item("b"))).as_bytes());
    let three = posts_of(rss(&(item("c") + &item("a") + &item("b"))).as_bytes());
    let ids = |posts: &[IncomingPost]| posts.iter().map(|post| post.remote_id.clone()).collect::<Vec<_>>();
    assert_eq!(two.len(), 2, "the same item twice is one post");
    assert!(ids(&two).iter().all(|id| ids(&three).contains(id)), "a new item takes no old one's place");
    assert_eq!(
        posts_of(rss("<item><title>no id</title></item><item><title>nor here</title></item>").as_bytes()).len(),
        2
    );
}

#[test]
fn items_without_a_usable_date_keep_the_moment_they_were_first_seen() {
    let items = r"<item><guid>a</guid></item><item><guid>b</guid><pubDate>someday</pubDate></item>
        <item><guid>c</guid><pubDate>Fri, 20 Nov 2037 10:00:00 GMT</pubDate></item>";
    let feed = read(rss(items).as_bytes(), None, &url()).unwrap();
    let origin = Origin { feed: url().into(), url: url(), site: None, title: "T".to_owned(), host: "h".to_owned() };
    let mut seen = FirstSeen::new();
    let first = posts(&feed, &origin, NOW, &mut seen);
    let later = posts(&feed, &origin, NOW.plus_seconds(3600), &mut seen);
    assert_eq!(first, later);
    assert_eq!(
        first.iter().map(|post| post.remote_id.as_str()).collect::<Vec<_>>(),
        ["a", "b", "c"],
        "in the feed's order"
    );
    assert!(first.iter().all(|post| post.created_at <= NOW));
}

#[test]
fn careless_feeds_are_read_all_the_same() {
    for (what, feed, count) in [
        ("no version", "<rss><channel><item><title>a</title></item></channel></rss>".to_owned(), 1),
        ("cut off", rss("<item><title>a</title></item><item><title>b").replace("</channel></rss>", ""), 2),
        ("bare ampersand", rss("<item><title>Tom & Jerry</title></item>"), 1),
        ("unknown entity", rss("<item><title>a&nbsp;b</title></item>"), 1),
        ("no such character", rss("<item><title>a&#0;&#xFFFFFFFF;b</title></item>"), 1),
        ("crossed ends", rss("<item><title>a</item><item><title>b</title></b></item>"), 2),
        ("words before", format!("\n Warning: x \n{}", rss("<item><title>a</title></item>")), 1),
        (
            "careless namespace",
            rss("<item><media:thumbnail url='https://a.example/1.jpg'/></item>").replace("mrss/", "mrss"),
            1,
        ),
        ("person and address", rss("<item><author>编辑：info@library.example（x）</author><title>a</title></item>"), 1),
        ("no items", rss(""), 0),
    ] {
        assert_eq!(posts_of(feed.as_bytes()).len(), count, "{what}");
    }
    let post = &posts_of(rss("<item><title>Tom & Jerry&nbsp;read</title></item>").as_bytes())[0];
    assert_eq!(post.title, "Tom & Jerry read");
    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title type="weird">A</title>
        <entry><id>1</id><title type="text/plain">one</title><content type="image/png">iVBOR</content><summary>s</summary></entry>
        <entry><id>2</id><title/><content src="https://a.example/2" type="text/html">x</content></entry></feed>"#;
    let posts = posts_of(atom.as_bytes());
    assert_eq!((posts.len(), html(&posts[0])), (2, "s"));
}

#[test]
fn what_is_no_feed_is_named() {
    let why = |bytes: &str| read(bytes.as_bytes(), None, &url()).unwrap_err();
    assert_eq!(why("<!DOCTYPE html><html><body>hello</body></html>"), Unreadable::WebPage);
    assert_eq!(why("<svg xmlns='http://www.w3.org/2000/svg'/>"), Unreadable::NotAFeed);
    assert_eq!(why("{\"a\":1}"), Unreadable::NotAFeed);
    assert_eq!(why("{"), Unreadable::NotAFeed);
    assert_eq!(why(""), Unreadable::NotAFeed);
    assert_eq!(why("plain words"), Unreadable::NotAFeed);
    assert_eq!(why("<!doctype HTML><p>unclosed"), Unreadable::WebPage);
    assert_eq!(read(b"<p>Welcome</p>", Some("text/html"), &url()).unwrap_err(), Unreadable::WebPage);
    assert!(read(rss("").as_bytes(), Some("text/html"), &url()).is_ok(), "a wrong header is seen through");
}

fn quickly(what: &str, bytes: &[u8]) {
    #[expect(clippy::disallowed_methods, reason = "only says when something hostile takes very long")]
    let begun = Instant::now();
    let _ = read(bytes, None, &url()).map(|feed| posts_in(&feed));
    assert!(begun.elapsed() < Duration::from_secs(60), "{what} took {:?}", begun.elapsed());
}

#[test]
fn entities_never_grow() {
    let mut declared = "<!ENTITY l0 'lol'>".to_owned();
    for level in 1..30 {
        declared.push_str(&format!("<!ENTITY l{level} '{}'>", format!("&l{};", level - 1).repeat(10)));
    }
    let bomb = format!(
        "<?xml version='1.0'?><!DOCTYPE rss [{declared}<!ENTITY x SYSTEM 'file:///etc/passwd'>]>\
         <rss version='2.0'><channel><item><title>&l29; &x;</title></item></channel></rss>"
    );
    let post = &posts_of(bomb.as_bytes())[0];
    assert_eq!(post.title, "&l29; &x;");
}

#[test]
fn hostile_feeds_end_in_time_and_without_a_panic() {
    let many = 10 * 1024 * 1024;
    quickly("one long title", rss(&format!("<item><title>{}</title></item>", "a".repeat(many))).as_bytes());
    quickly(
        "one long body",
        rss(&format!("<item><description>{}</description></item>", "&lt;b&gt;".repeat(many / 40))).as_bytes(),
    );
    quickly("many items", rss(&"<item><title>a</title></item>".repeat(many / 120)).as_bytes());
    quickly("many attributes", rss(&format!("<item {}></item>", "a='1' ".repeat(50_000))).as_bytes());
    quickly(
        "json",
        format!("{{\"version\":\"https://jsonfeed.org/version/1\",\"items\":{}", "[".repeat(many)).as_bytes(),
    );
    quickly("zeros", &vec![0; many]);
    for nested in ["<media:group>", "<itunes:category text='a'>", "<x>"] {
        assert_eq!(
            read(rss(&nested.repeat(100_000)).as_bytes(), None, &url()).unwrap_err(),
            Unreadable::Damaged,
            "{nested}"
        );
    }
}

#[test]
fn a_panic_of_the_parser_is_a_damaged_feed() {
    let feed = rss("<item><itunes:duration>99999999999999999999999999</itunes:duration></item>");
    assert_eq!(read(feed.as_bytes(), None, &url()).unwrap_err(), Unreadable::Damaged);
}

proptest::proptest! {
    #[test]
    fn no_change_of_a_good_feed_makes_it_panic(
        which in 0..3_usize,
        cut in (0..2000_usize, 0..200_usize),
        insert in proptest::prelude::any::<String>(),
    ) {
        let fixtures = [
            include_str!("../fixtures/news.xml"),
            include_str!("../fixtures/blog.atom"),
            include_str!("../fixtures/events.json"),
        ];
        let mut bytes = fixtures[which].as_bytes().to_vec();
        let start = cut.0.min(bytes.len());
        let end = (start + cut.1).min(bytes.len());
        bytes.splice(start..end, insert.bytes());
        let _ = read(&bytes, None, &url()).map(|feed| posts_in(&feed));
    }
}
