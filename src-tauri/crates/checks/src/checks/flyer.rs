//! What a picture invites to is in the text as well: date, time and place. Speaks English and keeps still where it is in doubt.

use crate::draft::Checked;
use crate::words::listed;
use lectern_model::{Finding, Level};

const WHY: &str = "Not everyone sees the picture, and only the text is searched, translated and copied into calendars.";

const EVENTS: &[&str] = &[
    "author visit",
    "book club",
    "book sale",
    "concert",
    "event",
    "exhibition",
    "festival",
    "film night",
    "lecture",
    "movie night",
    "open house",
    "party",
    "performance",
    "reading group",
    "screening",
    "story time",
    "storytime",
    "workshop",
];

/// A picture that is called one of these is made of words.
const PRINTS: &[&str] = &["flyer", "flier", "invitation", "poster"];

/// Words by which a text invites.
const INVITES: &[&str] = &[
    "come along",
    "come and join",
    "come to our",
    "come to the",
    "don't miss",
    "everyone is welcome",
    "join us",
    "register now",
    "save the date",
    "see you there",
    "sign up",
    "you are invited",
    "you're invited",
];

const DAYS: &[&str] = &[
    "monday",
    "mondays",
    "tuesday",
    "tuesdays",
    "wednesday",
    "wednesdays",
    "thursday",
    "thursdays",
    "friday",
    "fridays",
    "saturday",
    "saturdays",
    "sunday",
    "sundays",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "today",
    "tonight",
    "tomorrow",
    "weekend",
    "weekends",
    "weekly",
    "daily",
    "christmas",
    "halloween",
    "easter",
];

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
];

const HOURS: &[&str] = &["noon", "midday", "midnight", "o'clock", "all day"];

/// Behind a number they make an hour of it.
const HALVES: &[&str] = &["am", "pm", "a.m", "p.m", "h", "o'clock"];

const SPOKEN: &[&str] =
    &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "half"];

const PLACES: &[&str] = &[
    "auditorium",
    "avenue",
    "ave",
    "branch",
    "cafe",
    "café",
    "center",
    "centre",
    "church",
    "floor",
    "garden",
    "gallery",
    "hall",
    "library",
    "lawn",
    "livestream",
    "lobby",
    "museum",
    "online",
    "park",
    "plaza",
    "road",
    "room",
    "school",
    "square",
    "st",
    "street",
    "teams",
    "theater",
    "theatre",
    "town",
    "upstairs",
    "downstairs",
    "virtual",
    "webinar",
    "zoom",
];

pub(crate) fn check(draft: &Checked<'_>) -> Option<Finding> {
    let text = Said::read(draft.text);
    let mut shown = draft.media.iter().filter(|media| !media.decorative).map(|media| Said::read(&media.description));
    let invites = shown.any(|picture| {
        let prints = picture.has(PRINTS) && picture.has(EVENTS);
        let dated = picture.has(EVENTS) && picture.date() && picture.time();
        let told = text.has(INVITES) && (text.has(EVENTS) || picture.has(EVENTS));
        prints || dated || told
    });
    if !invites {
        return None;
    }
    let all = [("date", text.date()), ("time", text.time()), ("place", text.place())];
    let missing: Vec<String> = all.iter().filter(|(_, there)| !there).map(|(name, _)| format!("the {name}")).collect();
    if missing.is_empty() {
        return None;
    }
    let words = format!("This looks like an invitation, but the text does not say {}.", listed(&missing, "or"));
    Some(Finding::new("flyer", Level::Warn, words).because(WHY))
}

/// The words of a text in small letters.
struct Said {
    words: Vec<String>,
    /// All of them, with a space before and behind each.
    line: String,
}

impl Said {
    fn read(text: &str) -> Self {
        let parts = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '–' | '—' | '(' | ')' | '|'));
        let bare = parts.map(|part| part.trim_matches(|c: char| !c.is_alphanumeric()));
        let words: Vec<String> =
            bare.filter(|word| !word.is_empty()).map(|word| word.to_lowercase().replace('’', "'")).collect();
        let line = format!(" {} ", words.join(" "));
        Self { words, line }
    }

    fn has(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.line.contains(&format!(" {phrase} ")))
    }

    /// Whether two words side by side are such.
    fn pair(&self, is: impl Fn(&str, &str) -> bool) -> bool {
        self.words.windows(2).any(|pair| matches!(pair, [one, other] if is(one, other)))
    }

    fn date(&self) -> bool {
        let written = self.words.iter().any(|word| is_ordinal(word) || is_date(word));
        // A month counts with a day beside it: “may” and “march” are words too.
        let month = |one: &str, other: &str| MONTHS.contains(&one) && is_day(other);
        let week = |one: &str, other: &str| matches!((one, other), ("this" | "next", "week" | "month"));
        written || self.has(DAYS) || self.pair(|a, b| month(a, b) || month(b, a) || week(a, b))
    }

    fn time(&self) -> bool {
        let mut parts = self.words.iter().flat_map(|word| word.split('-'));
        let before = |word: &str| matches!(word, "at" | "from" | "until" | "till" | "by" | "between");
        let beside =
            |one: &str, other: &str| (is_hour(one) && HALVES.contains(&other)) || (before(one) && begins_hour(other));
        self.has(HOURS) || parts.any(is_clock) || self.pair(beside)
    }

    fn place(&self) -> bool {
        self.has(PLACES)
    }
}

fn is_number(word: &str, most: u16) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit()) && word.parse::<u16>().is_ok_and(|number| number <= most)
}

fn is_day(word: &str) -> bool {
    is_number(word, 31) || is_ordinal(word)
}

/// `1st`, `22nd`.
fn is_ordinal(word: &str) -> bool {
    ["st", "nd", "rd", "th"].iter().any(|end| word.strip_suffix(end).is_some_and(|day| is_number(day, 31)))
}

/// `12/4`, `1.5.2027`, `2027-05-01`. Two numbers with a point or a dash between are hours, prices or pages.
fn is_date(word: &str) -> bool {
    let numbers = |sign: char| {
        let parts: Vec<&str> = word.split(sign).collect();
        if parts.iter().all(|part| is_number(part, 9999)) { parts.len() } else { 0 }
    };
    matches!(numbers('/'), 2 | 3) || numbers('.') == 3 || numbers('-') == 3
}

/// `9`, `9:30`, `9.30`.
fn is_hour(word: &str) -> bool {
    match word.split_once([':', '.']) {
        Some((hour, minutes)) => is_number(hour, 24) && minutes.len() == 2 && is_number(minutes, 59),
        None => is_number(word, 24),
    }
}

/// `9:30`, `9am`, `14h`: an hour by itself.
fn is_clock(word: &str) -> bool {
    let half = HALVES.iter().any(|half| word.strip_suffix(half).is_some_and(is_hour));
    half || (word.contains(':') && is_hour(word))
}

/// The `3`, `three` or `3-5` after “at”.
fn begins_hour(word: &str) -> bool {
    word.split('-').next().is_some_and(|first| is_hour(first) || SPOKEN.contains(&first))
}
