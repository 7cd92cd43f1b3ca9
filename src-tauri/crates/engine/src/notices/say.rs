//! The words of notices. They name who wrote and what kind of thing came, and nothing else of a patron.

use super::decide::{Broken, Fresh, Lapsed, Summary};
use lectern_core::text::clean_line;
use lectern_model::{ConversationId, ConversationKind, Notice, NoticeOpens};

/// Most letters of a name.
const NAME: usize = 60;

/// Most letters of a message.
const WORDS: usize = 120;

/// Names that a bundle lists.
const NAMES: usize = 2;

/// The first words of a message, which are covered already; none: it has none.
fn first_words(text: &str) -> Option<String> {
    let line = clean_line(text);
    let start =
        if line.chars().count() <= WORDS { line } else { line.chars().take(WORDS - 1).chain(['…']).collect() };
    Some(start).filter(|start| !start.is_empty())
}

/// A notice to see what notices look like.
#[must_use]
pub fn sample() -> Notice {
    Notice {
        id: "test".to_owned(),
        title: "Lectern can tell you".to_owned(),
        body: "This is a test. Press it to come to Today.".to_owned(),
        urgent: false,
        opens: NoticeOpens::Today,
    }
}

/// New messages, told together. None: there are none.
pub(super) fn messages(messages: &[&Fresh], show_words: bool) -> Option<Notice> {
    let first = messages.first()?;
    let alone = messages.iter().all(|one| one.conversation == first.conversation);
    if alone {
        return Some(one_conversation(first.conversation, messages, show_words));
    }
    let mut names: Vec<String> = Vec::new();
    for message in messages {
        let name = name_of(message);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Some(Notice {
        id: "inbox".to_owned(),
        title: format!("{} new in the Inbox", messages.len()),
        body: format!("From {}.", list(&names)),
        urgent: false,
        opens: NoticeOpens::Inbox,
    })
}

/// Messages of a conversation that is marked as one of safety.
pub(super) fn safety(conversation: ConversationId, messages: &[&Fresh], show_words: bool) -> Notice {
    let notice = one_conversation(conversation, messages, show_words);
    Notice { title: format!("Safety: {}", notice.title), urgent: true, ..notice }
}

fn one_conversation(conversation: ConversationId, messages: &[&Fresh], show_words: bool) -> Notice {
    let (title, what) = match messages {
        [one] => (name_of(one), format!("{} {}.", kind(one.kind), handle(&one.handle))),
        [first, ..] => (name_of(first), format!("{} new messages to {}.", messages.len(), handle(&first.handle))),
        [] => (String::new(), String::new()),
    };
    let words = messages.last().filter(|_| show_words).and_then(|last| first_words(&last.text));
    Notice {
        id: format!("conversation:{conversation}"),
        title,
        body: words.map_or(what.clone(), |words| format!("{what}\n{words}")),
        urgent: false,
        opens: NoticeOpens::Conversation { conversation },
    }
}

/// Deliveries that need a person. None: there are none.
pub(super) fn broken(broken: &[&Broken]) -> Option<Notice> {
    let first = broken.first()?;
    let urgent = broken.iter().any(|one| one.failed);
    let (title, body) = match broken {
        [one] if one.failed => (
            "A post did not go out".to_owned(),
            format!("To {}. The text is safe. The Outbox says why, and what can be done.", handle(&one.handle)),
        ),
        [one] => (
            "A post needs you".to_owned(),
            format!("To {}. It was not sent, or nobody can tell. The Outbox asks what to do.", handle(&one.handle)),
        ),
        _ if urgent => (
            format!("{} posts did not go out", broken.len()),
            "The texts are safe. The Outbox says why, and what can be done.".to_owned(),
        ),
        _ => (
            format!("{} posts need you", broken.len()),
            "They were not sent, or nobody can tell. The Outbox asks what to do.".to_owned(),
        ),
    };
    Some(Notice { id: first.thing.clone(), title, body, urgent, opens: NoticeOpens::Outbox })
}

/// A sign-in that lapsed.
pub(super) fn lapsed(lapsed: &Lapsed) -> Notice {
    let body = if lapsed.due_soon {
        "A post is to go out there within a day, and cannot until somebody signs in."
    } else {
        "Nothing is read or sent there until somebody signs in."
    };
    Notice {
        id: format!("sign_in:{}", lapsed.account),
        title: format!("{} needs a new sign-in", handle(&lapsed.handle)),
        body: body.to_owned(),
        urgent: lapsed.due_soon,
        opens: NoticeOpens::Accounts,
    }
}

/// What the day holds. None: nothing.
pub(super) fn summary(summary: &Summary) -> Option<Notice> {
    let Summary { waiting, going_out, broken, lapsed, .. } = *summary;
    let counted = |count: u32, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}.")),
        count => Some(format!("{count} {many}.")),
    };
    let said = [
        counted(waiting, "conversation needs a reply", "conversations need a reply"),
        counted(going_out, "post goes out today", "posts go out today"),
        counted(broken, "post did not go out", "posts did not go out"),
        counted(lapsed, "account needs a new sign-in", "accounts need a new sign-in"),
    ];
    let body = said.into_iter().flatten().collect::<Vec<_>>().join(" ");
    (!body.is_empty()).then(|| Notice {
        id: summary.thing(),
        title: "Today at the desk".to_owned(),
        body,
        urgent: false,
        opens: NoticeOpens::Today,
    })
}

fn name_of(message: &Fresh) -> String {
    let named = [&message.name, &message.author].map(|name| short(name)).into_iter().find(|name| !name.is_empty());
    named.unwrap_or_else(|| "Somebody".to_owned())
}

fn short(name: &str) -> String {
    let line = clean_line(name);
    if line.chars().count() <= NAME { line } else { line.chars().take(NAME - 1).chain(['…']).collect() }
}

fn handle(handle: &str) -> String {
    let line = short(handle);
    if line.is_empty() { "the library".to_owned() } else { line }
}

fn kind(kind: ConversationKind) -> &'static str {
    match kind {
        ConversationKind::Mention => "Mentioned",
        ConversationKind::Reply => "Replied to",
        ConversationKind::Direct => "Sent a private message to",
    }
}

fn list(names: &[String]) -> String {
    let shown = names.iter().take(NAMES).cloned().collect::<Vec<_>>();
    match (shown.as_slice(), names.len().saturating_sub(NAMES)) {
        ([one, two], 0) => format!("{one} and {two}"),
        (shown, 0) => shown.join(", "),
        (shown, 1) => format!("{} and 1 other", shown.join(", ")),
        (shown, more) => format!("{} and {more} others", shown.join(", ")),
    }
}
