//! Checking what was handed out, without the app.

mod lines;

use crate::bundle::{FORMAT, LINES, LINKS, MANIFEST, SEAL};
use crate::canonical::{canonical, sha256};
use crate::chain::Chain;
use crate::entry;
use crate::zip;
use lectern_model::{RecordId, RecordKind, Timestamp};
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};

/// Something that is not as it was handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The record or the file.
    pub at: String,
    /// What is wrong with it.
    pub words: String,
}

/// What came of a check.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// Files looked at.
    pub files: usize,
    /// Records looked at.
    pub records: usize,
    /// Of these, masked: they are as they were handed out, and their place in the log is right; their words in the log
    /// are others.
    pub masked: usize,
    /// Links of the log's chain.
    pub links: i64,
    /// The last hash of the log.
    pub head: String,
    /// What is wrong; none: nothing.
    pub faults: Vec<Fault>,
}

impl Checked {
    fn fault(&mut self, at: impl Into<String>, words: impl Into<String>) {
        self.faults.push(Fault { at: at.into(), words: words.into() });
    }
}

#[derive(Deserialize)]
struct Manifest {
    format: String,
    files: Vec<ListedFile>,
    records: Vec<ListedRecord>,
    /// Pictures that were lost before anything was handed out.
    absent: BTreeSet<String>,
}

#[derive(Deserialize)]
struct ListedFile {
    name: String,
    sha256: String,
}

#[derive(Deserialize)]
struct ListedRecord {
    number: RecordId,
    sha256: String,
}

/// A record's line: what of it is looked at.
#[derive(Deserialize)]
struct Line {
    number: RecordId,
    at: Timestamp,
    kind: RecordKind,
    body: Value,
    body_sha256: String,
    #[serde(default)]
    masked: bool,
}

#[derive(Deserialize)]
struct Link {
    number: RecordId,
    digest: String,
    hash: String,
}

/// The files of the ZIP: each one's SHA-256, and the text of those that are read.
#[derive(Default)]
struct Found {
    sums: BTreeMap<String, String>,
    texts: BTreeMap<&'static str, String>,
}

/// Checks a ZIP. `head`: the last hash of the log as it was told by another way; none: it is not compared.
///
/// # Errors
/// The file could not be read.
pub fn check(from: impl Read, head: Option<&str>) -> io::Result<Checked> {
    let mut checked = Checked::default();
    let found = files(from, &mut checked)?;
    let digests = links(&found, &mut checked);
    let sealed = seal(&found, &digests, &mut checked);
    let manifest = manifest(&found, sealed.as_deref(), &mut checked);
    if let Some(manifest) = &manifest {
        listed(&found, manifest, &mut checked);
    }
    lines::check(&found, manifest.as_ref(), &digests, &mut checked);
    if head.is_some_and(|head| head.trim() != checked.head) {
        checked.fault(LINKS, "The last hash of the log is another than the one you gave: this is not the same log.");
    }
    Ok(checked)
}

fn files(from: impl Read, checked: &mut Checked) -> io::Result<Found> {
    let mut found = Found::default();
    let wrong = zip::read(from, |file| {
        checked.files += 1;
        if !file.whole {
            checked.fault(&file.name, "It is not as it was written into the ZIP.");
        }
        if let Some(name) = [LINES, MANIFEST, SEAL, LINKS].into_iter().find(|name| **name == file.name) {
            // Read as far as it can be, so that the record at fault is named.
            found.texts.insert(name, String::from_utf8_lossy(&file.bytes).into_owned());
        }
        if found.sums.insert(file.name.clone(), sha256(&file.bytes)).is_some() {
            checked.fault(&file.name, "It is in the ZIP twice.");
        }
    })?;
    if let Some(words) = wrong {
        checked.fault("The ZIP file", words);
    }
    Ok(found)
}

/// The digests of the chain, in order, as far as it is whole.
fn links(found: &Found, checked: &mut Checked) -> Vec<String> {
    let mut chain = Chain::default();
    let mut digests = Vec::new();
    let Some(text) = found.texts.get(LINKS) else {
        checked.fault(LINKS, "It is missing.");
        return digests;
    };
    for line in text.split_terminator('\n') {
        let due = RecordId(chain.length + 1);
        let link = strict::<Link>(line);
        let follows = link.is_some_and(|link| {
            let follows = chain.link(link.number, &link.digest, &link.hash).is_ok();
            digests.push(link.digest);
            follows
        });
        if !follows {
            checked.fault(format!("{LINKS}, record {due}"), "It does not follow from the record before it.");
            break;
        }
    }
    if !text.ends_with('\n') {
        checked.fault(LINKS, "Its end is missing.");
    }
    checked.links = chain.length;
    checked.head = chain.head;
    digests
}

/// The SHA-256 of the manifest, as the log's own record of this hand-out holds it.
fn seal(found: &Found, digests: &[String], checked: &mut Checked) -> Option<String> {
    let line = found.texts.get(SEAL).and_then(|text| strict::<Line>(text));
    let Some(line) = line else {
        checked.fault(SEAL, "It is missing or was changed.");
        return None;
    };
    let last = digests.last().is_some_and(|digest| {
        usize::try_from(line.number.0).is_ok_and(|number| number == digests.len())
            && entry::digest(line.number, line.at, line.kind, &line.body_sha256) == *digest
    });
    if !last || line.kind != RecordKind::Exported || sha256(canonical(&line.body).as_bytes()) != line.body_sha256 {
        checked.fault(SEAL, "It is not the last record of the chain.");
    }
    Some(line.body.get("sealed")?.as_str()?.to_owned())
}

fn manifest(found: &Found, sealed: Option<&str>, checked: &mut Checked) -> Option<Manifest> {
    let text = found.texts.get(MANIFEST);
    let whole = found.sums.get(MANIFEST).is_some_and(|sum| Some(sum.as_str()) == sealed);
    if !whole && sealed.is_some() {
        checked.fault(MANIFEST, "It is not the list that the log's record of this hand-out names.");
    }
    let manifest: Option<Manifest> = text.and_then(|text| serde_json::from_str(text).ok());
    match manifest {
        Some(manifest) if manifest.format == FORMAT => Some(manifest),
        Some(manifest) => {
            checked.fault(MANIFEST, format!("It says {}; this program knows {FORMAT}.", manifest.format));
            None
        }
        None => {
            checked.fault(MANIFEST, "It is missing or cannot be read.");
            None
        }
    }
}

/// Every file of the list, and no other.
fn listed(found: &Found, manifest: &Manifest, checked: &mut Checked) {
    for file in &manifest.files {
        match found.sums.get(&file.name) {
            Some(sum) if *sum == file.sha256 => {}
            Some(_) => checked.fault(&file.name, "It is not as it was handed out."),
            None => checked.fault(&file.name, "It is missing."),
        }
    }
    let own = [MANIFEST, SEAL, LINKS];
    for name in found.sums.keys().filter(|name| !own.contains(&name.as_str())) {
        if !manifest.files.iter().any(|file| file.name == *name) {
            checked.fault(name, "It is not on the list: it was added or renamed.");
        }
    }
    if let Some((name, sum)) = found.sums.iter().find(|(name, sum)| name.starts_with("media/") && !name.contains(*sum))
    {
        checked.fault(name, format!("A picture's name is its SHA-256, and this one's is {sum}."));
    }
}

/// A value from a line that must be written in the one way it can be.
fn strict<T: for<'a> Deserialize<'a>>(line: &str) -> Option<T> {
    let value: Value = serde_json::from_str(line).ok()?;
    if canonical(&value) != line {
        return None;
    }
    serde_json::from_value(value).ok()
}
