//! Small promises that a library can hold us to, each as a person meets it: in a draft.

use lectern_model::{DraftPreview, Finding, Fix, Level};
use serde_json::json;

use crate::desk::Desk;

/// What is said about a draft with these words.
async fn found(desk: &Desk, words: &str) -> Vec<Finding> {
    let draft = desk.draft(words, &[]).await;
    desk.call::<DraftPreview>("draft_preview", json!({ "draft": draft.id })).await.findings
}

fn stopped_by(findings: &[Finding]) -> Vec<&str> {
    findings.iter().filter(|one| one.level == Level::Stop).map(|one| one.check.as_str()).collect()
}

/// What stands in place of the words at issue after the change that is offered.
fn offered<'a>(findings: &'a [Finding], check: &str) -> Option<&'a str> {
    let finding = findings.iter().find(|one| one.check == check)?;
    match &finding.fix {
        Some(Fix::Replace { with, .. }) => Some(with),
        _ => None,
    }
}

#[tokio::test]
async fn a_time_stamp_is_no_card_and_a_number_with_an_extension_a_telephone_at_most() {
    let desk = Desk::open().await;
    assert_eq!(stopped_by(&found(&desk, "20261123091500").await), [""; 0]);
    let telephone = found(&desk, "Call 212-555-0142 1234").await;
    assert_eq!(stopped_by(&telephone), [""; 0]);
    assert!(telephone.iter().filter(|one| one.check.starts_with("privacy_")).all(|one| one.check == "privacy_phone"));
}

#[tokio::test]
async fn fancy_letters_become_plain_and_a_hashtag_gets_its_capitals() {
    let desk = Desk::open().await;
    assert_eq!(offered(&found(&desk, "𝗕𝗼𝗼𝗸 𝗰𝗹𝘂𝗯 at six").await, "fancy_letters"), Some("Book club"));
    assert_eq!(offered(&found(&desk, "Come and see #bannedbooksweek").await, "hashtags"), Some("#BannedBooksWeek"));
}

#[tokio::test]
async fn a_link_that_counts_visits_carries_nobodys_card_and_nobodys_address() {
    let desk = Desk::open().await;
    let card = found(&desk, "Story time: https://glen.example.org/?utm_content=21234000012344").await;
    assert_eq!(stopped_by(&card), ["privacy_patron_barcode"]);
    let address = found(&desk, "Story time: https://glen.example.org/?utm_source=ana%40mail.example").await;
    assert!(address.iter().any(|one| one.check == "privacy_email"), "{address:?}");
    let counted = found(&desk, "Story time: https://glen.example.org/?utm_source=mastodon&utm_medium=social").await;
    assert!(!counted.iter().any(|one| one.check.starts_with("privacy_")), "{counted:?}");
}
