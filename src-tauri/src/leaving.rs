//! Closing the window: the page saves what was typed first, and says when it may go.
//!
//! ```text
//! the cross ──▶ `leave` to the page ──▶ saved: leave(now)        the window goes
//!                                   └─▶ not saved: leave(later)  it stays, and the page asks the person
//! no answer for some seconds: the window goes all the same; a page that hangs holds nobody up
//! ```

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tauri::{AppHandle, Emitter as _, Manager as _, State, Window};

/// How long a page that says nothing is waited for.
const PATIENCE: Duration = Duration::from_secs(3);

/// Counts wishes to close and answers to them: whoever waits knows whether its own wish is still the last word.
#[derive(Debug, Default)]
pub(crate) struct Leaving(AtomicU64);

impl Leaving {
    fn next(&self) -> u64 {
        self.0.fetch_add(1, Ordering::SeqCst) + 1
    }
}

/// A person wants the window closed.
pub(crate) fn asked(window: &Window) {
    let app = window.app_handle().clone();
    let wish = app.state::<Leaving>().next();
    if let Err(error) = app.emit("leave", ()) {
        tracing::warn!(%error, "the page was not told that the window closes");
        close(&app);
        return;
    }
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(PATIENCE).await;
        if app.state::<Leaving>().0.load(Ordering::SeqCst) == wish {
            close(&app);
        }
    });
}

/// The page's answer: everything is saved and the window may go, or it must stay until the person decided.
#[tauri::command]
pub(crate) fn leave(app: AppHandle, leaving: State<'_, Leaving>, now: bool) {
    leaving.next();
    if now {
        close(&app);
    }
}

fn close(app: &AppHandle) {
    for window in app.webview_windows().into_values() {
        if let Err(error) = window.destroy() {
            tracing::warn!(%error, "the window did not close");
        }
    }
}
