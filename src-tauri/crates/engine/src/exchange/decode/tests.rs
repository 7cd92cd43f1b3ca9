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
