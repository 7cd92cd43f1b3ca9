//! The media folder. A file's only name is the SHA-256 of its bytes: `own/` holds what we publish and is kept, `cache/`
//! holds what others show and is thinned.

use lectern_model::{Code, MediaHash, Problem};
use lectern_store::StoreError;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

/// Bytes that are hashed at once.
const PIECE: usize = 256 * 1024;

/// Pictures are read whole, and are never larger than this; videos may be, and are read piece by piece.
const MOST_IN_MEMORY: u64 = 64 * 1024 * 1024;

/// Which part of the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shelf {
    Own,
    Cache,
}

impl Shelf {
    fn name(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Cache => "cache",
        }
    }
}

/// The media folder.
#[derive(Debug, Clone)]
pub(super) struct Files {
    folder: PathBuf,
}

/// Whether a name is a hash, and so can be nothing else (no path, no other file).
pub fn is_hash(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|c| c.is_ascii_digit() || (b'a'..=b'f').contains(&c))
}

impl Files {
    pub(super) fn new(data_folder: &Path) -> Self {
        Self { folder: data_folder.join("media") }
    }

    fn place(&self, shelf: Shelf, hash: &str) -> Option<PathBuf> {
        if !is_hash(hash) {
            return None;
        }
        Some(self.folder.join(shelf.name()).join(hash.get(..2)?).join(hash))
    }

    /// Keeps bytes, whole or not at all. Blocks.
    pub(super) fn keep(&self, shelf: Shelf, bytes: &[u8]) -> Result<MediaHash, Problem> {
        let hash: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        let place = self.place(shelf, &hash).ok_or_else(gone)?;
        if !place.exists() {
            write_whole(&place, bytes).map_err(|error| crate::core::problem(StoreError::from(error)))?;
        }
        Ok(MediaHash(hash))
    }

    /// Takes a whole file in under its hash, which is read from it piece by piece. Blocks.
    pub(super) fn take_in(&self, shelf: Shelf, from: &Path) -> Result<MediaHash, Problem> {
        let disk = |error: io::Error| crate::core::problem(StoreError::from(error));
        let mut hash = Sha256::new();
        let mut piece = vec![0; PIECE];
        let mut file = File::open(from).map_err(disk)?;
        loop {
            match file.read(&mut piece).map_err(disk)? {
                0 => break,
                count => hash.update(piece.get(..count).unwrap_or_default()),
            }
        }
        let hash: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        let place = self.place(shelf, &hash).ok_or_else(gone)?;
        let folder = place.parent().ok_or_else(gone)?;
        fs::create_dir_all(folder).and_then(|()| fs::rename(from, &place)).map_err(disk)?;
        Ok(MediaHash(hash))
    }

    /// Opens a file of our own that is read piece by piece; with its length. Blocks.
    pub(super) fn open(&self, hash: &str) -> Result<(File, u64), Problem> {
        let place = self.place(Shelf::Own, hash).ok_or_else(gone)?;
        let opened = File::open(place).and_then(|file| file.metadata().map(|about| (file, about.len())));
        opened.map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => gone(),
            _ => crate::core::problem(StoreError::from(error)),
        })
    }

    /// Reads bytes from either shelf. Blocks.
    pub(super) fn read(&self, hash: &str) -> Result<Vec<u8>, Problem> {
        for shelf in [Shelf::Own, Shelf::Cache] {
            let place = self.place(shelf, hash).ok_or_else(gone)?;
            if fs::metadata(&place).is_ok_and(|about| about.len() > MOST_IN_MEMORY) {
                return Err(Problem::new(Code::UnusableFile, "This file is too large to be opened whole."));
            }
            match fs::read(place) {
                Ok(bytes) => return Ok(bytes),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(crate::core::problem(StoreError::from(error))),
            }
        }
        Err(gone())
    }

    /// Names of all cached files. Blocks; what cannot be read is left out.
    pub(super) fn cached(&self) -> Vec<String> {
        let Ok(parts) = fs::read_dir(self.folder.join(Shelf::Cache.name())) else { return Vec::new() };
        let files = parts.filter_map(|part| fs::read_dir(part.ok()?.path()).ok()).flatten();
        files.filter_map(|file| file.ok()?.file_name().into_string().ok()).filter(|name| is_hash(name)).collect()
    }

    /// Removes a cached file. Blocks; best effort.
    pub(super) fn remove_cached(&self, hash: &str) {
        if let Some(place) = self.place(Shelf::Cache, hash) {
            let _ = fs::remove_file(place);
        }
    }
}

fn write_whole(place: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = place.parent().ok_or(io::ErrorKind::NotFound)?;
    fs::create_dir_all(folder)?;
    let unfinished = place.with_extension(format!("{:08x}", rand::random::<u32>()));
    let written = File::create(&unfinished).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let placed = written.and_then(|()| fs::rename(&unfinished, place));
    if placed.is_err() {
        let _ = fs::remove_file(&unfinished);
    }
    placed
}

fn gone() -> Problem {
    Problem::new(Code::NotFound, "This picture is not here any more.")
}
