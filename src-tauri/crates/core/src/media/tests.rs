//! What is taken for a picture, what is left of it, and where it lies.

use super::files::{Files, Shelf, is_hash};
use super::shape::{self, Unusable};
use image::codecs::gif::GifEncoder;
use image::{Delay, DynamicImage, Frame, GenericImageView, ImageFormat, Rgb, RgbImage};
use lectern_model::{Crop, Moving};
use proptest::prelude::*;
use std::io::Cursor;

fn picture(width: u32, height: u32) -> DynamicImage {
    let shade = |value: u32| u8::try_from(value % 251).unwrap_or_default();
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| Rgb([shade(x * 7), shade(y * 5), shade(x * y)])))
}

fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A PNG whose header promises this size; nothing follows it.
fn promising(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = written(&picture(1, 1), ImageFormat::Png);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    bytes
}

#[test]
fn what_is_no_picture_is_refused_for_what_it_is() {
    assert_eq!(shape::stripped(b"").unwrap_err(), Unusable::Empty);
    assert_eq!(shape::stripped(b"Dear diary").unwrap_err(), Unusable::NoPicture);
    assert_eq!(shape::stripped(b"<svg xmlns='http://www.w3.org/2000/svg'/>").unwrap_err(), Unusable::NoPicture);
    let whole = written(&picture(60, 40), ImageFormat::Png);
    assert_eq!(shape::stripped(&whole[..whole.len() / 2]).unwrap_err(), Unusable::Broken);
}

#[test]
fn a_small_file_that_unfolds_into_a_huge_picture_is_not_opened() {
    assert!(matches!(shape::stripped(&promising(60_000, 60_000)), Err(Unusable::TooLarge | Unusable::Broken)));
    assert!(shape::thumbnail(&promising(11_000, 11_900), 1200).is_err());
}

#[test]
fn a_thumbnail_is_no_longer_than_asked_and_keeps_its_shape() {
    let thumbnail = shape::thumbnail(&written(&picture(900, 300), ImageFormat::Png), 120).unwrap();
    assert_eq!((thumbnail.width, thumbnail.height), (120, 40));
    assert!(shape::mime_of(&thumbnail.bytes).is_some());
}

#[test]
fn where_and_by_what_it_was_taken_is_taken_off() {
    let mut jpeg = written(&picture(64, 48), ImageFormat::Jpeg);
    let mut secret = b"Exif\0\0 taken at 43.31 N 73.64 W".to_vec();
    let length = u16::try_from(secret.len() + 2).unwrap().to_be_bytes();
    let mut segment = vec![0xff, 0xe1, length[0], length[1]];
    segment.append(&mut secret);
    jpeg.splice(2..2, segment);
    assert!(jpeg.windows(7).any(|part| part == b"43.31 N"));
    let stripped = shape::stripped(&jpeg).unwrap();
    assert!(!stripped.bytes.windows(7).any(|part| part == b"43.31 N"));
    assert_eq!((stripped.width, stripped.height, stripped.mime), (64, 48, "image/jpeg"));
}

/// A JPEG with a segment of this kind put in front.
fn with_segment(jpeg: &[u8], marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, marker, length[0], length[1]], body, &jpeg[2..]].concat()
}

/// What a camera writes that was held this way (1 to 8).
fn exif(orientation: u8) -> Vec<u8> {
    let mut body = b"Exif\0\0II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    body.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    body
}

/// A chunk of a PNG.
fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let sum = crc([kind.as_slice(), body].concat().as_slice());
    [&u32::try_from(body.len()).unwrap().to_be_bytes(), kind.as_slice(), body, &sum.to_be_bytes()].concat()
}

fn crc(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 };
        }
    }
    !sum
}

fn gif(frames: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new(&mut bytes);
    encoder.set_repeat(image::codecs::gif::Repeat::Infinite).unwrap();
    for number in 0..frames {
        let still = image::RgbaImage::from_pixel(8, 6, image::Rgba([u8::try_from(number * 40).unwrap(), 9, 9, 255]));
        encoder.encode_frame(Frame::from_parts(still, 0, 0, Delay::from_numer_denom_ms(80, 1))).unwrap();
    }
    drop(encoder);
    bytes
}

#[test]
fn what_a_file_shows_stays_byte_for_byte() {
    let jpeg = written(&picture(64, 48), ImageFormat::Jpeg);
    let told = with_segment(&with_segment(&jpeg, 0xfe, b"by Ann"), 0xe1, &exif(1));
    assert_eq!(shape::stripped(&told).unwrap().bytes, jpeg);
    let film_behind = [jpeg.as_slice(), b"a film of two seconds"].concat();
    assert_eq!(shape::stripped(&film_behind).unwrap().bytes, jpeg);

    let png = written(&picture(64, 48), ImageFormat::Png);
    let told = [&png[..33], &chunk(b"tEXt", b"Author\0Ann"), &chunk(b"eXIf", &exif(1)[6..]), &png[33..]].concat();
    assert_eq!(shape::stripped(&told).unwrap().bytes, png);

    let webp = written(&picture(64, 48), ImageFormat::WebP);
    let mut told = [webp.as_slice(), b"EXIF\x06\0\0\0by Ann"].concat();
    let length = u32::try_from(told.len() - 8).unwrap().to_le_bytes();
    told[4..8].copy_from_slice(&length);
    let plain = shape::stripped(&told).unwrap();
    assert_eq!((plain.bytes, plain.mime), (webp, "image/webp"));

    let moving = gif(3);
    let told = [&moving[..moving.len() - 1], b"\x21\xfe\x06by Ann\0\x3b"].concat();
    let plain = shape::stripped(&told).unwrap();
    assert_eq!((plain.bytes, plain.moving), (moving, Moving::Moves));
    assert_eq!(shape::stripped(&gif(1)).unwrap().moving, Moving::Still);
}

#[test]
fn what_lies_on_its_side_is_turned_upright() {
    let jpeg = written(&picture(64, 48), ImageFormat::Jpeg);
    let upright = shape::stripped(&with_segment(&jpeg, 0xe1, &exif(6))).unwrap();
    assert_eq!((upright.width, upright.height), (48, 64));
    assert!(!upright.bytes.windows(4).any(|part| part == b"Exif"));
}

#[test]
fn a_jpeg_that_breaks_off_is_refused() {
    let whole = written(&picture(300, 200), ImageFormat::Jpeg);
    for length in [3, 20, whole.len() / 4, whole.len() / 2, whole.len() - 2] {
        assert_eq!(shape::stripped(&whole[..length]).unwrap_err(), Unusable::Broken, "{length} of {}", whole.len());
    }
}

#[test]
fn a_gif_is_cut_and_turned_with_all_its_frames() {
    let part = Crop { x: 1, y: 2, width: 3, height: 4 };
    let cut = shape::reshaped(&gif(3), 1, Some(part)).unwrap();
    assert_eq!((cut.width, cut.height, cut.moving, cut.mime), (3, 4, Moving::Moves, "image/gif"));
    assert_eq!(shape::stripped(&cut.bytes).unwrap().moving, Moving::Moves);
}

#[test]
fn a_part_that_is_not_there_is_refused() {
    let png = written(&picture(30, 20), ImageFormat::Png);
    for (x, y, width, height) in [(0, 0, 31, 20), (0, 0, 0, 5), (29, 0, 2, 2), (u32::MAX, 0, 1, 1), (0, 19, 1, 2)] {
        let part = Crop { x, y, width, height };
        assert_eq!(shape::reshaped(&png, 0, Some(part)).unwrap_err(), Unusable::OutsideIt, "{part:?}");
    }
    assert!(shape::reshaped(&png, 1, Some(Crop { x: 0, y: 0, width: 20, height: 30 })).is_ok(), "it is turned first");
}

/// Where a dot of the turned picture lies in the one that was turned.
fn before(turn: u8, (x, y): (u32, u32), (width, height): (u32, u32)) -> (u32, u32) {
    match turn {
        1 => (y, height - 1 - x),
        2 => (width - 1 - x, height - 1 - y),
        3 => (width - 1 - y, x),
        _ => (x, y),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_cut_shows_just_that_part_and_is_never_larger(
        (width, height) in (1_u32..40, 1_u32..40),
        turn in 0_u8..4,
        (left, top, wide, high) in (0.0_f64..1.0, 0.0_f64..1.0, 0.0_f64..1.0, 0.0_f64..1.0),
    ) {
        let (across, down) = if turn % 2 == 1 { (height, width) } else { (width, height) };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "shares of a small picture")]
        let share = |of: f64, all: u32| (of * f64::from(all)) as u32;
        let (x, y) = (share(left, across), share(top, down));
        let part = Crop { x, y, width: 1 + share(wide, across - x - 1), height: 1 + share(high, down - y - 1) };
        prop_assert!(part.is_inside(across, down));
        let whole = picture(width, height);
        let cut = shape::reshaped(&written(&whole, ImageFormat::Png), turn, Some(part)).unwrap();
        prop_assert_eq!((cut.width, cut.height), (part.width, part.height));
        let shown = image::load_from_memory(&cut.bytes).unwrap();
        for (dx, dy) in [(0, 0), (part.width - 1, part.height - 1), (part.width / 2, 0)] {
            let (from_x, from_y) = before(turn, (part.x + dx, part.y + dy), (width, height));
            prop_assert_eq!(shown.get_pixel(dx, dy), whole.get_pixel(from_x, from_y));
        }
    }

    #[test]
    fn no_bytes_upset_the_reader(mut bytes in proptest::collection::vec(any::<u8>(), 0..300), kind in 0_usize..4) {
        let starts: [&[u8]; 4] = [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\x40\0\0\0WEBP"];
        bytes.splice(0..0, starts[kind].iter().copied());
        prop_assert!(shape::stripped(&bytes).is_err());
    }

    #[test]
    fn a_file_with_a_wrong_byte_is_read_or_refused(at in 0_usize..2000, with in any::<u8>(), kind in 0_usize..4) {
        let formats = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP];
        let mut bytes = formats.get(kind).map_or_else(|| gif(2), |format| written(&picture(12, 9), *format));
        let at = at % bytes.len();
        bytes[at] = with;
        if let Ok(kept) = shape::stripped(&bytes) {
            prop_assert!(image::load_from_memory(&kept.bytes).is_ok(), "what is kept can be shown");
        }
    }
}

#[test]
fn a_picture_is_brought_within_a_platforms_bounds() {
    let large = written(&picture(1200, 900), ImageFormat::Png);
    let fitted = shape::fitted(&large, 60_000, Some(300_000), false).unwrap();
    assert!(fitted.bytes.len() <= 60_000, "{}", fitted.bytes.len());
    assert!(u64::from(fitted.width) * u64::from(fitted.height) <= 300_000);
}

#[test]
fn only_a_hash_is_a_name() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::new(folder.path());
    let hash = files.keep(Shelf::Own, b"a picture").unwrap();
    assert!(is_hash(hash.as_str()));
    assert_eq!(files.read(hash.as_str()).unwrap(), b"a picture");
    let upper = hash.as_str().to_uppercase();
    for name in ["", "..", "../../lectern.db", upper.as_str(), "0123456789abcdef"] {
        assert!(files.read(name).is_err(), "{name}");
    }
    files.remove_cached(hash.as_str());
    assert!(files.read(hash.as_str()).is_ok(), "our own pictures are not the cache's to remove");
}
