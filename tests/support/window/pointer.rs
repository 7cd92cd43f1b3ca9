//! A person's mouse: for a window that no driver looks at.

use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{BUTTON_PRESS_EVENT, BUTTON_RELEASE_EVENT, ConnectionExt as _, MOTION_NOTIFY_EVENT};
use x11rb::protocol::xtest::ConnectionExt as _;

/// The left button, as the display counts them.
const LEFT: u8 = 1;

/// Moves the mouse to a place of a display and clicks there.
///
/// # Panics
/// When the display does not answer.
pub(super) fn click(display: &str, x: i16, y: i16) {
    let (connection, screen) = x11rb::connect(Some(display)).expect("the display answers");
    let root = connection.setup().roots[screen].root;
    for (event, button) in [(MOTION_NOTIFY_EVENT, 0), (BUTTON_PRESS_EVENT, LEFT), (BUTTON_RELEASE_EVENT, LEFT)] {
        connection.xtest_fake_input(event, button, x11rb::CURRENT_TIME, root, x, y, 0).expect("the display listens");
    }
    // A question with an answer: everything before it has reached the display.
    connection.get_input_focus().expect("the display listens").reply().expect("the display answers");
}
