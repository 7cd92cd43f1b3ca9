//! What a post carries, what the server may say to it, and how one in doubt is looked for.

use lectern_connectors::{MediaBytes, Session, Step};
use lectern_model::{
    Delivery, Effect, Failure, FailureKind, Focus, Found, MediaHash, MediaRef, ReplyTo, Timestamp, Visibility,
};
use lectern_net::Method;
use lectern_testkit::{
    ScriptedWire, cut_after, cut_before, form_field, header, json, multipart_part, status as only_status, with_header,
};
use serde_json::{Value, json as value};

use super::{NoPictures, at_work, delivery, mastodon, prepared, status};

const POST: &str = "/api/v1/statuses";
const UPLOAD: &str = "/api/v2/media";
const OURS: &str = "/api/v1/accounts/17/statuses";

struct Pictures;

#[async_trait::async_trait]
impl MediaBytes for Pictures {
    async fn read(&self, hash: &MediaHash) -> Result<bytes::Bytes, Failure> {
        Ok(bytes::Bytes::from(format!("bytes of {}", hash.as_str())))
    }
}

pub(super) fn picture(hash: &str, description: &str) -> MediaRef {
    MediaRef {
        hash: MediaHash::from(hash),
        mime: "image/png".to_owned(),
        name: format!("{hash}.png"),
        description: description.to_owned(),
        width: 40,
        height: 30,
        focus: None,
        root: None,
        video: None,
    }
}

async fn step(session: &Session, delivery: &Delivery) -> Result<Step, Failure> {
    mastodon().publish().expect("it publishes").step(session, delivery, &Pictures).await
}

/// One step that goes on.
async fn on(session: &Session, delivery: &mut Delivery) {
    match step(session, delivery).await.unwrap() {
        Step::Continue(progress) => delivery.progress = progress,
        other => panic!("{other:?}"),
    }
}

fn uploaded(id: &str, url: Value) -> Value {
    value!({ "id": id, "type": "image", "url": url, "preview_url": null, "remote_url": null, "meta": null, "description": null, "blurhash": null })
}

#[tokio::test]
async fn pictures_go_first_with_their_descriptions_and_are_waited_for() {
    let (wire, session) = at_work().await;
    wire.once(Method::Post, UPLOAD, json(200, uploaded("81", value!("https://files.example/81.png"))));
    wire.once(Method::Post, UPLOAD, json(202, uploaded("82", Value::Null)));
    wire.on(Method::Get, "/api/v1/media/82", json(206, uploaded("82", Value::Null)));
    wire.on(Method::Post, POST, json(200, status("501", "<p>Story time</p>")));
    let mut delivery = delivery("Story time");
    delivery.outgoing.content_warning = "Loud animals".to_owned();
    delivery.outgoing.visibility = Visibility::Followers;
    delivery.outgoing.media = vec![picture("poster", "A poster with a lion"), picture("map", "")];

    on(&session, &mut delivery).await;
    on(&session, &mut delivery).await;
    let sent = wire.requests_to(Method::Post, UPLOAD);
    assert_eq!(multipart_part(&sent[0], "description").unwrap().bytes, "A poster with a lion");
    let file = multipart_part(&sent[0], "file").unwrap();
    assert_eq!((file.file_name.as_deref(), file.mime.as_deref()), (Some("poster.png"), Some("image/png")));
    assert_eq!(file.bytes, "bytes of poster");
    assert!(multipart_part(&sent[1], "description").is_none(), "an empty description is none");

    let Step::Wait { progress, until } = step(&session, &delivery).await.unwrap() else {
        panic!("it is prepared still")
    };
    assert!(until > session.now());
    delivery.progress = progress;
    wire.on(Method::Get, "/api/v1/media/82", json(200, uploaded("82", value!("https://files.example/82.png"))));
    let publishes = mastodon();
    while !publishes.publish().expect("it publishes").next_step_changes(&delivery) {
        on(&session, &mut delivery).await;
    }
    assert!(wire.requests_to(Method::Post, POST).is_empty(), "nothing was posted before all was ready");
    let Step::Done(_) = step(&session, &delivery).await.unwrap() else { panic!("it is posted") };
    let sent = wire.requests_to(Method::Post, POST);
    let lectern_net::Payload::Form(fields) = &sent[0].payload else { panic!("a form") };
    let all = |name: &str| fields.iter().filter(|(key, _)| key == name).map(|(_, v)| v.as_str()).collect::<Vec<_>>();
    assert_eq!(all("media_ids[]"), ["81", "82"]);
    assert_eq!((all("visibility"), all("spoiler_text")), (vec!["private"], vec!["Loud animals"]));
    assert_eq!((all("sensitive"), all("language"), all("status")), (vec!["true"], vec!["en"], vec!["Story time"]));
    assert_eq!(header(&sent[0], "idempotency-key"), Some("0b1d-key"));
    assert_eq!(wire.requests_to(Method::Post, UPLOAD).len(), 2, "no picture went up twice");
}

#[tokio::test]
async fn the_point_to_keep_in_view_goes_with_the_picture() {
    let (wire, session) = at_work().await;
    wire.on(Method::Post, UPLOAD, json(200, uploaded("81", value!("https://files.example/81.png"))));
    let points =
        [(0, 0, "-1.000,1.000"), (1000, 1000, "1.000,-1.000"), (500, 500, "0.000,0.000"), (250, 900, "-0.500,-0.800")];
    let mut delivery = delivery("Story time");
    delivery.outgoing.media = points
        .iter()
        .map(|(x, y, _)| MediaRef { focus: Some(Focus { x: *x, y: *y }), ..picture("poster", "A poster") })
        .chain([picture("plain", "No point")])
        .collect();
    for _ in &delivery.outgoing.media.clone() {
        on(&session, &mut delivery).await;
    }
    let sent = wire.requests_to(Method::Post, UPLOAD);
    for (request, (_, _, told)) in sent.iter().zip(points) {
        assert_eq!(multipart_part(request, "focus").unwrap().bytes, told);
    }
    assert!(multipart_part(&sent[4], "focus").is_none(), "none is said where none was chosen");
}

#[tokio::test]
async fn a_server_without_the_newer_upload_takes_the_older_one() {
    let (wire, session) = at_work().await;
    wire.on(Method::Post, UPLOAD, only_status(404));
    wire.on(Method::Post, "/api/v1/media", json(200, uploaded("81", value!("https://files.example/81.png"))));
    let mut delivery = delivery("Story time");
    delivery.outgoing.media = vec![picture("poster", "A poster")];
    on(&session, &mut delivery).await;
    let sent = wire.requests_to(Method::Post, "/api/v1/media");
    assert_eq!(multipart_part(&sent[0], "description").unwrap().bytes, "A poster");
}

#[tokio::test]
async fn each_visibility_has_its_word_and_every_try_the_same_key() {
    let (wire, session) = at_work().await;
    wire.on(Method::Post, POST, json(200, status("501", "x")));
    let words = [
        (Visibility::Public, "public"),
        (Visibility::Unlisted, "unlisted"),
        (Visibility::Followers, "private"),
        (Visibility::Direct, "direct"),
    ];
    for (visibility, word) in words {
        let mut delivery = delivery("x");
        delivery.outgoing.visibility = visibility;
        let delivery = prepared(&session, delivery).await;
        wire.forget_requests();
        step(&session, &delivery).await.unwrap();
        step(&session, &delivery).await.unwrap();
        let sent = wire.requests_to(Method::Post, POST);
        assert_eq!(form_field(&sent[0], "visibility"), Some(word));
        assert!(sent.iter().all(|request| header(request, "idempotency-key") == Some("0b1d-key")));
        assert_eq!(form_field(&sent[0], "spoiler_text"), None);
    }
}

#[tokio::test]
async fn a_refusal_keeps_the_servers_words_and_says_whether_it_may_have_acted() {
    let (wire, session) = at_work().await;
    let delivery = prepared(&session, delivery("Story time")).await;
    let rejected = FailureKind::Rejected { field: None, limit: None };
    let said = |status: u16, words: &str| json(status, value!({ "error": words, "never_heard_of": null }));

    let too_long = "Validation failed: Text character limit of 777 exceeded";
    wire.once(Method::Post, POST, said(422, too_long));
    let failure = step(&session, &delivery).await.unwrap_err();
    assert_eq!((failure.what, failure.effect, failure.words.as_str()), (rejected, Effect::None, too_long));

    wire.once(Method::Post, POST, with_header("retry-after", "90", said(429, "Too many requests")));
    let failure = step(&session, &delivery).await.unwrap_err();
    let until = Some(session.now().plus_seconds(90));
    assert_eq!((failure.what, failure.effect), (FailureKind::RateLimited { until }, Effect::None));

    let reset = "2026-11-23T09:05:00.123456Z";
    wire.once(Method::Post, POST, with_header("x-ratelimit-reset", reset, said(429, "Too many requests")));
    let failure = step(&session, &delivery).await.unwrap_err();
    let until = Some(Timestamp(session.now().plus_seconds(300).0 + 123));
    assert_eq!((failure.what, failure.effect), (FailureKind::RateLimited { until }, Effect::None));

    // GoToSocial when it is overloaded.
    wire.once(Method::Post, POST, with_header("retry-after", "30", said(503, "server overloaded")));
    let failure = step(&session, &delivery).await.unwrap_err();
    let until = Some(session.now().plus_seconds(30));
    assert_eq!((failure.what, failure.effect), (FailureKind::RateLimited { until }, Effect::Maybe));

    for status in [500, 502, 504] {
        wire.once(Method::Post, POST, only_status(status));
        let failure = step(&session, &delivery).await.unwrap_err();
        assert_eq!((failure.what, failure.effect), (FailureKind::Server, Effect::Maybe), "{status}");
    }
    for (status, kind) in [(401, FailureKind::SignInNeeded), (403, FailureKind::Permission), (404, FailureKind::Gone)] {
        wire.once(Method::Post, POST, said(status, "No"));
        let failure = step(&session, &delivery).await.unwrap_err();
        assert_eq!((failure.what, failure.effect), (kind, Effect::None), "{status}");
    }
    wire.once(Method::Post, POST, cut_before());
    assert_eq!(step(&session, &delivery).await.unwrap_err().effect, Effect::None);
    for odd in [value!({}), value!([]), value!("made"), value!({ "id": null })] {
        wire.once(Method::Post, POST, json(200, odd));
        assert_eq!(step(&session, &delivery).await.unwrap_err().effect, Effect::Maybe, "it was acted on");
    }
}

#[tokio::test]
async fn pictures_that_the_server_threw_away_meanwhile_are_sent_again() {
    let (wire, session) = at_work().await;
    wire.on(Method::Post, UPLOAD, json(200, uploaded("81", value!("https://files.example/81.png"))));
    let mut delivery = delivery("Story time");
    delivery.outgoing.media = vec![picture("poster", "A poster")];
    on(&session, &mut delivery).await;
    on(&session, &mut delivery).await;
    wire.on(Method::Post, POST, json(422, value!({ "error": "Validation failed: media not found" })));
    assert!(step(&session, &delivery).await.is_err(), "they are young: the server means something else");
    wire.clock().advance(13 * 3600);
    on(&session, &mut delivery).await;
    on(&session, &mut delivery).await;
    assert_eq!(wire.requests_to(Method::Post, UPLOAD).len(), 2);
}

/// A delivery whose answer was lost.
async fn in_doubt(wire: &ScriptedWire, session: &Session, delivery: Delivery) -> Delivery {
    wire.once(Method::Post, POST, cut_after());
    let delivery = prepared(session, delivery).await;
    let failure = mastodon().publish().expect("it publishes").step(session, &delivery, &NoPictures).await.unwrap_err();
    assert_eq!(failure.effect, Effect::Maybe);
    delivery
}

async fn found(session: &Session, delivery: &Delivery) -> Result<Found, Failure> {
    mastodon().publish().expect("it publishes").find_published(session, delivery).await
}

fn written(id: &str, at: Timestamp, content: &str) -> Value {
    let mut one = status(id, content);
    one["created_at"] = value!(at.0 / 1000);
    one
}

#[tokio::test]
async fn what_was_never_sent_is_absent_without_a_question() {
    let (wire, session) = at_work().await;
    wire.forget_requests();
    assert_eq!(found(&session, &delivery("Story time")).await.unwrap(), Found::Absent);
    assert!(wire.requests().is_empty());
}

#[tokio::test]
async fn a_server_that_gives_short_pages_is_read_on_before_a_post_is_called_absent() {
    let (wire, session) = at_work().await;
    let delivery = in_doubt(&wire, &session, delivery("Story time")).await;
    let at = session.now().plus_seconds(2);
    // A server that never gives more than 20, asked for 40.
    let newer: Vec<Value> = (0..20).map(|n| written(&format!("9{n}"), at, "<p>Something else</p>")).collect();
    let more = |id: &str| format!("<https://social.example{OURS}?max_id={id}>; rel=\"next\"");
    wire.on(Method::Get, OURS, with_header("link", &more("900"), json(200, value!(newer))));
    wire.once(Method::Get, OURS, with_header("link", &more("900"), json(200, value!(newer))));
    wire.once(Method::Get, OURS, json(200, value!([written("501", at, "<p>Story time</p>")])));
    let Found::Found(published) = found(&session, &delivery).await.unwrap() else { panic!("it is on the second page") };
    assert_eq!(published.remote_id, "501");
    let asked = wire.requests_to(Method::Get, OURS);
    assert!(asked[1].url.query().unwrap().contains("max_id=900"), "{}", asked[1].url);
    assert!(asked.iter().all(|request| request.url.query().unwrap().contains("exclude_reblogs=true")));

    wire.once(Method::Get, OURS, with_header("link", &more("900"), json(200, value!(newer))));
    wire.once(Method::Get, OURS, with_header("link", &more("800"), json(200, value!([]))));
    assert_eq!(found(&session, &delivery).await.unwrap(), Found::Absent, "an empty page is the end");

    for id in ["a", "b", "c", "d", "e", "f", "g", "h"] {
        wire.once(Method::Get, OURS, with_header("link", &more(id), json(200, value!(newer))));
    }
    wire.forget_requests();
    assert_eq!(found(&session, &delivery).await.unwrap(), Found::CannotTell);
    assert!(wire.requests().len() < 8, "it is not read for ever");
}

#[tokio::test]
async fn another_post_with_the_same_words_is_not_taken_for_it() {
    let (wire, session) = at_work().await;
    let mut reply = delivery("Yes.");
    reply.outgoing.reply_to = Some(ReplyTo { remote_id: "400".to_owned(), remote_ref: Value::Null });
    let delivery = in_doubt(&wire, &session, reply).await;
    let at = session.now().plus_seconds(1);
    let good = {
        let mut one = written("60", at, "<p>Yes.</p>");
        one["in_reply_to_id"] = value!("400");
        one
    };
    let with = |name: &str, other: Value| {
        let mut one = good.clone();
        one[name] = other;
        one
    };
    let others = [
        with("in_reply_to_id", Value::Null),
        with("in_reply_to_id", value!("401")),
        with("spoiler_text", value!("Spoiler")),
        with("media_attachments", value!([{ "id": "5", "type": "image" }])),
        with("created_at", Value::Null),
        with("created_at", value!(at.plus_seconds(-60).0 / 1000)),
        with("content", value!("<p>No.</p>")),
        with("account", value!({ "id": "18", "acct": "other" })),
        with("reblog", status("1", "<p>Yes.</p>")),
    ];
    for other in others {
        wire.once(Method::Get, OURS, json(200, value!([other])));
        assert_eq!(found(&session, &delivery).await.unwrap(), Found::Absent, "{other}");
    }
    wire.once(Method::Get, OURS, json(200, value!([good])));
    assert!(matches!(found(&session, &delivery).await.unwrap(), Found::Found(_)));
}

#[tokio::test]
async fn a_server_that_cannot_be_asked_settles_nothing() {
    let (wire, session) = at_work().await;
    let delivery = in_doubt(&wire, &session, delivery("Story time")).await;
    wire.once(Method::Get, OURS, cut_before());
    wire.once(Method::Get, OURS, only_status(502));
    wire.once(Method::Get, OURS, lectern_testkit::text(200, "text/html", "<html>Back soon</html>"));
    for _ in 0..3 {
        assert!(found(&session, &delivery).await.is_err());
    }
}

#[tokio::test]
async fn a_private_post_is_absent_only_where_the_list_shows_private_posts() {
    for (flavour, outcome) in
        [("mastodon", Found::Absent), ("pleroma", Found::CannotTell), ("other", Found::CannotTell)]
    {
        let (wire, mut session) = at_work().await;
        session.account.facts["flavour"] = value!(flavour);
        let mut private = delivery("For you alone");
        private.outgoing.visibility = Visibility::Direct;
        let private = in_doubt(&wire, &session, private).await;
        wire.on(Method::Get, OURS, json(200, value!([])));
        assert_eq!(found(&session, &private).await.unwrap(), outcome, "{flavour}");
    }
}
