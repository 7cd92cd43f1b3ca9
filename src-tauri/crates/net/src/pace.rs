//! How often a host is called, and when it is left in peace.
//!
//! Two brakes. The *pace* is ours: at most a few calls a second to one host. A *pause* is the server's: after 429, 503 or
//! a spent quota with a time, it is not called again before that time, and callers are told so without a request. A 503
//! pauses the server for everyone; the others pause one sign-in, so that two accounts on a server do not stop each other.

use crate::{Request, Response, address, words};
use governor::clock::Clock;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use lectern_model::{Failure, FailureKind, Timestamp};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};
use url::Url;

/// Calls a second to one host, and how many may come at once.
const ORDINARY: (NonZeroU32, NonZeroU32) = (number(5), number(10));

/// The same for servers on this computer, which nobody else needs.
const LOCAL: (NonZeroU32, NonZeroU32) = (number(50), number(100));

/// Beyond this many hosts, those not called lately are forgotten.
const MANY_HOSTS: usize = 1000;

const fn number(of: u32) -> NonZeroU32 {
    match NonZeroU32::new(of) {
        Some(number) => number,
        None => NonZeroU32::MIN,
    }
}

/// Whose calls a pause holds back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Caller {
    /// Everybody's.
    Anyone,
    /// Those without a sign-in.
    Anonymous,
    /// Those with this sign-in, known by the hash of its `Authorization` header.
    SignedIn([u8; 32]),
}

impl Caller {
    /// Who sends this request.
    pub(crate) fn of(request: &Request) -> Self {
        let value = request.secret_headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("authorization"));
        value.map_or(Self::Anonymous, |(_, secret)| Self::with(secret))
    }

    /// Who sends this `Authorization` header.
    pub(crate) fn with(authorization: &lectern_model::Secret) -> Self {
        Self::SignedIn(Sha256::digest(authorization.reveal().as_bytes()).into())
    }
}

/// A pause, and when it was set: where the clock is later turned back before that, the pause is void.
#[derive(Debug, Clone, Copy)]
struct Pause {
    set: Timestamp,
    until: Timestamp,
}

impl Pause {
    fn holds(&self, now: Timestamp) -> bool {
        self.set <= now && now < self.until
    }
}

/// Both brakes for all hosts.
pub(crate) struct Pace {
    ordinary: DefaultKeyedRateLimiter<String>,
    local: DefaultKeyedRateLimiter<String>,
    pauses: Mutex<HashMap<(String, Caller), Pause>>,
}

impl Pace {
    pub(crate) fn new() -> Self {
        let quota = |(per_second, burst)| Quota::per_second(per_second).allow_burst(burst);
        Self {
            ordinary: RateLimiter::keyed(quota(ORDINARY)),
            local: RateLimiter::keyed(quota(LOCAL)),
            pauses: Mutex::default(),
        }
    }

    /// Returns when the host may be called; a failure without effect where it asked for a pause.
    pub(crate) async fn turn(&self, url: &Url, caller: Caller, now: &crate::Now) -> Result<(), Failure> {
        let host = host_of(url);
        let limiter =
            if url.host().is_some_and(|host| address::is_loopback(&host)) { &self.local } else { &self.ordinary };
        self.open(&host, caller, now())?;
        while let Err(wait) = limiter.check_key(&host) {
            tokio::time::sleep(wait.wait_time_from(limiter.clock().now())).await;
            // A call that went out meanwhile may have been told to pause.
            self.open(&host, caller, now())?;
        }
        if limiter.len() > MANY_HOSTS {
            limiter.retain_recent();
        }
        Ok(())
    }

    fn open(&self, host: &str, caller: Caller, now: Timestamp) -> Result<(), Failure> {
        let pauses = self.pauses.lock().unwrap_or_else(PoisonError::into_inner);
        let of = |caller| pauses.get(&(host.to_owned(), caller)).filter(|pause| pause.holds(now)).map(|p| p.until);
        match of(caller).max(of(Caller::Anyone)) {
            None => Ok(()),
            until => Err(Failure::without_effect(
                FailureKind::RateLimited { until },
                "The server asked for a pause, so it was not called. Lectern goes on when the pause is over.",
            )),
        }
    }

    /// Reads from an answer whether the server wants a pause.
    pub(crate) fn heed(&self, answer: &Response, caller: Caller) {
        let Some(until) = answer.retry_at().filter(|until| *until > answer.at) else { return };
        let caller = if answer.status == 503 { Caller::Anyone } else { caller };
        let pause = Pause { set: answer.at, until };
        let mut pauses = self.pauses.lock().unwrap_or_else(PoisonError::into_inner);
        pauses.retain(|_, pause| pause.holds(answer.at));
        pauses.insert((host_of(&answer.url), caller), pause);
        tracing::info!(
            host = %words::address(&answer.url),
            status = answer.status,
            seconds = until.since(answer.at) / 1000,
            "the server asked for a pause"
        );
    }
}

/// Host and port: what one server is to us.
fn host_of(url: &Url) -> String {
    format!("{}:{}", url.host_str().unwrap_or_default(), url.port_or_known_default().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{Caller, Pace};
    use crate::{Now, Request, Response};
    use bytes::Bytes;
    use lectern_model::{Effect, FailureKind, Secret, Timestamp};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicI64, Ordering};
    use url::Url;

    const HERE: &str = "https://social.example/api";

    fn clock(at: i64) -> (Now, Arc<AtomicI64>) {
        let time = Arc::new(AtomicI64::new(at));
        let read = Arc::clone(&time);
        (Arc::new(move || Timestamp(read.load(Ordering::SeqCst))), time)
    }

    fn answer(status: u16, headers: &[(&str, &str)]) -> Response {
        Response {
            status,
            headers: headers.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
            body: Bytes::new(),
            url: Url::parse(HERE).unwrap(),
            at: Timestamp(1_000_000),
        }
    }

    fn caller(token: &str) -> Caller {
        Caller::of(&Request::get(Url::parse(HERE).unwrap()).bearer(&Secret::from(token)))
    }

    async fn is_open(pace: &Pace, caller: Caller, now: &Now) -> bool {
        pace.turn(&Url::parse(HERE).unwrap(), caller, now).await.is_ok()
    }

    #[tokio::test]
    async fn a_limited_sign_in_waits_and_others_do_not() {
        let (now, time) = clock(1_000_000);
        let pace = Pace::new();
        pace.heed(&answer(429, &[("retry-after", "60")]), caller("one"));
        let failure = pace.turn(&Url::parse(HERE).unwrap(), caller("one"), &now).await.unwrap_err();
        assert_eq!(failure.what, FailureKind::RateLimited { until: Some(Timestamp(1_060_000)) });
        assert_eq!(failure.effect, Effect::None);
        assert!(is_open(&pace, caller("two"), &now).await);
        assert!(is_open(&pace, Caller::Anonymous, &now).await);
        let other_port = Url::parse("https://social.example:8443/").unwrap();
        assert!(pace.turn(&other_port, caller("one"), &now).await.is_ok());
        time.store(1_060_000, Ordering::SeqCst);
        assert!(is_open(&pace, caller("one"), &now).await, "the pause is over");
    }

    #[tokio::test]
    async fn an_overloaded_server_is_left_alone_by_all() {
        let (now, _) = clock(1_000_000);
        let pace = Pace::new();
        pace.heed(&answer(503, &[("retry-after", "30")]), caller("one"));
        assert!(!is_open(&pace, caller("two"), &now).await);
        assert!(!is_open(&pace, Caller::Anonymous, &now).await);
    }

    #[tokio::test]
    async fn a_spent_quota_pauses_before_the_refusal_comes() {
        let (now, _) = clock(1_000_000);
        let pace = Pace::new();
        pace.heed(&answer(200, &[("ratelimit-remaining", "1"), ("ratelimit-reset", "60")]), caller("one"));
        assert!(is_open(&pace, caller("one"), &now).await);
        pace.heed(&answer(200, &[("ratelimit-remaining", "0"), ("ratelimit-reset", "60")]), caller("one"));
        assert!(!is_open(&pace, caller("one"), &now).await);
    }

    #[tokio::test]
    async fn a_clock_turned_back_ends_a_pause() {
        let (now, time) = clock(1_000_000);
        let pace = Pace::new();
        pace.heed(&answer(429, &[("retry-after", "60")]), caller("one"));
        time.store(0, Ordering::SeqCst);
        assert!(is_open(&pace, caller("one"), &now).await);
    }

    #[test]
    fn a_caller_is_known_by_the_authorization_header_alone() {
        let url = || Url::parse(HERE).unwrap();
        let proof = |p: &str| Request::get(url()).bearer(&Secret::from("t")).secret_header("dpop", Secret::from(p));
        assert_eq!(Caller::of(&proof("one")), Caller::of(&proof("two")));
        assert_ne!(caller("one"), caller("two"));
        assert_eq!(Caller::of(&Request::get(url())), Caller::Anonymous);
    }

    #[test]
    fn ten_come_at_once_and_the_eleventh_waits() {
        let pace = Pace::new();
        for _ in 0..10 {
            assert!(pace.ordinary.check_key(&"a:443".to_owned()).is_ok());
        }
        assert!(pace.ordinary.check_key(&"a:443".to_owned()).is_err());
        assert!(pace.ordinary.check_key(&"b:443".to_owned()).is_ok());
    }
}
