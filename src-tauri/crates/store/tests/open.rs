//! Opening, refusing, backing up, and what stays after a failed write.
#![expect(clippy::unwrap_used, reason = "a test ends where it cannot go on")]

use lectern_store::{DatabaseKey, Sidecar, Store, StoreError, StoreTrouble, backups, check_backup, sidecar_path};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

struct Place {
    _folder: TempDir,
    path: PathBuf,
    key: DatabaseKey,
}

fn place() -> Place {
    let folder = tempfile::tempdir().unwrap();
    Place { path: folder.path().join("lectern.db"), _folder: folder, key: DatabaseKey::fresh() }
}

fn raw(path: &Path, key: &DatabaseKey) -> Connection {
    let conn = Connection::open(path).unwrap();
    conn.execute_batch(&format!("PRAGMA key = \"x'{}'\"", key.to_hex().as_str())).unwrap();
    conn
}

fn trouble(path: &Path, key: &DatabaseKey) -> StoreTrouble {
    Store::open(path, key).err().unwrap().what
}

fn keep(store: &Store, name: &str, value: &str) -> Result<(), StoreError> {
    store.write(|w| w.set_setting(name, value))
}

fn kept(store: &Store, name: &str) -> Option<String> {
    store.read(|r| r.setting(name)).unwrap()
}

#[test]
fn what_was_written_is_there_after_opening_again_and_nowhere_in_clear() {
    let place = place();
    let store = Store::open(&place.path, &place.key).unwrap();
    keep(&store, "library", "a very findable sentence").unwrap();
    drop(store);
    let store = Store::open(&place.path, &place.key).unwrap();
    assert_eq!(kept(&store, "library").unwrap(), "a very findable sentence");
    store.settle();
    for entry in std::fs::read_dir(place.path.parent().unwrap()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            continue;
        }
        let bytes = std::fs::read(path).unwrap();
        for clear in [b"findable".as_slice(), b"SQLite format", b"CREATE TABLE"] {
            assert!(!bytes.windows(clear.len()).any(|window| window == clear));
        }
    }
}

#[test]
fn another_key_is_refused_without_a_touch_with_or_without_the_sidecar() {
    let place = place();
    drop(Store::open(&place.path, &place.key).unwrap());
    let before = std::fs::read(&place.path).unwrap();
    assert_eq!(trouble(&place.path, &DatabaseKey::fresh()), StoreTrouble::WrongKey);
    let id = Sidecar::read(&place.path).unwrap().database;
    std::fs::remove_file(sidecar_path(&place.path)).unwrap();
    assert_eq!(Sidecar::read(&place.path).unwrap().database, id, "its copy is beside the backups");
    std::fs::remove_dir_all(lectern_store::backups_folder(&place.path)).unwrap();
    assert_eq!(trouble(&place.path, &DatabaseKey::fresh()), StoreTrouble::WrongKey);
    assert_eq!(std::fs::read(&place.path).unwrap(), before);
    drop(Store::open(&place.path, &place.key).unwrap());
    assert!(Sidecar::read(&place.path).unwrap().fits(&place.key), "the right key brings the sidecar back");
}

#[test]
fn the_right_key_and_an_unreadable_file_mean_damage() {
    let place = place();
    drop(Store::open(&place.path, &place.key).unwrap());
    let whole = std::fs::read(&place.path).unwrap();
    let mut scrambled = whole.clone();
    for byte in scrambled.iter_mut().skip(40).take(400) {
        *byte ^= 0x5a;
    }
    std::fs::write(&place.path, &scrambled).unwrap();
    assert_eq!(trouble(&place.path, &place.key), StoreTrouble::Damaged);
    assert_eq!(std::fs::read(&place.path).unwrap(), scrambled);
    std::fs::write(&place.path, &whole[..whole.len() / 2]).unwrap();
    assert_eq!(trouble(&place.path, &place.key), StoreTrouble::Damaged);
    std::fs::write(&place.path, b"this is not a database at all").unwrap();
    assert_eq!(trouble(&place.path, &place.key), StoreTrouble::Damaged);
}

#[test]
fn a_newer_schema_is_refused_and_not_touched() {
    let place = place();
    drop(Store::open(&place.path, &place.key).unwrap());
    let conn = raw(&place.path, &place.key);
    conn.execute("INSERT INTO migration (name, checksum) VALUES ('2999-01-01-later', 'x')", []).unwrap();
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    drop(conn);
    let before = std::fs::read(&place.path).unwrap();
    assert_eq!(trouble(&place.path, &place.key), StoreTrouble::NewerSchema);
    assert_eq!(std::fs::read(&place.path).unwrap(), before);
}

#[test]
fn an_empty_file_of_a_crash_is_the_same_as_none() {
    let place = place();
    std::fs::write(&place.path, b"").unwrap();
    let store = Store::open(&place.path, &place.key).unwrap();
    keep(&store, "a", "b").unwrap();
}

#[test]
fn a_failed_write_keeps_nothing_and_the_next_one_works() {
    let place = place();
    let store = Store::open(&place.path, &place.key).unwrap();
    let failed: Result<(), StoreError> = store.write(|w| {
        w.set_setting("a", "1")?;
        Err(StoreTrouble::Other.into())
    });
    assert!(failed.is_err());
    assert_eq!(kept(&store, "a"), None);
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let _: Result<(), StoreError> = store.write(|w| {
            w.set_setting("a", "2")?;
            panic!("a fault in the middle of a write")
        });
    }));
    assert!(panicked.is_err());
    assert_eq!(kept(&store, "a"), None);
    keep(&store, "a", "3").unwrap();
    assert_eq!(kept(&store, "a").unwrap(), "3");
}

#[test]
fn a_reader_cannot_write_and_sees_one_snapshot() {
    let place = place();
    let store = Store::open(&place.path, &place.key).unwrap();
    keep(&store, "a", "1").unwrap();
    store
        .read(|r| {
            assert_eq!(r.setting("a")?.unwrap(), "1");
            keep(&store, "a", "2")?;
            assert_eq!(r.setting("a")?.unwrap(), "1");
            Ok(())
        })
        .unwrap();
    assert_eq!(kept(&store, "a").unwrap(), "2");
}

#[test]
fn a_backup_is_encrypted_whole_and_opens_with_the_same_key() {
    let place = place();
    let store = Store::open(&place.path, &place.key).unwrap();
    keep(&store, "library", "a very findable sentence").unwrap();
    let copy = place.path.with_file_name("backups").join("2026-11-24.db");
    store.back_up(&copy).unwrap();
    assert_eq!(backups(&place.path)[0].0, "2026-11-24.db");
    let bytes = std::fs::read(&copy).unwrap();
    assert!(!bytes.windows(8).any(|window| window == b"findable"));
    assert!(!bytes.starts_with(b"SQLite format 3"));
    check_backup(&copy, &place.key).unwrap();
    assert!(check_backup(&copy, &DatabaseKey::fresh()).is_err());
    let conn = raw(&copy, &place.key);
    let value: String =
        conn.query_row("SELECT value FROM setting WHERE name = 'library'", [], |row| row.get(0)).unwrap();
    assert_eq!(value, "a very findable sentence");
    assert_eq!(store.back_up(&place.path.join("no/folder.db")).unwrap_err().what, StoreTrouble::Other);
}

/// The schema as `schema.sql` shows it: what `sqlite_master` says, without SQLite's own tables.
fn dump(conn: &Connection) -> String {
    let sql = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
               AND name NOT LIKE '%_words_%' OR type = 'trigger' ORDER BY tbl_name, type DESC, name";
    let mut statement = conn.prepare(sql).unwrap();
    let parts = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    parts.map(|part| format!("{};\n\n", part.unwrap())).collect()
}

#[test]
fn the_committed_schema_is_that_of_a_fresh_database() {
    let place = place();
    drop(Store::open(&place.path, &place.key).unwrap());
    let fresh = dump(&raw(&place.path, &place.key));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema.sql");
    let committed = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    if fresh != committed {
        std::fs::write(path, &fresh).unwrap();
        panic!("schema.sql was stale; it is written anew: look at it and commit it");
    }
}
