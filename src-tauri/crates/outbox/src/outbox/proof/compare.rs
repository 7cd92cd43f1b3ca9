//! Ours and theirs, side by side. What platforms change by themselves is no difference: white space, marks of
//! emphasis, the host behind a mention, the beginning of an address and its end where they cut it short.

use lectern_connectors::Publish;
use lectern_core::text::{clean_line, clean_text};
use lectern_model::{Account, Limits, Outgoing, Poll, ProofDifference, ProofPart, Seen, Visibility};
use lectern_store::NewPost;

/// Longest piece of a text that is shown as a difference, in letters.
const LONGEST: usize = 500;

/// What was sent.
pub(in crate::outbox) struct Sent<'a> {
    outgoing: &'a Outgoing,
    /// The text as readers are to see it: for an answer, with the names that the platform puts before it.
    text: String,
    limits: Limits,
}

impl<'a> Sent<'a> {
    /// What goes out by an account.
    pub(in crate::outbox) fn of(outgoing: &'a Outgoing, publish: &dyn Publish, account: &Account) -> Self {
        let text = match &outgoing.reply_to {
            Some(reply) => publish.answer_text(account, &outgoing.text, &reply.remote_ref),
            None => outgoing.text.clone(),
        };
        Self { outgoing, text, limits: publish.limits(account) }
    }
}

/// What is there as it was sent, and what is not.
pub(super) fn compare(sent: &Sent<'_>, theirs: &NewPost) -> (Seen, Vec<ProofDifference>) {
    let mut differences = Vec::new();
    let mut differ = |what: ProofPart, ours: &str, theirs: &str| {
        differences.push(ProofDifference { what, ours: cut(ours), theirs: cut(theirs) });
    };
    let ours = sent.outgoing;
    let mut seen = Seen::default();
    let poll = ours.poll.as_ref().filter(|_| sent.limits.poll.is_some());
    let (text, answers) = without_answers(&theirs.text, poll.map_or(0, |poll| poll.options.len()));
    if same_text(&sent.text, &text) {
        seen.text = !sent.text.trim().is_empty();
    } else {
        differ(ProofPart::Text, &sent.text, &text);
    }
    if let Some(poll) = poll {
        if poll.options.iter().map(|answer| spaced(answer)).eq(answers.iter().map(|answer| spaced(answer))) {
            seen.answers = small(answers.len());
        } else {
            differ(ProofPart::Answers, &poll.options.join(", "), &answers.join(", "));
        }
    }
    if sent.limits.content_warning && spaced(&ours.content_warning) != spaced(&theirs.content_warning) {
        differ(ProofPart::Warning, &ours.content_warning, &theirs.content_warning);
    }
    if ours.media.len() == theirs.media.len() {
        seen.pictures = small(ours.media.len());
        for (number, (ours, theirs)) in (1..).zip(ours.media.iter().zip(&theirs.media)) {
            if spaced(&ours.description) != spaced(&theirs.description) {
                differ(ProofPart::Description { picture: number }, &ours.description, &theirs.description);
            } else if !ours.description.trim().is_empty() {
                seen.descriptions += 1;
            }
        }
    } else {
        differ(ProofPart::Pictures, &ours.media.len().to_string(), &theirs.media.len().to_string());
    }
    if let Some(card) = &ours.card {
        let there = theirs.card.as_ref();
        let same = there.is_some_and(|there| {
            address(&there.url) == address(&card.url)
                && spaced(&clean_line(&there.title)) == spaced(&clean_line(&card.title))
        });
        if same {
            seen.card = true;
        } else {
            differ(ProofPart::Card, &card.title, there.map_or("", |there| &there.title));
        }
    }
    if let Some(language) = &theirs.language
        && !ours.language.is_empty()
        && primary(language) != primary(&ours.language)
    {
        differ(ProofPart::Language, &ours.language, language);
    }
    if sent.limits.visibilities.contains(&ours.visibility) && ours.visibility != theirs.visibility {
        differ(ProofPart::Visibility, said(ours.visibility), said(theirs.visibility));
    }
    (seen, differences)
}

/// A text as the platform shows it, and the answers of a poll that are lines at its end; at most so many.
fn without_answers(text: &str, most: usize) -> (String, Vec<&str>) {
    let mut lines: Vec<&str> = text.lines().collect();
    let mut answers = Vec::new();
    while answers.len() < most {
        match lines.last().map(|line| line.trim()) {
            Some("") => {}
            Some(line) => match line.strip_prefix(Poll::ANSWER) {
                Some(answer) => answers.push(answer),
                None => break,
            },
            None => break,
        }
        lines.pop();
    }
    answers.reverse();
    (lines.join("\n"), answers)
}

fn same_text(ours: &str, theirs: &str) -> bool {
    let (ours, theirs) = (words(ours), words(theirs));
    let same_word = |(ours, theirs): (&String, &String)| match theirs.strip_suffix('…') {
        Some(start) if ours != theirs => ours.starts_with(start),
        _ => ours == theirs,
    };
    // Some servers set words apart, or together, where their own text has none or one.
    (ours.len() == theirs.len() && ours.iter().zip(&theirs).all(same_word)) || ours.concat() == theirs.concat()
}

/// The words of a text as they are compared.
fn words(text: &str) -> Vec<String> {
    clean_text(text).split_whitespace().map(word).filter(|word| !word.is_empty()).collect()
}

fn word(word: &str) -> String {
    if word.contains("://") {
        return address(word);
    }
    match word.strip_prefix('@') {
        Some(mention) => {
            let name = mention.split('@').next().unwrap_or_default();
            format!("@{}", name.trim_end_matches(|sign: char| !sign.is_alphanumeric() && sign != '_').to_lowercase())
        }
        None => word.replace(['*', '_', '~', '`'], ""),
    }
}

/// An address without what is often left out.
fn address(address: &str) -> String {
    let lower = address.to_lowercase();
    let bare = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://")).unwrap_or(&lower);
    bare.strip_prefix("www.").unwrap_or(bare).trim_end_matches('/').to_owned()
}

fn spaced(text: &str) -> String {
    clean_text(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn primary(language: &str) -> String {
    language.split(['-', '_']).next().unwrap_or_default().to_lowercase()
}

fn said(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Public => "everyone",
        Visibility::Unlisted => "everyone, kept out of public lists",
        Visibility::Followers => "followers only",
        Visibility::Direct => "only people named in it",
    }
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn cut(text: &str) -> String {
    let text = clean_text(text.trim());
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.into_owned(),
    }
}
