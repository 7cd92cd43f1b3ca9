//! Posts that come again. A series makes each occurrence as a draft some days ahead; a person looks at it, and only then
//! does it go out.
//!
//! ```text
//! rhythm   pure: on which days, at which moments
//! words    a rhythm in words, with the dates ahead
//! shelf    pure: which post of an evergreen shelf is next
//! tick     makes what is near, takes back what is not wanted, notes what passed unseen
//!          (accepting an occurrence or leaving it out needs the whole desk: `lectern_engine::occurrences`)
//! ```

mod rhythm;
mod shelf;
mod tick;
mod words;

use jiff::tz::TimeZone;
use lectern_core::Core;
use lectern_core::moment::{instant, zone_of};
use lectern_core::settings;
use lectern_model::{
    Change, Draft, DraftId, DraftRole, PatternView, Problem, Series, SeriesId, SeriesKind, SeriesPlan, SeriesPreview,
    SeriesSave, SeriesStanding, SeriesView, Timestamp,
};
use lectern_store::{NewSeries, PatternRow, Reader, StoreError};
use rhythm::Rule;
use std::sync::Arc;

/// Longest name, in letters.
const LONGEST_NAME: usize = 120;

/// Posts that come again.
pub struct SeriesShelf {
    core: Arc<Core>,
}

impl SeriesShelf {
    /// Series over one core.
    pub fn new(core: Arc<Core>) -> Self {
        Self { core }
    }

    /// Every series: what goes on first, what a person ended last.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn list(&self) -> Result<Vec<SeriesView>, Problem> {
        let now = self.core.clock.now();
        let read = move |reader: &Reader<'_>| {
            let zone = zone_of(&settings::stored(reader)?);
            let all = reader.all_series()?.into_iter();
            all.map(|series| {
                let patterns = reader.patterns(series.id)?;
                Ok((series, patterns))
            })
            .map(|read: Result<_, StoreError>| read.map(|(series, patterns)| view(series, patterns, &zone, now)))
            .collect::<Result<Vec<_>, _>>()
        };
        let mut list = self.core.read(read).await?;
        list.sort_by_key(|view| (view.standing == SeriesStanding::Ended, view.series.id));
        Ok(list)
    }

    /// A plan in words, with its next dates.
    ///
    /// # Errors
    /// `BadInput` with the field at fault.
    pub async fn preview(&self, plan: &SeriesPlan) -> Result<SeriesPreview, Problem> {
        let rule = Rule::read(plan)?;
        let zone = zone_of(&self.core.read(settings::stored).await?);
        Ok(words::preview(&rule, &zone, self.core.clock.now()))
    }

    /// Begins a series with a draft as what it repeats, or changes one.
    ///
    /// # Errors
    /// `BadInput` with the field at fault, `NotFound`, or `Stale` where the draft cannot be repeated; nothing was
    /// changed.
    pub async fn save(&self, save: SeriesSave) -> Result<SeriesId, Problem> {
        let now = self.core.clock.now();
        let zone = zone_of(&self.core.read(settings::stored).await?);
        check(&save, &zone, now)?;
        let id = self
            .core
            .write(move |writer| {
                let draft = save.draft.map(|draft| writer.draft(draft)).transpose()?;
                if let Some(why) = draft.as_ref().and_then(cannot_be_repeated) {
                    return Ok(Err(why));
                }
                let new = as_stored(&save, draft.as_ref());
                if let Some(id) = save.id {
                    writer.change_series(id, &new, now)?;
                    return Ok(Ok(id));
                }
                let id = writer.begin_series(&new, now)?;
                if let Some(draft) = save.draft {
                    writer.make_pattern(draft, id)?;
                }
                Ok(Ok(id))
            })
            .await?
            .map_err(|why| Problem::field("draft", why))?;
        self.told().await?;
        Ok(id)
    }

    /// Pauses a series, or lets it go on. What was accepted already goes out all the same.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub async fn pause(&self, series: SeriesId, paused: bool) -> Result<(), Problem> {
        let now = self.core.clock.now();
        let write = self.core.write(move |writer| {
            writer.series(series)?;
            writer.pause_series(series, paused, now)
        });
        write.await?;
        self.told().await
    }

    /// Ends a series. What it repeated is an ordinary draft again; what was accepted already goes out all the same.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub async fn end(&self, series: SeriesId) -> Result<(), Problem> {
        let now = self.core.clock.now();
        let write = self.core.write(move |writer| {
            writer.series(series)?;
            writer.end_series(series, now)
        });
        write.await?;
        self.told().await
    }

    /// Puts a draft on an evergreen shelf.
    ///
    /// # Errors
    /// `BadInput` where it cannot stand there, `NotFound`, or what the disk said; nothing was changed.
    pub async fn put_on_shelf(&self, series: SeriesId, draft: DraftId) -> Result<(), Problem> {
        let write = self.core.write(move |writer| {
            let shelf = writer.series(series)?;
            if shelf.kind != SeriesKind::Evergreen || shelf.ended_at.is_some() {
                return Ok(Some("This is not a shelf that posts can be put on."));
            }
            if let Some(why) = cannot_be_repeated(&writer.draft(draft)?) {
                return Ok(Some(why));
            }
            writer.make_pattern(draft, series)?;
            Ok(None)
        });
        if let Some(why) = write.await? {
            return Err(Problem::field("draft", why));
        }
        self.told().await
    }

    /// Takes a post off its evergreen shelf: it is an ordinary draft again.
    ///
    /// # Errors
    /// `BadInput` where it is on none, `NotFound`, or what the disk said.
    pub async fn take_off_shelf(&self, draft: DraftId) -> Result<(), Problem> {
        let write = self.core.write(move |writer| match writer.draft(draft)?.series {
            Some(series) if writer.series(series)?.kind == SeriesKind::Evergreen => writer.unmake_pattern(draft),
            _ => Ok(false),
        });
        if !write.await? {
            return Err(Problem::field("draft", "This post is not on a shelf."));
        }
        self.told().await
    }

    /// What follows from a change is done at once.
    async fn told(&self) -> Result<(), Problem> {
        self.tick().await?;
        self.core.changed(Change::Drafts);
        Ok(())
    }
}

/// Why a draft cannot be what a series repeats; none: it can.
fn cannot_be_repeated(draft: &Draft) -> Option<&'static str> {
    if draft.role != DraftRole::Draft || draft.occurrence_at.is_some() {
        return Some("This post belongs to a series already. Nothing was changed.");
    }
    if draft.queued_at.is_some() {
        return Some("This post was sent meanwhile. Copy it into a new draft to repeat it.");
    }
    if draft.answers.is_some() || draft.conversation.is_some() {
        return Some("An answer goes out once, to the person it answers. It cannot be repeated.");
    }
    if draft.targets.is_empty() {
        return Some("Choose at least one account for it first. The draft is safe.");
    }
    (draft.text.trim().is_empty() && draft.media.is_empty() && draft.shares.is_none())
        .then_some("Write something first: an empty post cannot be repeated.")
}

fn check(save: &SeriesSave, zone: &TimeZone, now: Timestamp) -> Result<(), Problem> {
    let rule = Rule::read(&save.plan)?;
    if save.name.chars().count() > LONGEST_NAME {
        return Err(Problem::field("name", "This name is too long."));
    }
    if !(1..=60).contains(&save.lead_days) {
        return Err(Problem::field("lead_days", "Choose 1 to 60 days ahead."));
    }
    if save.cool_down_days > 1000 {
        return Err(Problem::field("cool_down_days", "Choose at most 1000 days."));
    }
    if save.most_times == Some(0) {
        return Err(Problem::field("most_times", "Choose once or more, or leave it open."));
    }
    if save.id.is_none() && save.kind == SeriesKind::Repeating && save.draft.is_none() {
        return Err(Problem::field("draft", "Choose the post to repeat."));
    }
    if save.id.is_none() && rule.next(zone, now, 1).is_empty() {
        return Err(Problem::field("first", "None of its dates lies ahead. Choose other days."));
    }
    Ok(())
}

fn as_stored(save: &SeriesSave, draft: Option<&Draft>) -> NewSeries {
    let name = match save.name.trim() {
        "" => draft.map(|draft| lectern_store::first_line(&draft.text)).filter(|line| !line.is_empty()),
        name => Some(name.to_owned()),
    };
    NewSeries {
        name: name.unwrap_or_else(|| "A post without words".to_owned()),
        kind: save.kind,
        plan: save.plan.clone(),
        lead_days: save.lead_days,
        cool_down_days: save.cool_down_days,
        most_times: save.most_times,
    }
}

fn view(series: Series, patterns: Vec<PatternRow>, zone: &TimeZone, now: Timestamp) -> SeriesView {
    let preview = match Rule::read(&series.plan) {
        Ok(rule) => words::preview(&rule, zone, now),
        Err(problem) => SeriesPreview { words: String::new(), next: Vec::new(), note: problem.message },
    };
    let standing = match (series.ended_at, series.paused_at) {
        (Some(_), _) => SeriesStanding::Ended,
        (_, Some(_)) => SeriesStanding::Paused,
        _ if preview.next.is_empty() => SeriesStanding::Over,
        _ => SeriesStanding::Running,
    };
    let note = match standing {
        SeriesStanding::Running => missing(&series, &patterns, &preview, zone),
        SeriesStanding::Paused | SeriesStanding::Over | SeriesStanding::Ended => String::new(),
    };
    let patterns = patterns.into_iter().map(|row| PatternView {
        draft: row.draft,
        title: row.title,
        last_at: row.last_at,
        times: row.times,
    });
    SeriesView { patterns: patterns.collect(), series, standing, preview, note }
}

/// What keeps a series from making its next occurrence.
fn missing(series: &Series, patterns: &[PatternRow], preview: &SeriesPreview, zone: &TimeZone) -> String {
    if patterns.is_empty() {
        return match series.kind {
            SeriesKind::Repeating => "Its post is gone. End it, and begin another from a draft.".to_owned(),
            SeriesKind::Evergreen => "Its shelf is empty. Put posts on it from Write.".to_owned(),
        };
    }
    let next = preview.next.first().and_then(|next| instant(lectern_core::moment::typed(&next.local).ok()?, zone));
    let (SeriesKind::Evergreen, Some(next)) = (series.kind, next) else { return String::new() };
    let shelf: Vec<shelf::OnShelf> = patterns
        .iter()
        .filter(|row| series.most_times.is_none_or(|most| row.times < most))
        .map(|row| shelf::OnShelf { pattern: row.draft, used: row.last_at.into_iter().collect() })
        .collect();
    let proposed = patterns.iter().any(|row| row.last_at == Some(next));
    match shelf::choose(&shelf, next, series.cool_down_days, None) {
        None if !proposed => format!(
            "No post on its shelf is free for the next date: each came within {} days, or as often as it may. Put more on the shelf.",
            series.cool_down_days
        ),
        _ => String::new(),
    }
}
