//! Posts that come again: made ahead, looked at, and only then sent.

use lectern_model::{
    AccountId, Code, DeliveryState, DeliveryView, Draft, DraftId, DraftRole, DraftSummary, Ends, OccurrenceState,
    OccurrenceView, Rhythm, SeriesId, SeriesKind, SeriesPlan, SeriesPreview, SeriesSave, SeriesStanding, SeriesView,
    Timestamp, Today, When,
};
use serde_json::{Value, json};

use crate::desk::{Desk, save_input, send_input};

pub(crate) fn utc(text: &str) -> Timestamp {
    Timestamp(text.parse::<jiff::Timestamp>().expect("a moment").as_millisecond())
}

/// Every Thursday at nine, four times, from 26 November 2026.
pub(crate) fn thursdays() -> SeriesPlan {
    SeriesPlan {
        rhythm: Rhythm::Weekly { weekdays: vec![4], every: 1 },
        first: "2026-11-26T09:00".to_owned(),
        ends: Ends::After { times: 4 },
    }
}

pub(crate) fn save(plan: SeriesPlan, draft: DraftId) -> SeriesSave {
    SeriesSave {
        id: None,
        name: "Storytime".to_owned(),
        kind: SeriesKind::Repeating,
        plan,
        lead_days: 7,
        cool_down_days: 60,
        most_times: None,
        draft: Some(draft),
    }
}

pub(crate) async fn begin(desk: &Desk, input: &SeriesSave) -> SeriesId {
    let answer: Value = desk.call("series_save", json!(input)).await;
    SeriesId(answer["series"].as_i64().expect("its number"))
}

pub(crate) async fn waiting(desk: &Desk) -> Vec<OccurrenceView> {
    desk.call("occurrences", json!({})).await
}

pub(crate) async fn accept(desk: &Desk, one: &OccurrenceView) -> Vec<DeliveryView> {
    desk.call("occurrence_accept", accept_input(one)).await
}

pub(crate) fn accept_input(one: &OccurrenceView) -> Value {
    json!({ "series": one.series, "at": one.at, "revision": one.revision, "confirm_personal": false })
}

pub(crate) async fn tick(desk: &Desk) -> usize {
    desk.app.desk().expect("open").series.tick().await.expect("the store works")
}

async fn skip(desk: &Desk, one: &OccurrenceView, skip: bool) {
    let _: Value = desk.call("occurrence_skip", json!({ "series": one.series, "at": one.at, "skip": skip })).await;
}

pub(crate) async fn list(desk: &Desk) -> Vec<SeriesView> {
    desk.call("series", json!({})).await
}

/// A desk in UTC with one account and storytime every Thursday.
pub(crate) async fn storytime() -> (Desk, AccountId, SeriesId, DraftId) {
    let desk = Desk::open().await;
    desk.set("time_zone", json!("UTC")).await;
    let account = desk.sign_in("library").await;
    let draft = desk.draft("Storytime at ten", &[account]).await;
    let series = begin(&desk, &save(thursdays(), draft.id)).await;
    (desk, account, series, draft.id)
}

#[tokio::test]
async fn a_plan_says_what_it_means() {
    let desk = Desk::open().await;
    desk.set("time_zone", json!("UTC")).await;
    let preview: SeriesPreview = desk.call("series_preview", json!(thursdays())).await;
    assert_eq!(preview.words, "Every Thursday at 9:00, until 17 December 2026, 4 times");
    let words: Vec<&str> = preview.next.iter().map(|one| one.words.as_str()).collect();
    assert_eq!(words.len(), 4);
    assert_eq!(words[0], "Thursday 26 November 2026, 9:00 (UTC)");
    let wrong = SeriesPlan { rhythm: Rhythm::Weekly { weekdays: vec![], every: 1 }, ..thursdays() };
    assert_eq!(desk.refused("series_preview", json!(wrong)).await.field.as_deref(), Some("rhythm"));
}

#[tokio::test]
async fn each_is_made_ahead_looked_at_and_sent_at_its_time() {
    let (desk, _, series, pattern) = storytime().await;
    let drafts: Vec<DraftSummary> = desk.call("drafts", json!({})).await;
    assert!(drafts.is_empty(), "neither the pattern nor what waits stands among the drafts");
    let ahead = waiting(&desk).await;
    assert_eq!(ahead.len(), 1, "seven days ahead");
    let one = &ahead[0];
    assert_eq!((one.at, one.state), (utc("2026-11-26T09:00:00Z"), OccurrenceState::Waiting));
    assert_eq!((one.title.as_str(), one.name.as_str(), one.changed), ("Storytime at ten", "Storytime", false));
    let today: Today = desk.call("today", json!({})).await;
    assert_eq!(today.to_look_at, ahead);
    assert!(today.sentence.ends_with("One repeating post waits to be looked at."), "{}", today.sentence);

    let given = accept(&desk, one).await;
    assert_eq!(given[0].state, DeliveryState::Planned { at: one.at });
    assert_eq!(accept(&desk, one).await[0].id, given[0].id, "pressed twice, it is one");
    assert!(waiting(&desk).await.is_empty());
    desk.set_clock(one.at);
    desk.work().await;
    tick(&desk).await;
    assert_eq!(desk.platform.published().len(), 1);
    let next = waiting(&desk).await;
    assert_eq!(next.iter().map(|one| one.at).collect::<Vec<_>>(), [utc("2026-12-03T09:00:00Z")]);
    assert_eq!(tick(&desk).await, 0, "nothing is made twice");

    let view = list(&desk).await.remove(0);
    assert_eq!((view.series.id, view.standing, view.patterns[0].times), (series, SeriesStanding::Running, 1));
    assert_eq!((view.patterns[0].draft, view.patterns[0].last_at), (pattern, Some(utc("2026-12-03T09:00:00Z"))));
}

#[tokio::test]
async fn nothing_goes_out_that_nobody_accepted() {
    let (desk, ..) = storytime().await;
    for day in 0..40 {
        desk.set_clock(utc("2026-11-23T09:00:00Z").plus_seconds(day * 24 * 60 * 60));
        tick(&desk).await;
        desk.work().await;
    }
    assert!(desk.platform.published().is_empty() && desk.outbox().await.is_empty());
    assert_eq!(list(&desk).await[0].standing, SeriesStanding::Over);
}

#[tokio::test]
async fn one_that_nobody_looked_at_in_time_is_told_and_never_sent_late() {
    let (desk, ..) = storytime().await;
    let one = waiting(&desk).await.remove(0);
    desk.set_clock(one.at);
    let late = desk.refused("occurrence_accept", accept_input(&one)).await;
    assert_eq!(late.code, Code::Stale, "not even in the very minute, before anything looked");
    tick(&desk).await;
    let told = waiting(&desk).await.remove(0);
    assert_eq!((told.at, told.state, told.draft), (one.at, OccurrenceState::Expired, None));
    assert!(told.note.contains("did not go out"), "{}", told.note);
    assert_eq!(desk.refused("occurrence_accept", accept_input(&one)).await.code, Code::Stale);
    skip(&desk, &told, true).await;
    assert!(waiting(&desk).await.iter().all(|other| other.at != one.at), "noted, it is not told again");
    desk.work().await;
    assert!(desk.platform.published().is_empty());
}

#[tokio::test]
async fn what_was_changed_in_one_is_kept_when_its_time_passes() {
    let (desk, ..) = storytime().await;
    let one = waiting(&desk).await.remove(0);
    let draft: Draft = desk.call("draft", json!({ "draft": one.draft })).await;
    assert_eq!((draft.when, draft.occurrence_at), (When::At { at: one.at }, Some(one.at)));
    desk.save(&Draft { text: "Storytime with a duck".to_owned(), ..draft }).await;
    assert!(waiting(&desk).await[0].changed);
    desk.set_clock(one.at.plus_seconds(60));
    tick(&desk).await;
    let drafts: Vec<DraftSummary> = desk.call("drafts", json!({})).await;
    assert_eq!(drafts.iter().map(|one| one.title.as_str()).collect::<Vec<_>>(), ["Storytime with a duck"]);
    assert!(waiting(&desk).await[0].note.contains("among the drafts"));
}

#[tokio::test]
async fn it_may_be_edited_and_sent_from_where_it_is_written() {
    let (desk, ..) = storytime().await;
    let one = waiting(&desk).await.remove(0);
    let draft: Draft = desk.call("draft", json!({ "draft": one.draft })).await;
    let draft = desk.save(&Draft { text: "Storytime with a duck".to_owned(), ..draft }).await;
    let stale = desk.refused("occurrence_accept", accept_input(&one)).await;
    assert_eq!(stale.code, Code::Stale, "what was looked at is not what would go out");
    let given = desk.send(&draft).await.remove(0);
    assert_eq!(given.state, DeliveryState::Planned { at: one.at });
    assert!(waiting(&desk).await.is_empty());
    desk.set_clock(one.at);
    desk.work().await;
    tick(&desk).await;
    assert_eq!(desk.platform.published().len(), 1);
}

#[tokio::test]
async fn left_out_it_can_be_taken_in_again_until_its_time() {
    let (desk, ..) = storytime().await;
    let one = waiting(&desk).await.remove(0);
    skip(&desk, &one, true).await;
    assert!(waiting(&desk).await.is_empty());
    assert_eq!(tick(&desk).await, 0, "it is not made anew");
    skip(&desk, &one, false).await;
    assert_eq!(waiting(&desk).await, std::slice::from_ref(&one));
    skip(&desk, &one, true).await;
    desk.set_clock(one.at);
    tick(&desk).await;
    assert_eq!(desk.refused("draft", json!({ "draft": one.draft })).await.code, Code::NotFound, "its draft is gone");
    assert!(waiting(&desk).await.iter().all(|other| other.at > one.at));
    let next = waiting(&desk).await.remove(0);
    accept(&desk, &next).await;
    let input = json!({ "series": next.series, "at": next.at, "skip": true });
    assert_eq!(desk.refused("occurrence_skip", input).await.code, Code::Stale);
    // A person deletes the draft where it is written: that leaves it out, too.
    desk.set_clock(next.at);
    tick(&desk).await;
    let last = waiting(&desk).await.remove(0);
    let _: Value = desk.call("draft_delete", json!({ "draft": last.draft })).await;
    assert_eq!((tick(&desk).await, waiting(&desk).await.len()), (0, 0));
}

#[tokio::test]
async fn a_changed_pattern_changes_only_what_nobody_looked_at() {
    let (desk, _, series, pattern) = storytime().await;
    let _: Value = desk
        .call(
            "series_save",
            json!(SeriesSave { id: Some(series), lead_days: 21, draft: None, ..save(thursdays(), pattern) }),
        )
        .await;
    let three = waiting(&desk).await;
    assert_eq!(three.len(), 3);
    accept(&desk, &three[0]).await;
    let second: Draft = desk.call("draft", json!({ "draft": three[1].draft })).await;
    desk.save(&Draft { text: "Storytime with a duck".to_owned(), ..second }).await;

    let draft: Draft = desk.call("draft", json!({ "draft": pattern })).await;
    assert_eq!((draft.role, draft.series), (DraftRole::Pattern, Some(series)));
    desk.save(&Draft { text: "Storytime at eleven".to_owned(), ..draft }).await;
    tick(&desk).await;
    let titles: Vec<String> = waiting(&desk).await.into_iter().map(|one| one.title).collect();
    assert_eq!(titles, ["Storytime with a duck", "Storytime at eleven"]);
    let renewed = waiting(&desk).await.remove(1);
    assert!(!renewed.changed, "nobody changed it himself");
    assert_eq!(desk.refused("occurrence_accept", accept_input(&three[2])).await.code, Code::Stale);
    accept(&desk, &renewed).await;
    let first = &desk.outbox().await;
    assert!(first.iter().any(|one| one.title == "Storytime at ten"), "what was accepted goes out as it was");
}

#[tokio::test]
async fn a_pattern_is_neither_sent_nor_deleted_nor_repeated_twice() {
    let (desk, account, _, pattern) = storytime().await;
    let draft: Draft = desk.call("draft", json!({ "draft": pattern })).await;
    assert_eq!(desk.refused("outbox_send", send_input(pattern, draft.revision)).await.code, Code::BadInput);
    assert_eq!(desk.refused("draft_delete", json!({ "draft": pattern })).await.code, Code::Stale);
    let again = desk.refused("series_save", json!(save(thursdays(), pattern))).await;
    assert_eq!(again.field.as_deref(), Some("draft"));
    let none = desk.draft("No account", &[]).await;
    assert_eq!(desk.refused("series_save", json!(save(thursdays(), none.id))).await.field.as_deref(), Some("draft"));
    let empty = desk.draft("", &[account]).await;
    assert_eq!(desk.refused("series_save", json!(save(thursdays(), empty.id))).await.field.as_deref(), Some("draft"));
    let past =
        SeriesPlan { ends: Ends::On { date: "2026-10-02".into() }, first: "2026-10-01T09:00".into(), ..thursdays() };
    assert_eq!(desk.refused("series_save", json!(save(past, empty.id))).await.field.as_deref(), Some("first"));
    assert_eq!(list(&desk).await.len(), 1, "nothing was begun");
}

#[tokio::test]
async fn a_pause_takes_back_what_nobody_touched_and_resuming_goes_on() {
    let (desk, _, series, _) = storytime().await;
    let _: Value = desk.call("series_pause", json!({ "series": series, "paused": true })).await;
    assert!(waiting(&desk).await.is_empty());
    assert_eq!(list(&desk).await[0].standing, SeriesStanding::Paused);
    desk.set_clock(utc("2026-12-04T09:00:00Z"));
    assert_eq!(tick(&desk).await, 0, "what passes in a pause is not told as missed");
    let _: Value = desk.call("series_pause", json!({ "series": series, "paused": false })).await;
    let times: Vec<Timestamp> = waiting(&desk).await.iter().map(|one| one.at).collect();
    assert_eq!(times, [utc("2026-12-10T09:00:00Z")], "and the pause counts: the last is still on the 17th");
    desk.set_clock(utc("2026-12-17T09:00:00Z"));
    tick(&desk).await;
    assert_eq!(list(&desk).await[0].standing, SeriesStanding::Over);
}

#[tokio::test]
async fn ended_it_gives_its_post_back_and_what_was_accepted_still_goes_out() {
    let (desk, _, series, pattern) = storytime().await;
    let one = waiting(&desk).await.remove(0);
    accept(&desk, &one).await;
    desk.set_clock(utc("2026-11-25T09:00:00Z"));
    let _: Value = desk.call("series_end", json!({ "series": series })).await;
    let drafts: Vec<DraftSummary> = desk.call("drafts", json!({})).await;
    assert_eq!(drafts.iter().map(|one| one.id).collect::<Vec<_>>(), [pattern]);
    assert_eq!(list(&desk).await[0].standing, SeriesStanding::Ended);
    desk.set_clock(one.at);
    desk.work().await;
    tick(&desk).await;
    assert_eq!((desk.platform.published().len(), waiting(&desk).await.len()), (1, 0));
    let input = json!({ "series": 99 });
    assert_eq!(desk.refused("series_end", input).await.code, Code::NotFound);
}

#[tokio::test]
async fn another_rhythm_takes_back_what_it_no_longer_wants() {
    let (desk, _, series, pattern) = storytime().await;
    let fridays = SeriesPlan { rhythm: Rhythm::Weekly { weekdays: vec![5], every: 1 }, ..thursdays() };
    let change = SeriesSave { id: Some(series), name: "Fridays".to_owned(), draft: None, ..save(fridays, pattern) };
    let _: Value = desk.call("series_save", json!(change)).await;
    let ahead = waiting(&desk).await;
    assert_eq!(ahead.iter().map(|one| one.at).collect::<Vec<_>>(), [utc("2026-11-27T09:00:00Z")]);
    assert_eq!((ahead[0].name.as_str(), list(&desk).await[0].patterns.len()), ("Fridays", 1));
}

#[tokio::test]
async fn an_account_that_was_removed_is_told_and_sends_nothing() {
    let (desk, account, ..) = storytime().await;
    let _: Value = desk.call("account_remove", json!({ "account": account })).await;
    let one = waiting(&desk).await.remove(0);
    assert!(one.note.contains("None of its accounts") && one.targets.is_empty(), "{}", one.note);
    assert_eq!(desk.refused("occurrence_accept", accept_input(&one)).await.field.as_deref(), Some("targets"));
    let other = desk.sign_in_on("other", "branch", None).await;
    let draft: Draft = desk.call("draft", json!({ "draft": one.draft })).await;
    let draft: Draft = desk.call("draft_save", save_input(&Draft { targets: vec![other], ..draft })).await;
    desk.send(&draft).await;
    desk.set_clock(one.at);
    desk.work().await;
    assert_eq!((desk.platform.published().len(), desk.other.published().len()), (0, 1));
}
