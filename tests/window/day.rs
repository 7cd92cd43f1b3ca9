//! A day at the desk on real servers: sign in to both networks and a feed, read them as one, answer a mention, write one
//! post with a described picture to both, and read back from each server, by its own API, what arrived there. At the end
//! nothing of it lies in the clear on the disk.

use std::path::Path;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lectern_tests::servers::{Bluesky, Files, MastodonClient, Person, Snac};
use lectern_tests::wait;
use lectern_tests::window::{Desk, button, css, field, text};
use serde_json::Value;

use crate::steps;

const DESCRIPTION: &str = "A librarian holds a felt duck above a circle of toddlers";
/// Servers deliver and index when they please.
const LATE: Duration = Duration::from_secs(60);

#[tokio::test]
async fn a_day_on_real_servers() {
    let (bluesky, snac, files) = tokio::join!(Bluesky::start(), Snac::start(&["library", "patron"]), Files::start());
    let picture = duck();
    steps::serve_library_site(&files, &picture);
    let (library, patron) = (bluesky.create_account("library").await, bluesky.create_account("patron").await);
    bluesky.follow(&library, &patron).await;
    let neighbour = snac.client("patron").await;

    let desk = Desk::open().await;
    steps::first_run_to_accounts(&desk, "Glen Falls Library").await;
    steps::sign_in_mastodon(&desk, &snac, "library").await;
    steps::add_another(&desk).await;
    steps::sign_in_bluesky(&desk, &bluesky, &library).await;
    steps::add_another(&desk).await;
    steps::follow_feed(&desk, &files.url("/feed.xml")).await;
    steps::open_the_desk(&desk).await;

    one_timeline(&desk, &bluesky, &patron, &snac).await;
    answer_a_mention_there(&desk, &bluesky, &patron, &library).await;
    answer_a_mention_here(&desk, &neighbour).await;
    write_to_both(&desk, &bluesky, &library, &snac, &neighbour, &picture).await;
    write_with_a_card(&desk, &bluesky, &library, &files).await;
    nothing_in_the_clear(&desk).await;
}

/// Posts of two networks and a feed stand in one list.
async fn one_timeline(desk: &Desk, bluesky: &Bluesky, patron: &Person, snac: &Snac) {
    bluesky.post(patron, "Glass negatives of the 1913 canal boats").await;
    let library = snac.client("library").await;
    library.post("The zine workshop is on Saturday").await;
    steps::go(desk, "feeds").await;
    for words in ["Grant round opens", "Glass negatives of the 1913", "The zine workshop"] {
        until_shown(desk, words).await;
    }
    desk.assert_accessible("the merged timeline").await;
}

/// Looks for news until the words are in the window; a feed that is read elsewhere shows what is newer when asked.
async fn until_shown(desk: &Desk, words: &str) {
    let looking = wait::until(words, 2 * LATE, async || {
        steps::ask(desk, "feed_check_now", serde_json::json!({})).await;
        let newer = css(".newer button");
        if desk.has(&newer).await {
            desk.click(&newer).await;
        }
        desk.text().await.contains(words).then_some(())
    });
    if tokio::time::timeout(LATE, looking).await.is_err() {
        // Fails with what the window shows.
        desk.wait_for_within(words, Duration::ZERO).await;
    }
}

async fn answer(desk: &Desk, mention: &str, reply: &str) {
    steps::go(desk, "inbox").await;
    until_shown(desk, mention).await;
    desk.click(&text(mention)).await;
    desk.fill(&css("form.reply textarea"), reply).await;
    desk.click(&button("Answer")).await;
}

async fn answer_a_mention_there(desk: &Desk, bluesky: &Bluesky, patron: &Person, library: &Person) {
    let mention = bluesky.mention(patron, "@library.test Is the story time on Zoom?", library).await;
    answer(desk, "Is the story time on Zoom?", "Yes, both: here and on Zoom.").await;
    let reply = wait::until("the answer on Bluesky", LATE, async || {
        let mine = bluesky.list_records(library, "app.bsky.feed.post").await;
        mine.into_iter().find(|record| says(record, "Yes, both: here and on Zoom."))
    })
    .await;
    let parent = reply.pointer("/value/reply/parent/uri").and_then(Value::as_str);
    assert_eq!(parent, Some(mention.uri.as_str()), "the answer answers the mention: {reply}");
}

fn says(record: &Value, words: &str) -> bool {
    record.pointer("/value/text").and_then(Value::as_str) == Some(words)
}

async fn answer_a_mention_here(desk: &Desk, neighbour: &MastodonClient) {
    neighbour.look_up("library").await;
    let mention = neighbour.post("@library Is there step-free access to the maker room?").await;
    answer(desk, "Is there step-free access", "Yes, by the lift.").await;
    let id = mention.get("id").and_then(Value::as_str).expect("a post has an id").to_owned();
    wait::until("the answer on snac", LATE, async || {
        let around = neighbour.context(&id).await.to_string();
        around.contains("Yes, by the lift.").then_some(())
    })
    .await;
}

/// One post with a described picture, to both networks.
async fn write_to_both(
    desk: &Desk,
    bluesky: &Bluesky,
    library: &Person,
    snac: &Snac,
    neighbour: &MastodonClient,
    picture: &[u8],
) {
    steps::go(desk, "write/new").await;
    desk.fill(&field("Text of the post"), "Story time is back. One very brave duck 🦆 #StoryTime").await;
    for at in 0..2 {
        desk.click(&css(".to .pill").nth(at)).await;
    }
    paste_picture(desk, picture).await;
    desk.fill(&field("Description for people who cannot see the picture"), DESCRIPTION).await;
    desk.click(&button("Send 2 posts")).await;

    let there = wait::until("the post on Bluesky", LATE, async || {
        let mine = bluesky.list_records(library, "app.bsky.feed.post").await;
        mine.into_iter().find(|record| record.to_string().contains("Story time is back"))
    })
    .await;
    assert_eq!(there.pointer("/value/embed/images/0/alt").and_then(Value::as_str), Some(DESCRIPTION), "{there}");

    let us = snac.client("library").await;
    let account = us.look_up("library").await.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    let here = wait::until("the post on snac", LATE, async || {
        us.statuses_of(&account).await.into_iter().find(|status| status.to_string().contains("Story time is back"))
    })
    .await;
    let described = here.pointer("/media_attachments/0/description").and_then(Value::as_str);
    assert_eq!(described, Some(DESCRIPTION), "{here}");
    let _ = neighbour;

    steps::go(desk, "write/sent").await;
    all_read_back(desk).await;
    desk.assert_accessible("what was sent").await;
}

/// Everything that was sent is read back from its server, and is there as it was sent.
async fn all_read_back(desk: &Desk) {
    let asked = serde_json::json!({ "needs_you": false, "limit": 0 });
    let read = wait::until("the delivery proofs", 3 * LATE, async || {
        let all = steps::ask(desk, "outbox", asked.clone()).await;
        let same = |one: &Value| one["proof"]["differences"].as_array().is_some_and(Vec::is_empty);
        all.as_array().is_some_and(|all| all.len() >= 4 && all.iter().all(same)).then_some(())
    });
    let in_time = tokio::time::timeout(2 * LATE, read).await.is_ok();
    assert!(in_time, "it is there as it was sent: {:#}", steps::ask(desk, "outbox", asked.clone()).await);
}

/// Pastes a picture as a person does from another program.
async fn paste_picture(desk: &Desk, picture: &[u8]) {
    const PASTE: &str = "const [base64] = arguments; const box = document.querySelector('textarea.text');\
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));\
        const data = new DataTransfer(); data.items.add(new File([bytes], 'duck.png', { type: 'image/png' }));\
        const paste = new Event('paste', { bubbles: true, cancelable: true });\
        Object.defineProperty(paste, 'clipboardData', { value: data }); box.dispatchEvent(paste);";
    desk.client().execute(PASTE, vec![STANDARD.encode(picture).into()]).await.expect("a picture can be pasted");
    desk.find(&field("Description for people who cannot see the picture")).await;
}

/// A link to the library's own page: Bluesky's card is made by us.
async fn write_with_a_card(desk: &Desk, bluesky: &Bluesky, library: &Person, files: &Files) {
    steps::go(desk, "write/new").await;
    let words = format!("Sign up for the spring term: {}", files.url("/storytime"));
    desk.fill(&field("Text of the post"), &words).await;
    desk.click(&css(".to .pill").nth(1)).await;
    desk.wait_for("Story time, spring term").await;
    desk.click(&button("Send 1 post")).await;
    let there = wait::until("the card on Bluesky", LATE, async || {
        let mine = bluesky.list_records(library, "app.bsky.feed.post").await;
        mine.into_iter().find(|record| record.to_string().contains("Sign up for the spring term"))
    })
    .await;
    let card = there.pointer("/value/embed/external").expect("it has a card");
    assert_eq!(card.get("title").and_then(Value::as_str), Some("Story time, spring term"));
    assert_eq!(card.get("description").and_then(Value::as_str), Some("Songs, rhymes and one very brave duck."));
    assert!(card.get("thumb").is_some_and(Value::is_object), "the card has its picture: {card}");
    all_read_back(desk).await;
    let newest = steps::ask(desk, "outbox", serde_json::json!({ "needs_you": false, "limit": 1 })).await[0].clone();
    assert_eq!(newest.pointer("/proof/seen/card"), Some(&Value::Bool(true)), "{newest}");
}

/// Neither words nor credentials lie in the clear in the data folder, and the credentials are in the keychain.
async fn nothing_in_the_clear(desk: &Desk) {
    let secrets = desk.in_session("secret-tool", &["search", "--all", "--unlock", "service", "org.lectern.desk"]);
    let tokens: Vec<String> =
        secrets.lines().filter_map(|line| line.strip_prefix("secret = ")).flat_map(long_words).collect();
    assert!(tokens.len() >= 3, "the keychain holds the key and both sign-ins");
    let words = ["Story time is back", "step-free access", "canal boats", "Digital skills", "Yes, by the lift"];
    let sought: Vec<&[u8]> =
        words.iter().map(|word| word.as_bytes()).chain(tokens.iter().map(String::as_bytes)).collect();
    let mut files = 0;
    each_file(&desk.data_folder(), &mut |path, bytes| {
        files += 1;
        for one in &sought {
            assert!(
                !bytes.windows(one.len()).any(|part| part == *one),
                "{} lies in {}",
                String::from_utf8_lossy(one),
                path.display()
            );
        }
    });
    assert!(files >= 3, "database, sidecar and log are there");
}

/// What in an item of the keychain is secret: its long words.
fn long_words(item: &str) -> Vec<String> {
    item.split(|letter: char| !letter.is_ascii_alphanumeric() && !"-_.".contains(letter))
        .filter(|word| word.len() >= 24)
        .map(str::to_owned)
        .collect()
}

fn each_file(folder: &Path, look: &mut impl FnMut(&Path, &[u8])) {
    for entry in std::fs::read_dir(folder).expect("the data folder can be read").flatten() {
        let path = entry.path();
        if path.is_dir() {
            each_file(&path, look);
        } else if let Ok(bytes) = std::fs::read(&path) {
            look(&path, &bytes);
        }
    }
}

/// A picture of a size that a camera might make.
fn duck() -> Vec<u8> {
    let picture = image::RgbImage::from_fn(640, 420, |x, y| image::Rgb([200, (x / 4) as u8, (y / 3) as u8]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).expect("a picture can be written");
    bytes.into_inner()
}
