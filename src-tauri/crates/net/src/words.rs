//! The platform's own words, made fit to be shown and logged: plain, short, and without a credential.

use crate::{Payload, Request};
use bytes::Bytes;
use lectern_model::Secret;
use serde_json::Value;
use url::Url;

/// Most characters of a platform's words.
const LONGEST: usize = 300;

/// An answer larger than this is no error message.
const LARGEST_BODY: usize = 64 * 1024;

/// What stands where a credential stood.
const HIDDEN: &str = "(hidden)";

/// Shorter values are too common as parts of ordinary words to be replaced.
const SHORTEST_SECRET: usize = 6;

/// Names of fields whose value is a credential in a form or a JSON body.
const SECRET_FIELDS: [&str; 11] = [
    "password",
    "client_secret",
    "code",
    "code_verifier",
    "refresh_token",
    "access_token",
    "token",
    "assertion",
    "client_assertion",
    "authFactorToken",
    "secret",
];

/// Scheme, host, port and path: all of an address that may be logged.
pub(crate) fn address(url: &Url) -> String {
    format!("{}{}", url.origin().ascii_serialization(), url.path())
}

/// The platform's own words from an error's JSON body, fit to be shown; none where it has none.
pub(crate) fn of_body(body: &[u8]) -> Option<String> {
    if body.len() > LARGEST_BODY {
        return None;
    }
    let body: Value = serde_json::from_slice(body).ok()?;
    let found = text_in(&body).map(fit).filter(|words| !words.is_empty());
    // Some servers put a whole HTML page into `error`.
    found.filter(|words| !words.starts_with('<'))
}

/// The first text among the names that platforms use: OAuth (RFC 6749), Mastodon, atproto, problem details (RFC 9457),
/// Graph API (`error.message`) and X (`errors[0].message`).
fn text_in(body: &Value) -> Option<&str> {
    let named = ["error_description", "message", "error", "detail"].iter().find_map(|name| match body.get(name)? {
        Value::String(words) => Some(words.as_str()),
        inner @ Value::Object(_) => inner.get("message").and_then(Value::as_str),
        _ => None,
    });
    named.or_else(|| match body.pointer("/errors/0")? {
        Value::String(words) => Some(words.as_str()),
        first => first.get("message").and_then(Value::as_str),
    })
}

/// Words of another system, fit to be shown: one line, at most 300 characters, nothing that looks like a credential.
pub(crate) fn fit(words: &str) -> String {
    let plain: String = words.chars().map(|c| if unfit(c) { ' ' } else { c }).collect();
    let mut shown = Vec::new();
    let mut scheme_before = false;
    for word in plain.split_whitespace() {
        shown.push(if scheme_before && looks_opaque(word) { HIDDEN.to_owned() } else { hide_in(word) });
        let scheme = word.trim_end_matches(':').rsplit([':', '"', '\'', '=']).next().unwrap_or_default();
        scheme_before = ["bearer", "dpop", "basic"].iter().any(|s| scheme.eq_ignore_ascii_case(s));
    }
    cut(&shown.join(" "))
}

/// Control characters, and marks that turn the reading direction of what follows.
fn unfit(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// After "Bearer": anything but a plain word such as "token" or "required".
fn looks_opaque(word: &str) -> bool {
    word.chars().count() >= 16 || word.chars().any(|c| c.is_ascii_digit())
}

/// Replaces JWTs and long mixed runs inside one word.
fn hide_in(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut run = String::new();
    for c in word.chars() {
        if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '~' | '+' | '/') {
            run.push(c);
        } else {
            out.push_str(if is_token(&run) { HIDDEN } else { &run });
            run.clear();
            out.push(c);
        }
    }
    out.push_str(if is_token(&run) { HIDDEN } else { &run });
    out
}

/// A JWT (its header begins with `{"`, that is `eyJ`), or 40 and more characters with small and capital letters and
/// digits mixed, as tokens have and words and paths do not.
fn is_token(run: &str) -> bool {
    if run.matches('.').count() >= 2 && run.contains("eyJ") {
        return true;
    }
    let longest = run.split(['/', '.']).max_by_key(|part| part.len()).unwrap_or_default();
    let has = |test: fn(&char) -> bool| longest.chars().any(|c| test(&c));
    longest.len() >= 40 && has(char::is_ascii_uppercase) && has(char::is_ascii_lowercase) && has(char::is_ascii_digit)
}

fn cut(words: &str) -> String {
    if words.chars().count() <= LONGEST {
        return words.to_owned();
    }
    words.chars().take(LONGEST - 1).chain(std::iter::once('…')).collect()
}

/// Every credential that a request carries, longest first, so that a part never hides the whole.
pub(crate) fn secrets_of(request: &Request) -> Vec<Secret> {
    let mut found: Vec<Secret> = Vec::new();
    for (_, value) in &request.secret_headers {
        found.push(value.clone());
        if let Some((_, bare)) = value.reveal().split_once(' ') {
            found.push(Secret::from(bare.trim()));
        }
    }
    match &request.payload {
        Payload::Form(fields) => {
            found.extend(fields.iter().filter(|(name, _)| is_secret(name)).map(|(_, v)| Secret::from(v.as_str())));
        }
        Payload::Json(Value::Object(fields)) => {
            let texts = fields.iter().filter(|(name, _)| is_secret(name)).filter_map(|(_, v)| v.as_str());
            found.extend(texts.map(Secret::from));
        }
        Payload::None | Payload::Json(_) | Payload::Multipart(_) | Payload::Bytes(..) => {}
        Payload::Source(..) | Payload::Upload(..) => {}
    }
    found.extend(request.url.query_pairs().filter(|(name, _)| is_secret(name)).map(|(_, v)| Secret::from(v.as_ref())));
    found.retain(|secret| secret.reveal().len() >= SHORTEST_SECRET);
    found.sort_by_key(|secret| std::cmp::Reverse(secret.reveal().len()));
    found
}

fn is_secret(field: &str) -> bool {
    SECRET_FIELDS.iter().any(|name| field.eq_ignore_ascii_case(name))
}

/// Replaces every credential of the request in an answer's body or in words, also where JSON had to escape it.
pub(crate) fn scrub(text: &str, secrets: &[Secret]) -> String {
    secrets.iter().fold(text.to_owned(), |text, secret| {
        let escaped = Value::from(secret.reveal()).to_string();
        text.replace(secret.reveal(), HIDDEN).replace(escaped.trim_matches('"'), HIDDEN)
    })
}

/// The same for an answer's body; one that is too large to become words, or no text, is left as it is.
pub(crate) fn scrub_body(body: &Bytes, secrets: &[Secret]) -> Bytes {
    match std::str::from_utf8(body) {
        Ok(text) if body.len() <= LARGEST_BODY && !secrets.is_empty() => Bytes::from(scrub(text, secrets)),
        _ => body.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::{fit, of_body, scrub, secrets_of};
    use crate::Request;
    use lectern_model::Secret;
    use proptest::prelude::*;
    use url::Url;

    fn words(body: &str) -> Option<String> {
        of_body(body.as_bytes())
    }

    #[test]
    fn each_platforms_field_is_found() {
        assert_eq!(words(r#"{"error":"invalid_grant","error_description":"Expired."}"#).unwrap(), "Expired.");
        assert_eq!(words(r#"{"error":"InvalidRequest","message":"No such post"}"#).unwrap(), "No such post");
        assert_eq!(words(r#"{"error":"Record not found"}"#).unwrap(), "Record not found");
        assert_eq!(words(r#"{"title":"Forbidden","detail":"Not you"}"#).unwrap(), "Not you");
        assert_eq!(words(r#"{"errors":[{"message":"Twice"}]}"#).unwrap(), "Twice");
        assert_eq!(words(r#"{"error":{"message":"Graph says no","code":190}}"#).unwrap(), "Graph says no");
    }

    #[test]
    fn what_is_no_message_is_no_words() {
        for body in ["", "<html><body>502</body></html>", "[]", "{}", r#"{"error":""}"#, r#"{"error":7}"#, "null"] {
            assert_eq!(words(body), None, "{body}");
        }
        assert_eq!(words(r#"{"error":"<html>oops</html>"}"#), None);
        assert_eq!(words(&format!(r#"{{"error":"x","pad":"{}"}}"#, "y".repeat(70_000))), None);
    }

    #[test]
    fn words_become_one_short_line() {
        assert_eq!(fit("one\r\n two\u{0}\u{202e}three"), "one two three");
        assert_eq!(fit(&"a".repeat(500)).chars().count(), 300);
    }

    #[test]
    fn what_looks_like_a_credential_is_hidden() {
        assert_eq!(fit("Bearer abc123 is bad"), "Bearer (hidden) is bad");
        assert_eq!(fit("Authorization: DPoP abcdefghijklmnopqrst"), "Authorization: DPoP (hidden)");
        assert_eq!(fit("A bearer token is required"), "A bearer token is required");
        assert_eq!(fit("bad token \"eyJhbGciOi.eyJzdWIi.sig-_9\""), "bad token \"(hidden)\"");
        let mastodon = "ZA-Yj3aBD8U8Cm7lKUp-lm9O9BmDgdhHzDeqsY8tlL0";
        assert_eq!(fit(&format!("token={mastodon}.")), "token=(hidden)");
        let address = "https://social.example/@library/statuses/109371298371298371";
        assert_eq!(fit(address), address);
    }

    #[test]
    fn a_requests_own_credentials_are_found_wherever_it_carries_them() {
        let url = Url::parse("https://a.example/x?access_token=in-the-query&q=cats").unwrap();
        let request = Request::post(url)
            .bearer(&Secret::from("in-the-header"))
            .form(&[("client_secret", "in-the-form"), ("grant_type", "code")]);
        let secrets = secrets_of(&request);
        let said = scrub("in-the-header in-the-form in-the-query cats code Bearer in-the-header", &secrets);
        assert_eq!(said, "(hidden) (hidden) (hidden) cats code (hidden)");
        let json = Request::post(Url::parse("https://a.example/").unwrap())
            .json(serde_json::json!({"identifier": "library.example", "password": "pass-word"}));
        assert_eq!(scrub("pass-word of library.example", &secrets_of(&json)), "(hidden) of library.example");
    }

    proptest! {
        #[test]
        fn any_text_becomes_one_line_of_at_most_300(text in "\\PC{0,400}|.{0,400}") {
            let shown = fit(&text);
            prop_assert!(shown.chars().count() <= 300);
            prop_assert!(!shown.chars().any(char::is_control));
        }

        #[test]
        fn a_secret_never_survives_scrubbing(before in "[a-z ]{0,20}", secret in "[A-Za-z0-9]{9,60}", after in "[a-z ]{0,20}") {
            let request = Request::get(Url::parse("https://a.example/").unwrap()).bearer(&Secret::from(secret.as_str()));
            let said = scrub(&format!("{before}{secret}{after}"), &secrets_of(&request));
            prop_assert!(!said.contains(&secret));
        }
    }
}
