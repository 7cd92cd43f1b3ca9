//! Words in braces that nobody filled in.

use crate::draft::Checked;
use crate::spans::{replace, span};
use crate::variables::{Braces, braces, named};
use crate::words::{MOST, quoted};
use lectern_model::{Finding, Level, Variable};

const WHY: &str = "Words in braces are filled in when a post is begun from a template, and never by themselves when it goes \
                   out.";
const BY_HAND: &str = "It is a blank of the template. Write the words that belong here, or take it out.";
const NOT_TOLD: &str = "Settings do not say it yet. Add it there under Library, or write it here.";

pub(crate) fn check(draft: &Checked<'_>) -> Vec<Finding> {
    let Some(variables) = draft.variables else { return Vec::new() };
    let found = braces(draft.text).into_iter().take(MOST);
    found.map(|found| finding(draft.text, &found, named(found.name, variables))).collect()
}

fn finding(text: &str, found: &Braces<'_>, variable: Option<&Variable>) -> Finding {
    let written = text.get(found.at.clone()).unwrap_or_default();
    let at = span(text, found.at.start, found.at.end);
    match variable {
        None => {
            let words = format!("{} goes out as it stands.", quoted(written));
            Finding::new("variables", Level::Tell, words).at(at)
        }
        Some(variable) => {
            let words = format!("{written} is not filled in: {}.", variable.meaning);
            let (why, fix) = match &variable.value {
                Some(value) => (WHY, Some(replace(&format!("Fill in {}", quoted(value)), at, value.clone()))),
                None if variable.by_hand => (BY_HAND, None),
                None => (NOT_TOLD, None),
            };
            Finding::new("variables", Level::Stop, words).at(at).because(why).mended_by(fix)
        }
    }
}
