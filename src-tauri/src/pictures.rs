//! The picture protocol: `picture://localhost/<content hash>`. It knows nothing but hashes of cached pictures.

use lectern_api::App;
use std::borrow::Cow;
use std::sync::Arc;
use tauri::http::{Request, Response, StatusCode, header};
use tauri::{Manager as _, Runtime, UriSchemeContext, UriSchemeResponder};

/// Answers one request of the window.
pub(crate) fn answer<R: Runtime>(
    context: UriSchemeContext<'_, R>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let app = context.app_handle().clone();
    tauri::async_runtime::spawn(async move {
        let hash = request.uri().path().trim_start_matches('/').to_owned();
        let picture = match app.try_state::<Arc<App>>() {
            Some(desk) => desk.picture(&hash).await.ok(),
            None => None,
        };
        responder.respond(respond(picture));
    });
}

fn respond(picture: Option<(Vec<u8>, String)>) -> Response<Cow<'static, [u8]>> {
    let (status, bytes, mime) = match picture {
        Some((bytes, mime)) => (StatusCode::OK, bytes, mime),
        None => (StatusCode::NOT_FOUND, Vec::new(), "text/plain".to_owned()),
    };
    Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, mime)
        // A hash names these bytes and no others, for ever.
        .header(header::CACHE_CONTROL, "max-age=31536000, immutable")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::CONTENT_SECURITY_POLICY, "default-src 'none'")
        .body(Cow::Owned(bytes))
        .unwrap_or_else(|_| Response::new(Cow::Owned(Vec::new())))
}
