//! Birth dates: a date beside a word for it, said of somebody who is not a figure of history.

use super::fold::Folded;
use super::kind::Kind;
use super::pattern::{Pattern, group};
use super::tables::Table;
use super::{Found, found};

static BIRTH: Pattern = Pattern::new(concat!(
    r"(?P<sure>\b(?:d\.? ?o\.? ?b\.?|date of birth|birth ?date|fecha de nacimiento|fecha nac\.?|date de naissance|geburtsdatum|data de nascimento)|تاريخ الميلاد|जन्म तिथि|जन्मतिथि)",
    r"|(?P<word>\b(?:born|birthday|bday|b-day|nacio|naci|nacida|nacido|cumpleanos|nee? le|nee|anniversaire|geboren)\b|عيد ميلاد|जन्मदिन)",
));

static DATE: Pattern = Pattern::new(concat!(
    r"(?P<year>\b(?:[0-9]{1,2} ?[\-/.] ?[0-9]{1,2} ?[\-/.] ?(?:19|20)?[0-9]{2}|(?:19|20)[0-9]{2} ?[\-/.] ?[0-9]{1,2} ?[\-/.] ?[0-9]{1,2}",
    r"|(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)\.? (?:the )?[0-9]{1,2}(?:st|nd|rd|th)?,? (?:of )?(?:19|20)[0-9]{2}",
    r"|[0-9]{1,2}(?:st|nd|rd|th|er|\.)?(?: (?:of|de))? (?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)\.?,?(?: (?:of|de|del))? (?:19|20)[0-9]{2})\b)",
    r"|(?P<short>\b(?:(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)\.? (?:the )?[0-9]{1,2}(?:st|nd|rd|th)?|[0-9]{1,2}(?:st|nd|rd|th|er|\.)?(?: (?:of|de))? (?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)|[0-9]{1,2}/[0-9]{1,2})\b)",
));

/// Said of oneself, of the one who is written to, or of their people.
static SOMEBODYS: Pattern = Pattern::new(concat!(
    r"\b(?:my|mine|i|i'm|i was|im|me|your|you|yours|mi|mis|mon|ma|sa|su|tu|her|his|son|daughter|child|kid|kids|husband|wife|mom|mum|dad|mother|father|brother|sister",
    r"|grandson|granddaughter|nephew|niece|hijo|hija|fils|fille|patron|member|baby|twins|she|he|account|card|verify|verification|je|suis)\b"
));

/// Said of people everybody may read about.
static FIGURES: Pattern = Pattern::new(
    r"\b(?:author|authors|writer|poet|novelist|illustrator|president|artist|composer|singer|dr\. seuss|seuss|library was|branch was|book|in history)\b",
);

/// So near stand the word and the date.
const NEAR: usize = 36;

pub(super) fn look(folded: &Folded) -> Vec<Found> {
    let words: Vec<(std::ops::Range<usize>, bool)> = BIRTH
        .all(&folded.text)
        .filter_map(|taken| Some((taken.get(0)?.range(), group(&taken, "sure").is_some())))
        .collect();
    if words.is_empty() {
        return Vec::new();
    }
    let mut all = in_rows(folded);
    for taken in DATE.all(&folded.text) {
        let Some(at) = taken.get(0).map(|whole| whole.range()) else { continue };
        let full = group(&taken, "year").is_some();
        let near = |word: &std::ops::Range<usize>| {
            let gap = if word.end <= at.start {
                folded.get(word.end..at.start)
            } else if at.end <= word.start {
                folded.get(at.end..word.start)
            } else {
                return true;
            };
            gap.chars().count() <= NEAR && !gap.contains('\n')
        };
        let first = words.partition_point(|(word, _)| word.end + NEAR * 4 < at.start);
        let close = words.iter().skip(first).take(4).find(|(word, _)| near(word));
        let Some((word, sure)) = close else { continue };
        let around =
            format!("{} {}", line(folded.before(word.start, 50)), folded.get(word.start..(at.end.max(word.end))));
        let said = folded.get(word.end.min(at.start)..at.start);
        let told = full && matches!(said.trim(), ":" | "=" | "-" | "#");
        let begins =
            full && SUBJECTLESS.is_in(folded.get(0..word.start)) && at.start > word.end && at.start - word.end < 9;
        let theirs = (told || begins || SOMEBODYS.is_in(&around) || folded.get(word.clone()).ends_with(" le"))
            && !FIGURES.is_in(&around);
        if *sure
            || (theirs && (full || folded.get(word.clone()).contains(['b', 'c', 'a'])))
                && !is_old(folded.get(at.clone()))
        {
            all.push(found(Kind::BirthDate, at));
        }
    }
    all
}

/// Dates in a column of birth dates.
fn in_rows(folded: &Folded) -> Vec<Found> {
    static HEAD: Pattern = Pattern::new(
        r"\b(?:dob|d\.o\.b|birth ?date|date_of_birth|birth_date|date of birth|birthday|born|nacimiento|naissance)\b",
    );
    let Some(table) = Table::of(folded) else { return Vec::new() };
    let cells = table.below(&HEAD).into_iter();
    let dated = cells.filter_map(|cell| {
        let date = DATE.places(folded.get(cell.clone())).next()?;
        let at = cell.start + date.start..cell.start + date.end;
        (!is_old(folded.get(at.clone()))).then(|| found(Kind::BirthDate, at))
    });
    dated.collect()
}

/// Nothing before the word says who.
static SUBJECTLESS: Pattern = Pattern::new(r"^[^a-z0-9]{0,6}$");

/// Nobody who uses the library was born so long ago.
fn is_old(date: &str) -> bool {
    let years = date.split(|c: char| !c.is_ascii_digit()).filter(|part| part.len() == 4);
    years.filter_map(|year| year.parse::<u32>().ok()).any(|year| year < 1920)
}

fn line(before: &str) -> &str {
    before.rsplit(['\n']).next().unwrap_or(before)
}
