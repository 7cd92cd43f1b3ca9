//! What is taken for a video, what is learned of it, and that nothing else than what tells is touched.

use super::{Learned, Unfit, Walk, tidy};
use lectern_testkit::{Film, TELLS};
use proptest::prelude::*;
use std::io::Cursor;

fn tidied(bytes: &[u8]) -> Result<(Learned, Vec<u8>), Unfit> {
    let mut file = Cursor::new(bytes.to_vec());
    let learned = tidy(&mut file, u64::try_from(bytes.len()).unwrap())?;
    Ok((learned, file.into_inner()))
}

fn holds(bytes: &[u8], words: &[u8]) -> usize {
    bytes.windows(words.len()).filter(|part| *part == words).count()
}

#[test]
fn a_film_says_what_it_is() {
    let film = Film::default();
    let known = |mime| Learned { mime, width: 640, height: 360, length_ms: Some(12_000), codec: None };
    assert_eq!(tidied(&film.mp4()).unwrap().0, known("video/mp4"));
    assert_eq!(tidied(&film.webm()).unwrap().0, known("video/webm"));
    let encoded = Film { codec: Some(*b"avc1"), ..Film::default() };
    assert_eq!(tidied(&encoded.mp4()).unwrap().0.codec.as_deref(), Some("avc1"));
    assert_eq!(tidied(&encoded.webm()).unwrap().0.codec.as_deref(), Some("avc1"));
    let odd = Film { codec: Some(*b"\x01<b>"), ..Film::default() };
    assert_eq!(tidied(&odd.mp4()).unwrap().0.codec, None, "a name is letters");
    let phone = Film { brand: *b"qt  ", turned: true, ..Film::default() };
    let learned = tidied(&phone.mp4()).unwrap().0;
    assert_eq!((learned.mime, learned.width, learned.height), ("video/quicktime", 360, 640));
    let endless = Film { length_ms: u32::MAX, ..Film::default() };
    assert_eq!(tidied(&endless.mp4()).unwrap().0.length_ms, None);
}

#[test]
fn a_film_that_tells_nothing_is_left_as_it_is() {
    for bytes in [Film::default().mp4(), Film { brand: *b"qt  ", ..Film::default() }.mp4(), Film::default().webm()] {
        let after = tidied(&bytes).unwrap().1;
        // The list of what is where names tags that could be there; it alone may change.
        let changed = after.iter().zip(&bytes).filter(|(a, b)| a != b).count();
        assert!(changed == 0 || (bytes.starts_with(&[0x1a]) && changed < 16), "{changed} bytes changed");
    }
}

#[test]
fn places_times_and_names_go_and_the_film_stays_byte_for_byte() {
    let film = Film { tells: true, ..Film::default() };
    let plain = Film::default();
    for (told, quiet) in [(film.mp4(), plain.mp4()), (film.webm(), plain.webm())] {
        assert!(holds(&told, TELLS) >= 2, "the test's film tells");
        let (learned, after) = tidied(&told).unwrap();
        assert_eq!((after.len(), learned.width), (told.len(), 640));
        assert_eq!((holds(&after, TELLS), holds(&after, b"Camera of Ada")), (0, 0));
        assert_eq!(holds(&after, &[0xe4, 0xe1, 0xe3, 0xe2]), 0, "no time is left");
        // Picture and sound stand where they stood.
        let samples = [&quiet[quiet.len() - 200..], &[0x5a; 400]].map(<[u8]>::to_vec);
        let sound = samples.iter().find(|part| holds(&told, part) > 0).unwrap();
        let at = told.windows(sound.len()).position(|part| part == sound.as_slice()).unwrap();
        assert_eq!(&after[at..at + sound.len()], sound.as_slice());
        assert_eq!(tidied(&after).unwrap().1, after, "a second time changes nothing");
    }
    let bytes = film.mp4();
    let picture: Vec<u8> = (0..3000_u32).map(|at| u8::try_from(at % 251).unwrap()).collect();
    let at = bytes.windows(3000).position(|part| part == picture).unwrap();
    assert_eq!(tidied(&bytes).unwrap().1[at..at + 3000], picture);
}

#[test]
fn what_is_no_video_is_refused_for_what_it_is() {
    assert!(matches!(tidied(b""), Err(Unfit::Empty)));
    for other in [&b"Dear diary, today I went"[..], b"\x89PNG\r\n\x1a\n0000IHDR", b"WEBVTT\n\n", b"GIF89a"] {
        assert!(matches!(tidied(other), Err(Unfit::NoVideo)), "{other:?}");
    }
    let heic = Film { brand: *b"heic", ..Film::default() };
    assert!(matches!(tidied(&heic.mp4()), Err(Unfit::NoVideo)));
    let sound = Film { picture: false, ..Film::default() };
    assert!(matches!(tidied(&sound.mp4()), Err(Unfit::OnlySound)));
    assert!(matches!(tidied(&sound.webm()), Err(Unfit::OnlySound)));
}

#[test]
fn half_a_file_is_broken() {
    let whole = Film { tells: true, ..Film::default() }.mp4();
    for part in [9, 40, 1000, whole.len() / 2, whole.len() - 30] {
        assert!(matches!(tidied(&whole[..part]), Err(Unfit::Broken)), "{part} of {} bytes", whole.len());
    }
    let web = Film::default().webm();
    assert!(matches!(tidied(&web[..60]), Err(Unfit::Broken)));
}

#[test]
fn a_track_of_data_in_a_film_of_pieces_is_not_waved_through() {
    let mut film = Film { tells: true, ..Film::default() }.mp4();
    // The movie says that it comes in pieces: `meta` in it, which would go, becomes `mvex`, which stays.
    let at = film.windows(4).rposition(|kind| kind == b"meta").unwrap();
    film[at..at + 4].copy_from_slice(b"mvex");
    film[at + 4..at + 22].copy_from_slice(&[0, 0, 0, 18, b'f', b'r', b'e', b'e', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    assert!(matches!(tidied(&film), Err(Unfit::HidesData)));
}

#[test]
fn a_file_that_leads_round_and_round_ends() {
    // A table that promises more entries than it has room for.
    let mut film = Film { tells: true, ..Film::default() }.mp4();
    let at = film.windows(4).rposition(|kind| kind == b"stsz").unwrap();
    film[at + 12..at + 16].copy_from_slice(&u32::MAX.to_be_bytes());
    assert!(matches!(tidied(&film), Err(Unfit::Broken)));
    let mut walk = Walk { file: &mut Cursor::new(vec![0; 4]), length: 4, steps: super::MOST_STEPS };
    assert!(walk.step().is_err());
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_a_fault(
        tells: bool, web: bool, at in 0_usize..4000, new in prop::collection::vec(any::<u8>(), 1..9), cut in 0_usize..5000,
    ) {
        let film = Film { tells, ..Film::default() };
        let mut bytes = if web { film.webm() } else { film.mp4() };
        let at = at % bytes.len();
        let end = (at + new.len()).min(bytes.len());
        bytes[at..end].copy_from_slice(&new[..end - at]);
        bytes.truncate(bytes.len() - cut.min(bytes.len() - 1) / 2);
        let length = bytes.len();
        if let Ok((_, after)) = tidied(&bytes) {
            prop_assert_eq!(after.len(), length);
        }
    }
}
