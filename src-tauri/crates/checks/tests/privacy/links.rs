//! A link is read by everybody it is sent to, and by whoever counts its visits: nothing that points to a person stands in
//! it.

use crate::table::library;
use lectern_checks::privacy::{Channel, outgoing};
use lectern_model::Level;

fn found(link: &str) -> Vec<(String, Level)> {
    let found = outgoing(&format!("Story time is back: {link}"), &library(), Channel::Public);
    found.into_iter().map(|finding| (finding.check, finding.level)).collect()
}

#[test]
fn a_link_counts_a_campaign_never_a_person() {
    let (card, mail) = (("privacy_patron_barcode", Level::Stop), ("privacy_email", Level::Warn));
    for (link, (check, level)) in [
        ("https://glenlibrary.example.org/events?utm_content=21234000012344", card),
        ("https://glenlibrary.example.org/events?utm_campaign=2%201234%200000%2012344", card),
        ("https://glenlibrary.example.org/events?utm_source=ana.reyes@mail.example", mail),
        ("https://glenlibrary.example.org/events?utm_source=ana.reyes%40mail.example", mail),
    ] {
        assert!(found(link).contains(&(check.to_owned(), level)), "{link}: {:?}", found(link));
    }
    for link in [
        "https://glenlibrary.example.org/events?utm_source=mastodon&utm_medium=social&utm_campaign=story-time-2026-11",
        "https://example.social/@glenlibrary/115987654321098765",
        "https://glenlibrary.example.org/100%25%20free",
        "https://glenlibrary.example.org/item/9780306406157",
    ] {
        assert_eq!(found(link), [], "{link}");
    }
}
