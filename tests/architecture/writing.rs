//! How things are written: headers, silenced lints, unfinished work, paths of one computer.

use crate::sources;

#[test]
fn every_rust_file_begins_with_what_it_is_for() {
    let rust = sources::all().into_iter().filter(|source| source.is(&["rs"]) && !source.is_generated());
    let rust = rust.filter(|source| !source.path.ends_with("/tests.rs"));
    let said =
        |text: &str| text.lines().find(|line| !line.starts_with("#!")).is_some_and(|line| line.starts_with("//!"));
    let broken: Vec<String> = rust.filter(|source| !said(&source.text)).map(|source| source.path).collect();
    sources::none("begin these with a `//!` header", &broken);
}

#[test]
fn nothing_is_silenced_without_a_reason_or_left_unfinished() {
    // Written in two parts, so that this file does not find itself.
    let marks = [
        concat!("#[all", "ow("),
        concat!("#![all", "ow("),
        concat!("#[ign", "ore"),
        concat!("tod", "o!("),
        concat!("unimplem", "ented!("),
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("@ts-", "ignore"),
        concat!(".skip", "("),
        concat!(".only", "("),
    ];
    let mut broken = Vec::new();
    for source in sources::all() {
        if source.is_generated() || !source.is(&["rs", "ts", "svelte", "mjs", "js", "css", "sql"]) {
            continue;
        }
        for (number, line) in source.lines() {
            let rust_iterator = source.is(&["rs"]) && line.contains(".skip(");
            if let Some(mark) = marks.iter().find(|mark| line.contains(**mark) && !rust_iterator) {
                broken.push(format!("{}:{number} {mark}", source.path));
            }
        }
    }
    sources::none("finish it, or expect it with a reason", &broken);
}

#[test]
fn no_path_of_one_computer_is_written_down() {
    let starts = [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/tm", "p/")];
    let mut broken = Vec::new();
    for source in sources::all().iter().filter(|source| !source.path.ends_with(".lock")) {
        for (number, line) in source.lines() {
            // A path begins a word; the same letters inside an address of the web do not.
            let begins = |start: &&&str| {
                line.match_indices(**start).any(|(at, _)| {
                    line.get(..at)
                        .and_then(|before| before.chars().next_back())
                        .is_none_or(|c| " \t\"'`=(:".contains(c))
                })
            };
            if let Some(start) = starts.iter().find(begins) {
                broken.push(format!("{}:{number} {start}", source.path));
            }
        }
    }
    sources::none("paths of one computer", &broken);
}

#[test]
fn lock_files_of_packages_name_no_server() {
    let locks = sources::all().into_iter().filter(|source| source.path.ends_with("package-lock.json"));
    let broken: Vec<String> = locks.filter(|lock| lock.text.contains("\"resolved\"")).map(|lock| lock.path).collect();
    sources::none("make these again with `omit-lockfile-registry-resolved`", &broken);
}

/// clippy forbids the clock, the environment and `tokio::spawn`; only their homes may expect it to complain.
#[test]
fn clock_environment_and_tasks_have_one_home() {
    let homes = [
        "src-tauri/build.rs",
        "src-tauri/crates/core/src/clock.rs",
        "src-tauri/crates/core/src/tasks.rs",
        // Measurements need a stopwatch; they are no part of the program.
        "src-tauri/crates/store/benches/desk.rs",
        "src-tauri/crates/store/benches/inbox.rs",
        "src-tauri/xtask/src/main.rs",
    ];
    let rust = sources::all().into_iter().filter(|source| source.is(&["rs"]) && !source.is_test());
    let broken: Vec<String> = rust
        .filter(|source| source.code().any(|(_, line)| line.contains("clippy::disallowed_methods")))
        .filter(|source| !homes.contains(&source.path.as_str()))
        .map(|source| source.path)
        .collect();
    sources::none("these have a home of their own", &broken);
}
