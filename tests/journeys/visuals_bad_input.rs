//! Files that are no pictures, broken ones, huge ones and odd ones: refused in plain words or taken rightly, and the draft
//! is whole either way.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use image::codecs::gif::{GifEncoder, Repeat};
use image::{Delay, Frame, ImageFormat, Rgba, RgbaImage};
use lectern_model::{Code, Draft, Level, Moving};
use serde_json::json;

use crate::desk::Desk;
use crate::drafts::desk_limits;
use crate::visuals::{added, bytes, dots, findings};

/// A JPEG of four inks, 24 by 16, red above blue.
const FOR_PRINT: &str = "/9j/7gAOQWRvYmUAZAAAAAAC/9sAQwAUDg8SDw0UEhASFxUUGB4yIR4cHB49LC4kMklATEtHQEZFUFpzYlBVbVZFRmSIZW13e4GCgU5gjZeMfZZzfoF8/9sAQwEVFxceGh47ISE7fFNGU3x8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8/8AAFAgAEAAYBAEiAAIRAQMRAQQiAP/EABYAAQEBAAAAAAAAAAAAAAAAAAAEBf/EABsQAAEEAwAAAAAAAAAAAAAAAAABFVFiAhMU/8QAFQEBAQAAAAAAAAAAAAAAAAAAAAX/xAAXEQADAQAAAAAAAAAAAAAAAAAAAhUD/9oADgQBAAIRAxEEAAA/ANDYkjYklnJjA5MYJNVyHN0Nt1sHWwaqhqqR7EkFnJjAFVxN0DrYBqqD/9k=";
/// A PNG of 16 bits, 8 by 8, red above blue.
const DEEP: &str = "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAIEAIAAAAb/fWfAAAABGdBTUEAALGPC/xhBQAAACBjSFJNAAB6JgAAgIQAAPoAAACA6AAAdTAAAOpgAAA6mAAAF3CculE8AAAABmJLR0T///////8JWPfcAAAAQklEQVQY05XQUQ0AIBRC0etmlGcYwzzDaBfLYBetIPyfwSj3YqUoIaYBtqDHP6hneA1VCW0Zk3rAlgFigtIAAM61D5Z2EAM0q4gpAAAAJXRFWHRkYXRlOmNyZWF0ZQAyMDI2LTExLTI3VDA4OjU3OjUxKzAwOjAwwjKOWAAAACV0RVh0ZGF0ZTptb2RpZnkAMjAyNi0xMS0yN1QwODo1Nzo1MSswMDowMLNvNuQAAAAASUVORK5CYII=";

/// What is said about a file that is not taken; the draft is as it was.
async fn refusal(desk: &Desk, name: &str, file: &[u8]) -> String {
    let draft = desk.draft("Story time", &[]).await;
    let problem = desk.refused("picture_add", added(&draft, name, file)).await;
    assert_eq!(problem.code, Code::UnusableFile, "{name}");
    assert!(problem.message.starts_with(&format!("“{name}” ")), "{}", problem.message);
    assert!(problem.message.ends_with("The draft is unchanged."), "{}", problem.message);
    assert_eq!(desk.call::<Draft>("draft", json!({ "draft": draft.id })).await, draft);
    problem.message
}

async fn taken(desk: &Desk, name: &str, file: &[u8]) -> Draft {
    let draft = desk.draft("Story time", &[]).await;
    desk.call("picture_add", added(&draft, name, file)).await
}

/// The bytes that would go out.
async fn kept(desk: &Desk, draft: &Draft) -> Vec<u8> {
    desk.app.picture(draft.media[0].hash.as_str()).await.expect("it is kept").0
}

#[tokio::test]
async fn a_picture_of_two_hundred_megabytes_is_refused_before_it_is_looked_at() {
    let desk = Desk::open().await;
    let draft = desk.draft("Story time", &[]).await;
    let huge = json!({ "draft": draft.id, "name": "scan.png", "base64": "A".repeat(200_000_000 / 3 * 4) });
    let problem = desk.refused("picture_add", huge).await;
    assert_eq!(problem.code, Code::UnusableFile);
    assert_eq!(
        problem.message,
        "“scan.png” is larger than 40 MB. Save it smaller in a picture program, then add that. The draft is unchanged."
    );
    assert_eq!(desk.call::<Draft>("draft", json!({ "draft": draft.id })).await, draft);
}

#[tokio::test]
async fn nothing_and_a_text_are_no_pictures() {
    let desk = Desk::open().await;
    assert!(refusal(&desk, "empty.jpg", b"").await.contains("is empty"));
    let text = refusal(&desk, "poster.png", b"Story time on Thursday at ten").await;
    assert!(text.contains("It reads JPEG, PNG, GIF and WebP."), "{text}");
    assert!(refusal(&desk, "page.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>").await.contains("not a picture"));
}

#[tokio::test]
async fn a_small_file_that_promises_a_huge_picture_is_not_unfolded() {
    let desk = Desk::open().await;
    for (width, height) in [(50_000_u32, 50_000_u32), (11_999, 11_999), (4_000_000_000, 2)] {
        let mut png = bytes(&dots(1, 1), ImageFormat::Png);
        png[16..20].copy_from_slice(&width.to_be_bytes());
        png[20..24].copy_from_slice(&height.to_be_bytes());
        // Its header's own sum is right: only its size is wrong.
        let sum = checksum(&png[12..29]);
        png[29..33].copy_from_slice(&sum.to_be_bytes());
        let words = refusal(&desk, "bomb.png", &png).await;
        assert!(words.contains("more pixels than can be opened safely"), "{width} x {height}: {words}");
    }
    let mut gif = moving(1);
    gif[6..10].copy_from_slice(&[0xff; 4]);
    assert!(refusal(&desk, "bomb.gif", &gif).await.contains("more pixels than can be opened safely"));
}

/// The sum that stands behind a chunk of a PNG.
fn checksum(chunk: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in chunk {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 };
        }
    }
    !sum
}

#[tokio::test]
async fn a_file_that_breaks_off_is_refused() {
    let desk = Desk::open().await;
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let whole = bytes(&dots(200, 150), format);
        let words = refusal(&desk, "half", &whole[..whole.len() / 2]).await;
        assert!(words.contains("is broken or not whole"), "{format:?}: {words}");
    }
    let whole = moving(4);
    assert!(refusal(&desk, "half.gif", &whole[..whole.len() / 2]).await.contains("is broken or not whole"));
}

/// A GIF of so many pictures.
fn moving(frames: u8) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = GifEncoder::new(&mut file);
    encoder.set_repeat(Repeat::Infinite).unwrap();
    for number in 0..frames {
        let still = RgbaImage::from_fn(40, 30, |x, y| {
            Rgba([number * 40, u8::try_from(x).unwrap(), u8::try_from(y).unwrap(), 255])
        });
        encoder.encode_frame(Frame::from_parts(still, 0, 0, Delay::from_numer_denom_ms(80, 1))).unwrap();
    }
    drop(encoder);
    file
}

#[tokio::test]
async fn a_moving_picture_keeps_moving_or_it_is_told() {
    let desk = Desk::open().await;
    let accounts = [desk.sign_in("library").await, desk.sign_in_on("other", "library", None).await];
    let mut takes_gif = desk_limits();
    takes_gif.picture_types.push("image/gif".to_owned());
    desk.platform.set_limits(takes_gif);
    desk.other.set_limits(desk_limits());
    let file = moving(3);
    let draft = taken(&desk, "dance.gif", &file).await;
    assert_eq!((draft.media[0].moving, draft.media[0].mime.as_str()), (Moving::Moves, "image/gif"));
    assert_eq!(kept(&desk, &draft).await, file, "not a byte of it is other");
    let mut media = draft.media.clone();
    media[0].description = "A duck dances".to_owned();
    let draft = desk.save(&Draft { targets: accounts.to_vec(), media, ..draft }).await;
    let told = findings(&desk, &draft, "picture_moves").await;
    assert_eq!((told.len(), told[0].level), (1, Level::Tell), "only where it stands still: {told:?}");
    assert!(told[0].words.contains("stands still on"), "{}", told[0].words);
    desk.send(&draft).await;
    desk.work().await;
    assert_eq!(desk.platform.published()[0].pictures[0].hash, draft.media[0].hash);
    assert_ne!(desk.other.published()[0].pictures[0].hash, draft.media[0].hash);
}

#[tokio::test]
async fn a_webp_that_moves_stands_still_and_says_so() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let draft = taken(&desk, "dance.webp", &moving_webp()).await;
    assert_eq!((draft.media[0].moving, draft.media[0].mime.as_str()), (Moving::Stopped, "image/jpeg"));
    let draft = desk.save(&Draft { targets: vec![account], ..draft }).await;
    let told = findings(&desk, &draft, "picture_moves").await;
    assert_eq!((told.len(), told[0].level), (1, Level::Tell));
    assert!(told[0].words.contains("save it as GIF"), "{}", told[0].words);
}

/// A WebP of two pictures, put together from a still one.
fn moving_webp() -> Vec<u8> {
    let still = bytes(&dots(16, 16), ImageFormat::WebP);
    let picture = &still[12..];
    let chunk = |kind: &[u8; 4], body: &[u8]| {
        [kind.as_slice(), &u32::try_from(body.len()).unwrap().to_le_bytes(), body].concat()
    };
    let extended = chunk(b"VP8X", &[0x02, 0, 0, 0, 15, 0, 0, 15, 0, 0]);
    let anim = chunk(b"ANIM", &[0, 0, 0, 0, 0, 0]);
    let frame = chunk(b"ANMF", &[[0, 0, 0, 0, 0, 0, 15, 0, 0, 15, 0, 0, 80, 0, 0, 0].as_slice(), picture].concat());
    let body = [b"WEBP".as_slice(), &extended, &anim, &frame, &frame].concat();
    chunk(b"RIFF", &body)
}

#[tokio::test]
async fn what_is_made_for_print_comes_out_in_the_right_colours() {
    let desk = Desk::open().await;
    let draft = taken(&desk, "poster.jpg", &STANDARD.decode(FOR_PRINT).unwrap()).await;
    assert_eq!((draft.media[0].width, draft.media[0].height, draft.media[0].mime.as_str()), (24, 16, "image/jpeg"));
    let shown = image::load_from_memory(&kept(&desk, &draft).await).unwrap();
    assert_eq!(shown.color(), image::ColorType::Rgb8);
    let shown = shown.to_rgb8();
    let (top, bottom) = (shown.get_pixel(12, 0), shown.get_pixel(12, 15));
    assert!(top[0] > 200 && top[2] < 80, "red above: {top:?}");
    assert!(bottom[2] > 200 && bottom[0] < 80, "blue below: {bottom:?}");
}

#[tokio::test]
async fn a_picture_of_sixteen_bits_is_taken_and_fits_where_it_must() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let mut limits = desk_limits();
    limits.picture_types = vec!["image/jpeg".to_owned()];
    desk.platform.set_limits(limits);
    let draft = taken(&desk, "deep.png", &STANDARD.decode(DEEP).unwrap()).await;
    let mut media = draft.media.clone();
    media[0].description = "Red above blue".to_owned();
    let draft = desk.save(&Draft { targets: vec![account], media, ..draft }).await;
    desk.send(&draft).await;
    desk.work().await;
    let sent = desk.platform.published()[0].pictures[0].hash.clone();
    let (file, mime) = desk.app.picture(sent.as_str()).await.expect("it is kept");
    assert_eq!(mime, "image/jpeg");
    let dot = *image::load_from_memory(&file).unwrap().to_rgb8().get_pixel(4, 0);
    assert!(dot[0] > 200 && dot[2] < 80, "{dot:?}");
}

/// A JPEG as a camera writes it: held on its side (6), with the place in it.
fn from_a_camera() -> Vec<u8> {
    let jpeg = bytes(&dots(64, 48), ImageFormat::Jpeg);
    let mut facts = b"Exif\0\0II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".to_vec();
    facts.extend(b"43.31 N 73.64 W");
    let length = u16::try_from(facts.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1, length[0], length[1]], &facts, &jpeg[2..]].concat()
}

#[tokio::test]
async fn a_picture_held_on_its_side_stands_upright_and_says_no_place() {
    let desk = Desk::open().await;
    let draft = taken(&desk, "garden.jpg", &from_a_camera()).await;
    assert_eq!((draft.media[0].width, draft.media[0].height), (48, 64));
    let file = kept(&desk, &draft).await;
    assert!(!file.windows(7).any(|part| part == b"43.31 N"));
    let again = taken(&desk, "garden.jpg", &from_a_camera()).await;
    assert_eq!(again.media[0].hash, draft.media[0].hash, "the same file is the same picture");
}

#[tokio::test]
async fn what_fits_goes_out_byte_for_byte_and_what_does_not_is_never_larger() {
    let desk = Desk::open().await;
    let accounts = [desk.sign_in("library").await, desk.sign_in_on("other", "library", None).await];
    let mut small = desk_limits();
    (small.picture_max_pixels, small.picture_max_bytes) = (Some(60 * 60), 4000);
    desk.other.set_limits(small);
    let file = bytes(&dots(200, 100), ImageFormat::Jpeg);
    let draft = taken(&desk, "garden.jpg", &file).await;
    let mut media = draft.media.clone();
    media[0].description = "Beds of kale".to_owned();
    let draft = desk.save(&Draft { targets: accounts.to_vec(), media, ..draft }).await;
    desk.send(&draft).await;
    desk.work().await;
    let sent = |post: &lectern_testkit::ServerPost| post.pictures[0].hash.clone();
    let whole = desk.app.picture(sent(&desk.platform.published()[0]).as_str()).await.expect("it is kept").0;
    assert_eq!(whole, file);
    let less = desk.app.picture(sent(&desk.other.published()[0]).as_str()).await.expect("it is kept").0;
    let shown = image::load_from_memory(&less).unwrap();
    assert!(less.len() <= 4000 && shown.width() * shown.height() <= 3600, "{} {}", less.len(), shown.width());
    assert!(shown.width() > shown.height(), "it keeps its shape");
}
