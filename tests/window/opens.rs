//! The window opens, can be used by everybody, and is there again after it was closed and after it was killed.

use lectern_tests::window::{Desk, field};

#[tokio::test]
async fn the_desk_opens_and_opens_again() {
    let mut desk = Desk::open().await;
    let first_question = field("Name");
    desk.find(&first_question).await;
    desk.assert_accessible("the first screen").await;
    desk.resize(900, 600).await;
    desk.assert_accessible("the first screen, small").await;

    desk.restart().await;
    desk.find(&first_question).await;
    desk.crash_and_restart().await;
    desk.find(&first_question).await;
}
