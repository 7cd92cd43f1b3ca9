//! What broke on the way, and whether the server may have acted before it did.
//!
//! The one question that matters: had a connection been made? Before it, nothing can have happened. After it, the
//! request may have arrived however the exchange ended, so the effect is [`Effect::Maybe`](lectern_model::Effect). A
//! time-out that cannot be told from either side counts as after.

use crate::address::Refusal;
use lectern_model::{Failure, FailureKind};
use std::error::Error;
use url::Url;

/// An address that is not called.
pub(crate) fn refused(refusal: Refusal) -> Failure {
    Failure::without_effect(FailureKind::Unreachable, refusal.to_string())
}

/// A fault of the HTTP client.
pub(crate) fn of_exchange(error: &reqwest::Error, url: &Url) -> Failure {
    let host = url.host_str().unwrap_or("the server");
    if error.is_connect() {
        return of_connecting(error, host);
    }
    if error.is_builder() {
        let words = "This request could not be written down, so nothing was sent.";
        return Failure::without_effect(FailureKind::Rejected { field: None, limit: None }, words);
    }
    let words = if error.is_timeout() {
        format!("{host} did not answer in time.")
    } else if error.is_body() || error.is_decode() {
        format!("The answer of {host} broke off.")
    } else {
        format!("The connection to {host} was cut.")
    };
    Failure::in_doubt(FailureKind::Unreachable, words)
}

/// A fault before a connection stood: nothing was sent.
pub(crate) fn of_connecting(error: &(dyn Error + 'static), host: &str) -> Failure {
    if let Some(refusal) = find::<Refusal>(error) {
        return refused(*refusal);
    }
    let words = if find::<rustls::Error>(error).is_some() {
        format!("The certificate of {host} cannot be trusted, so Lectern did not connect.")
    } else if is_slow(error) {
        format!("{host} did not take the connection in time. Nothing was sent.")
    } else {
        format!("No connection to {host}. Nothing was sent.")
    };
    Failure::without_effect(FailureKind::Unreachable, words)
}

fn is_slow(error: &(dyn Error + 'static)) -> bool {
    find::<reqwest::Error>(error).is_some_and(reqwest::Error::is_timeout)
        || find::<std::io::Error>(error).is_some_and(|e| e.kind() == std::io::ErrorKind::TimedOut)
        || find::<tokio::time::error::Elapsed>(error).is_some()
}

/// The first error of this kind in a chain of causes. An `io::Error` hides what it wraps from `source`, so it is opened.
fn find<'a, E: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a E> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref::<E>() {
            return Some(found);
        }
        let inner = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        next = match inner {
            Some(inner) => Some(inner as &(dyn Error + 'static)),
            None => error.source(),
        };
    }
    None
}
