//! What is changed is found and named.

use crate::made::{Files, handed_out, log, text, unpacked};
use lectern_records::{Fault, canonical, check, sha256};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::io::{Cursor, Write as _};
use std::sync::LazyLock;

static MADE: LazyLock<(Files, String)> = LazyLock::new(|| {
    let (bytes, head) = handed_out(&log(12), |number| number != 5);
    (unpacked(&bytes), head)
});

/// Files as a ZIP again, by another program.
fn packed(files: &Files) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in files {
        zip.start_file(name.as_str(), stored).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The faults, without those of a ZIP that another program wrote.
fn faults(files: &Files) -> Vec<Fault> {
    let checked = check(packed(files).as_slice(), None).unwrap();
    let ours = |fault: &Fault| fault.at != "The ZIP file" && !fault.words.contains("written into the ZIP");
    checked.faults.into_iter().filter(ours).collect()
}

fn names(faults: &[Fault]) -> Vec<&str> {
    faults.iter().map(|fault| fault.at.as_str()).collect()
}

fn with_lines(change: impl FnOnce(&mut Vec<String>)) -> Vec<Fault> {
    let mut files = MADE.0.clone();
    let mut lines: Vec<String> = text(&files, "records.jsonl").lines().map(str::to_owned).collect();
    change(&mut lines);
    put(&mut files, "records.jsonl", lines.iter().map(|line| format!("{line}\n")).collect());
    faults(&files)
}

fn put(files: &mut Files, name: &str, text: String) {
    files.iter_mut().find(|(known, _)| known == name).unwrap().1 = text.into_bytes();
}

#[test]
fn nothing_changed_nothing_found() {
    assert_eq!(faults(&MADE.0), []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn any_changed_byte_of_any_file_names_the_file(file in 0_usize..7, at in 0_usize..100_000, bit in 0..8_u8) {
        let mut files = MADE.0.clone();
        let (name, bytes) = &mut files[file];
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        let name = name.clone();
        let found = faults(&files);
        let line = MADE.0[file].1[..at].iter().filter(|byte| **byte == b'\n').count();
        let named = match name.as_str() {
            // The fifth was not handed out.
            "records.jsonl" => format!("Record {}", if line < 4 { line + 1 } else { line + 2 }),
            _ => name,
        };
        prop_assert!(found.iter().any(|fault| fault.at.starts_with(&named)), "{named} in {found:?}");
    }

    #[test]
    fn any_changed_byte_of_the_zip_is_found(at in 0_usize..100_000, bit in 0..8_u8) {
        let (mut bytes, _) = handed_out(&log(3), |_| true);
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        prop_assert!(!check(bytes.as_slice(), None).unwrap().faults.is_empty(), "byte {at}");
    }

    #[test]
    fn an_end_that_is_missing_is_found(cut in 1_usize..20_000) {
        let (bytes, _) = handed_out(&log(3), |_| true);
        let kept = bytes.len().saturating_sub(cut);
        prop_assert!(!check(&bytes[..kept], None).unwrap().faults.is_empty());
    }
}

#[test]
fn a_record_that_is_dropped_doubled_moved_or_added_is_named() {
    let dropped = with_lines(|lines| {
        lines.remove(2);
    });
    assert!(names(&dropped).contains(&"Record 3"), "{dropped:?}");
    let doubled = with_lines(|lines| lines.insert(6, lines[5].clone()));
    assert!(names(&doubled).contains(&"Record 7"), "{doubled:?}");
    let moved = with_lines(|lines| lines.swap(7, 8));
    assert!(names(&moved).contains(&"Record 9"), "{moved:?}");
    let added = with_lines(|lines| {
        let stranger = lines[0].replace("\"number\":1", "\"number\":5");
        lines.insert(4, stranger);
    });
    assert!(names(&added).contains(&"Record 5"), "{added:?}");
}

#[test]
fn a_picture_that_is_renamed_is_named_and_its_records_too() {
    let mut files = MADE.0.clone();
    let picture = files.iter_mut().find(|(name, _)| name.starts_with("media/")).unwrap();
    let before = picture.0.clone();
    picture.0 = "media/other.png".to_owned();
    let found = faults(&files);
    for name in [before.as_str(), "media/other.png", "Record 3"] {
        assert!(names(&found).contains(&name), "{name} in {found:?}");
    }
}

/// Changes the words of a record and everything that is computed from them in the list of files.
fn forged(files: &mut Files) -> String {
    let old: Vec<&str> = text(files, "records.jsonl").lines().collect();
    let mut lines: Vec<String> = old.iter().map(|line| (*line).to_owned()).collect();
    lines[2] = lines[2].replace("Post 3", "Lost 3");
    let line = sha256(lines[2].as_bytes());
    let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let mut manifest: Value = serde_json::from_str(text(files, "manifest.json")).unwrap();
    manifest["records"][2]["sha256"] = json!(line);
    for file in manifest["files"].as_array_mut().unwrap() {
        if file["name"] == "records.jsonl" {
            file["sha256"] = json!(sha256(lines.as_bytes()));
        }
    }
    let manifest = canonical(&manifest);
    let sum = sha256(manifest.as_bytes());
    put(files, "records.jsonl", lines);
    put(files, "manifest.json", manifest);
    sum
}

#[test]
fn a_record_and_the_list_changed_together_are_found_by_the_chain() {
    let mut files = MADE.0.clone();
    forged(&mut files);
    let found = faults(&files);
    assert!(names(&found).contains(&"Record 3") && names(&found).contains(&"manifest.json"), "{found:?}");
}

#[test]
fn the_seal_changed_as_well_is_found_by_the_chain() {
    let mut files = MADE.0.clone();
    let sum = forged(&mut files);
    let mut seal: Value = serde_json::from_str(text(&files, "seal.json")).unwrap();
    seal["body"]["sealed"] = json!(sum);
    let body = sha256(canonical(&seal["body"]).as_bytes());
    seal["body_sha256"] = json!(body);
    put(&mut files, "seal.json", canonical(&seal));
    let found = faults(&files);
    assert!(names(&found).contains(&"Record 3") && names(&found).contains(&"seal.json"), "{found:?}");
}

#[test]
fn a_whole_new_log_is_whole_but_has_another_last_hash() {
    let (bytes, _) = handed_out(&log(11), |number| number != 5);
    let checked = check(bytes.as_slice(), Some(&MADE.1)).unwrap();
    assert_eq!(names(&checked.faults), ["chain.jsonl"]);
}
