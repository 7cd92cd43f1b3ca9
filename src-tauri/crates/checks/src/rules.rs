//! Whether a message is one that a rule is for. Pure; what a rule then does is not decided here.
//!
//! Words are compared as whole words, several in a row as they stand; capitals, accents, marks and signs that nobody
//! sees do not matter. Where a script puts no spaces between words, a word is found anywhere.

use lectern_model::{AccountId, ConversationKind, PlatformKey, RuleAnswers, RuleWhen};
use unicode_normalization::UnicodeNormalization;

/// What is told of a message.
#[derive(Debug, Clone, Copy)]
pub struct RuleFacts<'m> {
    /// The account it came to.
    pub account: AccountId,
    /// Its platform.
    pub platform: &'m PlatformKey,
    /// Its kind.
    pub kind: ConversationKind,
    /// Its text.
    pub text: &'m str,
    /// The post of ours that it answers.
    pub answered: Option<&'m str>,
    /// Its author never wrote to this account before.
    pub new_author: bool,
}

/// Rules, made ready to be looked at often.
#[derive(Debug, Default)]
pub struct RuleSet {
    rules: Vec<Ready>,
    /// Whether any rule asks what is answered.
    asks_answered: bool,
    /// Whether any rule asks for new authors.
    asks_author: bool,
}

#[derive(Debug)]
struct Ready {
    account: Option<AccountId>,
    platform: Option<PlatformKey>,
    kind: Option<ConversationKind>,
    words: Vec<String>,
    answers: Answers,
    new_author: bool,
}

#[derive(Debug)]
enum Answers {
    Anything,
    Ours,
    OursWith(Vec<String>),
}

impl RuleSet {
    /// Of these, in this order.
    #[must_use]
    pub fn new<'r>(rules: impl IntoIterator<Item = &'r RuleWhen>) -> Self {
        let rules: Vec<Ready> = rules.into_iter().map(ready).collect();
        Self {
            asks_answered: rules.iter().any(|rule| !matches!(rule.answers, Answers::Anything)),
            asks_author: rules.iter().any(|rule| rule.new_author),
            rules,
        }
    }

    /// Whether there is no rule.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// Whether `RuleFacts::answered` is looked at.
    #[must_use]
    pub fn asks_answered(&self) -> bool {
        self.asks_answered
    }

    /// Whether `RuleFacts::new_author` is looked at.
    #[must_use]
    pub fn asks_author(&self) -> bool {
        self.asks_author
    }

    /// The places of the rules that a message is for, in their order.
    #[must_use]
    pub fn matching(&self, message: &RuleFacts<'_>) -> Vec<usize> {
        if self.rules.is_empty() {
            return Vec::new();
        }
        let text = folded(message.text);
        let answered = if self.asks_answered { message.answered.map(folded) } else { None };
        let fits = |rule: &Ready| rule.fits(message, &text, answered.as_deref());
        self.rules.iter().enumerate().filter(|(_, rule)| fits(rule)).map(|(place, _)| place).collect()
    }
}

impl Ready {
    fn fits(&self, message: &RuleFacts<'_>, text: &str, answered: Option<&str>) -> bool {
        self.account.is_none_or(|account| account == message.account)
            && self.platform.as_ref().is_none_or(|platform| platform == message.platform)
            && self.kind.is_none_or(|kind| kind == message.kind)
            && (!self.new_author || message.new_author)
            && match &self.answers {
                Answers::Anything => true,
                Answers::Ours => answered.is_some(),
                Answers::OursWith(words) => answered.is_some_and(|text| any_of(words, text)),
            }
            && (self.words.is_empty() || any_of(&self.words, text))
    }
}

fn ready(when: &RuleWhen) -> Ready {
    Ready {
        account: when.account,
        platform: when.platform.clone(),
        kind: when.kind,
        words: phrases(&when.words),
        answers: match &when.answers {
            RuleAnswers::Anything => Answers::Anything,
            RuleAnswers::OurPost => Answers::Ours,
            RuleAnswers::OurPostWith { words } => Answers::OursWith(phrases(words)),
        },
        new_author: when.new_author,
    }
}

/// Phrases as they are looked for. Of signs alone nothing can be looked for.
fn phrases(words: &[String]) -> Vec<String> {
    let folded = words.iter().map(|word| folded(word)).filter(|word| !word.trim().is_empty());
    folded.map(|word| if word.chars().any(unspaced) { word.trim().to_owned() } else { word }).collect()
}

fn any_of(phrases: &[String], text: &str) -> bool {
    phrases.iter().any(|phrase| text.contains(phrase.as_str()))
}

/// A text as its words in small letters without accents, with a space before and after each.
fn folded(text: &str) -> String {
    let mut words = String::with_capacity(text.len() + 2);
    words.push(' ');
    for c in text.nfkd().filter(|c| !unseen(*c)) {
        if c.is_alphanumeric() {
            words.extend(c.to_lowercase().filter(|c| !unseen(*c)));
        } else if !words.ends_with(' ') {
            words.push(' ');
        }
    }
    if !words.ends_with(' ') {
        words.push(' ');
    }
    words
}

/// Accents, vowel points, and signs of no width.
fn unseen(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{652}'
        | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Letters of scripts that put no space between words.
fn unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests;
