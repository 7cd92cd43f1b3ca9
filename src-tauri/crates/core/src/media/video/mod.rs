//! Videos of our own. What a file is, its own bytes say and not its name; how long and how large the picture is, is read
//! from its container; and the data beside picture and sound (place, times, camera, titles) are taken out where they
//! stand: what is overwritten keeps its length, so every place in the file stays right, and nothing is encoded anew.
//!
//! Nothing here holds a file in memory. Each reader looks at headers, jumps over the rest, and gives up after a number
//! of steps that no honest file needs.

mod boxes;
pub(super) mod coming;
mod ebml;
mod samples;
pub(super) mod source;
#[cfg(test)]
pub(super) mod tests;

use std::io::{self, Read, Seek, SeekFrom, Write};

/// What a file can do that is looked at and tidied in place.
pub(super) trait Place: Read + Write + Seek {}

impl<T: Read + Write + Seek> Place for T {}

/// What is known of a video.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Learned {
    pub(super) mime: &'static str,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) length_ms: Option<u64>,
    /// How the picture is encoded, by the container's name.
    pub(super) codec: Option<String>,
}

/// A name of a few plain letters, as containers give to ways of encoding.
fn plain_name(bytes: &[u8]) -> Option<String> {
    let name = std::str::from_utf8(bytes).ok()?.trim_matches(['\0', ' ']);
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "_./-".contains(letter);
    (!name.is_empty() && name.chars().all(plain)).then(|| name.to_owned())
}

/// Why a file is no video we can use.
#[derive(Debug)]
pub(super) enum Unfit {
    Empty,
    NoVideo,
    OnlySound,
    Broken,
    HidesData,
    Disk(io::Error),
}

impl Unfit {
    /// The end of a sentence that begins with the file's name.
    pub(super) fn words(&self) -> &'static str {
        match self {
            Self::Empty => "is empty.",
            Self::NoVideo => "is not a video Lectern can read. It reads MP4, MOV and WebM.",
            Self::OnlySound => "holds sound but no picture. Add a video.",
            Self::Broken | Self::Disk(_) => "is broken or not whole. Copy or download it again, then add it once more.",
            Self::HidesData => {
                "carries a track of data (perhaps of places) that cannot be taken out of this kind of file. Save it anew in a video program, then add that."
            }
        }
    }
}

impl From<io::Error> for Unfit {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::UnexpectedEof { Self::Broken } else { Self::Disk(error) }
    }
}

/// Reads what a video is and takes out what should not go with it.
pub(super) fn tidy(file: &mut dyn Place, length: u64) -> Result<Learned, Unfit> {
    if length == 0 {
        return Err(Unfit::Empty);
    }
    let mut walk = Walk { file, length, steps: 0 };
    let mut start = [0; 12];
    let known = usize::try_from(length.min(12)).unwrap_or(12);
    walk.read(0, start.get_mut(..known).unwrap_or_default())?;
    if start.starts_with(&[0x1a, 0x45, 0xdf, 0xa3]) {
        return ebml::tidy(&mut walk);
    }
    match start.get(4..8) {
        Some(b"ftyp" | b"moov" | b"mdat" | b"wide" | b"free" | b"skip") => boxes::tidy(&mut walk),
        _ => Err(Unfit::NoVideo),
    }
}

/// Most headers that are looked at.
const MOST_STEPS: u32 = 2_000_000;

/// A file that is walked through.
pub(super) struct Walk<'f> {
    file: &'f mut dyn Place,
    pub(super) length: u64,
    steps: u32,
}

impl Walk<'_> {
    /// Counts a step.
    pub(super) fn step(&mut self) -> Result<(), Unfit> {
        self.steps += 1;
        if self.steps > MOST_STEPS { Err(Unfit::Broken) } else { Ok(()) }
    }

    /// Fills `into` from a place.
    pub(super) fn read(&mut self, at: u64, into: &mut [u8]) -> Result<(), Unfit> {
        self.file.seek(SeekFrom::Start(at))?;
        Ok(self.file.read_exact(into)?)
    }

    pub(super) fn bytes<const N: usize>(&mut self, at: u64) -> Result<[u8; N], Unfit> {
        let mut read = [0; N];
        self.read(at, &mut read)?;
        Ok(read)
    }

    pub(super) fn u32(&mut self, at: u64) -> Result<u32, Unfit> {
        self.bytes(at).map(u32::from_be_bytes)
    }

    pub(super) fn u64(&mut self, at: u64) -> Result<u64, Unfit> {
        self.bytes(at).map(u64::from_be_bytes)
    }

    /// Overwrites a part that is there already.
    pub(super) fn write(&mut self, at: u64, bytes: &[u8]) -> Result<(), Unfit> {
        self.file.seek(SeekFrom::Start(at))?;
        Ok(self.file.write_all(bytes)?)
    }

    /// Overwrites a part with nothing. Never beyond the end.
    pub(super) fn blank(&mut self, from: u64, to: u64) -> Result<(), Unfit> {
        const NOTHING: [u8; 16 * 1024] = [0; 16 * 1024];
        let to = to.min(self.length);
        let mut at = from;
        while at < to {
            let count = usize::try_from(to - at).unwrap_or(usize::MAX).min(NOTHING.len());
            self.write(at, NOTHING.get(..count).unwrap_or_default())?;
            at += u64::try_from(count).unwrap_or(1);
        }
        Ok(())
    }
}
