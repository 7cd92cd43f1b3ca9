//! From bytes to text.
//!
//! The header's charset comes before the one the document names (RFC 7303), but servers that say `iso-8859-1` about
//! everything are common: text that is good UTF-8 beyond ASCII is taken as UTF-8 where a single-byte charset was named.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How far into a document its own declaration of a charset is looked for, in bytes.
const DECLARATION: usize = 1024;

pub(super) fn decode(bytes: &[u8], content_type: Option<&str>) -> String {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0.into_owned();
    }
    if let Some(encoding) = wide(bytes) {
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    let named = [content_type.and_then(charset_of), declared(bytes)];
    let utf8 = std::str::from_utf8(bytes).ok();
    for encoding in named.into_iter().flatten() {
        if let Some(text) = utf8.filter(|text| encoding == UTF_8 || (encoding.is_single_byte() && !text.is_ascii())) {
            return text.to_owned();
        }
        let (text, damaged) = encoding.decode_without_bom_handling(bytes);
        if !damaged {
            return text.into_owned();
        }
    }
    match (utf8, named.into_iter().flatten().next()) {
        (Some(text), _) => text.to_owned(),
        (None, Some(encoding)) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
        (None, None) => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// UTF-16 without a mark: `<` or `{` with a zero beside it.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [b'<' | b'{', 0, ..] => Some(UTF_16LE),
        [0, b'<' | b'{', ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// `charset=…` of a header.
fn charset_of(content_type: &str) -> Option<&'static Encoding> {
    let parameters = content_type.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let (_, label) = parameters.into_iter().find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
    Encoding::for_label(label.trim().trim_matches(['"', '\'']).as_bytes())
}

/// `encoding="…"` of an XML declaration, or `charset=…` of a page's `meta`.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(DECLARATION)).unwrap_or_default();
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    ["encoding", "charset"].into_iter().find_map(|word| {
        let after = head.split_once(word)?.1.trim_start().strip_prefix('=')?;
        let label: String = after
            .trim_start()
            .trim_start_matches(['"', '\''])
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))
            .collect();
        Encoding::for_label(label.as_bytes())
    })
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn the_header_comes_first_then_the_document_then_what_fits() {
        let latin = b"<rss>caf\xe9</rss>";
        assert_eq!(decode(latin, Some("text/xml; charset=\"ISO-8859-1\"")), "<rss>caf\u{e9}</rss>");
        assert_eq!(decode(latin, None), "<rss>caf\u{e9}</rss>");
        assert_eq!(decode("<rss>café</rss>".as_bytes(), Some("text/xml; charset=iso-8859-1")), "<rss>café</rss>");
        assert_eq!(decode("<rss>café</rss>".as_bytes(), None), "<rss>café</rss>");
        let shift_jis = b"<?xml version='1.0' encoding='Shift_JIS'?><a>\x90\x7d\x8f\x91\x8a\xd9</a>";
        assert!(decode(shift_jis, None).contains("図書館"));
        assert!(
            decode(shift_jis, Some("text/xml; charset=utf-8")).contains("図書館"),
            "a wrong header is seen through"
        );
    }

    #[test]
    fn utf_16_is_known_with_and_without_its_mark() {
        let little: Vec<u8> = "<rss>é</rss>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "\u{feff}<rss>é</rss>".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&little, None), "<rss>é</rss>");
        assert_eq!(decode(&big, Some("text/xml; charset=utf-8")), "<rss>é</rss>");
    }

    #[test]
    fn nonsense_is_still_text() {
        assert!(!decode(&[0xff, 0xfe, 0xff], Some("; charset")).is_empty());
        assert_eq!(decode(b"", Some("text/xml; charset=none-such")), "");
    }
}
