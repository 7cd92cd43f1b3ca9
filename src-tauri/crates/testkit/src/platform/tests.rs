use super::*;
use crate::{MemoryKeeper, ScriptedWire, account, session};
use lectern_connectors::IncomingKind;
use lectern_connectors::{FeedAt, MediaBytes, Step};
use lectern_model::{
    AccountId, Delivery, DeliveryId, DeliveryState, DraftId, Effect, Found, MediaHash, Outgoing, Published, ReplyTo,
    Timestamp, Visibility,
};
use serde_json::Value;

struct NoPictures;

#[async_trait::async_trait]
impl MediaBytes for NoPictures {
    async fn read(&self, _hash: &MediaHash) -> Result<bytes::Bytes, Failure> {
        Ok(bytes::Bytes::from_static(b"picture"))
    }
}

fn desk() -> (Arc<ScriptedPlatform>, Session) {
    let clock = ManualClock::new();
    let platform = ScriptedPlatform::new(&clock);
    let signed_in = platform.signed_in("library");
    let keeper = MemoryKeeper::holding(signed_in.credentials.as_ref().unwrap().reveal());
    let wire = ScriptedWire::with_clock(&clock).wire();
    (platform, session(account("scripted", &signed_in), &wire, &clock, keeper))
}

fn delivery(platform: &ScriptedPlatform, key: &str) -> Delivery {
    Delivery {
        id: DeliveryId(1),
        key: key.to_owned(),
        draft: DraftId(1),
        account: AccountId(1),
        outgoing: Outgoing {
            text: "Story time".to_owned(),
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
        minted: platform.mint(Timestamp(0)),
        progress: Value::Null,
        attempts: 0,
        queued_at: Timestamp(0),
        conversation: None,
        scheduled: false,
        never_after: None,
        after: None,
        kind: lectern_model::DeliveryKind::Post,
        of: None,
    }
}

async fn step(platform: &ScriptedPlatform, session: &Session, delivery: &Delivery) -> Result<Step, Failure> {
    Publish::step(platform, session, delivery, &NoPictures).await
}

#[tokio::test]
async fn the_feed_pages_to_the_end_and_then_says_unchanged() {
    let (platform, session) = desk();
    platform.add_posts(45);
    let mut seen = Vec::new();
    let first = Feed::page(&*platform, &session, FeedAt::default()).await.unwrap();
    let mut next = first.older.clone();
    seen.extend(first.posts);
    while let Some(page) = next {
        let batch = Feed::page(&*platform, &session, FeedAt { page: Some(page), memo: Value::Null }).await.unwrap();
        seen.extend(batch.posts);
        next = batch.older;
    }
    assert_eq!(seen.len(), 45);
    assert!(seen.windows(2).all(|pair| pair[0].created_at > pair[1].created_at));
    assert!(Feed::page(&*platform, &session, FeedAt { page: None, memo: first.memo }).await.unwrap().unchanged);
}

#[tokio::test]
async fn a_post_cut_after_it_was_taken_is_found() {
    let (platform, session) = desk();
    let delivery = delivery(&platform, "key-1");
    platform.fault(Operation::Step, Fault::CutBefore);
    platform.fault(Operation::Step, Fault::CutAfter);
    assert_eq!(step(&platform, &session, &delivery).await.unwrap_err().effect, Effect::None);
    assert_eq!(platform.find_published(&session, &delivery).await.unwrap(), Found::Absent);
    assert_eq!(step(&platform, &session, &delivery).await.unwrap_err().effect, Effect::Maybe);
    assert!(matches!(platform.find_published(&session, &delivery).await.unwrap(), Found::Found(_)));
    assert_eq!((platform.posts_with_key("key-1"), platform.calls(Operation::Step)), (1, 2));
}

#[tokio::test]
async fn idempotency_is_as_scripted() {
    for (idempotency, posts) in [(Idempotency::None, 2), (Idempotency::Key, 1), (Idempotency::Minted, 1)] {
        let (platform, session) = desk();
        platform.idempotency(idempotency);
        let delivery = delivery(&platform, "key-2");
        assert!(step(&platform, &session, &delivery).await.is_ok());
        let second = step(&platform, &session, &delivery).await;
        assert_eq!(second.is_err(), idempotency == Idempotency::Minted);
        assert_eq!(platform.posts_with_key("key-2"), posts, "{idempotency:?}");
    }
}

#[tokio::test]
async fn only_the_last_of_several_steps_changes_anything() {
    let (platform, session) = desk();
    platform.steps(3);
    let mut delivery = delivery(&platform, "key-3");
    for changes in [false, false, true] {
        assert_eq!(platform.next_step_changes(&delivery), changes);
        match step(&platform, &session, &delivery).await.unwrap() {
            Step::Continue(progress) => delivery.progress = progress,
            other => assert!(changes && matches!(other, Step::Done(_))),
        }
    }
    assert_eq!(platform.published().len(), 1);
}

#[tokio::test]
async fn a_reply_joins_the_conversation_and_a_revoked_sign_in_is_said() {
    let (platform, session) = desk();
    let question = platform.incoming(IncomingKind::Mention, "patron", "When do you open?");
    let asked = Inbox::page(&*platform, &session, None).await.unwrap().items.remove(0);
    let mut reply = delivery(&platform, "key-4");
    reply.outgoing.reply_to = Some(ReplyTo { remote_id: question.clone(), remote_ref: asked.post.remote_ref.clone() });
    step(&platform, &session, &reply).await.unwrap();
    let thread = platform.thread(&session, &asked.post).await.unwrap();
    assert_eq!(thread.iter().map(|message| message.ours).collect::<Vec<_>>(), [false, true]);
    platform.revoke_sign_ins();
    let refused = platform.read_back(&session, &Published { remote_id: question, url: None }).await.unwrap_err();
    assert_eq!(refused.what, FailureKind::SignInNeeded);
}

#[tokio::test]
async fn the_stream_wakes_whoever_waits() {
    let (platform, session) = desk();
    assert!(!platform.wait_for_news(&session).await.unwrap());
    platform.streaming(true);
    assert!(platform.wait_for_news(&session).await.unwrap());
    platform.incoming(IncomingKind::Mention, "patron", "Hello");
    assert!(platform.wait_for_news(&session).await.unwrap());
    let (outcome, ()) = tokio::join!(platform.wait_for_news(&session), async { platform.cut_streams() });
    assert!(outcome.is_err());
}
