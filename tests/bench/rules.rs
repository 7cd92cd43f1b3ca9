//! What rules cost: fifty of them over ten thousand messages, per message, and beside storing the same messages. Printed,
//! never asserted: machines are noisy. `cargo xtask bench` runs it.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a measurement: it times, it prints, and it may end where it cannot go on"
)]

use lectern_checks::{RuleFacts, RuleSet};
use lectern_model::{AccountId, ConversationKind, PlatformKey, RuleAnswers, RuleWhen, Timestamp};
use lectern_store::{DatabaseKey, Store, StoreError, Writer};
use lectern_testkit::{stock_account, stock_message, stock_post};
use std::time::Instant;

const MESSAGES: usize = 10_000;
const RULES: usize = 50;
/// As messages arrive: a page or a few in one transaction.
const BATCH: usize = 200;
const WORDS: [&str; 10] =
    ["card", "story time", "café", "renewal", "printer", "wifi", "meeting room", "complaint", "newspaper", "lost"];

fn main() {
    let texts: Vec<String> = (0..MESSAGES).map(text).collect();
    let platform = PlatformKey::from("bench");
    let begun = Instant::now();
    let set = RuleSet::new(&(0..RULES).map(rule).collect::<Vec<_>>());
    let mut matched = 0;
    for text in &texts {
        let facts = RuleFacts {
            account: AccountId(1),
            platform: &platform,
            kind: ConversationKind::Reply,
            text,
            answered: Some("Story time is back on Thursday at half past ten"),
            new_author: true,
        };
        matched += set.matching(&facts).len();
    }
    let rules = begun.elapsed();

    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("lectern.db"), &DatabaseKey::fresh()).unwrap();
    let account = store.write(|writer| stock_account(writer, "bench")).unwrap();
    let begun = Instant::now();
    for (number, batch) in texts.chunks(BATCH).enumerate() {
        let first = number * BATCH;
        store.write(|writer| ingest(writer, account, first, batch)).unwrap();
    }
    let ingest = begun.elapsed();
    let micros = rules.as_secs_f64() * 1e6 / MESSAGES as f64;
    println!("Rules: {RULES} over {MESSAGES} messages, {matched} times a rule was for one");
    println!("  in all (goal: under 1 s)                      {:.3} s", rules.as_secs_f64());
    println!("  per message                                   {micros:.1} µs");
    println!("  beside storing the messages                   {:.3}", rules.as_secs_f64() / ingest.as_secs_f64());
}

fn text(number: usize) -> String {
    let (one, other) = (WORDS[number % WORDS.len()], WORDS[number / WORDS.len() % WORDS.len()]);
    format!(
        "Hello, message {number}: I have a question about the {one} and, while I am here, about your {other}. Thank you."
    )
}

fn rule(number: usize) -> RuleWhen {
    let own = WORDS[number % WORDS.len()].to_owned();
    let words = vec![own, format!("rare word {number}"), format!("another{number}")];
    let answers = match number % 3 {
        0 => RuleAnswers::Anything,
        1 => RuleAnswers::OurPost,
        _ => RuleAnswers::OurPostWith { words: vec!["story time".to_owned()] },
    };
    RuleWhen { words, answers, new_author: number.is_multiple_of(2), ..RuleWhen::default() }
}

/// As the inbox stores them: conversation, message, the conversation brought up to date.
fn ingest(writer: &Writer<'_>, account: AccountId, first: usize, texts: &[String]) -> Result<(), StoreError> {
    for (number, text) in (first..).zip(texts) {
        let at = Timestamp(i64::try_from(number).unwrap() * 60_000);
        let key = format!("key {number}");
        stock_message(writer, account, (&key, ConversationKind::Reply), &stock_post(number, text, at))?;
    }
    Ok(())
}
