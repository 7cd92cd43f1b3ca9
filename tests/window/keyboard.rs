//! The keyboard alone: keys, letters, and going on by Tab. Nothing here touches the mouse.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use lectern_tests::wait;
use lectern_tests::window::{Desk, PATIENCE, Sought, css};
use serde_json::json;

/// So many stops a page may have.
const MOST_STOPS: usize = 120;

/// Presses keys together.
pub(crate) async fn press(desk: &Desk, keys: &[Key]) {
    let keys: Vec<char> = keys.iter().copied().map(char::from).collect();
    desk.press(&keys).await;
}

/// Presses one letter after the other.
pub(crate) async fn type_keys(desk: &Desk, words: &str) {
    for letter in words.chars() {
        desk.press(&[letter]).await;
    }
}

/// Presses letters that belong together, such as `gc`, in one go: the page waits only a moment for the second.
pub(crate) async fn chord(desk: &Desk, letters: &str) {
    let pressed = letters.chars().flat_map(|value| [KeyAction::Down { value }, KeyAction::Up { value }]);
    let actions = pressed.fold(KeyActions::new("keyboard".to_owned()), KeyActions::then);
    desk.client().perform_actions(actions).await.expect("the keys are pressed");
}

/// Takes a line of the menu that opens, by its first letter. The menu takes the letter once it has the focus, and Enter
/// once it has gone to the line.
pub(crate) async fn choose_by_letter(desk: &Desk, letter: &str, line: &str) {
    desk.find(&css("[role=menu] [role=menuitem]:focus, [role=menu]:focus")).await;
    type_keys(desk, letter).await;
    until_at_line(desk, line).await;
    press(desk, &[Key::Enter]).await;
}

/// Waits until an open menu has gone to a line: a key that comes sooner is not the menu's.
pub(crate) async fn until_at_line(desk: &Desk, line: &str) {
    let there = "return document.activeElement.matches('[role=menuitem]')\
        && document.activeElement.textContent.trim().startsWith(arguments[0])";
    wait::until(&format!("the menu goes to {line}"), PATIENCE, async || {
        let now = desk.client().execute(there, vec![json!(line)]).await.unwrap_or_default();
        (now == json!(true)).then_some(())
    })
    .await;
}

/// Goes on by Tab until something of this name has the focus.
pub(crate) async fn tab_to(desk: &Desk, name: &str) {
    let named = "const one = document.activeElement;\
        const name = one.getAttribute('aria-label') ?? one.labels?.[0]?.textContent ?? one.textContent;\
        return name.trim() === arguments[0]";
    go_on(desk, &[Key::Tab], named, name).await;
}

/// Goes on by Tab until something that this CSS selector fits has the focus.
pub(crate) async fn tab_to_css(desk: &Desk, selector: &str) {
    go_on(desk, &[Key::Tab], FITS, selector).await;
}

/// As [`tab_to_css`], backwards.
pub(crate) async fn tab_back_to_css(desk: &Desk, selector: &str) {
    go_on(desk, &[Key::Shift, Key::Tab], FITS, selector).await;
}

const FITS: &str = "return document.activeElement.matches(arguments[0])";

async fn go_on(desk: &Desk, keys: &[Key], there: &str, wanted: &str) {
    for _ in 0..MOST_STOPS {
        let now = desk.client().execute(there, vec![json!(wanted)]).await.unwrap_or_default();
        if now == json!(true) {
            return;
        }
        press(desk, keys).await;
    }
    let _ = desk.screenshot("failed-keyboard").await;
    panic!("the keyboard does not come to {wanted:?}");
}

/// Gives the keyboard to something at once, where the way there is walked elsewhere.
pub(crate) async fn focus(desk: &Desk, sought: &Sought) {
    let element = desk.find(sought).await;
    let element = serde_json::to_value(&element).expect("an element");
    desk.client().execute("arguments[0].focus()", vec![element]).await.expect("it takes the focus");
}
