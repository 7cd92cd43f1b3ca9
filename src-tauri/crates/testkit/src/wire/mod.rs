//! A wire that answers from a script.
//!
//! Each rule has a method and a pattern. A pattern with `://` matches addresses that begin with it; a path (`/x`)
//! matches that path alone, with its query when the pattern has a `?`, and everything below it when it ends with `*`.
//! Rules given with `once` are used up first, in order; among standing rules the last one given wins. What no rule
//! matches fails as unreachable and says so. Redirects are followed as the network would follow them.

mod reply;
mod stream;

pub use reply::{
    cut_after, cut_before, form_field, header, json, json_body, multipart_part, status, text, with_header,
};
pub use stream::Stream;

use crate::ManualClock;
use async_trait::async_trait;
use lectern_model::{Failure, FailureKind, Secret};
use lectern_net::{Method, Now, Request, Response, Socket, Transport, Url, Wire};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

const MOST_REDIRECTS: usize = 5;

type Reply = Arc<dyn Fn(&Request) -> Result<Response, Failure> + Send + Sync>;

struct Rule {
    method: Method,
    pattern: String,
    once: bool,
    /// None: never answers.
    reply: Option<Reply>,
}

/// A transport that follows a script and remembers what was asked.
pub struct ScriptedWire {
    clock: Arc<ManualClock>,
    rules: Mutex<Vec<Rule>>,
    streams: Mutex<Vec<(String, Stream)>>,
    requests: Mutex<Vec<Request>>,
    unmatched: Mutex<Vec<String>>,
    allowed: Mutex<Vec<String>>,
}

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl ScriptedWire {
    /// An empty script with a clock of its own.
    #[must_use]
    pub fn new() -> Arc<Self> {
        Self::with_clock(&ManualClock::new())
    }

    /// An empty script; answers arrive at the time of `clock`.
    #[must_use]
    pub fn with_clock(clock: &Arc<ManualClock>) -> Arc<Self> {
        Arc::new(Self {
            clock: Arc::clone(clock),
            rules: Mutex::default(),
            streams: Mutex::default(),
            requests: Mutex::default(),
            unmatched: Mutex::default(),
            allowed: Mutex::default(),
        })
    }

    /// The script as a wire.
    #[must_use]
    pub fn wire(self: &Arc<Self>) -> Wire {
        Wire::over(Arc::clone(self) as Arc<dyn Transport>)
    }

    /// Its clock.
    #[must_use]
    pub fn clock(&self) -> &Arc<ManualClock> {
        &self.clock
    }

    /// The clock as sessions take it.
    #[must_use]
    pub fn now_fn(&self) -> Now {
        self.clock.now_fn()
    }

    /// Answers every such request with `reply`, until a later rule says otherwise.
    pub fn on<R>(&self, method: Method, pattern: &str, reply: R) -> &Self
    where
        R: Fn(&Request) -> Result<Response, Failure> + Send + Sync + 'static,
    {
        self.rule(method, pattern, false, Some(Arc::new(reply)))
    }

    /// Answers the next such request with `reply`, before the standing rules.
    pub fn once<R>(&self, method: Method, pattern: &str, reply: R) -> &Self
    where
        R: Fn(&Request) -> Result<Response, Failure> + Send + Sync + 'static,
    {
        self.rule(method, pattern, true, Some(Arc::new(reply)))
    }

    /// Never answers the next such request: its future stays pending until it is dropped.
    pub fn hang_once(&self, method: Method, pattern: &str) -> &Self {
        self.rule(method, pattern, true, None)
    }

    /// Answers websockets whose address begins with `pattern`; messages are sent through the handle.
    pub fn on_stream(&self, pattern: &str) -> Stream {
        let stream = Stream::default();
        lock(&self.streams).push((pattern.to_owned(), stream.clone()));
        stream
    }

    /// What was asked so far, redirects included.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        lock(&self.requests).clone()
    }

    /// What was asked so far with this method and pattern.
    #[must_use]
    pub fn requests_to(&self, method: Method, pattern: &str) -> Vec<Request> {
        self.requests().into_iter().filter(|r| r.method == method && matches(pattern, &r.url)).collect()
    }

    /// Forgets what was asked so far.
    pub fn forget_requests(&self) {
        lock(&self.requests).clear();
    }

    /// What no rule matched, as `GET https://…`. Empty in a test whose script is whole.
    #[must_use]
    pub fn unmatched(&self) -> Vec<String> {
        lock(&self.unmatched).clone()
    }

    /// Hosts that were allowed to be private, in order.
    #[must_use]
    pub fn allowed_private_hosts(&self) -> Vec<String> {
        lock(&self.allowed).clone()
    }

    fn rule(&self, method: Method, pattern: &str, once: bool, reply: Option<Reply>) -> &Self {
        lock(&self.rules).push(Rule { method, pattern: pattern.to_owned(), once, reply });
        self
    }

    /// The reply for a request: `None` where no rule matches, `Some(None)` where it is never answered.
    fn find(&self, request: &Request) -> Option<Option<Reply>> {
        let mut rules = lock(&self.rules);
        let fits = |rule: &Rule| rule.method == request.method && matches(&rule.pattern, &request.url);
        if let Some(at) = rules.iter().position(|rule| rule.once && fits(rule)) {
            return Some(rules.remove(at).reply);
        }
        rules.iter().rev().find(|rule| fits(rule)).map(|rule| rule.reply.clone())
    }

    async fn answer(&self, request: &Request) -> Result<Response, Failure> {
        lock(&self.requests).push(request.clone());
        match self.find(request) {
            Some(Some(reply)) => {
                reply(request).map(|response| Response { at: self.clock.now(), url: request.url.clone(), ..response })
            }
            Some(None) => std::future::pending().await,
            None => {
                let asked = format!("{} {}", method_name(request.method), request.url);
                lock(&self.unmatched).push(asked.clone());
                let words = format!("No scripted answer for {asked}.");
                Err(Failure::without_effect(FailureKind::Unreachable, words))
            }
        }
    }
}

fn method_name(method: Method) -> &'static str {
    match method {
        Method::Get => "GET",
        Method::Post => "POST",
        Method::Put => "PUT",
        Method::Patch => "PATCH",
        Method::Delete => "DELETE",
    }
}

fn matches(pattern: &str, url: &Url) -> bool {
    if pattern.contains("://") {
        return url.as_str().starts_with(pattern);
    }
    let path_and_query = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    };
    match pattern.strip_suffix('*') {
        Some(start) => path_and_query.starts_with(start),
        None if pattern.contains('?') => path_and_query == pattern,
        None => url.path() == pattern,
    }
}

#[async_trait]
impl Transport for ScriptedWire {
    async fn exchange(&self, mut request: Request) -> Result<Response, Failure> {
        for _ in 0..=MOST_REDIRECTS {
            let response = self.answer(&request).await?;
            let redirect = request.follow_redirects && (300..400).contains(&response.status);
            let next = response.header("location").and_then(|place| request.url.join(place).ok());
            let (true, Some(next)) = (redirect, next) else {
                if response.body.len() > request.max_body {
                    return Err(Failure::unusable("The answer is larger than Lectern reads."));
                }
                return Ok(response);
            };
            request.url = next;
        }
        Err(Failure::without_effect(FailureKind::Server, "The server redirects in circles."))
    }

    async fn listen(&self, url: Url, _bearer: Option<Secret>) -> Result<Socket, Failure> {
        let found =
            lock(&self.streams).iter().rev().find(|(at, _)| url.as_str().starts_with(at)).map(|(_, s)| s.clone());
        match found {
            Some(stream) => Ok(stream.open()),
            None => {
                let words = format!("No scripted stream at {url}.");
                lock(&self.unmatched).push(format!("STREAM {url}"));
                Err(Failure::without_effect(FailureKind::Unreachable, words))
            }
        }
    }

    fn allow_private_host(&self, host: &str) {
        lock(&self.allowed).push(host.to_owned());
    }
}

#[cfg(test)]
mod tests;
