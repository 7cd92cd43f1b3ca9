//! What is taken for a picture, what is left of it, and where it lies.

use super::files::{Files, Shelf, is_hash};
use super::shape::{self, Unusable};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
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
