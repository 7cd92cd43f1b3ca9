//! A day at the practice desk.

use lectern_connectors::{
    Connector, FeedAt, Inbox, Incoming, IncomingKind, MediaBytes, Publish, Session, SignedIn, Step, practice,
};
use lectern_model::{
    AccountId, Delivery, DeliveryId, DeliveryState, DraftId, Failure, Found, IncomingPost, MediaHash, Outgoing,
    Published, ReplyTo, Timestamp, Visibility,
};
use lectern_testkit::{ManualClock, MemoryKeeper, ScriptedWire, account, session};
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

struct NoPictures;

#[async_trait::async_trait]
impl MediaBytes for NoPictures {
    async fn read(&self, _hash: &MediaHash) -> Result<bytes::Bytes, Failure> {
        Ok(bytes::Bytes::new())
    }
}

struct Desk {
    connector: Arc<dyn Connector>,
    clock: Arc<ManualClock>,
    script: Arc<ScriptedWire>,
    session: Session,
}

async fn open(clock: &Arc<ManualClock>) -> Desk {
    let connector = practice::connector();
    let script = ScriptedWire::with_clock(clock);
    let mut sign_in = connector.sign_in().begin(&script.wire(), &script.now_fn(), None).await.unwrap();
    let done: SignedIn = sign_in.answer(BTreeMap::new()).await.unwrap().unwrap();
    let session = session(account("practice", &done), &script.wire(), clock, MemoryKeeper::empty());
    Desk { connector, clock: Arc::clone(clock), script, session }
}

impl Desk {
    fn inbox(&self) -> &dyn Inbox {
        self.connector.inbox().unwrap()
    }

    fn publish(&self) -> &dyn Publish {
        self.connector.publish().unwrap()
    }

    async fn items(&self) -> Vec<Incoming> {
        self.inbox().page(&self.session, None).await.unwrap().items
    }

    async fn feed(&self) -> Vec<IncomingPost> {
        let feed = self.connector.feed().unwrap();
        let (mut posts, mut page) = (Vec::new(), None);
        loop {
            let batch = feed.page(&self.session, FeedAt { page, memo: Value::Null }).await.unwrap();
            posts.extend(batch.posts);
            page = batch.older;
            if page.is_none() {
                return posts;
            }
        }
    }

    fn delivery(&self, text: &str, answers: Option<&IncomingPost>) -> Delivery {
        Delivery {
            id: DeliveryId(1),
            key: format!("key of {text}"),
            draft: DraftId(1),
            account: AccountId(1),
            outgoing: Outgoing {
                text: text.to_owned(),
                language: "en".to_owned(),
                content_warning: String::new(),
                visibility: Visibility::Public,
                media: Vec::new(),
                card: None,
                reply_to: answers
                    .map(|post| ReplyTo { remote_id: post.remote_id.clone(), remote_ref: post.remote_ref.clone() }),
                poll: None,
                part: None,
            },
            state: DeliveryState::Due,
            minted: self.publish().mint(Timestamp(0)),
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

    async fn send(&self, delivery: &Delivery) -> Published {
        match self.publish().step(&self.session, delivery, &NoPictures).await.unwrap() {
            Step::Done(published) => published,
            other => panic!("one step is enough: {other:?}"),
        }
    }
}

#[tokio::test]
async fn the_desk_is_full_when_it_opens_and_the_wire_is_never_touched() {
    let desk = open(&ManualClock::new()).await;
    let (posts, items) = (desk.feed().await, desk.items().await);
    assert_eq!((posts.len(), items.len()), (14, 5));
    assert!(posts.windows(2).all(|pair| pair[0].created_at >= pair[1].created_at));
    let ids: HashSet<&str> = posts.iter().map(|post| post.remote_id.as_str()).collect();
    assert_eq!(ids.len(), posts.len());
    assert!(items.iter().any(|item| item.kind == IncomingKind::Direct && item.post.visibility == Visibility::Direct));
    assert!(desk.script.requests().is_empty());
}

#[tokio::test]
async fn questions_come_every_quarter_of_an_hour_and_then_it_stays_quiet() {
    let clock = ManualClock::new();
    let desk = open(&clock).await;
    for waiting in [6, 7, 8, 9, 10, 11, 12, 12, 12] {
        clock.advance(15 * 60);
        assert_eq!(desk.items().await.len(), waiting);
    }
    clock.advance(30 * 86_400);
    assert_eq!((desk.items().await.len(), desk.feed().await.len()), (12, 18));
}

#[tokio::test]
async fn a_post_is_there_once_and_answered_after_two_minutes() {
    let desk = open(&ManualClock::new()).await;
    let delivery = desk.delivery("Story time moves to ten", None);
    assert_eq!(desk.publish().find_published(&desk.session, &delivery).await.unwrap(), Found::Absent);
    let published = desk.send(&delivery).await;
    assert_eq!(desk.send(&delivery).await, published, "the same step again makes no second post");
    assert_eq!(desk.publish().find_published(&desk.session, &delivery).await.unwrap(), Found::Found(published.clone()));
    let ours = |posts: &[IncomingPost]| posts.iter().filter(|post| post.remote_id == published.remote_id).count();
    assert_eq!(ours(&desk.feed().await), 1);
    assert_eq!(desk.items().await.len(), 5);
    desk.clock.advance(119);
    assert_eq!(desk.items().await.len(), 5);
    desk.clock.advance(1);
    let answer = desk.items().await.remove(0);
    assert_eq!((answer.kind, answer.conversation.as_str()), (IncomingKind::Reply, published.remote_id.as_str()));
    let thread = desk.inbox().thread(&desk.session, &answer.post).await.unwrap();
    assert_eq!(thread.iter().map(|item| item.ours).collect::<Vec<_>>(), [true, false]);
    let read_back = desk.publish().read_back(&desk.session, &published).await.unwrap();
    assert_eq!(read_back.author.remote_id, desk.session.account.remote_id);
    desk.publish().delete(&desk.session, &published).await.unwrap();
    desk.publish().delete(&desk.session, &published).await.unwrap();
    assert_eq!(ours(&desk.feed().await), 0);
    assert!(desk.publish().read_back(&desk.session, &published).await.is_err());
}

#[tokio::test]
async fn a_reply_is_thanked_for_once_in_its_conversation() {
    let desk = open(&ManualClock::new()).await;
    let asked = desk.items().await.into_iter().find(|item| item.kind == IncomingKind::Direct).unwrap();
    desk.send(&desk.delivery("Bring a letter with your new address.", Some(&asked.post))).await;
    desk.clock.advance(90);
    let thread = desk.inbox().thread(&desk.session, &asked.post).await.unwrap();
    assert_eq!(thread.iter().map(|item| item.ours).collect::<Vec<_>>(), [false, true, false]);
    let thanks = thread.last().unwrap();
    assert_eq!(thanks.post.author, asked.post.author);
    assert_eq!((thanks.kind, thanks.post.visibility), (IncomingKind::Direct, Visibility::Direct));
    desk.send(&desk.delivery("You are welcome.", Some(&thanks.post))).await;
    desk.send(&desk.delivery("One more thing.", Some(&asked.post))).await;
    desk.clock.advance(600);
    let thread = desk.inbox().thread(&desk.session, &asked.post).await.unwrap();
    assert_eq!(thread.iter().filter(|item| !item.ours).count(), 2, "nobody thanks for ever");
    assert!(desk.feed().await.iter().all(|post| post.reply_to.is_none()), "replies are not in the feed");
}

#[tokio::test]
async fn the_feed_says_unchanged_until_something_changes() {
    let desk = open(&ManualClock::new()).await;
    let feed = desk.connector.feed().unwrap();
    let first = feed.page(&desk.session, FeedAt::default()).await.unwrap();
    let again = FeedAt { page: None, memo: first.memo };
    assert!(feed.page(&desk.session, again.clone()).await.unwrap().unchanged);
    let liked = &first.posts[0];
    let react = desk.connector.react().unwrap();
    react.like(&desk.session, &liked.remote_id, &liked.remote_ref, true).await.unwrap();
    let after = feed.page(&desk.session, again).await.unwrap();
    assert!(!after.unchanged && after.posts[0].liked);
    assert_eq!(after.posts[0].counts.likes, liked.counts.likes + 1);
    react.like(&desk.session, &liked.remote_id, &liked.remote_ref, false).await.unwrap();
    let back = feed.page(&desk.session, FeedAt::default()).await.unwrap();
    assert_eq!(back.posts[0].counts.likes, liked.counts.likes);
}

#[tokio::test]
async fn two_desks_do_not_hear_each_other_and_a_new_sign_in_keeps_the_desk() {
    let clock = ManualClock::new();
    let (one, two) = (open(&clock).await, open(&clock).await);
    one.send(&one.delivery("Only here", None)).await;
    assert_eq!((one.feed().await.len(), two.feed().await.len()), (15, 14));
    clock.advance(3600);
    let again = Some(&one.session.account);
    let mut sign_in = one.connector.sign_in().begin(&one.script.wire(), &one.script.now_fn(), again).await.unwrap();
    let done = sign_in.answer(BTreeMap::new()).await.unwrap().unwrap();
    assert_eq!(
        (done.remote_id, done.facts),
        (one.session.account.remote_id.clone(), one.session.account.facts.clone())
    );
}
