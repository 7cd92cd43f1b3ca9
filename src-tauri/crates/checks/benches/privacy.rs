//! How well the privacy guard reads: recall and precision of every kind over the labelled sets, or over the files that
//! are named; and how well it reads authors it did not learn from. `cargo xtask bench privacy` runs it, with `-- --learn` it
//! learns anew.
#![expect(
    clippy::print_stdout,
    clippy::panic,
    reason = "a measurement: it prints, and it may end where it cannot go on"
)]

mod learning;
#[path = "../tests/privacy/table.rs"]
mod table;

use lectern_checks::privacy::{Kind, PARTS};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use table::{Labelled, Score};

/// What the guard was mended with or learned from, and which kinds are labelled there; none named: all.
const SETS: &[(&str, &str, &[Kind])] = &[
    ("labelled", include_str!("../tests/privacy/labelled.jsonl"), &[]),
    ("second", include_str!("../tests/privacy/second.jsonl"), &[]),
    ("third", include_str!("../tests/privacy/third.jsonl"), &[]),
    ("fourth", include_str!("../tests/privacy/fourth.jsonl"), &[]),
    ("fifth", include_str!("../tests/privacy/fifth.jsonl"), &[]),
    ("sixth", include_str!("../tests/privacy/sixth.jsonl"), &[]),
    ("mixed", include_str!("../tests/privacy/mixed.jsonl"), &[]),
    ("loans", include_str!("../tests/privacy/loans.jsonl"), &[Kind::Circulation]),
    ("pins", include_str!("../tests/privacy/pins.jsonl"), &[Kind::Pin, Kind::Circulation, Kind::Child]),
    ("topics", include_str!("../tests/privacy/topics.jsonl"), &[Kind::Interest, Kind::Programme, Kind::Child]),
];
/// What it was not.
const HELD_BACK: &[(&str, &str)] = &[
    ("seventh", include_str!("../tests/privacy/seventh.jsonl")),
    ("held back", include_str!("../tests/privacy/held-back.jsonl")),
    ("later", include_str!("../tests/privacy/later.jsonl")),
];

/// What is learned, and in which file it stands.
const LEARNED: [(&str, Kind); 5] = [
    ("loans.txt", Kind::Circulation),
    ("pins.txt", Kind::Pin),
    ("interests.txt", Kind::Interest),
    ("programmes.txt", Kind::Programme),
    ("children.txt", Kind::Child),
];

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let files: Vec<&String> = words.iter().filter(|word| !word.starts_with("--")).collect();
    if words.iter().any(|word| word == "--learn") {
        learn();
    } else if files.is_empty() {
        println!("Sets that the guard was mended with, or learned from:\n");
        SETS.iter().for_each(|(name, lines, kinds)| show(name, lines, kinds));
        println!("Sets that it was not:\n");
        HELD_BACK.iter().for_each(|(name, lines)| show(name, lines, &[]));
        unseen();
    }
    for file in files {
        let lines = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: {error}"));
        show(file, &lines, &[]);
    }
}

/// The table of the kinds that are labelled in a set.
fn show(name: &str, lines: &str, kinds: &[Kind]) {
    let set = table::read(lines);
    let mut scores = table::scores(&set, &table::library());
    scores.retain(|kind, _| kinds.is_empty() || kinds.contains(kind));
    println!("{}", table::table(name, &set, &scores));
}

/// The texts that a kind is learned from: where it is labelled. What comes in is not read for what only we could tell.
fn texts_for(kind: Kind) -> Vec<Labelled> {
    let labelled = SETS.iter().filter(|(_, _, kinds)| kinds.is_empty() || kinds.contains(&kind));
    let told = |text: &Labelled| !text.incoming || matches!(kind, Kind::Pin | Kind::Child);
    labelled.flat_map(|(_, lines, _)| table::read(lines)).filter(told).collect()
}

/// Learns from all texts anew, and writes down what was learned.
fn learn() {
    let all: Vec<Labelled> = SETS.iter().flat_map(|(_, lines, _)| table::read(lines)).collect();
    let words = learning::words(&all.iter().collect::<Vec<_>>());
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/privacy/learned/");
    let write = |file: &str, lines: Vec<String>| {
        let lines = BTreeSet::from_iter(lines).into_iter().fold(String::new(), |mut text, line| {
            let _ = writeln!(text, "{line}");
            text
        });
        std::fs::write(format!("{folder}{file}"), lines).unwrap_or_else(|error| panic!("{file}: {error}"));
    };
    for (file, kind) in LEARNED {
        let texts = texts_for(kind);
        let weights = learning::learn(kind, &texts.iter().collect::<Vec<_>>(), &words);
        let line = |(sign, weight): (&String, &f32)| {
            let lean = if sign.is_empty() { learning::lean(kind) } else { 0.0 };
            format!("{sign}\t{:.0}", (weight + lean) * PARTS)
        };
        write(file, weights.iter().map(line).collect());
    }
    write("words.txt", words.into_iter().collect());
}

/// How it reads what it has not seen: the texts of each author, by what is learned from those of all others.
fn unseen() {
    println!("Texts of each author, read by what is learned from those of all others (recall, precision):");
    for (_, kind) in LEARNED {
        let all = texts_for(kind);
        let authors: BTreeSet<&str> =
            all.iter().map(|text| text.author.as_str()).filter(|author| !author.is_empty()).collect();
        let mut whole = Score::default();
        for author in authors {
            let (own, others): (Vec<&Labelled>, Vec<&Labelled>) = all.iter().partition(|text| text.author == author);
            let words = learning::words(&others);
            let weights = learning::learn(kind, &others, &words);
            let mut score = Score::default();
            for text in own {
                let told = learning::weigh(kind, &weights, &text.text, &words) + learning::lean(kind) > 0.0;
                score.add(text.kinds.contains(&kind), told, &text.text);
                whole.add(text.kinds.contains(&kind), told, &text.text);
            }
            if score.recall() < 1.0 || score.right > 0 {
                println!("  {:<16} {author:<4} {:.3} {:.3}", kind.name(), score.recall(), score.precision());
            }
        }
        println!("  {:<16} all  {:.3} {:.3}", kind.name(), whole.recall(), whole.precision());
    }
}
