//! The display a desk is on: what stands there, and asking a window to close, as the cross in its corner does. There is no
//! window manager to do it for us.

use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{
    AtomEnum, ClientMessageEvent, ConnectionExt as _, EventMask, ImageFormat, MapState, Window,
};
use x11rb::rust_connection::RustConnection;

/// Sends every window of that name on a display the wish to close. None is left: nothing happens.
///
/// # Panics
/// When the display does not answer.
pub(super) fn ask_to_close(display: &str, name: &str) {
    let (connection, screen) = x11rb::connect(Some(display)).expect("the display answers");
    let root = connection.setup().roots[screen].root;
    let atom = |name: &[u8]| {
        let asked = connection.intern_atom(false, name).expect("the display listens");
        asked.reply().expect("the display answers").atom
    };
    let (protocols, delete) = (atom(b"WM_PROTOCOLS"), atom(b"WM_DELETE_WINDOW"));
    let named: Vec<Window> = below(&connection, root).into_iter().filter(|w| is_named(&connection, *w, name)).collect();
    for window in named {
        let wish = ClientMessageEvent::new(32, window, protocols, [delete, x11rb::CURRENT_TIME, 0, 0, 0]);
        connection.send_event(false, window, EventMask::NO_EVENT, wish).expect("the display listens");
    }
    // A question with an answer: everything before it has reached the display.
    let asked = connection.get_input_focus().expect("the display listens");
    asked.reply().expect("the display answers");
}

/// Whether a window of that name is shown on a display.
///
/// # Panics
/// When the display does not answer.
pub(super) fn stands(display: &str, name: &str) -> bool {
    let (connection, screen) = x11rb::connect(Some(display)).expect("the display answers");
    let root = connection.setup().roots[screen].root;
    below(&connection, root).into_iter().filter(|window| is_named(&connection, *window, name)).any(|window| {
        let asked = connection.get_window_attributes(window).expect("the display listens").reply();
        asked.is_ok_and(|found| found.map_state == MapState::VIEWABLE)
    })
}

/// What a whole display shows, four bytes a pixel.
///
/// # Panics
/// When the display does not answer.
pub(super) fn pixels(display: &str) -> Vec<u8> {
    let (connection, screen) = x11rb::connect(Some(display)).expect("the display answers");
    let screen = &connection.setup().roots[screen];
    let (width, height) = (screen.width_in_pixels, screen.height_in_pixels);
    let asked = connection.get_image(ImageFormat::Z_PIXMAP, screen.root, 0, 0, width, height, u32::MAX);
    asked.expect("the display listens").reply().expect("the display answers").data
}

/// Every window below one.
fn below(connection: &RustConnection, window: Window) -> Vec<Window> {
    let tree = connection.query_tree(window).expect("the display listens").reply();
    let children = tree.map(|tree| tree.children).unwrap_or_default();
    let deeper: Vec<Window> = children.iter().flat_map(|child| below(connection, *child)).collect();
    children.into_iter().chain(deeper).collect()
}

fn is_named(connection: &RustConnection, window: Window, name: &str) -> bool {
    let asked = connection.get_property(false, window, AtomEnum::WM_NAME, AtomEnum::ANY, 0, 64);
    let property = asked.expect("the display listens").reply();
    property.is_ok_and(|property| property.value == name.as_bytes())
}
