//! One text with versions for single accounts, looked at before it is saved.

use lectern_model::{
    AccountId, Code, DeliveryDetails, DeliveryState, DeliveryView, Draft, DraftPreview, DraftVersion, Failure,
    FailureKind, Level, SearchPage, Span, When,
};
use lectern_net::Method;
use lectern_testkit::{Fault, MONDAY_NINE, Operation, text};
use serde_json::{Value, json};

use crate::desk::{Desk, save_input, send_input};
use crate::drafts::desk_limits;

const HOUR: i64 = 60 * 60;

fn version(account: AccountId, text: &str) -> DraftVersion {
    DraftVersion { account, text: text.to_owned() }
}

/// A desk with two accounts, the second on a platform that takes 20 letters.
async fn two() -> (Desk, [AccountId; 2]) {
    let desk = Desk::open().await;
    let accounts = [desk.sign_in("library").await, desk.sign_in_on("other", "library", None).await];
    let mut small = desk_limits();
    small.text_max = 20;
    desk.other.set_limits(small);
    (desk, accounts)
}

fn texts(platform: &lectern_testkit::ScriptedPlatform) -> Vec<String> {
    let text = |body| match body {
        lectern_model::Body::Plain { text, .. } | lectern_model::Body::Html(text) => text,
    };
    platform.published().into_iter().map(|post| text(post.post.body)).collect()
}

#[tokio::test]
async fn each_account_sends_what_it_says_itself() {
    let (desk, [one, two]) = two().await;
    let draft = desk.draft("Storytime at three, in the garden", &[one, two]).await;
    assert_eq!(desk.refused("outbox_send", send_input(draft.id, draft.revision)).await.code, Code::Stopped);
    let draft = desk.save(&Draft { versions: vec![version(two, "Storytime at three")], ..draft }).await;
    let preview: DraftPreview = desk.call("draft_preview", json!({ "draft": draft.id })).await;
    let seen: Vec<(bool, u32, bool)> =
        preview.targets.iter().map(|on| (on.own, on.count.used, on.count.fits)).collect();
    assert_eq!(seen, [(false, 33, true), (true, 18, true)]);
    assert!(preview.targets[1].html.contains("Storytime at three<"), "{}", preview.targets[1].html);
    desk.send(&draft).await;
    desk.work().await;
    assert_eq!(texts(&desk.platform), ["Storytime at three, in the garden"]);
    assert_eq!(texts(&desk.other), ["Storytime at three"]);
}

#[tokio::test]
async fn the_outbox_says_which_account_has_a_text_of_its_own() {
    let (desk, [one, two]) = two().await;
    let draft = desk.draft("Storytime at three, in the garden", &[one, two]).await;
    let draft = desk.save(&Draft { versions: vec![version(two, "Storytime at three")], ..draft }).await;
    let sent = desk.send(&draft).await;
    desk.work().await;
    let own = |views: &[DeliveryView]| {
        let of = |account| views.iter().find(|view| view.account == account).expect("one for each").own_text;
        [of(one), of(two)]
    };
    assert_eq!(own(&sent), [false, true]);
    assert_eq!(own(&desk.outbox().await), [false, true]);
    let details: DeliveryDetails = desk.call("delivery_details", json!({ "delivery": sent[1].id })).await;
    assert_eq!((details.view.account, details.view.own_text), (two, true));

    let refusal = Failure::without_effect(FailureKind::Rejected { field: None, limit: None }, "No.");
    desk.platform.fault(Operation::Step, Fault::Fails(refusal));
    let failed = desk.post("Chess club at four", one).await;
    desk.work().await;
    assert!(!desk.delivery(&failed).await.own_text);
    let input = json!({ "delivery": failed.id, "text": "Chess at four", "anyway": false });
    let _: Value = desk.call("delivery_rewrite", input).await;
    assert!(desk.delivery(&failed).await.own_text, "it was reworded for this account alone");
}

#[tokio::test]
async fn a_version_survives_the_end_of_the_program_and_leaves_with_the_common_text() {
    let (desk, [one, two]) = two().await;
    let draft = desk.draft("Storytime at three", &[one, two]).await;
    let own = vec![version(two, "Storytime: dragons"), version(one, "Storytime at three"), version(two, "again")];
    let draft = desk.save(&Draft { versions: own, ..draft }).await;
    assert_eq!(draft.versions, [version(two, "Storytime: dragons")], "what is the same is no version");
    let desk = desk.start_again().await;
    let kept: Draft = desk.call("draft", json!({ "draft": draft.id })).await;
    assert_eq!(kept, draft);
    let found: SearchPage = desk.call("search", json!({ "words": "dragons", "limit": 0 })).await;
    assert_eq!(found.hits.len(), 1, "its words are found");
    let back = desk.save(&Draft { text: "Storytime: dragons".to_owned(), ..kept }).await;
    assert!(back.versions.is_empty());
}

#[tokio::test]
async fn a_version_waits_for_its_account_to_be_chosen_again() {
    let (desk, [one, two]) = two().await;
    let draft = desk.draft("Storytime at three, in the garden", &[one, two]).await;
    let draft = desk.save(&Draft { versions: vec![version(two, "Storytime at three")], ..draft }).await;
    let draft = desk.save(&Draft { targets: vec![one], ..draft }).await;
    assert_eq!(draft.versions.len(), 1);
    let preview: DraftPreview = desk.call("draft_preview", json!({ "draft": draft.id })).await;
    assert_eq!(preview.targets.len(), 1);
    let draft = desk.save(&Draft { targets: vec![one, two], ..draft }).await;
    desk.send(&draft).await;
    desk.work().await;
    assert_eq!(texts(&desk.other), ["Storytime at three"]);
}

#[tokio::test]
async fn what_is_taken_back_has_its_versions() {
    let (desk, accounts) = two().await;
    let at = MONDAY_NINE.plus_seconds(HOUR);
    let versions = vec![version(accounts[1], "Storytime at three")];
    let draft = desk.draft("Storytime at three, in the garden", &accounts).await;
    let draft = desk.save(&Draft { versions: versions.clone(), when: When::At { at }, ..draft }).await;
    let planned = desk.send(&draft).await;
    let back: Draft = desk.call("draft_take_back", json!({ "draft": draft.id })).await;
    assert_eq!((&back.text, &back.versions), (&draft.text, &versions));
    let planned_again = desk.send(&back).await;
    let one: Draft = desk.call("delivery_edit_again", json!({ "delivery": planned_again[1].id })).await;
    assert_eq!((one.targets.as_slice(), &one.versions), (&accounts[1..], &versions));
    assert_eq!(desk.state(&planned[0]).await, DeliveryState::Cancelled);
}

#[tokio::test]
async fn the_checks_read_each_version() {
    let (desk, [one, two]) = two().await;
    let draft = desk.draft("Come to #storytime", &[one, two]).await;
    let draft = desk.save(&Draft { versions: vec![version(two, "STORYTIME! At #booktime")], ..draft }).await;
    let preview: DraftPreview = desk.call("draft_preview", json!({ "draft": draft.id })).await;
    let tag = |findings: &[lectern_model::Finding]| -> Vec<Option<Span>> {
        findings.iter().filter(|finding| finding.check == "hashtags").map(|finding| finding.at).collect()
    };
    assert_eq!(tag(&preview.findings), [Some(Span { start: 8, end: 18 })]);
    assert!(tag(&preview.targets[0].findings).is_empty());
    assert_eq!(tag(&preview.targets[1].findings), [Some(Span { start: 14, end: 23 })]);
    let blank = desk.save(&Draft { versions: vec![version(two, " ")], ..draft }).await;
    let preview: DraftPreview = desk.call("draft_preview", json!({ "draft": blank.id })).await;
    assert!(preview.targets[1].findings.iter().any(|finding| finding.check == "empty"));
    assert_eq!(desk.refused("outbox_send", send_input(blank.id, blank.revision)).await.code, Code::Stopped);
}

#[tokio::test]
async fn nobody_reads_the_common_text_where_every_account_has_its_own() {
    let (desk, [one, two]) = two().await;
    let draft = desk.draft("", &[one, two]).await;
    let versions = vec![version(one, "Storytime here"), version(two, "Storytime there")];
    let draft = desk.save(&Draft { versions, ..draft }).await;
    let preview: DraftPreview = desk.call("draft_preview", json!({ "draft": draft.id })).await;
    assert!(preview.findings.is_empty(), "{:?}", preview.findings);
    assert_eq!(desk.send(&draft).await.len(), 2);
}

#[tokio::test]
async fn the_card_is_that_of_a_versions_own_first_link() {
    let (desk, [one, two]) = two().await;
    for platform in [&desk.platform, &desk.other] {
        platform.set_limits(desk_limits());
        platform.wants_card(true);
    }
    for name in ["a", "b"] {
        let html = format!("<html><head><title>Page {name}</title></head><body></body></html>");
        desk.wire.on(Method::Get, &format!("/{name}"), text(200, "text/html", html));
    }
    let draft = desk.draft("See https://glen.example.org/a", &[one, two]).await;
    let draft = desk.save(&Draft { versions: vec![version(two, "See https://glen.example.org/b")], ..draft }).await;
    desk.send(&draft).await;
    desk.work().await;
    let title =
        |platform: &lectern_testkit::ScriptedPlatform| platform.published()[0].card.clone().map(|card| card.title);
    assert_eq!((title(&desk.platform), title(&desk.other)), (Some("Page a".to_owned()), Some("Page b".to_owned())));
    let preview: DraftPreview = desk.call("draft_preview", json!({ "draft": draft.id })).await;
    let titles: Vec<String> =
        preview.targets.iter().filter_map(|on| on.card.as_ref()).map(|card| card.title.clone()).collect();
    assert_eq!(titles, ["Page a", "Page b"]);
}

#[tokio::test]
async fn what_stands_on_the_screen_is_looked_at_without_being_saved() {
    let (desk, [one, two]) = two().await;
    let draft = desk.draft("Storytime", &[one]).await;
    let typed = Draft {
        text: "Storytime at three, in the garden".to_owned(),
        targets: vec![one, two],
        versions: vec![version(one, "Storytime here")],
        revision: 0,
        ..draft.clone()
    };
    let seen: DraftPreview = desk.call("draft_look", save_input(&typed)).await;
    let counts: Vec<(bool, u32)> = seen.targets.iter().map(|on| (on.own, on.count.used)).collect();
    assert_eq!(counts, [(true, 14), (false, 33)]);
    let stops: Vec<&str> = seen.targets[1]
        .findings
        .iter()
        .filter(|finding| finding.level == Level::Stop)
        .map(|finding| finding.check.as_str())
        .collect();
    assert_eq!(stops, ["length"]);
    assert_eq!(desk.call::<Draft>("draft", json!({ "draft": draft.id })).await, draft, "nothing was stored");
    let huge = Draft { text: "x".repeat(300_000), ..typed.clone() };
    assert_eq!(desk.refused("draft_look", save_input(&huge)).await.field.as_deref(), Some("text"));
    let huge = Draft { versions: vec![version(one, &"x".repeat(500_000))], ..typed };
    assert_eq!(desk.refused("draft_save", save_input(&huge)).await.field.as_deref(), Some("versions"));
    let _: Value = desk.call("draft_delete", json!({ "draft": draft.id })).await;
    assert_eq!(desk.refused("draft_look", save_input(&draft)).await.code, Code::NotFound);
}

#[tokio::test]
async fn an_older_save_does_not_overwrite_a_newer_version() {
    let (desk, [one, two]) = two().await;
    let old = desk.draft("Storytime", &[one, two]).await;
    let new = desk.save(&Draft { versions: vec![version(two, "Newer")], ..old.clone() }).await;
    let late = Draft { versions: vec![version(two, "Older")], ..old };
    assert_eq!(desk.refused("draft_save", save_input(&late)).await.code, Code::Stale);
    assert_eq!(desk.call::<Draft>("draft", json!({ "draft": new.id })).await.versions, [version(two, "Newer")]);
    let sent: Vec<DeliveryView> = desk.send(&new).await;
    assert_eq!(sent[1].title, "Newer");
}
