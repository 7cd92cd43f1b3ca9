//! Starting the window and ending it.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tempfile::TempDir;
use url::Url;

use crate::program::{Launch, Program, run, tail};
use crate::{place, wait};

/// Starts the keychain, waits until it answers, and turns into the driver. The password opens a keychain that did not
/// exist before and is thrown away after.
const SESSION: &str = r#"
printf %s "$DBUS_SESSION_BUS_ADDRESS" > "$HOME/bus"
if [ "$KEYCHAIN" != none ]; then
  case "$KEYCHAIN" in
    open) printf desk | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null & ;;
    locked) gnome-keyring-daemon --foreground --components=secrets >/dev/null & ;;
  esac
  until dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner \
    string:org.freedesktop.secrets | grep -q 'boolean true'; do sleep 0.05; done
fi
exec WebKitWebDriver --host=127.0.0.1 --port="$DRIVER_PORT"
"#;

/// A session bus that starts no service by itself: without it a keychain comes as soon as it is asked for.
const BARE_BUS: &str = r#"<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"#;

/// A browser that opens nothing and remembers everything.
const BROWSER: &str = "#!/bin/sh\nprintf '%s\\n' \"$1\" >> \"$OPENED\"\n";

/// How the window is to be opened.
#[derive(Debug, Clone)]
pub struct Opening {
    /// Where the app keeps its data; a temporary folder of the desk's own when none.
    pub data_folder: Option<PathBuf>,
    /// More arguments for the app.
    pub args: Vec<String>,
    /// Whether the system prefers dark.
    pub dark: bool,
    /// The session's keychain.
    pub keychain: Keychain,
}

/// How the session's keychain is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keychain {
    /// It answers.
    Open,
    /// It is there, and nobody has unlocked it.
    Locked,
    /// There is none.
    None,
}

impl Default for Opening {
    fn default() -> Self {
        Self { data_folder: None, args: Vec::new(), dark: false, keychain: Keychain::Open }
    }
}

/// The app in its window. Dropping it ends app, driver, keychain and display.
pub struct Desk {
    pub(super) client: Client,
    opening: Opening,
    driver_port: u16,
    display: String,
    // The driver goes before the display that its windows are on.
    session: Program,
    _display: Program,
    home: TempDir,
}

impl Desk {
    /// Opens a new desk with a folder of its own.
    ///
    /// # Panics
    /// When something is not installed, the app was not built, or no window comes.
    pub async fn open() -> Self {
        Self::open_with(Opening::default()).await
    }

    /// Opens a desk.
    ///
    /// # Panics
    /// As for [`Desk::open`].
    pub async fn open_with(opening: Opening) -> Self {
        let home = tempfile::tempdir().expect("a temporary folder can be made");
        prepare(home.path());
        let (display_program, display) = start_display(home.path()).await;
        let driver_port = place::free_port();
        let session = start_session(home.path(), &display, driver_port, &opening);
        session.listening(driver_port, Duration::from_secs(60)).await;
        let data = opening.data_folder.clone().unwrap_or_else(|| home.path().join("data"));
        let opening = Opening { data_folder: Some(data), ..opening };
        let client = connect(&session, driver_port, &opening).await;
        Self { client, opening, driver_port, display, session, _display: display_program, home }
    }

    /// Closes the window the hard way and opens the same desk again: same folder, same keychain.
    pub async fn restart(&mut self) {
        self.restart_after(|_| ()).await;
    }

    /// As [`Desk::restart`]; something is done to the folder or the keychain while the app is not running.
    pub async fn restart_after(&mut self, meanwhile: impl FnOnce(&Self)) {
        let process = self.app_process();
        let _ = self.client.clone().close().await;
        self.until_ended(process).await;
        meanwhile(self);
        self.client = connect(&self.session, self.driver_port, &self.opening).await;
    }

    /// Kills the app as a power cut would, and opens it again.
    ///
    /// # Panics
    /// When the app is not running.
    pub async fn crash_and_restart(&mut self) {
        let process = self.app_process().expect("the app is running");
        run(Command::new("kill").args(["-s", "KILL", &process.to_string()]));
        let _ = self.client.clone().close().await;
        self.until_ended(Some(process)).await;
        self.client = connect(&self.session, self.driver_port, &self.opening).await;
    }

    /// Closes the window as a person does, and starts the app again as soon as it has ended.
    ///
    /// # Panics
    /// When the app is not running, or does not end.
    pub async fn quit_and_start_at_once(&mut self) {
        let process = self.app_process().expect("the app is running");
        super::display::ask_to_close(&self.display, "Lectern");
        wait::until_some("the app to end", Duration::from_secs(30), || has_ended(process).then_some(())).await;
        let _ = self.client.clone().close().await;
        self.client = connect(&self.session, self.driver_port, &self.opening).await;
    }

    /// Presses the cross and starts the app in the same moment, while the old process is still there; waits until one
    /// process has the desk and its window stands, then closes that one too and starts it for the driver.
    ///
    /// # Panics
    /// When no window is left.
    pub async fn start_while_closing(&mut self) {
        let process = self.app_process().expect("the app is running");
        super::display::ask_to_close(&self.display, "Lectern");
        let bus = std::fs::read_to_string(self.home.path().join("bus")).expect("the session is there");
        let (app, folder) = (place::app(), self.data_folder());
        let launch = Launch::new("started-while-closing", app, self.home.path()).arg("--data-folder").arg(folder);
        let second = launch
            .env("DBUS_SESSION_BUS_ADDRESS", bus)
            .env("DISPLAY", &self.display)
            .env("HOME", self.home.path())
            .start();
        let stands = || {
            let now = self.app_process().filter(|now| !has_ended(*now))?;
            let alone = now == process || has_ended(process);
            (alone && super::display::stands(&self.display, "Lectern")).then_some(())
        };
        wait::until_some("one window after both", Duration::from_secs(60), stands).await;
        let last = self.app_process().expect("one of the two is there");
        super::display::ask_to_close(&self.display, "Lectern");
        wait::until_some("the app to end", Duration::from_secs(30), || has_ended(last).then_some(())).await;
        drop(second);
        let _ = self.client.clone().close().await;
        self.client = connect(&self.session, self.driver_port, &self.opening).await;
    }

    /// Closes the window and starts the app as a person does, without the driver, for what a driver keeps away; then starts
    /// it for the driver again.
    ///
    /// # Panics
    /// When no window comes, or the app does not end.
    pub async fn without_driver(&mut self, work: impl AsyncFnOnce(&Self)) {
        let process = self.app_process();
        let _ = self.client.clone().close().await;
        self.until_ended(process).await;
        let bus = std::fs::read_to_string(self.home.path().join("bus")).expect("the session is there");
        let app = Launch::new("without-driver", place::app(), self.home.path())
            .arg("--data-folder")
            .arg(self.data_folder())
            .env("DBUS_SESSION_BUS_ADDRESS", bus)
            .env("DISPLAY", &self.display)
            .env("HOME", self.home.path())
            .start();
        wait::until_some("the window", Duration::from_secs(60), || self.shows("Lectern").then_some(())).await;
        work(self).await;
        let last = self.app_process();
        drop(app);
        self.until_ended(last).await;
        self.client = connect(&self.session, self.driver_port, &self.opening).await;
    }

    /// Starts the app a second time, as by a click on its icon, and waits until that process ends.
    ///
    /// # Panics
    /// When it ends with an error.
    pub fn start_second(&self) {
        let (app, folder) = (place::app(), self.data_folder());
        self.in_session(&app.to_string_lossy(), &["--data-folder", &folder.to_string_lossy()]);
    }

    /// Waits until the app is quite gone: a process on its way out may still stand on the session bus, where a new start
    /// would take it for a running desk.
    async fn until_ended(&self, before: Option<u32>) {
        let gone = || (before.is_none_or(has_ended) && !self.is_on_the_bus()).then_some(());
        wait::until_some("the app to end", Duration::from_secs(30), gone).await;
    }

    fn is_on_the_bus(&self) -> bool {
        let question =
            ["--session", "--print-reply", "--dest=org.freedesktop.DBus", "/", "org.freedesktop.DBus.NameHasOwner"];
        let answer =
            self.in_session("dbus-send", &[&question[..], &["string:org.lectern.desk.SingleInstance"]].concat());
        answer.contains("boolean true")
    }

    /// The app's process.
    #[must_use]
    pub fn app_process(&self) -> Option<u32> {
        let (app, folder) = (place::app(), self.data_folder().to_string_lossy().into_owned());
        let is_app = |process: &Path| {
            let arguments = std::fs::read_to_string(process.join("cmdline")).unwrap_or_default();
            let mut arguments = arguments.split('\0');
            arguments.next().is_some_and(|first| Path::new(first) == app) && arguments.any(|one| one == folder)
        };
        let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten().map(|entry| entry.path());
        processes.filter(|process| is_app(process)).find_map(|process| process.file_name()?.to_str()?.parse().ok())
    }

    /// The process that draws the page.
    #[must_use]
    pub fn page_process(&self) -> Option<u32> {
        let app = self.app_process()?.to_string();
        // The system cuts names of processes at fifteen letters.
        let found = Command::new("pgrep").args(["--parent", &app, "WebKitWebProces"]).output().ok()?;
        String::from_utf8_lossy(&found.stdout).trim().parse().ok()
    }

    /// Kills the process that draws the page, as a crash in the web view would; the app itself goes on.
    ///
    /// # Panics
    /// When there is none.
    pub fn crash_page(&self) {
        let page = self.page_process().expect("there is a page");
        run(Command::new("kill").args(["-s", "KILL", &page.to_string()]));
    }

    /// What stands on the desk's display, four bytes a pixel; for a window that no driver looks at.
    ///
    /// # Panics
    /// When the display does not answer.
    #[must_use]
    pub fn pixels(&self) -> Vec<u8> {
        super::display::pixels(&self.display)
    }

    /// The end of what driver and app have printed, and what became of the app.
    pub(super) fn last_words(&self) -> String {
        let app = if self.app_process().is_some() { "The app still runs." } else { "The app is gone." };
        format!("{app}\n{}", tail(&self.session.log()))
    }

    /// Where the app keeps its data.
    #[must_use]
    pub fn data_folder(&self) -> PathBuf {
        self.opening.data_folder.clone().unwrap_or_else(|| self.home.path().join("data"))
    }

    /// The session's own home folder: the keychain's files are in `share/keyrings`, the driver's log is `session.log`.
    #[must_use]
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// The addresses that the app has opened in the person's browser.
    #[must_use]
    pub fn opened(&self) -> Vec<String> {
        let text = std::fs::read_to_string(self.home.path().join("opened")).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    /// Waits for the `count`-th address that the app opens in the person's browser (counting from 1).
    ///
    /// # Panics
    /// When none comes within twenty seconds.
    pub async fn until_opened(&self, count: usize) -> Url {
        let address = || self.opened().get(count - 1).and_then(|address| address.parse().ok());
        wait::until_some("an address in the browser", Duration::from_secs(20), address).await
    }

    /// Runs a program in the desk's session (`secret-tool` for the keychain, `xdotool` for the display) and returns what
    /// it printed.
    ///
    /// # Panics
    /// When the program fails.
    pub fn in_session(&self, program: &str, args: &[&str]) -> String {
        let bus = std::fs::read_to_string(self.home.path().join("bus")).expect("the session is there");
        let mut command = Command::new(program);
        command.args(args).env("DBUS_SESSION_BUS_ADDRESS", bus).env("DISPLAY", &self.display);
        run(command.env("HOME", self.home.path()))
    }

    /// Whether a window of this name stands on the desk's display: the app's own, or one of the desktop's dialogs.
    #[must_use]
    pub fn shows(&self, name: &str) -> bool {
        super::display::stands(&self.display, name)
    }

    /// Clicks at a place of the display, as a person does; where the window begins, so does the display.
    pub fn click_at(&self, x: i16, y: i16) {
        super::pointer::click(&self.display, x, y);
    }

    /// The driver's own client, for what has no word here.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }
}

/// Whether a process is gone, or is nothing but an entry that its parent has not read yet.
fn has_ended(process: u32) -> bool {
    let state = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let threads = std::fs::read_dir(format!("/proc/{process}/task")).map_or(0, Iterator::count);
    let entry_only = state.rsplit(')').next().is_some_and(|rest| rest.trim_start().starts_with('Z')) && threads <= 1;
    state.is_empty() || entry_only
}

fn prepare(home: &Path) {
    let private = std::fs::Permissions::from_mode(0o700);
    for folder in ["run", "bin", "share", "config", "cache"] {
        std::fs::create_dir(home.join(folder)).expect("a temporary folder can be written");
        std::fs::set_permissions(home.join(folder), private.clone()).expect("one's own folder can be closed");
    }
    std::fs::write(home.join("bus.conf"), BARE_BUS).expect("a temporary folder can be written");
    let browser = home.join("bin/xdg-open");
    std::fs::write(&browser, BROWSER).expect("a temporary folder can be written");
    std::fs::set_permissions(browser, private).expect("one's own file can be made a program");
}

/// Starts a display; it chooses its own free number and tells it.
async fn start_display(home: &Path) -> (Program, String) {
    let mut program = Launch::new("display", "Xvfb", home)
        .args(["-displayfd", "1", "-screen", "0", "1280x820x24", "-nolisten", "tcp", "-noreset"])
        .start();
    let number = program.line(Duration::from_secs(30), |line| line.trim().parse::<u32>().ok()).await;
    (program, format!(":{number}"))
}

fn start_session(home: &Path, display: &str, driver_port: u16, opening: &Opening) -> Program {
    let path = std::env::var("PATH").unwrap_or_default();
    let (keychain, bus) = match opening.keychain {
        Keychain::Open => ("open", None),
        Keychain::Locked => ("locked", None),
        Keychain::None => ("none", Some(format!("--config-file={}", home.join("bus.conf").display()))),
    };
    let launch = Launch::new("session", "dbus-run-session", home)
        .args(bus.iter().map(String::as_str).chain(["--", "/bin/sh", "-c", SESSION]))
        .env("PATH", format!("{}:{path}", home.join("bin").display()))
        .env("OPENED", home.join("opened"))
        .env("HOME", home)
        .env("XDG_RUNTIME_DIR", home.join("run"))
        .env("XDG_DATA_HOME", home.join("share"))
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("XDG_CACHE_HOME", home.join("cache"))
        .env("DISPLAY", display)
        .env("DRIVER_PORT", driver_port.to_string())
        .env("KEYCHAIN", keychain)
        .env("TAURI_WEBVIEW_AUTOMATION", "true")
        .env("GTK_THEME", if opening.dark { "Adwaita:dark" } else { "Adwaita" })
        .env("LC_ALL", "C.UTF-8")
        .env("NO_AT_BRIDGE", "1");
    launch.without_env("WAYLAND_DISPLAY").without_env("DBUS_SESSION_BUS_ADDRESS").start()
}

/// Opens the app through the driver.
async fn connect(session: &Program, driver_port: u16, opening: &Opening) -> Client {
    let folder = opening.data_folder.as_ref().map(|folder| folder.to_string_lossy().into_owned()).unwrap_or_default();
    let mut args = vec!["--data-folder".to_owned(), folder];
    args.extend(opening.args.iter().cloned());
    let app = json!({ "binary": place::app(), "args": args });
    let capabilities = json!({ "webkitgtk:browserOptions": app });
    let capabilities = capabilities.as_object().cloned().unwrap_or_default();
    let driver = format!("http://127.0.0.1:{driver_port}");
    let mut builder = ClientBuilder::new(HttpConnector::new());
    let connecting = builder.capabilities(capabilities);
    match tokio::time::timeout(Duration::from_secs(60), connecting.connect(&driver)).await {
        Ok(Ok(client)) => client,
        Ok(Err(error)) => panic!("the app's window did not come: {error}\n{}", session.log()),
        Err(_) => panic!("the app's window is late\n{}", session.log()),
    }
}
