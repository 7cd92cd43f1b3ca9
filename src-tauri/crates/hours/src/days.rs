//! The openings of a day.

use crate::closures::{Kept, Rule};
use crate::walk::Opening;
use crate::wall;
use crate::week::{DAY, spans_words};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use lectern_model::{Closure, OpenSpan, OpeningHours};

/// When the library is open: by the week, less what is closed.
#[derive(Debug, Clone)]
pub struct Hours {
    pub(crate) zone: TimeZone,
    /// Monday first.
    week: [Vec<Span>; 7],
    kept: Vec<Kept>,
}

/// Minutes after the midnight before a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Span {
    pub(crate) opens: i32,
    pub(crate) closes: i32,
}

impl Hours {
    /// The hours of a week in a zone, with closures, of which later ones go before earlier ones. What is kept was
    /// checked when it was typed: what no day can have is passed over here.
    #[must_use]
    pub fn new(week: &[OpeningHours], closures: &[Closure], zone: TimeZone) -> Self {
        let mut days: [Vec<Span>; 7] = Default::default();
        for one in week {
            let day = usize::from(one.weekday).checked_sub(1).and_then(|place| days.get_mut(place));
            if let Some(day) = day.filter(|_| one.opens < one.closes) {
                day.push(Span { opens: one.opens.into(), closes: one.closes.min(2 * DAY).into() });
            }
        }
        for day in &mut days {
            day.sort_unstable();
        }
        Self { zone, week: days, kept: closures.iter().filter_map(|one| Kept::of(one).ok()).collect() }
    }

    /// Whether any hours are told.
    #[must_use]
    pub fn is_told(&self) -> bool {
        let open = |one: &Kept| matches!(&one.rule, Rule::Hours(open) if !open.is_empty());
        self.week.iter().any(|day| !day.is_empty()) || self.kept.iter().any(open)
    }

    /// When the library is open on a day, within it: by its own hours, and by those of the day before that go past
    /// midnight.
    #[must_use]
    pub fn on(&self, date: Date) -> Vec<OpenSpan> {
        let day = i32::from(DAY);
        let late = date.yesterday().map(|before| self.spans(before)).unwrap_or_default();
        let late = late.into_iter().filter(|span| span.closes > day);
        let late = late.map(|span| Span { opens: (span.opens - day).max(0), closes: span.closes - day });
        let own = self.spans(date).into_iter().filter(|span| span.opens < day);
        late.chain(own).map(|span| shown(Span { closes: span.closes.min(day), ..span })).collect()
    }

    /// The hours that begin on a day; above 1440 means the next.
    #[must_use]
    pub fn of(&self, date: Date) -> Vec<OpenSpan> {
        self.spans(date).into_iter().map(shown).collect()
    }

    /// "Open 9:00 to 17:00", "Closed", "Closed: Thanksgiving". Empty: no hours are told.
    #[must_use]
    pub fn words(&self, date: Date) -> String {
        if !self.is_told() {
            return String::new();
        }
        let open = spans_words(&self.of(date));
        match (open.is_empty(), self.why(date)) {
            (false, _) => format!("Open {open}"),
            (true, "") => "Closed".to_owned(),
            (true, why) => format!("Closed: {why}"),
        }
    }

    /// What the closure of a day is called. Empty: there is none, or it has no name.
    #[must_use]
    pub fn why(&self, date: Date) -> &str {
        let shut = |one: &&Kept| one.covers(date) && !one.name.is_empty() && !matches!(one.rule, Rule::Hours(_));
        self.kept.iter().rev().find(shut).map_or("", |one| &one.name)
    }

    /// The openings that begin on a day, as moments, in order and apart.
    pub(crate) fn openings(&self, date: Date) -> Vec<Opening> {
        let opening = |span: Span| {
            let start = wall::moment(date, span.opens, &self.zone)?;
            let end = wall::moment(date, span.closes, &self.zone)?;
            (start < end).then_some(Opening { start, end })
        };
        self.spans(date).into_iter().filter_map(opening).collect()
    }

    /// What is left of a day's hours after those of the day before have ended and all closures are taken out.
    fn spans(&self, date: Date) -> Vec<Span> {
        let before = date.yesterday().map(|before| self.told(before)).unwrap_or_default();
        let ended = before.iter().map(|span| span.closes - i32::from(DAY)).max().unwrap_or_default().max(0);
        let mut left: Vec<Span> = Vec::new();
        let mut from = ended;
        for span in self.told(date) {
            let span = Span { opens: span.opens.max(from), ..span };
            if span.opens < span.closes {
                from = span.closes;
                left.push(span);
            }
        }
        for cut in self.kept.iter().filter_map(|one| one.cut(date)) {
            left = left.into_iter().flat_map(|span| without(span, cut)).collect();
        }
        left
    }

    /// The hours of a day, before parts of it are taken out.
    fn told(&self, date: Date) -> Vec<Span> {
        let mut told = None;
        for one in self.kept.iter().filter(|one| one.covers(date)) {
            match &one.rule {
                Rule::Closed => return Vec::new(),
                Rule::Hours(open) => told = Some(open),
                Rule::Between { .. } => {}
            }
        }
        let weekday = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or_default();
        told.or_else(|| self.week.get(weekday)).cloned().unwrap_or_default()
    }
}

/// What of an opening is left beside a time that is closed.
fn without(span: Span, cut: Span) -> impl Iterator<Item = Span> {
    let before = Span { closes: span.closes.min(cut.opens), ..span };
    let after = Span { opens: span.opens.max(cut.closes), ..span };
    [before, after].into_iter().filter(|part| part.opens < part.closes)
}

fn shown(span: Span) -> OpenSpan {
    let minutes = |minutes: i32| u16::try_from(minutes).unwrap_or_default();
    OpenSpan { opens: minutes(span.opens), closes: minutes(span.closes) }
}

#[cfg(test)]
mod tests;
