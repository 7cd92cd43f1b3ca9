//! From the bytes of a file to its text. Spreadsheets write several encodings and seldom say which.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use lectern_model::{Code, Problem};

/// A file's text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    /// It.
    pub(super) text: String,
    /// What a person should know about how it was read.
    pub(super) note: Option<&'static str>,
}

/// The text of a file.
///
/// # Errors
/// `UnusableFile` where it is empty or no text.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, Problem> {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let plain = if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { WINDOWS_1252 };
    let (text, encoding, _) = marked.unwrap_or(plain).decode(bytes);
    if text.trim().is_empty() {
        return Err(unusable("This file is empty. Nothing was saved."));
    }
    if text.contains('\0') {
        return Err(unusable(
            "This file is not a table of text. In the spreadsheet, choose “Save as” and “CSV UTF-8”. Nothing was saved.",
        ));
    }
    let guessed = encoding == WINDOWS_1252;
    let note = guessed.then_some(
        "The file is not written in UTF-8. It was read as Windows-1252: look at letters with accents before you go on.",
    );
    Ok(Decoded { text: text.into_owned(), note })
}

/// A file that cannot be used, in words.
pub(super) fn unusable(words: impl Into<String>) -> Problem {
    Problem::new(Code::UnusableFile, words)
}

#[cfg(test)]
mod tests;
