use crate::{DatabaseKey, KeptRecord, NewRecordRow, Store, StoreTrouble};
use lectern_model::{MediaHash, RecordId, RecordKind, RecordQuery, Timestamp};

fn row(id: i64, words: &str) -> NewRecordRow {
    let kept = KeptRecord {
        id: RecordId(id),
        at: Timestamp(id * 1000),
        kind: RecordKind::Published,
        body_digest: "b".to_owned(),
        digest: "d".to_owned(),
        hash: format!("h{id}"),
        body: Some(format!("{{\"words\":{{\"text\":\"{words}\"}}}}")),
    };
    let media = vec![MediaHash("a".repeat(64))];
    NewRecordRow {
        kept,
        account: None,
        category: "promotion".to_owned(),
        words: words.to_owned(),
        media,
        delivery: None,
    }
}

fn store(folder: &tempfile::TempDir) -> Store {
    Store::open(&folder.path().join("lectern.db"), &DatabaseKey::fresh()).unwrap()
}

fn found(store: &Store, words: &str) -> Vec<i64> {
    let query = RecordQuery { words: words.to_owned(), ..RecordQuery::default() };
    store.read(|reader| reader.records(&query)).unwrap().iter().map(|row| row.kept.id.0).collect()
}

#[test]
fn a_record_follows_the_last_one_or_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder);
    store.write(|writer| writer.append_record(&row(1, "storytime"))).unwrap();
    for id in [1, 3] {
        let refused = store.write(|writer| writer.append_record(&row(id, "late"))).unwrap_err();
        assert_eq!(refused.what, StoreTrouble::Other, "{id}");
    }
    store.write(|writer| writer.append_record(&row(2, "seeds"))).unwrap();
    assert_eq!((found(&store, ""), found(&store, "seed")), (vec![2, 1], vec![2]));
    let last = store.read(|reader| reader.last_record()).unwrap();
    assert_eq!(last, Some((RecordId(2), "h2".to_owned())));
}

#[test]
fn what_a_record_says_goes_only_by_disposal_and_not_while_it_is_held() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder);
    store.write(|writer| (1..=3).try_for_each(|id| writer.append_record(&row(id, "storytime")))).unwrap();
    let hold = store.write(|writer| writer.begin_hold("Case 12", None, (None, None), Timestamp(9))).unwrap();
    store.write(|writer| writer.dispose_records(&[RecordId(1)], RecordId(3))).unwrap_err();
    assert_eq!(found(&store, "storytime"), [3, 2, 1]);
    store.write(|writer| writer.end_hold(hold, Timestamp(9))).unwrap();
    store.write(|writer| writer.dispose_records(&[RecordId(1)], RecordId(3))).unwrap();
    assert_eq!(found(&store, "storytime"), [3, 2]);
    let gone = store.read(|reader| reader.record(RecordId(1))).unwrap();
    assert_eq!((gone.kept.body, gone.kept.hash.as_str(), gone.disposed_at), (None, "h1", Some(Timestamp(3000))));
    store.write(|writer| writer.dispose_records(&[RecordId(1)], RecordId(3))).unwrap_err();
    assert!(store.read(|reader| reader.needs_file(&"a".repeat(64))).unwrap(), "other records show it");
}

#[test]
fn the_time_of_a_record_is_counted_in_years_of_the_calendar() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder);
    // 29 February 2024, noon: five years later there is none.
    let leap = Timestamp(1_709_208_000_000);
    let mut record = row(1, "leap");
    record.kept.at = leap;
    store.write(|writer| writer.append_record(&record)).unwrap();
    let due = store.read(|reader| reader.record(RecordId(1))).unwrap().due_at.unwrap();
    assert_eq!(due, Timestamp(1_867_060_800_000), "1 March 2029, noon");
    let listed = |now| store.read(|reader| reader.records_due(now, 9)).unwrap().len();
    assert_eq!((listed(due.plus_seconds(-1)), listed(due)), (0, 1));
    store.write(|writer| writer.file_record(RecordId(1), "statement")).unwrap();
    assert_eq!(listed(due), 0, "kept for good");
}
