//! What each check says, and when it is silent.

use crate::made::{of, picture, small_limits, text};
use lectern_checks::{Checked, common as for_all, for_account};
use lectern_model::{DraftMedia, Finding, Fix, Level, Limits, Span};

fn account_findings(media: &[DraftMedia], limits: &Limits) -> Vec<Finding> {
    for_account(&Checked { media, limits: Some(limits), ..text("Hello") }, "Here")
}

#[test]
fn an_empty_draft_stops_and_a_picture_or_a_letter_is_enough() {
    for blank in ["", "  \n", "\u{200B}\u{FEFF}"] {
        let found = for_all(&text(blank));
        assert_eq!((found.len(), found[0].check.as_str(), found[0].level), (1, "empty", Level::Stop));
    }
    assert!(for_all(&text("a")).is_empty());
    assert!(for_all(&Checked { media: &[picture()], ..text("") }).is_empty());
}

#[test]
fn a_reply_of_names_alone_is_warned_about() {
    let reply = |words| for_all(&Checked { reply: true, ..text(words) });
    assert_eq!(reply("@ann@a.example @bob ")[0].level, Level::Warn);
    assert!(reply("@ann@a.example yes").is_empty());
    assert!(reply("yes").is_empty());
    assert!(for_all(&text("@ann")).is_empty());
}

#[test]
fn a_picture_is_described_or_decorative() {
    let bare = DraftMedia { description: " ".to_owned(), ..picture() };
    let one = for_all(&Checked { media: std::slice::from_ref(&bare), ..text("Hello") });
    assert_eq!(one[0].level, Level::Stop);
    assert_eq!(
        one[0].words,
        "The picture has no description for people who cannot see it. Describe it, or mark it as decorative."
    );
    let ornament = DraftMedia { decorative: true, decorative_why: "An ornament".to_owned(), ..bare.clone() };
    let media = [picture(), bare.clone(), ornament.clone(), bare];
    let found = for_all(&Checked { media: &media, ..text("Hello") });
    assert_eq!(found.len(), 2);
    assert!(found[0].words.starts_with("Picture 2 ") && found[1].words.starts_with("Picture 4 "));
    assert_eq!(found[1].fix, Some(Fix::Describe { label: "Describe it".to_owned(), picture: 3 }));
    let unsaid = DraftMedia { decorative_why: " ".to_owned(), ..ornament };
    let found = for_all(&Checked { media: &[unsaid], ..text("Hello") });
    assert_eq!(
        (found[0].level, found[0].words.as_str()),
        (Level::Stop, "The picture is marked as decorative without a reason. Say why it needs no description.")
    );
    let named = DraftMedia { description: "duck.png".to_owned(), ..picture() };
    assert_eq!(for_all(&Checked { media: &[named], ..text("Hello") })[0].level, Level::Warn);
}

#[test]
fn two_pictures_fit_and_three_do_not() {
    let limits = small_limits();
    for (pictures, findings) in [(1, 0), (2, 0), (3, 1)] {
        let media = vec![picture(); pictures];
        assert_eq!(of("picture_count", &account_findings(&media, &limits)).len(), findings, "{pictures}");
    }
    let none = Limits { pictures_max: 0, ..limits };
    assert_eq!(account_findings(&[picture()], &none)[0].words, "Here takes no pictures. Remove it.");
}

#[test]
fn a_picture_may_be_as_large_as_the_limit() {
    let limits = small_limits();
    for (bytes, findings) in [(999, 0), (1000, 0), (1001, 1)] {
        let media = [DraftMedia { bytes, ..picture() }];
        assert_eq!(of("picture_size", &account_findings(&media, &limits)).len(), findings, "{bytes} bytes");
    }
    for (width, findings) in [(9, 0), (10, 0), (11, 1)] {
        let media = [DraftMedia { width, ..picture() }];
        assert_eq!(of("picture_size", &account_findings(&media, &limits)).len(), findings, "{width} wide");
    }
    let huge = DraftMedia { width: u32::MAX, height: u32::MAX, bytes: u64::MAX, ..picture() };
    assert_eq!(of("picture_size", &account_findings(&[huge], &limits)).len(), 2);
}

#[test]
fn a_picture_is_of_a_type_that_is_taken() {
    let limits = small_limits();
    let gif = DraftMedia { mime: "image/gif".to_owned(), ..picture() };
    let found = account_findings(&[gif], &limits);
    assert_eq!(found[0].words, "The picture is GIF, and Here takes PNG, JPEG. Save it as one of those.");
    assert!(account_findings(&[DraftMedia { mime: "image/PNG".to_owned(), ..picture() }], &limits).is_empty());
}

#[test]
fn a_picture_may_be_required_but_not_in_replies() {
    let limits = Limits { picture_required: true, ..small_limits() };
    let draft = Checked { limits: Some(&limits), ..text("Hello") };
    assert_eq!(for_account(&draft, "Here")[0].check, "picture_required");
    assert!(for_account(&Checked { reply: true, ..draft }, "Here").is_empty());
    assert!(for_account(&Checked { media: &[picture()], ..draft }, "Here").is_empty());
}

#[test]
fn a_description_may_be_as_long_as_the_limit() {
    for (letters, findings) in [(9, 0), (10, 0), (11, 1)] {
        let media = [DraftMedia { description: "🦆".repeat(letters), ..picture() }];
        assert_eq!(of("description_length", &account_findings(&media, &small_limits())).len(), findings, "{letters}");
    }
}

#[test]
fn a_content_warning_needs_a_place() {
    let limits = Limits { content_warning: false, ..small_limits() };
    let draft = Checked { content_warning: "Spiders", limits: Some(&limits), ..text("Hello") };
    assert_eq!(for_account(&draft, "Here")[0].check, "content_warning");
    assert!(for_account(&Checked { content_warning: " ", ..draft }, "Here").is_empty());
}

#[test]
fn nothing_is_said_about_an_account_without_limits() {
    assert!(for_account(&text(&"a".repeat(100_000)), "Here").is_empty());
}

fn link_words(words: &str, own: &[&str]) -> Vec<(Level, String)> {
    let own_sites: Vec<String> = own.iter().map(|site| (*site).to_owned()).collect();
    let found = for_all(&Checked { own_sites: &own_sites, ..text(words) });
    found.into_iter().filter(|one| one.check == "links").map(|finding| (finding.level, finding.words)).collect()
}

#[test]
fn links_lead_home_or_away() {
    let home = |host: &str| vec![(Level::Tell, format!("The link leads to your own site, {host}."))];
    let away = |host: &str| vec![(Level::Tell, format!("The link leads away from your site, to {host}."))];
    let own = ["www.glenlibrary.org", "https://glen.libcal.com/calendar"];
    assert_eq!(link_words("https://events.glenlibrary.org/a?b", &own), home("events.glenlibrary.org"));
    assert_eq!(link_words("https://glen.libcal.com/event/1", &own), home("glen.libcal.com"));
    assert_eq!(link_words("https://www.example.com", &own), away("example.com"));
    assert_eq!(link_words("https://glenlibrary.org.evil.example", &own), away("glenlibrary.org.evil.example"));
    assert!(link_words("https://example.com", &[]).is_empty());
    assert!(link_words("write to desk@example.com or mailto:desk@example.com", &own).is_empty());
}

#[test]
fn two_libraries_on_one_hosting_service_are_two_sites() {
    let found = link_words("https://other.github.io/x", &["glen.github.io"]);
    assert_eq!(found, [(Level::Tell, "The link leads away from your site, to other.github.io.".to_owned())]);
}

#[test]
fn sites_without_a_public_suffix_are_compared_whole() {
    let found = link_words("https://127.0.0.1:8080/x https://localhost/y", &["127.0.0.1", "localhost"]);
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|(_, words)| words.contains("your own site")), "{found:?}");
}

#[test]
fn names_beyond_ascii_are_compared_as_the_browser_does() {
    let found = link_words("https://www.Bücherei.de/", &["bücherei.de"]);
    assert_eq!(found[0].1, "The link leads to your own site, xn--bcherei-n2a.de.");
}

#[test]
fn plain_http_and_bare_names_are_warned_about() {
    let found = link_words("http://example.com", &[]);
    assert_eq!(found[0].0, Level::Warn);
    assert!(found[0].1.contains("begins with http,"));
    let found = link_words("Sign up: glenlibrary.org/storytime.", &["glenlibrary.org"]);
    assert_eq!(found.len(), 2);
    assert_eq!(
        found[1].1,
        "“glenlibrary.org/storytime” is not a link on every network. Write https:// in front of it."
    );
    assert_eq!(link_words("glen.example/storytime", &["glen.example"]).len(), 2);
    assert!(link_words("Open Thursday.Come early, e.g. at 9.30", &[]).is_empty());
}

#[test]
fn a_link_is_marked_where_it_stands() {
    let own = ["a.org".to_owned()];
    let found = for_all(&Checked { own_sites: &own, ..text("🦆 https://a.org!") });
    assert_eq!(found[0].at, Some(Span { start: 3, end: 16 }));
}
