//! Evergreen shelves: the post that was not used the longest, rested, and not too often.

use lectern_model::{
    Code, Draft, DraftId, DraftRole, Ends, OccurrenceView, Rhythm, SeriesId, SeriesKind, SeriesPlan, SeriesSave,
};
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::series::{accept, begin, list, save, tick, utc, waiting};

const DAY: i64 = 24 * 60 * 60;

fn mondays() -> SeriesPlan {
    SeriesPlan {
        rhythm: Rhythm::Weekly { weekdays: vec![1], every: 1 },
        first: "2026-11-30T09:00".to_owned(),
        ends: Ends::Never,
    }
}

/// A desk in UTC with these posts on a shelf that comes every Monday.
async fn shelf(posts: &[&str], cool_down_days: u16, most_times: Option<u32>) -> (Desk, SeriesId, Vec<DraftId>) {
    let desk = Desk::open().await;
    desk.set("time_zone", json!("UTC")).await;
    let account = desk.sign_in("library").await;
    let mut drafts = Vec::new();
    for text in posts {
        drafts.push(desk.draft(text, &[account]).await.id);
    }
    let kind = SeriesKind::Evergreen;
    let new = SeriesSave { kind, cool_down_days, most_times, ..save(mondays(), drafts[0]) };
    let series = begin(&desk, &new).await;
    for draft in &drafts[1..] {
        let _: Value = desk.call("evergreen_add", json!({ "series": series, "draft": draft })).await;
    }
    (desk, series, drafts)
}

async fn only(desk: &Desk) -> Option<OccurrenceView> {
    let mut all = waiting(desk).await;
    all.retain(|one| one.at > desk.now());
    assert!(all.len() <= 1, "{all:?}");
    all.pop()
}

/// Accepts what each of so many weeks proposes and sends it; what went out.
async fn weeks(desk: &Desk, count: i64) -> Vec<String> {
    let mut out = Vec::new();
    for week in 0..count {
        desk.set_clock(utc("2026-11-29T09:00:00Z").plus_seconds(week * 7 * DAY));
        tick(desk).await;
        out.push(match only(desk).await {
            Some(one) => {
                accept(desk, &one).await;
                one.title
            }
            None => "-".to_owned(),
        });
        desk.set_clock(utc("2026-11-30T09:00:00Z").plus_seconds(week * 7 * DAY));
        desk.work().await;
    }
    out
}

#[tokio::test]
async fn the_longest_unused_comes_next_and_rests_after() {
    let (desk, ..) = shelf(&["Library card", "E-books", "Reading room"], 21, None).await;
    let out = weeks(&desk, 6).await;
    assert_eq!(out, ["Library card", "E-books", "Reading room", "Library card", "E-books", "Reading room"]);
    assert_eq!(desk.platform.published().len(), 6);
}

#[tokio::test]
async fn one_that_rests_or_came_often_enough_is_not_proposed() {
    let (desk, ..) = shelf(&["Library card", "E-books"], 28, Some(2)).await;
    let out = weeks(&desk, 9).await;
    assert_eq!(out, ["Library card", "E-books", "-", "-", "Library card", "E-books", "-", "-", "-"]);
    let view = list(&desk).await.remove(0);
    assert!(view.note.contains("is free"), "{}", view.note);
    assert_eq!(view.patterns.iter().map(|one| one.times).collect::<Vec<_>>(), [2, 2]);
}

#[tokio::test]
async fn one_that_was_left_out_or_passed_was_not_used() {
    let (desk, ..) = shelf(&["Library card", "E-books"], 28, None).await;
    let one = only(&desk).await.expect("a proposal");
    assert_eq!(one.title, "Library card");
    let _: Value = desk.call("occurrence_skip", json!({ "series": one.series, "at": one.at, "skip": true })).await;
    desk.set_clock(utc("2026-12-01T09:00:00Z"));
    tick(&desk).await;
    assert_eq!(only(&desk).await.expect("a proposal").title, "Library card");
    desk.set_clock(utc("2026-12-08T09:00:00Z"));
    tick(&desk).await;
    assert_eq!(only(&desk).await.expect("a proposal").title, "Library card", "nobody looked, nothing went out");
    desk.work().await;
    assert!(desk.platform.published().is_empty());
}

#[tokio::test]
async fn taken_off_the_shelf_it_is_a_draft_again_and_another_is_proposed() {
    let (desk, series, drafts) = shelf(&["Library card", "E-books"], 28, None).await;
    assert_eq!(only(&desk).await.expect("a proposal").title, "Library card");
    let _: Value = desk.call("evergreen_remove", json!({ "draft": drafts[0] })).await;
    let draft: Draft = desk.call("draft", json!({ "draft": drafts[0] })).await;
    assert_eq!((draft.role, draft.series), (DraftRole::Draft, None));
    assert_eq!(only(&desk).await.expect("a proposal").title, "E-books");
    let _: Value = desk.call("draft_delete", json!({ "draft": drafts[1] })).await;
    tick(&desk).await;
    assert!(only(&desk).await.is_none());
    assert!(list(&desk).await[0].note.contains("shelf is empty"));
    assert_eq!(desk.refused("evergreen_remove", json!({ "draft": drafts[0] })).await.code, Code::BadInput);
    let _: Value = desk.call("series_end", json!({ "series": series })).await;
    let input = json!({ "series": series, "draft": drafts[0] });
    assert_eq!(desk.refused("evergreen_add", input).await.field.as_deref(), Some("draft"));
}
