//! The UI's own walls: features do not know each other, parts do not know features, and one component shows HTML.

use std::path::{Component, Path, PathBuf};

use crate::sources::{self, Source};

/// Which folders of `ui/src` may not be imported from which.
const WALLS: &[(&str, &[&str])] = &[
    ("kit", &["features", "app", "ipc"]),
    ("lib", &["features", "app", "ipc", "kit", "words"]),
    ("ipc", &["features", "app", "kit"]),
    ("words", &["features", "app", "ipc", "kit"]),
    ("features", &["app"]),
];

fn interface() -> impl Iterator<Item = Source> {
    let ours = |source: &Source| source.path.starts_with("ui/src/") && source.is(&["ts", "svelte", "js"]);
    sources::all().into_iter().filter(ours)
}

/// What a file imports from inside `ui/src`, as folders and file below it.
fn imports(source: &Source) -> Vec<PathBuf> {
    let quoted = |line: &str| {
        let (_, rest) = line.split_once("from ").or_else(|| line.split_once("import "))?;
        let quote = rest.chars().find(|c| matches!(c, '\'' | '"'))?;
        rest.split(quote).nth(1).map(str::to_owned)
    };
    let here = Path::new(&source.path).parent().unwrap_or(Path::new("")).to_path_buf();
    let resolve = |target: String| match target.strip_prefix('$') {
        Some(alias) => Some(PathBuf::from(alias)),
        None if target.starts_with('.') => tidy(&here.join(target)).strip_prefix("ui/src").ok().map(Path::to_path_buf),
        None => None,
    };
    source.lines().filter_map(|(_, line)| quoted(line)).filter_map(resolve).collect()
}

/// The path without its steps up.
fn tidy(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut tidied, part| {
        match part {
            Component::ParentDir => drop(tidied.pop()),
            Component::CurDir => {}
            other => tidied.push(other),
        }
        tidied
    })
}

fn part(path: &Path, number: usize) -> Option<&str> {
    path.components().nth(number)?.as_os_str().to_str()
}

#[test]
fn features_do_not_import_features_and_walls_hold() {
    let mut broken = Vec::new();
    for source in interface() {
        let place = source.path.trim_start_matches("ui/src/");
        let (folder, feature) = (part(Path::new(place), 0), part(Path::new(place), 1));
        for import in imports(&source) {
            let (to, to_feature) = (part(&import, 0), part(&import, 1));
            let sideways = folder == Some("features") && to == Some("features") && feature != to_feature;
            let through =
                WALLS.iter().any(|(from, not)| folder == Some(from) && to.is_some_and(|to| not.contains(&to)));
            if sideways || (through && !source.is_test()) {
                broken.push(format!("{} imports {}", source.path, import.display()));
            }
        }
    }
    sources::none("walls of the UI", &broken);
}

#[test]
fn one_component_shows_html() {
    let shows = |source: &Source| source.code().any(|(_, line)| line.contains(concat!("{@ht", "ml")));
    let showing: Vec<String> = interface().filter(shows).map(|source| source.path).collect();
    assert!(showing.len() <= 1, "only one component may show HTML, not all of {showing:?}");
}

#[test]
fn nothing_goes_round_the_door() {
    let mut broken = Vec::new();
    for source in interface().filter(|source| !source.is_test() && !source.is_generated()) {
        for (number, line) in source.code() {
            let door = line.contains("@tauri-apps/") && !source.path.starts_with("ui/src/ipc/");
            let remote = line.contains("fetch(") || line.contains("XMLHttpRequest") || line.contains("innerHTML");
            if door || remote {
                broken.push(format!("{}:{number} {}", source.path, line.trim()));
            }
        }
    }
    sources::none("use the door in `ipc`", &broken);
}
