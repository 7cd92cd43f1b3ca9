//! The recovery code: the database key as letters and digits that can be printed, read aloud and typed.
//!
//! ```text
//! DK  52 digits of 5 bits: 256 bits of key, 4 spare bits that are zero  6 digits of check sum
//! ```
//!
//! The digits are Crockford's base 32: no I, L, O or U; O is read as 0, I and L as 1; case does not matter. The check
//! sum is the BCH code over GF(32) of Bitcoin's bech32m (BIP 350), which finds up to four wrong digits anywhere, and so
//! every single slip and every two that changed places.

use lectern_model::{Code, Problem, RecoveryCode};
use lectern_store::DatabaseKey;
use zeroize::Zeroizing;

const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// What every code begins with.
const MARK: [u8; 2] = [13, 19];

/// Digits of the key, and of the check sum.
const KEY_DIGITS: usize = 52;
const CHECK_DIGITS: usize = 6;

/// Digits in a group.
const GROUP: usize = 4;

/// The code of a key.
pub(crate) fn code_of(key: &DatabaseKey) -> RecoveryCode {
    let mut digits = Zeroizing::new(Vec::with_capacity(MARK.len() + KEY_DIGITS + CHECK_DIGITS));
    digits.extend(MARK);
    digits.extend(spread(key.bytes()));
    let check = check_of(&digits, CHECK_DIGITS);
    for place in (0..CHECK_DIGITS).rev() {
        digits.push(u8::try_from((check >> (5 * place)) & 31).unwrap_or_default());
    }
    let letters = |group: &[u8]| {
        group.iter().filter_map(|digit| DIGITS.get(usize::from(*digit)).map(|c| char::from(*c))).collect()
    };
    RecoveryCode { groups: digits.chunks(GROUP).map(letters).collect() }
}

/// The key of a code as somebody typed it.
///
/// # Errors
/// `RecoveryCode`, in words that help to find the slip.
pub(crate) fn key_of(typed: &str) -> Result<DatabaseKey, Problem> {
    let mut digits = Zeroizing::new(Vec::with_capacity(64));
    for c in typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—' | '.' | ',' | '·')) {
        let digit = digit_of(c).ok_or_else(|| wrong(&format!("“{c}” is no part of a recovery code.")))?;
        digits.push(digit);
    }
    let length = MARK.len() + KEY_DIGITS + CHECK_DIGITS;
    if digits.len() != length {
        return Err(wrong(&format!("A recovery code has {length} letters and digits; these are {}.", digits.len())));
    }
    let spare = digits.get(MARK.len() + KEY_DIGITS - 1).is_some_and(|last| last & 0b1111 != 0);
    if !digits.starts_with(&MARK) || check_of(&digits, 0) != 0 || spare {
        return Err(wrong("A letter or digit is not as it was printed. Compare it group by group."));
    }
    let bytes = gather(digits.get(MARK.len()..MARK.len() + KEY_DIGITS).unwrap_or_default());
    Ok(DatabaseKey::from_bytes(bytes))
}

fn wrong(words: &str) -> Problem {
    Problem::new(Code::RecoveryCode, format!("{words} Nothing was changed."))
}

fn digit_of(c: char) -> Option<u8> {
    let c = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        c => c,
    };
    DIGITS.iter().position(|digit| char::from(*digit) == c).and_then(|place| u8::try_from(place).ok())
}

/// 256 bits as 52 digits of 5 bits, the last one filled up with zeros.
fn spread(bytes: &[u8; 32]) -> Vec<u8> {
    let mut digits = Vec::with_capacity(KEY_DIGITS);
    let (mut held, mut bits) = (0_u16, 0_u32);
    for byte in bytes {
        held = (held << 8) | u16::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            digits.push(u8::try_from((held >> bits) & 31).unwrap_or_default());
        }
        held &= (1 << bits) - 1;
    }
    digits.push(u8::try_from((held << (5 - bits)) & 31).unwrap_or_default());
    digits
}

fn gather(digits: &[u8]) -> [u8; 32] {
    let mut bytes = [0; 32];
    let mut places = bytes.iter_mut();
    let (mut held, mut bits) = (0_u16, 0_u32);
    for digit in digits {
        held = (held << 5) | u16::from(*digit);
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            if let Some(place) = places.next() {
                *place = u8::try_from((held >> bits) & 255).unwrap_or_default();
            }
        }
        held &= (1 << bits) - 1;
    }
    bytes
}

/// The remainder of the digits, followed by so many zeros, in the BCH code of BIP 173, with BIP 350's constant.
fn check_of(digits: &[u8], zeros: usize) -> u32 {
    const GENERATOR: [u32; 5] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3];
    let zeros = std::iter::repeat_n(&0, zeros);
    let remainder = digits.iter().chain(zeros).fold(1_u32, |sum, digit| {
        let top = sum >> 25;
        let next = ((sum & 0x01ff_ffff) << 5) ^ u32::from(*digit);
        GENERATOR.iter().enumerate().filter(|(bit, _)| (top >> bit) & 1 == 1).fold(next, |sum, (_, g)| sum ^ g)
    });
    remainder ^ 0x2bc8_30a3
}

#[cfg(test)]
mod tests;
