use crate::{DatabaseKey, Store};

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
fn nothing_is_read_from_one_end_to_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("lectern.db"), &DatabaseKey::fresh()).unwrap();
    let month = format!(
        "SELECT id, draft_id, account_id, due_at, state FROM delivery WHERE due_at >= 1 AND due_at < 2 AND {} \
         ORDER BY due_at, draft_id, account_id",
        super::SHOWN
    );
    let month = way(&store, &month);
    assert!(month.contains("COVERING INDEX delivery_by_calendar") && !month.contains("TEMP B-TREE"), "{month}");
    let drafts = "SELECT id FROM draft WHERE queued_at IS NULL AND json_extract(plan, '$.at') >= 1 \
         AND json_extract(plan, '$.at') < 2 ORDER BY json_extract(plan, '$.at'), id";
    assert!(way(&store, drafts).contains("draft_by_plan"), "{}", way(&store, drafts));
    let wake = way(&store, "SELECT id FROM delivery WHERE wake_at <= 1");
    assert!(wake.contains("SEARCH delivery USING"), "{wake}");
    let wrong_clock =
        way(&store, "SELECT id FROM delivery WHERE wake_at IS NOT NULL AND wake_at > 2 AND state <> 'planned'");
    assert!(wrong_clock.contains("delivery_by_wake_unplanned"), "{wrong_clock}");
}
