//! What was recorded from Bluesky's own server software is read; what we write is compared with what it took.

mod blocking;
mod chat;
mod reading;
mod reporting;
mod sign_in;
mod spots;
mod tokens;
mod video;
mod writing;

use super::Bluesky;
use super::session::{Tokens, Way};
use crate::{CredentialKeeper, MediaBytes, Session};
use async_trait::async_trait;
use lectern_model::{
    Account, AccountHealth, AccountId, Delivery, DeliveryId, DeliveryState, DraftId, Failure, FailureKind, IdentityId,
    MediaHash, MediaRef, Outgoing, PlatformKey, Secret, Timestamp, Visibility,
};
use lectern_testkit::{MONDAY_NINE, ScriptedWire};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

/// The library of the recordings.
const DID: &str = "did:plc:emata34cci2buno7bvojrsr6";
const SERVER: &str = "https://pds.example";

/// A keychain in memory.
#[derive(Default)]
struct Keeper {
    kept: Mutex<Vec<Secret>>,
    broken: Mutex<bool>,
}

#[async_trait]
impl CredentialKeeper for Keeper {
    async fn load(&self) -> Result<Secret, Failure> {
        Ok(self.kept.lock().unwrap().last().unwrap().clone())
    }

    async fn save(&self, credentials: &Secret) -> Result<(), Failure> {
        if *self.broken.lock().unwrap() {
            return Err(Failure::without_effect(FailureKind::Permission, "The keychain is locked."));
        }
        self.kept.lock().unwrap().push(credentials.clone());
        Ok(())
    }
}

/// Pictures by their hash.
struct Pictures(Vec<(&'static str, bytes::Bytes)>);

#[async_trait]
impl MediaBytes for Pictures {
    async fn read(&self, hash: &MediaHash) -> Result<bytes::Bytes, Failure> {
        let found = self.0.iter().find(|(name, _)| *name == hash.as_str()).map(|(_, bytes)| bytes.clone());
        found.ok_or_else(|| Failure::without_effect(FailureKind::Gone, "The picture is not there any more."))
    }
}

fn account() -> Account {
    Account {
        id: AccountId(1),
        platform: PlatformKey::from("bluesky"),
        identity: IdentityId(1),
        remote_id: DID.to_owned(),
        handle: "library.test".to_owned(),
        name: "The Library".to_owned(),
        server: SERVER.to_owned(),
        facts: json!({"how": "app_password", "typed_server": false}),
        avatar_url: None,
        health: AccountHealth::New,
        last_checked_at: None,
        sign_in_lapses_at: None,
        group: String::new(),
        added_at: MONDAY_NINE,
    }
}

fn tokens(access: &str, refresh: &str, expires_at: Option<Timestamp>) -> Tokens {
    Tokens {
        way: Way::AppPassword,
        access: Secret::from(access),
        refresh: Secret::from(refresh),
        expires_at,
        unsaved: false,
    }
}

/// A session of the library with tokens that stay good.
fn session(script: &Arc<ScriptedWire>) -> Session {
    session_with(script, &tokens("access-1", "refresh-1", None)).0
}

fn session_with(script: &Arc<ScriptedWire>, tokens: &Tokens) -> (Session, Arc<Keeper>) {
    let keeper = Arc::new(Keeper::default());
    keeper.kept.lock().unwrap().push(tokens.to_secret());
    (Session::new(account(), script.wire(), script.now_fn(), keeper.clone()), keeper)
}

fn recorded(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn delivery(text: &str) -> Delivery {
    Delivery {
        id: DeliveryId(1),
        key: "0b7e".to_owned(),
        draft: DraftId(1),
        account: AccountId(1),
        outgoing: Outgoing {
            text: text.to_owned(),
            language: "en".to_owned(),
            content_warning: String::new(),
            visibility: Visibility::Public,
            media: Vec::new(),
            card: None,
            reply_to: None,
            poll: None,
            part: None,
        },
        state: DeliveryState::Due,
        minted: json!({"rkey": "3n2zss3ig2ow3"}),
        progress: Value::Null,
        attempts: 0,
        queued_at: MONDAY_NINE,
        conversation: None,
        scheduled: false,
        never_after: None,
        after: None,
        kind: lectern_model::DeliveryKind::Post,
        of: None,
    }
}

fn picture(hash: &str) -> MediaRef {
    MediaRef {
        hash: MediaHash::from(hash),
        mime: "image/png".to_owned(),
        name: "poster.png".to_owned(),
        description: "A poster".to_owned(),
        width: 40,
        height: 30,
        focus: None,
        root: None,
        video: None,
    }
}

#[test]
fn the_notes_say_what_was_not_tried() {
    let about = crate::Connector::describe(&Bluesky);
    assert_eq!((about.key.as_str(), about.letter.as_str(), about.colour.as_str()), ("bluesky", "b", "#1372d9"));
    for word in ["Not yet tried", "two weeks", "not tried against", "cannot be changed"] {
        assert!(about.notes.iter().any(|note| note.to_lowercase().contains(&word.to_lowercase())), "{word}");
    }
}
