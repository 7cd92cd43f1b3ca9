//! A draft as it would stand on each of its accounts: its text, its pictures made to fit, its length by the platform's
//! own rule, and what the checks say. The editor's preview and the queue both look here, so that what is shown is what
//! is sent.

use crate::Core;
use crate::accounts::Accounts;
use crate::drafts::variables;
use crate::media::Media;
use crate::moment::{civil_day, zone_of};
use crate::settings::SettingsShelf;
use jiff::tz::TimeZone;
use lectern_checks::{Checked, common, for_account, length, releases};
use lectern_connectors::Connector;
use lectern_model::{
    Account, AccountId, Code, Count, Draft, DraftMedia, Finding, Level, Limits, MediaHash, MediaRef, PostId, Problem,
    Visibility, When,
};
use lectern_store::{Reader, StoredPost};
use linkify::{LinkFinder, LinkKind};
use std::sync::Arc;

/// What shaping a draft needs.
#[derive(Clone)]
pub(crate) struct Shaping {
    pub(crate) core: Arc<Core>,
    pub(crate) accounts: Arc<Accounts>,
    pub(crate) media: Arc<Media>,
    pub(crate) settings: Arc<SettingsShelf>,
}

/// A draft on all of its accounts.
pub(crate) struct Shaped {
    /// What goes out, with the link of a shared post.
    pub(crate) text: String,
    /// BCP 47 tag: the draft's own or the library's.
    pub(crate) language: String,
    /// The first web address in the text.
    pub(crate) link: Option<String>,
    /// What the checks say for all accounts.
    pub(crate) findings: Vec<Finding>,
    /// Each account that is still here.
    pub(crate) targets: Vec<OnAccount>,
}

/// A draft on one account.
pub(crate) struct OnAccount {
    /// The account.
    pub(crate) account: Account,
    /// Its platform.
    pub(crate) connector: Arc<dyn Connector>,
    /// The pictures as this platform takes them.
    pub(crate) media: Vec<MediaRef>,
    /// What readers see there: for an answer, with the names that the platform puts before it.
    pub(crate) text: String,
    /// Length of that by the platform's rule.
    pub(crate) count: Count,
    /// What the checks say for this account alone.
    pub(crate) findings: Vec<Finding>,
}

impl Shaping {
    /// Shapes a draft for each of its accounts. Accounts that were removed meanwhile are left out.
    ///
    /// # Errors
    /// What the disk said, or an account that cannot publish.
    pub(crate) async fn shape(&self, draft: &Draft) -> Result<Shaped, Problem> {
        let settings = self.settings.read().await?;
        let text = self.text_of(draft).await?;
        let variables = variables::of_draft(draft, &settings, self.core.clock.now());
        let whole = Checked {
            text: &text,
            content_warning: &draft.content_warning,
            media: &draft.media,
            limits: None,
            own_sites: &settings.own_sites,
            reply: draft.answers.is_some(),
            variables: variables.as_deref(),
        };
        let mut findings = common(&whole);
        findings.extend(self.releases(draft, &zone_of(&settings)).await?);
        let answered = self.answered(draft).await?;
        let mut targets = Vec::new();
        for id in &draft.targets {
            let Some((account, connector, limits)) = self.target(*id).await? else { continue };
            let name = connector.describe().name;
            let (media, as_sent) = self.fit(&draft.media, &limits).await?;
            let said = as_said(&text, &account, &*connector, answered.as_ref());
            let checked = Checked { text: &said, media: &as_sent, limits: Some(&limits), ..whole };
            let mut findings = in_draft(for_account(&checked, &name), &said, &text);
            findings.extend(too_private(draft.visibility, &limits, &name));
            let count = length::count(&said, &draft.content_warning, &limits);
            targets.push(OnAccount { account, connector, media, text: said, count, findings });
        }
        let language = if draft.language.is_empty() { settings.language } else { draft.language.clone() };
        Ok(Shaped { link: first_link(&text), text, language, findings, targets })
    }

    /// What is said about the people in the pictures, on the day on which the draft goes out.
    async fn releases(&self, draft: &Draft, zone: &TimeZone) -> Result<Vec<Finding>, Problem> {
        let roots: Vec<MediaHash> = draft.media.iter().map(|media| media.root().clone()).collect();
        if roots.is_empty() {
            return Ok(Vec::new());
        }
        let read = move |reader: &Reader<'_>| {
            let found = roots.iter().map(|root| reader.picture_record(root)).collect::<Result<Vec<_>, _>>()?;
            Ok(found.into_iter().flatten().collect::<Vec<_>>())
        };
        let records = self.core.read(read).await?;
        let at = if let When::At { at } = draft.when { at } else { self.core.clock.now() };
        Ok(releases(&draft.media, &records, &civil_day(at, zone)))
    }

    /// The draft's text; a shared post's address is put below it where it is not in it already.
    async fn text_of(&self, draft: &Draft) -> Result<String, Problem> {
        let Some(shared) = draft.shares else { return Ok(draft.text.clone()) };
        let post = match self.core.read(move |reader| reader.post(shared)).await {
            Ok(post) => post,
            Err(problem) if problem.code == Code::NotFound => return Ok(draft.text.clone()),
            Err(problem) => return Err(problem),
        };
        let text = draft.text.trim_end();
        Ok(match post.post.url {
            Some(url) if !text.contains(&url) && text.is_empty() => url,
            Some(url) if !text.contains(&url) => format!("{text}\n\n{url}"),
            _ => draft.text.clone(),
        })
    }

    /// The post that a reply answers; none where it is gone by now.
    async fn answered(&self, draft: &Draft) -> Result<Option<StoredPost>, Problem> {
        let Some(answers) = draft.answers else { return Ok(None) };
        match self.core.read(move |reader| reader.post(PostId(answers.0))).await {
            Ok(post) => Ok(Some(post)),
            Err(problem) if problem.code == Code::NotFound => Ok(None),
            Err(problem) => Err(problem),
        }
    }

    async fn target(&self, id: AccountId) -> Result<Option<(Account, Arc<dyn Connector>, Limits)>, Problem> {
        let account = match self.core.read(move |reader| reader.account(id)).await {
            Ok(account) => account,
            Err(problem) if problem.code == Code::NotFound => return Ok(None),
            Err(problem) => return Err(problem),
        };
        let cannot = || Problem::field("targets", format!("Nothing can be published by {}.", account.handle));
        let connector = self.core.connectors.get(&account.platform).ok_or_else(cannot)?;
        let limits = connector.publish().ok_or_else(cannot)?.limits(&account);
        Ok(Some((account, Arc::clone(connector), limits)))
    }

    /// Pictures as they would be sent, and the same as the checks look at them. One that cannot be made to fit stays
    /// as it is, and the checks say so.
    async fn fit(&self, media: &[DraftMedia], limits: &Limits) -> Result<(Vec<MediaRef>, Vec<DraftMedia>), Problem> {
        let (mut refs, mut as_sent) = (Vec::new(), Vec::new());
        for picture in media {
            let fitted = match self.media.for_limits(picture, limits).await {
                Ok(fitted) => fitted,
                Err(problem) if problem.code == Code::UnusableFile => picture.clone(),
                Err(problem) => return Err(problem),
            };
            refs.push(media_ref(&fitted));
            as_sent.push(fitted);
        }
        Ok((refs, as_sent))
    }
}

/// The text as an account says it.
fn as_said(text: &str, account: &Account, connector: &dyn Connector, answered: Option<&StoredPost>) -> String {
    match (connector.publish(), answered) {
        (Some(publish), Some(answered)) if answered.account == account.id => {
            publish.answer_text(account, text, &answered.post.remote_ref)
        }
        _ => text.to_owned(),
    }
}

/// Places in what is said as places in the draft's own text, which the editor shows without the names before it.
fn in_draft(mut findings: Vec<Finding>, said: &str, text: &str) -> Vec<Finding> {
    let names = said.strip_suffix(text).unwrap_or_default();
    let before = u32::try_from(names.encode_utf16().count()).unwrap_or(u32::MAX);
    for place in findings.iter_mut().filter_map(|finding| finding.at.as_mut()) {
        place.start = place.start.saturating_sub(before);
        place.end = place.end.saturating_sub(before);
    }
    findings
}

fn media_ref(media: &DraftMedia) -> MediaRef {
    MediaRef {
        hash: media.hash.clone(),
        mime: media.mime.clone(),
        name: media.name.clone(),
        description: if media.decorative { String::new() } else { media.description.clone() },
        width: media.width,
        height: media.height,
        focus: media.focus,
        root: Some(media.root().clone()),
    }
}

/// A post that is not for everyone must not go where everyone would see it.
fn too_private(visibility: Visibility, limits: &Limits, platform: &str) -> Option<Finding> {
    if limits.visibilities.contains(&visibility) || matches!(visibility, Visibility::Public | Visibility::Unlisted) {
        return None;
    }
    let words = format!("On {platform} everyone would see this. It is meant for fewer people.");
    Some(Finding::new("visibility", Level::Stop, words))
}

/// The first web address in a text.
pub(crate) fn first_link(text: &str) -> Option<String> {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    finder.links(text).map(|link| link.as_str()).find(|link| link.starts_with("http")).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::first_link;

    #[test]
    fn the_first_web_address_makes_the_card() {
        assert_eq!(
            first_link("Come: https://glen.example.org/a, or https://b.example"),
            Some("https://glen.example.org/a".to_owned())
        );
        assert_eq!(first_link("Write to mailto:desk@glen.example.org"), None);
        assert_eq!(first_link("No address here."), None);
    }
}
