//! Records: the library's own copy of what it said, answered or removed, and how long it is kept.

use crate::{AccountId, HoldId, MediaHash, PlatformKey, RecordId, Timestamp, Visibility};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RecordKind {
    /// We published something.
    Published,
    /// We answered somebody.
    Answered,
    /// We changed what we had published.
    Changed,
    /// We deleted what we had published.
    Deleted,
    /// We hid what somebody wrote.
    Hidden,
    /// We showed it again.
    Restored,
    /// We removed what somebody wrote.
    Removed,
    /// We blocked somebody.
    Blocked,
    /// We ended a block.
    Unblocked,
    /// We kept a copy of what somebody wrote, in an emergency.
    Preserved,
    /// We report it to its platform: written before the platform is asked.
    Reported,
    /// What came of a report.
    ReportResult,
    /// A person overruled the privacy guard in a private channel.
    Overruled,
    /// A legal hold began.
    Held,
    /// A legal hold ended.
    Released,
    /// A record was put into another category.
    Filed,
    /// Records were disposed of.
    Disposed,
    /// Records were handed out.
    Exported,
}

/// The account that something happened on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecordAccount {
    /// The platform, as people call it.
    pub platform: String,
    /// The account's name on it.
    pub handle: String,
}

/// A picture of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecordMedia {
    /// Its bytes in the media folder; none: they were not here when the record was written.
    pub hash: Option<MediaHash>,
    /// Where it was. Empty: it was ours.
    #[serde(default)]
    pub url: String,
    /// Its description. Empty: none.
    #[serde(default)]
    pub description: String,
}

/// What somebody said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct RecordWords {
    /// Who said it, as they call themselves. Empty: we did.
    pub author: String,
    /// Their handle.
    pub handle: String,
    /// The words.
    pub text: String,
    /// Content warning. Empty: none.
    pub content_warning: String,
    /// Who may see it.
    pub visibility: Visibility,
    /// When it was written; none: when the record was.
    pub written_at: Option<Timestamp>,
    /// The platform's id for it. Empty: not known.
    pub remote_id: String,
    /// Its page.
    pub url: Option<String>,
    /// Pictures, in order.
    pub media: Vec<RecordMedia>,
}

/// Why something was done.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct RecordReason {
    /// The clause of the posted policy, or the authority. Empty: none.
    pub clause: String,
    /// The words at issue. Empty: none.
    pub quoted: String,
    /// What the person noted.
    pub note: String,
    /// Who else agreed. Empty: nobody was asked. Then it is not written, so that older records stay what they are.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>", optional)]
    pub agreed: String,
}

/// What a record says. Once disposed of, it is gone; its place in the log stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct RecordBody {
    /// Random, so that what was disposed of cannot be guessed from its digest.
    pub salt: String,
    /// The account; none: it concerns the log itself.
    pub account: Option<RecordAccount>,
    /// The words in question.
    pub words: RecordWords,
    /// What was there before: the message we answered, or our text before we changed it.
    pub context: Vec<RecordWords>,
    /// Why.
    pub reason: RecordReason,
    /// Records that it is about.
    pub about: Vec<RecordId>,
    /// SHA-256 of the list of files that were handed out. Empty: none were.
    pub sealed: String,
}

/// Which records.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct RecordQuery {
    /// With all of these words. Empty: any.
    pub words: String,
    /// Not before this moment.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub until: Option<Timestamp>,
    /// Of these accounts. Empty: of all.
    pub accounts: Vec<AccountId>,
    /// Of this category. Empty: of all.
    pub category: String,
    /// Of these kinds. Empty: of all.
    pub kinds: Vec<RecordKind>,
    /// Older than this one; none: from the newest.
    pub before: Option<RecordId>,
    /// How many at most; 0: the usual number.
    pub limit: u32,
}

/// A record in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecordView {
    /// Its number in the log.
    pub id: RecordId,
    /// When it was written.
    pub at: Timestamp,
    /// What happened.
    pub kind: RecordKind,
    /// The key of its category.
    pub category: String,
    /// The account; none: it concerns the log itself.
    pub account: Option<AccountId>,
    /// Its platform.
    pub platform: Option<PlatformKey>,
    /// The account's name.
    pub handle: String,
    /// Who said it. Empty: we did.
    pub author: String,
    /// How it begins. Empty: nothing was said.
    pub snippet: String,
    /// It was meant for the people named in it only.
    pub private: bool,
    /// A legal hold keeps it.
    pub held: bool,
    /// When its time is over; none: it is kept for good.
    pub due_at: Option<Timestamp>,
    /// When its content was disposed of.
    pub disposed_at: Option<Timestamp>,
}

/// A page of the log, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecordPage {
    /// They.
    pub records: Vec<RecordView>,
    /// Where the next page begins; none: that was all.
    pub next: Option<RecordId>,
    /// How many there are of this query.
    pub count: u32,
    /// How many there are in the whole log.
    pub all: u32,
}

/// One record, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecordDetails {
    /// Its line.
    pub view: RecordView,
    /// What it says; none: disposed of.
    pub body: Option<RecordBody>,
    /// Its hash in the chain.
    pub hash: String,
    /// Numbers of cards and PINs are covered in its note.
    pub note_covered: bool,
}

/// A kind of record and how long it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecordCategory {
    /// Its key. Empty: a new one.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// Years it is kept; none: for good.
    pub years: Option<u32>,
    /// The law, rule or decision that says so. Empty: none was given.
    pub authority: String,
    /// A note.
    pub note: String,
    /// How many records it has.
    #[serde(default)]
    pub records: u32,
}

/// What must stay for now, whatever its time says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LegalHold {
    /// Its number.
    pub id: HoldId,
    /// Why.
    pub reason: String,
    /// Only this account; none: all.
    pub account: Option<AccountId>,
    /// Not before this moment.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub until: Option<Timestamp>,
    /// When it began.
    pub begun_at: Timestamp,
    /// When it ended; none: it holds.
    pub ended_at: Option<Timestamp>,
}

/// Records of one category whose time is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DisposalGroup {
    /// The category.
    pub category: RecordCategory,
    /// Its records, oldest first.
    pub records: Vec<RecordView>,
}

/// What is due for disposal: a proposal that a person looks at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DisposalList {
    /// By category.
    pub groups: Vec<DisposalGroup>,
    /// How many would be due but are held.
    pub held: u32,
    /// More are due than are shown.
    pub more: bool,
}

/// How long what comes in by an account stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Retention {
    /// The account.
    pub account: AccountId,
    /// Its name.
    pub handle: String,
    /// Its platform.
    pub platform: PlatformKey,
    /// Days the library set.
    pub days: u32,
    /// The most that the platform allows; none: it says nothing.
    pub platform_days: Option<u32>,
    /// Days that count: the shorter of the two.
    pub counts: u32,
    /// How many things that came in are here.
    pub items: u32,
}

/// A request for records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RecordsRequest {
    /// Who asked, or the number of the request. Empty: not told.
    pub name: String,
    /// With all of these words. Empty: any.
    pub words: String,
    /// Not before this moment.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub until: Option<Timestamp>,
    /// Of these accounts. Empty: of all.
    pub accounts: Vec<AccountId>,
    /// Private messages too.
    pub private: bool,
    /// Patrons' details are masked.
    pub mask: bool,
}

/// What a request would hand out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RequestPreview {
    /// Records.
    pub records: u32,
    /// Of these, changed by masking.
    pub masked: u32,
    /// Records that fit but are private and stay out.
    pub left_out: u32,
    /// Pictures.
    pub media: u32,
    /// Records that fit but whose content was disposed of.
    pub disposed: u32,
    /// The first few, as they would be handed out.
    pub sample: Vec<RequestSample>,
}

/// A record as it would be handed out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RequestSample {
    /// Its number.
    pub id: RecordId,
    /// When it was written.
    pub at: Timestamp,
    /// What happened.
    pub kind: RecordKind,
    /// How it begins.
    pub snippet: String,
    /// Something in it is masked.
    pub masked: bool,
}

/// What was handed out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RequestDone {
    /// False: the person changed their mind, and nothing was written.
    pub done: bool,
    /// Records in it.
    pub records: u32,
    /// The last hash of the log: who checks the file compares it.
    pub head: String,
}

/// What came of checking the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LogCheck {
    /// Records looked at.
    pub records: u32,
    /// The first one that is not as it was written; none: all are.
    pub bad: Option<RecordId>,
    /// What is wrong with it. Empty: nothing.
    pub words: String,
    /// The last hash of the log.
    pub head: String,
}
