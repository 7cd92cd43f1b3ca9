//! Pictures as bytes: decoded within bounds, turned upright, made smaller, written anew. What is written holds no
//! metadata (no place, no camera, no name); the colour profile stays where it fits.

use super::strip;
use image::codecs::gif::{GifDecoder, GifEncoder, Repeat};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::metadata::Orientation;
use image::{
    AnimationDecoder, DynamicImage, Frame, GenericImageView, ImageDecoder, ImageEncoder, ImageFormat, ImageReader,
    Limits,
};
use lectern_model::{Crop, Moving};
use std::io::Cursor;

/// Longest side of a picture that is read at all, in pixels.
const LONGEST_SIDE: u32 = 12_000;

/// Most memory that decoding may take, in bytes.
const MOST_MEMORY: u64 = 320 * 1024 * 1024;

/// Most pixels of all frames of a moving picture together.
const MOST_MOVING: u64 = 120_000_000;

/// Quality of JPEGs that we write, of 100.
const QUALITY: u8 = 90;

/// A picture that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) bytes: Vec<u8>,
    pub(super) mime: &'static str,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) moving: Moving,
}

/// Why bytes are no picture we can use, as the end of a sentence that begins with the file's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unusable {
    Empty,
    NoPicture,
    Broken,
    TooLarge,
    CannotFit,
    OutsideIt,
}

impl Unusable {
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Empty => "is empty.",
            Self::NoPicture => {
                "is not a picture or video Lectern can read. It reads JPEG, PNG, GIF and WebP. Videos: MP4, MOV, WebM."
            }
            Self::Broken => "is broken or not whole. Copy or download it again, then add it once more.",
            Self::TooLarge => {
                "has more pixels than can be opened safely. Save it smaller in a picture program, then add that."
            }
            Self::CannotFit => "cannot be made small enough without spoiling it.",
            Self::OutsideIt => "is smaller than the part that was asked for.",
        }
    }
}

/// What the first bytes say, whatever a name or a server claims.
pub(super) fn mime_of(bytes: &[u8]) -> Option<&'static str> {
    match image::guess_format(bytes).ok()? {
        ImageFormat::Jpeg => Some("image/jpeg"),
        ImageFormat::Png => Some("image/png"),
        ImageFormat::Gif => Some("image/gif"),
        ImageFormat::WebP => Some("image/webp"),
        _ => None,
    }
}

/// Width and height, without decoding it.
pub(super) fn size_of(bytes: &[u8]) -> Result<(u32, u32), Unusable> {
    Ok(opened(bytes)?.dimensions())
}

/// A decoded picture and what is kept of its file.
struct Decoded {
    picture: DynamicImage,
    profile: Option<Vec<u8>>,
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    limits
}

/// A decoder that has read the header and found the picture small enough to be decoded.
fn opened(bytes: &[u8]) -> Result<impl ImageDecoder + '_, Unusable> {
    if bytes.is_empty() {
        return Err(Unusable::Empty);
    }
    mime_of(bytes).ok_or(Unusable::NoPicture)?;
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| Unusable::NoPicture)?;
    reader.limits(limits());
    let decoder = reader.into_decoder().map_err(unusable)?;
    let (width, height) = decoder.dimensions();
    // The decoders' own reckoning leaves out the picture itself; and every step after decoding holds it once more.
    if u64::from(width) * u64::from(height) * 4 > MOST_MEMORY || width == 0 || height == 0 {
        return Err(Unusable::TooLarge);
    }
    Ok(decoder)
}

fn decode(bytes: &[u8]) -> Result<Decoded, Unusable> {
    let mut decoder = opened(bytes)?;
    let orientation = decoder.orientation().ok();
    let profile = decoder.icc_profile().ok().flatten();
    let mut picture = DynamicImage::from_decoder(decoder).map_err(unusable)?;
    if let Some(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    let space: &[u8] = if picture.color().has_color() { b"RGB " } else { b"GRAY" };
    let fits = |profile: &Vec<u8>| profile.get(16..20) == Some(space);
    Ok(Decoded { picture, profile: profile.filter(fits) })
}

#[expect(clippy::needless_pass_by_value, reason = "given to map_err")]
fn unusable(error: image::ImageError) -> Unusable {
    match error {
        image::ImageError::Limits(_) => Unusable::TooLarge,
        image::ImageError::Unsupported(_) => Unusable::NoPicture,
        _ => Unusable::Broken,
    }
}

/// A picture for showing: no side longer than `longest`.
pub(super) fn thumbnail(bytes: &[u8], longest: u32) -> Result<Written, Unusable> {
    let Decoded { picture, profile } = decode(bytes)?;
    let (width, height) = picture.dimensions();
    let picture = if width > longest || height > longest { picture.thumbnail(longest, longest) } else { picture };
    write_fitting(&Decoded { picture, profile }, 82)
}

/// A picture of ours, without what its file said about where and by what it was taken. What it shows stays as it is,
/// byte for byte; only what lies on its side, is made for print or moves in a form that networks do not take is written
/// anew.
pub(super) fn stripped(bytes: &[u8]) -> Result<Written, Unusable> {
    if mime_of(bytes) == Some("image/gif") {
        return stripped_gif(bytes);
    }
    let upright = opened(bytes)?.orientation().is_ok_and(|orientation| orientation == Orientation::NoTransforms);
    let mime = mime_of(bytes).ok_or(Unusable::NoPicture)?;
    let plain = strip::without_metadata(bytes, mime).ok_or(Unusable::Broken)?;
    let moving = if plain.moves { Moving::Stopped } else { Moving::Still };
    if !upright || plain.write_anew {
        return Ok(Written { moving, ..written_as(&decode(bytes)?, mime)? });
    }
    // Decoded to be sure that it is whole.
    let (width, height) = decode(&plain.bytes)?.picture.dimensions();
    Ok(Written { bytes: plain.bytes, mime, width, height, moving })
}

/// A GIF, frame by frame as it was: comments and what programs left in it are gone.
fn stripped_gif(bytes: &[u8]) -> Result<Written, Unusable> {
    let plain = strip::without_metadata(bytes, "image/gif").ok_or(Unusable::Broken)?;
    let mut frames = 0_usize;
    let (width, height) = each_frame(&plain.bytes, |_| {
        frames += 1;
        Ok(())
    })?;
    let moving = if frames > 1 { Moving::Moves } else { Moving::Still };
    Ok(Written { bytes: plain.bytes, mime: "image/gif", width, height, moving })
}

/// Decodes a GIF one frame at a time; answers its size.
fn each_frame(bytes: &[u8], mut take: impl FnMut(Frame) -> Result<(), Unusable>) -> Result<(u32, u32), Unusable> {
    let mut decoder = GifDecoder::new(Cursor::new(bytes)).map_err(unusable)?;
    decoder.set_limits(limits()).map_err(unusable)?;
    let (width, height) = decoder.dimensions();
    let mut pixels = 0_u64;
    for frame in decoder.into_frames() {
        pixels += u64::from(width) * u64::from(height);
        if pixels > MOST_MOVING {
            return Err(Unusable::TooLarge);
        }
        take(frame.map_err(unusable)?)?;
    }
    if pixels == 0 { Err(Unusable::Broken) } else { Ok((width, height)) }
}

/// A picture turned by quarters clockwise, and then a part of it. Nothing is made larger than it was.
pub(super) fn reshaped(bytes: &[u8], turn: u8, crop: Option<Crop>) -> Result<Written, Unusable> {
    if mime_of(bytes) == Some("image/gif") {
        return reshaped_gif(bytes, turn, crop);
    }
    let Decoded { picture, profile } = decode(bytes)?;
    let picture = cut(picture, turn, crop)?;
    written_as(&Decoded { picture, profile }, mime_of(bytes).unwrap_or_default())
}

fn reshaped_gif(bytes: &[u8], turn: u8, crop: Option<Crop>) -> Result<Written, Unusable> {
    let mut out = Vec::new();
    let mut encoder = GifEncoder::new_with_speed(&mut out, 10);
    let (mut frames, mut size) = (0_usize, (0, 0));
    each_frame(bytes, |frame| {
        if frames == 1 {
            encoder.set_repeat(Repeat::Infinite).map_err(unusable)?;
        }
        frames += 1;
        let delay = frame.delay();
        let picture = cut(DynamicImage::ImageRgba8(frame.into_buffer()), turn, crop)?;
        size = picture.dimensions();
        encoder.encode_frame(Frame::from_parts(picture.into_rgba8(), 0, 0, delay)).map_err(unusable)
    })?;
    drop(encoder);
    let moving = if frames > 1 { Moving::Moves } else { Moving::Still };
    Ok(Written { bytes: out, mime: "image/gif", width: size.0, height: size.1, moving })
}

fn cut(picture: DynamicImage, turn: u8, crop: Option<Crop>) -> Result<DynamicImage, Unusable> {
    let turned = match turn % 4 {
        1 => picture.rotate90(),
        2 => picture.rotate180(),
        3 => picture.rotate270(),
        _ => picture,
    };
    let (width, height) = turned.dimensions();
    match crop {
        None => Ok(turned),
        Some(part) if part.is_inside(width, height) => Ok(turned.crop_imm(part.x, part.y, part.width, part.height)),
        Some(_) => Err(Unusable::OutsideIt),
    }
}

/// PNG stays PNG, all else becomes JPEG where nothing can be seen through.
fn written_as(decoded: &Decoded, mime: &str) -> Result<Written, Unusable> {
    if mime == "image/png" { write_png(decoded) } else { write_fitting(decoded, QUALITY) }
}

/// A picture within a platform's bounds: fewer pixels if need be, then stronger compression, then fewer pixels still.
pub(super) fn fitted(bytes: &[u8], most_bytes: u64, most_pixels: Option<u64>, png: bool) -> Result<Written, Unusable> {
    let mut decoded = decode(bytes)?;
    let (width, height) = decoded.picture.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if let Some(most) = most_pixels.filter(|most| pixels > *most) {
        decoded.picture = scaled(&decoded.picture, most, pixels);
    }
    let small = |written: &Written| written.bytes.len() as u64 <= most_bytes;
    if png && decoded.picture.color().has_alpha() {
        let written = write_png(&decoded)?;
        if small(&written) {
            return Ok(written);
        }
    }
    loop {
        for quality in [QUALITY, 80, 70] {
            let written = write_jpeg(&decoded, quality)?;
            if small(&written) {
                return Ok(written);
            }
        }
        let (width, height) = decoded.picture.dimensions();
        if width.min(height) < 200 {
            return Err(Unusable::CannotFit);
        }
        decoded.picture = decoded.picture.thumbnail(width * 3 / 4, height * 3 / 4);
    }
}

/// Scales so that at most `most` of `pixels` stay.
fn scaled(picture: &DynamicImage, most: u64, pixels: u64) -> DynamicImage {
    let (width, height) = picture.dimensions();
    // Whole-number square roots: never one pixel too many.
    let share = |side: u32| {
        let squared = u128::from(side) * u128::from(side) * u128::from(most) / u128::from(pixels.max(1));
        u32::try_from(squared.isqrt()).unwrap_or(side).max(1)
    };
    picture.thumbnail_exact(share(width), share(height))
}

/// JPEG, or PNG where something can be seen through.
fn write_fitting(decoded: &Decoded, quality: u8) -> Result<Written, Unusable> {
    if decoded.picture.color().has_alpha() { write_png(decoded) } else { write_jpeg(decoded, quality) }
}

fn write_jpeg(decoded: &Decoded, quality: u8) -> Result<Written, Unusable> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
    if let Some(profile) = decoded.profile.clone() {
        // Without its profile a picture is only a little off in colour.
        let _ = encoder.set_icc_profile(profile);
    }
    let shown = on_white(&decoded.picture);
    shown.write_with_encoder(encoder).map_err(unusable)?;
    let (width, height) = shown.dimensions();
    Ok(Written { bytes, mime: "image/jpeg", width, height, moving: Moving::Still })
}

fn write_png(decoded: &Decoded) -> Result<Written, Unusable> {
    let mut bytes = Vec::new();
    let mut encoder = PngEncoder::new(&mut bytes);
    if let Some(profile) = decoded.profile.clone() {
        let _ = encoder.set_icc_profile(profile);
    }
    decoded.picture.write_with_encoder(encoder).map_err(unusable)?;
    let (width, height) = decoded.picture.dimensions();
    Ok(Written { bytes, mime: "image/png", width, height, moving: Moving::Still })
}

/// JPEG has no transparency and 8 bits per colour.
fn on_white(picture: &DynamicImage) -> DynamicImage {
    if !picture.color().has_alpha() {
        return match picture {
            DynamicImage::ImageLuma8(_) | DynamicImage::ImageRgb8(_) => picture.clone(),
            DynamicImage::ImageLuma16(_) => DynamicImage::ImageLuma8(picture.to_luma8()),
            _ => DynamicImage::ImageRgb8(picture.to_rgb8()),
        };
    }
    let (width, height) = picture.dimensions();
    let mut white = image::RgbaImage::from_pixel(width, height, image::Rgba([255; 4]));
    image::imageops::overlay(&mut white, &picture.to_rgba8(), 0, 0);
    DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(white).to_rgb8())
}
