//! A log and what is handed out of it.

use lectern_model::{
    MediaHash, RecordAccount, RecordBody, RecordId, RecordKind, RecordMedia, RecordReason, RecordWords, Timestamp,
};
use lectern_records::{About, Bundle, Entry, FIRST, Released, mask_body, sha256, written};
use std::io::{Cursor, Read as _};

pub(crate) const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n not much of a picture";

/// A file of the ZIP: its name and its bytes.
pub(crate) type Files = Vec<(String, Vec<u8>)>;

pub(crate) fn picture() -> MediaHash {
    MediaHash(sha256(PICTURE))
}

fn body(number: i64) -> RecordBody {
    let media = vec![RecordMedia { hash: Some(picture()), url: String::new(), description: "A <hat>".to_owned() }];
    let asked = RecordWords {
        author: "=Ana".to_owned(),
        handle: "@ana".to_owned(),
        text: "My card is 21234000012344, is it open?".to_owned(),
        ..RecordWords::default()
    };
    RecordBody {
        salt: format!("{number:032x}"),
        account: Some(RecordAccount { platform: "Practice".to_owned(), handle: "@library".to_owned() }),
        words: RecordWords {
            text: format!("=Post {number} <script>alert('x')</script> & \u{202e}more"),
            media: if number % 3 == 0 { media } else { Vec::new() },
            ..RecordWords::default()
        },
        context: if number % 2 == 0 { vec![asked] } else { Vec::new() },
        reason: RecordReason::default(),
        about: Vec::new(),
        sealed: String::new(),
    }
}

pub(crate) fn log(count: i64) -> Vec<(Entry, RecordBody)> {
    let mut previous = FIRST.to_owned();
    let entry = |number: i64| {
        let body = body(number);
        let entry =
            Entry::after(&previous, RecordId(number), Timestamp(number), RecordKind::Published, &written(&body));
        previous.clone_from(&entry.hash);
        (entry, body)
    };
    (1..=count).map(entry).collect()
}

fn masked(text: &str, _: bool) -> String {
    text.replace("21234000012344", "2•••••••••2344")
}

/// Hands out those records of a log that `taken` names; gives the ZIP and the last hash of the log.
pub(crate) fn handed_out(log: &[(Entry, RecordBody)], taken: impl Fn(i64) -> bool) -> (Vec<u8>, String) {
    let about = About { library: "Elm & Oak".to_owned(), made_at: Timestamp(99), ..About::default() };
    let mut bundle = Bundle::begin(Vec::new(), about);
    bundle.media(&picture(), PICTURE).unwrap();
    bundle.media(&picture(), PICTURE).unwrap();
    for (entry, body) in log.iter().filter(|(entry, _)| taken(entry.number.0)) {
        let mut body = body.clone();
        let masked = mask_body(&mut body, &masked);
        let (category, when) = ("Promotion".to_owned(), "27 November 2026, 9:00".to_owned());
        bundle.record(&Released { entry: entry.clone(), body, masked, category, when }).unwrap();
    }
    let (bundle, sealed) = bundle.list().unwrap();
    let own = RecordBody { salt: "s".to_owned(), sealed, ..RecordBody::default() };
    let previous = log.last().map_or(FIRST, |(entry, _)| entry.hash.as_str());
    let number = RecordId(i64::try_from(log.len()).unwrap() + 1);
    let entry = Entry::after(previous, number, Timestamp(100), RecordKind::Exported, &written(&own));
    let links = log.iter().map(|(entry, _)| entry).chain([&entry]);
    let links: Vec<_> = links.map(|entry| (entry.number, entry.digest.clone(), entry.hash.clone())).collect();
    let head = entry.hash.clone();
    (bundle.seal(&entry, &own, links.into_iter()).unwrap(), head)
}

/// The files of a ZIP, read by another program.
pub(crate) fn unpacked(bytes: &[u8]) -> Files {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut file = |n: usize| {
        let mut file = archive.by_index(n).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        (file.name().to_owned(), bytes)
    };
    (0..archive_len(bytes)).map(&mut file).collect()
}

fn archive_len(bytes: &[u8]) -> usize {
    zip::ZipArchive::new(Cursor::new(bytes)).unwrap().len()
}

pub(crate) fn text<'f>(files: &'f Files, name: &str) -> &'f str {
    let (_, bytes) = files.iter().find(|(known, _)| known == name).unwrap();
    std::str::from_utf8(bytes).unwrap()
}
