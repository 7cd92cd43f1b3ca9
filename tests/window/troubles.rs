//! What keeps a desk from opening, made for real in its folder and its keychain, in every look. At the end the recovery
//! code opens the desk that none of it harmed.

use std::path::PathBuf;

use lectern_tests::window::{Desk, Keychain, Opening, button, css, field, heading, role};
use serde_json::{Value, json};

use crate::looks::look_at_closed;
use crate::steps;

const FILES: [&str; 3] = ["lectern.db", "lectern.db-wal", "lectern.db-shm"];

#[tokio::test]
async fn a_damaged_desk_and_a_lost_key_are_accessible_in_every_look_and_the_recovery_code_opens() {
    let mut desk = Desk::open().await;
    desk.fill(&field("Name"), "Glen Falls Library").await;
    desk.click(&button("Go on")).await;
    let code = code_of(&steps::ask(&desk, "recovery_code", json!({})).await);

    desk.restart_after(damage).await;
    damaged(&desk).await;

    desk.restart_after(|desk| {
        mend(desk);
        keep_another_key(desk);
    })
    .await;
    desk.find(&heading("The key does not fit this desk")).await;
    look_at_closed(&desk, "trouble-wrong-key").await;

    desk.restart_after(forget_the_key).await;
    desk.find(&heading("The key of this desk is missing")).await;
    look_at_closed(&desk, "trouble-key-missing").await;
    let typed = field("Recovery code");
    desk.fill(&typed, "K7QD FH2M").await;
    desk.click(&button("Open with this code")).await;
    desk.find(&css("[aria-invalid=true]:focus")).await;
    look_at_closed(&desk, "trouble-wrong-code").await;
    desk.fill(&typed, &code).await;
    desk.click(&button("Open with this code")).await;
    desk.find(&field("Name")).await;
    let settings = steps::ask(&desk, "settings", json!({})).await;
    assert_eq!(settings["library_name"], "Glen Falls Library");
}

async fn damaged(desk: &Desk) {
    desk.find(&heading("The desk cannot be read")).await;
    look_at_closed(desk, "trouble-damaged").await;
    for (way, name) in [("Start with an empty desk", "ask-aside"), ("Open this one: before.db", "ask-restore")] {
        desk.click(&button(way)).await;
        desk.find(&css(".dialog-sheet .foot button")).await;
        look_at_closed(desk, name).await;
        desk.click(&button("Cancel")).await;
        desk.until_gone_from_view(&css("[role=dialog]")).await;
    }
    desk.click(&button("Read diagnostics")).await;
    desk.find(&role("dialog", "Diagnostics")).await;
    look_at_closed(desk, "trouble-diagnostics").await;
    steps::close_dialog(desk).await;
}

#[tokio::test]
async fn a_keychain_that_is_missing_or_locked_is_accessible_in_every_look() {
    for (keychain, title, name) in [
        (Keychain::None, "This computer has no keychain running", "trouble-no-keychain"),
        (Keychain::Locked, "The keychain is locked", "trouble-keychain-locked"),
    ] {
        let desk = Desk::open_with(Opening { keychain, ..Opening::default() }).await;
        desk.find(&heading(title)).await;
        look_at_closed(&desk, name).await;
        assert!(!desk.data_folder().join("lectern.db").exists(), "nothing is written without a key");
    }
}

#[tokio::test]
async fn a_file_where_the_data_folder_should_be_is_accessible_in_every_look() {
    let around = tempfile::tempdir().expect("a temporary folder");
    let place = around.path().join("desk");
    std::fs::write(&place, "a note of somebody").expect("a file");
    let desk = Desk::open_with(Opening { data_folder: Some(place.clone()), ..Opening::default() }).await;
    desk.find(&heading("The desk could not be opened")).await;
    look_at_closed(&desk, "trouble-file-in-the-way").await;
    desk.click(&button("Start with an empty desk")).await;
    desk.click(&css(".dialog-sheet .foot button").nth(1)).await;
    desk.find(&css("[role=alert]")).await;
    look_at_closed(&desk, "trouble-nothing-to-move").await;
    assert_eq!(std::fs::read_to_string(&place).expect("it is there"), "a note of somebody");
}

fn code_of(answer: &Value) -> String {
    let groups = answer["groups"].as_array().expect("a code has groups");
    groups.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" ")
}

fn kept(desk: &Desk, file: &str) -> PathBuf {
    desk.home().join(file)
}

/// The database becomes noise; a backup of it is there. What it was is kept beside the desk, to be mended.
fn damage(desk: &Desk) {
    let folder = desk.data_folder();
    let database = folder.join(FILES[0]);
    let length = std::fs::metadata(&database).expect("it is there").len();
    std::fs::copy(&database, folder.join("backups/before.db")).expect("a backup can be made");
    for file in FILES {
        if folder.join(file).exists() {
            std::fs::rename(folder.join(file), kept(desk, file)).expect("it can be moved");
        }
    }
    std::fs::write(&database, vec![0x5a; usize::try_from(length).expect("it is small")]).expect("it can be written");
}

fn mend(desk: &Desk) {
    for file in FILES {
        let _ = std::fs::remove_file(desk.data_folder().join(file));
        if kept(desk, file).exists() {
            std::fs::rename(kept(desk, file), desk.data_folder().join(file)).expect("it can be moved");
        }
    }
}

/// What the key of this desk is filed under in the keychain.
fn filed(desk: &Desk) -> String {
    let sidecar = std::fs::read(desk.data_folder().join("desk.json")).expect("it is there");
    let sidecar: Value = serde_json::from_slice(&sidecar).expect("it can be read");
    let id = sidecar["database"].as_str().expect("a desk has an id");
    format!("service org.lectern.desk username {id}/database-key")
}

fn keep_another_key(desk: &Desk) {
    forget_the_key(desk);
    let other = "5a".repeat(32);
    let store = format!("printf {other} | secret-tool store --label=Lectern {}", filed(desk));
    desk.in_session("sh", &["-c", &store]);
}

fn forget_the_key(desk: &Desk) {
    desk.in_session("sh", &["-c", &format!("secret-tool clear {}", filed(desk))]);
}
