//! What the server tells of mentions, answers and private messages, grouped or one by one.

use lectern_connectors::{InboxBatch, IncomingKind, Session};
use lectern_model::{Failure, FailureKind, Visibility};
use lectern_net::Method;
use lectern_testkit::{ScriptedWire, json, status as only_status, text, with_header};
use serde_json::{Value, json as value};

use super::{at_work, mastodon, status};

const GROUPED: &str = "/api/v2/notifications";
const ONE_BY_ONE: &str = "/api/v1/notifications";
const PRIVATE: &str = "/api/v1/conversations";

async fn page(session: &Session, cursor: Option<&str>) -> Result<InboxBatch, Failure> {
    mastodon().inbox().expect("an inbox").page(session, cursor).await
}

/// A status of somebody else, by its published form with what we do not read.
fn from_patron(id: &str, visibility: &str, minute: u32) -> Value {
    value!({
        "id": id, "created_at": format!("2026-11-24T06:{minute:02}:00.000Z"), "in_reply_to_id": null,
        "in_reply_to_account_id": null, "sensitive": false, "spoiler_text": "", "visibility": visibility,
        "language": null, "uri": format!("https://other.example/users/dana/statuses/{id}"), "url": null,
        "replies_count": 0, "reblogs_count": 0, "favourites_count": 0, "edited_at": null, "content": "<p>Hello</p>",
        "filtered": [], "reblog": null, "application": null, "quote_approval": { "automatic": [] },
        "account": {
            "id": "31", "username": "dana", "acct": "dana@other.example", "display_name": "", "locked": false,
            "bot": false, "group": false, "note": "", "url": "https://other.example/@dana", "avatar": null,
            "fields": [], "roles": [], "never_heard_of": { "deep": [1, null] }
        },
        "media_attachments": [], "tags": [], "emojis": [], "card": null, "poll": null,
        "mentions": [{ "id": "17", "username": "library", "acct": "library", "url": "https://social.example/@library" }]
    })
}

fn answer_to_us(id: &str, minute: u32) -> Value {
    let mut answer = from_patron(id, "public", minute);
    answer["in_reply_to_id"] = value!("400");
    answer["in_reply_to_account_id"] = value!("17");
    answer
}

fn group(kind: &str, status_id: &Value) -> Value {
    value!({
        "group_key": format!("ungrouped-{status_id}"), "notifications_count": 1, "type": kind,
        "most_recent_notification_id": 196_014, "page_min_id": "196014", "page_max_id": "196014",
        "latest_page_notification_at": "2026-11-24T06:30:00.000Z", "sample_account_ids": ["31"],
        "status_id": status_id, "report": null, "event": null, "moderation_warning": null
    })
}

fn context_of_400(wire: &ScriptedWire) {
    let above = value!({ "ancestors": [status("400", "<p>Story time</p>")], "descendants": [] });
    wire.on(Method::Get, "/api/v1/statuses/52/context", json(200, above));
}

fn summary(batch: &InboxBatch) -> Vec<(&str, IncomingKind, &str)> {
    batch.items.iter().map(|one| (one.post.remote_id.as_str(), one.kind, one.conversation.as_str())).collect()
}

#[tokio::test]
async fn groups_become_mentions_answers_and_private_messages_and_the_rest_is_left_out() {
    let (wire, session) = at_work().await;
    context_of_400(&wire);
    let kinds = [("mention", "51"), ("mention", "52"), ("mention", "53"), ("quote", "54"), ("favourite", "55")];
    let mut groups: Vec<Value> = kinds.iter().map(|(kind, id)| group(kind, &value!(id))).collect();
    groups.extend([group("follow", &Value::Null), group("from_the_future", &value!("55")), Value::Null, value!("odd")]);
    let statuses = value!([
        from_patron("51", "public", 10),
        answer_to_us("52", 20),
        from_patron("53", "direct", 30),
        from_patron("54", "unlisted", 40),
        from_patron("55", "public", 50),
        null
    ]);
    let body =
        value!({ "accounts": [], "partial_accounts": null, "statuses": statuses, "notification_groups": groups });
    let link = "<https://social.example/api/v2/notifications?max_id=196014&types[]=mention>; rel=\"next\"";
    wire.on(Method::Get, GROUPED, with_header("link", link, json(200, body)));
    wire.on(Method::Get, PRIVATE, json(200, value!([])));

    let batch = page(&session, None).await.unwrap();
    let expected = [
        ("54", IncomingKind::Mention, "54"),
        ("53", IncomingKind::Direct, "dm:53"),
        ("52", IncomingKind::Reply, "400"),
        ("51", IncomingKind::Mention, "51"),
    ];
    assert_eq!(summary(&batch), expected);
    assert!(batch.items.iter().all(|one| !one.ours && one.post.author.handle == "@dana@other.example"));
    assert_eq!(batch.items[0].post.author.name, "dana", "who has no display name goes by the short one");
    assert_eq!(batch.items[1].post.visibility, Visibility::Direct);
    let asked = wire.requests_to(Method::Get, GROUPED)[0].url.query_pairs().into_owned().collect::<Vec<_>>();
    for (name, wanted) in [("types[]", "mention"), ("types[]", "quote"), ("grouped_types[]", "favourite")] {
        assert!(asked.iter().any(|(key, is)| key == name && is == wanted), "{name}={wanted} in {asked:?}");
    }
    assert!(wire.requests_to(Method::Get, ONE_BY_ONE).is_empty());

    let body = value!({ "accounts": [], "statuses": [], "notification_groups": [] });
    wire.on(Method::Get, GROUPED, json(200, body));
    wire.forget_requests();
    let below = page(&session, batch.older.as_deref()).await.unwrap();
    assert_eq!((below.items.len(), below.older), (0, None));
    assert!(wire.requests_to(Method::Get, GROUPED)[0].url.query().unwrap().contains("max_id=196014"));
    assert!(wire.requests_to(Method::Get, PRIVATE).is_empty(), "that list was at its end");
}

#[tokio::test]
async fn a_server_without_groups_is_asked_one_by_one_and_only_once_for_groups() {
    let page_of_app = text(200, "text/html", "<!doctype html><title>Pixelfed</title>");
    for (what, refused) in [("404", 404), ("400", 400), ("405", 405), ("a web page", 0), ("another list", 1)] {
        let (wire, session) = at_work().await;
        match refused {
            0 => wire.on(Method::Get, GROUPED, page_of_app.clone()),
            1 => wire.on(Method::Get, GROUPED, json(200, value!([]))),
            status => wire.on(Method::Get, GROUPED, only_status(status)),
        };
        context_of_400(&wire);
        let told = value!([
            { "id": "9", "type": "mention", "created_at": "2026-11-24T06:20:00.000Z", "status": answer_to_us("52", 20), "account": null },
            { "id": "8", "type": "favourite", "status": from_patron("55", "public", 15) },
            { "id": "7", "type": "pleroma:emoji_reaction", "emoji": "☕", "status": from_patron("56", "public", 14) },
            { "id": "6", "type": "mention", "status": null },
            { "id": "5", "type": "follow" }, null, 7
        ]);
        wire.on(Method::Get, ONE_BY_ONE, json(200, told));
        wire.on(Method::Get, PRIVATE, json(200, value!([])));
        for _ in 0..2 {
            let batch = page(&session, None).await.unwrap();
            assert_eq!(summary(&batch), [("52", IncomingKind::Reply, "400")], "{what}");
        }
        assert_eq!(wire.requests_to(Method::Get, GROUPED).len(), 1, "{what}");
        assert_eq!(wire.requests_to(Method::Get, ONE_BY_ONE).len(), 2, "{what}");
    }
}

#[tokio::test]
async fn a_server_in_trouble_is_no_server_without_groups() {
    let (wire, session) = at_work().await;
    for (status, kind) in [(503, FailureKind::Server), (401, FailureKind::SignInNeeded)] {
        wire.once(Method::Get, GROUPED, only_status(status));
        assert_eq!(page(&session, None).await.unwrap_err().what, kind);
    }
    assert!(wire.requests_to(Method::Get, ONE_BY_ONE).is_empty());
}

#[tokio::test]
async fn private_conversations_bring_both_sides_once() {
    let (wire, session) = at_work().await;
    let groups = [group("mention", &value!("61"))];
    let body = value!({ "statuses": [from_patron("61", "direct", 1)], "notification_groups": groups });
    wire.on(Method::Get, GROUPED, json(200, body));
    let mut ours = status("62", "<p>Yes, until six.</p>");
    ours["visibility"] = value!("direct");
    let talks = value!([
        { "id": "1", "unread": true, "accounts": [], "last_status": from_patron("61", "direct", 1) },
        { "id": "2", "unread": false, "accounts": [], "last_status": ours },
        { "id": "3", "unread": false, "accounts": [], "last_status": null },
        null
    ]);
    wire.on(Method::Get, PRIVATE, json(200, talks));
    let batch = page(&session, None).await.unwrap();
    let told: Vec<(&str, bool)> = batch.items.iter().map(|one| (one.post.remote_id.as_str(), one.ours)).collect();
    assert_eq!(told, [("62", true), ("61", false)]);
    assert!(batch.items.iter().all(|one| one.kind == IncomingKind::Direct));
}

#[tokio::test]
async fn whom_an_answer_was_for_is_told_after_what_it_answers_is_gone() {
    let (wire, session) = at_work().await;
    context_of_400(&wire);
    let mut orphan = answer_to_us("52", 20);
    orphan["in_reply_to_id"] = Value::Null;
    let statuses = value!([orphan, answer_to_us("53", 30), from_patron("51", "public", 10)]);
    let groups: Vec<Value> = ["51", "52", "53"].map(|id| group("mention", &value!(id))).to_vec();
    wire.on(Method::Get, GROUPED, json(200, value!({ "statuses": statuses, "notification_groups": groups })));
    wire.on(Method::Get, PRIVATE, json(200, value!([])));
    let context = value!({ "ancestors": [status("400", "<p>Story time</p>")], "descendants": [] });
    wire.on(Method::Get, "/api/v1/statuses/53/context", json(200, context));
    let batch = page(&session, None).await.unwrap();
    let told: Vec<(&str, bool)> =
        batch.items.iter().map(|one| (one.post.remote_id.as_str(), one.parent_deleted)).collect();
    assert_eq!(told, [("53", false), ("52", true), ("51", false)]);
}
