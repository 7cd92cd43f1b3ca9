//! A whole post, or a draft with a time, is moved, copied, sent now or dropped.

use crate::Desk;
use jiff::tz::TimeZone;
use lectern_core::moment::{moment_at, understood, zone_of};
use lectern_model::{
    CalendarCopied, CalendarCopy, CalendarLimit, CalendarMove, CalendarMoved, CalendarPost, CalendarTarget, Change,
    Code, Draft, Moment, Problem, Timestamp, When,
};
use lectern_outbox::outbox::{Refusal, check_ahead, same};
use lectern_store::NewDraft;

impl Desk {
    /// Moves a post, every delivery of it that is open and stands at one moment; or gives a draft another time.
    ///
    /// # Errors
    /// `BadInput` where the time is none, has passed, or comes after its last moment; `Stale` where it stands otherwise
    /// by now. Nothing was changed.
    pub async fn calendar_move(&self, input: CalendarMove) -> Result<CalendarMoved, Problem> {
        let zone = self.zone().await?;
        let to = target(&input.to, &zone)?;
        let draft = self.drafts.read(input.draft).await?;
        let was = if draft.queued_at.is_none() {
            self.move_draft(&draft, &input, &to, &zone).await?
        } else {
            let moved = self.outbox.move_whole((input.draft, input.at), to.at, input.limit).await?;
            moved.map(|(_, was)| Some(was)).map_err(|refusal| match refusal {
                Refusal::PastItsLast(last) => past_its_last(last, &zone),
                other => other.problem(),
            })?
        };
        let now = self.core.clock.now();
        let words = with_note(format!("Moved to {}.", to.words), &to);
        Ok(CalendarMoved { to, words, back: was.filter(|was| *was > now) })
    }

    async fn move_draft(
        &self,
        draft: &Draft,
        input: &CalendarMove,
        to: &Moment,
        zone: &TimeZone,
    ) -> Result<Option<Timestamp>, Problem> {
        let now = self.core.clock.now();
        check_ahead(to.at, now)?;
        let never_after = match input.limit {
            CalendarLimit::Keep => draft.never_after,
            CalendarLimit::Change { never_after } => never_after,
        };
        if let Some(last) = never_after.filter(|last| *last < to.at) {
            return Err(past_its_last(last, zone));
        }
        let was = match draft.when {
            When::At { at } => Some(at),
            When::Now | When::Queue => None,
        };
        if input.at.is_some() && input.at != was {
            return Err(gone());
        }
        let (id, when) = (draft.id, When::At { at: to.at });
        let planned = self.core.write(move |writer| writer.plan_draft(id, when, never_after, now)).await?;
        self.core.changed(Change::Drafts);
        planned.map(|_| was).ok_or_else(gone)
    }

    /// Copies a post or draft to another time, as a draft that is not scheduled yet.
    ///
    /// # Errors
    /// `BadInput` where the time is none or has passed; `Stopped` where it is an answer. Nothing was made.
    pub async fn calendar_copy(&self, input: CalendarCopy) -> Result<CalendarCopied, Problem> {
        let zone = self.zone().await?;
        let to = target(&input.to, &zone)?;
        let now = self.core.clock.now();
        check_ahead(to.at, now)?;
        let from = self.drafts.read(input.draft).await?;
        if from.answers.is_some() || from.conversation.is_some() {
            let words = "This is an answer and belongs to its conversation. It cannot be copied to another time.";
            return Err(Problem::new(Code::Stopped, words));
        }
        let unbounded = from.never_after.is_some_and(|last| last < to.at);
        let here = self.accounts.list().await?;
        let targets: Vec<_> =
            from.targets.iter().copied().filter(|id| here.iter().any(|view| view.account.id == *id)).collect();
        let new = NewDraft {
            never_after: from.never_after.filter(|_| !unbounded),
            targets,
            when: When::At { at: to.at },
            ..same(from)
        };
        let copy = self.core.write(move |writer| writer.begin_draft(&new, now)).await?;
        self.core.changed(Change::Drafts);
        let mut words = with_note(format!("Copied as a draft for {}. It is not scheduled yet.", to.words), &to);
        if unbounded {
            words.push_str(" The moment it was not to go out after was left out, because it comes before.");
        }
        Ok(CalendarCopied { draft: copy.id, to, words })
    }

    /// Sends a post now, to every account it has not gone out to. Answers to how many.
    ///
    /// # Errors
    /// `Stopped` where its last moment has passed; `Stale` where it stands otherwise by now. Nothing was changed.
    pub async fn calendar_send_now(&self, input: CalendarPost) -> Result<usize, Problem> {
        let draft = self.drafts.read(input.draft).await?;
        if draft.queued_at.is_none() {
            return Err(Problem::new(Code::Stale, "This is a draft. Open it in Write to send it."));
        }
        let sent = self.outbox.send_whole((input.draft, input.at), input.anyway).await?;
        sent.map_err(|refusal| refusal.problem())
    }

    /// Drops a post: it is stopped for every account it has not gone out to. A draft is deleted. Answers how many.
    ///
    /// # Errors
    /// `Stale` where it stands otherwise by now; nothing was changed.
    pub async fn calendar_drop(&self, input: CalendarPost) -> Result<usize, Problem> {
        let draft = self.drafts.read(input.draft).await?;
        if draft.queued_at.is_none() {
            return self.drafts.delete(input.draft).await.map(|()| 1);
        }
        let dropped = self.outbox.drop_whole((input.draft, input.at)).await?;
        dropped.map_err(|refusal| refusal.problem())
    }

    async fn zone(&self) -> Result<TimeZone, Problem> {
        Ok(zone_of(&self.settings.read().await?))
    }
}

fn target(to: &CalendarTarget, zone: &TimeZone) -> Result<Moment, Problem> {
    match to {
        CalendarTarget::Local { local } => understood(local, zone),
        CalendarTarget::Moment { at } => moment_at(*at, zone),
    }
}

fn with_note(words: String, to: &Moment) -> String {
    if to.note.is_empty() { words } else { format!("{words} {}", to.note) }
}

fn gone() -> Problem {
    Problem::new(Code::Stale, "It was moved or changed meanwhile. Nothing was done; look at it again.")
}

fn past_its_last(last: Timestamp, zone: &TimeZone) -> Problem {
    let last = moment_at(last, zone).map(|moment| moment.words).unwrap_or_default();
    let words = format!(
        "It must not go out after {last}. It stays where it was. Choose an earlier time, or open it, choose “Move to” and \
         change that moment too."
    );
    Problem::field("never_after", words)
}
