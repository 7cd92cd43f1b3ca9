//! The window opens, can be used by everybody, and is there again after it was closed and after it was killed.

use lectern_tests::window::{Desk, button, field};

use crate::steps;

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

#[tokio::test]
async fn a_second_start_leaves_the_desk_as_it_is_and_a_start_right_after_closing_opens_it() {
    let mut desk = Desk::open().await;
    let name = field("Name");
    desk.find(&name).await;
    let process = desk.app_process();
    desk.start_second();
    assert_eq!(desk.app_process(), process, "the first start goes on");
    desk.find(&name).await;

    desk.quit_and_start_at_once().await;
    desk.find(&name).await;

    desk.start_while_closing().await;
    desk.find(&name).await;
}

#[tokio::test]
async fn what_was_typed_right_before_closing_is_there() {
    let mut desk = Desk::open().await;
    steps::first_run_to_accounts(&desk, "Glen Falls Library").await;
    steps::open_practice(&desk).await;
    desk.click(&button("Go on")).await;
    desk.click(&button("Open the desk")).await;
    desk.wait_for("Waiting for an answer").await;
    steps::go(&desk, "write/new").await;
    desk.type_into(&field("Text of the post"), "One very brave duck").await;
    // At once: the pause after which typing is saved by itself has not passed.
    desk.quit_and_start_at_once().await;
    steps::go(&desk, "write").await;
    desk.wait_for("One very brave duck").await;
}
