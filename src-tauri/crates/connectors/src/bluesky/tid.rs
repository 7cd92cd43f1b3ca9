//! Record keys: TIDs (atproto specification, "Timestamp Identifier").
//!
//! A TID is 64 bits in 13 characters: a zero, 53 bits of microseconds since 1970, 10 bits that tell clocks apart. Its
//! alphabet sorts like its numbers, so later keys sort after earlier ones.

use lectern_model::Timestamp;
use rand::Rng;

const ALPHABET: [char; 32] = [
    '2', '3', '4', '5', '6', '7', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q',
    'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z',
];

const LATEST: u64 = (1 << 53) - 1;

/// A fresh key for this moment. The clock counts milliseconds: the microseconds and the clock's number are chance, so
/// that two drafts queued in the same millisecond get different keys.
pub(super) fn fresh(now: Timestamp) -> String {
    let mut chance = rand::rng();
    let micros = u64::try_from(now.0).unwrap_or(0).saturating_mul(1000).saturating_add(chance.random_range(0..1000));
    encode(micros, chance.random_range(0..1024))
}

/// The key of a microsecond and a clock.
pub(super) fn encode(micros: u64, clock: u16) -> String {
    let bits = (micros.min(LATEST) << 10) | u64::from(clock & 0x3ff);
    (0..13).rev().filter_map(|place| ALPHABET.get(usize::try_from((bits >> (place * 5)) & 31).ok()?)).collect()
}
