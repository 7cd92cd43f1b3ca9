//! The window opens, can be used by everybody, and is there again after it was closed and after it was killed.

use std::time::Duration;

use lectern_tests::wait;
use lectern_tests::window::{Desk, PATIENCE, button, field};

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
async fn a_page_that_crashes_comes_back_and_the_app_goes_on() {
    let mut desk = steps::at_practice().await;
    let (x, y) = steps::middle(&desk, "nav a[href='#/inbox']").await;
    // The driver gives up a page that crashed; a person does not.
    desk.without_driver(async |desk| {
        let app = desk.app_process();
        let before = wait::until("a page that stands still", PATIENCE, async || {
            let (page, first) = (desk.page_process()?, desk.pixels());
            tokio::time::sleep(Duration::from_secs(1)).await;
            (is_drawn(&first) && alike(&first, &desk.pixels())).then_some((page, first))
        })
        .await;
        desk.crash_page();
        wait::until_some("the same page from a new process", PATIENCE, || {
            let anew = desk.page_process().is_some_and(|page| page != before.0);
            (anew && alike(&before.1, &desk.pixels())).then_some(())
        })
        .await;
        assert_eq!(desk.app_process(), app, "the app itself went on");
        desk.click_at(x, y);
        let moved = || (!alike(&before.1, &desk.pixels())).then_some(());
        wait::until_some("the other page after a click", PATIENCE, moved).await;
    })
    .await;
    desk.wait_for("Waiting for an answer").await;
}

/// Whether there is more on a display than one colour.
fn is_drawn(pixels: &[u8]) -> bool {
    let first = pixels.get(..4);
    pixels.chunks_exact(4).filter(|pixel| first != Some(pixel)).count() > pixels.len() / 400
}

/// Whether two pictures of a display are the same but for a clock or a cursor.
fn alike(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).filter(|(one, other)| one != other).count() < one.len() / 200
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
