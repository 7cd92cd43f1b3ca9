//! Notifications of the desktop, and where a press on one leads.
//!
//! On Linux they go over the session bus (`bus`): Tauri's plugin tells the desktop neither how urgent a notification is
//! nor which program it is from, and writes a text with `<` in it as if it were markup. Everywhere else they go through
//! the plugin (`plugin`).

#[cfg(target_os = "linux")]
mod bus;
#[cfg_attr(
    target_os = "linux",
    expect(dead_code, reason = "built here all the same, so that it stays right for the other systems")
)]
mod plugin;

use crate::window;
use lectern_api::{App, Code, Notice, NoticeOpens, Problem};
use std::sync::Arc;
use tauri::{AppHandle, Emitter as _};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

/// Shows notices on the desktop.
pub(crate) struct Notices {
    app: AppHandle,
    /// Connected with the first notice.
    #[cfg(target_os = "linux")]
    bus: tokio::sync::OnceCell<bus::Bus>,
}

impl Notices {
    pub(crate) fn new(app: AppHandle) -> Self {
        Self {
            app,
            #[cfg(target_os = "linux")]
            bus: tokio::sync::OnceCell::new(),
        }
    }

    /// Shows one.
    pub(crate) async fn show(&self, notice: &Notice) -> Result<(), Problem> {
        self.hand_over(notice).await.map_err(|error| {
            tracing::warn!(error, "a notification was not shown");
            Problem::new(Code::Desktop, "Its desktop has none, or they are switched off in its settings.")
        })
    }

    #[cfg(target_os = "linux")]
    async fn hand_over(&self, notice: &Notice) -> Result<(), String> {
        let app = self.app.clone();
        let connect = || bus::Bus::connect(move |opens| follow(&app, opens));
        let bus = self.bus.get_or_try_init(connect).await.map_err(|error| error.to_string())?;
        bus.show(notice).await.map_err(|error| error.to_string())
    }

    #[cfg(not(target_os = "linux"))]
    async fn hand_over(&self, notice: &Notice) -> Result<(), String> {
        plugin::show(&self.app, notice).map_err(|error| error.to_string())
    }
}

/// Lets the plugin say what was pressed, where notices go through it.
#[cfg(not(target_os = "linux"))]
pub(crate) fn listen(app: &AppHandle) {
    plugin::listen(app);
}

/// Hands every notice to the desktop.
pub(crate) fn forward(desk: Arc<App>, mut notices: Receiver<Notice>) {
    tauri::async_runtime::spawn(async move {
        loop {
            match notices.recv().await {
                // What was not shown stands in the window; it is in the log why.
                Ok(notice) => drop(desk.tell(&notice).await),
                Err(RecvError::Lagged(missed)) => tracing::warn!(missed, "notices were not shown"),
                Err(RecvError::Closed) => return,
            }
        }
    });
}

/// Brings the window forward and leads the page to a place.
pub(crate) fn follow(app: &AppHandle, opens: NoticeOpens) {
    window::bring_forward(app);
    if let Err(error) = app.emit("go", opens) {
        tracing::warn!(%error, "the page was not told where to go");
    }
}
