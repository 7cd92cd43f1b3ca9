//! From the first version.

use lectern_model::{DeliveryState, DraftId, DraftRole, MissedWhy, Timestamp, When};

use crate::place::{Place, narrowed, schema, tables};

/// The first step as it was released: its text never changes again, and its check sum is in every database.
pub(crate) const FIRST: &str = include_str!("../../src-tauri/crates/store/migrations/2026-11-24-first.sql");
pub(crate) const CHECKSUM: &str = "64727ea9e363871ba89de0c28614eac08552daf5a4c8ceb4af8124aac9ef7984";
pub(crate) const ROWS: &str = include_str!("first.sql");

#[test]
fn it_comes_out_as_a_fresh_one_with_every_row_as_it_was() {
    let place = Place::new();
    let path = place.old("old.db", &[("2026-11-24-first", CHECKSUM, FIRST)], ROWS);
    let before = tables(&place.raw(&path));
    assert!(before.iter().all(|(_, _, rows)| !rows.is_empty()), "every table has something to lose");
    drop(place.open(&path));
    drop(place.open(&place.path("fresh.db")));
    let (upgraded, fresh) = (place.raw(&path), place.raw(&place.path("fresh.db")));
    assert_eq!(schema(&upgraded), schema(&fresh));
    let after = tables(&upgraded);
    for table in &before {
        assert_eq!(&narrowed(&after, table), table);
    }
    let check: String = upgraded.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("it is read");
    assert_eq!(check, "ok");
}

#[test]
fn what_was_written_and_queued_goes_on() {
    let place = Place::new();
    let path = place.old("old.db", &[("2026-11-24-first", CHECKSUM, FIRST)], ROWS);
    let store = place.open(&path);
    let (draft, rows, found) = store
        .read(|reader| {
            Ok((reader.draft(DraftId(1))?, reader.deliveries(false, 99)?, reader.search("storytime", false, 9)?))
        })
        .expect("it is read");
    assert_eq!((draft.text.as_str(), draft.when, draft.never_after), ("Storytime at three", When::Now, None));
    assert_eq!((draft.role, draft.series, draft.occurrence_at), (DraftRole::Draft, None, None));
    assert_eq!(found.len(), 1, "it is still found");
    assert_eq!(rows.len(), 8);
    assert!(rows.iter().all(|row| !row.delivery.scheduled && row.delivery.never_after.is_none()));
    let missed = DeliveryState::Missed { due_at: Timestamp(41), why: MissedWhy::Late };
    assert!(rows.iter().any(|row| row.delivery.state == missed));
}

#[test]
fn a_step_by_the_same_name_that_is_not_ours_is_refused_untouched() {
    let place = Place::new();
    let path = place.old("old.db", &[("2026-11-24-first", "another", FIRST)], ROWS);
    let before = std::fs::read(&path).expect("it is read");
    let refused = lectern_store::Store::open(&path, &place.key).err().expect("it is refused");
    assert_eq!(refused.what, lectern_store::StoreTrouble::NewerSchema);
    assert_eq!(std::fs::read(&path).expect("it is read"), before);
}

#[test]
fn pictures_of_before_are_known_when_they_come_again() {
    let place = Place::new();
    let path = place.old("old.db", &[("2026-11-24-first", CHECKSUM, FIRST)], ROWS);
    let store = place.open(&path);
    let (description, draft) = store
        .read(|reader| Ok((reader.last_description(&"ab".into())?, reader.draft(DraftId(3))?)))
        .expect("it is read");
    assert_eq!(description.as_deref(), Some("A"));
    let picture = &draft.media[0];
    assert_eq!((picture.root().as_str(), picture.decorative_why.as_str(), &picture.original), ("ab", "", &None));
}
