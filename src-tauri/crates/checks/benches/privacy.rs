//! How well the privacy guard reads: recall and precision of every kind over the labelled sets, or over the files that
//! are named. `cargo xtask bench privacy` runs it.
#![expect(
    clippy::print_stdout,
    clippy::panic,
    reason = "a measurement: it prints, and it may end where it cannot go on"
)]

#[path = "../tests/privacy/table.rs"]
mod table;

const SETS: &[(&str, &str)] = &[
    ("labelled", include_str!("../tests/privacy/labelled.jsonl")),
    ("second set", include_str!("../tests/privacy/second.jsonl")),
];

fn main() {
    let files: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    if files.is_empty() {
        SETS.iter().for_each(|(name, lines)| show(name, lines));
    }
    for file in files {
        let lines = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
        show(&file, &lines);
    }
}

fn show(name: &str, lines: &str) {
    let set = table::read(lines);
    println!("{}", table::table(name, &set, &table::scores(&set, &table::library())));
}
