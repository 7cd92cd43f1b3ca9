use super::rows::empty_outgoing;
use super::*;
use crate::{AccountFacts, DatabaseKey, NewDraft, Store};
use lectern_model::{Effect, Failure, FailureKind, Identity, IdentityId, IdentityKind, MissedWhy, Published};
use serde_json::json;

const NOW: Timestamp = Timestamp(1_795_424_400_000);

struct Shelf {
    store: Store,
    delivery: DeliveryId,
    _folder: tempfile::TempDir,
}

/// A store with one queued delivery.
fn shelf() -> Shelf {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("lectern.db"), &DatabaseKey::fresh()).unwrap();
    let queue = |writer: &Writer<'_>| {
        let (name, colour) = ("The library".to_owned(), "#123456".to_owned());
        let id = writer.save_identity(&Identity { id: IdentityId(0), kind: IdentityKind::Library, name, colour })?;
        let facts = AccountFacts {
            remote_id: "us".to_owned(),
            handle: "@us".to_owned(),
            name: String::new(),
            server: String::new(),
            facts: Value::Null,
            avatar_url: None,
            lapses_at: None,
        };
        let account = writer.add_account(&PlatformKey::from("scripted"), id, &facts, "", NOW)?;
        let draft = writer.begin_draft(&NewDraft { text: "Storytime".to_owned(), ..NewDraft::default() }, NOW)?;
        let new = NewDelivery {
            key: "key-1".to_owned(),
            account,
            conversation: None,
            outgoing: Outgoing { text: "Storytime".to_owned(), ..empty_outgoing() },
            minted: json!({ "record": "3k" }),
            follows: false,
        };
        writer.queue_deliveries(draft.id, &[new], Plan::default(), NOW)?;
        Ok(writer.deliveries_of_draft(draft.id)?.remove(0).delivery.id)
    };
    let delivery = store.write(queue).unwrap();
    Shelf { store, delivery, _folder: folder }
}

fn change(state: DeliveryState, wake_at: Option<Timestamp>) -> DeliveryChange {
    DeliveryChange {
        state,
        wake_at,
        attempts: 0,
        due_at: NOW,
        scheduled: false,
        never_after: None,
        progress: None,
        note: None,
    }
}

fn failure() -> Failure {
    Failure { what: FailureKind::RateLimited { until: Some(NOW) }, effect: Effect::Maybe, words: "Wait.".to_owned() }
}

impl Shelf {
    fn row(&self) -> DeliveryRow {
        self.store.read(|reader| reader.delivery(self.delivery)).unwrap()
    }

    fn change(&self, change: &DeliveryChange) -> DeliveryRow {
        self.store.write(|writer| writer.change_delivery(self.delivery, change, NOW)).unwrap();
        self.row()
    }
}

#[test]
fn every_state_is_read_back_as_it_was() {
    let shelf = shelf();
    assert_eq!(shelf.row().delivery.minted, json!({ "record": "3k" }));
    let published = Published { remote_id: "p1".to_owned(), url: Some("https://a.example/p1".to_owned()) };
    for state in [
        DeliveryState::Planned { at: NOW },
        DeliveryState::Due,
        DeliveryState::Sending { since: NOW },
        DeliveryState::Sent { at: NOW, published: published.clone(), deleted_at: None },
        DeliveryState::Sent { at: NOW, published, deleted_at: Some(NOW) },
        DeliveryState::Retry { at: NOW, why: failure() },
        DeliveryState::Failed { why: failure() },
        DeliveryState::InDoubt { since: NOW, why: failure(), ask: true, next_look_at: NOW },
        DeliveryState::Missed { due_at: NOW, why: MissedWhy::NeverAfter },
        DeliveryState::Cancelled,
    ] {
        assert_eq!(shelf.change(&change(state.clone(), None)).delivery.state, state);
    }
}

#[test]
fn progress_stays_until_a_new_one_comes() {
    let shelf = shelf();
    let with = DeliveryChange { progress: Some(json!({ "step": 1 })), ..change(DeliveryState::Due, None) };
    shelf.change(&with);
    assert_eq!(shelf.change(&change(DeliveryState::Due, None)).delivery.progress, json!({ "step": 1 }));
}

#[test]
fn a_changing_step_begins_only_while_sending_and_ends_with_any_change() {
    let shelf = shelf();
    let begin = || shelf.store.write(|writer| writer.begin_changing(shelf.delivery)).unwrap();
    assert!(!begin());
    shelf.change(&change(DeliveryState::Sending { since: NOW }, None));
    assert!(begin() && shelf.row().changing);
    assert!(!shelf.change(&change(DeliveryState::Sending { since: NOW }, None)).changing);
}

#[test]
fn what_waits_too_long_waits_for_a_wrong_clock() {
    let shelf = shelf();
    let woken = |state: DeliveryState, at: i64| {
        shelf.change(&change(state, Some(NOW.plus_seconds(at))));
        let latest = NOW.plus_seconds(3600);
        !shelf.store.read(|reader| reader.deliveries_to_wake(NOW, latest, false)).unwrap().is_empty()
    };
    let retry = || DeliveryState::Retry { at: NOW, why: failure() };
    assert!(woken(retry(), 0) && !woken(retry(), 1) && !woken(retry(), 3600) && woken(retry(), 3601));
    assert!(!woken(DeliveryState::Planned { at: NOW }, 9_000_000), "a planned post may wait for months");
}

#[test]
fn the_log_says_the_same_thing_once() {
    let shelf = shelf();
    for (words, _) in [("No line.", 1), ("No line.", 1), ("Sent.", 2), ("No line.", 3)] {
        shelf.change(&DeliveryChange { note: Some(words.to_owned()), ..change(DeliveryState::Due, None) });
    }
    let log = shelf.store.read(|reader| reader.attempts(shelf.delivery)).unwrap();
    assert_eq!(log.iter().map(|one| one.words.as_str()).collect::<Vec<_>>(), ["No line.", "Sent.", "No line."]);
}

#[test]
fn the_tally_and_the_list_agree_about_who_is_needed() {
    let shelf = shelf();
    let doubt = |ask| DeliveryState::InDoubt { since: NOW, why: failure(), ask, next_look_at: NOW };
    for (state, under_way, needs_you) in [
        (DeliveryState::Due, 1, 0),
        (DeliveryState::Failed { why: failure() }, 0, 1),
        (DeliveryState::Missed { due_at: NOW, why: MissedWhy::Late }, 0, 1),
        (doubt(false), 0, 0),
        (doubt(true), 0, 1),
        (DeliveryState::Cancelled, 0, 0),
    ] {
        shelf.change(&change(state, None));
        let (tally, listed) =
            shelf.store.read(|reader| Ok((reader.delivery_tally()?, reader.deliveries(true, 10)?.len()))).unwrap();
        assert_eq!((tally.under_way, tally.needs_you, listed), (under_way, needs_you, needs_you as usize));
    }
}

#[test]
fn a_plan_is_read_back_and_waits_for_its_moment() {
    let shelf = shelf();
    let (at, last) = (NOW.plus_seconds(3600), NOW.plus_seconds(7200));
    let draft = shelf.row().delivery.draft;
    let new = NewDelivery {
        key: "key-2".to_owned(),
        account: shelf.row().delivery.account,
        conversation: None,
        outgoing: empty_outgoing(),
        minted: Value::Null,
        follows: false,
    };
    let plan = Plan { at: Some(at), never_after: Some(last) };
    shelf.store.write(|writer| writer.queue_deliveries(draft, &[new], plan, NOW)).unwrap();
    let row = shelf.store.read(|reader| reader.deliveries_of_draft(draft)).unwrap().remove(1);
    assert_eq!(row.delivery.state, DeliveryState::Planned { at });
    assert_eq!((row.due_at, row.wake_at), (at, Some(at)));
    assert_eq!((row.delivery.scheduled, row.delivery.never_after), (true, Some(last)));
    let count = |until| shelf.store.read(|reader| reader.planned_before(until)).unwrap();
    assert_eq!((count(at), count(at.plus_seconds(1))), (0, 1));
    let listed = |until| shelf.store.read(|reader| reader.deliveries_between(NOW, until, 9)).unwrap().len();
    assert_eq!((listed(at), listed(at.plus_seconds(1))), (1, 2));
}

#[test]
fn a_missed_one_of_an_older_version_was_late() {
    let old = serde_json::from_str::<DeliveryState>("{\"state\":\"missed\",\"due_at\":7}").unwrap();
    assert_eq!(old, DeliveryState::Missed { due_at: Timestamp(7), why: MissedWhy::Late });
}

#[test]
fn only_what_is_in_doubt_is_woken_while_nothing_may_be_sent() {
    let shelf = shelf();
    let woken = |state| {
        shelf.change(&change(state, Some(NOW)));
        !shelf.store.read(|reader| reader.deliveries_to_wake(NOW, NOW.plus_seconds(60), true)).unwrap().is_empty()
    };
    assert!(!woken(DeliveryState::Due) && !woken(DeliveryState::Planned { at: NOW }));
    assert!(woken(DeliveryState::InDoubt { since: NOW, why: failure(), ask: false, next_look_at: NOW }));
}

#[test]
fn a_late_turn_is_one_that_was_taken_late_and_lately() {
    let shelf = shelf();
    let (account, other) = (shelf.row().delivery.account, DeliveryId(99));
    let published = Published { remote_id: "p1".to_owned(), url: None };
    let sent = DeliveryState::Sent { at: NOW, published, deleted_at: None };
    let late = |due_at, now: i64| {
        shelf.change(&DeliveryChange { due_at, ..change(DeliveryState::Due, None) });
        shelf.change(&DeliveryChange { due_at, ..change(sent.clone(), None) });
        let span = (NOW.plus_seconds(now - 120), NOW.plus_seconds(now));
        shelf.store.read(|reader| reader.last_late_turn((account, other), 60_000, span)).unwrap()
    };
    assert_eq!(late(NOW.plus_seconds(-61), 0), Some(NOW));
    assert_eq!(late(NOW.plus_seconds(-61), 119), Some(NOW));
    assert_eq!(late(NOW.plus_seconds(-61), 120), None, "long enough ago");
    assert_eq!(late(NOW.plus_seconds(-60), 0), None, "in time");
    assert_eq!(late(NOW.plus_seconds(-61), -1), None, "the clock was set back since");
    let own =
        |id| shelf.store.read(|r| r.last_turn((account, id), (NOW.plus_seconds(-1), NOW.plus_seconds(1)))).unwrap();
    assert_eq!((own(other), own(shelf.delivery)), (Some(NOW), None));
}
