//! Reading what servers of this family really send: nulls, numbers for texts, texts for numbers, missing fields. One
//! odd field never costs a post, one odd post never costs a page.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use lectern_model::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// A text; numbers become their digits, anything else is empty.
pub(super) fn text<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Ok(match Value::deserialize(from)? {
        Value::String(text) => text,
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    })
}

/// A text that may be missing; an empty one counts as missing.
pub(super) fn maybe_text<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    text(from).map(|text| if text.is_empty() { None } else { Some(text) })
}

/// A count; negative, missing and nonsense are 0.
pub(super) fn count<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    maybe_number(from).map(|number| number.and_then(|n| u32::try_from(n).ok()).unwrap_or_default())
}

/// A whole number that may be missing.
pub(super) fn maybe_number<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u64>, D::Error> {
    Ok(match Value::deserialize(from)? {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    })
}

/// A switch; anything but `true`, 1 or their texts is off.
pub(super) fn flag<'de, D: Deserializer<'de>>(from: D) -> Result<bool, D::Error> {
    Ok(match Value::deserialize(from)? {
        Value::Bool(on) => on,
        Value::Number(number) => number.as_u64() == Some(1),
        Value::String(text) => matches!(text.as_str(), "true" | "1"),
        _ => false,
    })
}

/// A list; elements that cannot be read are left out.
pub(super) fn list<'de, D: Deserializer<'de>, T: DeserializeOwned>(from: D) -> Result<Vec<T>, D::Error> {
    maybe_list(from).map(Option::unwrap_or_default)
}

/// A list that may be missing; elements that cannot be read are left out.
pub(super) fn maybe_list<'de, D: Deserializer<'de>, T: DeserializeOwned>(from: D) -> Result<Option<Vec<T>>, D::Error> {
    Ok(match Value::deserialize(from)? {
        Value::Array(items) => Some(items.into_iter().filter_map(|item| serde_json::from_value(item).ok()).collect()),
        _ => None,
    })
}

/// A thing that may be missing, null or unreadable.
pub(super) fn maybe<'de, D: Deserializer<'de>, T: DeserializeOwned>(from: D) -> Result<Option<T>, D::Error> {
    Ok(match Value::deserialize(from)? {
        Value::Null => None,
        value => serde_json::from_value(value).ok(),
    })
}

/// A thing that is empty where it is missing, null or unreadable.
pub(super) fn or_empty<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(from: D) -> Result<T, D::Error> {
    maybe(from).map(Option::unwrap_or_default)
}

/// A moment in any of the forms that were seen: RFC 3339, without a zone (taken as UTC), a day alone, or seconds.
pub(super) fn moment<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Timestamp>, D::Error> {
    Ok(match Value::deserialize(from)? {
        Value::String(text) => parse_moment(text.trim()),
        Value::Number(number) => number.as_i64().map(|seconds| Timestamp(seconds.saturating_mul(1000))),
        _ => None,
    })
}

fn parse_moment(text: &str) -> Option<Timestamp> {
    if let Ok(exact) = text.parse::<jiff::Timestamp>() {
        return Some(Timestamp(exact.as_millisecond()));
    }
    let civil = text.parse::<DateTime>().ok()?;
    TimeZone::UTC.to_timestamp(civil).ok().map(|exact| Timestamp(exact.as_millisecond()))
}
