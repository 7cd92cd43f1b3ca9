//! A kept file as `net` reads it while it is sent.

use crate::core::run;
use async_trait::async_trait;
use bytes::Bytes;
use lectern_net::Source;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::sync::{Arc, Mutex, PoisonError};

/// A file of the media folder.
pub(in super::super) struct Kept {
    file: Arc<Mutex<File>>,
    length: u64,
}

impl Kept {
    pub(in super::super) fn new(file: File, length: u64) -> Self {
        Self { file: Arc::new(Mutex::new(file)), length }
    }
}

#[async_trait]
impl Source for Kept {
    fn length(&self) -> u64 {
        self.length
    }

    async fn read(&self, at: u64, most: usize) -> io::Result<Bytes> {
        let file = Arc::clone(&self.file);
        let read = run(move || {
            let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
            file.seek(SeekFrom::Start(at))?;
            let mut piece = Vec::with_capacity(most);
            (&mut *file).take(u64::try_from(most).unwrap_or(u64::MAX)).read_to_end(&mut piece)?;
            Ok(Bytes::from(piece))
        });
        read.await.map_err(|problem| io::Error::other(problem.message))?
    }
}
