//! Remembers for what a step was last done, so that it is not done again for the same.
//!
//! A stamp is a file in `target/xtask` that holds a number made from everything the step depends on.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

use crate::{Outcome, place};

/// What a step was or would be done for.
pub(crate) struct Stamp {
    file: PathBuf,
    wanted: String,
}

impl Stamp {
    /// A step's name, and the files that it depends on (folders: all below them).
    pub(crate) fn new(step: &str, depends_on: &[PathBuf]) -> Self {
        let mut hasher = DefaultHasher::new();
        for path in depends_on {
            hash(path, &mut hasher);
        }
        Self { file: place::target().join("xtask").join(step), wanted: hasher.finish().to_string() }
    }

    /// Whether the step was done for the same.
    pub(crate) fn is_fresh(&self) -> bool {
        std::fs::read_to_string(&self.file).is_ok_and(|held| held == self.wanted)
    }

    /// Remembers that the step was done.
    pub(crate) fn set(&self) -> Outcome<()> {
        let folder = self.file.parent().unwrap_or(Path::new("."));
        let written = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&self.file, &self.wanted));
        written.map_err(|error| format!("{} cannot be written: {error}", self.file.display()))
    }
}

/// Names and contents, in the order of names. What cannot be read counts as empty.
fn hash(path: &Path, hasher: &mut DefaultHasher) {
    path.hash(hasher);
    if path.is_dir() {
        let mut below: Vec<PathBuf> =
            path.read_dir().into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        below.sort();
        for path in below {
            hash(&path, hasher);
        }
    } else {
        std::fs::read(path).unwrap_or_default().hash(hasher);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_is_fresh_until_what_it_depends_on_changes() {
        let folder = std::env::temp_dir().join(format!("lectern-stamp-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let stamp = || Stamp { file: folder.join("stamp"), ..Stamp::new("test", &[folder.join("input")]) };
        assert!(!stamp().is_fresh());
        stamp().set().unwrap();
        assert!(stamp().is_fresh());
        std::fs::write(folder.join("input"), "changed").unwrap();
        assert!(!stamp().is_fresh());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
