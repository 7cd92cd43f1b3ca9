//! True emergencies: a threat that one must believe, sexual material of a child, private details spread to harm
//! somebody. A person does each step; nothing happens by itself.
//!
//! ```text
//! nothing ──one press──▶ kept: a copy in the log of records, no platform called   (this fails: nothing can be reported)
//! kept ──one press──▶ "reported" on record, and in doubt   (this fails: the platform is never called)
//! in doubt ──the platform took it──▶ reported   │ it refused ─▶ refused   │ not certain: it stays in doubt
//! ```
//!
//! No platform tells what it was reported, so that a report in doubt cannot be looked up. It is said to be in doubt,
//! and only a person sends it again.
//!
//! Of sexual material of a child the words alone are kept and no picture is fetched or copied, neither here nor when
//! the message is hidden later: holding such a picture can itself be an offence.

use super::Inbox;
use super::at_issue::{noted, patiently};
use crate::points;
use lectern_checks::privacy::masked;
use lectern_connectors::{Reported, Reporting, Session};
use lectern_core::records::{NewRecord, append, words_of};
use lectern_model::{
    Code, Effect, EmergencyAbout, EmergencyId, EmergencyKeep, EmergencyKept, EmergencyKind, EmergencyReport, Failure,
    FailureKind, MessageId, PostId, Problem, RecordKind, RecordReason, RecordWords, ReportStand, ReportsTo, Timestamp,
};
use lectern_store::{EmergencyRow, StoreError, StoredPost, Writer};

impl Inbox {
    /// What a person sees of a message in an emergency.
    ///
    /// # Errors
    /// `NotFound` where the message is gone, or what the disk said.
    pub async fn emergency_about(&self, message: MessageId) -> Result<EmergencyAbout, Problem> {
        let (post, row, same) = self.message_and_copy(message).await?;
        let session = self.accounts.session(post.account).await?;
        let account = &session.account;
        let part = self.reporting(&session).filter(|_| !post.ours);
        let reports_to = part.map(|part| ReportsTo { name: part.to(account), does: part.does(account) });
        let guard = self.guard().await?;
        let author = &post.post.author;
        Ok(EmergencyAbout {
            message,
            name: masked(&author.name, &guard).text,
            person: author.handle.clone(),
            text: masked(&post.post.text, &guard).text,
            pictures: u32::try_from(post.post.media.len()).unwrap_or(u32::MAX),
            url: post.post.url.clone(),
            number: self.settings.read().await?.emergency_number,
            reports_to,
            kept: row.as_ref().map(|row| kept(row, !same)),
            report: row.and_then(report),
        })
    }

    /// Keeps a copy of a message in the log of records. No platform is called.
    ///
    /// # Errors
    /// `BadInput` where a picture cannot be copied; `Stale` where the same was kept already; `Permission` for what we
    /// wrote ourselves; or what the disk said. Then nothing was kept.
    pub async fn emergency_keep(&self, asked: EmergencyKeep) -> Result<EmergencyAbout, Problem> {
        let _turn = self.moderating.lock().await;
        let (post, before, same) = self.message_and_copy(asked.message).await?;
        if post.ours {
            return Err(Problem::new(Code::Permission, "This message is the library's own."));
        }
        if same && before.is_some_and(|before| before.kind == asked.kind) {
            return Err(Problem::new(Code::Stale, "A copy of this message is in Records already, as it stands now."));
        }
        let note = self.picture_note(&post, asked.kind, asked.without_pictures).await?;
        let (kind, now) = (asked.kind, self.core.clock.now());
        let begin = self.core.write(move |writer| {
            let all = words_of(writer, &post)?;
            let media = if kind.keeps_pictures() { all.media } else { Vec::new() };
            let words = RecordWords { media, ..all };
            let reason = RecordReason { clause: kind.on_record().to_owned(), note, ..RecordReason::default() };
            let new = NewRecord { account: Some(post.account), words, reason, ..NewRecord::default() };
            let (entry, _) = append(writer, RecordKind::Preserved, new, now)?;
            let row = EmergencyRow {
                id: EmergencyId(0),
                account: post.account,
                remote_id: post.post.remote_id.clone(),
                kind,
                record: entry.number,
                at: now,
                report: None,
                answer: String::new(),
            };
            writer.keep_emergency(&row).map(|_| ())
        });
        begin.await?;
        points::reached("after_emergency_copy");
        self.told();
        self.emergency_about(asked.message).await
    }

    /// Reports a message to its platform, once its copy is in the log of records. `again`: a person wants that although
    /// it may have arrived.
    ///
    /// # Errors
    /// `BadInput` where no copy was kept; `Stale` where it was reported, or may have been; `Permission` where its
    /// platform takes no reports; what the disk said, and then the platform was not called; or why the platform did not
    /// take it, which is on record too.
    pub async fn emergency_report(&self, message: MessageId, again: bool) -> Result<EmergencyAbout, Problem> {
        let _turn = self.moderating.lock().await;
        let (post, row, _) = self.message_and_copy(message).await?;
        let first = || Problem::new(Code::BadInput, "Keep a copy of this message first. Nothing was reported.");
        let row = row.ok_or_else(first)?;
        may_be_sent(&row, again)?;
        let session = self.accounts.session(post.account).await?;
        let Some(part) = self.reporting(&session).filter(|_| !post.ours) else {
            return Err(Problem::new(Code::Permission, "This platform takes no reports from here."));
        };
        let row = self.begin_report(row, part.to(&session.account)).await?;
        let told = &post.post;
        let reported = Reported {
            person: &told.author.remote_id,
            remote_id: &told.remote_id,
            remote_ref: &told.remote_ref,
            kind: row.kind,
        };
        let answer = patiently(part.report(&session, reported)).await;
        points::reached("after_report_answer");
        if let Err(failure) = &answer
            && let FailureKind::SignInNeeded | FailureKind::RateLimited { .. } = failure.what
        {
            self.accounts.note_failure(row.account, failure).await;
        }
        self.end_report(row, &answer).await?;
        match answer {
            Err(failure) if failure.effect == Effect::None => Err(failure.into()),
            _ => self.emergency_about(message).await,
        }
    }

    fn reporting(&self, session: &Session) -> Option<&dyn Reporting> {
        self.core.connectors.get(&session.account.platform)?.reporting(&session.account.facts)
    }

    /// A message, its newest copy, and whether that says what the message says now.
    async fn message_and_copy(&self, message: MessageId) -> Result<(StoredPost, Option<EmergencyRow>, bool), Problem> {
        let read = self.core.read(move |reader| {
            let post = reader.post(PostId(message.0))?;
            let row = reader.emergency_of(post.account, &post.post.remote_id)?;
            let said = match &row {
                Some(row) => reader.record(row.record)?.kept.said()?,
                None => None,
            };
            let same = said.is_some_and(|said| said.words.text == post.post.text);
            Ok((post, row, same))
        });
        read.await
    }

    /// Brings the pictures here for the copy, where it has any; says in words what it does not have.
    async fn picture_note(&self, post: &StoredPost, kind: EmergencyKind, without: bool) -> Result<String, Problem> {
        if !kind.keeps_pictures() {
            return Ok(match post.post.media.len() {
                0 => String::new(),
                count => format!("Pictures that were not copied, on purpose: {count}."),
            });
        }
        match self.missing_pictures(post).await? {
            0 => Ok(String::new()),
            count if without => Ok(noted("", count)),
            _ => Err(Problem::field(
                "without_pictures",
                "A picture of this message cannot be copied now, so nothing was kept. Try again, or keep the words \
                 without the picture.",
            )),
        }
    }

    /// That the platform is about to be asked: on record, and in doubt until it answered, in one transaction.
    async fn begin_report(&self, row: EmergencyRow, to: String) -> Result<EmergencyRow, Problem> {
        let now = self.core.clock.now();
        let begin = self.core.write(move |writer| {
            let row = EmergencyRow { report: Some((ReportStand::Doubt, now)), answer: String::new(), ..row };
            on_record(writer, RecordKind::Reported, &row, now, format!("Report to {to}."))?;
            writer.keep_emergency(&row)
        });
        let row = begin.await?;
        points::reached("after_report_copy");
        self.told();
        Ok(row)
    }

    /// What came of it, on record.
    async fn end_report(&self, row: EmergencyRow, answer: &Result<String, Failure>) -> Result<(), Problem> {
        let (stand, said) = match answer {
            Ok(said) => (ReportStand::Reported, said.clone()),
            Err(failure) if failure.effect == Effect::None => (ReportStand::Refused, failure.words.clone()),
            Err(failure) => (ReportStand::Doubt, failure.words.clone()),
        };
        let note = match stand {
            ReportStand::Reported => said.clone(),
            ReportStand::Refused => format!("It was not taken: {said}"),
            ReportStand::Doubt => format!("In doubt, and not sent again by itself: {said}"),
        };
        let now = self.core.clock.now();
        let end = self.core.write(move |writer| {
            let row = EmergencyRow { report: Some((stand, now)), answer: said, ..row };
            on_record(writer, RecordKind::ReportResult, &row, now, note)?;
            writer.keep_emergency(&row).map(|_| ())
        });
        end.await?;
        points::reached("after_report_settled");
        self.told();
        Ok(())
    }
}

fn may_be_sent(row: &EmergencyRow, again: bool) -> Result<(), Problem> {
    match row.report {
        Some((ReportStand::Reported, _)) => Err(Problem::new(Code::Stale, "This message was reported already.")),
        Some((ReportStand::Doubt, _)) if !again => {
            let words = "This report may have arrived. It is not sent again by itself: a person decides.";
            Err(Problem::new(Code::Stale, words))
        }
        _ => Ok(()),
    }
}

/// Writes what happens after a message was kept, with the words of its copy.
fn on_record(
    writer: &Writer<'_>,
    kind: RecordKind,
    row: &EmergencyRow,
    now: Timestamp,
    note: String,
) -> Result<(), StoreError> {
    let said = writer.record(row.record)?.kept.said()?.unwrap_or_default();
    let words = RecordWords { media: Vec::new(), ..said.words };
    let reason = RecordReason { clause: row.kind.on_record().to_owned(), note, ..RecordReason::default() };
    let about = vec![row.record];
    let new = NewRecord { account: Some(row.account), words, reason, about, ..NewRecord::default() };
    append(writer, kind, new, now).map(|_| ())
}

fn kept(row: &EmergencyRow, outdated: bool) -> EmergencyKept {
    EmergencyKept { id: row.id, kind: row.kind, record: row.record, at: row.at, outdated }
}

fn report(row: EmergencyRow) -> Option<EmergencyReport> {
    let (stand, at) = row.report?;
    Some(EmergencyReport { stand, at, answer: row.answer })
}
