//! A draft as it would stand on each of its accounts: its own or the common text, whole or as a thread, its pictures
//! made to fit, its length by the platform's own rule, and what the checks say. The editor's preview and the queue both
//! look here, so that what is shown is what is sent.

mod ground;
mod parts;
mod privacy;
mod times;

use crate::drafts::variables;
use ground::Ground;
use lectern_checks::{Checked, for_account_counted, length, of_pictures, of_words, poll, poll_on, releases};
use lectern_connectors::Connector;
use lectern_core::Core;
use lectern_core::accounts::Accounts;
use lectern_core::media::Media;
use lectern_core::moment::{civil_day, zone_of};
use lectern_core::settings::SettingsShelf;
use lectern_model::{
    Account, AccountId, Code, Count, Draft, DraftMedia, Finding, Level, Limits, MediaRef, Problem, Timestamp,
    Visibility,
};
use lectern_store::StoredPost;
use linkify::{LinkFinder, LinkKind};
pub use parts::Part;
pub(crate) use privacy::overruled;
use std::collections::HashSet;
use std::sync::Arc;

/// What shaping a draft needs.
#[derive(Clone)]
pub struct Shaping {
    /// What every feature stands on.
    pub core: Arc<Core>,
    /// Who sends.
    pub accounts: Arc<Accounts>,
    /// The pictures that go along.
    pub media: Arc<Media>,
    /// The library as the person describes it.
    pub settings: Arc<SettingsShelf>,
}

/// A draft on all of its accounts.
pub struct Shaped {
    /// BCP 47 tag: the draft's own or the library's.
    pub language: String,
    /// The first web address in the common text.
    pub link: Option<String>,
    /// What the checks say for all accounts.
    pub findings: Vec<Finding>,
    /// Each account that is still here.
    pub targets: Vec<OnAccount>,
}

/// A draft on one account.
pub struct OnAccount {
    /// The account.
    pub account: Account,
    /// Its platform.
    pub connector: Arc<dyn Connector>,
    /// It has a version of its own.
    pub own: bool,
    /// The pictures as this platform takes them.
    pub media: Vec<MediaRef>,
    /// What readers see there, whole: for an answer, with the names that the platform puts before it.
    pub text: String,
    /// What goes out, in order; one where it is no thread.
    pub parts: Vec<Part>,
    /// The first web address in its text.
    pub link: Option<String>,
    /// Length of the whole by the platform's rule.
    pub count: Count,
    /// What the checks say for this account alone.
    pub findings: Vec<Finding>,
}

impl Shaping {
    /// Shapes a draft for each of its accounts. Accounts that were removed meanwhile are left out.
    ///
    /// # Errors
    /// What the disk said, or an account that cannot publish.
    pub async fn shape(&self, draft: &Draft) -> Result<Shaped, Problem> {
        let ground = self.ground(draft).await?;
        let text = ground.with_shared(&draft.text);
        let variables = variables::of_draft(draft, &ground.settings, &ground.hours, ground.times.first());
        let whole = Checked {
            text: &text,
            content_warning: &draft.content_warning,
            media: &draft.media,
            limits: None,
            own_sites: &ground.settings.own_sites,
            reply: draft.answers.is_some(),
            variables: variables.as_deref(),
        };
        let mut findings = of_pictures(&whole);
        findings.extend(released(draft, &ground));
        let guard = privacy::guard(draft, &ground);
        let inherits = |id: &AccountId| own_version(draft, *id).is_none();
        if draft.targets.is_empty() || draft.targets.iter().any(inherits) {
            findings.extend(of_words(&whole));
            findings.extend(privacy::of_text(draft, &text, &guard));
        }
        findings.extend(privacy::of_rest(draft, &guard));
        findings.extend(draft.poll.iter().flat_map(poll));
        let mut targets = Vec::new();
        for account in &ground.accounts {
            targets.push(self.on_account(draft, &ground, account, &whole).await?);
        }
        let language = if draft.language.is_empty() { ground.settings.language } else { draft.language.clone() };
        Ok(Shaped { link: first_link(&text), language, findings, targets })
    }

    /// When a draft would go out first, as things stand.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn goes_out(&self, draft: &Draft) -> Result<Timestamp, Problem> {
        Ok(self.ground(draft).await?.times.first())
    }

    async fn on_account(
        &self,
        draft: &Draft,
        ground: &Ground,
        account: &Account,
        whole: &Checked<'_>,
    ) -> Result<OnAccount, Problem> {
        let (connector, limits) = self.target(account)?;
        let name = connector.describe().name;
        let own = own_version(draft, account.id);
        let text = own.map_or_else(|| whole.text.to_owned(), |own| ground.with_shared(own));
        let (media, as_sent) = self.fit(&draft.media, &limits).await?;
        let said = as_said(&text, account, &*connector, ground.answered.as_ref());
        let count = length::count(&said, &draft.content_warning, &limits);
        let parts = parts::of(draft, &text, (&said, count), &limits);
        let checked = Checked { text: &said, media: &as_sent, limits: Some(&limits), ..*whole };
        let mut findings = in_draft(for_account_counted(&checked, &name, count), &said, &text);
        parts::judge(&mut findings, draft, &parts, &name);
        findings.extend(too_private(draft.visibility, &limits, &name));
        findings.extend(unqueued(ground, account));
        if own.is_some() {
            let variables = variables::of_draft(draft, &ground.settings, &ground.hours, ground.times.on(account.id));
            findings.extend(of_words(&Checked { text: &text, variables: variables.as_deref(), ..*whole }));
            findings.extend(privacy::of_text(draft, &text, &privacy::guard(draft, ground)));
        }
        if let Some(asked) = &draft.poll {
            findings.extend(poll_on(asked, &limits, !draft.media.is_empty(), &name));
        }
        Ok(OnAccount {
            account: account.clone(),
            connector,
            own: own.is_some(),
            media,
            link: first_link(&text),
            text: said,
            parts,
            count,
            findings,
        })
    }

    fn target(&self, account: &Account) -> Result<(Arc<dyn Connector>, Limits), Problem> {
        let cannot = || Problem::field("targets", format!("Nothing can be published by {}.", account.handle));
        let connector = self.core.connectors.get(&account.platform).ok_or_else(cannot)?;
        let limits = connector.publish().ok_or_else(cannot)?.limits(account);
        Ok((Arc::clone(connector), limits))
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

impl OnAccount {
    /// Its text as one post: where it is no thread, the only part.
    pub fn alone(&self) -> String {
        self.parts.first().map_or_else(|| self.text.clone(), |part| part.text.clone())
    }
}

/// What is said about the people in the pictures, on the last day on which the draft goes out.
fn released(draft: &Draft, ground: &Ground) -> Vec<Finding> {
    releases(&draft.media, &ground.records, &civil_day(ground.times.last(), &zone_of(&ground.settings)))
}

/// An account whose queue has no time for the draft.
fn unqueued(ground: &Ground, account: &Account) -> Option<Finding> {
    let words = format!("The queue of {} has no free time.", account.handle);
    let why = "Give it times under “Queue times”, or choose a time for this post. Until then it cannot be queued.";
    ground.times.none_on(account.id).then(|| Finding::new("queue", Level::Stop, words).because(why))
}

/// What an account says instead of the common text, where it does.
pub fn own_version(draft: &Draft, account: AccountId) -> Option<&str> {
    draft.versions.iter().find(|version| version.account == account).map(|version| version.text.as_str())
}

/// Versions as they are kept: one that says the same as the common text is none, and an account has one at most.
pub fn tidy_versions(draft: &mut lectern_model::DraftSave) {
    let mut seen = HashSet::new();
    draft.versions.retain(|version| version.text != draft.text && seen.insert(version.account));
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
        video: media.video.clone(),
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
pub fn first_link(text: &str) -> Option<String> {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    finder.links(text).map(|link| link.as_str()).find(|link| link.starts_with("http")).map(str::to_owned)
}

#[cfg(test)]
mod tests;
