//! Changing a post: its text, its notice and the descriptions of its pictures (Mastodon docs: statuses, `PUT`).

use super::Mastodon;
use super::api::{Api, decode};
use super::publish::{attributes, full_text};
use super::wire::Status;
use crate::{Edit, Session};
use async_trait::async_trait;
use lectern_model::{Failure, FailureKind, Outgoing, Published};
use lectern_net::Method;
use serde_json::{Value, json};

#[async_trait]
impl Edit for Mastodon {
    async fn edit(&self, session: &Session, published: &Published, outgoing: &Outgoing) -> Result<(), Failure> {
        let api = Api::of(session)?;
        let there: Status = decode(&api.get("/api/v1/statuses", &[&published.remote_id], &[]).await?)?;
        let mut body = json!({
            "status": full_text(&api, outgoing),
            "spoiler_text": outgoing.content_warning,
            "sensitive": !outgoing.content_warning.is_empty(),
        });
        if api.facts.flavour.edits_name_media()
            && let Some(body) = body.as_object_mut()
        {
            let ids: Vec<&str> = there.media_attachments.iter().map(|media| media.id.as_str()).collect();
            let described = ids.iter().zip(&outgoing.media);
            let attributes: Vec<Value> = described.map(|(id, media)| attributes(id, media)).collect();
            body.insert("media_ids".to_owned(), json!(ids));
            body.insert("media_attributes".to_owned(), json!(attributes));
        }
        let request = api.with_json(Method::Put, "/api/v1/statuses", &[&published.remote_id], body)?;
        let answer = api.send(request).await?;
        // The post was there a moment ago: servers without editing do not know the request.
        if matches!(answer.status, 404 | 405 | 501) { Err(no_edits()) } else { answer.ok().map(|_| ()) }
    }
}

fn no_edits() -> Failure {
    let words =
        "This server lets no app change posts. Change it on the server's own page, or delete it and post again.";
    Failure::without_effect(FailureKind::Permission, words)
}
