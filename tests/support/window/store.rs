//! The database of a desk, to be filled while the app is not running.

use std::path::PathBuf;

use lectern_store::{DatabaseKey, Store};
use serde_json::{Value, json};

use super::Desk;

impl Desk {
    /// The key of its database, by the recovery code that the desk tells.
    ///
    /// # Panics
    /// When the desk does not open, or the code has another form.
    pub async fn database_key(&self) -> DatabaseKey {
        loop {
            // Right after its start the desk may still be opening.
            match self.invoke("dispatch", json!({ "name": "recovery_code", "input": {} })).await {
                Ok(code) => return key_of(&code),
                Err(problem) => assert_eq!(problem["code"], "not_ready", "recovery_code: {problem}"),
            }
        }
    }

    /// Its database, with the key. Only for a desk whose app is not running.
    ///
    /// # Panics
    /// When it cannot be opened.
    #[must_use]
    pub fn store(&self, key: &DatabaseKey) -> Store {
        Store::open(&self.database(), key).expect("the database opens with its key")
    }

    fn database(&self) -> PathBuf {
        self.data_folder().join("lectern.db")
    }
}

/// The key in a recovery code: two digits of mark, then 52 of five bits each.
fn key_of(code: &Value) -> DatabaseKey {
    const DIGITS: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let groups = code["groups"].as_array().expect("a code has groups");
    let digits: String = groups.iter().filter_map(Value::as_str).collect();
    let value = |digit: char| DIGITS.find(digit).expect("a digit of the code");
    let bits: String = digits.chars().skip(2).take(52).map(|digit| format!("{:05b}", value(digit))).collect();
    let mut bytes = [0_u8; 32];
    for (byte, eight) in bytes.iter_mut().zip(bits.as_bytes().chunks(8)) {
        let eight = std::str::from_utf8(eight).expect("zeros and ones");
        *byte = u8::from_str_radix(eight, 2).expect("zeros and ones");
    }
    DatabaseKey::from_bytes(bytes)
}
