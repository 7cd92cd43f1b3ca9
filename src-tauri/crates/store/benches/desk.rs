//! What the store costs beside bare SQLite: the same rows, indexes, full text and cipher in one run, as ratios. Printed,
//! never asserted: machines are noisy. `cargo xtask bench` runs it.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a measurement: it times, it prints, and it may end where it cannot go on"
)]

use lectern_model::{
    AccountId, Author, Counts, FeedQuery, Identity, IdentityId, IdentityKind, PlatformKey, PostId, Timestamp,
    Visibility,
};
use lectern_store::{AccountFacts, Arrival, DatabaseKey, Mutes, NewPost, Store, match_words};
use rusqlite::{Connection, params};
use std::path::Path;
use std::time::{Duration, Instant};

const POSTS: usize = 100_000;
/// As the ingest writes: a page or a few in one transaction.
const BATCH: usize = 200;
const DEPTH: usize = 90_000;
const ROUNDS: usize = 200;
const START: i64 = 1_790_000_000_000;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let key = DatabaseKey::fresh();
    let posts: Vec<NewPost> = (0..POSTS).map(post).collect();

    let store = Store::open(&folder.path().join("lectern.db"), &key).unwrap();
    let account = account(&store);
    let ours = timed(|| ingest(&store, account, &posts));
    let bare = open_bare(&folder.path().join("bare.db"), &key);
    let theirs = timed(|| insert(&bare, &posts));
    println!("Ratios of Lectern's store to bare SQLite, {POSTS} posts, same rows, indexes, full text and cipher");
    println!("  ingest, speed (goal: at least 0.6)            {:.2}", theirs.as_secs_f64() / ours.as_secs_f64());

    let deep = nth(&bare, DEPTH);
    for (name, before) in [("top", None), ("depth 90,000", Some(deep))] {
        let query = FeedQuery { before: before.map(PostId), limit: 50, ..FeedQuery::default() };
        let mutes = Mutes::of(&[]);
        let ours = each(|| assert_eq!(store.read(|reader| reader.feed_page(&query, &mutes)).unwrap().posts.len(), 50));
        let theirs = each(|| assert_eq!(page(&bare, before), 50));
        println!("  feed page of 50, {name:<12} (goal: at most 1.5)  {:.2}", ratio(ours, theirs));
    }
    for typed in ["story", "canal boats", "\"reading room\"", "lib"] {
        let ours = each(|| assert!(!store.read(|reader| reader.search(typed, false, 50)).unwrap().is_empty()));
        let matching = match_words(typed).unwrap();
        let theirs = each(|| assert!(search(&bare, &matching) > 0));
        println!("  search {typed:<20} (goal: at most 1.5)  {:.2}", ratio(ours, theirs));
    }
}

fn timed(work: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}

/// The median of many rounds.
fn each(mut work: impl FnMut()) -> Duration {
    let mut rounds: Vec<Duration> = (0..ROUNDS).map(|_| timed(&mut work)).collect();
    rounds.sort_unstable();
    rounds[ROUNDS / 2]
}

fn ratio(ours: Duration, theirs: Duration) -> f64 {
    ours.as_secs_f64() / theirs.as_secs_f64()
}

fn post(number: usize) -> NewPost {
    const TOPICS: [&str; 5] = ["story time", "canal boats", "the reading room", "large print", "library van"];
    let topic = TOPICS[number % TOPICS.len()];
    let text = format!(
        "Post {number} about {topic}: Thursdays at half past ten, in the children's room and on the line. Ask us."
    );
    let at = Timestamp(START + i64::try_from(number).unwrap() * 60_000);
    NewPost {
        remote_id: format!("at://did:plc:{}/post/{number}", number % 500),
        sort_at: at,
        created_at: at,
        url: Some(format!("https://social.example/@author{}/{number}", number % 500)),
        author: Author {
            remote_id: format!("author-{}", number % 500),
            name: format!("Author {}", number % 500),
            handle: format!("@author{}@social.example", number % 500),
            url: Some(format!("https://social.example/@author{}", number % 500)),
            avatar_url: Some(format!("https://social.example/avatars/{}.jpg", number % 500)),
        },
        boosted_by: None,
        title: String::new(),
        html: format!("<p>{text}</p>"),
        text,
        language: Some("en".to_owned()),
        content_warning: String::new(),
        visibility: Visibility::Public,
        media: Vec::new(),
        card: None,
        counts: Counts { replies: 1, boosts: 2, likes: 3 },
        liked: false,
        boosted: false,
        reply_to: None,
        thread_root: None,
        remote_ref: serde_json::json!({ "uri": format!("at://{number}"), "cid": "bafy" }),
    }
}

fn account(store: &Store) -> AccountId {
    let facts = AccountFacts {
        remote_id: "library".to_owned(),
        handle: "@library@social.example".to_owned(),
        name: "Library".to_owned(),
        server: "https://social.example".to_owned(),
        facts: serde_json::Value::Null,
        avatar_url: None,
        lapses_at: None,
    };
    let identity = Identity {
        id: IdentityId(0),
        kind: IdentityKind::Library,
        name: "Library".to_owned(),
        colour: "#1c6455".to_owned(),
    };
    let add = |writer: &lectern_store::Writer<'_>| {
        let identity = writer.save_identity(&identity)?;
        writer.add_account(&PlatformKey::from("bench"), identity, &facts, "", Timestamp(START))
    };
    store.write(add).unwrap()
}

fn ingest(store: &Store, account: AccountId, posts: &[NewPost]) {
    for batch in posts.chunks(BATCH) {
        let keep = |writer: &lectern_store::Writer<'_>| {
            for post in batch {
                writer.upsert_post(account, post, Arrival::Feed, post.sort_at)?;
            }
            Ok(())
        };
        store.write(keep).unwrap();
    }
}

fn open_bare(path: &Path, key: &DatabaseKey) -> Connection {
    // The same tables, indexes and triggers: those of an empty store.
    drop(Store::open(path, key).unwrap());
    let bare = Connection::open(path).unwrap();
    bare.execute_batch(&format!("PRAGMA key = \"x'{}'\";", key.to_hex().as_str())).unwrap();
    bare.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;").unwrap();
    bare.execute_batch("PRAGMA cache_size = -32000;").unwrap();
    let facts = "INSERT INTO identity (kind, name, colour) VALUES ('library', 'Library', '#1c6455');
        INSERT INTO account (platform, identity_id, remote_id, handle, added_at) VALUES ('bench', 1, 'library', 'x', 0);";
    bare.execute_batch(facts).unwrap();
    bare
}

fn insert(bare: &Connection, posts: &[NewPost]) {
    let sql = "INSERT INTO post (account_id, remote_id, in_feed, sort_at, created_at, received_at, url, author_id,
        author_name, author_handle, author_url, author_avatar, title, html, text, language, remote_ref, replies, boosts, likes)
        VALUES (1, ?1, 1, ?2, ?2, ?2, ?3, ?4, ?5, ?6, ?7, ?8, '', ?9, ?10, 'en', ?11, 1, 2, 3)";
    for batch in posts.chunks(BATCH) {
        bare.execute_batch("BEGIN IMMEDIATE").unwrap();
        let mut statement = bare.prepare_cached(sql).unwrap();
        for post in batch {
            let values = params![
                post.remote_id,
                post.sort_at.0,
                post.url,
                post.author.remote_id,
                post.author.name,
                post.author.handle,
                post.author.url,
                post.author.avatar_url,
                post.html,
                post.text,
                post.remote_ref.to_string(),
            ];
            statement.execute(values).unwrap();
        }
        bare.execute_batch("COMMIT").unwrap();
    }
}

fn nth(bare: &Connection, depth: usize) -> i64 {
    let sql = "SELECT id FROM post WHERE in_feed = 1 ORDER BY sort_at DESC, id DESC LIMIT 1 OFFSET ?1";
    bare.query_row(sql, [i64::try_from(depth).unwrap()], |row| row.get(0)).unwrap()
}

/// The bare keyset SELECT of the same columns, each value read.
fn page(bare: &Connection, before: Option<i64>) -> usize {
    let sql = "SELECT * FROM post WHERE in_feed = 1 AND (sort_at, id) < (SELECT coalesce(max(sort_at), 1e18), coalesce(max(id), 1e18)
        FROM post WHERE id = ?1) ORDER BY sort_at DESC, id DESC LIMIT 50";
    let mut statement = bare.prepare_cached(sql).unwrap();
    let columns = statement.column_count();
    let mut rows = statement.query([before.unwrap_or(-1)]).unwrap();
    let mut count = 0;
    while let Some(row) = rows.next().unwrap() {
        for column in 0..columns {
            let _: rusqlite::types::Value = row.get(column).unwrap();
        }
        count += 1;
    }
    count
}

/// The newest fifty with an excerpt, as bare FTS5 gives them, of the tables that are searched: posts, drafts, sent texts.
fn search(bare: &Connection, matching: &str) -> usize {
    ["post_words", "draft_words", "sent_words"].iter().map(|table| search_in(bare, table, matching)).sum()
}

fn search_in(bare: &Connection, table: &str, matching: &str) -> usize {
    let sql = format!(
        "SELECT rowid, snippet({table}, -1, char(2), char(3), '…', 24) FROM {table}
        WHERE {table} MATCH ?1 ORDER BY rowid DESC LIMIT 50"
    );
    let mut statement = bare.prepare_cached(&sql).unwrap();
    let mut rows = statement.query([matching]).unwrap();
    let mut count = 0;
    while let Some(row) = rows.next().unwrap() {
        let _: (i64, String) = (row.get(0).unwrap(), row.get(1).unwrap());
        count += 1;
    }
    count
}
