//! Our text in preparation.

use lectern_model::{Code, Draft, DraftPreview, DraftSummary, Level, TextUnit, Visibility};
use serde_json::{Value, json};

use crate::desk::{Desk, save_input, send_input};

/// A PNG of one dot.
const DOT: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNwaDjwHwAFBAKAPJ4DgAAAAABJRU5ErkJggg==";

/// A picture for a draft.
pub(crate) fn picture(draft: &Draft, name: &str) -> Value {
    json!({ "draft": draft.id, "name": name, "base64": DOT })
}

#[tokio::test]
async fn a_save_is_whole_and_survives_the_end_of_the_program() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let draft = desk.draft("Storytime", &[account]).await;
    let draft: Draft = desk.call("picture_add", picture(&draft, "poster.png")).await;
    let mut media = draft.media.clone();
    media[0].description = "A poster with a dragon".to_owned();
    let saved = desk
        .save(&Draft {
            text: "Storytime at three 🐉\nIn the garden".to_owned(),
            language: "en-GB".to_owned(),
            content_warning: "Dragons".to_owned(),
            visibility: Visibility::Unlisted,
            media,
            ..draft
        })
        .await;
    let desk = desk.start_again().await;
    assert_eq!(desk.call::<Draft>("draft", json!({ "draft": saved.id })).await, saved);
    let list: Vec<DraftSummary> = desk.call("drafts", json!({})).await;
    assert_eq!((list.len(), list[0].title.as_str(), list[0].pictures), (1, "Storytime at three 🐉", 1));
}

#[tokio::test]
async fn an_older_save_does_not_overwrite_a_newer_one() {
    let desk = Desk::open().await;
    let old = desk.draft("one", &[]).await;
    let new = desk.save(&Draft { text: "two".to_owned(), ..old.clone() }).await;
    assert_eq!(new.revision, old.revision + 1);
    let late = desk.refused("draft_save", save_input(&Draft { text: "three".to_owned(), ..old })).await;
    assert_eq!(late.code, Code::Stale);
    assert_eq!(desk.call::<Draft>("draft", json!({ "draft": new.id })).await.text, "two");
}

#[tokio::test]
async fn what_was_sent_is_not_edited_or_deleted_under_way() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let draft = desk.draft("Storytime at three", &[account]).await;
    desk.send(&draft).await;
    assert_eq!(desk.refused("draft_save", save_input(&draft)).await.code, Code::Stale);
    assert_eq!(desk.refused("draft_delete", json!({ "draft": draft.id })).await.code, Code::Stale);
    assert_eq!(desk.refused("picture_add", picture(&draft, "late.png")).await.code, Code::Stale);
    assert_eq!(desk.call::<Draft>("draft", json!({ "draft": draft.id })).await.text, "Storytime at three");
}

#[tokio::test]
async fn a_deleted_draft_is_gone() {
    let desk = Desk::open().await;
    let draft = desk.draft("Never mind", &[]).await;
    let _: Value = desk.call("draft_delete", json!({ "draft": draft.id })).await;
    for command in ["draft", "draft_delete", "draft_preview"] {
        assert_eq!(desk.refused(command, json!({ "draft": draft.id })).await.code, Code::NotFound, "{command}");
    }
    assert_eq!(desk.refused("outbox_send", send_input(draft.id, draft.revision)).await.code, Code::NotFound);
}

#[tokio::test]
async fn what_is_no_picture_is_not_taken() {
    let desk = Desk::open().await;
    let draft = desk.draft("Storytime", &[]).await;
    for base64 in ["bm8gcGljdHVyZQ==", "not base64 at all", ""] {
        let input = json!({ "draft": draft.id, "name": "poster.png", "base64": base64 });
        assert_eq!(desk.refused("picture_add", input).await.code, Code::UnusableFile, "{base64:?}");
    }
    let same: Draft = desk.call("draft", json!({ "draft": draft.id })).await;
    assert_eq!(same, draft);
}

#[tokio::test]
async fn a_text_beyond_all_bounds_is_refused() {
    let desk = Desk::open().await;
    let draft = desk.draft("Storytime", &[]).await;
    let huge = Draft { text: "x".repeat(10 * 1024 * 1024), ..draft.clone() };
    let problem = desk.refused("draft_save", save_input(&huge)).await;
    assert_eq!((problem.code, problem.field.as_deref()), (Code::BadInput, Some("text")));
    assert_eq!(desk.call::<Draft>("draft", json!({ "draft": draft.id })).await, draft);
}

#[tokio::test]
async fn the_preview_counts_by_each_platforms_own_rule() {
    let desk = Desk::open().await;
    let accounts = [desk.sign_in("library").await, desk.sign_in_on("other", "library", None).await];
    let mut small = desk_limits();
    small.text_max = 20;
    small.text_unit = TextUnit::Characters;
    desk.other.set_limits(small);
    let draft = desk.draft("Storytime <b>at</b> three 👩‍👩‍👧", &accounts).await;
    let preview: DraftPreview = desk.call("draft_preview", json!({ "draft": draft.id })).await;
    let counts: Vec<(u32, bool)> = preview.targets.iter().map(|on| (on.count.used, on.count.fits)).collect();
    assert_eq!(counts, [(27, true), (31, false)]);
    assert!(preview.targets[0].html.contains("&lt;b&gt;at&lt;/b&gt;"), "{}", preview.targets[0].html);
    let stops = |on: usize| preview.targets[on].findings.iter().filter(|finding| finding.level == Level::Stop).count();
    assert_eq!((stops(0), stops(1)), (0, 1));
}

#[tokio::test]
async fn what_is_for_few_does_not_go_where_all_would_see_it() {
    let desk = Desk::open().await;
    let accounts = [desk.sign_in("library").await, desk.sign_in_on("other", "library", None).await];
    let mut open = desk_limits();
    open.visibilities = vec![Visibility::Public];
    desk.other.set_limits(open);
    let draft = desk.draft("For our followers", &accounts).await;
    let draft = desk.save(&Draft { visibility: Visibility::Followers, ..draft }).await;
    let problem = desk.refused("outbox_send", send_input(draft.id, draft.revision)).await;
    assert_eq!(problem.code, Code::Stopped);
    let unlisted = desk.save(&Draft { visibility: Visibility::Unlisted, ..draft }).await;
    assert_eq!(desk.send(&unlisted).await.len(), 2);
}

pub(crate) fn desk_limits() -> lectern_model::Limits {
    lectern_model::Limits {
        text_max: 500,
        text_unit: TextUnit::Graphemes,
        text_max_bytes: None,
        link_weight: None,
        mention_local_part_only: false,
        warning_counts: true,
        pictures_max: 4,
        picture_max_bytes: 10 * 1024 * 1024,
        picture_max_pixels: None,
        description_max: 1500,
        picture_required: false,
        picture_types: ["image/png", "image/jpeg"].map(str::to_owned).to_vec(),
        visibilities: vec![Visibility::Public, Visibility::Unlisted, Visibility::Followers, Visibility::Direct],
        content_warning: true,
        poll: None,
        video: None,
    }
}
