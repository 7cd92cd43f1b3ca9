//! The disk refuses while the desk is open: what could not be kept is said so, what was kept stays, and all goes on
//! once the disk does.

use std::sync::Arc;

use lectern_connectors::IncomingKind;
use lectern_model::{AccountHealth, Code, DeliveryState, Draft, FeedPage};
use lectern_store::Refusal;
use serde_json::json;

use crate::desk::{Desk, save_input, send_input};

fn refuse(desk: &Desk, refusal: Option<Refusal>) {
    let store = Arc::clone(&desk.app.desk().expect("open").core.store);
    store.refuse(refusal).expect("the store takes the order");
}

const TROUBLES: [(Refusal, Code, &str); 2] =
    [(Refusal::Room, Code::DiskFull, "The disk is full."), (Refusal::Writing, Code::ReadOnly, "cannot be written")];

/// More than any room that is left inside the file.
fn long(words: &str) -> String {
    words.repeat(100_000 / words.len())
}

#[tokio::test]
async fn a_draft_that_cannot_be_saved_stays_as_it_was_and_is_saved_later() {
    for (refusal, code, words) in TROUBLES {
        let desk = Desk::open().await;
        let account = desk.sign_in("library").await;
        let draft = desk.draft("Storytime at three", &[account]).await;
        refuse(&desk, Some(refusal));
        let longer = Draft { text: long("Storytime "), ..draft.clone() };
        let problem = desk.refused("draft_save", save_input(&longer)).await;
        assert_eq!(problem.code, code);
        assert!(problem.message.contains(words) && problem.message.contains("is safe"), "{}", problem.message);
        let kept: Draft = desk.call("draft", json!({ "draft": draft.id })).await;
        assert_eq!(kept, draft, "reading goes on, and nothing was lost");
        refuse(&desk, None);
        assert_eq!(desk.save(&longer).await.text, longer.text, "the same again is kept");
    }
}

#[tokio::test]
async fn nothing_leaves_the_desk_that_it_could_not_write_down_before() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let queued = desk.post("Storytime at three", account).await;
    let draft = desk.draft("Storytime at four", &[account]).await;
    refuse(&desk, Some(Refusal::Writing));
    assert_eq!(desk.refused("outbox_send", send_input(draft.id, draft.revision)).await.code, Code::ReadOnly);
    desk.app.desk().expect("open").outbox.work_once().await.expect("the round ends");
    assert!(desk.platform.published().is_empty());
    assert_eq!(desk.state(&queued).await, DeliveryState::Due);

    refuse(&desk, None);
    desk.send(&draft).await;
    desk.work().await;
    let out: Vec<String> = desk.platform.published().iter().map(|sent| format!("{:?}", sent.post.body)).collect();
    assert_eq!(out.len(), 2, "each once: {out:?}");
}

#[tokio::test]
async fn what_arrives_without_room_for_it_is_fetched_again() {
    for (refusal, code, _) in TROUBLES {
        let desk = Desk::open().await;
        let account = desk.sign_in("library").await;
        desk.platform.add_post("archive", &long("Canal boats "));
        desk.platform.incoming(IncomingKind::Mention, "patron", "When do you open?");
        refuse(&desk, Some(refusal));
        assert_eq!(desk.refused("account_check", json!({ "account": account })).await.code, code);
        let health = desk.account(account).await.account.health;
        assert_eq!(health, AccountHealth::New, "the platform is not blamed for our disk");
        let page: FeedPage = desk.call("feed", json!({})).await;
        assert!(page.posts.is_empty());

        refuse(&desk, None);
        desk.check(account).await;
        let page: FeedPage = desk.call("feed", json!({})).await;
        assert_eq!(page.posts.len(), 1);
        assert_eq!(desk.only_thread().await.conversation.snippet, "When do you open?");
    }
}
