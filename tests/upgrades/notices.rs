//! From a version without notices: what was there is no news, and what comes afterwards is.

use lectern_model::MessageId;

use crate::first::{CHECKSUM, FIRST, ROWS};
use crate::place::Place;

#[test]
fn messages_of_before_are_not_told_and_later_ones_are() {
    let place = Place::new();
    let path = place.old("old.db", &[("2026-11-24-first", CHECKSUM, FIRST)], ROWS);
    let store = place.open(&path);
    let untold = || store.read(|reader| reader.untold_messages(9)).expect("they are read");
    assert!(untold().is_empty());
    let raw = place.raw(&path);
    raw.execute_batch("UPDATE post SET told_at = NULL WHERE id = 2").expect("as if it came now");
    assert_eq!(untold().iter().map(|one| one.id).collect::<Vec<_>>(), [MessageId(2)]);
    store.write(|writer| writer.mark_messages_told(&[MessageId(2)], lectern_model::Timestamp(7))).expect("it is kept");
    assert!(untold().is_empty());
    raw.execute_batch("UPDATE post SET told_at = NULL, read_at = 8 WHERE id = 2").expect("somebody read it");
    assert!(untold().is_empty());
}
