//! What waits for a person. Accepting an occurrence queues its draft at its time, in the outbox's one transaction: the
//! draft itself says that it was accepted. Nothing of a series goes out in any other way.

use crate::Desk;
use lectern_core::moment::{words_of, zone_of};
use lectern_core::settings;
use lectern_model::{
    AccountId, Change, Code, DeliveryView, Draft, OccurrenceState, OccurrenceView, Problem, SeriesId, Timestamp,
};
use lectern_store::{OccurrenceRow, OccurrenceStand, Reader, StoreError, first_line};
use std::collections::{BTreeMap, BTreeSet};

/// What passed unseen is told for this many seconds.
const TOLD: i64 = 3 * 24 * 60 * 60;

impl Desk {
    /// What waits to be looked at and what passed lately without; the first first.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn occurrences(&self) -> Result<Vec<OccurrenceView>, Problem> {
        let now = self.core.clock.now();
        self.core.read(move |reader| to_look_at(reader, now)).await
    }

    /// Queues an occurrence at its time. Asked again, it answers with the deliveries there are.
    ///
    /// # Errors
    /// `Stale` where its time has passed, it was left out, or its draft is another by now; and all that
    /// [`lectern_outbox::outbox::Outbox::send`] says. Nothing was queued.
    pub async fn accept_occurrence(
        &self,
        series: SeriesId,
        at: Timestamp,
        revision: u32,
        confirm_personal: bool,
    ) -> Result<Vec<DeliveryView>, Problem> {
        let row = self.core.read(move |reader| reader.occurrence(series, at)).await?;
        let Some(draft) = row.draft.filter(|_| row.stand == OccurrenceStand::Open) else {
            return Err(stale("This was left out, or its time has passed. Nothing was queued."));
        };
        if !row.queued && row.at <= self.core.clock.now() {
            return Err(stale("Its time has passed. It is not sent late; nothing was queued."));
        }
        self.outbox.send(draft, revision, confirm_personal).await
    }

    /// Leaves an occurrence out (or takes note of one that passed), or takes it in again.
    ///
    /// # Errors
    /// `Stale` where it was accepted; nothing was changed.
    pub async fn skip_occurrence(&self, series: SeriesId, at: Timestamp, skip: bool) -> Result<(), Problem> {
        let skipped = self.core.write(move |writer| {
            let row = writer.occurrence(series, at)?;
            if row.queued {
                return Ok(false);
            }
            writer.skip_occurrence(row.id, skip)?;
            Ok(true)
        });
        if !skipped.await? {
            return Err(stale("This was accepted already. It can be stopped where it stands among the sent posts."));
        }
        self.core.changed(Change::Drafts);
        Ok(())
    }
}

fn stale(words: &str) -> Problem {
    Problem::new(Code::Stale, words)
}

/// What waits to be looked at, ready to show.
pub(crate) fn to_look_at(reader: &Reader<'_>, now: Timestamp) -> Result<Vec<OccurrenceView>, StoreError> {
    let zone = zone_of(&settings::stored(reader)?);
    let names: BTreeMap<SeriesId, String> =
        reader.all_series()?.into_iter().map(|series| (series.id, series.name)).collect();
    let here: BTreeSet<AccountId> = reader.accounts()?.into_iter().map(|account| account.id).collect();
    let rows = reader.occurrences_to_look_at(now.plus_seconds(-TOLD))?;
    let views = rows.into_iter().map(|row| {
        let draft = row.draft.map(|draft| reader.draft_if_there(draft)).transpose()?.flatten();
        let name = names.get(&row.series).cloned().unwrap_or_default();
        Ok(view(&row, draft, name, &here, now, words_of(row.at, &zone)))
    });
    views.collect()
}

fn view(
    row: &OccurrenceRow,
    draft: Option<Draft>,
    name: String,
    here: &BTreeSet<AccountId>,
    now: Timestamp,
    words: String,
) -> OccurrenceView {
    let state = match row.stand {
        _ if row.queued => OccurrenceState::Accepted,
        OccurrenceStand::Skipped => OccurrenceState::Skipped,
        OccurrenceStand::Open if row.at > now => OccurrenceState::Waiting,
        OccurrenceStand::Open | OccurrenceStand::Expired => OccurrenceState::Expired,
    };
    let meant = draft.as_ref().map(|draft| draft.targets.clone()).unwrap_or_default();
    let targets: Vec<AccountId> = meant.iter().filter(|id| here.contains(id)).copied().collect();
    OccurrenceView {
        series: row.series,
        name,
        at: row.at,
        words,
        state,
        draft: draft.as_ref().map(|draft| draft.id),
        revision: row.revision,
        title: draft.as_ref().map(|draft| first_line(&draft.text)).unwrap_or_default(),
        text: draft.as_ref().map(|draft| draft.text.clone()).unwrap_or_default(),
        pictures: draft.as_ref().map_or(0, |draft| u32::try_from(draft.media.len()).unwrap_or(u32::MAX)),
        changed: row.changed,
        note: note(state, row.changed, meant.len() - targets.len(), targets.is_empty()),
        targets,
    }
}

fn note(state: OccurrenceState, changed: bool, gone: usize, none: bool) -> String {
    let words = match state {
        OccurrenceState::Expired if changed => {
            "Nobody accepted it in time, so it did not go out. What was changed in it stands among the drafts."
        }
        OccurrenceState::Expired => "Nobody looked at it in time, so it did not go out.",
        OccurrenceState::Waiting if none && gone > 0 => {
            "None of its accounts is here any more. Open it and choose where it goes."
        }
        OccurrenceState::Waiting if none => "No account is chosen for it. Open it and choose where it goes.",
        OccurrenceState::Waiting if gone > 0 => "One or more of its accounts were removed. It goes to the others.",
        OccurrenceState::Waiting | OccurrenceState::Accepted | OccurrenceState::Skipped => "",
    };
    words.to_owned()
}
