//! Blocking people (Mastodon docs: accounts, `block`, `unblock`, `relationships`).

use super::Mastodon;
use super::api::{Api, decode_list};
use crate::{Blocking, Session};
use async_trait::async_trait;
use lectern_model::{Failure, FailureKind};
use serde::Deserialize;

/// How we stand to somebody.
#[derive(Debug, Deserialize)]
struct Relationship {
    id: String,
    #[serde(default)]
    blocking: bool,
}

#[async_trait]
impl Blocking for Mastodon {
    fn does(&self) -> String {
        "They cannot follow this account or answer it any more, and nothing of theirs is shown here. Where one follows the \
         other, that ends and does not come back by itself. They can find out that they are blocked."
            .to_owned()
    }

    async fn block(&self, session: &Session, person: &str) -> Result<(), Failure> {
        act(session, person, "block").await
    }

    async fn unblock(&self, session: &Session, person: &str) -> Result<(), Failure> {
        act(session, person, "unblock").await
    }

    async fn is_blocked(&self, session: &Session, person: &str) -> Result<bool, Failure> {
        let api = Api::of(session)?;
        let id = known(&api, person)?;
        let answer = api.get("/api/v1/accounts/relationships", &[], &[("id[]", id)]).await.map_err(allowed)?;
        let all: Vec<Relationship> = decode_list(&answer)?;
        Ok(all.iter().any(|one| one.id == id && one.blocking))
    }
}

/// Doing it twice is harmless: the server answers as if it were the first time.
async fn act(session: &Session, person: &str, what: &str) -> Result<(), Failure> {
    let api = Api::of(session)?;
    let id = known(&api, person)?;
    api.act("/api/v1/accounts", &[id, what]).await.map(|_| ()).map_err(allowed)
}

/// The server's own id for a person.
pub(super) fn known<'p>(api: &Api<'_>, person: &'p str) -> Result<&'p str, Failure> {
    let gone = || Failure::without_effect(FailureKind::Gone, "This server does not know that person.");
    let (id, _) = person.rsplit_once('@').ok_or_else(gone)?;
    if api.facts.person(id) == person { Ok(id) } else { Err(gone()) }
}

/// A sign-in says what it may do. Those of earlier versions may not block.
fn allowed(failure: Failure) -> Failure {
    if failure.what != FailureKind::Permission {
        return failure;
    }
    let words = "This sign-in may not block anybody. Sign in again under Accounts, and try once more.";
    Failure::without_effect(FailureKind::Permission, words)
}
