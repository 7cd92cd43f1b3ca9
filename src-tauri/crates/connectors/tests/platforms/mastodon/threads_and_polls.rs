//! A poll as the server takes it, and the parts of a thread, each in answer to the one before it.

use lectern_connectors::Step;
use lectern_model::{Poll, PollLimits, ReplyTo};
use lectern_net::Method;
use lectern_testkit::{ScriptedWire, form_field, json};
use serde_json::{Value, json as value};

use super::relatives::limits;
use super::{NoPictures, at_work, delivery, instance, mastodon, prepared, status};

const POST: &str = "/api/v1/statuses";

fn fields(wire: &ScriptedWire, name: &str) -> Vec<String> {
    let sent = wire.requests_to(Method::Post, POST);
    let lectern_net::Payload::Form(fields) = &sent.last().expect("it was sent").payload else { panic!("a form") };
    fields.iter().filter(|(field, _)| field == name).map(|(_, value)| value.clone()).collect()
}

#[tokio::test]
async fn a_poll_goes_with_its_post() {
    let (wire, session) = at_work().await;
    wire.on(Method::Post, POST, json(200, status("501", "<p>Which ones?</p>")));
    let mut asked = delivery("Which ones?");
    let options = vec!["Ducks ".to_owned(), "Dragons".to_owned()];
    asked.outgoing.poll = Some(Poll { options, several: true, lasts_seconds: 86_400 });
    let asked = prepared(&session, asked).await;
    let step = mastodon().publish().expect("it publishes").step(&session, &asked, &NoPictures).await.unwrap();
    assert!(matches!(step, Step::Done(_)));
    assert_eq!(fields(&wire, "poll[options][]"), ["Ducks", "Dragons"]);
    assert_eq!(fields(&wire, "poll[expires_in]"), ["86400"]);
    assert_eq!(fields(&wire, "poll[multiple]"), ["true"]);
    assert_eq!(fields(&wire, "status"), ["Which ones?"]);
}

#[tokio::test]
async fn what_a_server_says_of_polls_is_kept_to() {
    let mut newer = instance();
    newer["configuration"]["polls"] = value!({
        "max_options": 6, "max_characters_per_option": 40, "min_expiration": 600, "max_expiration": 604_800
    });
    let told =
        PollLimits { options_max: 6, option_chars_max: 40, shortest_s: 600, longest_s: 604_800, with_pictures: false };
    assert_eq!(limits(Some(newer.clone()), None).await.1.poll, Some(told));
    assert_eq!(limits(Some(instance()), None).await.1.poll, None, "it says nothing");
    newer["configuration"]["polls"] = value!({ "max_options": 4 });
    let stock = PollLimits {
        options_max: 4,
        option_chars_max: 50,
        shortest_s: 300,
        longest_s: 2_678_400,
        with_pictures: false,
    };
    assert_eq!(limits(Some(newer.clone()), None).await.1.poll, Some(stock));
    newer["configuration"]["polls"] = value!({ "max_options": 0 });
    assert_eq!(limits(Some(newer), None).await.1.poll, None);
    let pleroma = value!({
        "uri": "https://pleroma.example", "version": "2.7.2 (compatible; Pleroma 2.6.0)", "max_toot_chars": 5000,
        "poll_limits": { "max_options": 20, "max_option_chars": 200, "min_expiration": 0, "max_expiration": 31_536_000 }
    });
    let poll = limits(None, Some(pleroma)).await.1.poll.expect("it has polls");
    assert_eq!((poll.options_max, poll.option_chars_max, poll.shortest_s), (20, 200, 0));
}

#[tokio::test]
async fn a_later_part_answers_the_one_before_it_and_names_nobody_again() {
    let (wire, session) = at_work().await;
    let mut there = status("501", "<p>@dana Story time is back.</p>");
    there["mentions"] =
        value!([{ "id": "9", "username": "dana", "acct": "dana@other.example", "url": "https://other.example/@dana" }]);
    wire.on(Method::Get, "/api/v1/statuses/501", json(200, there));
    wire.on(Method::Post, POST, json(200, status("502", "<p>Bring a duck.</p>")));
    let connector = mastodon();
    let publish = connector.publish().expect("it publishes");
    let published = lectern_model::Published { remote_id: "501".to_owned(), url: None };
    let before = publish.read_back(&session, &published).await.unwrap();
    let mut next = delivery("Bring a duck.\n\n2/2");
    let remote_ref: Value = publish.thread_ref(&before.remote_ref);
    next.outgoing.reply_to = Some(ReplyTo { remote_id: before.remote_id, remote_ref });
    let next = prepared(&session, next).await;
    publish.step(&session, &next, &NoPictures).await.unwrap();
    let sent = wire.requests_to(Method::Post, POST);
    assert_eq!(form_field(&sent[0], "in_reply_to_id"), Some("501"));
    assert_eq!(form_field(&sent[0], "status"), Some("Bring a duck.\n\n2/2"));
}
