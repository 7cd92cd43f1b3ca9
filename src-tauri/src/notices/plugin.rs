//! Notifications through Tauri's plugin: macOS and Windows.

use lectern_api::{Notice, NoticeOpens};
use tauri::AppHandle;
use tauri_plugin_notification::{ActionPerformed, NotificationExt as _};

/// The name under which a notification carries where it leads.
const OPENS: &str = "opens";

/// Shows one.
pub(super) fn show(app: &AppHandle, notice: &Notice) -> tauri_plugin_notification::Result<()> {
    app.notification().builder().title(&notice.title).body(&notice.body).extra(OPENS, notice.opens).show()
}

/// Follows every press.
pub(super) fn listen(app: &AppHandle) {
    let pressed = {
        let app = app.clone();
        move |performed: &ActionPerformed| {
            if let Some(opens) = opens(performed) {
                super::follow(&app, opens);
            }
        }
    };
    if let Err(error) = app.notification().on_action(pressed) {
        tracing::warn!(%error, "presses on notifications are not heard");
    }
}

fn opens(performed: &ActionPerformed) -> Option<NoticeOpens> {
    let carried = performed.notification()?.extra().get(OPENS)?;
    serde_json::from_value(carried.clone()).ok()
}
