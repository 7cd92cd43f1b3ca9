//! Labelled texts, and how well the guard reads them: recall and precision of every kind, what it missed and what it
//! took for something else.
#![expect(
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a set that cannot be read ends the test and the bench that read it"
)]

use lectern_checks::privacy::{CardFormat, Guard, Kind, incoming, outgoing_found};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The library that the texts are written for.
pub(crate) fn library() -> Guard {
    Guard {
        prefixes: vec!["1234".to_owned()],
        formats: vec![CardFormat { length: 7, prefix: "84".to_owned() }],
        phones: vec!["(212) 555-0142".to_owned(), "212-555-0199".to_owned()],
        addresses: vec!["100 Main Street, Glen Falls".to_owned(), "12 River Road, Glen Falls".to_owned()],
        domains: vec!["glenlibrary.example.org".to_owned()],
        people: Vec::new(),
        reply: false,
    }
}

/// A text, and what a person found in it.
pub(crate) struct Labelled {
    pub(crate) text: String,
    pub(crate) incoming: bool,
    pub(crate) kinds: BTreeSet<Kind>,
    /// PINs and passwords, as they stand there.
    pub(crate) values: Vec<String>,
    /// Who wrote it.
    pub(crate) author: String,
}

/// Reads a set: one JSON object a line, with `text`, `direction` (`in` or `out`) and `kinds`.
pub(crate) fn read(lines: &str) -> Vec<Labelled> {
    let objects = lines.lines().filter(|line| !line.trim().is_empty());
    objects
        .map(|line| {
            let object: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
            let kind = |name: &Value| {
                let name = name.as_str().unwrap_or_default();
                Kind::named(name).unwrap_or_else(|| panic!("no kind is named {name}: {line}"))
            };
            let words = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            Labelled {
                text: object["text"].as_str().unwrap_or_else(|| panic!("no text: {line}")).to_owned(),
                incoming: object["direction"].as_str().is_some_and(|way| way.starts_with("in")),
                kinds: object["kinds"].as_array().into_iter().flatten().map(kind).collect(),
                values: object["values"].as_array().into_iter().flatten().map(words).collect(),
                author: words(&object["author"]),
            }
        })
        .collect()
}

/// How one kind was read.
#[derive(Debug, Default, Clone)]
pub(crate) struct Score {
    pub(crate) right: usize,
    pub(crate) missed: Vec<String>,
    pub(crate) false_alarms: Vec<String>,
}

impl Score {
    /// One more text, that tells or not, and was read so or not.
    pub(crate) fn add(&mut self, tells: bool, read: bool, text: &str) {
        match (tells, read) {
            (true, true) => self.right += 1,
            (true, false) => self.missed.push(text.to_owned()),
            (false, true) => self.false_alarms.push(text.to_owned()),
            (false, false) => {}
        }
    }

    /// Of those that are there, how many were found.
    pub(crate) fn recall(&self) -> f64 {
        share(self.right, self.missed.len())
    }

    /// Of those that were found, how many are there.
    pub(crate) fn precision(&self) -> f64 {
        share(self.right, self.false_alarms.len())
    }
}

fn share(right: usize, wrong: usize) -> f64 {
    let count = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    if right + wrong == 0 { 1.0 } else { count(right) / count(right + wrong) }
}

/// Every kind's score over a set.
pub(crate) fn scores(set: &[Labelled], guard: &Guard) -> BTreeMap<Kind, Score> {
    let mut scores: BTreeMap<Kind, Score> = Kind::ALL.into_iter().map(|kind| (kind, Score::default())).collect();
    for one in set {
        let found = if one.incoming { incoming(&one.text, guard) } else { outgoing_found(&one.text, guard) };
        let found: BTreeSet<Kind> = found.into_iter().map(|found| found.kind).collect();
        for (kind, score) in &mut scores {
            score.add(one.kinds.contains(kind), found.contains(kind), &one.text);
        }
    }
    scores
}

/// The table, with what went wrong below it.
pub(crate) fn table(name: &str, set: &[Labelled], scores: &BTreeMap<Kind, Score>) -> String {
    let traps = set.iter().filter(|one| one.kinds.is_empty()).count();
    let mut words = format!("{name}: {} texts, {traps} of them traps\n", set.len());
    let _ = writeln!(words, "  {:<16} {:>5} {:>5} {:>7} {:>10}", "kind", "level", "there", "recall", "precision");
    for (kind, score) in scores {
        let level = format!("{:?}", kind.level()).to_lowercase();
        let there = score.right + score.missed.len();
        let (recall, precision) = (score.recall(), score.precision());
        let _ = writeln!(words, "  {:<16} {level:>5} {there:>5} {recall:>7.3} {precision:>10.3}", kind.name());
    }
    for (kind, score) in scores {
        for text in &score.missed {
            let _ = writeln!(words, "  missed {}: {text:?}", kind.name());
        }
        for text in &score.false_alarms {
            let _ = writeln!(words, "  falsely {}: {text:?}", kind.name());
        }
    }
    words
}
