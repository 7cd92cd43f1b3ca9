//! Opening the practice desk: nothing is asked.

use super::Practice;
use crate::{BeginSignIn, SignIn, SignedIn};
use async_trait::async_trait;
use lectern_model::{Account, Failure, SignInStep};
use lectern_net::{Now, Wire};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Name of the fact that holds when the desk was opened; everything at it is counted from there.
pub(super) const OPENED_AT: &str = "opened_at";

#[async_trait]
impl SignIn for Practice {
    async fn begin(&self, _wire: &Wire, now: &Now, again: Option<&Account>) -> Result<Box<dyn BeginSignIn>, Failure> {
        let opened_at = again.and_then(|account| account.facts.get(OPENED_AT)).and_then(Value::as_i64);
        Ok(Box::new(Opening {
            remote_id: again.map_or_else(
                || format!("practice:desk-{:016x}", rand::random::<u64>()),
                |account| account.remote_id.clone(),
            ),
            opened_at: opened_at.unwrap_or_else(|| now().0),
        }))
    }
}

struct Opening {
    remote_id: String,
    opened_at: i64,
}

#[async_trait]
impl BeginSignIn for Opening {
    fn step(&self) -> SignInStep {
        SignInStep::AskFields { ticket: String::new(), title: "Open the practice desk".to_owned(), fields: Vec::new() }
    }

    async fn answer(&mut self, _fields: BTreeMap<String, String>) -> Result<Option<SignedIn>, Failure> {
        Ok(Some(SignedIn {
            remote_id: self.remote_id.clone(),
            handle: "@practice".to_owned(),
            name: "Practice desk".to_owned(),
            server: "practice:".to_owned(),
            facts: json!({ OPENED_AT: self.opened_at }),
            avatar_url: None,
            lapses_at: None,
            credentials: None,
        }))
    }

    async fn browser(&mut self) -> Result<SignedIn, Failure> {
        std::future::pending().await
    }
}
