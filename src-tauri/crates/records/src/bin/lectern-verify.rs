//! `lectern-verify FILE.zip [--head HASH]`: checks records that were handed out, without the app and its database.
//! Ends with 0 where nothing was changed, with 1 where something was, with 2 where it could not look.

use lectern_records::{Checked, check};
use std::fs::File;
use std::io::{self, BufReader, Write};
use std::process::ExitCode;

const USAGE: &str = "Use: lectern-verify FILE.zip [--head HASH]\n\n\
    Checks records that Lectern handed out: every file, every record, and the chain of the log.\n\
    HASH is the last hash of the log, as the library told it by another way (by letter, for example).\n";

/// Most faults that are printed.
const SHOWN: usize = 50;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (place, head) = match arguments.as_slice() {
        [place] if !place.starts_with('-') => (*place, None),
        [place, "--head", head] | ["--head", head, place] => (*place, Some(*head)),
        _ => return said(&mut io::stderr(), USAGE, 2),
    };
    let checked = File::open(place).and_then(|file| check(BufReader::new(file), head));
    match checked {
        Ok(checked) => {
            let code = u8::from(!checked.faults.is_empty());
            said(&mut io::stdout(), &report(&checked, head.is_some()), code)
        }
        Err(error) => said(&mut io::stderr(), &format!("{place} could not be read: {error}.\n"), 2),
    }
}

fn said(to: &mut impl Write, words: &str, code: u8) -> ExitCode {
    match to.write_all(words.as_bytes()).and_then(|()| to.flush()) {
        Ok(()) => ExitCode::from(code),
        Err(_) => ExitCode::from(2),
    }
}

fn report(checked: &Checked, compared: bool) -> String {
    let mut words = format!(
        "Looked at {} files, {} records ({} masked) and {} links of the log.\nThe last hash of the log is {}.\n",
        checked.files, checked.records, checked.masked, checked.links, checked.head
    );
    for fault in checked.faults.iter().take(SHOWN) {
        words.push_str(&format!("{}: {}\n", fault.at, fault.words));
    }
    match checked.faults.len() {
        0 if compared => words.push_str("Nothing was changed, and it is the log whose last hash you gave.\n"),
        0 => words.push_str(
            "Nothing was changed since it was handed out. Compare the last hash with the one that the library told you.\n",
        ),
        found => words.push_str(&format!("{found} things are not as they were handed out.\n")),
    }
    words
}
