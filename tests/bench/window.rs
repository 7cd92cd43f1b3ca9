//! From the start of the program to the first feed on screen, with 100,000 posts stored, beside the same window with an
//! empty page: a ratio of medians in one run. `cargo xtask bench` runs it on the release build.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement: it prints, and it may end where it cannot go on"
)]

use lectern_model::{
    AccountId, Author, Counts, Identity, IdentityId, IdentityKind, PlatformKey, Timestamp, Visibility,
};
use lectern_store::{AccountFacts, Arrival, NewPost, Store, Writer};
use lectern_tests::window::Desk;
use serde_json::{Value, json};

const POSTS: i64 = 100_000;
const STARTS: usize = 7;

#[tokio::main]
async fn main() {
    let mut desk = Desk::open().await;
    let mut settings = ask(&desk, "settings", json!({})).await;
    settings["first_run_done"] = json!(true);
    ask(&desk, "settings_save", settings).await;

    let empty = median_start(&mut desk, ".empty").await;
    let key = desk.database_key().await;
    fill(&desk.store(&key));
    let full = median_start(&mut desk, "article").await;
    println!("Start of the program to what it shows, median of {STARTS} starts");
    println!("  empty page                                   {empty} ms");
    println!("  first feed of {POSTS} posts                 {full} ms");
    println!("  ratio (goal: at most 1.5)                    {:.2}", f64::from(full) / f64::from(empty));
}

async fn ask(desk: &Desk, command: &str, input: Value) -> Value {
    loop {
        // Right after its start the desk may still be opening.
        match desk.invoke("dispatch", json!({ "name": command, "input": input })).await {
            Ok(answer) => return answer,
            Err(problem) => assert_eq!(problem["code"], "not_ready", "{command}: {problem}"),
        }
    }
}

async fn median_start(desk: &mut Desk, shown: &str) -> u32 {
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        desk.restart().await;
        let look = format!("location.hash = '#/feeds'; return document.querySelector('{shown}') !== null");
        while desk.client().execute(&look, Vec::new()).await.unwrap() != json!(true) {}
        starts.push(age(desk.app_process().unwrap()));
    }
    starts.sort_unstable();
    *starts.get(STARTS / 2).unwrap()
}

/// Milliseconds since a process began, to a hundredth of a second.
fn age(process: u32) -> u32 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    // What stands after the name in brackets; the start is the 22nd field of all (proc(5)), in hundredths of a second.
    let (_, rest) = stat.rsplit_once(')').unwrap();
    let began: f64 = rest.split_whitespace().nth(19).unwrap().parse().unwrap();
    let uptime = std::fs::read_to_string("/proc/uptime").unwrap();
    let now: f64 = uptime.split_whitespace().next().unwrap().parse().unwrap();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a start takes seconds, not weeks")]
    let milliseconds = ((now - began / 100.0) * 1000.0) as u32;
    milliseconds
}

fn fill(store: &Store) {
    let account = store.write(add_account).unwrap();
    let numbers: Vec<i64> = (0..POSTS).collect();
    for batch in numbers.chunks(1000) {
        let keep = |writer: &Writer<'_>| {
            for number in batch {
                let post = post(*number);
                writer.upsert_post(account, &post, Arrival::Feed, post.sort_at)?;
            }
            Ok(())
        };
        store.write(keep).unwrap();
    }
}

fn add_account(writer: &Writer<'_>) -> Result<AccountId, lectern_store::StoreError> {
    let facts = AccountFacts {
        remote_id: "https://feed.invalid/rss".to_owned(),
        handle: "feed.invalid".to_owned(),
        name: "Town news".to_owned(),
        server: "https://feed.invalid".to_owned(),
        facts: Value::Null,
        avatar_url: None,
        lapses_at: None,
    };
    let library = Identity {
        id: IdentityId(0),
        kind: IdentityKind::Library,
        name: "Library".to_owned(),
        colour: "#1c6455".to_owned(),
    };
    let identity = writer.save_identity(&library)?;
    writer.add_account(&PlatformKey::from("rss"), identity, &facts, "", Timestamp(0))
}

fn post(number: i64) -> NewPost {
    let text = format!("Post {number}: Thursdays at half past ten, in the children's room and on the line. Ask us.");
    let at = Timestamp(1_760_000_000_000 + number * 60_000);
    NewPost {
        remote_id: format!("post-{number}"),
        sort_at: at,
        created_at: at,
        url: Some(format!("https://feed.invalid/{number}")),
        author: Author { remote_id: "town".to_owned(), name: "Town news".to_owned(), ..Author::default() },
        boosted_by: None,
        title: String::new(),
        html: format!("<p>{text}</p>"),
        text,
        language: Some("en".to_owned()),
        content_warning: String::new(),
        visibility: Visibility::Public,
        media: Vec::new(),
        card: None,
        counts: Counts::default(),
        liked: false,
        boosted: false,
        reply_to: None,
        thread_root: None,
        remote_ref: Value::Null,
    }
}
