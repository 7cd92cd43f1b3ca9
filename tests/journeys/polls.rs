//! Polls: asked where the platform has them, and said where it has none.

use lectern_model::{
    AccountId, Body, Code, DeliveryDetails, Draft, DraftPreview, FeedPage, Finding, Fix, Level, Poll, PollLimits,
    Proof, ProofDifference, ProofPart, Seen, When,
};
use lectern_testkit::{Fault, MONDAY_NINE, Operation};
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

async fn sent_poll(desk: &Desk, account: AccountId) -> DeliveryDetails {
    let draft = desk.draft("Which ones?", &[account]).await;
    let draft = desk.save(&Draft { poll: Some(poll()), ..draft }).await;
    let delivery = desk.send(&draft).await.remove(0);
    desk.work().await;
    desk.call("delivery_details", json!({ "delivery": delivery.id })).await
}

fn read(details: &DeliveryDetails) -> (Seen, &[ProofDifference]) {
    match &details.view.proof {
        Some(Proof::Read { seen, differences, .. }) => (*seen, differences),
        other => panic!("it was not read back: {other:?}"),
    }
}

#[tokio::test]
async fn its_answers_are_read_back_and_shown() {
    let (desk, [account, _]) = open().await;
    let details = sent_poll(&desk, account).await;
    assert_eq!((details.text.as_str(), details.answers.as_slice()), ("Which ones?", poll().options.as_slice()));
    assert_eq!(read(&details), (Seen { text: true, answers: 2, ..Seen::default() }, [].as_slice()));

    let page: FeedPage = desk.call("feed", json!({})).await;
    assert_eq!(page.posts[0].text, "Which ones?\n○ Ducks\n○ Dragons", "our own copy holds them");
}

#[tokio::test]
async fn answers_that_are_not_there_as_they_were_sent_are_told() {
    for (there, told) in [("Which ones?\n○ Ducks\n○ Drakes", "Ducks, Drakes"), ("Which ones?", "")] {
        let (desk, [account, _]) = open().await;
        desk.platform.fault(Operation::ReadBack, Fault::CutBefore);
        let details = sent_poll(&desk, account).await;
        let id = crate::proof::remote_id(&details.view);
        desk.platform.change_post(&id, |post| post.body = Body::Plain { text: there.to_owned(), links: vec![] });
        desk.advance(301);
        desk.work().await;
        let details: DeliveryDetails = desk.call("delivery_details", json!({ "delivery": details.view.id })).await;
        let (seen, differences) = read(&details);
        assert_eq!((seen.text, seen.answers), (true, 0));
        let differs: Vec<_> = differences.iter().map(|one| (one.what, &*one.ours, &*one.theirs)).collect();
        assert_eq!(differs, [(ProofPart::Answers, "Ducks, Dragons", told)]);
    }
}

#[tokio::test]
async fn the_practice_desk_keeps_it() {
    let desk = Desk::open_with_every_platform().await;
    let account = crate::practice::practice(&desk).await;
    let details = sent_poll(&desk, account).await;
    assert_eq!(read(&details), (Seen { text: true, answers: 2, ..Seen::default() }, [].as_slice()));
    desk.check(account).await;
    let page: FeedPage = desk.call("feed", json!({})).await;
    let ours = page.posts.iter().find(|post| post.text.contains("Which ones?")).expect("our post");
    assert!(ours.text.ends_with("○ Ducks\n○ Dragons"), "{:?}", ours.text);
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
