//! Blocking somebody. Never by itself: a person chooses one clause and the words at issue, and when it ends.
//!
//! ```text
//! asked ──refused: no clause, no words, no end and no reason for that──▶ nothing happens
//!   │
//!   ▼ one transaction: a copy in the log of records, and "blocking"      (this fails: the platform is never called)
//! blocking ──the platform did it──▶ blocked ──one press, or its time is over──▶ unblocking ──▶ unblocked
//!   │ refused it ─▶ refused, on record     │ in doubt: looked up, not asked again on hope
//! ```
//!
//! Ending a block takes nothing from anybody: it happens by itself when its time is over, and is asked again until the
//! platform says yes.

use super::Inbox;
use super::at_issue::{named, patiently, posted};
use super::moderate::on_record;
use crate::points;
use lectern_checks::privacy::masked;
use lectern_connectors::{Blocking, Session};
use lectern_core::moment::{civil_day, zone_of};
use lectern_core::records::{NewRecord, append, words_of};
use lectern_model::{
    BlockAbout, BlockAsked, BlockReviewed, BlockStand, BlockedId, BlockedView, Code, Effect, FailureKind, MessageId,
    PlatformKey, PolicyClause, PostId, Problem, RecordKind, RecordReason, Timestamp,
};
use lectern_store::{BlockedRow, Reader, StoreError, StoredPost};
use std::sync::Arc;

const DAY: i64 = 24 * 60 * 60;
/// Seconds after which a person looks at a block again: a quarter.
const REVIEW: i64 = 91 * DAY;
/// Seconds that a block lasts at most before somebody decides again.
const LONGEST: i64 = 2 * 366 * DAY;
/// Seconds between two times that a platform is asked to end a block.
const ASK_AGAIN: i64 = 60 * 60;
const LONGEST_REASON: usize = 500;

impl Inbox {
    /// Everybody who is or was blocked: those who are first, then newest first.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn blocked(&self) -> Result<Vec<BlockedView>, Problem> {
        let now = self.core.clock.now();
        let read = self.core.read(|reader| {
            let named = |row| named_again(reader, row);
            reader.blocked_people()?.into_iter().map(named).collect::<Result<Vec<_>, _>>()
        });
        Ok(read.await?.into_iter().map(|row| view(row, now)).collect())
    }

    /// What a person sees before blocking whoever wrote a message.
    ///
    /// # Errors
    /// `NotFound` where the message is gone, or what the disk said.
    pub async fn block_about(&self, message: MessageId) -> Result<BlockAbout, Problem> {
        let guard = self.guard().await?;
        let read = self.core.read(move |reader| {
            let post = reader.post(PostId(message.0))?;
            let already = reader.blocked_now(post.account, &post.post.author.remote_id)?;
            Ok((post, already.is_some()))
        });
        let (post, already) = read.await?;
        let session = self.accounts.session(post.account).await?;
        let does = self.blocks(&session, &post).map(Blocking::does);
        let author = &post.post.author;
        Ok(BlockAbout {
            message,
            conversation: post.conversation,
            name: masked(&author.name, &guard).text,
            person: author.handle.clone(),
            text: masked(&post.post.text, &guard).text,
            handle: session.account.handle.clone(),
            does,
            already,
        })
    }

    /// Blocks whoever wrote a message, once its copy is in the log of records.
    ///
    /// # Errors
    /// `BadInput` where the clause, the words at issue, the end or the second person are missing; `Permission` where
    /// its platform blocks nobody; what the disk said, and then the platform was not called; or why the platform did
    /// not block them.
    pub async fn block(&self, asked: BlockAsked) -> Result<BlockedView, Problem> {
        let _turn = self.moderating.lock().await;
        let (message, clause) = (PostId(asked.message.0), asked.clause);
        let read = self.core.read(move |reader| Ok((posted(&reader.policy_clauses()?, clause), reader.post(message)?)));
        let (clause, post) = read.await?;
        let clause = clause?;
        let quoted = self.quoted(&asked.quoted, &asked.note, &post).await?;
        self.allow_note(&asked.note, asked.note_sure).await?;
        let end = self.end(asked.until, &asked.endless).await?;
        let agreed = self.agreed(&asked.agreed).await?;
        let session = self.accounts.session(post.account).await?;
        if self.blocks(&session, &post).is_none() {
            return Err(Problem::new(Code::Permission, "This platform does not let the library block this person."));
        }
        let note = self.copy_pictures(&post, &asked.note, true).await?;
        let reason = RecordReason { clause: named(&clause), quoted, note: with_end(&note, &end), agreed };
        let row = self.begin_blocking(post, &clause, reason, end).await?;
        let row = self.ask_to_block(&session, row).await?;
        Ok(view(row, self.core.clock.now()))
    }

    /// Ends a block, or asks the platform once more to do so.
    ///
    /// # Errors
    /// `NotFound` where it ended or is being looked up; what the disk said; or what the platform said: then it is asked
    /// again by itself.
    pub async fn unblock(&self, id: BlockedId) -> Result<BlockedView, Problem> {
        let _turn = self.moderating.lock().await;
        let row = self.core.read(move |reader| reader.blocked_person(id)).await?;
        if !matches!(row.stand, BlockStand::Blocked | BlockStand::Unblocking) {
            return Err(Problem::new(Code::NotFound, "This block ended, or is being looked up just now."));
        }
        let row = self.end_block(row, "").await?;
        Ok(view(row, self.core.clock.now()))
    }

    /// Keeps that a person looked at a block again, and until when it stays.
    ///
    /// # Errors
    /// `NotFound` where nobody is blocked by it any more; `BadInput` where it has neither an end nor a reason for that.
    pub async fn review_block(&self, reviewed: BlockReviewed) -> Result<BlockedView, Problem> {
        let _turn = self.moderating.lock().await;
        let end = self.end(reviewed.until, &reviewed.endless).await?;
        let (id, now) = (reviewed.blocked, self.core.clock.now());
        let kept = self.core.write(move |writer| {
            let row = writer.blocked_person(id)?;
            if row.stand != BlockStand::Blocked {
                return Ok(None);
            }
            let note = with_end("Looked at again: it stays.", &end);
            on_record(writer, RecordKind::Blocked, (row.account, row.record, now), note)?;
            let End { until, endless, .. } = end;
            writer.keep_blocked(&BlockedRow { until, endless, reviewed_at: now, ..row }).map(Some)
        });
        let ended = || Problem::new(Code::NotFound, "This block ended, or is being looked up just now.");
        let row = kept.await?.ok_or_else(ended)?;
        self.told();
        Ok(view(row, now))
    }

    /// Looks up blocks in doubt, and ends those whose time is over; answers how much was settled.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn settle_blocks_once(&self) -> Result<usize, Problem> {
        let _turn = self.moderating.lock().await;
        let now = self.core.clock.now();
        let mut settled = 0;
        for row in self.core.read(move |reader| reader.blocks_to_ask_of(now)).await? {
            if row.stand == BlockStand::Blocking {
                let session = self.accounts.session(row.account).await?;
                settled += usize::from(self.look_up_block(&session, &row).await?.is_some());
                continue;
            }
            if row.stand == BlockStand::Unblocking && now < row.at.plus_seconds(ASK_AGAIN) {
                continue;
            }
            match self.end_block(row, "Its time was over.").await {
                Ok(_) => settled += 1,
                Err(problem) => tracing::warn!(%problem, "a block could not be ended: the platform is asked again"),
            }
        }
        Ok(settled)
    }

    /// The part of the platform that blocks people; none: it does not.
    pub(super) fn blocking(&self, session: &Session) -> Option<&dyn Blocking> {
        self.core.connectors.get(&session.account.platform)?.blocking(&session.account.facts)
    }

    fn blocks(&self, session: &Session, post: &StoredPost) -> Option<&dyn Blocking> {
        let theirs = !post.ours && !post.context && !post.post.author.remote_id.is_empty();
        self.blocking(session).filter(|_| theirs)
    }

    /// When a block ends, or why it has no end.
    async fn end(&self, until: Option<Timestamp>, endless: &str) -> Result<End, Problem> {
        let now = self.core.clock.now();
        let Some(until) = until else {
            let endless = endless.trim().to_owned();
            return match endless.chars().count() {
                0 => Err(Problem::field("endless", "Say why it has no end, or choose when it ends.")),
                1..=LONGEST_REASON => Ok(End { until: None, said: format!("Without an end: {endless}"), endless }),
                _ => Err(Problem::field("endless", "This is longer than 500 letters. Nothing was done.")),
            };
        };
        if until <= now || until > now.plus_seconds(LONGEST) {
            let words = "Choose a day after today, within two years. Then somebody can decide again.";
            return Err(Problem::field("until", words));
        }
        let day = civil_day(until, &zone_of(&self.settings.read().await?));
        Ok(End { until: Some(until), endless: String::new(), said: format!("It ends by itself: {day}.") })
    }

    /// The copy, and that the platform is about to be asked: in one transaction.
    async fn begin_blocking(
        &self,
        post: StoredPost,
        clause: &PolicyClause,
        reason: RecordReason,
        end: End,
    ) -> Result<BlockedRow, Problem> {
        let (now, code) = (self.core.clock.now(), clause.code.clone());
        let begin = self.core.write(move |writer| {
            let author = &post.post.author;
            if writer.blocked_now(post.account, &author.remote_id)?.is_some() {
                return Ok(None);
            }
            let words = words_of(writer, &post)?;
            let new = NewRecord { account: Some(post.account), words, reason, ..NewRecord::default() };
            let (entry, _) = append(writer, RecordKind::Blocked, new, now)?;
            let End { until, endless, .. } = end;
            let row = BlockedRow {
                id: BlockedId(0),
                account: post.account,
                remote_id: author.remote_id.clone(),
                name: author.name.clone(),
                person: author.handle.clone(),
                clause: code,
                label: String::new(),
                record: entry.number,
                stand: BlockStand::Blocking,
                since: now,
                at: now,
                until,
                endless,
                agreed: String::new(),
                reviewed_at: now,
                handle: String::new(),
                platform: PlatformKey::from(""),
            };
            writer.keep_blocked(&row).map(Some)
        });
        let blocked = || Problem::new(Code::Stale, "This person is blocked already, or is being looked up.");
        let row = begin.await?.ok_or_else(blocked)?;
        points::reached("after_block_copy");
        self.told();
        Ok(row)
    }

    /// Asks the platform to block somebody, and keeps what came of it.
    async fn ask_to_block(&self, session: &Arc<Session>, row: BlockedRow) -> Result<BlockedRow, Problem> {
        let Some(part) = self.blocking(session) else { return self.not_blocked(row, GONE).await };
        let answer = patiently(part.block(session, &row.remote_id)).await;
        points::reached("after_block_answer");
        match answer {
            Ok(()) => self.keep_stand(row, BlockStand::Blocked).await,
            Err(failure) if failure.effect == Effect::None => {
                if let FailureKind::SignInNeeded | FailureKind::RateLimited { .. } = failure.what {
                    self.accounts.note_failure(row.account, &failure).await;
                }
                self.not_blocked(row, &failure.words).await?;
                Err(failure.into())
            }
            Err(_) => Ok(self.look_up_block(session, &row).await?.unwrap_or(row)),
        }
    }

    /// Looks whether the platform blocked somebody; none: it cannot be told now, and is looked up again.
    async fn look_up_block(&self, session: &Arc<Session>, row: &BlockedRow) -> Result<Option<BlockedRow>, Problem> {
        let Some(part) = self.blocking(session) else { return Ok(None) };
        match patiently(part.is_blocked(session, &row.remote_id)).await {
            Ok(true) => self.keep_stand(row.clone(), BlockStand::Blocked).await.map(Some),
            Ok(false) => self.not_blocked(row.clone(), "Looked up: the platform had not done it.").await.map(Some),
            Err(failure) if failure.what == FailureKind::Gone => {
                self.not_blocked(row.clone(), &failure.words).await.map(Some)
            }
            Err(_) => Ok(None),
        }
    }

    /// Ends a block: on record first, then on the platform. Whoever is gone from there is blocked by nobody.
    async fn end_block(&self, before: BlockedRow, note: &str) -> Result<BlockedRow, Problem> {
        let (now, note) = (self.core.clock.now(), note.to_owned());
        let begin = self.core.write(move |writer| {
            if before.stand == BlockStand::Blocked {
                on_record(writer, RecordKind::Unblocked, (before.account, before.record, now), note)?;
            }
            writer.keep_blocked(&BlockedRow { stand: BlockStand::Unblocking, at: now, ..before })
        });
        let row = begin.await?;
        points::reached("after_unblock_copy");
        self.told();
        let session = self.accounts.session(row.account).await?;
        let Some(part) = self.blocking(&session) else { return Ok(row) };
        match patiently(part.unblock(&session, &row.remote_id)).await {
            Ok(()) => self.keep_stand(row, BlockStand::Unblocked).await,
            Err(failure) if failure.what == FailureKind::Gone => self.keep_stand(row, BlockStand::Unblocked).await,
            Err(failure) => {
                if let FailureKind::SignInNeeded | FailureKind::RateLimited { .. } = failure.what {
                    self.accounts.note_failure(row.account, &failure).await;
                }
                Err(failure.into())
            }
        }
    }

    async fn keep_stand(&self, row: BlockedRow, stand: BlockStand) -> Result<BlockedRow, Problem> {
        let row = BlockedRow { stand, at: self.core.clock.now(), ..row };
        let kept = self.core.write(move |writer| named_again(writer, writer.keep_blocked(&row)?)).await?;
        self.told();
        Ok(kept)
    }

    /// The platform did not block them: that goes on record beside what was asked.
    async fn not_blocked(&self, row: BlockedRow, why: &str) -> Result<BlockedRow, Problem> {
        let (at, note) = (self.core.clock.now(), format!("They were not blocked: {why}"));
        let kept = self.core.write(move |writer| {
            on_record(writer, RecordKind::Unblocked, (row.account, row.record, at), note)?;
            writer.keep_blocked(&BlockedRow { stand: BlockStand::Refused, at, ..row })
        });
        let kept = kept.await?;
        self.told();
        Ok(kept)
    }
}

const GONE: &str = "This version of Lectern cannot ask the platform for that any more.";

/// When a block ends.
struct End {
    until: Option<Timestamp>,
    endless: String,
    /// The same for the log.
    said: String,
}

/// A note that says when the block ends.
fn with_end(note: &str, end: &End) -> String {
    let gap = if note.is_empty() { "" } else { "\n" };
    format!("{note}{gap}{}", end.said)
}

/// A block with who it was: of one that ended, that stands in its record alone, for as long as that is kept.
fn named_again(reader: &Reader<'_>, row: BlockedRow) -> Result<BlockedRow, StoreError> {
    if !row.name.is_empty() || !row.person.is_empty() {
        return Ok(row);
    }
    let words = reader.record(row.record)?.kept.said()?.unwrap_or_default().words;
    Ok(BlockedRow { name: words.author, person: words.handle, ..row })
}

fn view(row: BlockedRow, now: Timestamp) -> BlockedView {
    let review_at = row.reviewed_at.plus_seconds(REVIEW);
    BlockedView {
        id: row.id,
        stand: row.stand,
        at: row.at,
        since: row.since,
        name: row.name,
        person: row.person,
        clause: row.label,
        until: row.until,
        endless: row.endless,
        agreed: row.agreed,
        review_at,
        review_due: row.stand == BlockStand::Blocked && now >= review_at,
        account: row.account,
        handle: row.handle,
        platform: row.platform,
        record: row.record,
    }
}
