//! Items that are longer than an entry of the system's store may be.
//!
//! A short item is one entry. A long one is several, and an entry under the item's own name that says which. Pieces are
//! written in two rounds by turns, `a` and `b`: the new ones go beside those in use, and only then the entry under the
//! item's name changes over. So an item is at every moment the old one or the new one, whole.

use crate::backend::{Backend, Drawer};
use crate::{Item, VaultTrouble};
use lectern_model::Secret;
use zeroize::Zeroizing;

/// Begins an entry that names pieces. An item that itself begins so is kept in pieces too, so the two are never mixed up.
const MARK: &str = "lectern-pieces ";

/// More pieces than this are no item of ours.
const MOST: usize = 64;

/// Items over a drawer whose entries hold at most `largest` bytes.
pub(crate) struct Pieces<D> {
    drawer: D,
    largest: usize,
}

/// What an entry under an item's name says.
enum Head {
    Whole(Vec<u8>),
    InPieces { round: char, count: usize },
}

impl<D: Drawer> Pieces<D> {
    pub(crate) fn new(drawer: D, largest: usize) -> Self {
        Self { drawer, largest }
    }

    fn head(&mut self, name: &str) -> Result<Option<Head>, VaultTrouble> {
        let Some(bytes) = self.drawer.read(name)? else { return Ok(None) };
        let named = std::str::from_utf8(&bytes).ok().and_then(|text| text.strip_prefix(MARK));
        let Some(named) = named else { return Ok(Some(Head::Whole(bytes))) };
        let (round, count) = named.split_once(' ').ok_or_else(unreadable)?;
        let round = if round == "a" { 'a' } else { 'b' };
        let count = count.parse().ok().filter(|count| *count <= MOST).ok_or_else(unreadable)?;
        Ok(Some(Head::InPieces { round, count }))
    }

    /// Clears the pieces of a round. Where entries have no limit there never were any.
    fn clear_round(&mut self, name: &str, round: char) -> Result<(), VaultTrouble> {
        if self.largest == usize::MAX {
            return Ok(());
        }
        for at in 0..MOST {
            let piece = piece_name(name, round, at);
            if self.drawer.read(&piece)?.is_none() {
                break;
            }
            self.drawer.clear(&piece)?;
        }
        Ok(())
    }
}

fn piece_name(name: &str, round: char, at: usize) -> String {
    format!("{name}#{round}{at}")
}

fn unreadable() -> VaultTrouble {
    VaultTrouble::Other("an item there cannot be read".to_owned())
}

impl<D: Drawer> Backend for Pieces<D> {
    fn get(&mut self, item: &Item) -> Result<Option<Secret>, VaultTrouble> {
        let name = item.name();
        let bytes = match self.head(&name)? {
            None => return Ok(None),
            Some(Head::Whole(bytes)) => bytes,
            Some(Head::InPieces { round, count }) => {
                let mut bytes = Zeroizing::new(Vec::new());
                for at in 0..count {
                    let piece = self.drawer.read(&piece_name(&name, round, at))?.ok_or_else(unreadable)?;
                    bytes.extend_from_slice(&Zeroizing::new(piece));
                }
                std::mem::take(&mut *bytes)
            }
        };
        let words = String::from_utf8(bytes).map_err(|_| unreadable())?;
        Ok(Some(Secret::new(words)))
    }

    fn set(&mut self, item: &Item, secret: &Secret) -> Result<(), VaultTrouble> {
        let (name, label) = (item.name(), item.label());
        let bytes = secret.reveal().as_bytes();
        if bytes.len() <= self.largest && !secret.reveal().starts_with(MARK) {
            self.drawer.write(&name, &label, bytes)?;
            self.clear_round(&name, 'a')?;
            return self.clear_round(&name, 'b');
        }
        let (old, new) = match self.head(&name) {
            Ok(Some(Head::InPieces { round: 'a', .. })) => ('a', 'b'),
            // What cannot be read may be written over.
            Ok(_) | Err(VaultTrouble::Other(_)) => ('b', 'a'),
            Err(trouble) => return Err(trouble),
        };
        let pieces: Vec<&[u8]> = bytes.chunks(self.largest.max(1)).collect();
        if pieces.len() > MOST {
            return Err(VaultTrouble::Other("an item is too long to be kept there".to_owned()));
        }
        // What an interrupted write left of this round would be read as ours where it is longer.
        self.clear_round(&name, new)?;
        for (at, piece) in pieces.iter().enumerate() {
            self.drawer.write(&piece_name(&name, new, at), &label, piece)?;
        }
        self.drawer.write(&name, &label, format!("{MARK}{new} {}", pieces.len()).as_bytes())?;
        self.clear_round(&name, old)
    }

    fn remove(&mut self, item: &Item) -> Result<(), VaultTrouble> {
        let name = item.name();
        self.drawer.clear(&name)?;
        self.clear_round(&name, 'a')?;
        self.clear_round(&name, 'b')
    }
}

#[cfg(test)]
mod tests {
    use super::{MARK, Pieces};
    use crate::backend::{Backend, Drawer};
    use crate::{Item, VaultTrouble};
    use lectern_model::Secret;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// Entries of at most `room` bytes; fails every write after `writes` more.
    struct Small {
        room: usize,
        entries: BTreeMap<String, Vec<u8>>,
        writes: usize,
    }

    impl Drawer for Small {
        fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, VaultTrouble> {
            Ok(self.entries.get(name).cloned())
        }

        fn write(&mut self, name: &str, _: &str, bytes: &[u8]) -> Result<(), VaultTrouble> {
            self.writes = self.writes.checked_sub(1).ok_or(VaultTrouble::Locked)?;
            assert!(bytes.len() <= self.room, "{} bytes are too many", bytes.len());
            self.entries.insert(name.to_owned(), bytes.to_vec());
            Ok(())
        }

        fn clear(&mut self, name: &str) -> Result<(), VaultTrouble> {
            self.entries.remove(name);
            Ok(())
        }
    }

    fn small() -> Pieces<Small> {
        Pieces::new(Small { room: 20, entries: BTreeMap::new(), writes: usize::MAX }, 20)
    }

    fn item() -> Item {
        Item::DatabaseKey { database: "d".to_owned() }
    }

    fn words(pieces: &mut Pieces<Small>) -> Option<String> {
        pieces.get(&item()).unwrap().map(|secret| secret.reveal().to_owned())
    }

    #[test]
    fn a_long_item_comes_back_whole_and_leaves_nothing_when_it_goes() {
        let mut pieces = small();
        for length in [0, 1, 9, 10, 11, 40, 600, 5, 21] {
            let secret = "ü".repeat(length);
            pieces.set(&item(), &Secret::from(secret.as_str())).unwrap();
            assert_eq!(words(&mut pieces).unwrap(), secret);
        }
        assert_eq!(pieces.drawer.entries.len(), 4, "a head and three pieces: {:?}", pieces.drawer.entries.keys());
        pieces.set(&item(), &Secret::from("short")).unwrap();
        assert_eq!(pieces.drawer.entries.len(), 1, "no piece stays behind");
        pieces.set(&item(), &Secret::from("x".repeat(100).as_str())).unwrap();
        pieces.remove(&item()).unwrap();
        assert!(pieces.drawer.entries.is_empty());
        assert_eq!(words(&mut pieces), None);
    }

    #[test]
    fn whatever_write_fails_the_old_item_is_still_there() {
        for old in ["short", &"o".repeat(100)] {
            for before_it_fails in 0..8 {
                let mut pieces = small();
                pieces.set(&item(), &Secret::from(old)).unwrap();
                pieces.drawer.writes = before_it_fails;
                let new = "n".repeat(120);
                let done = pieces.set(&item(), &Secret::from(new.as_str()));
                let expected = if done.is_ok() { new.as_str() } else { old };
                assert_eq!(words(&mut pieces).unwrap(), expected, "after {before_it_fails} writes");
                // And the next one that is let through works.
                pieces.drawer.writes = usize::MAX;
                pieces.set(&item(), &Secret::from("z".repeat(61).as_str())).unwrap();
                assert_eq!(words(&mut pieces).unwrap().len(), 61);
            }
        }
    }

    #[test]
    fn what_is_too_long_or_damaged_is_said() {
        let mut pieces = small();
        assert!(pieces.set(&item(), &Secret::from("x".repeat(20 * 65).as_str())).is_err());
        pieces.set(&item(), &Secret::from("x".repeat(50).as_str())).unwrap();
        pieces.drawer.entries.remove("d/database-key#a1");
        assert!(pieces.get(&item()).is_err(), "a lost piece is no shorter item");
        pieces.drawer.entries.insert(item().name(), format!("{MARK}a 9999").into_bytes());
        assert!(pieces.get(&item()).is_err());
        pieces.set(&item(), &Secret::from("y".repeat(50).as_str())).unwrap();
        assert_eq!(words(&mut pieces).unwrap(), "y".repeat(50), "what was damaged is written over");
        pieces.drawer.entries.insert(item().name(), vec![0xff]);
        assert!(pieces.get(&item()).is_err());
    }

    proptest! {
        #[test]
        fn every_item_comes_back(first in "\\PC{0,60}", second in ".{0,60}", marked in any::<bool>()) {
            let mut pieces = small();
            let second = if marked { format!("{MARK}{second}") } else { second };
            for words in [first, second] {
                pieces.set(&item(), &Secret::from(words.as_str())).unwrap();
                let back = pieces.get(&item()).unwrap().unwrap();
                prop_assert_eq!(back.reveal(), words.as_str());
            }
        }
    }
}
