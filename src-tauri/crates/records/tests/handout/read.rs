//! What is in it.

use crate::made::{PICTURE, handed_out, log, picture, text, unpacked};
use lectern_records::check;

#[test]
fn it_is_whole_and_says_what_was_looked_at() {
    let (bytes, head) = handed_out(&log(12), |number| number != 5);
    let checked = check(bytes.as_slice(), Some(&head)).unwrap();
    assert_eq!(checked.faults, []);
    assert_eq!((checked.files, checked.records, checked.masked, checked.links), (7, 11, 6, 13));
    assert_eq!(checked.head, head);
}

#[test]
fn nothing_to_hand_out_is_handed_out_too() {
    let (bytes, head) = handed_out(&[], |_| true);
    assert_eq!(check(bytes.as_slice(), Some(&head)).unwrap().faults, []);
}

#[test]
fn the_page_runs_nothing_and_the_table_calculates_nothing() {
    let files = unpacked(&handed_out(&log(6), |_| true).0);
    let page = text(&files, "index.html");
    assert!(!page.contains("<script") && page.contains("&lt;script&gt;"), "{page}");
    assert!(page.contains("Records of Elm &amp; Oak") && page.contains("alt=\"A &lt;hat&gt;\""), "{page}");
    assert!(page.contains(&format!("<img src=\"media/{}.png\"", picture())), "{page}");
    let mut table = csv::Reader::from_reader(text(&files, "records.csv").as_bytes());
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 6);
    for row in &rows {
        assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])), "{row:?}");
    }
    assert!(rows[0][8].starts_with("'=Post 1"), "{:?}", &rows[0]);
}

#[test]
fn masked_words_are_nowhere_and_cannot_be_tried_out() {
    let files = unpacked(&handed_out(&log(4), |_| true).0);
    for (name, bytes) in &files {
        assert!(!String::from_utf8_lossy(bytes).contains("21234000012344"), "{name}");
    }
    let lines: Vec<serde_json::Value> =
        text(&files, "records.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["body"]["salt"], "00000000000000000000000000000001");
    assert!(lines[1]["body"].get("salt").is_none() && lines[1]["masked"] == true, "{}", lines[1]);
}

#[test]
fn pictures_are_there_once() {
    let files = unpacked(&handed_out(&log(9), |_| true).0);
    let pictures: Vec<_> = files.iter().filter(|(name, _)| name.starts_with("media/")).collect();
    assert_eq!(pictures, [&(format!("media/{}.png", picture()), PICTURE.to_vec())]);
}
