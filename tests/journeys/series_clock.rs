//! Series through sleep, crashes, clocks that jump and daylight saving.

use std::sync::Arc;

use lectern_model::{DeliveryState, Ends, OccurrenceState, Rhythm, SeriesPlan, Timestamp};
use lectern_tests::wait;
use serde_json::json;

use crate::desk::{Desk, PATIENCE};
use crate::series::{accept, begin, save, storytime, tick, utc, waiting};

const DAY: i64 = 24 * 60 * 60;

fn times(views: &[lectern_model::OccurrenceView]) -> Vec<Timestamp> {
    views.iter().map(|one| one.at).collect()
}

#[tokio::test]
async fn both_nights_on_which_the_clock_is_set() {
    for (now, first, expected) in [
        (
            "2026-03-25T12:00:00Z",
            "2026-03-28T02:30",
            ["2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z"],
        ),
        (
            "2026-10-21T12:00:00Z",
            "2026-10-24T02:30",
            ["2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"],
        ),
    ] {
        let desk = Desk::open().await;
        desk.set_clock(utc(now));
        desk.set("time_zone", json!("Europe/Berlin")).await;
        let account = desk.sign_in("library").await;
        let draft = desk.draft("Night owls", &[account]).await;
        let plan = SeriesPlan { rhythm: Rhythm::Daily, first: first.to_owned(), ends: Ends::After { times: 3 } };
        begin(&desk, &save(plan, draft.id)).await;
        let ahead = waiting(&desk).await;
        assert_eq!(times(&ahead), expected.map(utc));
        for one in &ahead {
            accept(&desk, one).await;
        }
        for at in expected.map(utc) {
            desk.set_clock(at.plus_seconds(-1));
            desk.work().await;
            let before = desk.platform.published().len();
            desk.set_clock(at);
            desk.work().await;
            assert_eq!(desk.platform.published().len(), before + 1, "to the minute");
        }
        assert!(desk.outbox().await.iter().all(|one| matches!(one.state, DeliveryState::Sent { .. })));
    }
}

#[tokio::test]
async fn slept_over_it_is_told_and_not_made_up_for() {
    let (desk, ..) = storytime().await;
    desk.set_clock(utc("2026-12-11T09:00:00Z"));
    tick(&desk).await;
    let told = waiting(&desk).await;
    let stand: Vec<(Timestamp, OccurrenceState)> = told.iter().map(|one| (one.at, one.state)).collect();
    let (passed, ahead) = (OccurrenceState::Expired, OccurrenceState::Waiting);
    assert_eq!(stand, [(utc("2026-12-10T09:00:00Z"), passed), (utc("2026-12-17T09:00:00Z"), ahead)], "lately");
    desk.work().await;
    assert!(desk.platform.published().is_empty());
}

#[tokio::test]
async fn a_crash_before_it_is_written_leaves_nothing_and_after_it_makes_nothing_twice() {
    for before in [true, false] {
        let (desk, ..) = storytime().await;
        let first = waiting(&desk).await.remove(0);
        accept(&desk, &first).await;
        desk.set_clock(utc("2026-11-26T09:00:00Z"));
        let store = Arc::clone(&desk.app.desk().expect("open").core.store);
        match before {
            true => store.faults().fail_before_commit(1),
            false => store.faults().fail_after_commit(1),
        }
        let open = desk.app.desk().expect("open");
        assert!(open.series.tick().await.is_err());
        drop((open, store));
        let desk = desk.start_again().await;
        assert_eq!(waiting(&desk).await.len(), usize::from(!before));
        assert_eq!(tick(&desk).await, usize::from(before));
        assert_eq!(times(&waiting(&desk).await), [utc("2026-12-03T09:00:00Z")], "once");
        assert_eq!(tick(&desk).await, 0);
    }
}

#[tokio::test]
async fn a_clock_that_jumps_a_year_ahead_and_back_loses_and_doubles_nothing() {
    let (desk, ..) = storytime().await;
    let one = waiting(&desk).await.remove(0);
    let right = desk.now();
    desk.set_clock(right.plus_seconds(365 * DAY));
    tick(&desk).await;
    desk.work().await;
    assert!(desk.platform.published().is_empty(), "nothing that nobody accepted");
    desk.set_clock(right);
    tick(&desk).await;
    let again = waiting(&desk).await;
    assert_eq!(times(&again), [one.at], "it waits again");
    accept(&desk, &again[0]).await;
    desk.set_clock(right.plus_seconds(-365 * DAY));
    tick(&desk).await;
    desk.set_clock(one.at);
    tick(&desk).await;
    desk.work().await;
    assert_eq!(desk.platform.published().len(), 1);
}

#[tokio::test]
async fn made_too_early_by_a_clock_that_was_wrong_it_is_taken_back() {
    let (desk, ..) = storytime().await;
    desk.advance(10 * DAY);
    tick(&desk).await;
    desk.advance(-10 * DAY);
    tick(&desk).await;
    assert_eq!(times(&waiting(&desk).await), [utc("2026-11-26T09:00:00Z")]);
}

/// A desk that works without a hand on it makes the next by itself, and the worker sends what was accepted.
#[tokio::test]
async fn by_itself() {
    let desk = Desk::open_by_itself().await;
    desk.set("time_zone", json!("UTC")).await;
    let account = desk.sign_in("library").await;
    let draft = desk.draft("Storytime at ten", &[account]).await;
    begin(&desk, &save(crate::series::thursdays(), draft.id)).await;
    let one = waiting(&desk).await.remove(0);
    accept(&desk, &one).await;
    desk.set_clock(one.at);
    wait::until("it to go out", PATIENCE, async || (desk.platform.published().len() == 1).then_some(())).await;
    let next = utc("2026-12-03T09:00:00Z");
    wait::until("the next to be made", PATIENCE, async || (times(&waiting(&desk).await) == [next]).then_some(())).await;
}
