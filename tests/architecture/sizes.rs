//! Files stay small enough to be read at once. Functions are measured by clippy (`too_many_lines`).

use std::collections::BTreeMap;

use crate::sources::{self, Source};

const TALK: usize = 400;
const FAIL: usize = 600;
const TALK_ABOUT_CRATE: usize = 8_000;
/// Nothing grows beyond this: split it by meaning before.
const MOST_OF_CRATE: usize = 2 * TALK_ABOUT_CRATE;

fn measured() -> impl Iterator<Item = (Source, usize)> {
    let code =
        |source: &Source| source.is(&["rs", "ts", "svelte", "css", "mjs", "sql", "js"]) && !source.is_generated();
    sources::all().into_iter().filter(code).map(|source| {
        let lines = source.text.lines().count();
        (source, lines)
    })
}

#[test]
fn no_file_is_too_long() {
    let mut broken = Vec::new();
    for (source, lines) in measured() {
        if lines > FAIL {
            broken.push(format!("{lines} lines: {}", source.path));
        } else if lines > TALK {
            println!("to be split by meaning before long: {lines} lines in {}", source.path);
        }
    }
    sources::none("split these by meaning", &broken);
}

#[test]
fn no_crate_has_outgrown_its_name() {
    let mut crates: BTreeMap<String, usize> = BTreeMap::new();
    for (source, lines) in measured() {
        let Some((name, _)) = source.path.strip_prefix("src-tauri/crates/").and_then(|path| path.split_once('/'))
        else {
            continue;
        };
        if !source.is_test() {
            *crates.entry(name.to_owned()).or_default() += lines;
        }
    }
    assert!(!crates.is_empty(), "there are crates");
    for (name, lines) in crates.iter().filter(|(_, lines)| **lines > TALK_ABOUT_CRATE) {
        println!("to be talked about: {name} has {lines} lines");
    }
    let broken: Vec<String> =
        crates.iter().filter(|(_, lines)| **lines > MOST_OF_CRATE).map(|(name, _)| name.clone()).collect();
    sources::none("too large for one crate", &broken);
}
