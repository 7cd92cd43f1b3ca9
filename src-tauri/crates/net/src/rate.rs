//! When a server will listen again, read from the headers that platforms use for it.

use crate::Response;
use lectern_model::Timestamp;

/// No pause lasts longer than this many seconds, whatever a server says: a day.
const LONGEST: i64 = 24 * 60 * 60;

/// Families of rate headers: atproto and the IETF drafts; Mastodon, GoToSocial, GitHub; X.
const FAMILIES: [&str; 3] = ["ratelimit", "x-ratelimit", "x-rate-limit"];

/// See [`Response::retry_at`].
pub(crate) fn retry_at(answer: &Response) -> Option<Timestamp> {
    let refused = matches!(answer.status, 429 | 503);
    let wait = if refused { answer.header("retry-after").and_then(|v| retry_after(answer, v)) } else { None };
    let until = wait.or_else(|| FAMILIES.iter().find_map(|family| reset(answer, family, refused)))?;
    Some(Timestamp(until.0.clamp(answer.at.0, answer.at.plus_seconds(LONGEST).0)))
}

/// `Retry-After`: seconds or an HTTP date (RFC 9110, 10.2.3).
fn retry_after(answer: &Response, value: &str) -> Option<Timestamp> {
    let value = value.trim();
    match value.parse::<u32>() {
        Ok(seconds) => Some(answer.at.plus_seconds(i64::from(seconds))),
        Err(_) => http_date(value).map(|moment| on_our_clock(answer, moment)),
    }
}

/// One family's `…-reset`, where the server refused or says that nothing remains.
fn reset(answer: &Response, family: &str, refused: bool) -> Option<Timestamp> {
    let remaining = answer.header(&format!("{family}-remaining")).and_then(|v| v.trim().parse::<i64>().ok());
    if !refused && remaining != Some(0) {
        return None;
    }
    let value = answer.header(&format!("{family}-reset"))?.trim();
    if let Ok(number) = value.parse::<i64>() {
        return Some(from_number(answer, number));
    }
    // Mastodon docs, "rate limits": an ISO 8601 moment.
    let moment: jiff::Timestamp = value.parse().ok()?;
    Some(on_our_clock(answer, Timestamp(moment.as_millisecond())))
}

/// A small number counts seconds from now (IETF draft); a large one is seconds, or a very large one milliseconds,
/// since 1970 (atproto, X).
fn from_number(answer: &Response, number: i64) -> Timestamp {
    match number {
        ..1_000_000_000 => answer.at.plus_seconds(number),
        1_000_000_000..1_000_000_000_000 => on_our_clock(answer, Timestamp(number.saturating_mul(1000))),
        _ => on_our_clock(answer, Timestamp(number)),
    }
}

/// Moves a moment of the server's clock to ours, by the answer's `Date`: a computer whose clock is a day wrong must
/// not wait a day.
fn on_our_clock(answer: &Response, moment: Timestamp) -> Timestamp {
    match answer.header("date").and_then(http_date) {
        Some(theirs) => Timestamp(answer.at.0.saturating_add(moment.since(theirs))),
        None => moment,
    }
}

fn http_date(value: &str) -> Option<Timestamp> {
    let moment = httpdate::parse_http_date(value.trim()).ok()?;
    let since = moment.duration_since(std::time::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_millis()).ok().map(Timestamp)
}

#[cfg(test)]
mod tests {
    use crate::Response;
    use lectern_model::Timestamp;
    use proptest::prelude::*;
    use url::Url;

    /// Sun, 06 Nov 1994 08:49:37 GMT
    const AT: i64 = 784_111_777_000;

    fn answer(status: u16, headers: &[(&str, &str)]) -> Response {
        Response {
            status,
            headers: headers.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
            body: bytes::Bytes::new(),
            url: Url::parse("https://social.example/").unwrap(),
            at: Timestamp(AT),
        }
    }

    fn seconds(status: u16, headers: &[(&str, &str)]) -> Option<i64> {
        answer(status, headers).retry_at().map(|until| until.since(Timestamp(AT)) / 1000)
    }

    #[test]
    fn retry_after_is_seconds_or_any_of_the_three_http_dates() {
        assert_eq!(seconds(429, &[("retry-after", "120")]), Some(120));
        assert_eq!(seconds(503, &[("retry-after", " 30 ")]), Some(30));
        assert_eq!(seconds(429, &[("retry-after", "Sun, 06 Nov 1994 08:50:37 GMT")]), Some(60));
        assert_eq!(seconds(429, &[("retry-after", "Sunday, 06-Nov-94 08:50:37 GMT")]), Some(60));
        assert_eq!(seconds(429, &[("retry-after", "Sun Nov  6 08:50:37 1994")]), Some(60));
        assert_eq!(seconds(429, &[("retry-after", "soon")]), None);
        assert_eq!(seconds(429, &[]), None);
    }

    #[test]
    fn resets_are_seconds_epochs_or_iso_moments() {
        let late = Response { at: Timestamp(1_700_000_000_000), ..answer(429, &[("ratelimit-reset", "1700000300")]) };
        assert_eq!(late.retry_at(), Some(Timestamp(1_700_000_300_000)));
        let millis =
            Response { at: Timestamp(1_700_000_000_000), ..answer(429, &[("x-ratelimit-reset", "1700000300000")]) };
        assert_eq!(millis.retry_at(), Some(Timestamp(1_700_000_300_000)));
        assert_eq!(seconds(429, &[("ratelimit-reset", "45")]), Some(45));
        assert_eq!(seconds(429, &[("x-ratelimit-reset", "1994-11-06T08:54:37.000000Z")]), Some(300));
        assert_eq!(seconds(429, &[("x-rate-limit-reset", "7")]), Some(7));
    }

    #[test]
    fn a_reset_counts_only_where_the_server_is_closed() {
        let open = [("x-ratelimit-remaining", "12"), ("x-ratelimit-reset", "1994-11-06T08:54:37Z")];
        assert_eq!(seconds(200, &open), None);
        let closed = [("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "1994-11-06T08:54:37Z")];
        assert_eq!(seconds(200, &closed), Some(300));
        assert_eq!(seconds(200, &[("retry-after", "30")]), None);
        let other_family = [("ratelimit-remaining", "0"), ("x-ratelimit-reset", "60")];
        assert_eq!(seconds(200, &other_family), None);
    }

    #[test]
    fn the_past_is_now_and_a_year_is_a_day() {
        assert_eq!(seconds(429, &[("retry-after", "Sun, 06 Nov 1994 08:00:00 GMT")]), Some(0));
        assert_eq!(seconds(429, &[("retry-after", "31536000")]), Some(86_400));
        assert_eq!(seconds(429, &[("ratelimit-reset", "-5")]), Some(0));
    }

    #[test]
    fn a_wrong_clock_here_does_not_lengthen_the_pause() {
        let a_day_ahead = [("date", "Mon, 07 Nov 1994 08:49:37 GMT"), ("retry-after", "Mon, 07 Nov 1994 08:50:37 GMT")];
        assert_eq!(seconds(429, &a_day_ahead), Some(60));
    }

    proptest! {
        #[test]
        fn any_header_is_survived_and_stays_within_a_day(value in ".{0,40}", number in any::<i64>()) {
            for v in [value, number.to_string()] {
                for name in ["retry-after", "ratelimit-reset", "x-ratelimit-reset", "date"] {
                    let until = answer(429, &[(name, &v), ("x-ratelimit-reset", "1994-11-06T08:54:37Z")]).retry_at();
                    let until = until.map_or(AT, |t| t.0);
                    prop_assert!((AT..=AT + 86_400_000).contains(&until));
                }
            }
        }
    }
}
