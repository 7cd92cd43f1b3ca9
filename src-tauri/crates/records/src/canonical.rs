//! One way to write a value as bytes: JSON without spaces, keys in the order of their bytes.

use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

/// A value as canonical JSON.
#[must_use]
pub fn canonical(value: &Value) -> String {
    sorted(value).to_string()
}

/// Whether maps keep the order of insertion depends on what else is in the build, so that each is made in order.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.iter().map(sorted).collect()),
        Value::Object(fields) => {
            let mut names: Vec<&String> = fields.keys().collect();
            names.sort_unstable();
            let fields = names.into_iter().filter_map(|name| Some((name.clone(), sorted(fields.get(name)?))));
            Value::Object(fields.collect::<Map<_, _>>())
        }
        other => other.clone(),
    }
}

/// SHA-256 in lower-case hex digits.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::canonical;
    use serde_json::json;

    #[test]
    fn keys_stand_in_order_at_every_depth_and_signs_stay() {
        let value = json!({"b": [{"z": 1, "a": "é\n\"\u{202e}"}], "a": null});
        assert_eq!(canonical(&value), "{\"a\":null,\"b\":[{\"a\":\"é\\n\\\"\u{202e}\",\"z\":1}]}");
    }
}
