//! What is handed out: one ZIP.
//!
//! | file | what |
//! |---|---|
//! | `records.jsonl` | a record a line, canonical JSON |
//! | `records.csv`, `index.html` | the same to read |
//! | `media/` | pictures, named by their SHA-256 |
//! | `manifest.json` | SHA-256 of each of these files, and of each line of `records.jsonl` |
//! | `seal.json` | the log's own record of this hand-out, which holds the SHA-256 of `manifest.json` |
//! | `chain.jsonl` | digest and hash of every record of the log, up to the one in `seal.json` |

mod masking;
mod page;
mod table;

use crate::canonical::{canonical, sha256};
use crate::entry::Entry;
use crate::zip::Zip;
use lectern_model::{MediaHash, RecordBody, RecordId, RecordKind, Timestamp};
pub use masking::mask_body;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{self, Write};

pub(crate) const LINES: &str = "records.jsonl";
pub(crate) const MANIFEST: &str = "manifest.json";
pub(crate) const SEAL: &str = "seal.json";
pub(crate) const LINKS: &str = "chain.jsonl";
pub(crate) const FORMAT: &str = "lectern-records/1";

/// What the hand-out says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// The library.
    pub library: String,
    /// Who asked, or the number of the request.
    pub request: String,
    /// What was asked for, in words.
    pub scope: Vec<String>,
    /// What it cannot hold, in words.
    pub limits: Vec<String>,
    /// When it was made.
    pub made_at: Timestamp,
    /// The same on the library's clock.
    pub made: String,
}

/// A record as it is handed out.
#[derive(Debug, Clone, PartialEq)]
pub struct Released {
    /// Its place in the log.
    pub entry: Entry,
    /// What it says, masked or not.
    pub body: RecordBody,
    /// Whether its words were masked.
    pub masked: bool,
    /// What its category is called.
    pub category: String,
    /// When it was written, on the library's clock.
    pub when: String,
}

/// A hand-out being written.
pub struct Bundle<W: Write> {
    zip: Zip<W>,
    about: About,
    files: Vec<Value>,
    lines: String,
    listed: Vec<Value>,
    table: table::Table,
    page: page::Page,
    media: BTreeSet<String>,
    absent: BTreeSet<String>,
}

impl<W: Write> Bundle<W> {
    /// Begins one.
    pub fn begin(out: W, about: About) -> Self {
        Self {
            zip: Zip::new(out),
            page: page::Page::begin(&about),
            table: table::Table::begin(),
            about,
            files: Vec::new(),
            lines: String::new(),
            listed: Vec::new(),
            media: BTreeSet::new(),
            absent: BTreeSet::new(),
        }
    }

    /// Adds a picture, once. Call it before the records that show it.
    ///
    /// # Errors
    /// What the file said.
    pub fn media(&mut self, hash: &MediaHash, bytes: &[u8]) -> io::Result<()> {
        let name = media_name(hash, bytes);
        if self.media.insert(name.clone()) { self.file(&name, bytes) } else { Ok(()) }
    }

    /// A picture of the records is not in the media folder any more: the list says so.
    pub fn absent(&mut self, hash: &MediaHash) {
        self.absent.insert(hash.to_string());
    }

    /// Adds a record. They come in the order of their numbers.
    ///
    /// # Errors
    /// The table could not be written.
    pub fn record(&mut self, record: &Released) -> io::Result<()> {
        let line = line(record);
        self.listed.push(json!({"number": record.entry.number, "sha256": sha256(line.as_bytes())}));
        self.lines.push_str(&line);
        self.lines.push('\n');
        self.table.add(record)?;
        self.page.add(record, |hash| self.media.iter().find(|name| name.contains(hash.as_str())).cloned());
        Ok(())
    }

    /// Writes what was added and the list of it. Answers the SHA-256 of the list, for the log's own record.
    ///
    /// # Errors
    /// What the file said.
    pub fn list(mut self) -> io::Result<(Self, String)> {
        let lines = std::mem::take(&mut self.lines);
        self.file(LINES, lines.as_bytes())?;
        let table = std::mem::replace(&mut self.table, table::Table::begin()).finish()?;
        self.file("records.csv", &table)?;
        let page = std::mem::take(&mut self.page).finish();
        self.file("index.html", page.as_bytes())?;
        let manifest = canonical(&json!({
            "about": {
                "library": self.about.library, "request": self.about.request, "scope": self.about.scope,
                "limits": self.about.limits, "made_at": self.about.made_at,
            },
            "absent": std::mem::take(&mut self.absent),
            "files": std::mem::take(&mut self.files),
            "format": FORMAT,
            "records": std::mem::take(&mut self.listed),
        }));
        self.zip.add(MANIFEST, manifest.as_bytes())?;
        let sum = sha256(manifest.as_bytes());
        Ok((self, sum))
    }

    /// Writes the log's own record of this hand-out and all links of the chain up to it, each a number, a digest and
    /// a hash; gives back what was written to.
    ///
    /// # Errors
    /// What the file said.
    pub fn seal(
        mut self,
        entry: &Entry,
        body: &RecordBody,
        links: impl Iterator<Item = (RecordId, String, String)>,
    ) -> io::Result<W> {
        let seal = head(entry, json!(body));
        self.zip.add(SEAL, canonical(&seal).as_bytes())?;
        let mut chain = String::new();
        for (number, digest, hash) in links {
            chain.push_str(&canonical(&json!({"digest": digest, "hash": hash, "number": number})));
            chain.push('\n');
        }
        self.zip.add(LINKS, chain.as_bytes())?;
        self.zip.finish()
    }

    fn file(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.zip.add(name, bytes)?;
        self.files.push(json!({"bytes": bytes.len(), "name": name, "sha256": sha256(bytes)}));
        Ok(())
    }
}

fn head(entry: &Entry, body: Value) -> Value {
    json!({
        "at": entry.at, "body": body, "body_sha256": entry.body, "kind": entry.kind, "number": entry.number,
    })
}

fn line(record: &Released) -> String {
    let mut body = json!(record.body);
    if let Value::Object(fields) = &mut body
        && record.masked
    {
        // With it, what is masked could be tried out until the digest fits.
        fields.remove("salt");
    }
    let mut line = head(&record.entry, body);
    if let Value::Object(fields) = &mut line {
        fields.insert("category".to_owned(), json!(record.category));
        fields.insert("masked".to_owned(), json!(record.masked));
    }
    canonical(&line)
}

/// A picture's name in the ZIP.
fn media_name(hash: &MediaHash, bytes: &[u8]) -> String {
    let ending = match bytes {
        [0x89, b'P', b'N', b'G', ..] => "png",
        [0xff, 0xd8, 0xff, ..] => "jpg",
        [b'G', b'I', b'F', b'8', ..] => "gif",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "webp",
        _ => "bin",
    };
    format!("media/{hash}.{ending}")
}

/// Every text of a body that says something, with its pictures' descriptions, in order.
fn words_of(body: &RecordBody) -> impl Iterator<Item = &lectern_model::RecordWords> {
    std::iter::once(&body.words).chain(&body.context)
}

/// A kind of record that has words of its own.
fn has_words(kind: RecordKind) -> bool {
    !matches!(kind, RecordKind::Held | RecordKind::Released | RecordKind::Filed | RecordKind::Disposed)
}
