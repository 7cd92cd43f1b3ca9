//! Whether a post in doubt is on the server.
//!
//! Not every server of the family knows the idempotency key, so the account's own posts are read and compared: the
//! words without mark-up, what it answers, its notice and its pictures; and it must not be older than the moment right
//! before it was sent, by the server's own clock. What is not found is absent only where the list reached back that far.

use super::api::{Api, decode_list, next_page, place};
use super::publish::{Progress, published};
use super::wire::Status;
use lectern_model::{Delivery, Failure, Found, Outgoing, Timestamp, Visibility};
use lectern_net::Response;
use scraper::Html;

const PAGE: usize = 40;

/// Most pages that are read; a list that does not reach back by then tells nothing.
const PAGES: usize = 4;

/// Servers cut times to seconds, and the `Date` header too.
const SLACK_SECONDS: i64 = 3;

/// Looks for a delivery whose text, with its mentions, is `text`.
pub(super) async fn find(
    api: &Api<'_>,
    delivery: &Delivery,
    text: &str,
    progress: &Progress,
) -> Result<Found, Failure> {
    // Nothing was sent before all was ready.
    let Some(ready_at) = progress.ready_at else { return Ok(Found::Absent) };
    find_since(api, delivery, text, Since::Ours(ready_at)).await
}

/// The moment that a post is not older than.
#[derive(Debug, Clone, Copy)]
pub(super) enum Since {
    /// By our clock.
    Ours(Timestamp),
    /// By the server's.
    Theirs(Timestamp),
}

/// Looks for a delivery whose text, with its mentions, is `text`, among the account's posts since a moment.
pub(super) async fn find_since(api: &Api<'_>, delivery: &Delivery, text: &str, since: Since) -> Result<Found, Failure> {
    let private = matches!(delivery.outgoing.visibility, Visibility::Direct | Visibility::Followers);
    let at_home = private && api.facts.flavour.private_only_at_home();
    let limit = PAGE.to_string();
    let mut next = String::new();
    let mut reached_back = false;
    for _ in 0..PAGES {
        let at = place(Some(&next));
        let mut query = vec![("limit", limit.as_str())];
        query.extend(at.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let answer = if at_home {
            api.get("/api/v1/timelines/home", &[], &query).await?
        } else {
            query.push(("exclude_reblogs", "true"));
            api.get("/api/v1/accounts", &[api.own_id(), "statuses"], &query).await?
        };
        let statuses: Vec<Status> = decode_list(&answer)?;
        let since = match since {
            Since::Ours(moment) => by_their_clock(moment, &answer),
            Since::Theirs(moment) => moment,
        };
        let not_before = since.plus_seconds(-SLACK_SECONDS);
        let wanted = Wanted { api, outgoing: &delivery.outgoing, words: fingerprint(text), not_before };
        if let Some(status) = statuses.iter().find(|status| wanted.is(status)) {
            return Ok(Found::Found(published(api, status)));
        }
        let older = statuses.iter().any(|status| status.created_at.is_some_and(|at| at < not_before));
        let below = next_page(&answer).filter(|below| *below != next);
        // A short page is no end: some servers give less than they are asked for. snac names a next page for ever.
        reached_back = older || statuses.is_empty() || (below.is_none() && statuses.len() < PAGE);
        match below {
            Some(below) if !reached_back => next = below,
            _ => break,
        }
    }
    let shown_there =
        delivery.outgoing.visibility != Visibility::Direct || at_home || api.facts.flavour.lists_own_direct();
    Ok(if reached_back && shown_there { Found::Absent } else { Found::CannotTell })
}

/// Our moment as the server's clock had it. A server that tells no time is taken to have ours.
fn by_their_clock(moment: Timestamp, answer: &Response) -> Timestamp {
    let told = answer.header("date").and_then(|date| jiff::fmt::rfc2822::parse(date).ok());
    told.map_or(moment, |theirs| {
        let ahead = theirs.timestamp().as_millisecond().saturating_sub(answer.at.0);
        Timestamp(moment.0.saturating_add(ahead))
    })
}

struct Wanted<'a> {
    api: &'a Api<'a>,
    outgoing: &'a Outgoing,
    words: String,
    not_before: Timestamp,
}

impl Wanted<'_> {
    fn is(&self, status: &Status) -> bool {
        let flavour = self.api.facts.flavour;
        let answers = status.in_reply_to_id.as_deref().map(|id| flavour.stable_id(id));
        let should_answer = self.outgoing.reply_to.as_ref().map(|reply| flavour.stable_id(&reply.remote_id));
        self.api.is_us(&status.account.id)
            && status.reblog.is_none()
            && status.created_at.is_some_and(|at| at >= self.not_before)
            && answers == should_answer
            && status.media_attachments.len() == self.outgoing.media.len()
            && fingerprint(&status.spoiler_text) == fingerprint(&self.outgoing.content_warning)
            && fingerprint(&plain(&status.content)) == self.words
    }
}

/// The text of a status without its mark-up.
fn plain(html: &str) -> String {
    let spaced = html.replace("<br", " <br").replace("</p>", "</p> ");
    Html::parse_fragment(&spaced).root_element().text().collect()
}

/// What stays the same whatever a server does to a text: its letters and digits, mentions without their host. A text
/// without any is compared as it is.
pub(super) fn fingerprint(text: &str) -> String {
    let words = text.split_whitespace().map(|word| match word.strip_prefix('@') {
        Some(mention) => mention.split('@').next().unwrap_or_default(),
        None => word,
    });
    let joined: String = words.collect();
    let bare: String = joined.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    if bare.is_empty() { joined } else { bare }
}

#[cfg(test)]
mod tests {
    use super::{fingerprint, plain};

    #[test]
    fn mark_up_and_hosts_do_not_count() {
        let sent = "@bob@example.social Story time, *Thursday* 10:30!\n\nhttps://library.example/story #StoryTime";
        let html = "<p><span class=\"h-card\"><a href=\"https://example.social/@bob\">@<span>bob</span></a></span> Story time, \
                    <i>Thursday</i> 10:30!</p><p><a href=\"https://library.example/story\"><span class=\"invisible\">https://</span>\
                    <span>library.example/story</span></a> <a href=\"x\">#<span>StoryTime</span></a></p>";
        assert_eq!(fingerprint(&plain(html)), fingerprint(sent));
        assert_ne!(fingerprint(&plain(html)), fingerprint("Story time, Friday 10:30"));
    }

    #[test]
    fn a_text_without_letters_is_compared_as_it_is() {
        assert_ne!(fingerprint("🎉"), fingerprint("📚"));
        assert_eq!(fingerprint(&plain("<p>🎉</p>")), fingerprint("🎉"));
    }
}
