//! What a draft was before: kept, thinned, compared, put back; and a draft that begins as another.

use lectern_model::{
    Code, DifferenceKind, Draft, DraftDifference, DraftRevision, Restored, RevisionWhy, Timestamp, When,
};
use serde_json::{Value, json};

use crate::desk::{Desk, save_input};
use crate::drafts::picture;

const STORY: &str = "Story time is back on Thursday at half past ten, for children from two to five.";

async fn history(desk: &Desk, draft: &Draft) -> Vec<DraftRevision> {
    desk.call("draft_history", json!({ "draft": draft.id })).await
}

/// Types another text into a draft after some time.
async fn later(desk: &Desk, seconds: i64, draft: &Draft, text: &str) -> Draft {
    desk.advance(seconds);
    desk.save(&Draft { text: text.to_owned(), ..draft.clone() }).await
}

#[tokio::test]
async fn a_version_is_kept_each_minute_and_says_what_changed() {
    let desk = Desk::open().await;
    let draft = desk.draft("Story", &[]).await;
    let mut draft = later(&desk, 20, &draft, "Story time").await;
    assert_eq!(history(&desk, &draft).await, [], "nothing in the first minute");
    draft = later(&desk, 45, &draft, "Story time on Thursday").await;
    draft = later(&desk, 20, &draft, "Story time on Friday").await;
    draft = later(&desk, 45, &draft, "Story time on Friday at ten").await;
    let kept = history(&desk, &draft).await;
    let said: Vec<(&str, &str)> = kept.iter().map(|one| (one.title.as_str(), one.changed.as_str())).collect();
    assert_eq!(
        said,
        [("Story time on Friday", "2 words more"), ("Story time", "The first that was kept")],
        "newest first, each against the one before it"
    );
    assert!(kept.iter().all(|one| one.why == RevisionWhy::Saved));
    let desk = desk.start_again().await;
    assert_eq!(history(&desk, &draft).await, kept);
}

#[tokio::test]
async fn what_is_cut_at_once_is_kept_at_once_and_can_be_put_back() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let draft = desk.draft(STORY, &[account]).await;
    let draft: Draft = desk.call("picture_add", picture(&draft, "poster.png")).await;
    let at = Timestamp(desk.now().0 + 3_600_000);
    let emptied = Draft { text: String::new(), media: Vec::new(), when: When::At { at }, ..draft.clone() };
    let emptied = desk.save(&emptied).await;
    let kept = history(&desk, &emptied).await;
    assert_eq!((kept.len(), kept[0].why, kept[0].title.as_str()), (1, RevisionWhy::Cut, STORY));

    let input = json!({ "draft": draft.id, "revision": kept[0].id });
    let seen: DraftDifference = desk.call("draft_difference", input.clone()).await;
    assert_eq!((seen.text.len(), seen.text[0].kind, seen.text[0].text.as_str()), (1, DifferenceKind::Gone, STORY));
    assert_eq!(seen.besides, ["Pictures: 1, then 0"]);

    let written = desk.save(&Draft { text: "Other words".to_owned(), ..emptied }).await;
    let restored: Restored = desk.call("draft_restore", input).await;
    assert_eq!((restored.draft.text.as_str(), &restored.draft.media), (STORY, &draft.media));
    assert_eq!(restored.draft.when, When::At { at }, "its time is not put back");
    assert!(restored.draft.revision > written.revision);
    let late = desk.refused("draft_save", save_input(&written)).await;
    assert_eq!(late.code, Code::Stale, "a second window is told");

    let undone: Restored = desk.call("draft_restore", json!({ "draft": draft.id, "revision": restored.before })).await;
    assert_eq!((undone.draft.text.as_str(), undone.draft.media.len()), ("Other words", 0));
}

#[tokio::test]
async fn what_was_replaced_as_a_whole_is_kept_too() {
    let desk = Desk::open().await;
    let draft = desk.draft(STORY, &[]).await;
    let draft = later(&desk, 1, &draft, &STORY.replace("Thursday", "Friday")).await;
    assert_eq!(history(&desk, &draft).await, []);
    let pasted = "The library is closed on Monday. Books that are due can be brought back on Tuesday.";
    let draft = later(&desk, 1, &draft, pasted).await;
    assert_eq!(history(&desk, &draft).await[0].title, STORY.replace("Thursday", "Friday"));
}

#[tokio::test]
async fn months_of_writing_leave_a_bounded_history() {
    let desk = Desk::open().await;
    let mut draft = desk.draft("Minutes of a long meeting", &[]).await;
    for hour in 0..60 {
        draft = later(&desk, 1800, &draft, &format!("Minutes of a long meeting, half hour {hour}")).await;
    }
    let kept = history(&desk, &draft).await;
    assert!((20..35).contains(&kept.len()), "all of an hour, hourly of a day, then daily: {}", kept.len());
    assert!(kept.windows(2).all(|pair| pair[0].at > pair[1].at));
}

#[tokio::test]
async fn a_deleted_draft_takes_its_history_with_it_and_others_are_not_reached() {
    let desk = Desk::open().await;
    let draft = desk.draft(STORY, &[]).await;
    let cut = later(&desk, 1, &draft, "").await;
    let kept = history(&desk, &cut).await.remove(0);
    let other = desk.draft("Another", &[]).await;
    let input = json!({ "draft": other.id, "revision": kept.id });
    for command in ["draft_difference", "draft_restore"] {
        assert_eq!(desk.refused(command, input.clone()).await.code, Code::NotFound, "{command}");
    }
    let _: Value = desk.call("draft_delete", json!({ "draft": draft.id })).await;
    assert_eq!(desk.refused("draft_history", json!({ "draft": draft.id })).await.code, Code::NotFound);
    let rows = desk.app.desk().unwrap().core.read(move |reader| reader.revisions(draft.id)).await.unwrap();
    assert_eq!(rows, []);
}

#[tokio::test]
async fn sending_keeps_a_version_and_taking_back_carries_them_over() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let at = Timestamp(desk.now().0 + 3_600_000);
    let draft = desk.draft(STORY, &[account]).await;
    let draft = later(&desk, 90, &draft, &format!("{STORY} Come along.")).await;
    let planned = desk.save(&Draft { when: When::At { at }, ..draft }).await;
    desk.send(&planned).await;
    let kept = history(&desk, &planned).await;
    assert_eq!(kept.iter().map(|one| one.why).collect::<Vec<_>>(), [RevisionWhy::Sent, RevisionWhy::Saved]);
    let refused = desk.refused("draft_restore", json!({ "draft": planned.id, "revision": kept[1].id })).await;
    assert_eq!(refused.code, Code::Stale, "what was sent stays");

    let back: Draft = desk.call("draft_take_back", json!({ "draft": planned.id })).await;
    let carried = history(&desk, &back).await;
    assert_eq!(
        carried.iter().map(|one| &one.title).collect::<Vec<_>>(),
        kept.iter().map(|one| &one.title).collect::<Vec<_>>()
    );
    let restored: Restored = desk.call("draft_restore", json!({ "draft": back.id, "revision": carried[1].id })).await;
    assert_eq!(restored.draft.text, STORY);
}

#[tokio::test]
async fn a_duplicate_has_everything_but_the_time_and_what_it_answers() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let draft = desk.draft(STORY, &[account]).await;
    let draft: Draft = desk.call("picture_add", picture(&draft, "poster.png")).await;
    let mut media = draft.media.clone();
    media[0].description = "A duck".to_owned();
    let at = Timestamp(desk.now().0 + 3_600_000);
    let draft = desk
        .save(&Draft {
            media,
            when: When::At { at },
            never_after: Some(Timestamp(at.0 + 1)),
            content_warning: "Ducks".to_owned(),
            ..draft
        })
        .await;
    for sent in [false, true] {
        if sent {
            desk.send(&draft).await;
        }
        let copy: Draft = desk.call("draft_duplicate", json!({ "draft": draft.id })).await;
        assert_ne!(copy.id, draft.id);
        assert_eq!((&copy.text, &copy.media, &copy.targets), (&draft.text, &draft.media, &draft.targets));
        assert_eq!((copy.when, copy.never_after, copy.queued_at), (When::Now, None, None));
        assert_eq!(copy.content_warning, "Ducks");
    }
    assert_eq!(desk.refused("draft_duplicate", json!({ "draft": 999 })).await.code, Code::NotFound);
}
