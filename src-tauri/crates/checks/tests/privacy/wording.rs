//! What the guard says, and what a text is after it was mended.

use crate::table::library;
use lectern_checks::privacy::{Channel, Guard, Kind, masked, masked_for_others, outgoing};
use lectern_model::{Finding, Fix, Level};

fn stops(text: &str, channel: Channel) -> Vec<Finding> {
    outgoing(text, &library(), channel).into_iter().filter(|finding| finding.level == Level::Stop).collect()
}

fn mended(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..8 {
        let fix = outgoing(&text, &library(), Channel::Public).into_iter().find_map(|finding| finding.fix);
        let Some(Fix::Replace { at, with, .. }) = fix else { break };
        let units: Vec<u16> = text.encode_utf16().collect();
        let part = |units: &[u16]| String::from_utf16(units).unwrap();
        text = format!("{}{with}{}", part(&units[..at.start as usize]), part(&units[at.end as usize..]));
    }
    text
}

#[test]
fn a_hold_and_a_card_are_two_stops() {
    let found = stops("Hi Ana, your hold on *Bad Blood* is ready, card 21234000012344", Channel::Public);
    let checks: Vec<&str> = found.iter().map(|finding| finding.check.as_str()).collect();
    assert_eq!(checks, ["privacy_circulation", "privacy_patron_barcode"]);
    assert!(found.iter().all(|finding| !finding.words.contains("1234000012344") && !finding.why.is_empty()));
    assert!(found.iter().all(|finding| finding.fix.is_some()));
}

#[test]
fn better_words_leave_nothing_to_say() {
    for text in [
        "Hi Ana, your hold on *Bad Blood* is ready, card 21234000012344",
        "Thanks! Your card 21234000012344 works again.",
        "Your PIN has been reset to 4471.",
        "You asked about bankruptcy, here are two books.",
    ] {
        let better = mended(text);
        assert!(stops(&better, Channel::Public).is_empty(), "{better}");
        assert!(!better.contains("2344") && !better.contains("4471"), "{better}");
    }
}

#[test]
fn the_librarys_own_details_are_nobodys_secret() {
    for text in
        ["Call 212-555-0142", "Call (212) 555-0142 x12", "Visit us at 100 Main Street", "ask@glenlibrary.example.org"]
    {
        assert_eq!(outgoing(text, &library(), Channel::Public), [], "{text}");
        assert!(!outgoing(text, &Guard::default(), Channel::Public).is_empty(), "{text}");
    }
}

#[test]
fn what_is_no_card_is_let_be() {
    for text in [
        "20261123091500",
        "Backup 20261123091500 done",
        "212-555-0142 1234",
        "ISBN 978-0-306-40615-7",
        "OCLC 21234000012344",
        "Order no. 21234000012344 was shipped",
    ] {
        assert!(stops(text, Channel::Public).is_empty(), "{text}");
    }
}

#[test]
fn a_card_is_shown_by_its_ends() {
    let shown = masked("my card 21234000012344 doesn't work", &library());
    assert_eq!(shown.text, "my card 2•••••••••2344 doesn't work");
    assert_eq!(shown.kinds, [Kind::PatronBarcode]);
    let hidden = masked("٢١٢٣٤٠٠٠٠١٢٣٤٤", &library());
    assert_eq!(hidden.text, "2•••••••••2344");
    assert_eq!(masked("pin is 4471", &library()).text, "pin is ••••");
    assert_eq!(masked("write ana@mail.example", &library()).text, "write •••@mail.example");
}

#[test]
fn what_is_said_to_everybody_is_let_be() {
    for text in [
        "Reserve your copy of Dune today at the desk!",
        "Your hold shelf is by the door.",
        "Your books are due after three weeks.",
        "We have 40 copies of Dune; borrow yours today",
    ] {
        assert_eq!(outgoing(text, &library(), Channel::Public), [], "{text}");
    }
}

#[test]
fn a_loan_of_nobody_who_is_named_is_no_stop_and_one_of_somebody_is() {
    let told = "Your hold came in this morning.";
    let found = outgoing(told, &library(), Channel::Public);
    let levels: Vec<(&str, Level)> = found.iter().map(|one| (one.check.as_str(), one.level)).collect();
    assert_eq!(levels, [("privacy_circulation", Level::Warn)]);
    assert!(found[0].why.contains("Nobody is named here"), "{}", found[0].why);
    let answering = Guard { reply: true, ..library() };
    assert!(outgoing(told, &answering, Channel::Public).iter().any(|one| one.level == Level::Stop));
    for text in [
        "Ana, your hold came in this morning.",
        "@walter your hold came in this morning.",
        "Mr Simm has read Mein Kampf twice.",
    ] {
        assert_eq!(stops(text, Channel::Public).len(), 1, "{text}");
    }
}

#[test]
fn a_card_in_other_groups_is_a_card_where_its_check_digit_says_so() {
    for text in [
        "21234 0000 12344",
        "2 1 2 3 4 0 0 0 0 1 2 3 4 4",
        "2 - 1 - 2 - 3 - 4 - 0 - 0 - 0 - 0 - 1 - 2 - 3 - 4 - 4",
        "2 1 2 3 4 - 0 0 0 0 - 1 2 3 4 4",
    ] {
        let found = outgoing(text, &Guard::default(), Channel::Public);
        assert!(found.iter().any(|one| one.check == "privacy_patron_barcode"), "{text}: {found:?}");
    }
    for text in ["21234 0000 12345", "2 1 2 3 4 0 0 0 0 1 2 3 4 5", "2123 40000 123 44 5"] {
        let found = outgoing(text, &Guard::default(), Channel::Public);
        assert!(found.iter().all(|one| one.check != "privacy_patron_barcode"), "{text}: {found:?}");
    }
}

#[test]
fn what_is_handed_out_tells_no_loans_and_keeps_what_is_said_to_everybody() {
    let answering = Guard { reply: true, ..library() };
    let text =
        "We open at nine tomorrow. Walter, the three books you renewed are due on 4 December. Card 21234000012344.";
    let shown = masked_for_others(text, &answering).text;
    assert!(shown.starts_with("We open at nine tomorrow. •••••"), "{shown}");
    assert!(!shown.contains("renewed") && !shown.contains("December") && !shown.contains("0000"), "{shown}");
    let plain = "Storytime at three. Loans are for three weeks.";
    assert_eq!(masked_for_others(plain, &library()).text, plain);
}
