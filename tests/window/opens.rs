//! The window opens, can be used by everybody, and is there again after it was closed and after it was killed.

use lectern_tests::window::{Desk, css};

#[tokio::test]
async fn the_desk_opens_and_opens_again() {
    let mut desk = Desk::open().await;
    desk.find(&css("h1")).await;
    desk.assert_accessible("the first screen").await;
    let first = desk.text().await;

    desk.restart().await;
    desk.find(&css("h1")).await;
    desk.crash_and_restart().await;
    desk.find(&css("h1")).await;
    assert_eq!(desk.text().await, first, "an interrupted first start goes on where it was");
}
