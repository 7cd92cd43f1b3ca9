//! Opening the desk: what stands in the way is named, nothing is lost by it, and the way on works.

use std::path::Path;
use std::sync::Arc;

use lectern_api::{App, dispatch};
use lectern_engine::{ClockKind, FrontConfig, ManualClock};
use lectern_model::{Code, DeskState, RecoveryCode, Timestamp, TroubleKind};
use lectern_testkit::ScriptedWire;
use lectern_tests::wait;
use lectern_vault::{MemoryVault, VaultTrouble};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::desk::{NoOutside, PATIENCE};

pub(crate) struct Front {
    pub(crate) app: App,
    pub(crate) vault: Arc<MemoryVault>,
    pub(crate) folder: TempDir,
}

impl Front {
    pub(crate) async fn open() -> Self {
        let (vault, folder) = (Arc::new(MemoryVault::new()), tempfile::tempdir().expect("a temporary folder"));
        let app = begin(folder.path(), &vault);
        Self { app, vault, folder }
    }

    /// Ends the program and starts it again.
    pub(crate) async fn again(self) -> Self {
        let Self { app, vault, folder } = self;
        app.close().await;
        drop(app);
        let app = begin(folder.path(), &vault);
        Self { app, vault, folder }
    }

    /// What came of opening.
    pub(crate) async fn state(&self) -> DeskState {
        wait::until("the desk to open or not", PATIENCE, async || {
            let state = self.ask("desk_status", Value::Null).await.expect("it always answers");
            (state != DeskState::Opening).then_some(state)
        })
        .await
    }

    pub(crate) async fn ask(&self, command: &str, input: Value) -> Result<DeskState, lectern_model::Problem> {
        let answer = dispatch(&self.app, command, input).await?;
        Ok(serde_json::from_value(answer).expect("a state"))
    }

    pub(crate) async fn trouble(&self) -> TroubleKind {
        match self.state().await {
            DeskState::Trouble { trouble } => trouble.kind,
            other => panic!("expected trouble, found {other:?}"),
        }
    }

    pub(crate) async fn ready(&self) -> bool {
        matches!(self.state().await, DeskState::Ready { .. })
    }

    pub(crate) async fn name_library(&self, name: &str) {
        let mut settings = dispatch(&self.app, "settings", Value::Null).await.expect("settings");
        settings["library_name"] = json!(name);
        dispatch(&self.app, "settings_save", settings).await.expect("settings are kept");
    }

    pub(crate) async fn library(&self) -> String {
        let settings = dispatch(&self.app, "settings", Value::Null).await.expect("settings");
        settings["library_name"].as_str().unwrap_or_default().to_owned()
    }

    pub(crate) async fn recovery_code(&self) -> String {
        let code = dispatch(&self.app, "recovery_code", Value::Null).await.expect("a code");
        let code: RecoveryCode = serde_json::from_value(code).expect("a code");
        code.groups.join("-")
    }

    /// Whether a file with these bytes is somewhere in the data folder.
    pub(crate) fn keeps(&self, bytes: &[u8]) -> bool {
        somewhere_below(self.folder.path(), bytes)
    }

    pub(crate) fn file(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }
}

pub(crate) fn begin(folder: &Path, vault: &Arc<MemoryVault>) -> App {
    let config = FrontConfig {
        folder: folder.to_owned(),
        vault: Arc::clone(vault) as Arc<dyn lectern_vault::Vault>,
        clock: ClockKind::Manual(ManualClock::at(Timestamp(1_795_500_000_000))),
        wire: Some(ScriptedWire::new().wire()),
        connectors: Some(Vec::new()),
        by_itself: false,
    };
    App::open(config, Arc::new(NoOutside))
}

#[tokio::test]
async fn a_keychain_that_does_not_answer_is_named_and_the_desk_opens_when_it_does() {
    let mut front = Front::open().await;
    assert!(front.ready().await);
    front.name_library("Glen Falls").await;
    for (trouble, kind) in [
        (VaultTrouble::NoKeychain, TroubleKind::NoKeychain),
        (VaultTrouble::Locked, TroubleKind::KeychainLocked),
        (VaultTrouble::Refused, TroubleKind::KeychainRefused),
        (VaultTrouble::TimedOut, TroubleKind::KeychainRefused),
    ] {
        front.vault.set_trouble(Some(trouble));
        front = front.again().await;
        assert_eq!(front.trouble().await, kind);
        let refused = dispatch(&front.app, "settings", Value::Null).await.expect_err("the desk is closed");
        assert_eq!(refused.code, Code::NotReady);
        front.vault.set_trouble(None);
        front.ask("desk_retry", Value::Null).await.expect("it tries again");
        assert!(front.ready().await);
        assert_eq!(front.library().await, "Glen Falls");
    }
}

#[tokio::test]
async fn nothing_is_written_before_the_keychain_keeps_the_key() {
    let vault = Arc::new(MemoryVault::new());
    vault.set_trouble(Some(VaultTrouble::NoKeychain));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let front = Front { app: begin(folder.path(), &vault), vault, folder };
    assert_eq!(front.trouble().await, TroubleKind::NoKeychain);
    assert!(!front.file("lectern.db").exists());
}

#[tokio::test]
async fn the_recovery_code_opens_a_desk_whose_key_is_gone() {
    let front = Front::open().await;
    assert!(front.ready().await);
    front.name_library("Glen Falls").await;
    let code = front.recovery_code().await;
    front.vault.empty();
    let front = front.again().await;
    assert_eq!(front.trouble().await, TroubleKind::KeyMissing);

    let slip = front.ask("desk_recover", json!({ "code": code.replacen(['A', 'B', 'C', '2', '3'], "Z", 1) })).await;
    assert_eq!(slip.expect_err("a slip is found").code, Code::RecoveryCode);
    let others = Front::open().await;
    assert!(others.ready().await);
    let other = front.ask("desk_recover", json!({ "code": others.recovery_code().await })).await;
    assert_eq!(other.expect_err("another desk's code is refused").code, Code::RecoveryCode);

    front.ask("desk_recover", json!({ "code": code.to_lowercase() })).await.expect("the code fits");
    assert!(front.ready().await);
    assert_eq!(front.library().await, "Glen Falls");
    let front = front.again().await;
    assert!(front.ready().await, "the key is back in the keychain");
}

#[tokio::test]
async fn another_key_in_the_keychain_is_the_wrong_one() {
    let front = Front::open().await;
    assert!(front.ready().await);
    let code = front.recovery_code().await;
    let wrong: Vec<(String, String)> = front.vault.contents().into_keys().map(|name| (name, "5a".repeat(32))).collect();
    let Front { app, folder, .. } = front;
    app.close().await;
    drop(app);
    let vault = Arc::new(MemoryVault::holding(wrong));
    let front = Front { app: begin(folder.path(), &vault), vault, folder };
    assert_eq!(front.trouble().await, TroubleKind::WrongKey);
    front.ask("desk_recover", json!({ "code": code })).await.expect("the code fits");
    assert!(front.ready().await);
}

#[tokio::test]
async fn a_damaged_desk_is_moved_aside_and_never_deleted() {
    let front = Front::open().await;
    assert!(front.ready().await);
    front.name_library("Glen Falls").await;
    let Front { app, vault, folder } = front;
    app.close().await;
    drop(app);
    let database = folder.path().join("lectern.db");
    for extra in ["lectern.db-wal", "lectern.db-shm"] {
        let _ = std::fs::remove_file(folder.path().join(extra));
    }
    let whole = std::fs::read(&database).expect("it is there");
    let damaged = vec![0x5a_u8; whole.len()];
    std::fs::write(&database, &damaged).expect("it can be damaged");

    let front = Front { app: begin(folder.path(), &vault), vault, folder };
    assert_eq!(front.trouble().await, TroubleKind::Damaged);
    assert_eq!(std::fs::read(&database).expect("it is there"), damaged, "it was not touched");
    front.ask("desk_set_aside", Value::Null).await.expect("it is moved aside");
    assert!(front.ready().await);
    assert_eq!(front.library().await, "");
    assert!(front.keeps(&damaged), "the damaged file is kept");
}

fn somewhere_below(folder: &Path, bytes: &[u8]) -> bool {
    std::fs::read_dir(folder).expect("a folder").flatten().any(|entry| {
        let path = entry.path();
        if path.is_dir() { somewhere_below(&path, bytes) } else { std::fs::read(&path).is_ok_and(|read| read == bytes) }
    })
}

#[tokio::test]
async fn two_programs_do_not_share_a_desk() {
    let front = Front::open().await;
    assert!(front.ready().await);
    let second = begin(front.folder.path(), &front.vault);
    let state = wait::until("the second to be refused", PATIENCE, async || {
        let state = dispatch(&second, "desk_status", Value::Null).await.expect("it always answers");
        let state: DeskState = serde_json::from_value(state).expect("a state");
        (state != DeskState::Opening).then_some(state)
    })
    .await;
    let DeskState::Trouble { trouble } = state else { panic!("expected trouble, found {state:?}") };
    assert!(trouble.detail.contains("open already"), "{}", trouble.detail);
    front.name_library("Glen Falls").await;
    assert_eq!(front.library().await, "Glen Falls");
}

#[tokio::test]
async fn a_start_waits_for_the_desk_that_is_still_closing() {
    let front = Front::open().await;
    assert!(front.ready().await);
    front.name_library("Glen Falls").await;
    let second = begin(front.folder.path(), &front.vault);
    let mut changes = second.changes();
    front.app.close().await;
    drop(front.app);
    wait::until("the second to open", PATIENCE, async || {
        let state = dispatch(&second, "desk_status", Value::Null).await.expect("it always answers");
        let state: DeskState = serde_json::from_value(state).expect("a state");
        assert!(!matches!(state, DeskState::Trouble { .. }), "{state:?}");
        matches!(state, DeskState::Ready { .. }).then_some(())
    })
    .await;
    assert!(changes.try_recv().is_ok(), "it told that it opened");
    let settings = dispatch(&second, "settings", Value::Null).await.expect("settings");
    assert_eq!(settings["library_name"], "Glen Falls");
}

#[tokio::test]
async fn two_places_that_change_different_settings_do_not_undo_each_other() {
    let front = Front::open().await;
    assert!(front.ready().await);
    let save = async |part: Value| dispatch(&front.app, "settings_save", part).await;
    front.name_library("Glen Falls").await;
    save(json!({ "theme": "dark" })).await.expect("the theme is kept");
    let kept = save(json!({ "density": "compact" })).await.expect("the density is kept");
    assert_eq!((&kept["library_name"], &kept["theme"]), (&json!("Glen Falls"), &json!("dark")));
    let unknown = save(json!({ "librery_name": "Typo" })).await.expect_err("no such setting");
    assert_eq!(unknown.code, lectern_model::Code::BadInput);
    let wrong = save(json!({ "theme": "pink", "library_name": "Lost" })).await.expect_err("no such theme");
    assert_eq!(wrong.code, lectern_model::Code::BadInput);
    assert_eq!(front.library().await, "Glen Falls", "nothing of a refused change is kept");
}

#[tokio::test]
async fn the_diagnostics_name_nobody() {
    let front = Front::open().await;
    assert!(front.ready().await);
    front.name_library("Glen Falls Library").await;
    let text = dispatch(&front.app, "diagnostics", Value::Null).await.expect("diagnostics");
    let text = text["text"].as_str().unwrap_or_default();
    assert!(text.contains(env!("CARGO_PKG_VERSION")), "{text}");
    for secret in ["Glen Falls", &front.folder.path().display().to_string()] {
        assert!(!text.contains(secret), "{secret} stands in: {text}");
    }
}
