//! Closed days, and days with other hours.

use crate::days::Span;
use crate::week::{DAY, checked_span, clock, spans_words};
use jiff::civil::Date;
use lectern_model::{Closure, ClosureKind, Problem};

/// Most days that one closure may last.
const MOST_DAYS: i32 = 3660;

/// Most openings of one day.
const MOST_SPANS: usize = 20;

/// Most letters of a name.
const MOST_LETTERS: usize = 200;

/// A closure as it is reckoned with.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    pub(crate) name: String,
    first: Date,
    last: Date,
    pub(crate) rule: Rule,
}

/// What a closure does.
#[derive(Debug, Clone)]
pub(crate) enum Rule {
    Closed,
    Between { from: i32, until: i32 },
    Hours(Vec<Span>),
}

impl Kept {
    /// # Errors
    /// `BadInput` with the field that no closure can have.
    pub(crate) fn of(closure: &Closure) -> Result<Self, Problem> {
        let (first, last) = (day("first", &closure.first)?, day("last", &closure.last)?);
        if last < first {
            return Err(Problem::field("last", "The last day comes before the first."));
        }
        if first.until(last).map_or(MOST_DAYS, |span| span.get_days()) >= MOST_DAYS {
            return Err(Problem::field("last", "A closure lasts at most ten years. For good: take the hours out."));
        }
        let rule = match &closure.what {
            ClosureKind::Closed => Rule::Closed,
            ClosureKind::Between { from, until } => {
                if *from >= DAY || *until > DAY {
                    return Err(Problem::field("until", "These times are outside of a day."));
                }
                if first == last && until <= from {
                    return Err(Problem::field("until", "This ends before it begins. Is it on the day after?"));
                }
                Rule::Between { from: (*from).into(), until: (*until).into() }
            }
            ClosureKind::Hours { open } => Rule::Hours(spans(open)?),
        };
        Ok(Self { name: closure.name.clone(), first, last, rule })
    }

    /// Whether it is about a day.
    pub(crate) fn covers(&self, date: Date) -> bool {
        (self.first..=self.last).contains(&date)
    }

    /// Where it takes a part out of the hours that begin on a day: which.
    pub(crate) fn cut(&self, date: Date) -> Option<Span> {
        let Rule::Between { from, until } = self.rule else { return None };
        // Hours go on into the next day at most.
        if date > self.last || date.tomorrow().is_ok_and(|next| next < self.first) {
            return None;
        }
        let minutes = |to: Date| date.until(to).ok().map(|span| span.get_days() * i32::from(DAY));
        Some(Span { opens: minutes(self.first)? + from, closes: minutes(self.last)? + until })
    }
}

fn spans(open: &[lectern_model::OpenSpan]) -> Result<Vec<Span>, Problem> {
    let wrong = |words: &str| Problem::field("open", words);
    if open.is_empty() {
        return Err(wrong("Tell at least one opening, or choose closed."));
    }
    if open.len() > MOST_SPANS {
        return Err(wrong("These are more opening hours than a day can hold."));
    }
    for span in open {
        checked_span(span.opens, span.closes).map_err(wrong)?;
    }
    let mut spans: Vec<Span> =
        open.iter().map(|span| Span { opens: span.opens.into(), closes: span.closes.into() }).collect();
    spans.sort_unstable();
    let overlap = spans.iter().zip(spans.iter().skip(1)).any(|(one, next)| next.opens < one.closes);
    if overlap { Err(wrong("Two opening hours of one day overlap.")) } else { Ok(spans) }
}

/// A closure as it is kept.
///
/// # Errors
/// `BadInput` with the field that no closure can have.
pub fn checked_closure(closure: Closure) -> Result<Closure, Problem> {
    let kept = Kept::of(&closure)?;
    if kept.name.chars().count() > MOST_LETTERS {
        return Err(Problem::field("name", "This name is too long. 200 letters are the most."));
    }
    let Closure { name, what, .. } = closure;
    let what = match what {
        ClosureKind::Hours { mut open } => {
            open.sort_unstable_by_key(|span| span.opens);
            ClosureKind::Hours { open }
        }
        other => other,
    };
    Ok(Closure { name, first: kept.first.to_string(), last: kept.last.to_string(), what })
}

/// "Thursday 26 November 2026: closed"; the same without colon where nothing can be said of it.
#[must_use]
pub fn closure_words(closure: &Closure) -> String {
    let Ok(kept) = Kept::of(closure) else { return String::new() };
    let (first, last) = (date_words(kept.first), date_words(kept.last));
    let days = if kept.first == kept.last { first.clone() } else { format!("{first} to {last}") };
    match &closure.what {
        ClosureKind::Closed => format!("{days}: closed"),
        ClosureKind::Hours { open } => format!("{days}: open {}", spans_words(open)),
        ClosureKind::Between { from, until } if kept.first == kept.last => {
            format!("{days}: closed {} to {}", clock(*from), until_words(*until))
        }
        ClosureKind::Between { from, until } => {
            format!("Closed from {first}, {}, to {last}, {}", clock(*from), until_words(*until))
        }
    }
}

/// Whether all of a closure was over before a day.
#[must_use]
pub fn is_past(closure: &Closure, today: Date) -> bool {
    Kept::of(closure).is_ok_and(|kept| kept.last < today)
}

fn until_words(minutes: u16) -> String {
    if minutes == DAY { "midnight".to_owned() } else { clock(minutes) }
}

/// "Thursday 26 November 2026".
pub(crate) fn date_words(date: Date) -> String {
    date.strftime("%A %-d %B %Y").to_string()
}

fn day(field: &'static str, text: &str) -> Result<Date, Problem> {
    let wrong = |_| Problem::field(field, "This is not a day, for example 2026-11-26.");
    let date = Date::strptime("%Y-%m-%d", text.trim()).map_err(wrong)?;
    if (1900..=9000).contains(&date.year()) {
        Ok(date)
    } else {
        Err(Problem::field(field, "This year is too far away."))
    }
}

#[cfg(test)]
mod tests;
