//! The calendar: what goes out on which day of the library's clock.
//!
//! ```text
//! days     a part of the calendar: its days, opening hours, what the clock does on them
//! places   what stands at which moment, as numbers; what stands too close together
//! entries  the same in words, for what is shown
//! change   a whole post is moved, copied, sent now or dropped
//! ```
//!
//! It stands above the outbox and the drafts, as Today does.

mod change;
mod days;
mod entries;
mod places;

use crate::Desk;
use days::{Days, wall};
use entries::Lookup;
use jiff::tz::TimeZone;
use lectern_core::Core;
use lectern_core::moment::zone_of;
use lectern_hours::Hours;
use lectern_model::{AccountId, CalendarEntry, CalendarGap, CalendarPage, CalendarQuery, Problem, Timestamp};
use lectern_store::{Reader, Stage, StoreError};
use places::{Clash, Place, by_entry, clashes, groups};
use std::sync::Arc;

/// Entries of one day where no number is asked for, and at most.
const PER_DAY: u32 = 500;
/// Missed posts, and drafts with no time, at most.
const ASIDE: u32 = 50;
/// Clashes told in words, at most.
const CLASHES: usize = 20;
/// Days that gaps are looked for on, after today.
const FORTNIGHT: i64 = 13;
/// So many seconds around a part can stand in its way.
const AROUND: i64 = 30 * 60;

/// What a page is made of.
struct Asked {
    core: Arc<Core>,
    days: Days,
    /// Today and the fortnight after.
    coming: Days,
    /// Minutes of today that have passed.
    minute: u16,
    zone: TimeZone,
    hours: Hours,
    accounts: Vec<AccountId>,
    per_day: usize,
    now: Timestamp,
}

impl Desk {
    /// A part of the calendar.
    ///
    /// # Errors
    /// `BadInput` where its days are none, or what the disk said.
    pub async fn calendar(&self, query: CalendarQuery) -> Result<CalendarPage, Problem> {
        let settings = self.settings.read().await?;
        let zone = zone_of(&settings);
        let now = self.core.clock.now();
        let per_day = if query.per_day == 0 { PER_DAY } else { query.per_day.min(PER_DAY) };
        let asked = Asked {
            core: Arc::clone(&self.core),
            days: Days::between(&query.from, &query.until, &zone)?,
            coming: Days::from_moment(now, FORTNIGHT, &zone)?,
            minute: wall(now, &zone)?.minute,
            zone,
            hours: self.settings.hours().await?,
            accounts: query.accounts,
            per_day: usize::try_from(per_day).unwrap_or_default(),
            now,
        };
        self.core.read(move |reader| asked.page(reader)).await
    }
}

impl Asked {
    fn page(&self, reader: &Reader<'_>) -> Result<CalendarPage, StoreError> {
        let (start, end) = (self.days.start(), self.days.end());
        let around = (start.plus_seconds(-AROUND), end.plus_seconds(AROUND));
        let places = places::read(reader, around, &self.accounts)?;
        let within = |place: &Place| place.at >= start && place.at < end;
        let mut close = clashes(&places);
        close.retain(|clash| within(&clash.first) || within(&clash.second));
        let mut lookup = Lookup::new(&self.core, reader, &self.zone, self.now);
        let (entries, totals) = self.entries(&places, &close, &mut lookup)?;
        let told = close.iter().take(CLASHES).map(|clash| lookup.clash(clash)).collect::<Result<_, _>>()?;
        let (undated, undated_total) = reader.undated_drafts(ASIDE)?;
        let undated = undated.iter().filter(|draft| self.wanted(&draft.targets));
        let undated = undated.map(|draft| lookup.undated(draft)).collect::<Result<_, _>>()?;
        Ok(CalendarPage {
            today: self.coming.first(),
            zone: self.zone.iana_name().unwrap_or_default().to_owned(),
            hours_told: self.hours.is_told(),
            days: self.days.shown(&self.hours, &totals),
            entries,
            missed: self.missed(reader, &mut lookup)?,
            undated,
            undated_total,
            clashes: told,
            clashes_total: u32::try_from(close.len()).unwrap_or(u32::MAX),
            gaps: self.gaps(reader)?,
            later: reader.dated_after(end)?,
        })
    }

    /// The entries of each day, the first of it where they are many, and how many there are.
    fn entries(
        &self,
        places: &[Place],
        close: &[Clash],
        lookup: &mut Lookup<'_>,
    ) -> Result<(Vec<CalendarEntry>, Vec<u32>), StoreError> {
        let clashes = by_entry(close);
        let mut totals: Vec<u32> = Vec::new();
        let mut entries = Vec::new();
        for group in groups(places) {
            let Some(first) = group.first() else { continue };
            let Some(day) = self.days.place(first.at) else { continue };
            if totals.len() <= day {
                totals.resize(day + 1, 0);
            }
            let Some(total) = totals.get_mut(day) else { continue };
            *total += 1;
            if usize::try_from(*total).is_ok_and(|total| total <= self.per_day) {
                entries.extend(lookup.entry(group, clashes.get(&first.key()))?);
            }
        }
        Ok((entries, totals))
    }

    fn missed(&self, reader: &Reader<'_>, lookup: &mut Lookup<'_>) -> Result<Vec<CalendarEntry>, StoreError> {
        let places: Vec<Place> = reader.missed_slots(ASIDE)?.iter().map(places::posted).collect();
        let mut missed = Vec::new();
        for group in groups(&places) {
            let accounts: Vec<AccountId> = group.iter().filter_map(|place| place.account).collect();
            if self.wanted(&accounts) {
                missed.extend(lookup.entry(group, None)?);
            }
        }
        Ok(missed)
    }

    fn wanted(&self, accounts: &[AccountId]) -> bool {
        self.accounts.is_empty() || accounts.iter().any(|account| self.accounts.contains(account))
    }

    /// Open days of the coming fortnight on which nothing goes out. Nothing is said where no hours are told.
    fn gaps(&self, reader: &Reader<'_>) -> Result<Vec<CalendarGap>, StoreError> {
        if !self.hours.is_told() {
            return Ok(Vec::new());
        }
        let coming = &self.coming;
        let places = places::read(reader, (coming.start(), coming.end()), &self.accounts)?;
        let mut goes = vec![false; usize::try_from(FORTNIGHT + 1).unwrap_or_default()];
        let mut drafted = goes.clone();
        for place in &places {
            let days = if place.delivery.is_none() { &mut drafted } else { &mut goes };
            let day = coming.place(place.at).and_then(|day| days.get_mut(day));
            if let Some(day) = day.filter(|_| place.stage != Stage::Held) {
                *day = true;
            }
        }
        let days = coming.open_days(&self.hours).into_iter().zip(goes.into_iter().zip(drafted)).enumerate();
        let gap = days.filter_map(|(number, ((date, words, open), (goes, drafted)))| {
            // What is left of today counts only while the library is open.
            let open = open.iter().any(|span| number > 0 || span.closes > self.minute);
            let said = if drafted { "only a draft, which is not scheduled yet" } else { "nothing goes out" };
            (open && !goes).then(|| CalendarGap { date, words: format!("{words}: {said}.") })
        });
        Ok(gap.collect())
    }
}
