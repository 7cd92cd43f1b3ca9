//! Where a person said that a picture shows people, a release is noted and holds on the day it goes out. Nothing is
//! guessed from the picture.

use crate::words::{about, picture};
use lectern_model::{DraftMedia, Finding, Fix, Level, PictureRecord};

const WHY: &str = "Whoever can be recognised should have agreed, or have been told that pictures are taken.";

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// What is said about the people in a draft's pictures. `records`: what was noted about them. `day`: the day on which it
/// goes out, `2026-11-27`.
#[must_use]
pub fn releases(media: &[DraftMedia], records: &[PictureRecord], day: &str) -> Vec<Finding> {
    let look = |(place, one): (usize, &DraftMedia)| {
        let record = records.iter().find(|record| record.picture == *one.root() && record.shows_people)?;
        let which = picture(media, place);
        let words = match &record.release {
            None => format!("{which} shows people, and no release is noted."),
            Some(release) => {
                // Days written this way sort as they come.
                let ended = release.expires_on.as_deref().filter(|last| *last < day)?;
                format!("{which} shows people, and their release ended on {}.", spoken(ended))
            }
        };
        let fix = u32::try_from(place).ok();
        let fix = fix.map(|picture| Fix::OpenPicture { label: "Note the release".to_owned(), picture });
        Some(about("release", Level::Warn, words).because(WHY).mended_by(fix))
    };
    media.iter().enumerate().filter_map(look).collect()
}

/// `2026-05-03` as `3 May 2026`.
fn spoken(day: &str) -> String {
    let mut parts = day.splitn(3, '-');
    let (year, month, date) = (parts.next(), parts.next(), parts.next());
    let month = month.and_then(|month| month.parse::<usize>().ok()?.checked_sub(1));
    match (year, month.and_then(|month| MONTHS.get(month)), date) {
        (Some(year), Some(month), Some(date)) => format!("{} {month} {year}", date.trim_start_matches('0')),
        _ => day.to_owned(),
    }
}
