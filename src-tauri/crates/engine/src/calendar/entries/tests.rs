use super::{SAFE, short, together};
use lectern_model::EntryKind;

#[test]
fn a_post_stands_where_all_of_it_stands_or_is_counted() {
    let of = |kinds: &[(EntryKind, &str)]| {
        together(&kinds.iter().map(|(kind, words)| (*kind, (*words).to_owned())).collect::<Vec<_>>())
    };
    assert_eq!(of(&[(EntryKind::Sent, "Sent"), (EntryKind::Sent, "Sent")]), "Sent");
    let mixed = [(EntryKind::Sent, "Sent"), (EntryKind::Failed, "Not sent: no room."), (EntryKind::Sent, "Sent")];
    assert_eq!(of(&mixed), "1 not sent, 2 sent");
    assert_eq!(of(&[(EntryKind::Failed, "Not sent: a."), (EntryKind::Failed, "Not sent: b.")]), "Not sent");
    assert_eq!(of(&[]), "");
}

#[test]
fn a_post_is_safe_with_this_computer_off_only_where_all_of_it_is() {
    let of = |kinds: &[&str]| {
        together(&kinds.iter().map(|words| (EntryKind::Planned, (*words).to_owned())).collect::<Vec<_>>())
    };
    let needs = "Scheduled, needs this computer on";
    assert_eq!(of(&[SAFE, SAFE]), SAFE);
    assert_eq!((of(&[SAFE, needs]), of(&[needs, SAFE])), (needs.to_owned(), needs.to_owned()));
}

#[test]
fn a_long_title_is_cut_between_letters() {
    assert_eq!(short("Story time"), "Story time");
    assert_eq!(short(&"ä".repeat(60)).chars().count(), 49);
}
