//! The first run's three steps, and the form and the ways of failing of each platform's sign-in, in every look.

use lectern_tests::place;
use lectern_tests::window::{Desk, button, css, field};

use crate::looks::look;
use crate::steps;

#[tokio::test]
async fn the_first_run_and_every_sign_in_are_accessible_in_every_look() {
    let desk = Desk::open().await;
    desk.fill(&field("Name"), "Glen Falls Library").await;
    look(&desk, "first-run-library").await;
    steps::first_run_to_accounts(&desk, "Glen Falls Library").await;

    for platform in ["mastodon", "bluesky", "rss", "practice"] {
        steps::pick(&desk, platform).await;
        desk.find(&css(".flow form")).await;
        look(&desk, &format!("sign-in-{platform}")).await;
        desk.click(&button("Choose something else")).await;
    }
    nothing_filled_in(&desk).await;
    nobody_there(&desk).await;

    steps::open_practice(&desk).await;
    desk.click(&button("Go on")).await;
    desk.click(&button("Show the recovery code")).await;
    desk.find(&css(".code-sheet li")).await;
    look(&desk, "first-run-code").await;
}

/// Sent off empty, each field says what it needs.
async fn nothing_filled_in(desk: &Desk) {
    steps::pick(desk, "bluesky").await;
    desk.click(&css(".flow form button[type=submit]")).await;
    desk.find(&css("[aria-invalid=true]:focus")).await;
    look(desk, "sign-in-empty").await;
    desk.click(&button("Choose something else")).await;
}

/// A server that does not answer is told with the way on.
async fn nobody_there(desk: &Desk) {
    steps::pick(desk, "rss").await;
    let nobody = format!("http://127.0.0.1:{}/feed.xml", place::free_port());
    steps::fill(desk, "address", &nobody).await;
    desk.click(&css(".flow form button[type=submit]")).await;
    desk.find(&button("Try again")).await;
    look(desk, "sign-in-failed").await;
    desk.click(&button("Choose something else")).await;
}
