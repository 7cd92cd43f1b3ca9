//! The one window. It shows the bundled UI and can go nowhere else.

use crate::leaving::Leaving;
use tauri::webview::NewWindowResponse;
use tauri::{App, AppHandle, Manager as _, Url, WebviewUrl, WebviewWindowBuilder};

/// Opens it. Its size and place of last time are restored by the window-state plugin.
pub(crate) fn open(app: &App) -> tauri::Result<()> {
    WebviewWindowBuilder::new(app, "main", WebviewUrl::App("index.html".into()))
        .title("Lectern")
        .inner_size(1280.0, 820.0)
        .min_inner_size(720.0, 480.0)
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        // Dropped files are handled by the page, as a browser does.
        .disable_drag_drop_handler()
        .build()?;
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
