use super::{read, write};
use crate::ListedFeed;
use proptest::prelude::*;

fn feed(title: &str, address: &str, group: &str) -> ListedFeed {
    ListedFeed { title: title.to_owned(), address: address.to_owned(), group: group.to_owned() }
}

#[test]
fn lists_of_other_readers_are_understood() {
    let list = r#"<?xml version="1.0" encoding="ISO-8859-1"?><!DOCTYPE opml><opml version="1.1"><head><title>Mine</title></head><body>
        <outline text="Local partners" title=""><outline text="Schools">
            <outline TEXT="Tom &amp;amp; &eacute;cole" xmlURL="https://a.example/feed?x=1&amp;y=2"/>
        </outline><outline type="rss" xmlurl="feed://b.example/rss" htmlUrl="https://b.example/"/></outline>
        <outline title="Alone" text="other" xmlUrl=' http://c.example '/>
        <outline text="Again" xmlUrl="https://c.example/"/>
        <outline text="no web" xmlUrl="file:///etc/passwd"/><outline text="empty group"/>
        </body></opml>"#;
    let expected = [
        feed("Tom &amp; école", "https://a.example/feed?x=1&y=2", "Local partners / Schools"),
        feed("", "https://b.example/rss", "Local partners"),
        feed("Alone", "https://c.example/", ""),
    ];
    assert_eq!(read(list.as_bytes()).unwrap(), expected);
}

#[test]
fn what_is_no_list_is_said_and_what_is_cut_off_is_kept() {
    for words in ["", "hello", "<html><body/></html>", "<rss><channel/></rss>", "{}"] {
        assert!(read(words.as_bytes()).unwrap_err().contains("not a list of feeds"), "{words}");
    }
    assert!(read(b"<opml><body/></opml>").unwrap().is_empty());
    let cut = "<opml><body><outline text='a' xmlUrl='https://a.example/'/><outline text='b' xmlU";
    assert_eq!(read(cut.as_bytes()).unwrap().len(), 1);
    assert!(read(&vec![b'a'; 11 * 1024 * 1024]).unwrap_err().contains("too large"));
}

#[test]
fn hostile_lists_are_borne() {
    let deep = format!("<opml><body>{}<outline xmlUrl='https://a.example'/>", "<outline text='group'>".repeat(200_000));
    let feeds = read(deep.as_bytes()).unwrap();
    assert_eq!(feeds[0].group, "group / group / group / group");
    let bomb = "<!DOCTYPE opml [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><opml><outline text='&b;' xmlUrl='https://a.example/&b;'/></opml>";
    assert_eq!(read(bomb.as_bytes()).unwrap()[0].title, "&b;");
    let many: String = (0..5002).map(|n| format!("<outline xmlUrl='https://a.example/{n}'/>")).collect();
    assert!(read(format!("<opml>{many}</opml>").as_bytes()).unwrap_err().contains("5,000"));
}

#[test]
fn feeds_of_a_group_are_written_together() {
    let feeds = [
        feed("One", "https://a.example/", "News"),
        feed("Two", "https://b.example/", ""),
        feed("Three \"3\" <&>", "https://c.example/?a&b", "News"),
    ];
    let written = write("Library's feeds", &feeds);
    assert_eq!(written.matches("text=\"News\"").count(), 1);
    let [one, two, three] = feeds;
    assert_eq!(read(written.as_bytes()).unwrap(), [one, three, two]);
}

/// A title as it is kept: words with single spaces.
fn words() -> impl Strategy<Value = String> {
    "\\PC{0,12}( \\PC{1,8}){0,3}".prop_map(|words| {
        let words: String = words.chars().filter(|c| !matches!(c, '\u{FFFE}' | '\u{FFFF}')).collect();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(names in prop::collection::vec((words(), words()), 0..20)) {
        let feeds: Vec<ListedFeed> = names.iter().enumerate()
            .map(|(n, (title, group))| feed(title, &format!("https://a.example/{n}?x=%22&y=<"), group))
            .map(|listed| ListedFeed { address: url::Url::parse(&listed.address).unwrap().into(), ..listed })
            .collect();
        let mut expected = feeds.clone();
        let mut found = read(write("Mine", &feeds).as_bytes()).unwrap();
        expected.sort_by(|a, b| a.address.cmp(&b.address));
        found.sort_by(|a, b| a.address.cmp(&b.address));
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), text in any::<String>()) {
        let _ = read(&bytes);
        let _ = read(format!("<opml><outline xmlUrl='https://a.example' text='{text}'>{text}").as_bytes());
    }
}
