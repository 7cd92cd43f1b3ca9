//! Record by record.

use super::{Checked, Found, Line, Manifest, strict};
use crate::bundle::LINES;
use crate::canonical::{canonical, sha256};
use crate::entry;
use lectern_model::RecordId;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(found: &Found, manifest: Option<&Manifest>, digests: &[String], checked: &mut Checked) {
    let Some(text) = found.texts.get(LINES) else {
        checked.fault(LINES, "It is missing.");
        return;
    };
    let lines: Vec<&str> = text.split_terminator('\n').collect();
    checked.records = lines.len();
    for line in &lines {
        let Some(line) = strict::<Line>(line) else { continue };
        checked.masked += usize::from(line.masked);
        in_log(&line, digests, checked);
        pictures(&line, found, manifest, checked);
    }
    if let Some(manifest) = manifest {
        compare(&lines, manifest, checked);
    }
}

/// Each record of the list, once, in its place.
fn compare(lines: &[&str], manifest: &Manifest, checked: &mut Checked) {
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        places.entry(sha256(line.as_bytes())).or_default().push(at);
    }
    let mut moved = false;
    for (at, listed) in manifest.records.iter().enumerate() {
        let name = record(listed.number);
        match places.get(&listed.sha256).map(Vec::as_slice) {
            None => checked.fault(name, "It is missing, or something in it was changed."),
            Some([_, _, ..]) => checked.fault(name, "It is there twice."),
            Some([place]) if *place != at && !moved => {
                // One that is missing or added moves all that follow: they are not named one by one.
                moved = true;
                if lines.len() == manifest.records.len() {
                    checked.fault(name, "It stands in another place.");
                }
            }
            Some(_) => {}
        }
    }
    let known: BTreeSet<&str> = manifest.records.iter().map(|listed| listed.sha256.as_str()).collect();
    for (sum, at) in &places {
        let number = |at: &usize| strict::<Line>(lines.get(*at)?).map(|line| line.number);
        if !known.contains(sum.as_str())
            && let Some(number) = at.first().and_then(number)
            && !manifest.records.iter().any(|listed| listed.number == number)
        {
            checked.fault(record(number), "It is not on the list: it was added.");
        }
    }
}

/// Whether it is the one that stands in the log under its number.
fn in_log(line: &Line, digests: &[String], checked: &mut Checked) {
    let place = usize::try_from(line.number.0 - 1).ok();
    let Some(digest) = place.and_then(|place| digests.get(place)) else {
        checked.fault(record(line.number), "The log has no record of this number.");
        return;
    };
    if entry::digest(line.number, line.at, line.kind, &line.body_sha256) != *digest {
        checked.fault(record(line.number), "It is not the one that stands in the log.");
    } else if !line.masked && sha256(canonical(&line.body).as_bytes()) != line.body_sha256 {
        checked.fault(record(line.number), "Its words are not those that were written in the log.");
    }
}

/// Whether the pictures it names are there.
fn pictures(line: &Line, found: &Found, manifest: Option<&Manifest>, checked: &mut Checked) {
    let words = line.body.get("words").into_iter();
    let context = line.body.get("context").and_then(|context| context.as_array()).into_iter().flatten();
    for said in words.chain(context) {
        let media = said.get("media").and_then(|media| media.as_array()).into_iter().flatten();
        for hash in media.filter_map(|picture| picture.get("hash")?.as_str()) {
            let begins = format!("media/{hash}.");
            let there = found.sums.range(begins.clone()..).next().is_some_and(|(name, _)| name.starts_with(&begins));
            let lost = manifest.is_some_and(|manifest| manifest.absent.contains(hash));
            if !there && !lost {
                checked.fault(record(line.number), format!("Its picture {hash} is missing."));
            }
        }
    }
}

fn record(number: RecordId) -> String {
    format!("Record {number}")
}
