//! Hashtags and people that were seen, and how often.

use lectern_checks::in_capitals;
use lectern_model::{Completion, CompletionKind, PlatformKey};
use lectern_store::SeenPost;
use std::collections::{BTreeMap, BTreeSet};

/// Longest tag, in letters.
const LONGEST: usize = 60;

/// A tag, whatever its capitals.
#[derive(Debug, Default)]
struct Tag {
    /// Each way it was written, how often by us and how often at all.
    written: BTreeMap<String, (u32, u32)>,
}

/// Somebody who was seen on a platform.
#[derive(Debug, Default)]
struct Person {
    handle: String,
    name: String,
    spoken: bool,
    times: u32,
}

/// What was seen.
#[derive(Debug, Default)]
pub(super) struct Seen {
    newest_post: i64,
    newest_sent: i64,
    tags: BTreeMap<String, Tag>,
    /// By platform and handle in small letters.
    people: BTreeMap<(PlatformKey, String), Person>,
}

impl Seen {
    /// The number of the newest post that was looked at.
    pub(super) fn newest_post(&self) -> i64 {
        self.newest_post
    }

    /// The number of the newest delivery that was looked at.
    pub(super) fn newest_sent(&self) -> i64 {
        self.newest_sent
    }

    /// Looks at more posts, newest first. People count where one can speak.
    pub(super) fn add(&mut self, posts: &[SeenPost], speaking: &BTreeSet<PlatformKey>) {
        for post in posts {
            self.newest_post = self.newest_post.max(post.id);
            self.add_tags(&post.text, post.ours);
            if post.ours || !speaking.contains(&post.platform) || !post.handle.starts_with('@') {
                continue;
            }
            let person = self.people.entry((post.platform.clone(), post.handle.to_lowercase())).or_default();
            if person.times == 0 {
                person.handle.clone_from(&post.handle);
                person.name.clone_from(&post.name);
            }
            person.times += 1;
            person.spoken |= post.spoken;
        }
    }

    /// Looks at more of what we sent.
    pub(super) fn add_sent(&mut self, sent: &[(i64, String)]) {
        for (id, text) in sent {
            self.newest_sent = self.newest_sent.max(*id);
            self.add_tags(text, true);
        }
    }

    fn add_tags(&mut self, text: &str, ours: bool) {
        for written in tags(text) {
            let tag = self.tags.entry(written.to_lowercase()).or_default();
            let (by_us, times) = tag.written.entry(written.to_owned()).or_default();
            *by_us += u32::from(ours);
            *times += 1;
        }
    }

    /// What `#…` or `@…` may become, the likeliest first.
    pub(super) fn find(&self, prefix: &str, platform: Option<&PlatformKey>, most: usize) -> Vec<Completion> {
        let mut found = match (prefix.strip_prefix('#'), prefix.strip_prefix('@')) {
            (Some(begun), _) => self.find_tags(&begun.to_lowercase()),
            (None, Some(begun)) => self.find_people(&begun.to_lowercase(), platform),
            (None, None) => Vec::new(),
        };
        found.sort_by(|a, b| (b.known, b.times, &a.insert).cmp(&(a.known, a.times, &b.insert)));
        found.truncate(most);
        found
    }

    fn find_tags(&self, begun: &str) -> Vec<Completion> {
        let from = self.tags.range(begun.to_owned()..).take_while(|(tag, _)| tag.starts_with(begun));
        from.map(|(_, tag)| tag.completion()).collect()
    }

    /// By the beginning of the handle or of any word of the name.
    fn find_people(&self, begun: &str, platform: Option<&PlatformKey>) -> Vec<Completion> {
        let of_platform = self.people.iter().filter(|((on, _), _)| platform.is_none_or(|platform| platform == on));
        let called = |handle: &str, person: &Person| {
            handle.strip_prefix('@').unwrap_or(handle).starts_with(begun)
                || person.name.to_lowercase().split_whitespace().any(|word| word.starts_with(begun))
        };
        let found = of_platform.filter(|((_, handle), person)| called(handle, person));
        found
            .map(|(_, person)| Completion {
                kind: CompletionKind::Person,
                insert: person.handle.clone(),
                name: person.name.clone(),
                known: person.spoken,
                times: person.times,
            })
            .collect()
    }
}

impl Tag {
    /// As we wrote it most; else the way with the most capitals inside, which screen readers read best.
    fn completion(&self) -> Completion {
        let (by_us, times) = self.written.values().fold((0, 0), |(ours, all), (us, any)| (ours + us, all + any));
        let capitals = |written: &str| {
            let all = written.chars().all(|c| !c.is_lowercase());
            if all { 0 } else { written.chars().filter(|c| c.is_uppercase()).count() }
        };
        let best = self.written.iter().max_by_key(|(written, (us, any))| (capitals(written), *us, *any));
        let written = best.map(|(written, _)| written.as_str()).unwrap_or_default();
        let insert = in_capitals(written).unwrap_or_else(|| format!("#{written}"));
        Completion { kind: CompletionKind::Tag, insert, name: String::new(), known: by_us > 0, times }
    }
}

/// The hashtags of a text, without their sign.
fn tags(text: &str) -> Vec<&str> {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let signs = text.match_indices('#').filter_map(|(at, _)| {
        let before = text.get(..at)?.chars().next_back();
        let begins = before.is_none_or(|c| !word(c) && !matches!(c, '#' | '&' | '/'));
        begins.then(|| text.get(at + 1..)).flatten()
    });
    signs
        .map(|rest| rest.split(|c: char| !word(c)).next().unwrap_or_default())
        .filter(|tag| tag.chars().any(char::is_alphabetic) && tag.chars().count() <= LONGEST)
        .collect()
}

#[cfg(test)]
mod tests;
