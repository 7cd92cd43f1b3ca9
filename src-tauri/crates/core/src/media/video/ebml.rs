//! WebM (RFC 8794 and RFC 9559, the part that WebM has): a tree of elements, each with its id and its length; a film that
//! was recorded live may leave lengths open. What should not go with the film becomes `Void` of the same length.

use super::{Learned, Unfit, Walk, plain_name};

const DOC_TYPE: u32 = 0x4282;
const SEGMENT: u32 = 0x1853_8067;
const SEEK_HEAD: u32 = 0x114d_9b74;
const SEEK: u32 = 0x4dbb;
const SEEK_ID: u32 = 0x53ab;
const INFO: u32 = 0x1549_a966;
const SCALE: u32 = 0x002a_d7b1;
const DURATION: u32 = 0x4489;
const DATE: u32 = 0x4461;
const TITLE: u32 = 0x7ba9;
const CHECKSUM: u32 = 0xbf;
const TRACKS: u32 = 0x1654_ae6b;
const TRACK: u32 = 0xae;
const TRACK_KIND: u32 = 0x83;
const TRACK_NAME: u32 = 0x536e;
const CODEC: u32 = 0x86;
const PICTURE: u32 = 0xe0;
const WIDTH: u32 = 0xb0;
const HEIGHT: u32 = 0xba;
const CLUSTER: u32 = 0x1f43_b675;
const CUES: u32 = 0x1c53_bb6b;
const TAGS: u32 = 0x1254_c367;
const ATTACHMENTS: u32 = 0x1941_a469;
const CHAPTERS: u32 = 0x1043_a770;

/// What is at the top of a film: where one of these begins, an element of open length ends.
const TOP: [u32; 8] = [SEEK_HEAD, INFO, TRACKS, CLUSTER, CUES, TAGS, ATTACHMENTS, CHAPTERS];

/// Elements of the film that say nothing about how to show it.
const GO: [u32; 3] = [TAGS, ATTACHMENTS, CHAPTERS];

/// An element. Of one with an open length the end is that of what holds it.
#[derive(Debug, Clone, Copy)]
struct Element {
    id: u32,
    at: u64,
    body: u64,
    end: u64,
    open: bool,
}

#[derive(Debug, Default)]
struct Film {
    scale: Option<u64>,
    duration: Option<f64>,
    size: Option<(u32, u32)>,
    sounds: bool,
    codec: Option<String>,
}

pub(super) fn tidy(walk: &mut Walk<'_>) -> Result<Learned, Unfit> {
    let head = element(walk, 0, walk.length)?;
    let mut webm = false;
    for one in children(walk, head)? {
        if one.id == DOC_TYPE && one.end - one.body == 4 {
            webm = &walk.bytes::<4>(one.body)? == b"webm";
        }
    }
    if !webm {
        return Err(Unfit::NoVideo);
    }
    let segment = element(walk, head.end, walk.length)?;
    if segment.id != SEGMENT {
        return Err(Unfit::Broken);
    }
    let mut film = Film::default();
    let mut at = segment.body;
    while at < segment.end {
        let one = element(walk, at, segment.end)?;
        match one.id {
            INFO => film.info(walk, one)?,
            TRACKS => film.tracks(walk, one)?,
            SEEK_HEAD => forget_places(walk, one)?,
            id if GO.contains(&id) && !one.open => void(walk, one)?,
            _ => {}
        }
        at = if one.open { after_open(walk, one)? } else { one.end };
    }
    film.learned()
}

impl Film {
    fn info(&mut self, walk: &mut Walk<'_>, info: Element) -> Result<(), Unfit> {
        for one in children(walk, info)? {
            match one.id {
                SCALE => self.scale = Some(number(walk, one)?),
                DURATION => {
                    self.duration = match one.end - one.body {
                        4 => Some(f64::from(f32::from_be_bytes(walk.bytes(one.body)?))),
                        8 => Some(f64::from_be_bytes(walk.bytes(one.body)?)),
                        _ => None,
                    };
                }
                DATE | TITLE | CHECKSUM => void(walk, one)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn tracks(&mut self, walk: &mut Walk<'_>, tracks: Element) -> Result<(), Unfit> {
        for track in children(walk, tracks)? {
            match track.id {
                TRACK => self.track(walk, track)?,
                CHECKSUM => void(walk, track)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn track(&mut self, walk: &mut Walk<'_>, track: Element) -> Result<(), Unfit> {
        let (mut kind, mut size, mut codec) = (0, (0, 0), None);
        for one in children(walk, track)? {
            match one.id {
                TRACK_KIND => kind = number(walk, one)?,
                TRACK_NAME | CHECKSUM => void(walk, one)?,
                CODEC => codec = name(walk, one)?,
                PICTURE => {
                    for inner in children(walk, one)? {
                        match inner.id {
                            WIDTH => size.0 = side(number(walk, inner)?),
                            HEIGHT => size.1 = side(number(walk, inner)?),
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
        match kind {
            1 if self.size.is_none() => (self.size, self.codec) = (Some(size), codec),
            1 => {}
            2 => self.sounds = true,
            // Words or data beside them: cameras and programs write places and notes there.
            _ => return Err(Unfit::HidesData),
        }
        Ok(())
    }

    fn learned(self) -> Result<Learned, Unfit> {
        let Some((width, height)) = self.size else {
            return Err(if self.sounds { Unfit::OnlySound } else { Unfit::Broken });
        };
        let scale = self.scale.unwrap_or(1_000_000);
        let length_ms = self.duration.and_then(|many| length(many, scale));
        Ok(Learned { mime: "video/webm", width, height, length_ms, codec: self.codec })
    }
}

/// A short name in an element.
fn name(walk: &mut Walk<'_>, one: Element) -> Result<Option<String>, Unfit> {
    let mut bytes = [0; 32];
    let Some(part) = usize::try_from(one.end - one.body).ok().and_then(|length| bytes.get_mut(..length)) else {
        return Ok(None);
    };
    walk.read(one.body, part)?;
    Ok(plain_name(part))
}

fn side(pixels: u64) -> u32 {
    u32::try_from(pixels).unwrap_or(0)
}

/// So many ticks of so many nanoseconds, in milliseconds.
fn length(ticks: f64, scale: u64) -> Option<u64> {
    let seconds = std::time::Duration::try_from_secs_f64(ticks).ok()?;
    let nanoseconds = seconds.as_nanos().checked_mul(u128::from(scale))? / 1_000_000_000;
    let ms = u64::try_from(nanoseconds / 1_000_000).ok()?;
    // A length of years is no length.
    (ms > 0 && ms < 1000 * 60 * 60 * 24 * 365).then_some(ms)
}

/// The element that begins at a place.
fn element(walk: &mut Walk<'_>, at: u64, limit: u64) -> Result<Element, Unfit> {
    walk.step()?;
    let [first] = walk.bytes::<1>(at)?;
    let id_length = u64::from(first.leading_zeros()) + 1;
    if id_length > 4 {
        return Err(Unfit::Broken);
    }
    let id = u32::try_from(big_endian(walk, at, id_length)?).unwrap_or(0);
    let [first] = walk.bytes::<1>(at + id_length)?;
    let size_length = u64::from(first.leading_zeros()) + 1;
    if size_length > 8 {
        return Err(Unfit::Broken);
    }
    let marked = big_endian(walk, at + id_length, size_length)?;
    let most = (1_u64 << (7 * size_length)) - 1;
    let size = marked & most;
    let body = at + id_length + size_length;
    if size == most {
        return Ok(Element { id, at, body, end: limit, open: true });
    }
    let end = body.checked_add(size).filter(|end| *end <= limit).ok_or(Unfit::Broken)?;
    Ok(Element { id, at, body, end, open: false })
}

fn big_endian(walk: &mut Walk<'_>, at: u64, length: u64) -> Result<u64, Unfit> {
    let mut bytes = [0; 8];
    let count = usize::try_from(length).ok().filter(|count| *count <= 8).ok_or(Unfit::Broken)?;
    walk.read(at, bytes.get_mut(8 - count..).ok_or(Unfit::Broken)?)?;
    Ok(u64::from_be_bytes(bytes))
}

fn number(walk: &mut Walk<'_>, one: Element) -> Result<u64, Unfit> {
    big_endian(walk, one.body, one.end - one.body)
}

/// What is in an element of known length.
fn children(walk: &mut Walk<'_>, one: Element) -> Result<Vec<Element>, Unfit> {
    let (mut found, mut at) = (Vec::new(), one.body);
    if one.open {
        return Err(Unfit::Broken);
    }
    while at < one.end {
        let inner = element(walk, at, one.end)?;
        at = inner.end;
        found.push(inner);
    }
    Ok(found)
}

/// Where an element of open length ends: before the next one of the top.
fn after_open(walk: &mut Walk<'_>, one: Element) -> Result<u64, Unfit> {
    if one.id != CLUSTER {
        return Err(Unfit::Broken);
    }
    let mut at = one.body;
    while at < one.end {
        let inner = element(walk, at, one.end)?;
        if TOP.contains(&inner.id) {
            return Ok(at);
        }
        if inner.open {
            return Err(Unfit::Broken);
        }
        at = inner.end;
    }
    Ok(one.end)
}

/// The list of what is where forgets what goes.
fn forget_places(walk: &mut Walk<'_>, list: Element) -> Result<(), Unfit> {
    for one in children(walk, list)? {
        match one.id {
            CHECKSUM => void(walk, one)?,
            SEEK => {
                let inner = children(walk, one)?;
                let named = inner.iter().find(|inner| inner.id == SEEK_ID).copied();
                let named = named.filter(|named| named.end - named.body <= 4);
                if let Some(named) = named
                    && GO.iter().any(|id| number(walk, named).is_ok_and(|number| number == u64::from(*id)))
                {
                    void(walk, one)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// An element becomes `Void`, with nothing in it. Its length stays.
fn void(walk: &mut Walk<'_>, one: Element) -> Result<(), Unfit> {
    let whole = one.end - one.at;
    let size_length = (whole - 1).min(8);
    let size = whole - 1 - size_length;
    let marked = (1_u64 << (7 * size_length)) | size;
    let bytes = marked.to_be_bytes();
    let start = 8 - usize::try_from(size_length).unwrap_or(8);
    walk.write(one.at, &[0xec])?;
    walk.write(one.at + 1, bytes.get(start..).unwrap_or_default())?;
    walk.blank(one.at + 1 + size_length, one.end)
}
