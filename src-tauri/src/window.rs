//! The one window. It shows the bundled UI and can go nowhere else.

use crate::leaving::Leaving;
#[cfg(target_os = "linux")]
use std::cell::Cell;
use tauri::webview::NewWindowResponse;
use tauri::{App, AppHandle, Manager as _, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder};

/// Opens it. Its size and place of last time are restored by the window-state plugin.
pub(crate) fn open(app: &App) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(app, "main", WebviewUrl::App("index.html".into()))
        .title("Lectern")
        .inner_size(1280.0, 820.0)
        .min_inner_size(720.0, 480.0)
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        // Dropped files are handled by the page, as a browser does.
        .disable_drag_drop_handler()
        .build()?;
    come_back(&window)
}

/// Shows the page again when the process that draws it has died, by a film its decoder could not bear for one. What was
/// written is on the desk and not in that process.
/// Elsewhere than on Linux it is left to the system's web view.
#[cfg(target_os = "linux")]
fn come_back(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::WebViewExt as _;

    window.with_webview(|platform| {
        let left = Cell::new(MOST_RETURNS);
        platform.inner().connect_web_process_terminated(move |view, reason| {
            tracing::error!(?reason, returns_left = left.get(), "the page's process has ended");
            if let Some(fewer) = left.get().checked_sub(1) {
                left.set(fewer);
                view.reload();
            }
        });
    })
}

/// A page that dies as soon as it is drawn is not drawn forever.
#[cfg(target_os = "linux")]
const MOST_RETURNS: u32 = 20;

#[cfg(not(target_os = "linux"))]
#[expect(clippy::unnecessary_wraps, reason = "on Linux it can fail")]
fn come_back(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

/// Brings the window forward: a second start does this instead of opening another desk on the same data.
pub(crate) fn bring_forward(app: &AppHandle) {
    let Some(window) = app.get_webview_window("main") else { return };
    app.state::<Leaving>().stay();
    for done in [window.unminimize(), window.show(), window.set_focus()] {
        if let Err(error) = done {
            tracing::warn!(%error, "the window did not come forward");
        }
    }
}

/// Whether an address is the bundled UI. The development server counts only in development builds.
fn is_ours(url: &Url) -> bool {
    let bundled = match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        "http" | "https" => url.host_str() == Some("tauri.localhost"),
        _ => false,
    };
    bundled || (tauri::is_dev() && url.host_str() == Some("localhost") && url.port() == Some(5173))
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn the_window_shows_the_bundled_ui_and_nothing_else() {
        for ours in ["tauri://localhost/index.html", "http://tauri.localhost/#/inbox"] {
            assert!(is_ours(&ours.parse().unwrap()), "{ours}");
        }
        for other in [
            "https://example.org/",
            "file:///etc/passwd",
            "data:text/html,x",
            "tauri://elsewhere/",
            "http://localhost:9999/",
        ] {
            assert!(!is_ours(&other.parse().unwrap()), "{other}");
        }
    }
}
