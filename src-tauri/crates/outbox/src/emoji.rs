//! Emoji to pick from, with the names that screen readers say.

use lectern_model::EmojiView;

/// Most that are shown for what was typed.
const MOST: usize = 120;

/// Newer ones are empty boxes for many readers.
const NEWEST: emojis::UnicodeVersion = emojis::UnicodeVersion::new(14, 0);

/// Every emoji in its group, or those whose name, short name or group begins with each of the words.
#[must_use]
pub fn emojis_for(words: &str) -> Vec<EmojiView> {
    let wanted: Vec<String> = words.to_lowercase().split_whitespace().map(str::to_owned).collect();
    let known = emojis::iter().filter(|emoji| emoji.unicode_version() <= NEWEST);
    let found = known.filter(|emoji| wanted.iter().all(|word| begins(emoji, word)));
    let mut views: Vec<(bool, EmojiView)> = found.map(|emoji| (is_called(emoji, &wanted), view(emoji))).collect();
    // What is called so comes before what only stands near it.
    views.sort_by_key(|(called, _)| !called);
    let most = if wanted.is_empty() { usize::MAX } else { MOST };
    views.into_iter().map(|(_, view)| view).take(most).collect()
}

fn view(emoji: &emojis::Emoji) -> EmojiView {
    EmojiView {
        emoji: emoji.as_str().to_owned(),
        name: emoji.name().to_owned(),
        group: group(emoji.group()).to_owned(),
    }
}

fn parts(words: &str) -> impl Iterator<Item = String> {
    words.to_lowercase().split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect::<Vec<_>>().into_iter()
}

fn begins(emoji: &emojis::Emoji, word: &str) -> bool {
    parts(emoji.name()).any(|part| part.starts_with(word))
        || emoji.shortcodes().flat_map(parts).any(|part| part.starts_with(word))
        || parts(group(emoji.group())).any(|part| part.starts_with(word))
}

fn is_called(emoji: &emojis::Emoji, wanted: &[String]) -> bool {
    wanted.iter().all(|word| parts(emoji.name()).any(|part| part == *word))
}

fn group(group: emojis::Group) -> &'static str {
    match group {
        emojis::Group::SmileysAndEmotion => "Smileys and feelings",
        emojis::Group::PeopleAndBody => "People",
        emojis::Group::AnimalsAndNature => "Animals and nature",
        emojis::Group::FoodAndDrink => "Food and drink",
        emojis::Group::TravelAndPlaces => "Travel and places",
        emojis::Group::Activities => "Activities",
        emojis::Group::Objects => "Objects",
        emojis::Group::Symbols => "Symbols",
        emojis::Group::Flags => "Flags",
    }
}

#[cfg(test)]
mod tests;
