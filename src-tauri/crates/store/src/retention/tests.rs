use super::{collect_pictures, key};
use crate::{DatabaseKey, Store};
use serde_json::json;

#[test]
fn every_address_of_a_picture_is_found() {
    let mut found = Vec::new();
    collect_pictures(&json!([{"url": "a", "preview_url": "b", "description": "no"}]), &mut found);
    collect_pictures(&json!({"url": "c", "picture_url": null, "avatar_url": "d", "name": "no"}), &mut found);
    found.sort_unstable();
    assert_eq!(found, ["a", "b", "c", "d"]);
}

#[test]
fn a_key_tells_ids_apart_and_is_short() {
    assert_eq!(key("one").len(), 16);
    assert_ne!(key("one"), key("two"));
}

/// How SQLite goes about a query.
fn way(store: &Store, sql: &str) -> String {
    let read = store.read(|reader| {
        let mut statement = reader.conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
        let lines = statement.query_map([], |row| row.get::<_, String>(3))?.collect::<Result<Vec<_>, _>>()?;
        Ok(lines.join("\n"))
    });
    read.unwrap()
}

#[test]
fn what_is_old_is_found_without_reading_everything() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("lectern.db"), &DatabaseKey::fresh()).unwrap();
    let old = format!(
        "SELECT p.id FROM post p WHERE p.account_id = 1 AND p.received_at < 9 AND NOT ({}) ORDER BY p.received_at LIMIT 2",
        super::STAYS
    );
    let old = way(&store, &old);
    assert!(old.contains("post_by_age") && !old.contains("SCAN p") && !old.contains("SCAN d"), "{old}");
}
