//! The icon in the tray: how many conversations wait, and a menu.
//!
//! On Linux a tray is a service of the desktop that may be missing, or come later than the program: the icon is made when
//! the service is there. Without one everything else works, and the settings say so.

use crate::{leaving, notices, window};
use lectern_api::{App, Change, NoticeOpens, dispatch};
use serde_json::{Value, json};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use tauri::menu::{Menu, MenuEvent, MenuItem, PredefinedMenuItem};
use tauri::tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Manager as _, Wry};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

const OPEN: &str = "open";
const WRITE: &str = "write";
const PAUSE: &str = "pause";
const QUIT: &str = "quit";

/// The icon, once it is made.
#[derive(Default)]
pub(crate) struct Tray(Mutex<Option<Icon>>);

#[derive(Clone)]
struct Icon {
    icon: TrayIcon,
    open: MenuItem<Wry>,
    pause: MenuItem<Wry>,
}

/// What the icon says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Standing {
    waiting: u64,
    paused: bool,
}

impl Tray {
    /// Whether the icon is there.
    pub(crate) fn stands(&self) -> bool {
        self.icon().is_some()
    }

    fn icon(&self) -> Option<Icon> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn keep(&self, icon: Icon) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(icon);
    }
}

/// Puts the icon into the tray as soon as there is one, and keeps it true.
pub(crate) fn keep(app: AppHandle, desk: Arc<App>, mut changes: Receiver<Change>) {
    tauri::async_runtime::spawn(async move {
        if !until_there_is_a_tray().await || !make(&app).await {
            return;
        }
        loop {
            show(&app, standing(&desk).await);
            loop {
                match changes.recv().await {
                    Ok(Change::Inbox | Change::Outbox | Change::Accounts | Change::Desk | Change::All) => break,
                    Err(RecvError::Lagged(_)) => break,
                    Ok(_) => {}
                    Err(RecvError::Closed) => return,
                }
            }
        }
    });
}

/// Waits until the desktop has a tray. False: it cannot have one.
#[cfg(target_os = "linux")]
async fn until_there_is_a_tray() -> bool {
    match watcher().await {
        Ok(()) => true,
        Err(error) => {
            tracing::info!(%error, "there is no tray");
            false
        }
    }
}

#[cfg(not(target_os = "linux"))]
async fn until_there_is_a_tray() -> bool {
    true
}

/// Waits for the service that shows icons of trays.
#[cfg(target_os = "linux")]
async fn watcher() -> zbus::Result<()> {
    use futures_util::StreamExt as _;
    let bus = zbus::Connection::session().await?;
    let names = zbus::fdo::DBusProxy::new(&bus).await?;
    let name = "org.kde.StatusNotifierWatcher";
    let mut owners = names.receive_name_owner_changed_with_args(&[(0, name)]).await?;
    if names.name_has_owner(name.try_into()?).await? {
        return Ok(());
    }
    tracing::info!("this desktop shows no icons in a tray; everything else works without one");
    while let Some(change) = owners.next().await {
        if change.args()?.new_owner().is_some() {
            return Ok(());
        }
    }
    Err(zbus::Error::Failure("the session ended".to_owned()))
}

/// Makes the icon, on the thread that may. Says whether it did.
async fn make(app: &AppHandle) -> bool {
    let (tell, told) = tokio::sync::oneshot::channel();
    let handle = app.clone();
    let asked = app.run_on_main_thread(move || {
        // Where the library that draws it is not installed, loading it panics.
        let built = catch_unwind(AssertUnwindSafe(|| build(&handle)));
        let made = match built {
            Ok(Ok(icon)) => {
                handle.state::<Tray>().keep(icon);
                true
            }
            Ok(Err(error)) => {
                tracing::warn!(%error, "the icon in the tray could not be made");
                false
            }
            Err(_) => false,
        };
        let _ = tell.send(made);
    });
    asked.is_ok() && told.await.unwrap_or(false)
}

fn build(app: &AppHandle) -> tauri::Result<Icon> {
    let standing = Standing::default();
    let open = MenuItem::with_id(app, OPEN, open_words(standing), true, None::<&str>)?;
    let write = MenuItem::with_id(app, WRITE, "Write a post", true, None::<&str>)?;
    let pause = MenuItem::with_id(app, PAUSE, pause_words(standing), true, None::<&str>)?;
    let quit = MenuItem::with_id(app, QUIT, "Quit Lectern", true, None::<&str>)?;
    let (one, two) = (PredefinedMenuItem::separator(app)?, PredefinedMenuItem::separator(app)?);
    let menu = Menu::with_items(app, &[&open, &write, &one, &pause, &two, &quit])?;
    let mut builder = TrayIconBuilder::with_id("lectern")
        .menu(&menu)
        .tooltip(open_words(standing))
        .show_menu_on_left_click(cfg!(target_os = "macos"))
        .on_menu_event(chosen)
        .on_tray_icon_event(pressed);
    if let Some(icon) = app.default_window_icon() {
        builder = builder.icon(icon.clone());
    }
    Ok(Icon { icon: builder.build(app)?, open, pause })
}

fn pressed(icon: &TrayIcon, event: TrayIconEvent) {
    let released =
        matches!(event, TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. });
    if released && !cfg!(target_os = "macos") {
        window::bring_forward(icon.app_handle());
    }
}

fn chosen(app: &AppHandle, event: MenuEvent) {
    match event.id().as_ref() {
        OPEN => window::bring_forward(app),
        WRITE => notices::follow(app, NoticeOpens::Write),
        PAUSE => pause_or_resume(app.clone()),
        QUIT => {
            // What is not saved is asked about in the window.
            window::bring_forward(app);
            leaving::asked(app);
        }
        _ => {}
    }
}

fn pause_or_resume(app: AppHandle) {
    tauri::async_runtime::spawn(async move {
        let desk = Arc::clone(&app.state::<Arc<App>>());
        let done = if standing(&desk).await.paused {
            dispatch(&desk, "outbox_resume", json!({})).await
        } else {
            dispatch(&desk, "outbox_pause", json!({ "reason": "" })).await
        };
        if let Err(problem) = done {
            tracing::warn!(%problem, "the tray could not pause or resume");
            window::bring_forward(&app);
        }
    });
}

async fn standing(desk: &App) -> Standing {
    let counts = dispatch(desk, "conversation_counts", json!({})).await.unwrap_or_default();
    let paused = dispatch(desk, "pause_state", json!({})).await.is_ok_and(|pause| !pause.is_null());
    Standing { waiting: counts.get("waiting").and_then(Value::as_u64).unwrap_or(0), paused }
}

/// Has the icon brought up to date, without waiting for it: the thread that may do it waits for this one when the program
/// ends.
fn show(app: &AppHandle, standing: Standing) {
    let handle = app.clone();
    if let Err(error) = app.run_on_main_thread(move || draw(&handle, standing)) {
        tracing::warn!(%error, "the icon in the tray was not brought up to date");
    }
}

fn draw(app: &AppHandle, standing: Standing) {
    let Some(Icon { icon, open, pause }) = app.state::<Tray>().icon() else { return };
    let count = Some(standing.waiting).filter(|count| *count > 0).map(|count| count.to_string());
    let shown = [
        icon.set_title(Some(count.unwrap_or_default())),
        icon.set_tooltip(Some(open_words(standing))),
        open.set_text(open_words(standing)),
        pause.set_text(pause_words(standing)),
    ];
    for error in shown.into_iter().filter_map(Result::err) {
        tracing::warn!(%error, "the icon in the tray was not brought up to date");
    }
}

fn open_words(standing: Standing) -> String {
    match standing.waiting {
        0 => "Open Lectern".to_owned(),
        1 => "Open Lectern: 1 conversation waits".to_owned(),
        count => format!("Open Lectern: {count} conversations wait"),
    }
}

fn pause_words(standing: Standing) -> &'static str {
    if standing.paused { "Resume sending" } else { "Pause everything" }
}

#[cfg(test)]
mod tests {
    use super::{Standing, open_words, pause_words};

    #[test]
    fn the_menu_says_what_waits_and_what_a_press_does() {
        let words = |waiting| open_words(Standing { waiting, paused: false });
        assert_eq!(words(0), "Open Lectern");
        assert_eq!(words(1), "Open Lectern: 1 conversation waits");
        assert_eq!(words(12), "Open Lectern: 12 conversations wait");
        assert_eq!(pause_words(Standing { waiting: 0, paused: false }), "Pause everything");
        assert_eq!(pause_words(Standing { waiting: 0, paused: true }), "Resume sending");
    }
}
