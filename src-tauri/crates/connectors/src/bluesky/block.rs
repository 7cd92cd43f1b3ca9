//! Blocks: small records of ours that name a person. Everybody can read them.

use super::react::{CREATE, remove};
use super::session::{self, Call};
use super::wire::Record;
use super::{Bluesky, record};
use crate::{Blocking, Session};
use async_trait::async_trait;
use lectern_model::Failure;
use lectern_net::Payload;
use serde::Deserialize;
use serde_json::{Value, json};

const COLLECTION: &str = "app.bsky.graph.block";
/// `com.atproto.repo.listRecords`.
const LIST: &str = "com.atproto.repo.listRecords";
/// Pages of a hundred blocks that are looked through at most.
const PAGES: usize = 50;

/// A page of our records.
#[derive(Debug, Deserialize)]
struct Listed {
    #[serde(default)]
    cursor: Option<String>,
    #[serde(default)]
    records: Vec<Kept>,
}

#[derive(Debug, Deserialize)]
struct Kept {
    uri: String,
    #[serde(default)]
    value: Value,
}

#[async_trait]
impl Blocking for Bluesky {
    fn does(&self) -> String {
        "They cannot read, answer or mention this account while they are signed in. On Bluesky everybody can look up who \
         blocks whom."
            .to_owned()
    }

    async fn block(&self, session: &Session, person: &str) -> Result<(), Failure> {
        if !ours(session, person).await?.is_empty() {
            return Ok(());
        }
        let created = record::moment(session.now());
        let record = json!({"$type": COLLECTION, "subject": person, "createdAt": created});
        let body = json!({"repo": session.account.remote_id, "collection": COLLECTION, "record": record});
        session::call::<Record>(session, Call::post(CREATE, Payload::Json(body))).await.map(|_| ())
    }

    async fn unblock(&self, session: &Session, person: &str) -> Result<(), Failure> {
        for uri in ours(session, person).await? {
            remove(session, &uri).await?;
        }
        Ok(())
    }

    async fn is_blocked(&self, session: &Session, person: &str) -> Result<bool, Failure> {
        Ok(!ours(session, person).await?.is_empty())
    }
}

/// Our blocks of a person, from our own repository: it knows at once what was written there.
async fn ours(session: &Session, person: &str) -> Result<Vec<String>, Failure> {
    let (mut found, mut cursor) = (Vec::new(), None::<String>);
    for _ in 0..PAGES {
        let mut query =
            vec![("repo", session.account.remote_id.as_str()), ("collection", COLLECTION), ("limit", "100")];
        query.extend(cursor.as_deref().map(|cursor| ("cursor", cursor)));
        let page: Listed = session::call(session, Call::get(LIST, &query)).await?;
        let last = page.records.is_empty();
        let about = page.records.into_iter().filter(|kept| kept.value.get("subject") == Some(&Value::from(person)));
        found.extend(about.map(|kept| kept.uri));
        match page.cursor {
            Some(next) if !last => cursor = Some(next),
            _ => return Ok(found),
        }
    }
    Err(Failure::unusable("This account blocks more people than can be looked through."))
}
