//! A card of the month, taken by the mouse to another day.

use std::cell::RefCell;
use std::time::Duration;

use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use jiff::civil::Date;
use lectern_tests::wait;
use lectern_tests::window::{Desk, PATIENCE, css};
use serde_json::{Value, json};

/// Drags the one card of the month to another day.
pub(crate) async fn drag(desk: &Desk, to: Date) {
    const MIDDLES: &str = "return [...arguments].map((one) => {\
        const { left, top, width, height } = document.querySelector(one).getBoundingClientRect();\
        return [left + width / 2, top + height / 2];\
      })";
    let day = format!(".day[data-date=\"{to}\"]");
    desk.find(&css(".month [data-entry]")).await;
    // What was said in passing may lie over the card: it is put away first, and the mouse waits until all stands still.
    let measured = async || {
        let put_away = "document.querySelectorAll('.toasts .close').forEach((one) => one.click())";
        desk.client().execute(put_away, Vec::new()).await.expect("it is put away");
        let places = desk.client().execute(MIDDLES, vec![json!(".month [data-entry]"), json!(day)]).await;
        places.expect("both can be measured")
    };
    let before = RefCell::new(Value::Null);
    let places = wait::until("the month to stand still", PATIENCE, async || {
        let now = measured().await;
        (before.replace(now.clone()) == now).then_some(now)
    })
    .await;
    let middle = |at: usize| (places[at][0].as_f64().expect("a number"), places[at][1].as_f64().expect("a number"));
    let ((x, y), (to_x, to_y)) = (middle(0), middle(1));
    let to_point = |x: f64, y: f64| PointerAction::MoveTo { duration: Some(Duration::from_millis(40)), x, y };
    let held = MouseActions::new("mouse".to_owned())
        .then(to_point(x, y))
        .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
        .then(to_point(x + 9.0, y + 9.0))
        .then(to_point(to_x, to_y));
    desk.client().perform_actions(held).await.expect("the mouse moves");
    desk.find(&css(".ghost")).await;
    desk.assert_accessible("a post is dragged").await;
    desk.screenshot("offline-dragging").await;
    let up = MouseActions::new("mouse".to_owned()).then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
    desk.client().perform_actions(up).await.expect("the mouse lets go");
}
