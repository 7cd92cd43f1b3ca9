//! Following a feed: an address is asked for, a page's feeds are found, and where there are several one is chosen.

use super::Rss;
use super::address::{shown_host, typed};
use super::discover::{Named, discover};
use super::fetch::{Fetched, Validators, get};
use super::posts::site_of;
use super::read::{Unreadable, page_text, read};
use super::text::plain;
use crate::{BeginSignIn, SignIn, SignedIn};
use async_trait::async_trait;
use feed_rs::model::Feed;
use lectern_model::{Account, Failure, FailureKind, Field, FieldKind, SignInStep};
use lectern_net::{Now, Wire};
use serde_json::json;
use std::collections::BTreeMap;
use url::Url;

/// Name of the fact that holds the host a person typed: it may be in a private network.
pub(super) const TYPED_HOST: &str = "typed_host";

/// Name of the fact that holds the feed's site.
pub(super) const SITE: &str = "site";

#[async_trait]
impl SignIn for Rss {
    async fn begin(&self, wire: &Wire, _now: &Now, again: Option<&Account>) -> Result<Box<dyn BeginSignIn>, Failure> {
        let address = again.map(|account| account.remote_id.clone()).unwrap_or_default();
        let group = again.map(|account| account.group.clone()).unwrap_or_default();
        Ok(Box::new(Following { wire: wire.clone(), address, group, choices: Vec::new(), typed_host: None }))
    }
}

struct Following {
    wire: Wire,
    address: String,
    group: String,
    /// Feeds to choose from, once a page named several.
    choices: Vec<Named>,
    typed_host: Option<String>,
}

#[async_trait]
impl BeginSignIn for Following {
    fn step(&self) -> SignInStep {
        let (title, fields) = if self.choices.is_empty() {
            ("Follow a feed".to_owned(), self.first_fields())
        } else {
            ("This page has several feeds".to_owned(), vec![self.choice_field()])
        };
        SignInStep::AskFields { ticket: String::new(), title, fields }
    }

    async fn answer(&mut self, fields: BTreeMap<String, String>) -> Result<Option<SignedIn>, Failure> {
        if let Some(group) = fields.get("group") {
            self.group = plain(group);
        }
        if !self.choices.is_empty() {
            let chosen = fields.get("feed").map(String::as_str).unwrap_or_default();
            let chosen = self.choices.iter().find(|choice| choice.url.as_str() == chosen);
            let url = chosen.ok_or_else(|| rejected("feed", "Choose one of the feeds."))?.url.clone();
            return self.follow(&url).await.map(Some);
        }
        self.address = fields.get("address").cloned().unwrap_or_default();
        let url = typed(&self.address)
            .ok_or_else(|| rejected("address", "This is not a web address. It looks like library.example.org."))?;
        if let Some(host) = url.host_str() {
            self.wire.allow_private_host(host.trim_matches(['[', ']']));
            self.typed_host = Some(host.to_owned());
        }
        match find(&self.wire, &url).await? {
            Place::Feed(found) => Ok(Some(signed_in(&found, self.typed_host.as_deref()))),
            Place::Named(named) if named.len() == 1 => match named.first() {
                Some(only) => self.follow(&only.url).await.map(Some),
                None => Ok(None),
            },
            Place::Named(named) => {
                self.choices = named;
                Ok(None)
            }
        }
    }

    async fn browser(&mut self) -> Result<SignedIn, Failure> {
        std::future::pending().await
    }

    fn group(&self) -> String {
        self.group.clone()
    }
}

impl Following {
    async fn follow(&self, url: &Url) -> Result<SignedIn, Failure> {
        let fetched = get(&self.wire, url, &Validators::default()).await?;
        let feed = read_fetched(&fetched).map_err(|why| none_there(why, url))?;
        Ok(signed_in(&(fetched, feed), self.typed_host.as_deref()))
    }

    fn first_fields(&self) -> Vec<Field> {
        vec![
            Field {
                name: "address".to_owned(),
                label: "Address of the feed or of its page".to_owned(),
                help: "For example library.example.org".to_owned(),
                kind: FieldKind::Address,
                optional: false,
                value: self.address.clone(),
                options: Vec::new(),
            },
            Field {
                name: "group".to_owned(),
                label: "Group".to_owned(),
                help: "Feeds of one group can be read together, for example Local partners.".to_owned(),
                kind: FieldKind::Text,
                optional: true,
                value: self.group.clone(),
                options: Vec::new(),
            },
        ]
    }

    fn choice_field(&self) -> Field {
        let options = self.choices.iter().map(|choice| (choice.url.to_string(), choice.title.clone())).collect();
        Field {
            name: "feed".to_owned(),
            label: "Which one do you want to follow?".to_owned(),
            help: String::new(),
            kind: FieldKind::Choice,
            optional: false,
            value: self.choices.first().map(|choice| choice.url.to_string()).unwrap_or_default(),
            options,
        }
    }
}

/// What is at an address.
pub(super) enum Place {
    /// A feed.
    Feed(Box<(Fetched, Feed)>),
    /// A page that names at least one feed.
    Named(Vec<Named>),
}

/// Finds out what is at an address; on a page without named feeds the likeliest places are tried, one after another.
pub(super) async fn find(wire: &Wire, url: &Url) -> Result<Place, Failure> {
    let fetched = get(wire, url, &Validators::default()).await?;
    let why = match read_fetched(&fetched) {
        Ok(feed) => return Ok(Place::Feed(Box::new((fetched, feed)))),
        Err(why) => why,
    };
    let content_type = fetched.response.header("content-type");
    if why != Unreadable::WebPage {
        return Err(none_there(why, url));
    }
    let found = discover(&page_text(&fetched.response.body, content_type), &fetched.url);
    if !found.named.is_empty() {
        return Ok(Place::Named(found.named));
    }
    for guess in found.guesses {
        match get(wire, &guess, &Validators::default()).await {
            Ok(fetched) => {
                if let Ok(feed) = read_fetched(&fetched) {
                    return Ok(Place::Feed(Box::new((fetched, feed))));
                }
            }
            Err(failure) if matches!(failure.what, FailureKind::RateLimited { .. }) => return Err(failure),
            Err(_) => {}
        }
    }
    Err(none_there(Unreadable::WebPage, url))
}

pub(super) fn read_fetched(fetched: &Fetched) -> Result<Feed, Unreadable> {
    let body = &fetched.response.body;
    let feed = read(body, fetched.response.header("content-type"), &fetched.url)?;
    // A feed may be empty; one that breaks off before its first item is half an answer.
    if feed.entries.is_empty() && breaks_off(body) { Err(Unreadable::Damaged) } else { Ok(feed) }
}

/// Whether XML ends before its root does.
fn breaks_off(body: &[u8]) -> bool {
    let text = String::from_utf8_lossy(body);
    let ends = ["</rss", "</feed", "</rdf:rdf"];
    let lower = text.trim_end().to_lowercase();
    lower.trim_start().starts_with('<') && !lower.ends_with("/>") && !ends.iter().any(|end| lower.contains(end))
}

/// The account of a feed that was read.
pub(super) fn signed_in((fetched, feed): &(Fetched, Feed), typed_host: Option<&str>) -> SignedIn {
    // Where a site answers elsewhere only for today, the address that was asked stays the feed's name.
    let url = fetched.moved.as_ref().unwrap_or(&fetched.asked);
    let site = site_of(feed, &fetched.url);
    let host = shown_host(site.as_ref().unwrap_or(url));
    let title = feed.title.as_ref().map(|title| plain(&title.content)).filter(|title| !title.is_empty());
    SignedIn {
        remote_id: url.to_string(),
        name: title.unwrap_or_else(|| host.clone()),
        handle: host,
        server: url.origin().ascii_serialization(),
        facts: json!({ SITE: site, TYPED_HOST: typed_host }),
        avatar_url: feed.icon.as_ref().or(feed.logo.as_ref()).and_then(|image| super::media::resolved(&image.uri, url)),
        lapses_at: None,
        credentials: None,
    }
}

fn none_there(why: Unreadable, url: &Url) -> Failure {
    let host = shown_host(url);
    let words = match why {
        Unreadable::WebPage => format!(
            "Lectern found no feed on this page of {host}. If you know the feed's own address, type that instead."
        ),
        Unreadable::NotAFeed => format!("What {host} has at this address is not a feed."),
        Unreadable::Damaged => format!("{host} has a feed at this address, but it is damaged and cannot be read."),
    };
    rejected("address", &words)
}

fn rejected(field: &str, words: &str) -> Failure {
    Failure::without_effect(FailureKind::Rejected { field: Some(field.to_owned()), limit: None }, words)
}
