//! News by websocket (Mastodon docs: streaming).

use super::api::Api;
use super::credentials;
use super::site;
use crate::Session;
use lectern_model::{Failure, FailureKind};
use lectern_net::{Socket, Url};
use std::time::Duration;

/// A post often brings several events at once; this long the others are waited for, so that one look serves them all.
const TOGETHER: Duration = Duration::from_secs(2);

use super::wire::Event;

/// Waits until something happened. `false`: this server has no stream for us.
pub(super) async fn wait(session: &Session) -> Result<bool, Failure> {
    let api = Api::of(session)?;
    let Some(url) = address(&api) else { return Ok(false) };
    let token = credentials::access_token(session).await?;
    let mut socket = match session.wire.listen(url, Some(token)).await {
        Ok(socket) => socket,
        // No such door, or not for this token: polling works, or says better what is wrong.
        Err(failure) if is_refusal(&failure.what) => return Ok(false),
        Err(failure) => return Err(failure),
    };
    while let Some(message) = socket.next().await? {
        if is_news(&message) {
            let _ = tokio::time::timeout(TOGETHER, drain(&mut socket)).await;
            return Ok(true);
        }
    }
    Err(Failure::without_effect(FailureKind::Unreachable, "The server closed the stream of news."))
}

fn address(api: &Api<'_>) -> Option<Url> {
    if !api.facts.flavour.streams() {
        return None;
    }
    let told = api.facts.streaming.as_deref()?;
    let (scheme, place) = told.split_once("://")?;
    let base = Url::parse(&format!("https://{place}")).ok()?;
    let host = base.host_str()?;
    let scheme = if matches!(scheme, "ws" | "http") && site::is_loopback(host) { "ws" } else { "wss" };
    Url::parse(&format!("{scheme}://{}/api/v1/streaming?stream=user", site::host_and_port(&base))).ok()
}

/// A server in trouble is asked again later; one that has no stream is not.
fn is_refusal(what: &FailureKind) -> bool {
    !matches!(what, FailureKind::Unreachable | FailureKind::RateLimited { .. } | FailureKind::Server)
}

async fn drain(socket: &mut Socket) {
    while let Ok(Some(_)) = socket.next().await {}
}

fn is_news(message: &str) -> bool {
    let Ok(event) = serde_json::from_str::<Event>(message) else { return false };
    matches!(
        event.event.as_str(),
        "update" | "notification" | "notifications_merged" | "conversation" | "status.update" | "delete"
    )
}
