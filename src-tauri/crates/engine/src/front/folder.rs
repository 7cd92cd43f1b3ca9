//! The data folder. Everything here blocks.
//!
//! ```text
//! lectern.db (-wal, -shm)   the database
//! desk.json                 its id and the check of its key
//! desk.lock                 held while a program uses the folder
//! backups/                  copies of the database
//! set-aside-<date>/         what was moved out of the way
//! media/, logs/             pictures, and the program's log
//! ```

use lectern_model::Timestamp;
use lectern_store::{
    DatabaseKey, Sidecar, Store, StoreError, StoreTrouble, backups, backups_folder, check_backup, sidecar_path,
};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// The data folder.
#[derive(Debug, Clone)]
pub(super) struct Folder {
    path: PathBuf,
}

impl Folder {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn database(&self) -> PathBuf {
        self.path.join("lectern.db")
    }

    pub(super) fn logs(&self) -> PathBuf {
        self.path.join("logs")
    }

    /// Makes the folder, for this person's eyes alone.
    pub(super) fn make(&self) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&self.path)
    }

    /// Takes the folder for this program; none where another one has it.
    pub(super) fn lock(&self) -> io::Result<Option<File>> {
        let file = File::options().create(true).truncate(false).write(true).open(self.path.join("desk.lock"))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            // A file system without locks: better open than not.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(Some(file)),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    pub(super) fn sidecar(&self) -> Option<Sidecar> {
        Sidecar::read(&self.database())
    }

    /// Whether a key is this database's. Where nothing tells, opening will.
    pub(super) fn fits(&self, key: &DatabaseKey) -> bool {
        self.sidecar().is_none_or(|sidecar| sidecar.fits(key))
    }

    pub(super) fn backups(&self) -> Vec<(String, Timestamp)> {
        backups(&self.database())
    }

    /// Moves the database out of the way and deletes nothing. `whole`: its id goes along, so that the next one is new.
    pub(super) fn set_aside(&self, now: Timestamp, whole: bool) -> Result<(), StoreError> {
        let aside = self.fresh_folder(now)?;
        let database = self.database();
        let mut moved = Ok(());
        for name in ["lectern.db-wal", "lectern.db-shm", "lectern.db"] {
            moved = moved.and_then(|()| move_if_there(&self.path.join(name), &aside.join(name)));
        }
        moved?;
        let sidecar = sidecar_path(&database);
        if let Some(known) = Sidecar::read(&database) {
            known.write(&aside.join("lectern.db"))?;
        }
        if whole {
            // Backups belong to the database that goes, and can be opened with its key alone.
            move_if_there(&backups_folder(&database), &aside.join("backups"))
                .or_else(|_| merge(&backups_folder(&database), &aside.join("backups")))?;
            match fs::remove_file(sidecar) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        Ok(())
    }

    /// Puts a backup in the database's place, after making sure that it can be opened.
    pub(super) fn restore(&self, backup: &str, key: &DatabaseKey, now: Timestamp) -> Result<(), StoreError> {
        let known = self.backups().into_iter().any(|(name, _)| name == backup);
        if !known {
            return Err(StoreError::not_found("This backup"));
        }
        let (database, source) = (self.database(), backups_folder(&self.database()).join(backup));
        check_backup(&source, key).map_err(|error| match error.what {
            StoreTrouble::WrongKey | StoreTrouble::Damaged => {
                let words = "This backup cannot be opened either. The database stays where it is; try an older backup.";
                StoreError::new(error.what, words)
            }
            _ => error,
        })?;
        let fresh = database.with_extension("db.new");
        let copied = fs::copy(&source, &fresh).map_err(StoreError::from).and_then(|_| self.set_aside(now, false));
        match copied {
            Ok(()) => Ok(fs::rename(&fresh, &database)?),
            Err(error) => {
                let _ = fs::remove_file(&fresh);
                Err(error)
            }
        }
    }

    /// Whether there is a database.
    pub(super) fn has_database(&self) -> Result<bool, StoreError> {
        Store::is_there(&self.database())
    }

    fn fresh_folder(&self, now: Timestamp) -> Result<PathBuf, StoreError> {
        let date = jiff::Timestamp::from_millisecond(now.0).map(|at| at.strftime("%Y-%m-%d").to_string());
        let date = date.unwrap_or_else(|_| "undated".to_owned());
        for number in 1..1000 {
            let name = if number == 1 { format!("set-aside-{date}") } else { format!("set-aside-{date}-{number}") };
            let path = self.path.join(name);
            match fs::create_dir(&path) {
                Ok(()) => return Ok(path),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(StoreError::new(StoreTrouble::Other, "There are too many databases set aside. Nothing was moved."))
    }
}

fn move_if_there(from: &Path, to: &Path) -> Result<(), StoreError> {
    match fs::rename(from, to) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// Moves every file of a folder into another that is there already.
fn merge(from: &Path, to: &Path) -> Result<(), StoreError> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        move_if_there(&entry.path(), &to.join(entry.file_name()))?;
    }
    Ok(())
}
