//! Posts ready to show.

use super::{Feeds, Offered};
use lectern_model::{
    AccountId, Author, AuthorView, Card, CardView, MediaHash, MediaKind, Part, PictureView, PlatformKey, PostMedia,
    PostView, Visibility,
};
use lectern_store::{PictureState, PictureUse, Reader, StoreError, StoredPost};
use std::collections::HashMap;

/// What is read beside posts to show them.
pub(super) struct Shown {
    pub(super) platforms: HashMap<AccountId, PlatformKey>,
    urls: Vec<String>,
    pictures: HashMap<String, PictureUse>,
}

impl Shown {
    pub(super) fn read(reader: &Reader<'_>, posts: &[StoredPost]) -> Result<Self, StoreError> {
        let urls: Vec<String> = posts.iter().flat_map(addresses).map(str::to_owned).collect();
        let pictures = reader.pictures(urls.iter().map(String::as_str))?;
        Ok(Self { platforms: reader.platforms_of_accounts()?, urls, pictures })
    }
}

/// Addresses of the pictures that a post shows.
fn addresses(stored: &StoredPost) -> impl Iterator<Item = &str> {
    let post = &stored.post;
    let booster = post.boosted_by.as_ref().and_then(|author| author.avatar_url.as_deref());
    let card = post.card.as_ref().and_then(|card| card.picture_url.as_deref());
    let media = post.media.iter().filter_map(preview);
    post.author.avatar_url.as_deref().into_iter().chain(booster).chain(media).chain(card)
}

/// The address of what is shown of an attached thing.
fn preview(media: &PostMedia) -> Option<&str> {
    let itself = Some(media.url.as_str()).filter(|_| media.kind == MediaKind::Picture);
    media.preview_url.as_deref().or(itself)
}

impl Feeds {
    pub(super) fn views(&self, posts: Vec<StoredPost>, shown: Shown) -> Vec<PostView> {
        let Shown { platforms, urls, pictures } = shown;
        let pictures = Pictures(self.media.shown(pictures, urls));
        let nothing = Offered::default();
        posts
            .into_iter()
            .map(|post| {
                let platform = platforms.get(&post.account).cloned().unwrap_or_else(|| PlatformKey(String::new()));
                let offered = self.platforms.get(&platform).unwrap_or(&nothing);
                pictures.view(post, platform, offered)
            })
            .collect()
    }
}

struct Pictures(HashMap<String, PictureState>);

impl Pictures {
    fn view(&self, stored: StoredPost, platform: PlatformKey, offered: &Offered) -> PostView {
        let post = stored.post;
        // What few may see is not spread further.
        let narrow = matches!(post.visibility, Visibility::Followers | Visibility::Direct);
        let parts = offered.parts.iter().copied().filter(|part| !(narrow && *part == Part::Boost)).collect();
        PostView {
            id: stored.id,
            account: stored.account,
            platform,
            practice: offered.practice,
            boosted_by: post.boosted_by.map(|author| self.author(author)),
            media: post.media.into_iter().map(|media| self.picture(media)).collect(),
            card: post.card.map(|card| self.card(card)),
            author: self.author(post.author),
            title: post.title,
            html: post.html,
            text: post.text,
            created_at: post.created_at,
            url: post.url,
            language: post.language,
            content_warning: post.content_warning,
            visibility: post.visibility,
            counts: post.counts,
            liked: post.liked,
            boosted: post.boosted,
            parts,
        }
    }

    fn here(&self, url: &str) -> Option<MediaHash> {
        match self.0.get(url) {
            Some(PictureState::Here(hash)) => Some(hash.clone()),
            _ => None,
        }
    }

    fn author(&self, author: Author) -> AuthorView {
        AuthorView {
            avatar: author.avatar_url.as_deref().and_then(|url| self.here(url)),
            name: if author.name.is_empty() { author.handle.clone() } else { author.name },
            handle: author.handle,
            url: author.url,
        }
    }

    fn picture(&self, media: PostMedia) -> PictureView {
        let address = preview(&media);
        PictureView {
            kind: media.kind,
            preview: address.and_then(|url| self.here(url)),
            pending: address.is_some_and(|url| matches!(self.0.get(url), Some(PictureState::Wanted))),
            description: media.description,
            width: media.width,
            height: media.height,
            url: media.url,
        }
    }

    fn card(&self, card: Card) -> CardView {
        let host = url::Url::parse(&card.url).ok().and_then(|url| url.host_str().map(str::to_owned));
        CardView {
            host: host.unwrap_or_default(),
            picture: card.picture_url.as_deref().and_then(|url| self.here(url)),
            url: card.url,
            title: card.title,
            description: card.description,
        }
    }
}
