//! Private messages (`chat.bsky.convo`). They are kept by a service of their own, which the account's server passes
//! calls on to. Servers without it, and app passwords that may not read messages, are ordinary: then there are none.
//!
//! The service has no way to recognise a message that was sent twice. So before one is sent, the newest message of the
//! conversation is noted; whether ours arrived is answered by looking at what came after that one.

use super::record::{self, Progress};
use super::session::{self, Call};
use super::wire::{Convo, Convos, Message, Messages, Profile};
use super::{embeds, limits, posts};
use crate::{Incoming, IncomingKind, Session, Step};
use lectern_model::{
    Author, Counts, Delivery, Failure, FailureKind, Found, IncomingPost, Outgoing, Published, Timestamp, Visibility,
};
use lectern_net::Payload;
use serde_json::{Value, json};
use unicode_segmentation::UnicodeSegmentation;

/// Prefix of a message's `remote_id` and of a conversation's name; posts begin with `at://`.
const PREFIX: &str = "chat:";
/// Where people read their messages.
const PAGE: &str = "https://bsky.app/messages";
/// A service in trouble is asked again after this.
const PAUSE_SECONDS: i64 = 600;

/// The conversation that a `remote_ref` belongs to; none for posts.
pub(super) fn convo_of(remote_ref: &Value) -> Option<&str> {
    remote_ref.get("convo").and_then(Value::as_str)
}

/// Whether a `remote_id` is a message's.
pub(super) fn is_message(remote_id: &str) -> bool {
    remote_id.starts_with(PREFIX)
}

/// One page of conversations with their newest messages. Nothing here is a failure of the inbox: what a server or a
/// password does not allow is not asked again in this session, and passing trouble is waited out.
pub(super) async fn page(session: &Session, cursor: Option<&str>) -> (Vec<Incoming>, Option<String>) {
    let again_at = session::scratch(session).get("chat again at").and_then(Value::as_i64);
    if again_at.is_some_and(|at| session.now() < Timestamp(at)) {
        return (Vec::new(), None);
    }
    match convos(session, cursor).await {
        Ok(page) => page,
        Err(passing) => {
            let until = if passing { session.now().plus_seconds(PAUSE_SECONDS).0 } else { i64::MAX };
            session::keep_in_scratch(session, "chat again at", Value::from(until));
            (Vec::new(), None)
        }
    }
}

/// `Err` says whether the trouble may pass.
async fn convos(session: &Session, cursor: Option<&str>) -> Result<(Vec<Incoming>, Option<String>), bool> {
    let mut query = vec![("limit", "20")];
    query.extend(cursor.map(|cursor| ("cursor", cursor)));
    let call = Call::get("chat.bsky.convo.listConvos", &query).through_chat();
    let response = session::ask(session, &call).await.map_err(|_| true)?;
    if response.status >= 400 {
        return Err(response.status == 429 || (response.status >= 500 && response.status != 501));
    }
    let list: Convos = response.json().map_err(|_| true)?;
    let older = list.cursor.filter(|_| !list.convos.0.is_empty());
    let mut items = Vec::new();
    for convo in list.convos.0 {
        items.extend(messages_of(session, convo).await.map_err(|_| true)?);
    }
    Ok((items, older))
}

/// A conversation's messages where it changed since it was read last; else only the newest, which costs nothing.
async fn messages_of(session: &Session, convo: Convo) -> Result<Vec<Incoming>, Failure> {
    let key = format!("chat rev {}", convo.id);
    let unchanged = session::scratch(session).get(&key).and_then(Value::as_str) == Some(convo.rev.as_str());
    if unchanged {
        let last = convo.last_message.into_iter();
        return Ok(last.filter_map(|message| item(session, &convo.id, &convo.members.0, message)).collect());
    }
    let answer = read(session, &convo.id, "30").await?;
    let people: Vec<Profile> = convo.members.0.into_iter().chain(answer.related_profiles.0).collect();
    let messages = answer.messages.0.into_iter();
    let items = messages.filter_map(|message| item(session, &convo.id, &people, message)).collect();
    session::keep_in_scratch(session, &key, Value::from(convo.rev));
    Ok(items)
}

async fn read(session: &Session, convo: &str, limit: &str) -> Result<Messages, Failure> {
    let query = [("convoId", convo), ("limit", limit)];
    session::call(session, Call::get("chat.bsky.convo.getMessages", &query).through_chat()).await
}

/// A conversation, oldest first.
pub(super) async fn thread(session: &Session, convo: &str) -> Result<Vec<Incoming>, Failure> {
    let mut people = Vec::new();
    let call = Call::get("chat.bsky.convo.getConvo", &[("convoId", convo)]).through_chat();
    if let Ok(answer) = session::call::<Value>(session, call).await {
        let whole: Convo =
            answer.get("convo").cloned().and_then(|it| serde_json::from_value(it).ok()).unwrap_or_default();
        people.extend(whole.members.0);
    }
    let answer = read(session, convo, "100").await?;
    people.extend(answer.related_profiles.0);
    let messages = answer.messages.0.into_iter().rev();
    Ok(messages.filter_map(|message| item(session, convo, &people, message)).collect())
}

/// A message as it came; none for deleted ones and for notes of the service.
fn item(session: &Session, convo: &str, people: &[Profile], message: Message) -> Option<Incoming> {
    let real = message.kind.is_empty() || message.kind == "chat.bsky.convo.defs#messageView";
    if !real || message.id.is_empty() || message.sender.did.is_empty() {
        return None;
    }
    let did = &message.sender.did;
    let author = match people.iter().find(|profile| profile.did == *did) {
        Some(profile) => posts::author(profile),
        None => Author { remote_id: did.clone(), name: did.clone(), handle: did.clone(), ..Author::default() },
    };
    let ours = *did == session.account.remote_id;
    let page = format!("{PAGE}/{convo}");
    let (media, card) = message.embed.map(|embed| embeds::shown(embed, &page)).unwrap_or_default();
    let post = IncomingPost {
        remote_id: format!("{PREFIX}{convo}/{}", message.id),
        url: Some(page),
        author,
        title: String::new(),
        body: posts::body(message.text, &message.facets.0),
        created_at: posts::moment(&message.sent_at).unwrap_or_else(|| session.now()),
        language: None,
        content_warning: String::new(),
        visibility: Visibility::Direct,
        media,
        card,
        counts: Counts::default(),
        liked: false,
        boosted: false,
        boosted_by: None,
        reply_to: None,
        thread_root: None,
        remote_ref: json!({"convo": convo, "message": message.id}),
    };
    Some(Incoming {
        kind: IncomingKind::Direct,
        conversation: format!("{PREFIX}{convo}"),
        post,
        ours,
        parent_deleted: false,
    })
}

/// Notes the newest message before ours.
pub(super) async fn mark(session: &Session, convo: &str, progress: Progress) -> Result<Step, Failure> {
    let newest = read(session, convo, "1").await?.messages.0.into_iter().next();
    let newest = Some(newest.map(|message| message.id).unwrap_or_default());
    Ok(Step::Continue(Progress { newest, ..progress }.write()))
}

/// Sends the message.
pub(super) async fn send(
    session: &Session,
    convo: &str,
    outgoing: &Outgoing,
    progress: &Progress,
) -> Result<Step, Failure> {
    check(outgoing)?;
    let mut message = json!({"text": outgoing.text});
    let facets = record::facets(outgoing, progress);
    if let (false, Some(fields)) = (facets.is_empty(), message.as_object_mut()) {
        fields.insert("facets".to_owned(), json!(facets));
    }
    let body = Payload::Json(json!({"convoId": convo, "message": message}));
    let sent: Message = session::call(session, Call::post("chat.bsky.convo.sendMessage", body).through_chat()).await?;
    if sent.id.is_empty() {
        return Err(Failure::unusable("The server did not say whether it took the message."));
    }
    Ok(Step::Done(published(convo, &sent.id)))
}

fn check(outgoing: &Outgoing) -> Result<(), Failure> {
    let rejected = |field: &str, limit: usize, words: &str| {
        let limit = u64::try_from(limit).ok();
        Err(Failure::without_effect(FailureKind::Rejected { field: Some(field.to_owned()), limit }, words))
    };
    let graphemes = outgoing.text.graphemes(true).count();
    if graphemes > limits::MESSAGE_GRAPHEMES || outgoing.text.len() > limits::MESSAGE_BYTES {
        return rejected("text", limits::MESSAGE_GRAPHEMES, "A private message has at most 1,000 characters.");
    }
    if !outgoing.media.is_empty() {
        return rejected("media", 0, "Bluesky takes no pictures in private messages. Remove them, then send.");
    }
    Ok(())
}

/// Looks for our message among those after the one that was the newest before it.
pub(super) async fn find(session: &Session, convo: &str, delivery: &Delivery) -> Result<Found, Failure> {
    // Without the mark nothing was sent.
    let Some(newest) = Progress::read(&delivery.progress).newest else { return Ok(Found::Absent) };
    let answer = read(session, convo, "100").await?;
    let whole = answer.messages.0.len() < 100;
    for message in answer.messages.0 {
        if message.id == newest {
            return Ok(Found::Absent);
        }
        if message.sender.did == session.account.remote_id && message.text == delivery.outgoing.text {
            return Ok(Found::Found(published(convo, &message.id)));
        }
    }
    Ok(if whole { Found::Absent } else { Found::CannotTell })
}

/// Reads a message of ours back.
pub(super) async fn read_back(session: &Session, published: &Published) -> Result<IncomingPost, Failure> {
    let gone = || Failure::without_effect(FailureKind::Gone, "The message is not there any more.");
    let convo = published.remote_id.strip_prefix(PREFIX).and_then(|rest| rest.split_once('/')).ok_or_else(gone)?.0;
    let found = thread(session, convo).await?.into_iter().find(|item| item.post.remote_id == published.remote_id);
    found.map(|item| item.post).ok_or_else(gone)
}

fn published(convo: &str, message: &str) -> Published {
    Published { remote_id: format!("{PREFIX}{convo}/{message}"), url: Some(format!("{PAGE}/{convo}")) }
}
