//! What time does to series. One look at the clock and the store gives the steps that are to be taken; they are taken
//! in the transaction in which they were found, so that a crash before it leaves nothing and the next look finds the
//! same again. A clock that jumps is no trouble: what was made or expired too early is taken back.

use super::SeriesShelf;
use super::rhythm::Rule;
use super::shelf::{OnShelf, choose};
use crate::outbox::points;
use jiff::tz::TimeZone;
use lectern_core::moment::zone_of;
use lectern_core::settings;
use lectern_model::{Change, DraftId, Problem, Series, SeriesId, SeriesKind, Timestamp};
use lectern_store::{OccurrenceRow, OccurrenceStand, PatternRow, Reader, StoreError, Writer};
use std::collections::BTreeSet;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

/// Seconds until the next look in any case: laptops sleep, clocks jump.
const LOOK_AGAIN: i64 = 60;
/// What passed unmade is noted this many seconds back.
const LOOK_BACK: i64 = 14 * 24 * 60 * 60;
const DAY: i64 = 24 * 60 * 60;

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// It is not wanted at that time any more, or was made by a clock that was wrong.
    Unmake(OccurrenceRow),
    /// Its time passed without anybody looking at it.
    Expire(OccurrenceRow),
    /// It was left out, and its time has passed: its draft goes.
    Clear(OccurrenceRow),
    /// Its pattern was changed, and nobody has changed it itself.
    Renew(OccurrenceRow),
    /// It is near enough to be made.
    Make { series: SeriesId, at: Timestamp, pattern: DraftId },
    /// It passed before it could be made.
    Passed { series: SeriesId, at: Timestamp },
}

impl SeriesShelf {
    /// Looks for ever. Ends when it is dropped.
    pub async fn run(&self) {
        let mut heard = self.core.changes.subscribe();
        loop {
            if let Err(problem) = self.tick().await {
                tracing::warn!(%problem, "the series could not be looked at");
            }
            let next = self.core.clock.now().plus_seconds(LOOK_AGAIN);
            tokio::select! {
                () = self.core.clock.wait_until(next) => {}
                () = something_changed(&mut heard) => {}
            }
        }
    }

    /// Looks once; answers how many steps were taken.
    ///
    /// # Errors
    /// What the disk said; nothing was changed.
    pub async fn tick(&self) -> Result<usize, Problem> {
        let now = self.core.clock.now();
        if self.core.read(move |reader| steps(reader, now)).await?.is_empty() {
            return Ok(0);
        }
        let taken = self.core.write(move |writer| {
            let steps = steps(writer, now)?;
            for step in &steps {
                take(writer, step, now)?;
            }
            points::reached("before_occurrences_commit");
            Ok(steps.len())
        });
        let taken = taken.await?;
        points::reached("after_occurrences_commit");
        self.core.changed(Change::Drafts);
        Ok(taken)
    }
}

/// Waits until a draft, an account or the library's zone changed.
async fn something_changed(heard: &mut Receiver<Change>) {
    loop {
        match heard.recv().await {
            Ok(Change::Drafts | Change::Settings | Change::Accounts | Change::All) | Err(RecvError::Lagged(_)) => {
                return;
            }
            Ok(_) => {}
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }
}

fn steps(reader: &Reader<'_>, now: Timestamp) -> Result<Vec<Step>, StoreError> {
    let zone = zone_of(&settings::stored(reader)?);
    let mut steps = Vec::new();
    for series in reader.all_series()? {
        let (rows, patterns) = (reader.occurrences(series.id)?, reader.patterns(series.id)?);
        steps.extend(of_series(&series, rows, &patterns, &zone, now));
    }
    Ok(steps)
}

fn take(writer: &Writer<'_>, step: &Step, now: Timestamp) -> Result<(), StoreError> {
    match step {
        Step::Unmake(row) => writer.unmake_occurrence(row),
        Step::Expire(row) => writer.expire_occurrence(row),
        Step::Clear(row) => writer.drop_draft(row),
        Step::Renew(row) => writer.renew_occurrence(row, now),
        Step::Make { series, at, pattern } => writer.make_occurrence(*series, *at, *pattern, now).map(|_| ()),
        Step::Passed { series, at } => writer.note_passed(*series, *at),
    }
}

/// The steps of one series.
fn of_series(
    series: &Series,
    rows: Vec<OccurrenceRow>,
    patterns: &[PatternRow],
    zone: &TimeZone,
    now: Timestamp,
) -> Vec<Step> {
    let until = now.plus_seconds(i64::from(series.lead_days) * DAY);
    let since = series.since_at.max(now.plus_seconds(-LOOK_BACK));
    let live = series.paused_at.is_none() && series.ended_at.is_none();
    let rule = Rule::read(&series.plan).ok().filter(|_| live);
    let between = |after, until| -> Vec<Timestamp> {
        let times = rule.as_ref().map(|rule| rule.between(zone, (after, until))).unwrap_or_default();
        times.into_iter().map(|(_, at)| at).collect()
    };
    let ahead = between(now, until);
    let mut steps = Vec::new();
    let mut kept = Vec::new();
    for row in rows {
        let step = of_row(&row, &ahead, patterns, now);
        if !matches!(step, Some(Step::Unmake(_))) {
            kept.push(row);
        }
        steps.extend(step);
    }
    let known: BTreeSet<Timestamp> = kept.iter().map(|row| row.at).collect();
    let mut shelf = on_shelf(patterns, &kept, now);
    for at in ahead.into_iter().filter(|at| !known.contains(at)) {
        let next = match series.kind {
            SeriesKind::Repeating => patterns.first().map(|pattern| pattern.draft),
            SeriesKind::Evergreen => choose(&shelf, at, series.cool_down_days, series.most_times),
        };
        let Some(pattern) = next else { continue };
        shelf.iter_mut().filter(|one| one.pattern == pattern).for_each(|one| one.used.push(at));
        steps.push(Step::Make { series: series.id, at, pattern });
    }
    // Of a shelf nobody can say which post would have come.
    if series.kind == SeriesKind::Repeating && !patterns.is_empty() {
        let passed = between(since, now).into_iter().filter(|at| !known.contains(at));
        steps.extend(passed.map(|at| Step::Passed { series: series.id, at }));
    }
    steps
}

/// What becomes of an occurrence that there is. What a person did with it stands.
fn of_row(row: &OccurrenceRow, ahead: &[Timestamp], patterns: &[PatternRow], now: Timestamp) -> Option<Step> {
    let passed = row.at <= now;
    let pattern = patterns.iter().find(|pattern| Some(pattern.draft) == row.pattern);
    match row.stand {
        OccurrenceStand::Expired if !passed => Some(Step::Unmake(row.clone())),
        OccurrenceStand::Skipped if passed && row.draft.is_some() && !row.queued => Some(Step::Clear(row.clone())),
        OccurrenceStand::Open if row.draft.is_some() && !row.queued => match pattern {
            _ if passed => Some(Step::Expire(row.clone())),
            _ if row.changed => None,
            Some(pattern) if ahead.contains(&row.at) => {
                (pattern.revision != row.pattern_revision).then(|| Step::Renew(row.clone()))
            }
            _ => Some(Step::Unmake(row.clone())),
        },
        _ => None,
    }
}

/// The shelf, each post with the times for which it waits or was accepted.
fn on_shelf(patterns: &[PatternRow], rows: &[OccurrenceRow], now: Timestamp) -> Vec<OnShelf> {
    let used = |pattern: &PatternRow| {
        let of_it = rows.iter().filter(|row| row.pattern == Some(pattern.draft) && row.draft.is_some());
        let used = of_it.filter(|row| row.stand == OccurrenceStand::Open && (row.queued || row.at > now));
        used.map(|row| row.at).collect()
    };
    patterns.iter().map(|pattern| OnShelf { pattern: pattern.draft, used: used(pattern) }).collect()
}
