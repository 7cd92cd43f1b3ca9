//! Opening where the disk is in the way: a newer desk, no room, a folder that takes nothing. Each is named, says what
//! is safe, changes nothing, and the desk opens once the trouble is gone.

use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use lectern_api::{App, dispatch};
use lectern_model::{Code, DeskState, Trouble, TroubleKind};
use lectern_tests::wait;
use lectern_vault::MemoryVault;
use serde_json::{Value, json};

use crate::desk::PATIENCE;
use crate::front::{Front, begin};

/// Takes nothing: whatever is written to it ends with "no space left".
const FULL: &str = "/dev/full";

/// In here nobody may make anything, not even root.
const CLOSED: &str = "/sys";

/// A test that starts itself anew tells the other one by these what to open.
const FOLDER_OF_OTHER: &str = "LECTERN_TEST_FOLDER";
const KEYS_OF_OTHER: &str = "LECTERN_TEST_KEYS";

async fn state(app: &App) -> DeskState {
    wait::until("the desk to open or not", PATIENCE, async || {
        let state = dispatch(app, "desk_status", Value::Null).await.expect("it always answers");
        let state: DeskState = serde_json::from_value(state).expect("a state");
        (state != DeskState::Opening).then_some(state)
    })
    .await
}

fn trouble(state: DeskState) -> Trouble {
    match state {
        DeskState::Trouble { trouble } => trouble,
        other => panic!("expected trouble, found {other:?}"),
    }
}

/// A desk with something on it, closed again.
async fn closed_desk() -> Front {
    let front = Front::open().await;
    assert!(front.ready().await);
    front.name_library("Glen Falls").await;
    front.app.close().await;
    front
}

/// Whatever stood in the way is gone: the desk opens, and what was on it is there.
async fn opens_as_it_was(front: &Front) {
    front.ask("desk_retry", Value::Null).await.expect("it tries again");
    assert!(front.ready().await);
    assert_eq!(front.library().await, "Glen Falls");
}

#[tokio::test]
async fn a_newer_desk_is_left_alone_and_an_older_backup_opens() {
    let front = Front::open().await;
    assert!(front.ready().await);
    front.name_library("Glen Falls").await;
    let store = Arc::clone(&front.app.desk().expect("open").core.store);
    store.back_up(&front.file("backups/before.db")).expect("a backup is made");
    front.name_library("Glen Falls and Weir").await;
    store.write(|writer| writer.pretend_newer()).expect("a newer Lectern writes in it");
    drop(store);
    front.app.close().await;
    let newer = std::fs::read(front.file("lectern.db")).expect("it is there");

    let front = front.again().await;
    let told = trouble(front.state().await);
    assert_eq!(told.kind, TroubleKind::NewerSchema);
    assert!(told.detail.contains("newer Lectern") && told.detail.contains("Nothing was changed"), "{}", told.detail);
    let refused = dispatch(&front.app, "settings", Value::Null).await.expect_err("the desk is closed");
    assert_eq!(refused.code, Code::NotReady);
    front.ask("desk_retry", Value::Null).await.expect("it tries again");
    assert_eq!(front.trouble().await, TroubleKind::NewerSchema);
    assert_eq!(std::fs::read(front.file("lectern.db")).expect("it is there"), newer, "it was not touched");

    assert_eq!(told.backups[0].0, "before.db");
    front.ask("desk_restore", json!({ "backup": "before.db" })).await.expect("it opens");
    assert!(front.ready().await);
    assert_eq!(front.library().await, "Glen Falls");
    assert!(front.keeps(&newer), "the newer desk is moved aside, whole");
}

#[tokio::test]
async fn a_first_start_on_a_full_disk_says_so_and_begins_once_there_is_room() {
    assert!(Path::new(FULL).exists(), "this test needs {FULL}");
    let (vault, folder) = (Arc::new(MemoryVault::new()), tempfile::tempdir().expect("a temporary folder"));
    symlink(FULL, folder.path().join("desk.json.new")).expect("a link");
    let front = Front { app: begin(folder.path(), &vault), vault, folder };
    let told = trouble(front.state().await);
    assert_eq!(told.kind, TroubleKind::DiskFull);
    assert_eq!(told.detail, "The disk is full, so the desk could not be opened. What was saved before is safe.");
    assert!(!front.file("lectern.db").exists() && !front.file("desk.json").exists(), "nothing half made is left");

    std::fs::remove_file(front.file("desk.json.new")).expect("there is room again");
    front.ask("desk_retry", Value::Null).await.expect("it tries again");
    assert!(front.ready().await);
    front.name_library("Glen Falls").await;
    let front = front.again().await;
    assert!(front.ready().await);
    assert_eq!(front.library().await, "Glen Falls", "and its key is the one in the keychain");
}

/// No file of the second process may grow beyond some kilobytes: less than opening needs.
#[tokio::test]
async fn a_desk_that_finds_no_room_to_open_says_so_and_is_whole_afterwards() {
    if let (Ok(folder), Ok(keys)) = (std::env::var(FOLDER_OF_OTHER), std::env::var(KEYS_OF_OTHER)) {
        let keys: std::collections::BTreeMap<String, String> = serde_json::from_str(&keys).expect("keys");
        let app = begin(Path::new(&folder), &Arc::new(MemoryVault::holding(keys)));
        let told = trouble(state(&app).await);
        assert_eq!(told.kind, TroubleKind::DiskFull, "{told:?}");
        assert_eq!(told.detail, "The disk is full, so the desk could not be opened. What was saved before is safe.");
        return;
    }
    let front = closed_desk().await;
    let before = std::fs::read(front.file("lectern.db")).expect("it is there");
    let keys = serde_json::to_string(&front.vault.contents()).expect("keys");
    let second = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 16 && exec \"$0\" \"$@\""])
        .arg(std::env::current_exe().expect("this program"))
        .args(["--exact", "opening::a_desk_that_finds_no_room_to_open_says_so_and_is_whole_afterwards", "--nocapture"])
        .env(FOLDER_OF_OTHER, front.folder.path())
        .env(KEYS_OF_OTHER, keys)
        .output()
        .expect("it starts");
    let said = String::from_utf8_lossy(&second.stdout);
    assert!(second.status.success() && said.contains("1 passed"), "{said}{}", String::from_utf8_lossy(&second.stderr));
    assert_eq!(std::fs::read(front.file("lectern.db")).expect("it is there"), before, "it was not touched");
    let front = front.again().await;
    opens_as_it_was(&front).await;
}

#[tokio::test]
async fn a_place_that_takes_no_folder_is_read_only() {
    let vault = Arc::new(MemoryVault::new());
    let app = begin(&Path::new(CLOSED).join("lectern-desk"), &vault);
    let told = trouble(state(&app).await);
    assert_eq!(told.kind, TroubleKind::ReadOnly, "{told:?}");
    assert!(told.detail.contains("cannot be written") && told.detail.contains("is safe"), "{}", told.detail);
    assert!(vault.contents().is_empty(), "no key is kept for a desk that is not there");
}

#[tokio::test]
async fn a_desk_whose_folder_takes_nothing_any_more_is_untouched() {
    let front = closed_desk().await;
    let before = std::fs::read(front.file("lectern.db")).expect("it is there");
    std::fs::remove_file(front.file("desk.lock")).expect("it is there");
    symlink(Path::new(CLOSED).join("lectern.lock"), front.file("desk.lock")).expect("a link");
    let front = front.again().await;
    let told = trouble(front.state().await);
    assert_eq!(told.kind, TroubleKind::ReadOnly, "{told:?}");
    assert!(told.detail.contains("What was saved before is safe"), "{}", told.detail);
    assert_eq!(std::fs::read(front.file("lectern.db")).expect("it is there"), before, "it was not touched");
    std::fs::remove_file(front.file("desk.lock")).expect("the link");
    opens_as_it_was(&front).await;
}

#[tokio::test]
async fn a_file_where_the_folder_should_be_is_named_and_kept() {
    let (vault, folder) = (Arc::new(MemoryVault::new()), tempfile::tempdir().expect("a temporary folder"));
    let place = folder.path().join("desk");
    std::fs::write(&place, "a note of somebody").expect("a file");
    for inside in [place.clone(), place.join("further")] {
        let app = begin(&inside, &vault);
        let told = trouble(state(&app).await);
        assert_eq!(told.kind, TroubleKind::Other);
        assert!(told.detail.contains("a file where the data folder should be"), "{}", told.detail);
        let _ = dispatch(&app, "desk_set_aside", Value::Null).await.expect_err("there is nothing to set aside");
        assert_eq!(std::fs::read_to_string(&place).expect("it is there"), "a note of somebody");
    }
    let app = begin(&place, &vault);
    trouble(state(&app).await);
    std::fs::rename(&place, folder.path().join("note")).expect("it is moved away");
    dispatch(&app, "desk_retry", Value::Null).await.expect("it tries again");
    assert!(matches!(state(&app).await, DeskState::Ready { .. }));
}
