//! What a platform can be asked. Each part is a trait; a connector returns those it has.

use crate::{Blocking, Moderation, Reporting, Schedule, Session, SubscriptionList};
use async_trait::async_trait;
use lectern_model::{
    Account, Delivery, Failure, Found, IncomingPost, Limits, MediaHash, Outgoing, PlatformView, Published, Secret,
    SignInStep, Timestamp,
};
use lectern_net::{Now, Source, Wire};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A platform.
pub trait Connector: Send + Sync {
    /// Name, mark, notes. `parts` is filled from the methods below by the caller.
    fn describe(&self) -> PlatformView;

    /// Sign-in. Every platform has one, even if it asks nothing.
    fn sign_in(&self) -> &dyn SignIn;

    /// Its feed.
    fn feed(&self) -> Option<&dyn Feed> {
        None
    }

    /// Its conversations.
    fn inbox(&self) -> Option<&dyn Inbox> {
        None
    }

    /// Publishing.
    fn publish(&self) -> Option<&dyn Publish> {
        None
    }

    /// Days for which its rules let others' words be kept at most; none: they say nothing.
    fn keeps_at_most(&self) -> Option<u32> {
        None
    }

    /// Changing what an account with these facts published.
    fn edit(&self, facts: &Value) -> Option<&dyn Edit> {
        let _ = facts;
        None
    }

    /// Holding posts until their time, for an account with these facts.
    fn schedule(&self, facts: &Value) -> Option<&dyn Schedule> {
        let _ = facts;
        None
    }

    /// Hiding what others write to an account with these facts.
    fn moderation(&self, facts: &Value) -> Option<&dyn Moderation> {
        let _ = facts;
        None
    }

    /// Blocking those who write to an account with these facts.
    fn blocking(&self, facts: &Value) -> Option<&dyn Blocking> {
        let _ = facts;
        None
    }

    /// Reporting what others write to an account with these facts.
    fn reporting(&self, facts: &Value) -> Option<&dyn Reporting> {
        let _ = facts;
        None
    }

    /// Likes and boosts.
    fn react(&self) -> Option<&dyn React> {
        None
    }

    /// Lists of subscriptions that other programs read and write, where accounts are feeds one follows.
    fn list_format(&self) -> Option<&dyn SubscriptionList> {
        None
    }
}

/// The outcome of a sign-in: what the engine stores (account) and what it gives the keychain (credentials).
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The platform's never changing id for the account.
    pub remote_id: String,
    /// What people know it by.
    pub handle: String,
    /// Display name.
    pub name: String,
    /// Base address of its server.
    pub server: String,
    /// Facts to keep with the account. No secrets.
    pub facts: Value,
    /// Its picture.
    pub avatar_url: Option<String>,
    /// When this sign-in lapses, where known.
    pub lapses_at: Option<Timestamp>,
    /// For the keychain alone; none where there is nothing to keep.
    pub credentials: Option<Secret>,
}

/// A sign-in under way.
#[async_trait]
pub trait BeginSignIn: Send {
    /// What to show now. `ticket` is filled in by the engine.
    fn step(&self) -> SignInStep;

    /// The person filled in the fields of the step shown.
    ///
    /// # Errors
    /// A failure ends nothing: the same step can be answered again.
    async fn answer(&mut self, fields: BTreeMap<String, String>) -> Result<Option<SignedIn>, Failure>;

    /// Waits for the browser to come back; pending for ever where the step shown expects no browser. Cancel-safe:
    /// the engine drops the future when fields are answered instead or the person cancels.
    ///
    /// # Errors
    /// The platform refused, or nobody came in time.
    async fn browser(&mut self) -> Result<SignedIn, Failure>;

    /// The group the person put it in (`Account::group`), asked for once it is done. Empty: none.
    fn group(&self) -> String {
        String::new()
    }
}

/// Signing in.
#[async_trait]
pub trait SignIn: Send + Sync {
    /// Begins. `again` is the account whose sign-in lapsed, so that its server and handle need not be typed again.
    ///
    /// # Errors
    /// Only when not even a first question can be asked.
    async fn begin(&self, wire: &Wire, now: &Now, again: Option<&Account>) -> Result<Box<dyn BeginSignIn>, Failure>;

    /// Tells the platform that this sign-in ends. Best effort; the account is removed here whatever it answers.
    ///
    /// # Errors
    /// The exchange failed.
    async fn sign_out(&self, session: &Session) -> Result<(), Failure> {
        let _ = session;
        Ok(())
    }

    /// Reads the account's facts again (limits, names) and returns it as it should be stored.
    ///
    /// # Errors
    /// The exchange failed; the stored facts stay.
    async fn refresh(&self, session: &Session) -> Result<Account, Failure> {
        Ok(session.account.clone())
    }
}

/// Where to read a feed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FeedAt {
    /// The connector's cursor for older posts; none: the newest page.
    pub page: Option<String>,
    /// What the last newest page left (for example `ETag`); opaque above connectors.
    pub memo: Value,
}

/// One page of a feed, newest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FeedBatch {
    /// The posts.
    pub posts: Vec<IncomingPost>,
    /// Cursor for the page below; none: that was all.
    pub older: Option<String>,
    /// To be given back with the next newest page. `Null`: keep the last one.
    pub memo: Value,
    /// The server said that nothing changed.
    pub unchanged: bool,
    /// Earliest moment the server wants to be asked again.
    pub not_before: Option<Timestamp>,
}

/// A feed to read.
#[async_trait]
pub trait Feed: Send + Sync {
    /// Reads one page. Changes nothing on the platform.
    ///
    /// # Errors
    /// The exchange failed.
    async fn page(&self, session: &Session, at: FeedAt) -> Result<FeedBatch, Failure>;

    /// Seconds between two looks while the window is open; the engine adds jitter and backs off.
    fn every(&self) -> u32;
}

/// Why something arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IncomingKind {
    /// Somebody named us.
    Mention,
    /// Somebody answered our post.
    Reply,
    /// Somebody wrote to us alone.
    Direct,
}

/// One thing for the inbox.
#[derive(Debug, Clone, PartialEq)]
pub struct Incoming {
    /// Why it arrived.
    pub kind: IncomingKind,
    /// Groups messages of one conversation within the account (root post, or conversation id).
    pub conversation: String,
    /// The message.
    pub post: IncomingPost,
    /// Whether we wrote it (our side of a private conversation, or a reply sent elsewhere).
    pub ours: bool,
    /// The platform says that the post it answers was deleted. Not known: false.
    pub parent_deleted: bool,
}

/// One page of the inbox.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InboxBatch {
    /// What arrived, newest first.
    pub items: Vec<Incoming>,
    /// Cursor for the page below; none: that was all.
    pub older: Option<String>,
}

/// Conversations.
#[async_trait]
pub trait Inbox: Send + Sync {
    /// Reads one page of what involves us: the newest, or below a cursor.
    ///
    /// # Errors
    /// The exchange failed.
    async fn page(&self, session: &Session, cursor: Option<&str>) -> Result<InboxBatch, Failure>;

    /// Reads the thread around a message (what it answers and what answers it), oldest first. `ours` is set on posts of
    /// this account.
    ///
    /// # Errors
    /// The exchange failed.
    async fn thread(&self, session: &Session, post: &IncomingPost) -> Result<Vec<Incoming>, Failure>;

    /// Stays until something may have arrived (feed or inbox), by the platform's stream. `Ok(false)`: this server has no
    /// stream, poll. Dropping the future closes the stream.
    ///
    /// # Errors
    /// The stream was cut; poll, and try again later.
    async fn wait_for_news(&self, session: &Session) -> Result<bool, Failure> {
        let _ = session;
        Ok(false)
    }

    /// Seconds between two looks while no stream is open.
    fn every(&self) -> u32;
}

/// Hands the bytes of pictures, videos and captions to a connector.
#[async_trait]
pub trait MediaBytes: Send + Sync {
    /// Reads them from the media folder.
    ///
    /// # Errors
    /// The file is gone or unreadable.
    async fn read(&self, hash: &MediaHash) -> Result<bytes::Bytes, Failure>;

    /// Opens a file that is too large to be in memory whole: it is read while it is sent.
    ///
    /// # Errors
    /// The file is gone or unreadable.
    async fn open(&self, hash: &MediaHash) -> Result<Arc<dyn Source>, Failure> {
        Ok(Arc::new(self.read(hash).await?))
    }
}

/// What one step of publishing came to.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// Go on with this progress, which is stored first.
    Continue(Value),
    /// Go on with this progress, not before a moment.
    Wait {
        /// Progress to store.
        progress: Value,
        /// When to go on.
        until: Timestamp,
    },
    /// The platform has it.
    Done(Published),
}

/// Publishing.
#[async_trait]
pub trait Publish: Send + Sync {
    /// What this account's platform accepts, from its facts.
    fn limits(&self, account: &Account) -> Limits;

    /// A text as it goes out in answer to the post with this `remote_ref`: some platforms put the names of those who are
    /// answered before it. Pure; what is given back stays as it is when it is asked about again.
    fn answer_text(&self, account: &Account, text: &str, remote_ref: &Value) -> String {
        let _ = (account, remote_ref);
        text.to_owned()
    }

    /// The `remote_ref` of a post of ours as the next part of its thread answers it. Pure.
    fn thread_ref(&self, remote_ref: &Value) -> Value {
        remote_ref.clone()
    }

    /// What must be fixed when the draft is queued (for example a record key). Pure but for chance and the clock.
    fn mint(&self, now: Timestamp) -> Value;

    /// Whether the next step changes anything that others can see. Asked BEFORE the step runs: only then can a crash
    /// inside it leave the delivery in doubt. Uploading a picture that nobody sees yet does not.
    fn next_step_changes(&self, delivery: &Delivery) -> bool;

    /// Does the next step; `delivery.progress` says which. Each step makes at most one changing request.
    ///
    /// # Errors
    /// A failure, with its effect set by `net`.
    async fn step(&self, session: &Session, delivery: &Delivery, media: &dyn MediaBytes) -> Result<Step, Failure>;

    /// Looks whether a delivery in doubt is on the platform.
    ///
    /// # Errors
    /// It could not be asked now; asked again later.
    async fn find_published(&self, session: &Session, delivery: &Delivery) -> Result<Found, Failure>;

    /// Deletes a post of ours. Deleting what is gone already is no failure.
    ///
    /// # Errors
    /// The exchange failed.
    async fn delete(&self, session: &Session, published: &Published) -> Result<(), Failure>;

    /// Reads a post of ours back, for delivery proof and for the library's own timeline.
    ///
    /// # Errors
    /// The exchange failed, or it is gone.
    async fn read_back(&self, session: &Session, published: &Published) -> Result<IncomingPost, Failure>;

    /// Whether this platform makes link cards from our data (else it makes its own).
    fn wants_card(&self) -> bool;
}

/// Changing what was published.
#[async_trait]
pub trait Edit: Send + Sync {
    /// Puts this text and these descriptions in place of what is there. Pictures stay, in their order. Done twice it
    /// comes to the same.
    ///
    /// # Errors
    /// The exchange failed, or it is gone.
    async fn edit(&self, session: &Session, published: &Published, outgoing: &Outgoing) -> Result<(), Failure>;
}

/// Likes and boosts.
#[async_trait]
pub trait React: Send + Sync {
    /// Likes a post, or takes it back. `remote_ref` is the post's own; returns the one to store.
    ///
    /// # Errors
    /// The exchange failed.
    async fn like(&self, session: &Session, remote_id: &str, remote_ref: &Value, on: bool) -> Result<Value, Failure>;

    /// Boosts a post, or takes it back.
    ///
    /// # Errors
    /// The exchange failed.
    async fn boost(&self, session: &Session, remote_id: &str, remote_ref: &Value, on: bool) -> Result<Value, Failure>;
}
