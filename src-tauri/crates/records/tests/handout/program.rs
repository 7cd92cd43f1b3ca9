//! The small program.

use crate::made::{handed_out, log};
use std::path::Path;
use std::process::{Command, Output};

fn verify(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_lectern-verify")).args(arguments).output().unwrap()
}

fn kept(folder: &Path, bytes: &[u8]) -> String {
    let place = folder.join("records.zip");
    std::fs::write(&place, bytes).unwrap();
    place.to_str().unwrap().to_owned()
}

#[test]
fn it_says_what_it_looked_at_and_ends_well() {
    let folder = tempfile::tempdir().unwrap();
    let (bytes, head) = handed_out(&log(12), |_| true);
    let place = kept(folder.path(), &bytes);
    for arguments in [vec![place.as_str()], vec![&place, "--head", &head]] {
        let output = verify(&arguments);
        let words = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(0), "{words}");
        assert!(
            words.contains("12 records") && words.contains(&head) && words.contains("Nothing was changed"),
            "{words}"
        );
    }
}

#[test]
fn a_flipped_byte_names_the_record() {
    let folder = tempfile::tempdir().unwrap();
    let (mut bytes, _) = handed_out(&log(12), |_| true);
    let at = bytes.windows(6).position(|part| part == b"Post 8").unwrap();
    bytes[at] ^= 1;
    let output = verify(&[&kept(folder.path(), &bytes)]);
    let words = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{words}");
    assert!(words.contains("Record 8: ") && words.contains("records.jsonl: "), "{words}");
}

#[test]
fn what_cannot_be_looked_at_is_neither() {
    assert_eq!(verify(&[]).status.code(), Some(2));
    assert_eq!(verify(&["--help"]).status.code(), Some(2));
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(verify(&[folder.path().join("none.zip").to_str().unwrap()]).status.code(), Some(2));
    assert_eq!(verify(&[&kept(folder.path(), b"no ZIP at all")]).status.code(), Some(1));
}
