//! Rules: kept, tried on what came before, and run on what arrives.
//!
//! A rule sorts the library's own view: it labels, snoozes, calls done, or asks that somebody be told. There is nothing in
//! it that a platform would notice. It is run once, in the transaction that stores a message; a message that is changed
//! later does not meet it again, nor does what the first reading of an account brings.

use super::Inbox;
use super::snooze::next_opening;
use lectern_checks::privacy::{Guard, masked};
use lectern_checks::{RuleFacts, RuleSet};
use lectern_core::settings::opening;
use lectern_core::text::clean_line;
use lectern_model::{
    AccountId, Change, Code, ConversationId, ConversationKind, ConversationState, PlatformKey, PostId, Problem, Rule,
    RuleAnswers, RuleId, RuleMatch, RuleThen, RuleTrial, Timestamp,
};
use lectern_store::{NewPost, PastMessage, StoreError, Writer};

/// How many past messages a rule is tried on.
const TRIED_ON: u32 = 1000;
/// How many of those that it is for are shown.
const SHOWN: usize = 50;
const SNIPPET: usize = 200;
const MOST_RULES: usize = 100;
const MOST_WORDS: usize = 50;
const LONGEST: usize = 80;

impl Inbox {
    /// All rules, in their order.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn rules(&self) -> Result<Vec<Rule>, Problem> {
        self.core.read(|reader| reader.rules()).await
    }

    /// Keeps a rule. One whose conditions or effects are other than before is off until it was tried again.
    ///
    /// # Errors
    /// `BadInput` where it has no name, no effect, or too many words; `NotFound` where it is gone.
    pub async fn save_rule(&self, rule: Rule) -> Result<Rule, Problem> {
        let rule = checked(rule)?;
        let kept = self.core.write(move |writer| {
            let before = if rule.id.0 == 0 { None } else { Some(writer.rule(rule.id)?) };
            if before.is_none() && writer.rules()?.len() >= MOST_RULES {
                return Ok(None);
            }
            let same = before.filter(|before| before.when == rule.when && before.then == rule.then);
            let (on, tried_at) = same.map_or((false, None), |before| (before.on, before.tried_at));
            let rule = Rule { on, tried_at, ..rule };
            let id = writer.save_rule(&rule)?;
            Ok(Some(Rule { id, ..rule }))
        });
        let full = || Problem::new(Code::BadInput, "There are 100 rules already. Remove one first.");
        let kept = kept.await?.ok_or_else(full)?;
        self.core.changed(Change::Inbox);
        Ok(kept)
    }

    /// Tries a rule on the newest messages; nothing is done to them. From then on it can be switched on.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub async fn try_rule(&self, id: RuleId) -> Result<RuleTrial, Problem> {
        let read = move |reader: &lectern_store::Reader<'_>| Ok((reader.rule(id)?, reader.past_messages(TRIED_ON)?));
        let (rule, past) = self.core.read(read).await?;
        let set = RuleSet::new([&rule.when]);
        let is_for = |message: &&PastMessage| !set.matching(&facts_of(message)).is_empty();
        let matched: Vec<&PastMessage> = past.iter().filter(is_for).collect();
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let (looked_at, all) = (count(past.len()), count(matched.len()));
        let guard = self.guard().await?;
        let matches = matched.into_iter().take(SHOWN).map(|message| shown(message, &guard)).collect();
        let now = self.core.clock.now();
        let tried = self.core.write(move |writer| {
            // Changed meanwhile: then it is the other one that was tried.
            let there = writer.rule(id)?;
            let same = there.when == rule.when;
            let there = Rule { tried_at: if same { Some(now) } else { there.tried_at }, ..there };
            writer.save_rule(&there)?;
            Ok(there)
        });
        let rule = tried.await?;
        self.core.changed(Change::Inbox);
        Ok(RuleTrial { looked_at, matched: all, matches, rule })
    }

    /// Switches a rule on or off.
    ///
    /// # Errors
    /// `Stopped` where it was not tried as it is now; it stays off.
    pub async fn switch_rule(&self, id: RuleId, on: bool) -> Result<Rule, Problem> {
        let switched = self.core.write(move |writer| {
            let rule = writer.rule(id)?;
            if on && rule.tried_at.is_none() {
                return Ok(None);
            }
            let rule = Rule { on, ..rule };
            writer.save_rule(&rule)?;
            Ok(Some(rule))
        });
        let untried = || Problem::new(Code::Stopped, "Try this rule on past messages first. It stays off until then.");
        let rule = switched.await?.ok_or_else(untried)?;
        self.core.changed(Change::Inbox);
        Ok(rule)
    }

    /// Forgets a rule. What it did stays.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn remove_rule(&self, id: RuleId) -> Result<(), Problem> {
        self.core.write(move |writer| writer.remove_rule(id)).await?;
        self.core.changed(Change::Inbox);
        Ok(())
    }
}

/// The rules that are switched on, for one account.
pub(super) struct OnArrival {
    set: RuleSet,
    then: Vec<RuleThen>,
    account: AccountId,
    platform: PlatformKey,
}

/// What rules ask for a conversation in which messages came.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Asked {
    then: RuleThen,
    /// The oldest of the messages that a rule puts out of sight.
    from: Option<Timestamp>,
}

impl OnArrival {
    /// As they stand in this transaction.
    pub(super) fn of(writer: &Writer<'_>, account: AccountId) -> Result<Self, StoreError> {
        let on: Vec<Rule> = writer.rules()?.into_iter().filter(|rule| rule.on).collect();
        let platform = writer.account(account)?.platform;
        let set = RuleSet::new(on.iter().map(|rule| &rule.when));
        Ok(Self { set, then: on.iter().map(|rule| rule.then).collect(), account, platform })
    }

    /// Adds what they ask for a message that has just been stored.
    pub(super) fn look(
        &self,
        writer: &Writer<'_>,
        asked: &mut Asked,
        (id, kind, post): (PostId, ConversationKind, &NewPost),
    ) -> Result<(), StoreError> {
        if self.set.is_empty() {
            return Ok(());
        }
        let answered = match &post.reply_to {
            Some(above) if self.set.asks_answered() => writer.our_text(self.account, above)?,
            _ => None,
        };
        let new_author = self.set.asks_author() && !writer.wrote_before(self.account, &post.author.remote_id, id)?;
        let facts = RuleFacts {
            account: self.account,
            platform: &self.platform,
            kind,
            text: &post.text,
            answered: answered.as_deref(),
            new_author,
        };
        for then in self.set.matching(&facts).into_iter().filter_map(|place| self.then.get(place)) {
            // The first rule that labels wins; the rest adds up. Where one snoozes and another calls it done, it is done.
            asked.then.label = asked.then.label.or(then.label);
            asked.then.snooze |= then.snooze;
            asked.then.done |= then.done;
            asked.then.notify |= then.notify;
            if then.snooze || then.done {
                asked.from = Some(asked.from.map_or(post.sort_at, |from| from.min(post.sort_at)));
            }
        }
        Ok(())
    }
}

/// Carries out what rules ask for a conversation, after it was brought up to date.
pub(super) fn carry_out(
    writer: &Writer<'_>,
    id: ConversationId,
    asked: Asked,
    now: Timestamp,
) -> Result<(), StoreError> {
    let row = writer.conversation(id)?;
    if asked.then.label.is_some() && row.label.is_none() {
        writer.label_conversation(id, asked.then.label)?;
    }
    if asked.then.notify {
        writer.ask_to_notify(id, now)?;
    }
    // Whoever waited before the message that a rule is for goes on waiting.
    let alone =
        row.state == ConversationState::Waiting && asked.from.is_some_and(|from| row.waiting_since >= Some(from));
    if alone && asked.then.done {
        writer.put_aside(id)?;
    } else if alone && asked.then.snooze {
        // A library that told no hours has nothing to snooze until.
        if let Some(until) = next_opening(&opening(writer)?, now) {
            writer.snooze_conversation(id, until)?;
        }
    }
    Ok(())
}

fn checked(rule: Rule) -> Result<Rule, Problem> {
    let name = clean_line(&rule.name);
    if name.is_empty() || name.chars().count() > LONGEST {
        return Err(Problem::field("name", "Give this rule a name of at most 80 letters."));
    }
    if rule.then == RuleThen::default() {
        return Err(Problem::field("then", "Say what this rule does: a label, a snooze, done, or telling you."));
    }
    if rule.then.snooze && rule.then.done {
        let words = "A rule either snoozes or calls it done, not both: what is done does not come back when the \
                     library opens. Choose one. Nothing was changed.";
        return Err(Problem::field("then", words));
    }
    let mut when = rule.when;
    when.words = words("words", when.words)?;
    if let RuleAnswers::OurPostWith { words: of_post } = when.answers {
        when.answers = match words("answers", of_post)? {
            none if none.is_empty() => RuleAnswers::OurPost,
            words => RuleAnswers::OurPostWith { words },
        };
    }
    Ok(Rule { name, when, ..rule })
}

fn words(field: &str, words: Vec<String>) -> Result<Vec<String>, Problem> {
    let words: Vec<String> = words.iter().map(|word| clean_line(word)).filter(|word| !word.is_empty()).collect();
    if words.len() > MOST_WORDS || words.iter().any(|word| word.chars().count() > LONGEST) {
        return Err(Problem::field(field, "A rule takes at most 50 words or phrases of at most 80 letters."));
    }
    if words.iter().any(|word| !word.chars().any(char::is_alphanumeric)) {
        return Err(Problem::field(field, "Signs alone cannot be looked for. Use words."));
    }
    Ok(words)
}

fn facts_of(message: &PastMessage) -> RuleFacts<'_> {
    RuleFacts {
        account: message.account,
        platform: &message.platform,
        kind: message.kind,
        text: &message.text,
        answered: message.answered.as_deref(),
        new_author: message.new_author,
    }
}

/// A message that a rule is for, people's details covered.
fn shown(message: &PastMessage, guard: &Guard) -> RuleMatch {
    RuleMatch {
        conversation: message.conversation,
        from: message.author.clone(),
        snippet: masked(&message.text, guard).text.chars().take(SNIPPET).collect(),
        at: message.at,
    }
}
