//! Looking at what the window shows, light and dark, wide and narrow: everybody can use it and all of it can be reached.
//! The pictures are kept in `target/window`, to be looked at.

use lectern_tests::window::Desk;
use serde_json::json;

use crate::steps;

const WIDE: (u32, u32) = (1280, 820);
const NARROW: (u32, u32) = (900, 600);
const THEMES: [&str; 2] = ["light", "dark"];

/// The page, a dialog or a menu that does not fit into the window or is wider than its frame.
const CUT_OFF: &str = "return [...document.querySelectorAll('main, [role=dialog], [role=menu]')].filter((one) => {\
    const { top, left, bottom, right } = one.getBoundingClientRect();\
    return top < 0 || left < 0 || bottom > innerHeight || right > innerWidth || one.scrollWidth > one.clientWidth;\
  }).map((one) => `${one.tagName} ${one.className}: ${JSON.stringify(one.getBoundingClientRect())}`);";

/// Looks at an open desk in every theme and size.
pub(crate) async fn look(desk: &Desk, name: &str) {
    for theme in THEMES {
        steps::wear(desk, theme).await;
        in_both_sizes(desk, name, theme).await;
    }
    desk.resize(WIDE.0, WIDE.1).await;
}

/// Looks at a desk that could not be opened: it has no settings to choose a look by.
pub(crate) async fn look_at_closed(desk: &Desk, name: &str) {
    for theme in THEMES {
        steps::put_on(desk, theme).await;
        in_both_sizes(desk, name, theme).await;
    }
    desk.resize(WIDE.0, WIDE.1).await;
}

async fn in_both_sizes(desk: &Desk, name: &str, theme: &str) {
    for (width, height) in [WIDE, NARROW] {
        desk.resize(width, height).await;
        let look = format!("{name}, {theme}, {width} x {height}");
        desk.assert_accessible(&look).await;
        desk.screenshot(&format!("{name}-{theme}-{width}")).await;
        let cut_off = desk.client().execute(CUT_OFF, Vec::new()).await.expect("the page can be measured");
        assert_eq!(cut_off, json!([]), "{look}: does not fit into the window");
    }
}
