//! A page of the Inbox from a hundred thousand conversations, by every filter, beside the bare SELECT of the same rows over
//! the same file. Printed, never asserted: machines are noisy. `cargo xtask bench` runs it.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a measurement: it times, it prints, and it may end where it cannot go on"
)]

use lectern_model::{
    AccountId, ConversationChange, ConversationId, ConversationKind, ConversationQuery, Label, Timestamp,
};
use lectern_store::{DatabaseKey, Store, Writer};
use lectern_testkit::{stock_account, stock_message, stock_post};
use rusqlite::Connection;
use std::path::Path;
use std::time::{Duration, Instant};

const CONVERSATIONS: usize = 100_000;
const BATCH: usize = 500;
const ROUNDS: usize = 1_000;
const NOW: Timestamp = Timestamp(1_790_000_000_000);

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let (file, key) = (folder.path().join("lectern.db"), DatabaseKey::fresh());
    let store = Store::open(&file, &key).unwrap();
    let account = store.write(|writer| stock_account(writer, "bench")).unwrap();
    for first in (0..CONVERSATIONS).step_by(BATCH) {
        store.write(|writer| (first..first + BATCH).try_for_each(|number| ask(writer, account, number))).unwrap();
    }
    let bare = open_bare(&file, &key);
    println!("A page of 50 from {CONVERSATIONS} conversations, beside the bare SELECT (goal: at most 1.5)");
    let all = ConversationQuery::default();
    let newest = "ORDER BY c.last_at DESC, c.id DESC";
    let label = ConversationQuery { label: Some(Label::Safety), ..all.clone() };
    let cases = [
        ("waiting, newest first", all.clone(), "", newest),
        ("waiting longest", ConversationQuery { oldest_first: true, ..all.clone() }, "", "ORDER BY c.since, c.id"),
        (
            "at depth 90,000",
            ConversationQuery { after: Some(ConversationId(10_000)), ..all.clone() },
            "AND (c.last_at, c.id) < (SELECT p.last_at, p.id FROM conversation p WHERE p.id = 10000)",
            newest,
        ),
        ("a label", label, "AND c.label = 'safety'", newest),
        ("an account", ConversationQuery { account: Some(account), ..all.clone() }, "AND c.account_id = 1", newest),
        (
            "a platform",
            ConversationQuery { platform: Some("bench".into()), ..all.clone() },
            "AND c.account_id = 1",
            newest,
        ),
        (
            "a kind",
            ConversationQuery { kind: Some(ConversationKind::Direct), ..all.clone() },
            "AND c.kind = 'direct'",
            newest,
        ),
        ("not answered", ConversationQuery { answered: Some(false), ..all.clone() }, "AND c.answered = 0", newest),
        (
            "older than 30 days",
            ConversationQuery { older_than_days: Some(30), ..all.clone() },
            "AND c.last_at <= 1787408000000",
            newest,
        ),
        (
            "words",
            ConversationQuery { words: "canal".to_owned(), ..all },
            "AND c.id IN (SELECT post.conversation_id
            FROM post_words CROSS JOIN post ON post.id = post_words.rowid WHERE post_words MATCH '\"canal\"*')",
            newest,
        ),
    ];
    for (name, query, narrow, order) in cases {
        let ours = each(|| assert_eq!(store.read(|reader| reader.conversations(&query, NOW)).unwrap().0.len(), 50));
        let sql = format!("SELECT * FROM conversation c WHERE c.stand = 'waiting' {narrow} {order} LIMIT 51");
        let theirs = each(|| assert_eq!(page(&bare, &sql), 51));
        let (micros, ratio) = (ours.as_micros(), ours.as_secs_f64() / theirs.as_secs_f64());
        println!("  {name:<24} {ratio:.2}   ({micros} µs)");
    }
}

/// The median of many rounds.
fn each(mut work: impl FnMut()) -> Duration {
    let mut rounds: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let begun = Instant::now();
            work();
            begun.elapsed()
        })
        .collect();
    rounds.sort_unstable();
    rounds[ROUNDS / 2]
}

/// The rows of a statement, each value read.
fn page(bare: &Connection, sql: &str) -> usize {
    let mut statement = bare.prepare_cached(sql).unwrap();
    let columns = statement.column_count();
    let mut rows = statement.query([]).unwrap();
    let mut count = 0;
    while let Some(row) = rows.next().unwrap() {
        for column in 0..columns {
            let _: rusqlite::types::Value = row.get(column).unwrap();
        }
        count += 1;
    }
    count
}

fn open_bare(path: &Path, key: &DatabaseKey) -> Connection {
    let bare = Connection::open(path).unwrap();
    bare.execute_batch(&format!("PRAGMA key = \"x'{}'\"; PRAGMA cache_size = -32000;", key.to_hex().as_str())).unwrap();
    bare
}

/// Somebody asks in a conversation of its own; one in a hundred is labelled.
fn ask(writer: &Writer<'_>, account: AccountId, number: usize) -> Result<(), lectern_store::StoreError> {
    let at = Timestamp(NOW.0 - i64::try_from(CONVERSATIONS - number).unwrap() * 60_000);
    let kind = if number.is_multiple_of(50) { ConversationKind::Direct } else { ConversationKind::Mention };
    let topic = ["story time", "canal boats", "the reading room", "large print", "library van"][number % 5];
    let text = format!("Question {number} about {topic}: when is it, and is there room for one more?");
    let id = stock_message(writer, account, (&format!("key {number}"), kind), &stock_post(number, &text, at))?;
    if number.is_multiple_of(100) {
        writer.change_conversations(&[id], ConversationChange::Labelled { label: Some(Label::Safety) }, at)?;
    }
    Ok(())
}
