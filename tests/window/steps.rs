//! What a person does in the window, by name.

use lectern_tests::servers::{Bluesky, Files, Person, Snac};
use lectern_tests::window::{Desk, button, css, text};
use serde_json::json;

/// Picks a platform in the open sign-in.
pub(crate) async fn pick(desk: &Desk, platform: &str) {
    desk.click(&css(&format!("[data-look=\"platform-{platform}\"]"))).await;
}

pub(crate) async fn fill(desk: &Desk, name: &str, value: &str) {
    desk.fill(&css(&format!("input[name=\"{name}\"]")), value).await;
}

/// Follows a feed, in the open sign-in.
pub(crate) async fn follow_feed(desk: &Desk, address: &str) {
    pick(desk, "rss").await;
    fill(desk, "address", address).await;
    desk.click(&button("Follow")).await;
    desk.wait_for("is on the desk").await;
}

/// Signs in to a Mastodon-family server, in the open sign-in: the browser comes back by itself.
pub(crate) async fn sign_in_mastodon(desk: &Desk, snac: &Snac, person: &str) {
    pick(desk, "mastodon").await;
    fill(desk, "server", snac.url.as_str()).await;
    desk.click(&button("Add it")).await;
    let page = desk.until_opened(1).await;
    snac.approve(&page, person).await.come_back().await;
    desk.wait_for("is on the desk").await;
}

/// Signs in to Bluesky by app password, in the open sign-in.
pub(crate) async fn sign_in_bluesky(desk: &Desk, bluesky: &Bluesky, who: &Person) {
    let password = bluesky.create_app_password(who, "lectern").await;
    pick(desk, "bluesky").await;
    fill(desk, "handle", &who.handle).await;
    fill(desk, "password", &password).await;
    fill(desk, "server", bluesky.pds.as_str()).await;
    desk.click(&button("Add it")).await;
    desk.wait_for("is on the desk").await;
}

/// Opens the practice desk, in the open sign-in.
pub(crate) async fn open_practice(desk: &Desk) {
    pick(desk, "practice").await;
    desk.click(&css("form button[type=submit]")).await;
    desk.wait_for("is on the desk").await;
}

/// A desk of its own with the practice desk alone, after the first run.
pub(crate) async fn at_practice() -> Desk {
    let desk = Desk::open().await;
    first_run_to_accounts(&desk, "Glen Falls Library").await;
    open_practice(&desk).await;
    open_the_desk(&desk).await;
    desk
}

/// Goes on to the next platform in the open sign-in.
pub(crate) async fn add_another(desk: &Desk) {
    let another = button("Add another");
    lectern_tests::wait::until("the platforms", lectern_tests::window::PATIENCE, async || {
        // While the new account is read, the page grows: a click may miss.
        if desk.has(&another).await {
            let _ = desk.find(&another).await.click().await;
        }
        desk.has(&css("[data-look^=platform-]")).await.then_some(())
    })
    .await;
    // Until the accounts stand above, the page has not grown to its size.
    let there = ask(desk, "accounts", json!({})).await.as_array().map_or(0, Vec::len);
    desk.find(&css(".here li").nth(there.saturating_sub(1))).await;
}

/// Goes to a page by its address in the window.
pub(crate) async fn go(desk: &Desk, place: &str) {
    let script = format!("location.hash = '#/{place}'");
    desk.client().execute(&script, Vec::new()).await.expect("the page can be left");
}

/// Chooses a look: in the settings, which the desk follows, and at once, because the first run has no settings yet.
pub(crate) async fn wear(desk: &Desk, theme: &str) {
    ask(desk, "settings_save", serde_json::json!({ "theme": theme })).await;
    put_on(desk, theme).await;
}

/// Gives the page a look, without the settings.
pub(crate) async fn put_on(desk: &Desk, theme: &str) {
    let script = format!("document.documentElement.dataset.theme = '{theme}'");
    desk.client().execute(&script, Vec::new()).await.expect("the page has a look");
}

/// Asks the program as the page does.
pub(crate) async fn ask(desk: &Desk, command: &str, input: serde_json::Value) -> serde_json::Value {
    let arguments = serde_json::json!({ "name": command, "input": input });
    desk.invoke("dispatch", arguments).await.unwrap_or_else(|problem| panic!("{command}: {problem}"))
}

/// The library's page with a card and a feed beside it.
pub(crate) fn serve_library_site(files: &Files, picture: &[u8]) {
    let page = format!(
        "<html><head><title>Story time</title><meta property=\"og:title\" content=\"Story time, spring term\">\
         <meta property=\"og:description\" content=\"Songs, rhymes and one very brave duck.\">\
         <meta property=\"og:image\" content=\"{}\"></head><body>Thursdays</body></html>",
        files.url("/duck.png")
    );
    files.put("/storytime", "text/html; charset=utf-8", page);
    files.put("/duck.png", "image/png", picture);
    let feed = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>State Library news</title>\
        <link>https://library.example</link><description>News</description><item><guid>grant-1</guid>\
        <title>Grant round opens</title><link>https://library.example/grants</link><description>Digital skills sessions in small libraries.</description>\
        <pubDate>Mon, 23 Nov 2026 09:00:00 GMT</pubDate></item></channel></rss>";
    files.put("/feed.xml", "application/rss+xml", feed);
}

/// Leaves what is said in passing time to go: it may lie over what is to be clicked.
pub(crate) async fn first_run_to_accounts(desk: &Desk, library: &str) {
    desk.fill(&lectern_tests::window::field("Name"), library).await;
    desk.click(&button("Go on")).await;
    desk.find(&text("Where do you listen and speak?")).await;
}

/// Ends the first run.
pub(crate) async fn open_the_desk(desk: &Desk) {
    desk.click(&button("Go on")).await;
    desk.click(&button("Open the desk")).await;
    desk.wait_for("Waiting for an answer").await;
}

/// Closes what lies over the page.
pub(crate) async fn close_dialog(desk: &Desk) {
    desk.press(&[char::from(fantoccini::key::Key::Escape)]).await;
    desk.until_gone_from_view(&css("[role=dialog]")).await;
}

/// The middle of what this selector fits, once it stands still.
pub(crate) async fn middle(desk: &Desk, selector: &str) -> (i16, i16) {
    const MIDDLE: &str = "const [selector, done] = arguments; let last = '';\
        const look = () => {\
          const box = document.querySelector(selector)?.getBoundingClientRect();\
          const now = box?.width ? JSON.stringify([Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)]) : '';\
          if (now !== '' && now === last) { done(JSON.parse(now)); return; }\
          last = now; requestAnimationFrame(look);\
        };\
        look();";
    let found = desk.client().execute_async(MIDDLE, vec![json!(selector)]).await.expect("it can be measured");
    let side = |at: usize| i16::try_from(found[at].as_i64().expect("a number")).expect("it is on the display");
    (side(0), side(1))
}
