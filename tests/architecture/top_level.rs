//! The top level is fixed, and the README's map is true.

use std::collections::BTreeSet;

use lectern_tests::place;

use crate::sources;

const ALLOWED: &[&str] =
    &["Cargo.toml", "Cargo.lock", "README.md", "LICENSE-MIT", "LICENSE-APACHE", "icons", "ui", "src-tauri", "tests"];

#[test]
fn nothing_stands_beside_what_is_allowed() {
    let paths = sources::paths();
    let tops: BTreeSet<&str> = paths.iter().filter_map(|path| path.split('/').next()).collect();
    let extra = tops.iter().filter(|top| !top.starts_with('.') && !ALLOWED.contains(top));
    sources::none("not at the top level", &extra.map(|top| (*top).to_owned()).collect::<Vec<_>>());
}

#[test]
fn the_readme_shows_every_crate_on_its_map() {
    let readme = std::fs::read_to_string(place::project().join("README.md")).expect("there is a README");
    let crates = std::fs::read_dir(place::project().join("src-tauri/crates")).expect("there are crates");
    let names = crates.flatten().map(|entry| format!("{}/", entry.file_name().to_string_lossy()));
    let missing: Vec<String> = names.filter(|name| !readme.contains(name.as_str())).collect();
    sources::none("not on the README's map", &missing);
}
