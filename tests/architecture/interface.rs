//! The window reaches the program by one door and the network not at all. (Its other walls are its own tests', in
//! `ui/src/architecture.test.ts`.)

use crate::sources::{self, Source};

#[test]
fn nothing_goes_round_the_door() {
    let code =
        |source: &Source| source.path.starts_with("ui/src/") && source.is(&["ts", "svelte"]) && !source.is_test();
    let mut broken = Vec::new();
    for source in sources::all().into_iter().filter(code) {
        for (number, line) in source.code() {
            // The first file asks whether there is a door at all.
            let at_door = source.path.starts_with("ui/src/ipc/") || source.path == "ui/src/main.ts";
            let door = line.contains("@tauri-apps/") && !at_door;
            let network =
                ["fetch(", "XMLHttpRequest", "new WebSocket", "EventSource("].iter().any(|word| line.contains(word));
            if door || network {
                broken.push(format!("{}:{number} {}", source.path, line.trim()));
            }
        }
    }
    sources::none("use the door in `ipc`", &broken);
}
