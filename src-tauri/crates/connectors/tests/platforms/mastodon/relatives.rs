//! What each relative says of itself, and what is made of it: limits are the server's own, never a fixed number.

use std::sync::Arc;

use lectern_connectors::Session;
use lectern_model::{Account, Limits, TextUnit, Visibility};
use lectern_net::Method;
use lectern_testkit::{ManualClock, MemoryKeeper, ScriptedWire, account, json, session, status as only_status, text};
use serde_json::{Value, json as value};

use super::{mastodon, sign_in_there};

/// Signs in where `newer` and `older` are the two instance answers; none: that version is not there.
async fn signed_in(wire: &Arc<ScriptedWire>, newer: Option<Value>, older: Option<Value>) -> Account {
    for (path, answer) in [("/api/v2/instance", newer), ("/api/v1/instance", older)] {
        match answer {
            Some(answer) => wire.on(Method::Get, path, json(200, answer)),
            None => wire.on(Method::Get, path, text(404, "text/html", "<!doctype html><title>Not here</title>")),
        };
    }
    account("mastodon", &sign_in_there(wire, value!({ "access_token": "t0ken-of-library" })).await)
}

pub(super) async fn limits(newer: Option<Value>, older: Option<Value>) -> (Account, Limits) {
    let account = signed_in(&ScriptedWire::new(), newer, older).await;
    let limits = mastodon().publish().expect("it publishes").limits(&account);
    (account, limits)
}

fn flavour(account: &Account) -> &str {
    account.facts["flavour"].as_str().unwrap_or_default()
}

fn of_pleroma(version: &str) -> Value {
    value!({
        "domain": "pleroma.example", "title": "Pleroma", "version": version, "source_url": "https://git.pleroma.social/pleroma/pleroma",
        "configuration": {
            "accounts": { "max_featured_tags": 0 },
            "statuses": { "max_characters": 4321, "max_media_attachments": 12 },
            "media_attachments": {
                "image_size_limit": 16_000_000, "video_size_limit": 16_000_000,
                "supported_mime_types": ["application/octet-stream"]
            },
            "urls": { "streaming": "wss://pleroma.example", "status": null }
        },
        "pleroma": { "metadata": { "description_limit": 4999, "chat_limit": 5000, "features": ["pleroma_api"] } }
    })
}

#[tokio::test]
async fn pleroma_says_its_description_limit_in_a_place_of_its_own() {
    let (account, limits) = limits(Some(of_pleroma("2.7.2 (compatible; Pleroma 2.7.0)")), None).await;
    assert_eq!(flavour(&account), "pleroma");
    assert_eq!((limits.text_max, limits.pictures_max, limits.description_max), (4321, 12, 4999));
    assert_eq!((limits.picture_max_bytes, limits.link_weight), (16_000_000, None));
    assert!(
        limits.picture_types.iter().any(|kind| kind == "image/jpeg"),
        "no type is named: {:?}",
        limits.picture_types
    );
}

#[tokio::test]
async fn akkoma_keeps_its_description_limit_in_version_1() {
    let mut newer = of_pleroma("2.7.2 (compatible; Akkoma 3.13.2)");
    newer["pleroma"] = value!({ "metadata": { "features": [] } });
    let older = value!({
        "uri": "https://akkoma.example", "version": "2.7.2 (compatible; Akkoma 3.13.2)", "max_toot_chars": 1, "upload_limit": 1,
        "description_limit": 777, "urls": { "streaming_api": "wss://akkoma.example" }
    });
    let (account, limits) = limits(Some(newer.clone()), Some(older)).await;
    assert_eq!(flavour(&account), "pleroma");
    assert_eq!((limits.text_max, limits.description_max, limits.picture_max_bytes), (4321, 777, 16_000_000));

    // Version 1 is an extra: a server that does not answer it can be signed in to all the same.
    let wire = ScriptedWire::new();
    wire.on(Method::Get, "/api/v1/instance", lectern_testkit::cut_before());
    wire.on(Method::Get, "/api/v2/instance", json(200, newer));
    let signed_in = sign_in_there(&wire, value!({ "access_token": "t0ken-of-library" })).await;
    let limits = mastodon().publish().expect("it publishes").limits(&super::account("mastodon", &signed_in));
    assert_eq!(limits.text_max, 4321);
}

#[tokio::test]
async fn an_old_pleroma_has_version_1_alone_with_names_of_its_own() {
    let older = value!({
        "uri": "https://pleroma.example/", "version": "2.7.2 (compatible; Pleroma 2.2.2)", "max_toot_chars": "4001",
        "description_limit": 5001, "upload_limit": 16_000_001, "max_media_attachments": 1000, "rules": null,
        "urls": { "streaming_api": "wss://pleroma.example" }, "thumbnail": "https://pleroma.example/t.jpg"
    });
    let (account, limits) = limits(None, Some(older)).await;
    assert_eq!(account.handle, "@library@pleroma.example");
    assert_eq!((limits.text_max, limits.description_max, limits.picture_max_bytes), (4001, 5001, 16_000_001));
    assert_eq!((limits.pictures_max, limits.text_unit), (1000, TextUnit::Graphemes));
}

#[tokio::test]
async fn gotosocial_counts_characters_and_is_known_by_its_source() {
    let instance = value!({
        "domain": "gts.example", "version": "0.19.1+git-f3c5a2b", "source_url": "https://codeberg.org/superseriousbusiness/gotosocial",
        "debug": null, "configuration": {
            "urls": { "streaming": "wss://gts.example" },
            "statuses": { "max_characters": 5000, "max_media_attachments": 6, "characters_reserved_per_url": 25, "supported_mime_types": ["text/plain", "text/markdown"] },
            "media_attachments": { "supported_mime_types": ["image/jpeg", "image/avif", "video/mp4"], "image_size_limit": 41_943_040, "image_matrix_limit": 16_777_216, "description_limit": 1500 }
        }
    });
    let (account, limits) = limits(Some(instance), None).await;
    assert_eq!(flavour(&account), "go_to_social");
    assert_eq!((limits.text_max, limits.pictures_max, limits.description_max), (5000, 6, 1500));
    assert_eq!(
        (limits.text_unit, limits.link_weight, limits.mention_local_part_only),
        (TextUnit::Characters, None, false)
    );
    assert_eq!((limits.picture_max_bytes, limits.picture_max_pixels), (41_943_040, Some(16_777_216)));
    assert_eq!(limits.picture_types, ["image/jpeg", "image/avif"]);
}

#[tokio::test]
async fn gotosocial_without_a_source_is_known_by_nodeinfo() {
    let wire = ScriptedWire::new();
    let index = value!({ "links": [{ "rel": "http://nodeinfo.diaspora.software/ns/schema/2.0", "href": "https://social.example/nodeinfo/2.0" }] });
    wire.on(Method::Get, "/.well-known/nodeinfo", json(200, index));
    let about = value!({ "version": "2.0", "software": { "name": "gotosocial", "version": "0.17.0" }, "metadata": {} });
    wire.on(Method::Get, "/nodeinfo/2.0", json(200, about));
    let older = value!({
        "uri": "social.example", "account_domain": "library.example", "version": "0.17.0", "max_toot_chars": 5000,
        "configuration": { "statuses": { "max_characters": 4999 } }
    });
    let account = signed_in(&wire, None, Some(older)).await;
    assert_eq!(flavour(&account), "go_to_social");
    assert_eq!(mastodon().publish().expect("it publishes").limits(&account).text_max, 4999);
}

fn of_pixelfed() -> Value {
    value!({
        "uri": "pixelfed.example", "version": "3.5.3 (compatible; Pixelfed 0.12.4)", "urls": { "streaming_api": null },
        "rules": [], "configuration": {
            "media_attachments": { "image_matrix_limit": 16_777_216, "image_size_limit": 15_360_000, "supported_mime_types": ["image/jpeg", "image/png", "video/mp4"] },
            "statuses": { "characters_reserved_per_url": 23, "max_characters": 2000, "max_media_attachments": 10 }
        }
    })
}

#[tokio::test]
async fn pixelfed_wants_a_picture_and_has_no_private_posts() {
    let (account, limits) = limits(None, Some(of_pixelfed())).await;
    assert_eq!(flavour(&account), "pixelfed");
    assert_eq!((limits.text_max, limits.pictures_max, limits.picture_required), (2000, 10, true));
    assert!(!limits.visibilities.contains(&Visibility::Direct));
    assert_eq!(limits.link_weight, None);
}

#[tokio::test]
async fn pixelfeds_notifications_come_one_by_one_with_its_own_times() {
    let clock = ManualClock::new();
    let wire = ScriptedWire::with_clock(&clock);
    let account = signed_in(&wire, None, Some(of_pixelfed())).await;
    let session: Session = session(account, &wire.wire(), &clock, MemoryKeeper::holding(&credentials()));
    wire.on(Method::Get, "/api/v2/notifications", text(404, "text/html", "<!doctype html>"));
    let comment = |id: &str, at: Value| {
        value!({
            "id": id, "content": "Lovely", "created_at": at, "visibility": "public", "in_reply_to_id": null, "mentions": [],
            "account": { "id": "88", "acct": "dana", "username": "dana" }, "pf_type": "text", "taggedPeople": [], "label": null
        })
    };
    let told = value!([
        { "id": "3", "type": "mention", "created_at": null, "status": comment("71", value!("2026-11-23T08:00:00.000000Z")) },
        { "id": "2", "type": "mention", "created_at": null, "status": comment("70", Value::Null) },
    ]);
    wire.on(Method::Get, "/api/v1/notifications", json(200, told));
    wire.on(Method::Get, "/api/v1/conversations", only_status(404));
    let connector = mastodon();
    let inbox = connector.inbox().expect("an inbox");
    let batch = inbox.page(&session, None).await.unwrap();
    let times: Vec<(&str, i64)> = batch
        .items
        .iter()
        .map(|one| (one.post.remote_id.as_str(), one.post.created_at.since(clock.now()) / 1000))
        .collect();
    assert_eq!(times, [("70", 0), ("71", -3600)], "a time that is missing is now");
    assert!(!inbox.wait_for_news(&session).await.unwrap(), "it has no stream");
    inbox.page(&session, None).await.unwrap();
    assert_eq!(wire.requests_to(Method::Get, "/api/v1/conversations").len(), 1, "what is not there is asked once");
}

fn credentials() -> String {
    value!({ "client_id": "c1", "client_secret": "s3cret-of-app", "access_token": "t0ken-of-library" }).to_string()
}

#[tokio::test]
async fn limits_that_the_server_changes_are_learnt_again() {
    let clock = ManualClock::new();
    let wire = ScriptedWire::with_clock(&clock);
    let account = signed_in(&wire, None, Some(of_pixelfed())).await;
    let session = session(account, &wire.wire(), &clock, MemoryKeeper::holding(&credentials()));
    let mut changed = of_pixelfed();
    changed["configuration"]["statuses"]["max_characters"] = value!(300);
    wire.on(Method::Get, "/api/v1/instance", json(200, changed));
    let account = mastodon().sign_in().refresh(&session).await.unwrap();
    assert_eq!(mastodon().publish().expect("it publishes").limits(&account).text_max, 300);
    assert_eq!(flavour(&account), "pixelfed");
}

#[tokio::test]
async fn a_server_that_says_nothing_of_its_limits_is_taken_to_be_as_shipped() {
    let (_, limits) = limits(None, Some(value!({ "uri": "old.example", "version": "3.2.0" }))).await;
    assert_eq!((limits.text_max, limits.link_weight, limits.pictures_max), (500, Some(23), 4));
}
