//! What the built app shows to the libraries it is loaded with.

use std::process::Command;

use lectern_tests::place;
use lectern_tests::program::run;

/// WebKitGTK brings an SQLite of its own; symbols of ours that the app exports would take that one's place.
#[test]
fn the_app_exports_no_symbol_of_its_database() {
    let app = place::app();
    let symbols = run(Command::new("nm").args(["-D", "--defined-only"]).arg(&app));
    let exported: Vec<&str> = symbols.lines().filter(|line| line.contains("sqlite3_")).take(5).collect();
    assert!(exported.is_empty(), "{} exports {exported:?}", app.display());
}
