//! The key of the database: 256 random bits.

use std::fmt::{self, Write as _};
use zeroize::Zeroizing;

/// The raw key of a database. `Debug` hides it and its memory is wiped when it is dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseKey(Zeroizing<[u8; 32]>);

impl DatabaseKey {
    /// A fresh random key.
    #[must_use]
    pub fn fresh() -> Self {
        Self(Zeroizing::new(rand::random()))
    }

    /// A key of known bytes (a recovery code, or the keychain).
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// A key from 64 hex digits, as the keychain keeps it; none where it is anything else.
    #[must_use]
    pub fn from_hex(hex: &str) -> Option<Self> {
        let mut bytes = Zeroizing::new([0_u8; 32]);
        let digits = hex.as_bytes();
        if digits.len() != 64 || !digits.iter().all(u8::is_ascii_hexdigit) {
            return None;
        }
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self(bytes))
    }

    /// As 64 hex digits.
    #[must_use]
    pub fn to_hex(&self) -> Zeroizing<String> {
        let mut hex = Zeroizing::new(String::with_capacity(64));
        for byte in self.0.iter() {
            // Writing into a string cannot fail.
            let _ = write!(hex, "{byte:02x}");
        }
        hex
    }

    /// Its bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for DatabaseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DatabaseKey(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::DatabaseKey;

    #[test]
    fn hex_goes_there_and_back_and_nothing_else_is_a_key() {
        let key = DatabaseKey::fresh();
        assert_eq!(DatabaseKey::from_hex(&key.to_hex()).unwrap(), key);
        let long = "0".repeat(66);
        for bad in ["", "00", "+1", &"g".repeat(64), &"é".repeat(32), long.as_str()] {
            assert!(DatabaseKey::from_hex(bad).is_none(), "{bad}");
        }
        assert_eq!(format!("{key:?}"), "DatabaseKey(hidden)");
    }
}
