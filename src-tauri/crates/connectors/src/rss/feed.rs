//! Reading a followed feed.

use super::Rss;
use super::fetch::{Fetched, Validators, get};
use super::posts::{FirstSeen, Origin, posts, seen_from, site_of};
use super::read::read;
use super::sign_in::{SITE, TYPED_HOST};
use crate::{Feed, FeedAt, FeedBatch, Session};
use async_trait::async_trait;
use lectern_model::{Failure, FailureKind, Timestamp};
use lectern_net::Response;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use url::Url;

/// A feed is not asked earlier than this because its site says it may be, in seconds …
const SHORTEST_WAIT: i64 = 5 * 60;

/// … nor later than this.
const LONGEST_WAIT: i64 = 24 * 60 * 60;

/// Longest header value kept, in bytes.
const LONGEST_VALIDATOR: usize = 1024;

#[async_trait]
impl Feed for Rss {
    async fn page(&self, session: &Session, at: FeedAt) -> Result<FeedBatch, Failure> {
        if at.page.is_some() {
            return Ok(FeedBatch::default());
        }
        let fact = |name: &str| session.account.facts.get(name).and_then(Value::as_str);
        if let Some(host) = fact(TYPED_HOST) {
            session.wire.allow_private_host(host.trim_matches(['[', ']']));
        }
        let mut memo = Memo::read(&at.memo);
        let fetched = fetch(session, &mut memo).await?;
        let response = &fetched.response;
        memo.moved = fetched.moved.clone().or(memo.moved);
        let digest = hex(&Sha256::digest(&response.body));
        if response.status == 304 || memo.digest.as_deref() == Some(&digest) {
            memo.keep_validators(response);
            let not_before = not_before(response, None);
            return Ok(FeedBatch { unchanged: true, memo: memo.write(), not_before, ..FeedBatch::default() });
        }
        let feed = read(&response.body, response.header("content-type"), &fetched.url).map_err(|why| why.now())?;
        let site = site_of(&feed, &fetched.url).or_else(|| fact(SITE).and_then(|site| Url::parse(site).ok()));
        let origin = Origin {
            feed: session.account.remote_id.clone(),
            url: fetched.url.clone(),
            site,
            title: session.account.name.clone(),
            host: session.account.handle.clone(),
        };
        let posts = posts(&feed, &origin, session.now(), &mut memo.seen);
        memo.validators = Validators::default();
        memo.keep_validators(response);
        memo.digest = Some(digest);
        let not_before = not_before(response, feed.ttl);
        Ok(FeedBatch { posts, older: None, memo: memo.write(), unchanged: false, not_before })
    }

    fn every(&self) -> u32 {
        30 * 60
    }
}

/// Asks where the feed moved to, if it did; where it is gone from there, its own address again.
async fn fetch(session: &Session, memo: &mut Memo) -> Result<Fetched, Failure> {
    let own = Url::parse(&session.account.remote_id).map_err(|_| {
        Failure::without_effect(
            FailureKind::Gone,
            "The address of this feed cannot be used. Remove it and add it again.",
        )
    })?;
    if let Some(moved) = &memo.moved {
        match get(&session.wire, moved, &memo.validators).await {
            Err(failure) if failure.what == FailureKind::Gone => {
                memo.moved = None;
                memo.validators = Validators::default();
            }
            outcome => return outcome,
        }
    }
    get(&session.wire, &own, &memo.validators).await
}

/// The earliest moment the site wants to be asked again: the longest of what it says, within bounds.
fn not_before(response: &Response, ttl_minutes: Option<u32>) -> Option<Timestamp> {
    let ttl = ttl_minutes.map(|minutes| i64::from(minutes).saturating_mul(60));
    let closed = response.retry_at().map(|at| at.since(response.at) / 1000);
    let longest = [max_age(response), ttl, closed].into_iter().flatten().filter(|seconds| *seconds > 0).max()?;
    Some(response.at.plus_seconds(longest.clamp(SHORTEST_WAIT, LONGEST_WAIT)))
}

fn max_age(response: &Response) -> Option<i64> {
    let said = response.header("cache-control")?.to_ascii_lowercase();
    let mut words = said.split(',').map(str::trim);
    if words.clone().any(|word| matches!(word, "no-cache" | "no-store")) {
        return None;
    }
    words.find_map(|word| word.strip_prefix("max-age=")?.trim_matches('"').parse().ok())
}

/// What one look leaves for the next.
#[derive(Default)]
struct Memo {
    validators: Validators,
    /// Where the site moved for good.
    moved: Option<Url>,
    /// Of the last body: servers without validators send the same again and again.
    digest: Option<String>,
    seen: FirstSeen,
}

impl Memo {
    fn read(value: &Value) -> Self {
        let words = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        Self {
            validators: Validators { etag: words("etag"), modified: words("modified") },
            moved: words("moved").and_then(|url| Url::parse(&url).ok()),
            digest: words("digest"),
            seen: seen_from(&value["seen"]),
        }
    }

    fn write(&self) -> Value {
        json!({
            "etag": self.validators.etag,
            "modified": self.validators.modified,
            "moved": self.moved,
            "digest": self.digest,
            "seen": self.seen,
        })
    }

    /// Takes over what an answer says about itself; an answer that says nothing changes nothing.
    fn keep_validators(&mut self, response: &Response) {
        let said = |name| response.header(name).filter(|value| value.len() <= LONGEST_VALIDATOR).map(str::to_owned);
        self.validators.etag = said("etag").or(self.validators.etag.take());
        self.validators.modified = said("last-modified").or(self.validators.modified.take());
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
