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
mod tests {
    use super::decode;

    #[test]
    fn every_encoding_of_a_spreadsheet_is_read() {
        let utf16: Vec<u8> = "\u{feff}text\tcafé".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let cases: [(&[u8], &str, bool); 4] = [
            ("text,café".as_bytes(), "text,café", false),
            ("\u{feff}text,café".as_bytes(), "text,café", false),
            (b"text,caf\xe9", "text,café", true),
            (&utf16, "text\tcafé", false),
        ];
        for (bytes, text, noted) in cases {
            let decoded = decode(bytes).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.note.is_some()), (text, noted));
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [b"".as_slice(), b" \r\n\r\n", b"\xef\xbb\xbf", b"text,\0", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"] {
            assert!(decode(bytes).is_err(), "{bytes:?}");
        }
    }
}
