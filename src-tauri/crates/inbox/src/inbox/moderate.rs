//! Hiding what somebody wrote. Never by itself and never by a filter: a person chooses one clause and the words at issue.
//!
//! ```text
//! asked ──refused: no clause, or words that do not stand in the message──▶ nothing happens
//!   │
//!   ▼ one transaction: a copy in the log of records, and "hiding"        (this fails: the platform is never called)
//! hiding ──the platform did it──▶ hidden ──one press, on record──▶ restoring ──▶ restored
//!   │ refused it ─▶ refused, on record     │ in doubt: looked up, not asked again on hope
//! ```

use super::Inbox;
use super::at_issue::{named, patiently, posted};
use super::policy::appeal;
use crate::points;
use lectern_connectors::{Moderation, Session};
use lectern_core::records::{NewRecord, append, words_of};
use lectern_model::{
    AccountId, Change, Code, Effect, FailureKind, HiddenId, HiddenStand, HiddenView, HideAsked, HideDone,
    MessageModeration, MessageView, PlatformKey, PolicyClause, PostId, Problem, RecordId, RecordKind, RecordReason,
    RecordWords, Timestamp,
};
use lectern_store::{HiddenRow, StoreError, StoredPost, Writer};
use std::sync::Arc;

/// Seconds between two looks at what is in doubt.
const LOOK_AGAIN: i64 = 60;

impl Inbox {
    /// Hides a message under a clause, once its copy is in the log of records.
    ///
    /// # Errors
    /// `BadInput` where the clause, the words at issue or the second person are missing, or a picture cannot be copied;
    /// `Permission` where its platform hides nothing; what the disk said, and then the platform was not called; or why
    /// the platform did not hide it, which is on record too.
    pub async fn hide(&self, asked: HideAsked) -> Result<HideDone, Problem> {
        let _turn = self.moderating.lock().await;
        let (message, clause) = (PostId(asked.message.0), asked.clause);
        let read = self.core.read(move |reader| {
            Ok((posted(&reader.policy_clauses()?, clause), reader.post(message)?, appeal(reader)?))
        });
        let (clause, post, appeal) = read.await?;
        let clause = clause?;
        let quoted = self.quoted(&asked.quoted, &asked.note, &post).await?;
        self.allow_note(&asked.note, asked.note_sure).await?;
        let agreed = self.agreed(&asked.agreed).await?;
        let session = self.accounts.session(post.account).await?;
        if post.ours || post.context || self.moderation(&session, &post).is_none() {
            return Err(Problem::new(Code::Permission, "This platform does not let the library hide this message."));
        }
        let note = self.copy_pictures(&post, &asked.note, asked.without_pictures).await?;
        let reason = RecordReason { clause: named(&clause), quoted, note, agreed };
        let row = self.begin_hiding(post, &clause, reason).await?;
        let hidden = self.ask(&session, row).await?;
        let notice = notice(&clause, &appeal);
        Ok(HideDone { hidden: view(&hidden), notice })
    }

    /// Shows a hidden message again.
    ///
    /// # Errors
    /// `NotFound` where it is not hidden; what the disk said; or why the platform did not show it, which is on record.
    pub async fn restore(&self, id: HiddenId) -> Result<HiddenView, Problem> {
        let _turn = self.moderating.lock().await;
        let before = self.core.read(move |reader| reader.hidden_message(id)).await?;
        if before.stand != HiddenStand::Hidden {
            return Err(Problem::new(Code::NotFound, "This message is not hidden, or is being looked up just now."));
        }
        let session = self.accounts.session(before.account).await?;
        let now = self.core.clock.now();
        let begin = self.core.write(move |writer| {
            let row = HiddenRow { stand: HiddenStand::Restoring, at: now, ..before };
            on_record(writer, RecordKind::Restored, (row.account, row.record, row.at), String::new())?;
            writer.keep_hidden(&row)
        });
        let row = begin.await?;
        points::reached("after_copy_commit");
        self.told();
        Ok(view(&self.ask(&session, row).await?))
    }

    /// Looks up everything that is in doubt; answers how much was settled.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn settle_hidden_once(&self) -> Result<usize, Problem> {
        let _turn = self.moderating.lock().await;
        let mut settled = 0;
        for row in self.core.read(|reader| reader.hidden_in_doubt()).await? {
            let session = self.accounts.session(row.account).await?;
            settled += usize::from(self.look_up(&session, &row).await?.is_some());
        }
        Ok(settled)
    }

    /// Looks up what is in doubt for as long as the desk is open.
    pub async fn run_moderation(&self) {
        loop {
            if let Err(problem) = self.settle_hidden_once().await {
                tracing::warn!(%problem, "hidden messages in doubt could not be looked up");
            }
            if let Err(problem) = self.settle_blocks_once().await {
                tracing::warn!(%problem, "blocks could not be looked up or ended");
            }
            self.core.clock.wait_until(self.core.clock.now().plus_seconds(LOOK_AGAIN)).await;
        }
    }

    /// The part of the platform that hides a message; none: it does not.
    pub(super) fn moderation(&self, session: &Session, post: &StoredPost) -> Option<&dyn Moderation> {
        let connector = self.core.connectors.get(&session.account.platform)?;
        connector.moderation(&session.account.facts).filter(|part| part.takes(post.post.visibility))
    }

    /// The copy, and that the platform is about to be asked: in one transaction.
    async fn begin_hiding(
        &self,
        post: StoredPost,
        clause: &PolicyClause,
        reason: RecordReason,
    ) -> Result<HiddenRow, Problem> {
        let (now, code, label) = (self.core.clock.now(), clause.code.clone(), clause.label.clone());
        let begin = self.core.write(move |writer| {
            let before = writer.hidden_by_remote(post.account, &post.post.remote_id)?;
            let free = |row: &HiddenRow| matches!(row.stand, HiddenStand::Restored | HiddenStand::Refused);
            if before.is_some_and(|row| !free(&row)) {
                return Ok(None);
            }
            let words = words_of(writer, &post)?;
            let new = NewRecord { account: Some(post.account), words, reason, ..NewRecord::default() };
            let (entry, _) = append(writer, RecordKind::Hidden, new, now)?;
            let row = HiddenRow {
                id: HiddenId(0),
                account: post.account,
                remote_id: post.post.remote_id.clone(),
                remote_ref: post.post.remote_ref.clone(),
                clause: code,
                record: entry.number,
                stand: HiddenStand::Hiding,
                at: now,
                label,
                since: now,
                conversation: post.conversation,
                handle: String::new(),
                platform: PlatformKey::from(""),
            };
            writer.keep_hidden(&row).map(Some)
        });
        let hidden = || Problem::new(Code::Stale, "This message is hidden already, or is being looked up.");
        let row = begin.await?.ok_or_else(hidden)?;
        points::reached("after_copy_commit");
        self.told();
        Ok(row)
    }

    /// Asks the platform for what a message is to be, and keeps what came of it.
    async fn ask(&self, session: &Arc<Session>, row: HiddenRow) -> Result<HiddenRow, Problem> {
        let Some(part) = self.part(session) else { return self.undo(row, GONE).await };
        let asked = async {
            match row.stand {
                HiddenStand::Restoring => part.restore(session, &row.remote_id, &row.remote_ref).await,
                _ => part.hide(session, &row.remote_id, &row.remote_ref).await,
            }
        };
        let answer = patiently(asked).await;
        points::reached("after_hide_answer");
        match answer {
            Ok(()) => self.done(row).await,
            Err(failure) if failure.effect == Effect::None => {
                if let FailureKind::SignInNeeded | FailureKind::RateLimited { .. } = failure.what {
                    self.accounts.note_failure(row.account, &failure).await;
                }
                self.undo(row, &failure.words).await?;
                Err(failure.into())
            }
            Err(_) => Ok(self.look_up(session, &row).await?.unwrap_or(row)),
        }
    }

    /// Looks whether the platform did what it was asked; none: it cannot be told now, and is looked up again.
    async fn look_up(&self, session: &Arc<Session>, row: &HiddenRow) -> Result<Option<HiddenRow>, Problem> {
        let Some(part) = self.part(session) else { return Ok(None) };
        let looked = patiently(part.is_hidden(session, &row.remote_id, &row.remote_ref)).await;
        points::reached("after_hide_looked");
        let wanted = row.stand == HiddenStand::Hiding;
        match looked {
            Ok(hidden) if hidden == wanted => self.done(row.clone()).await.map(Some),
            Ok(_) => self.undo(row.clone(), "Looked up: the platform had not done it.").await.map(Some),
            Err(failure) if failure.what == FailureKind::Gone => self.undo(row.clone(), &failure.words).await.map(Some),
            Err(_) => Ok(None),
        }
    }

    /// Says of messages, beside what is shown of them, what their platform lets the library do, and what was hidden.
    pub(super) async fn say_what_can_be_done(
        &self,
        shown: &mut [MessageView],
        messages: &[StoredPost],
        hidden: &[HiddenRow],
    ) -> Result<(), Problem> {
        let Some(first) = messages.first() else { return Ok(()) };
        let session = self.accounts.session(first.account).await?;
        let blocks = self.blocking(&session).is_some();
        for (message, stored) in shown.iter_mut().zip(messages) {
            let theirs = !stored.ours && !stored.context;
            let hides = self.moderation(&session, stored).filter(|_| theirs).map(Moderation::does);
            let hidden = hidden.iter().find(|row| row.remote_id == stored.post.remote_id).map(view);
            let said = MessageModeration { hides, hidden, blocks: blocks && theirs };
            message.moderation = Some(said).filter(|said| *said != MessageModeration::default());
        }
        Ok(())
    }

    fn part(&self, session: &Session) -> Option<&dyn Moderation> {
        let connector = self.core.connectors.get(&session.account.platform)?;
        connector.moderation(&session.account.facts)
    }

    /// The platform did it.
    async fn done(&self, row: HiddenRow) -> Result<HiddenRow, Problem> {
        let stand = if row.stand == HiddenStand::Restoring { HiddenStand::Restored } else { HiddenStand::Hidden };
        let row = HiddenRow { stand, at: self.core.clock.now(), ..row };
        let kept = self.core.write(move |writer| writer.keep_hidden(&row)).await?;
        points::reached("after_hide_settled");
        self.told();
        Ok(kept)
    }

    /// The platform did not do it: that goes on record beside what was asked.
    async fn undo(&self, row: HiddenRow, why: &str) -> Result<HiddenRow, Problem> {
        let (stand, kind, what) = match row.stand {
            HiddenStand::Restoring => (HiddenStand::Hidden, RecordKind::Hidden, "It stays hidden: "),
            _ => (HiddenStand::Refused, RecordKind::Restored, "It was not hidden: "),
        };
        let (at, note) = (self.core.clock.now(), format!("{what}{why}"));
        let kept = self.core.write(move |writer| {
            let row = HiddenRow { stand, at, ..row };
            on_record(writer, kind, (row.account, row.record, row.at), note)?;
            writer.keep_hidden(&row)
        });
        let kept = kept.await?;
        self.told();
        Ok(kept)
    }

    pub(super) fn told(&self) {
        self.core.changed(Change::Inbox);
        self.core.changed(Change::Records);
    }
}

const GONE: &str = "This version of Lectern cannot ask the platform for that any more.";

/// Writes what happens after a message was hidden or its writer blocked, with the words of its copy.
pub(super) fn on_record(
    writer: &Writer<'_>,
    kind: RecordKind,
    (account, copy, at): (AccountId, RecordId, Timestamp),
    note: String,
) -> Result<(), StoreError> {
    let said = writer.record(copy)?.kept.said()?.unwrap_or_default();
    let words = RecordWords { media: Vec::new(), ..said.words };
    // Whoever agreed, agreed to hiding or blocking, not to what came after.
    let kept = matches!(kind, RecordKind::Hidden | RecordKind::Blocked);
    let agreed = if kept { said.reason.agreed } else { String::new() };
    let reason = RecordReason { note, agreed, ..said.reason };
    let new = NewRecord { account: Some(account), words, reason, about: vec![copy], ..NewRecord::default() };
    append(writer, kind, new, at).map(|_| ())
}

/// What was done to a message last.
pub(super) fn view(row: &HiddenRow) -> HiddenView {
    HiddenView { id: row.id, stand: row.stand, clause: row.label.clone(), at: row.at }
}

/// Says why something is hidden, and where one asks for a second look. It repeats nothing of what was hidden.
fn notice(clause: &PolicyClause, appeal: &str) -> String {
    let second = match appeal {
        "" => "If you think that this is wrong, please write to the library.".to_owned(),
        to => format!("If you think that this is wrong, please write to {to}."),
    };
    format!("We have hidden your comment under the clause “{}” of our policy. {second}", clause.label)
}
