//! Where the library asks for it, a second person agrees before anything is hidden or anybody blocked: their name is
//! part of the copy on record. Restoring and ending a block never need one.

use lectern_model::{
    BlockedView, Code, HiddenPage, HiddenStand, HiddenView, HideDone, MessageView, RecordKind, RecordPage,
};
use lectern_testkit::Operation;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::moderation::{THREAT, asked, comment, kinds, said, stand, with_comment};
use crate::records::{log, whole};

const DAY: i64 = 24 * 60 * 60;

async fn block_asked(desk: &Desk, message: &MessageView) -> Value {
    let mut input = asked(desk, message, "THREAT", "burn your building").await;
    input.as_object_mut().expect("an object").remove("without_pictures");
    input["until"] = json!(desk.now().plus_seconds(30 * DAY));
    input["endless"] = json!("");
    input
}

fn with(input: &Value, agreed: &str) -> Value {
    let mut input = input.clone();
    input["agreed"] = json!(agreed);
    input
}

#[tokio::test]
async fn it_is_off_at_first_and_then_nobody_is_asked_for() {
    let (desk, message, _) = with_comment(THREAT).await;
    let settings: Value = desk.call("settings", json!({})).await;
    assert_eq!(settings["second_person"], false);
    let done: HideDone = desk.call("message_hide", asked(&desk, &message, "THREAT", "burn your building").await).await;
    assert_eq!(done.hidden.stand, HiddenStand::Hidden);
    let copy = said(&desk, 1).await;
    assert_eq!(copy.reason.agreed, "");
    // A record without a second person is written as it always was.
    assert!(!serde_json::to_string(&copy).expect("JSON").contains("agreed"));
    let _: BlockedView = desk.call("person_block", block_asked(&desk, &message).await).await;
    let page: HiddenPage = desk.call("hidden", json!({})).await;
    assert_eq!(page.items[0].agreed, "");
}

#[tokio::test]
async fn without_a_second_person_nothing_is_hidden_and_nobody_blocked() {
    let (desk, message, id) = with_comment(THREAT).await;
    desk.set("second_person", json!(true)).await;
    let hide = asked(&desk, &message, "THREAT", "burn your building").await;
    let block = block_asked(&desk, &message).await;
    for (command, input) in [("message_hide", &hide), ("person_block", &block)] {
        let long = "x".repeat(81);
        for wrong in
            [input.clone(), with(input, ""), with(input, " \t \n"), with(input, "\u{200b}-"), with(input, &long)]
        {
            let problem = desk.refused(command, wrong).await;
            assert_eq!((problem.code, problem.field.as_deref()), (Code::BadInput, Some("agreed")), "{command}");
            assert!(problem.message.to_lowercase().contains("nothing was"), "{}", problem.message);
        }
    }
    assert_eq!((desk.platform.calls(Operation::Hide), desk.platform.calls(Operation::Block)), (0, 0));
    assert!(kinds(&desk).await.is_empty() && stand(&comment(&desk).await).is_none(), "nothing is on record");
    assert!(!desk.platform.hides(&id));

    // Off again, it is as before.
    desk.set("second_person", json!(false)).await;
    let _: HideDone = desk.call("message_hide", hide).await;
    assert!(desk.platform.hides(&id));
}

#[tokio::test]
async fn the_second_person_is_on_record_listed_found_and_not_asked_for_again() {
    let (desk, message, _) = with_comment(THREAT).await;
    desk.set("second_person", json!(true)).await;
    let hide = asked(&desk, &message, "THREAT", "burn your building").await;
    let done: HideDone = desk.call("message_hide", with(&hide, "  Rosa   Lindqvist ")).await;
    let copy = said(&desk, 1).await;
    assert_eq!((copy.words.text.as_str(), copy.reason.agreed.as_str()), (THREAT, "Rosa Lindqvist"));
    let page: HiddenPage = desk.call("hidden", json!({ "words": "lindqvist" })).await;
    assert_eq!((page.count, page.items[0].agreed.as_str()), (1, "Rosa Lindqvist"));
    let found: RecordPage = log(&desk, json!({ "words": "Rosa" })).await;
    assert_eq!(found.count, 1);

    // Nobody agreed to what undoes it, and nobody has to.
    let restored: HiddenView = desk.call("message_restore", json!({ "hidden": done.hidden.id })).await;
    assert_eq!(restored.stand, HiddenStand::Restored);
    assert_eq!(said(&desk, 2).await.reason.agreed, "");
    let block = block_asked(&desk, &message).await;
    let blocked: BlockedView = desk.call("person_block", with(&block, "R. L.")).await;
    assert_eq!((blocked.agreed.as_str(), said(&desk, 3).await.reason.agreed.as_str()), ("R. L.", "R. L."));
    let reviewed = json!({ "blocked": blocked.id, "until": desk.now().plus_seconds(60 * DAY), "endless": "" });
    let kept: BlockedView = desk.call("block_review", reviewed).await;
    assert_eq!(kept.agreed, "R. L.");
    let desk = desk.start_again().await;
    let ended: BlockedView = desk.call("person_unblock", json!({ "blocked": blocked.id })).await;
    assert_eq!(ended.agreed, "R. L.", "of what it was");
    assert_eq!(said(&desk, 5).await.reason.agreed, "");
    use RecordKind::{Blocked, Hidden, Restored, Unblocked};
    assert_eq!(kinds(&desk).await, [Unblocked, Blocked, Blocked, Restored, Hidden]);
    whole(&desk).await;
}
