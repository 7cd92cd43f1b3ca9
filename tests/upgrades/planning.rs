//! From the version that learned to plan: its deliveries and attempts come along when the rule of their state is made
//! anew.

use std::path::PathBuf;

use lectern_model::DeliveryKind;

use crate::first::{CHECKSUM, FIRST, ROWS};
use crate::place::{Place, narrowed, schema, tables};

const PLANNING: &str = include_str!("../../src-tauri/crates/store/migrations/2026-11-27-planning.sql");
const PLANNING_CHECKSUM: &str = "da535439ece2790f2853fc96a8668999b4ba68e1dce93fa82bc39507df1a3554";

/// A planned delivery, and one that must not go out after a moment.
const PLANNED: &str = "UPDATE delivery SET scheduled = 1, never_after = 99 WHERE id = 1;
UPDATE draft SET plan = '{\"kind\":\"at\",\"at\":98}' WHERE id = 1;";

fn planned(place: &Place) -> PathBuf {
    let path = place.old("planned.db", &[("2026-11-24-first", CHECKSUM, FIRST)], ROWS);
    let step = "INSERT INTO migration VALUES ('2026-11-27-planning', ?1)";
    let raw = place.raw(&path);
    raw.execute_batch(PLANNING).expect("an old step is SQL");
    raw.execute(step, [PLANNING_CHECKSUM]).expect("a step is kept");
    raw.execute_batch(PLANNED).expect("the rows fit");
    path
}

#[test]
fn every_delivery_and_attempt_comes_along() {
    let place = Place::new();
    let path = planned(&place);
    let before = tables(&place.raw(&path));
    let rows = |name: &str| before.iter().find(|(table, _, _)| table == name).map_or(0, |(_, _, rows)| rows.len());
    assert!(rows("delivery") > 0 && rows("attempt") > 0);
    drop(place.open(&path));
    drop(place.open(&place.path("fresh.db")));
    let (new, fresh) = (place.raw(&path), place.raw(&place.path("fresh.db")));
    assert_eq!(schema(&new), schema(&fresh));
    let after = tables(&new);
    for table in &before {
        assert_eq!(&narrowed(&after, table), table);
    }
    for check in ["PRAGMA integrity_check", "SELECT count(*) || ' broken' FROM pragma_foreign_key_check"] {
        let said: String = new.query_row(check, [], |row| row.get(0)).expect("it is read");
        assert!(["ok", "0 broken"].contains(&said.as_str()), "{check}: {said}");
    }
}

#[test]
fn the_rule_of_the_state_knows_one_word_more_and_no_other() {
    let place = Place::new();
    let path = planned(&place);
    let store = place.open(&path);
    let rows = store.read(|reader| reader.deliveries(false, 99)).expect("they are read");
    assert!(rows.iter().all(|row| row.delivery.kind == DeliveryKind::Post && row.proof.is_none()));
    assert!(rows.iter().any(|row| row.delivery.scheduled && row.delivery.never_after.is_some()));
    drop(store);
    let raw = place.raw(&path);
    raw.execute("UPDATE delivery SET state = 'held' WHERE id = 1", []).expect("a platform may hold it");
    raw.execute("UPDATE delivery SET state = 'lost' WHERE id = 1", []).expect_err("nothing is lost");
}
