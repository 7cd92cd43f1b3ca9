//! The real Secret Service: each scene runs in a session bus, a home and a keyring of its own.
//!
//! The test starts itself again inside `dbus-run-session`. Where the programs are there and it does not work, it fails;
//! where they are missing (a system without them), it says so and returns.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use lectern_model::{AccountId, Secret};
use lectern_vault::{Item, Vault, VaultTrouble, system};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Tells the test, started again, which scene to play.
const SCENE: &str = "LECTERN_VAULT_SCENE";

const PATIENCE: Duration = Duration::from_secs(30);

#[test]
fn an_unlocked_keyring_keeps_what_it_is_given() {
    play("an_unlocked_keyring_keeps_what_it_is_given", UNLOCKED, async {
        let vault = system().with_patience(PATIENCE);
        let key = Item::DatabaseKey { database: "0b5e".to_owned() };
        let account = Item::Account { database: "0b5e".to_owned(), account: AccountId(7) };
        let other = Item::Account { database: "77aa".to_owned(), account: AccountId(7) };
        assert_eq!(vault.get(&key).await, Ok(None));
        assert_eq!(vault.remove(&key).await, Ok(()), "what is not there is removed already");
        vault.probe().await.unwrap();
        let secrets =
            [(&key, "f00d".repeat(16)), (&account, "{\"token\":\"ü🔑\"}".to_owned()), (&other, "x".repeat(9000))];
        for (item, words) in &secrets {
            vault.set(item, &Secret::from(words.as_str())).await.unwrap();
        }
        vault.set(&key, &Secret::from("newer")).await.unwrap();
        // A new connection, as after a restart.
        let vault = system().with_patience(PATIENCE);
        assert_eq!(vault.get(&key).await, Ok(Some(Secret::from("newer"))));
        for (item, words) in secrets.iter().skip(1) {
            assert_eq!(vault.get(item).await, Ok(Some(Secret::from(words.as_str()))));
        }
        vault.remove(&account).await.unwrap();
        assert_eq!(vault.get(&account).await, Ok(None));
        assert!(vault.get(&other).await.unwrap().is_some(), "another desk's account of the same number stays");
    });
}

#[test]
fn a_keyring_that_was_never_made_reads_empty_and_fails_the_probe() {
    play("a_keyring_that_was_never_made_reads_empty_and_fails_the_probe", NEVER_MADE, async {
        let vault = system().with_patience(PATIENCE);
        assert_eq!(vault.get(&Item::DatabaseKey { database: "0b5e".to_owned() }).await, Ok(None));
        let probe = vault.probe().await;
        assert!(matches!(probe, Err(VaultTrouble::Refused | VaultTrouble::Locked)), "{probe:?}");
    });
}

#[test]
fn a_bus_without_the_service_is_no_keychain() {
    play("a_bus_without_the_service_is_no_keychain", NO_SERVICE, async {
        let vault = system().with_patience(PATIENCE);
        assert_eq!(vault.probe().await, Err(VaultTrouble::NoKeychain));
    });
}

#[test]
fn no_bus_at_all_is_no_keychain() {
    play("no_bus_at_all_is_no_keychain", NO_BUS, async {
        let vault = system().with_patience(PATIENCE);
        let item = Item::DatabaseKey { database: "0b5e".to_owned() };
        assert_eq!(vault.get(&item).await, Err(VaultTrouble::NoKeychain));
        assert_eq!(vault.probe().await, Err(VaultTrouble::NoKeychain));
    });
}

// How the daemon is started inside the session; nothing: it is not.
const UNLOCKED: &str = "printf pw | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null &";
const NEVER_MADE: &str = "gnome-keyring-daemon --foreground --start --components=secrets </dev/null >/dev/null &";
const NO_SERVICE: &str = "";
const NO_BUS: &str = "export DBUS_SESSION_BUS_ADDRESS=unix:path=\"$HOME/no-such-bus\"";

/// Starts the daemon, waits until the bus knows it, runs the test ($0 $1), ends the daemon.
const SCRIPT: &str = r#"
daemon=$!
owned() { dbus-send --session --print-reply --dest=org.freedesktop.DBus / \
    org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets | grep -q 'boolean true'; }
if [ -n "$daemon" ]; then
  tries=0
  until owned; do
    tries=$((tries + 1))
    if [ $tries -gt 200 ] || ! kill -0 "$daemon"; then
      echo "gnome-keyring-daemon did not come up" >&2
      kill "$daemon"
      exit 99
    fi
    sleep 0.05
  done
fi
"$0" --exact "$1" --nocapture
ended=$?
[ -z "$daemon" ] || kill "$daemon"
exit $ended
"#;

/// A bus that starts no service by itself.
const BARE_BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:runtime=yes</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// Plays `scene` inside a session that `before` prepared.
fn play(name: &str, before: &str, scene: impl Future<Output = ()>) {
    #[expect(clippy::disallowed_methods, reason = "how the test, started again, knows that it is inside")]
    let inside = std::env::var_os(SCENE).is_some_and(|scene| scene == name);
    if inside {
        // A runtime is entered on purpose: the keychain's own calls cannot bear one and must not notice it.
        tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(scene);
        return;
    }
    for program in ["dbus-run-session", "dbus-send", "gnome-keyring-daemon"] {
        if Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_err() {
            eprintln!("{program} is not installed: {name} was not tried");
            return;
        }
    }
    let home = tempfile::tempdir().unwrap();
    let output = session(name, before, home.path()).output().unwrap();
    let (said, complained) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{name} ended with {}\n{said}\n{complained}", output.status);
    assert!(said.contains("1 passed"), "{name} did not run inside its session\n{said}\n{complained}");
}

fn session(name: &str, before: &str, home: &Path) -> Command {
    let runtime = home.join("runtime");
    std::fs::create_dir(&runtime).unwrap();
    std::fs::set_permissions(&runtime, std::fs::Permissions::from_mode(0o700)).unwrap();
    let bus = home.join("bus.conf");
    std::fs::write(&bus, BARE_BUS).unwrap();
    let script = format!("{before}{SCRIPT}");
    let mut command = Command::new("dbus-run-session");
    command
        .arg("--config-file")
        .arg(&bus)
        .args(["--", "sh", "-c", &script])
        .arg(std::env::current_exe().unwrap())
        .arg(name)
        .env(SCENE, name)
        .env("HOME", home)
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("XDG_CACHE_HOME", home.join("cache"))
        .env("XDG_RUNTIME_DIR", &runtime)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("GNOME_KEYRING_CONTROL")
        .stdin(Stdio::null());
    command
}
