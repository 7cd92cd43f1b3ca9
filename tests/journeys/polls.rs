//! Polls: asked where the platform has them, and said where it has none.

use lectern_model::{AccountId, Code, Draft, DraftPreview, Finding, Fix, Level, Poll, PollLimits, When};
use lectern_testkit::MONDAY_NINE;
use serde_json::json;

use crate::desk::{Desk, save_input, send_input};
use crate::drafts::{desk_limits, picture};

fn poll() -> Poll {
    Poll { options: vec!["Ducks".to_owned(), "Dragons".to_owned()], several: true, lasts_seconds: 86_400 }
}

/// A desk whose first platform has polls and whose second has none.
async fn open() -> (Desk, [AccountId; 2]) {
    let desk = Desk::open().await;
    let accounts = [desk.sign_in("library").await, desk.sign_in_on("other", "library", None).await];
    let mut limits = desk_limits();
    limits.poll = Some(PollLimits {
        options_max: 4,
        option_chars_max: 50,
        shortest_s: 300,
        longest_s: 30 * 86_400,
        with_pictures: false,
    });
    desk.platform.set_limits(limits);
    (desk, accounts)
}

fn of_poll(findings: &[Finding]) -> Vec<&Finding> {
    findings.iter().filter(|finding| finding.check == "poll").collect()
}

#[tokio::test]
async fn a_poll_goes_out_with_its_post() {
    let (desk, [account, _]) = open().await;
    let draft = desk.draft("Which ones?", &[account]).await;
    let draft = desk.save(&Draft { poll: Some(poll()), ..draft }).await;
    let desk = desk.start_again().await;
    let draft: Draft = desk.call("draft", json!({ "draft": draft.id })).await;
    assert_eq!(draft.poll, Some(poll()));
    desk.send(&draft).await;
    desk.work().await;
    assert_eq!(desk.platform.published()[0].poll, Some(poll()));
}

#[tokio::test]
async fn an_account_without_polls_stops_it_and_says_what_to_do() {
    let (desk, accounts) = open().await;
    let draft = desk.draft("Which ones?", &accounts).await;
    let draft = desk.save(&Draft { poll: Some(poll()), ..draft }).await;
    let preview: DraftPreview = desk.call("draft_preview", json!({ "draft": draft.id })).await;
    assert!(of_poll(&preview.targets[0].findings).is_empty());
    let found = of_poll(&preview.targets[1].findings);
    assert_eq!((found.len(), found[0].level), (1, Level::Stop));
    assert!(matches!(found[0].fix, Some(Fix::Untick { .. })));
    assert_eq!(desk.refused("outbox_send", send_input(draft.id, draft.revision)).await.code, Code::Stopped);
    let draft = desk.save(&Draft { targets: vec![accounts[0]], ..draft }).await;
    assert_eq!(desk.send(&draft).await.len(), 1);
}

#[tokio::test]
async fn what_is_no_poll_yet_and_pictures_beside_one_are_told() {
    let (desk, [account, _]) = open().await;
    let draft = desk.draft("Which ones?", &[account]).await;
    let half = Poll { options: vec!["Ducks".to_owned(), String::new()], ..poll() };
    let draft = desk.save(&Draft { poll: Some(half), ..draft }).await;
    let preview: DraftPreview = desk.call("draft_preview", json!({ "draft": draft.id })).await;
    assert_eq!(of_poll(&preview.findings).len(), 1);
    let draft: Draft = desk.call("picture_add", picture(&draft, "duck.png")).await;
    assert!(draft.poll.is_some(), "a picture does not take the poll away");
    let draft = desk.save(&Draft { poll: Some(poll()), ..draft }).await;
    let preview: DraftPreview = desk.call("draft_preview", json!({ "draft": draft.id })).await;
    assert!(of_poll(&preview.targets[0].findings)[0].words.contains("a poll or pictures"));
    let many = Poll { options: vec!["x".to_owned(); 60], ..poll() };
    let problem = desk.refused("draft_save", save_input(&Draft { poll: Some(many), ..draft })).await;
    assert_eq!(problem.field.as_deref(), Some("poll"));
}

#[tokio::test]
async fn a_poll_comes_back_with_its_draft() {
    let (desk, [account, _]) = open().await;
    let draft = desk.draft("Which ones?", &[account]).await;
    let when = When::At { at: MONDAY_NINE.plus_seconds(3600) };
    let draft = desk.save(&Draft { poll: Some(poll()), when, ..draft }).await;
    desk.send(&draft).await;
    let back: Draft = desk.call("draft_take_back", json!({ "draft": draft.id })).await;
    assert_eq!(back.poll, Some(poll()));
}
