//! What a store is filled with where its contents do not matter: a library, an account, posts and messages.

use lectern_model::{
    AccountId, Author, ConversationId, ConversationKind, Counts, Identity, IdentityId, IdentityKind, PlatformKey,
    Timestamp, Visibility,
};
use lectern_store::{AccountFacts, Arrival, NewPost, StoreError, Writer};
use serde_json::Value;

/// A library's account on a platform.
///
/// # Errors
/// What the disk said.
pub fn stock_account(writer: &Writer<'_>, platform: &str) -> Result<AccountId, StoreError> {
    let facts = AccountFacts {
        remote_id: "library".to_owned(),
        handle: "@library".to_owned(),
        name: "Library".to_owned(),
        server: String::new(),
        facts: Value::Null,
        avatar_url: None,
        lapses_at: None,
    };
    let (name, colour) = ("Library".to_owned(), "#1c6455".to_owned());
    let identity = writer.save_identity(&Identity { id: IdentityId(0), kind: IdentityKind::Library, name, colour })?;
    writer.add_account(&PlatformKey::from(platform), identity, &facts, "", Timestamp(0))
}

/// The post with this number, by one of five hundred people.
#[must_use]
pub fn stock_post(number: usize, text: &str, at: Timestamp) -> NewPost {
    let person = number % 500;
    NewPost {
        remote_id: format!("message {number}"),
        sort_at: at,
        created_at: at,
        url: None,
        author: Author {
            remote_id: format!("author {person}"),
            name: format!("Reader {person}"),
            handle: format!("@reader{person}"),
            ..Author::default()
        },
        boosted_by: None,
        title: String::new(),
        html: format!("<p>{text}</p>"),
        text: text.to_owned(),
        language: None,
        content_warning: String::new(),
        visibility: Visibility::Public,
        media: Vec::new(),
        card: None,
        counts: Counts::default(),
        liked: false,
        boosted: false,
        reply_to: None,
        thread_root: None,
        remote_ref: Value::Null,
    }
}

/// A message arrives in a conversation by its key, as the inbox stores it: the conversation is brought up to date.
///
/// # Errors
/// What the disk said.
pub fn stock_message(
    writer: &Writer<'_>,
    account: AccountId,
    (key, kind): (&str, ConversationKind),
    post: &NewPost,
) -> Result<ConversationId, StoreError> {
    let at = post.sort_at;
    let (id, fresh) = writer.conversation_by_key(account, key, kind, at)?;
    let arrival = Arrival::Message { conversation: id, kind: Some(kind), ours: false, context: false };
    writer.upsert_post(account, post, arrival, at)?;
    writer.refresh_conversation(id, lectern_store::Came { fresh, theirs: Some(at), ours: false }, at)?;
    Ok(id)
}
