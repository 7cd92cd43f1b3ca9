//! What involves us: mentions and answers from the notifications, private messages from there and from the
//! conversations.
//!
//! Notifications are asked for in groups (`/api/v2/notifications`, Mastodon 4.3), one by one where a server has only
//! version 1. A page is both lists side by side; its cursor holds a place in each.

use super::Mastodon;
use super::api::{Api, decode, decode_list, next_page, not_offered, place};
use super::posts;
use super::stream;
use super::threads::Threads;
use super::wire::{Context, Conversation, Grouped, Notification, Status};
use crate::{Inbox, InboxBatch, Incoming, IncomingKind, Session};
use async_trait::async_trait;
use lectern_model::{Failure, IncomingPost, Visibility};
use lectern_net::Response;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

const PAGE: &str = "30";

/// Since Mastodon 4.5 a post that quotes us is a notification of its own kind.
const QUOTES_SINCE: u32 = 7;

/// Remembered: this server has no grouped notifications.
const ONE_BY_ONE: &str = "one_by_one";

/// Remembered: this server has no conversations.
const NO_CONVERSATIONS: &str = "no_conversations";

#[async_trait]
impl Inbox for Mastodon {
    async fn page(&self, session: &Session, cursor: Option<&str>) -> Result<InboxBatch, Failure> {
        let api = Api::of(session)?;
        let at = Places::read(cursor);
        let (mut statuses, notifications) = match at.notifications {
            Some(at) => notifications(&api, &at).await?,
            None => (Vec::new(), None),
        };
        let conversations = match at.conversations {
            Some(at) => {
                let (private, next) = conversations(&api, &at).await?;
                statuses.extend(private);
                next
            }
            None => None,
        };
        let mut threads = Threads::new(&api);
        let mut seen = HashSet::new();
        let mut items = Vec::new();
        for status in &statuses {
            if seen.insert(api.facts.flavour.stable_id(&status.id)) {
                let key = threads.key(status).await?;
                items.extend(incoming(&api, status, key));
            }
        }
        threads.remember();
        items.sort_by_key(|item: &Incoming| std::cmp::Reverse(item.post.created_at));
        let older = Places { notifications, conversations }.write().filter(|next| cursor != Some(next.as_str()));
        Ok(InboxBatch { items, older })
    }

    async fn thread(&self, session: &Session, post: &IncomingPost) -> Result<Vec<Incoming>, Failure> {
        let api = Api::of(session)?;
        let id = post.remote_id.as_str();
        let asked: Status = decode(&api.get("/api/v1/statuses", &[id], &[]).await?)?;
        let around: Context = decode(&api.get("/api/v1/statuses", &[id, "context"], &[]).await?)?;
        let key = Threads::new(&api).key_within(&asked, &around.ancestors);
        let private = posts::visibility(&asked, &api.facts) == Visibility::Direct;
        // Private answers to a public post are conversations of their own, and the other way round.
        let fits = |status: &&Status| (posts::visibility(status, &api.facts) == Visibility::Direct) == private;
        let above = around.ancestors.iter().filter(|status| private || fits(status));
        let below = around.descendants.iter().filter(fits);
        let mut items: Vec<Incoming> = above
            .chain(std::iter::once(&asked))
            .chain(below)
            .filter_map(|status| incoming(&api, status, key.clone()))
            .collect();
        items.sort_by_key(|item| item.post.created_at);
        Ok(items)
    }

    async fn wait_for_news(&self, session: &Session) -> Result<bool, Failure> {
        stream::wait(session).await
    }

    fn every(&self) -> u32 {
        60
    }
}

/// Where both lists go on; none: that list is at its end.
struct Places {
    notifications: Option<String>,
    conversations: Option<String>,
}

impl Places {
    fn read(cursor: Option<&str>) -> Self {
        let Some(cursor) = cursor else {
            return Self { notifications: Some(String::new()), conversations: Some(String::new()) };
        };
        let mut pairs: HashMap<String, String> = place(Some(cursor)).into_iter().collect();
        Self { notifications: pairs.remove("notifications"), conversations: pairs.remove("conversations") }
    }

    fn write(self) -> Option<String> {
        let mut text = url::form_urlencoded::Serializer::new(String::new());
        let both = [("notifications", self.notifications), ("conversations", self.conversations)];
        for (name, at) in both.into_iter().filter_map(|(name, at)| Some((name, at?))) {
            text.append_pair(name, &at);
        }
        Some(text.finish()).filter(|text| !text.is_empty())
    }
}

fn query<'q>(fixed: &[(&'q str, &'q str)], at: &'q [(String, String)]) -> Vec<(&'q str, &'q str)> {
    let mut query = vec![("limit", PAGE)];
    query.extend(fixed);
    query.extend(at.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    query
}

fn involves_us(kind: &str) -> bool {
    matches!(kind, "mention" | "quote")
}

async fn notifications(api: &Api<'_>, at: &str) -> Result<(Vec<Status>, Option<String>), Failure> {
    if api.recall(ONE_BY_ONE).is_none() {
        match grouped(api, at).await? {
            Some(page) => return Ok(page),
            None => api.remember(ONE_BY_ONE, Value::Bool(true)),
        }
    }
    let at = place(Some(at));
    // Servers older than 3.5 do not know `types[]` and send everything: what is not for the inbox is dropped here.
    let answer = api.get("/api/v1/notifications", &[], &query(&[("types[]", "mention")], &at)).await?;
    let all: Vec<Notification> = decode_list(&answer)?;
    let next = next_unless_empty(&answer, all.len());
    let wanted = all.into_iter().filter(|one| involves_us(&one.kind));
    Ok((wanted.filter_map(|one| one.status).filter(has_id).collect(), next))
}

/// None: this server has no such list.
async fn grouped(api: &Api<'_>, at: &str) -> Result<Option<(Vec<Status>, Option<String>)>, Failure> {
    let at = place(Some(at));
    // Only likes may be grouped: of a group just the last post is told, and every mention counts.
    let mut fixed = vec![("types[]", "mention"), ("grouped_types[]", "favourite")];
    if api.facts.api_version >= QUOTES_SINCE {
        fixed.push(("types[]", "quote"));
    }
    let answer = match api.get("/api/v2/notifications", &[], &query(&fixed, &at)).await {
        Ok(answer) => answer,
        Err(failure) if not_offered(&failure) => return Ok(None),
        Err(failure) => return Err(failure),
    };
    let Ok(Grouped { statuses, notification_groups: Some(groups) }) = answer.json::<Grouped>() else {
        return Ok(None);
    };
    let next = next_unless_empty(&answer, groups.len());
    let mut by_id: HashMap<String, Status> = statuses.into_iter().map(|status| (status.id.clone(), status)).collect();
    let wanted = groups.into_iter().filter(|group| involves_us(&group.kind));
    Ok(Some((wanted.filter_map(|group| by_id.remove(&group.status_id)).filter(has_id).collect(), next)))
}

async fn conversations(api: &Api<'_>, at: &str) -> Result<(Vec<Status>, Option<String>), Failure> {
    if !api.facts.flavour.has_conversations() || api.recall(NO_CONVERSATIONS).is_some() {
        return Ok((Vec::new(), None));
    }
    let at = place(Some(at));
    let answer = match api.get("/api/v1/conversations", &[], &query(&[], &at)).await {
        Ok(answer) => answer,
        Err(failure) if not_offered(&failure) => {
            api.remember(NO_CONVERSATIONS, Value::Bool(true));
            return Ok((Vec::new(), None));
        }
        Err(failure) => return Err(failure),
    };
    let all: Vec<Conversation> = decode_list(&answer)?;
    let next = next_unless_empty(&answer, all.len());
    Ok((all.into_iter().filter_map(|one| one.last_status).filter(has_id).collect(), next))
}

fn has_id(status: &Status) -> bool {
    !status.id.is_empty()
}

fn next_unless_empty(answer: &Response, items: usize) -> Option<String> {
    if items == 0 { None } else { next_page(answer) }
}

fn incoming(api: &Api<'_>, status: &Status, conversation: String) -> Option<Incoming> {
    let mut post = posts::post(status, &api.facts, api.session.now())?;
    post.thread_root = Some(conversation.clone());
    let answers_us = status.in_reply_to_account_id.as_deref().is_some_and(|id| api.is_us(id));
    let kind = match post.visibility {
        Visibility::Direct => IncomingKind::Direct,
        _ if answers_us => IncomingKind::Reply,
        _ => IncomingKind::Mention,
    };
    // Whom it answers stays told when what it answers was deleted.
    let parent_deleted = status.in_reply_to_id.is_none() && status.in_reply_to_account_id.is_some();
    let ours = post.author.remote_id == api.session.account.remote_id;
    Some(Incoming { kind, conversation, ours, post, parent_deleted })
}
