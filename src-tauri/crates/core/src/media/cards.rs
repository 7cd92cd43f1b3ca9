//! Cards of links, made from the pages they lead to: a title, a description, a picture.

use super::Media;
use super::files::Shelf;
use super::shape;
use crate::core::run;
use crate::text::{clean_line, clean_url};
use lectern_model::{Card, CardView, FailureKind, MediaHash, MediaRef, OutgoingCard, Problem};
use lectern_net::{Request, Response, Url};
use lectern_store::{PictureState, StoredCard};
use scraper::{Html, Selector};
use std::collections::HashMap;
use std::sync::{Arc, MutexGuard, PoisonError};
use std::time::Duration;

/// Most bytes of a page that is read for its card.
const MOST_BYTES: usize = 1024 * 1024;

/// Most bytes of a card's picture that goes out.
const PICTURE_MOST: u64 = 1_000_000;

/// Seconds after which a page is read again.
const FRESH: i64 = 7 * 24 * 60 * 60;

/// The same for a page that gave no card.
const FRESH_FAILED: i64 = 60 * 60;

/// A link that is still being typed is not looked up: this long nothing else must have been asked.
const SETTLED: Duration = Duration::from_millis(1_500);

/// Longest title and description in characters.
const LONGEST: usize = 300;

impl Media {
    /// The card of a link as it goes out, with its picture's bytes in the media folder; none where its page gives none
    /// or cannot be read.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn card_for(&self, url: &str) -> Result<Option<OutgoingCard>, Problem> {
        let Some(card) = self.card(url).await? else { return Ok(None) };
        let picture = match &card.picture_url {
            Some(address) => self.card_picture(address).await,
            None => None,
        };
        Ok(Some(OutgoingCard { url: card.url, title: card.title, description: card.description, picture }))
    }

    /// The cards of links as far as they are known now. Those that are not are looked up in the background, once the
    /// links are not being typed any more; `Change::Pictures` tells when one is here.
    pub async fn card_views(self: &Arc<Self>, mut urls: Vec<String>) -> HashMap<String, CardView> {
        urls.sort_unstable();
        urls.dedup();
        let (mut views, mut unknown) = (HashMap::new(), Vec::new());
        for url in urls {
            match self.stored_card(&url).await.ok().flatten() {
                Some(StoredCard { card: Some(card), .. }) => {
                    views.extend(self.card_view(card).await.map(|view| (url, view)));
                }
                Some(_) => {}
                None => unknown.push(url),
            }
        }
        if !unknown.is_empty() {
            self.look_up_later(unknown);
        }
        views
    }

    async fn card_view(&self, card: Card) -> Option<CardView> {
        let picture = match &card.picture_url {
            Some(address) => self.look_up(vec![address.clone()]).await.ok()?.remove(address),
            None => None,
        };
        let host = Url::parse(&card.url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
        let picture = match picture {
            Some(PictureState::Here(hash)) => Some(hash),
            _ => None,
        };
        Some(CardView { host, url: card.url, title: card.title, description: card.description, picture })
    }

    fn look_up_later(self: &Arc<Self>, urls: Vec<String>) {
        {
            let mut asked = self.asked();
            if *asked == urls {
                // Waited for already: one asks with every key.
                return;
            }
            asked.clone_from(&urls);
        }
        let media = Arc::clone(self);
        self.core.tasks.spawn(async move {
            tokio::time::sleep(SETTLED).await;
            if *media.asked() != urls {
                return;
            }
            let mut here = false;
            for url in &urls {
                here |= media.card(url).await.is_ok_and(|card| card.is_some());
            }
            {
                let mut asked = media.asked();
                if *asked == urls {
                    asked.clear();
                }
            }
            if here {
                media.tell();
            }
        });
    }

    fn asked(&self) -> MutexGuard<'_, Vec<String>> {
        self.card_asked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The card of a link: as it is known, or read from its page now.
    async fn card(&self, url: &str) -> Result<Option<Card>, Problem> {
        if let Some(stored) = self.stored_card(url).await? {
            return Ok(stored.card);
        }
        let Ok(address) = Url::parse(url) else { return Ok(None) };
        let request = Request::get(address)
            .header("accept", "text/html,application/xhtml+xml")
            .timeout(Duration::from_secs(15))
            .max_body(MOST_BYTES);
        let card = match self.core.wire.send(request).await.and_then(Response::ok) {
            Ok(page) => {
                let url = url.to_owned();
                run(move || read_card(&page, &url)).await?
            }
            // Nothing is learned about the page where there is no line.
            Err(failure) if failure.what == FailureKind::Unreachable => return Ok(None),
            Err(_) => None,
        };
        let (kept, url, now) = (card.clone(), url.to_owned(), self.core.clock.now());
        self.core.write(move |writer| writer.keep_link_card(&url, kept.as_ref(), now)).await?;
        Ok(card)
    }

    /// What is stored of a link's card, while it is fresh.
    async fn stored_card(&self, url: &str) -> Result<Option<StoredCard>, Problem> {
        let url = url.to_owned();
        let stored = self.core.read(move |reader| reader.link_card(&url)).await?;
        let now = self.core.clock.now();
        Ok(stored.filter(|stored| {
            let fresh = if stored.card.is_some() { FRESH } else { FRESH_FAILED };
            now.since(stored.fetched_at).abs() < fresh * 1000
        }))
    }

    async fn card_picture(&self, address: &str) -> Option<MediaRef> {
        let known = self.core.read({
            let address = address.to_owned();
            move |reader| reader.pictures(std::iter::once(address.as_str()))
        });
        let state = known.await.ok()?.remove(address).map(|used| used.state);
        let hash = match state {
            Some(PictureState::Here(hash)) => hash,
            Some(PictureState::Failed) => return None,
            _ => self.fetch_now(address).await?,
        };
        let files = self.files.clone();
        run(move || own_copy(&files, &hash)).await.ok()?
    }
}

/// A cached picture among our own, small enough to go out.
fn own_copy(files: &super::Files, hash: &MediaHash) -> Option<MediaRef> {
    let cached = files.read(hash.as_str()).ok()?;
    let written = shape::fitted(&cached, PICTURE_MOST, None, true).ok()?;
    let hash = files.keep(Shelf::Own, &written.bytes).ok()?;
    Some(MediaRef {
        hash,
        mime: written.mime.to_owned(),
        name: if written.mime == "image/png" { "card.png" } else { "card.jpg" }.to_owned(),
        description: String::new(),
        width: written.width,
        height: written.height,
        focus: None,
        root: None,
        video: None,
    })
}

fn read_card(page: &Response, url: &str) -> Option<Card> {
    let kind = page.header("content-type").unwrap_or("text/html");
    if !kind.contains("html") {
        return None;
    }
    let html = Html::parse_document(&String::from_utf8_lossy(&page.body));
    let title = meta(&html, &["og:title", "twitter:title"]).or_else(|| title_of(&html))?;
    let picture = meta(&html, &["og:image", "og:image:url", "twitter:image", "twitter:image:src"]);
    let picture_url = picture.and_then(|address| page.url.join(&address).ok()).map(String::from);
    Some(Card {
        url: url.to_owned(),
        title,
        description: meta(&html, &["og:description", "description", "twitter:description"]).unwrap_or_default(),
        picture_url: clean_url(picture_url),
    })
}

/// The first of these properties that says something.
fn meta(html: &Html, names: &[&str]) -> Option<String> {
    let selector = Selector::parse("meta[content]").ok()?;
    names.iter().find_map(|name| {
        html.select(&selector).find_map(|element| {
            let element = element.value();
            let named = [element.attr("property"), element.attr("name")].into_iter().flatten();
            let fits = named.into_iter().any(|found| found.eq_ignore_ascii_case(name));
            fits.then(|| short(element.attr("content").unwrap_or_default())).filter(|words| !words.is_empty())
        })
    })
}

fn title_of(html: &Html) -> Option<String> {
    let selector = Selector::parse("head > title, title").ok()?;
    let words = html.select(&selector).next()?.text().collect::<String>();
    Some(short(&words)).filter(|words| !words.is_empty())
}

fn short(words: &str) -> String {
    let line = clean_line(words);
    if line.chars().count() <= LONGEST {
        return line;
    }
    line.chars().take(LONGEST - 1).chain(std::iter::once('…')).collect()
}
