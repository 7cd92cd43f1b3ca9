use super::*;
use crate::{AccountFacts, Arrival, DatabaseKey, NewPost, Store};
use lectern_model::{Author, ConversationQuery, Counts, Identity, IdentityId, IdentityKind, PlatformKey, Visibility};
use serde_json::Value;

const ACCOUNT: AccountId = AccountId(1);

struct Shelf {
    store: Store,
    _folder: tempfile::TempDir,
}

fn shelf() -> Shelf {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("lectern.db"), &DatabaseKey::fresh()).unwrap();
    store
        .write(|writer| {
            let name = "The library".to_owned();
            let colour = "#123456".to_owned();
            let id =
                writer.save_identity(&Identity { id: IdentityId(0), kind: IdentityKind::Library, name, colour })?;
            let facts = AccountFacts {
                remote_id: "us".to_owned(),
                handle: "@us".to_owned(),
                name: "Us".to_owned(),
                server: String::new(),
                facts: Value::Null,
                avatar_url: None,
                lapses_at: None,
            };
            writer.add_account(&PlatformKey::from("scripted"), id, &facts, "", Timestamp(0))
        })
        .unwrap();
    Shelf { store, _folder: folder }
}

fn post(remote_id: &str, at: i64) -> NewPost {
    NewPost {
        remote_id: remote_id.to_owned(),
        sort_at: Timestamp(at),
        created_at: Timestamp(at),
        url: None,
        author: Author { name: format!("author of {remote_id}"), ..Author::default() },
        boosted_by: None,
        title: String::new(),
        html: String::new(),
        text: format!("text of {remote_id}"),
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

impl Shelf {
    /// Messages arrive in conversation `key`: id, time, whether ours.
    fn arrive(&self, key: &str, messages: &[(&str, i64, bool)]) -> ConversationRow {
        self.store
            .write(|writer| {
                let kind = ConversationKind::Mention;
                let (id, fresh) = writer.conversation_by_key(ACCOUNT, key, kind, Timestamp(0))?;
                let mut came = Came { fresh, ..Came::default() };
                for (remote_id, at, ours) in messages {
                    let kind = Some(kind).filter(|_| !ours);
                    let arrival = Arrival::Message { conversation: id, kind, ours: *ours, context: false };
                    writer.upsert_post(ACCOUNT, &post(remote_id, *at), arrival, Timestamp(*at))?;
                    came.ours |= ours;
                    if !ours {
                        came.theirs = came.theirs.max(Some(Timestamp(*at)));
                    }
                }
                writer.refresh_conversation(id, came, Timestamp(1000))?;
                writer.conversation(id)
            })
            .unwrap()
    }

    fn set(&self, id: ConversationId, state: ConversationState) -> ConversationRow {
        let set = |writer: &Writer<'_>| {
            writer.set_conversation_state(&[id], state, Timestamp(1000))?;
            writer.conversation(id)
        };
        self.store.write(set).unwrap()
    }
}

#[test]
fn they_wait_from_their_oldest_unanswered_message() {
    let shelf = shelf();
    let row = shelf.arrive("a", &[("m1", 10, false), ("m2", 20, true), ("m3", 30, false), ("m4", 40, false)]);
    assert_eq!((row.state, row.waiting_since), (ConversationState::Waiting, Some(Timestamp(30))));
    assert_eq!((row.unread, row.last_at), (2, Timestamp(40)));
    assert_eq!((row.snippet.as_str(), row.with.name.as_str()), ("text of m4", "author of m4"));
    assert_eq!(row.about, "");
    let row = shelf.arrive("a", &[("m5", 50, false)]);
    assert_eq!(row.waiting_since, Some(Timestamp(30)));
}

#[test]
fn an_answer_from_elsewhere_ends_the_waiting() {
    let shelf = shelf();
    shelf.arrive("a", &[("m1", 10, false)]);
    let row = shelf.arrive("a", &[("m2", 20, true)]);
    assert_eq!((row.state, row.waiting_since, row.unread), (ConversationState::Done, None, 0));
    let row = shelf.arrive("a", &[("m3", 30, false)]);
    assert_eq!((row.state, row.waiting_since, row.unread), (ConversationState::Waiting, Some(Timestamp(30)), 1));
    let late = shelf.arrive("a", &[("m0", 25, true)]);
    assert_eq!((late.state, late.waiting_since), (ConversationState::Waiting, Some(Timestamp(30))));
}

#[test]
fn what_is_done_waits_again_only_for_something_newer() {
    let shelf = shelf();
    let row = shelf.arrive("a", &[("m1", 10, false), ("m2", 20, false)]);
    let row = shelf.set(row.id, ConversationState::Done);
    assert_eq!((row.state, row.unread), (ConversationState::Done, 0));
    assert_eq!(shelf.arrive("a", &[("m2", 20, false)]).state, ConversationState::Waiting, "same moment counts");
    let row = shelf.set(row.id, ConversationState::Done);
    assert_eq!(shelf.arrive("a", &[("m0", 5, false)]).state, ConversationState::Done, "older context does not");
    let again = shelf.arrive("a", &[("m3", 30, false)]);
    assert_eq!((again.state, again.waiting_since), (ConversationState::Waiting, Some(Timestamp(30))));
    let by_hand = shelf.set(shelf.set(row.id, ConversationState::Done).id, ConversationState::Waiting);
    assert_eq!(by_hand.waiting_since, Some(Timestamp(30)));
    assert_eq!(shelf.arrive("a", &[]).state, ConversationState::Waiting, "a person's word stays");
}

#[test]
fn what_came_while_our_answer_was_on_its_way_still_waits() {
    let shelf = shelf();
    let row = shelf.arrive("a", &[("m1", 10, false)]);
    shelf.arrive("a", &[("m2", 60, false)]);
    let answered = |queued| {
        let answer = |writer: &Writer<'_>| {
            writer.conversation_answered(row.id, Timestamp(queued), Timestamp(70))?;
            writer.conversation(row.id)
        };
        shelf.store.write(answer).unwrap()
    };
    let waits = answered(50);
    assert_eq!((waits.state, waits.waiting_since), (ConversationState::Waiting, Some(Timestamp(60))));
    assert_eq!(answered(65).state, ConversationState::Done);
}

#[test]
fn pages_go_on_where_the_last_ended_in_both_orders() {
    let shelf = shelf();
    for n in 0..25_i64 {
        shelf.arrive(&format!("c{n}"), &[(&format!("m{n}"), 100 - (n % 7), false)]);
    }
    for oldest_first in [false, true] {
        let mut seen = Vec::new();
        let mut after = None;
        loop {
            let query = ConversationQuery { oldest_first, after, limit: 4, ..ConversationQuery::default() };
            let (rows, more) = shelf.store.read(|reader| reader.conversations(&query, Timestamp(1000))).unwrap();
            seen.extend(rows.iter().map(|row| (row.last_at, row.id)));
            after = rows.last().map(|row| row.id);
            if !more {
                break;
            }
        }
        let mut sorted = seen.clone();
        sorted.sort();
        if !oldest_first {
            sorted.reverse();
        }
        assert_eq!(seen.len(), 25);
        assert_eq!(seen, sorted);
    }
}
