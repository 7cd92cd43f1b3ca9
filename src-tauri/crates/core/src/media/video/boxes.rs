//! MP4 and QuickTime (ISO/IEC 14496-12; QuickTime File Format): a tree of boxes, each with its length and its kind.
//!
//! What stays is named; every other box becomes `free` of the same length, with nothing in it. Tracks of other things
//! than picture and sound (cameras write places there, some as subtitles) go with their samples.

use super::samples;
use super::{Learned, Unfit, Walk, plain_name};

/// Boxes at the top that say how to show the film.
const TOP: [&[u8; 4]; 10] = [b"ftyp", b"moov", b"mdat", b"moof", b"mfra", b"sidx", b"ssix", b"styp", b"pdin", b"wide"];

/// Pictures in files of the same make.
const PICTURES: [&[u8; 4]; 7] = [b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"avis"];

/// A box.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Atom {
    kind: [u8; 4],
    at: u64,
    pub(super) body: u64,
    pub(super) end: u64,
}

/// A track.
#[derive(Debug, Default)]
struct Track {
    whole: Atom,
    handler: [u8; 4],
    width: u32,
    height: u32,
    /// The table of its samples.
    table: Option<Atom>,
    /// How its samples are encoded.
    codec: Option<String>,
}

/// What is known of the film so far.
#[derive(Debug, Default)]
struct Film {
    mime: &'static str,
    scale: u64,
    duration: u64,
    tracks: Vec<Track>,
    /// It comes in pieces that each say where their samples are.
    pieces: bool,
}

pub(super) fn tidy(walk: &mut Walk<'_>) -> Result<Learned, Unfit> {
    let top = walk.children(0, walk.length)?;
    if !top.iter().any(|one| &one.kind == b"moov") {
        return Err(Unfit::Broken);
    }
    let mut film = Film { mime: "video/quicktime", ..Film::default() };
    for one in &top {
        match &one.kind {
            b"ftyp" => {
                let brand: [u8; 4] = walk.bytes(one.body)?;
                if PICTURES.contains(&&brand) {
                    return Err(Unfit::NoVideo);
                }
                film.mime = if &brand == b"qt  " { "video/quicktime" } else { "video/mp4" };
            }
            b"moov" => film.movie(walk, *one)?,
            b"moof" => {
                film.pieces = true;
                walk.fragment(*one)?;
            }
            kind if TOP.contains(&kind) => {}
            _ => walk.free(*one)?,
        }
    }
    let data: Vec<(u64, u64)> = top.iter().filter(|one| &one.kind == b"mdat").map(|one| (one.body, one.end)).collect();
    film.forget(walk, &data)?;
    film.learned()
}

impl Film {
    fn movie(&mut self, walk: &mut Walk<'_>, movie: Atom) -> Result<(), Unfit> {
        for one in walk.children(movie.body, movie.end)? {
            match &one.kind {
                b"mvhd" => (self.scale, self.duration) = walk.clock(one)?,
                b"trak" => {
                    let track = walk.track(one)?;
                    self.tracks.push(track);
                }
                b"mvex" => {
                    self.pieces = true;
                    for inner in walk.children(one.body, one.end)? {
                        if &inner.kind == b"mehd" && self.duration == 0 {
                            let [version, ..] = walk.bytes::<4>(inner.body)?;
                            let at = inner.body + 4;
                            self.duration = if version == 1 { walk.u64(at)? } else { u64::from(walk.u32(at)?) };
                        }
                    }
                }
                // Squeezed together: what is in it cannot be seen.
                b"cmov" => return Err(Unfit::HidesData),
                b"iods" => {}
                _ => walk.free(one)?,
            }
        }
        Ok(())
    }

    /// Empties the tracks that are neither picture nor sound.
    fn forget(&self, walk: &mut Walk<'_>, data: &[(u64, u64)]) -> Result<(), Unfit> {
        for track in self.tracks.iter().filter(|track| !track.shown()) {
            if self.pieces {
                return Err(Unfit::HidesData);
            }
            if let Some(table) = track.table {
                let boxes = walk.children(table.body, table.end)?;
                samples::blank(walk, &boxes, data)?;
            }
            // Only now: the table said where the samples are.
            walk.free(track.whole)?;
        }
        Ok(())
    }

    fn learned(self) -> Result<Learned, Unfit> {
        let no_tracks = self.tracks.is_empty();
        let Some(picture) = self.tracks.into_iter().find(|track| &track.handler == b"vide") else {
            return Err(if no_tracks { Unfit::Broken } else { Unfit::OnlySound });
        };
        let length_ms = (self.scale > 0 && self.duration > 0)
            .then(|| u128::from(self.duration) * 1000 / u128::from(self.scale))
            .and_then(|ms| u64::try_from(ms).ok())
            // A length of years is no length.
            .filter(|ms| *ms < 1000 * 60 * 60 * 24 * 365);
        Ok(Learned { mime: self.mime, width: picture.width, height: picture.height, length_ms, codec: picture.codec })
    }
}

impl Track {
    fn shown(&self) -> bool {
        matches!(&self.handler, b"vide" | b"soun" | b"clcp")
    }
}

impl Walk<'_> {
    /// The boxes between two places.
    pub(super) fn children(&mut self, from: u64, to: u64) -> Result<Vec<Atom>, Unfit> {
        let mut found = Vec::new();
        let mut at = from;
        // QuickTime ends some lists with four bytes of nothing.
        while to.saturating_sub(at) >= 8 {
            self.step()?;
            let (size, kind) = (self.u32(at)?, self.bytes::<4>(at + 4)?);
            let (head, size) = match size {
                0 if to == self.length => (8, to - at),
                1 => (16, self.u64(at + 8)?),
                size => (8, u64::from(size)),
            };
            let end = at.checked_add(size).filter(|end| size >= head && *end <= to).ok_or(Unfit::Broken)?;
            found.push(Atom { kind, at, body: at + head, end });
            at = end;
        }
        Ok(found)
    }

    /// A box becomes `free`, with nothing in it. Its length stays.
    fn free(&mut self, one: Atom) -> Result<(), Unfit> {
        self.write(one.at + 4, b"free")?;
        self.blank(one.body, one.end)
    }

    /// Ticks in a second and how many there are; the times at which it was made are blanked.
    fn clock(&mut self, header: Atom) -> Result<(u64, u64), Unfit> {
        let [version, ..] = self.bytes::<4>(header.body)?;
        if version == 1 {
            self.blank(header.body + 4, header.body + 20)?;
            return Ok((u64::from(self.u32(header.body + 20)?), self.u64(header.body + 24)?));
        }
        self.blank(header.body + 4, header.body + 12)?;
        let duration = self.u32(header.body + 16)?;
        let known = if duration == u32::MAX { 0 } else { u64::from(duration) };
        Ok((u64::from(self.u32(header.body + 12)?), known))
    }

    fn track(&mut self, whole: Atom) -> Result<Track, Unfit> {
        let mut track = Track { whole, ..Track::default() };
        for one in self.children(whole.body, whole.end)? {
            match &one.kind {
                b"tkhd" => (track.width, track.height) = self.size(one)?,
                b"mdia" => self.media(one, &mut track)?,
                b"edts" | b"clip" | b"matt" | b"load" | b"tapt" => {}
                _ => self.free(one)?,
            }
        }
        Ok(track)
    }

    /// Width and height as shown: a phone held upright turns the picture when it is played.
    fn size(&mut self, header: Atom) -> Result<(u32, u32), Unfit> {
        let [version, ..] = self.bytes::<4>(header.body)?;
        let (times, rest) = if version == 1 { (16, 36) } else { (8, 24) };
        self.blank(header.body + 4, header.body + 4 + times)?;
        // Layer, group, volume and what is reserved, then the matrix, then the size in 65536ths.
        let matrix = header.body + rest + 16;
        let (straight, across) = (self.u32(matrix)?, self.u32(matrix + 4)?);
        let (width, height) = (self.u32(matrix + 36)? >> 16, self.u32(matrix + 40)? >> 16);
        Ok(if straight == 0 && across != 0 { (height, width) } else { (width, height) })
    }

    fn media(&mut self, media: Atom, track: &mut Track) -> Result<(), Unfit> {
        for one in self.children(media.body, media.end)? {
            match &one.kind {
                b"mdhd" => {
                    self.clock(one)?;
                }
                b"hdlr" => {
                    track.handler = self.bytes(one.body + 8)?;
                    // The name of the program or of the camera.
                    self.blank(one.body + 24, one.end)?;
                }
                b"minf" => {
                    let inner = self.children(one.body, one.end)?;
                    track.table = inner.into_iter().find(|inner| &inner.kind == b"stbl");
                    if let Some(table) = track.table {
                        track.codec = self.codec(table)?;
                    }
                }
                b"elng" => {}
                _ => self.free(one)?,
            }
        }
        Ok(())
    }

    /// The kind of the first of its sample descriptions.
    fn codec(&mut self, table: Atom) -> Result<Option<String>, Unfit> {
        let Some(described) = self.children(table.body, table.end)?.into_iter().find(|one| &one.kind == b"stsd") else {
            return Ok(None);
        };
        // After version, flags and how many there are.
        let kinds = self.children((described.body + 8).min(described.end), described.end)?;
        Ok(kinds.first().and_then(|first| plain_name(&first.kind)))
    }

    /// A piece of a film that comes in pieces.
    fn fragment(&mut self, piece: Atom) -> Result<(), Unfit> {
        for one in self.children(piece.body, piece.end)? {
            match &one.kind {
                b"mfhd" => {}
                b"traf" => {
                    for inner in self.children(one.body, one.end)? {
                        if matches!(&inner.kind, b"udta" | b"meta" | b"uuid" | b"free" | b"skip") {
                            self.free(inner)?;
                        }
                    }
                }
                _ => self.free(one)?,
            }
        }
        Ok(())
    }
}

impl Atom {
    pub(super) fn is(&self, kind: [u8; 4]) -> bool {
        self.kind == kind
    }
}
