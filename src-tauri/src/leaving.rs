//! Closing the window: the page saves what was typed first, and says when it may go.
//!
//! ```text
//! the cross ──▶ `leave` to the page ──▶ saved: leave(now)        the window goes
//!                                   └─▶ not saved: leave(later)  it stays, and the page asks the person
//! no answer for some seconds: the window goes all the same; a page that hangs holds nobody up
//! started again meanwhile: it stays; the last wish counts
//! ```

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;
use tauri::{AppHandle, Emitter as _, Manager as _, State};

/// How long a page that says nothing is waited for.
const PATIENCE: Duration = Duration::from_secs(3);

/// Counts wishes to close and answers to them: whoever waits knows whether its own wish is still the last word.
#[derive(Debug, Default)]
pub(crate) struct Leaving {
    count: AtomicU64,
    /// Whether anybody wants it closed.
    wanted: AtomicBool,
}

impl Leaving {
    fn next(&self) -> u64 {
        self.count.fetch_add(1, Ordering::SeqCst) + 1
    }

    fn is_last(&self, wish: u64) -> bool {
        self.count.load(Ordering::SeqCst) == wish
    }

    /// A person wants the window after all.
    pub(crate) fn stay(&self) {
        self.next();
        self.wanted.store(false, Ordering::SeqCst);
    }
}

/// A person wants the window closed.
pub(crate) fn asked(app: &AppHandle) {
    let app = app.clone();
    let leaving = app.state::<Leaving>();
    leaving.wanted.store(true, Ordering::SeqCst);
    let wish = leaving.next();
    if let Err(error) = app.emit("leave", ()) {
        tracing::warn!(%error, "the page was not told that the window closes");
        close(&app);
        return;
    }
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(PATIENCE).await;
        if app.state::<Leaving>().is_last(wish) {
            close(&app);
        }
    });
}

/// The page's answer: everything is saved and the window may go, or it must stay until the person decided.
#[tauri::command]
pub(crate) fn leave(app: AppHandle, leaving: State<'_, Leaving>, now: bool) {
    leaving.next();
    if now && leaving.wanted.load(Ordering::SeqCst) {
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
