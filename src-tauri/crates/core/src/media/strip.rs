//! Taking the metadata out of a picture's file without touching the picture: the parts that say how to show it are
//! copied, all others (place, camera, times, comments, thumbnails, names of programs) are left behind. What is not known
//! is left behind, too.

/// A file without its metadata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plain {
    pub(super) bytes: Vec<u8>,
    /// It shows more than one picture, one after another.
    pub(super) moves: bool,
    /// Its picture is of a kind that many programs show wrongly or not at all.
    pub(super) write_anew: bool,
}

/// The file of a picture of this media type without its metadata; none: it is broken.
pub(super) fn without_metadata(bytes: &[u8], mime: &str) -> Option<Plain> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut plain = match mime {
        "image/jpeg" => jpeg(Rest(bytes), &mut out)?,
        "image/png" => png(Rest(bytes), &mut out)?,
        "image/webp" => webp(Rest(bytes), &mut out)?,
        "image/gif" => gif(Rest(bytes), &mut out)?,
        _ => return None,
    };
    plain.bytes = out;
    Some(plain)
}

fn plain(moves: bool, write_anew: bool) -> Plain {
    Plain { bytes: Vec::new(), moves, write_anew }
}

/// What is still to be read.
struct Rest<'b>(&'b [u8]);

impl<'b> Rest<'b> {
    fn take(&mut self, count: usize) -> Option<&'b [u8]> {
        let (taken, left) = self.0.split_at_checked(count)?;
        self.0 = left;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn byte(&mut self) -> Option<u8> {
        self.array().map(|[byte]| byte)
    }
}

/// Marker by marker. What follows the end of the picture (a second picture, a film) goes.
fn jpeg(mut rest: Rest<'_>, out: &mut Vec<u8>) -> Option<Plain> {
    out.extend(rest.take(2)?);
    let mut write_anew = false;
    loop {
        if rest.byte()? != 0xff {
            return None;
        }
        let mut marker = rest.byte()?;
        while marker == 0xff {
            marker = rest.byte()?;
        }
        if matches!(marker, 0x01 | 0xd0..=0xd9) {
            out.extend([0xff, marker]);
            if marker == 0xd9 {
                return Some(plain(false, write_anew));
            }
            continue;
        }
        let length = usize::from(u16::from_be_bytes(rest.array()?));
        let body = rest.take(length.checked_sub(2)?)?;
        if let Some(body) = jpeg_part(marker, body) {
            out.extend([0xff, marker]);
            out.extend(u16::try_from(body.len() + 2).ok()?.to_be_bytes());
            out.extend(body);
        }
        if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
            // Eight bits, and one colour or three: four are for print.
            write_anew |= body.first() != Some(&8) || !matches!(body.get(5), Some(1 | 3));
        }
        if marker == 0xda {
            out.extend(rest.take(scan_length(rest.0))?);
        }
    }
}

/// What stays of a part.
fn jpeg_part(marker: u8, body: &[u8]) -> Option<Vec<u8>> {
    match marker {
        // Without its thumbnail.
        0xe0 if body.starts_with(b"JFIF\0") => Some([body.get(..12)?, &[0, 0]].concat()),
        0xe2 if body.starts_with(b"ICC_PROFILE\0") => Some(body.to_vec()),
        0xee if body.starts_with(b"Adobe") => Some(body.to_vec()),
        0xe0..=0xfe => None,
        _ => Some(body.to_vec()),
    }
}

/// How far the picture's data go: to the next marker that is no restart.
fn scan_length(data: &[u8]) -> usize {
    let ends = |pair: &[u8]| matches!(pair, [0xff, next] if *next != 0 && !matches!(next, 0xd0..=0xd7));
    data.windows(2).position(ends).unwrap_or(data.len())
}

/// Chunks that say how to show the picture. Those of a moving one are not among them: networks show it standing still.
const PNG_CHUNKS: [&[u8; 4]; 13] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"cICP", b"hIST",
];

fn png(mut rest: Rest<'_>, out: &mut Vec<u8>) -> Option<Plain> {
    out.extend(rest.take(8)?);
    let mut moves = false;
    loop {
        let length: [u8; 4] = rest.array()?;
        let kind: [u8; 4] = rest.array()?;
        let body = rest.take(usize::try_from(u32::from_be_bytes(length)).ok()?)?;
        let sum: [u8; 4] = rest.array()?;
        moves |= &kind == b"acTL";
        if PNG_CHUNKS.contains(&&kind) {
            out.extend(length);
            out.extend(kind);
            out.extend(body);
            out.extend(sum);
        }
        if &kind == b"IEND" {
            return Some(plain(moves, false));
        }
    }
}

/// Bits of the extended header that promise metadata.
const WEBP_METADATA: u8 = 0x0c;
/// The bit of the extended header that says that it moves.
const WEBP_MOVES: u8 = 0x02;

fn webp(mut rest: Rest<'_>, out: &mut Vec<u8>) -> Option<Plain> {
    let (riff, length): (&[u8], [u8; 4]) = (rest.take(4)?, rest.array()?);
    let mut chunks = Rest(rest.take(usize::try_from(u32::from_le_bytes(length)).ok()?)?);
    out.extend(riff);
    out.extend([0; 4]);
    out.extend(chunks.take(4)?);
    let mut moves = false;
    while !chunks.0.is_empty() {
        let kind: [u8; 4] = chunks.array()?;
        let length: [u8; 4] = chunks.array()?;
        let size = usize::try_from(u32::from_le_bytes(length)).ok()?;
        let mut body = chunks.take(size)?.to_vec();
        if size % 2 == 1 {
            // Chunks begin at even places; the last one may lack its filler.
            let _ = chunks.byte();
            body.push(0);
        }
        if !matches!(&kind, b"VP8 " | b"VP8L" | b"VP8X" | b"ALPH" | b"ICCP") {
            continue;
        }
        if let (b"VP8X", Some(flags)) = (&kind, body.first_mut()) {
            moves = *flags & WEBP_MOVES != 0;
            *flags &= !WEBP_METADATA;
        }
        out.extend(kind);
        out.extend(length);
        out.extend(body);
    }
    let length = u32::try_from(out.len().checked_sub(8)?).ok()?.to_le_bytes();
    out.get_mut(4..8)?.copy_from_slice(&length);
    Some(plain(moves, moves))
}

/// Programs' own blocks that say how often the pictures are repeated.
const GIF_REPEATS: [&[u8; 11]; 2] = [b"NETSCAPE2.0", b"ANIMEXTS1.0"];

fn gif(mut rest: Rest<'_>, out: &mut Vec<u8>) -> Option<Plain> {
    out.extend(rest.take(6)?);
    let screen: [u8; 7] = rest.array()?;
    let [_, _, _, _, packed, _, _] = screen;
    out.extend(screen);
    out.extend(rest.take(colours(packed))?);
    let mut pictures = 0_usize;
    loop {
        match rest.byte() {
            Some(0x21) => {
                let label = rest.byte()?;
                let blocks = blocks(&mut rest)?;
                let repeats = GIF_REPEATS.iter().any(|name| blocks.get(1..12) == Some(name.as_slice()));
                if label == 0xf9 || (label == 0xff && repeats) {
                    out.extend([0x21, label]);
                    out.extend(blocks);
                }
            }
            Some(0x2c) => {
                let place: [u8; 9] = rest.array()?;
                let [.., packed] = place;
                out.push(0x2c);
                out.extend(place);
                out.extend(rest.take(colours(packed))?);
                out.push(rest.byte()?);
                out.extend(blocks(&mut rest)?);
                pictures += 1;
            }
            // Many programs leave out the end mark.
            Some(0x3b) | None if pictures > 0 => {
                out.push(0x3b);
                return Some(plain(pictures > 1, false));
            }
            _ => return None,
        }
    }
}

/// Bytes of the table of colours that these flags promise.
fn colours(packed: u8) -> usize {
    if packed & 0x80 == 0 { 0 } else { 3 << ((packed & 7) + 1) }
}

/// Blocks with their lengths, up to and with the empty one.
fn blocks<'b>(rest: &mut Rest<'b>) -> Option<&'b [u8]> {
    let all = rest.0;
    let mut length = 0;
    loop {
        let next = usize::from(rest.byte()?);
        rest.take(next)?;
        length += next + 1;
        if next == 0 {
            return all.get(..length);
        }
    }
}
