//! Bytes that are read while they are sent, so that a large file is never whole in memory.

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::Stream;
use futures_util::stream::try_unfold;
use std::io;
use std::sync::Arc;

/// Most bytes that are read at once.
const PIECE: usize = 256 * 1024;

/// Something that can be read from any place, again and again.
#[async_trait]
pub trait Source: Send + Sync {
    /// How many bytes it has.
    fn length(&self) -> u64;

    /// Reads at most this many bytes from a place; none at its end.
    ///
    /// # Errors
    /// It cannot be read.
    async fn read(&self, at: u64, most: usize) -> io::Result<Bytes>;
}

/// What is in memory already.
#[async_trait]
impl Source for Bytes {
    fn length(&self) -> u64 {
        u64::try_from(self.len()).unwrap_or(u64::MAX)
    }

    async fn read(&self, at: u64, most: usize) -> io::Result<Bytes> {
        let start = usize::try_from(at).unwrap_or(usize::MAX).min(self.len());
        Ok(self.slice(start..start.saturating_add(most).min(self.len())))
    }
}

/// A source from its beginning to its end. One that ends before its length is an error: a server must not take a part
/// for the whole.
pub(crate) fn pieces(source: Arc<dyn Source>) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
    try_unfold((source, 0_u64), |(source, at)| async move {
        let left = source.length().saturating_sub(at);
        if left == 0 {
            return Ok(None);
        }
        let most = usize::try_from(left).unwrap_or(usize::MAX).min(PIECE);
        let piece = source.read(at, most).await?;
        if piece.is_empty() || piece.len() > most {
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof));
        }
        let next = at.saturating_add(u64::try_from(piece.len()).unwrap_or(left));
        Ok(Some((piece, (source, next))))
    })
}

#[cfg(test)]
mod tests {
    use super::{PIECE, Source, pieces};
    use bytes::Bytes;
    use futures_util::TryStreamExt as _;
    use std::io;
    use std::sync::Arc;

    struct Short;

    #[async_trait::async_trait]
    impl Source for Short {
        fn length(&self) -> u64 {
            10
        }

        async fn read(&self, at: u64, _most: usize) -> io::Result<Bytes> {
            Ok(if at == 0 { Bytes::from_static(b"half") } else { Bytes::new() })
        }
    }

    #[tokio::test]
    async fn comes_in_pieces_that_make_the_whole() {
        let whole: Vec<u8> = (0_u32..600_000).map(|n| n.to_le_bytes()[0]).collect();
        let read: Vec<Bytes> = pieces(Arc::new(Bytes::from(whole.clone()))).try_collect().await.unwrap();
        assert!(read.len() == 3 && read.iter().all(|piece| piece.len() <= PIECE));
        assert_eq!(read.concat(), whole);
        let nothing: Vec<Bytes> = pieces(Arc::new(Bytes::new())).try_collect().await.unwrap();
        assert!(nothing.is_empty());
    }

    #[tokio::test]
    async fn what_ends_too_soon_is_an_error() {
        let read: io::Result<Vec<Bytes>> = pieces(Arc::new(Short)).try_collect().await;
        assert_eq!(read.unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
    }
}
