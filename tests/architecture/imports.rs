//! Who may import whom. The table is the one in the README; any other edge fails.

use crate::metadata::Metadata;
use crate::sources;

/// A crate and those of ours that it may import for the product.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("lectern-model", &[]),
    ("lectern-store", &["lectern-model"]),
    ("lectern-net", &["lectern-model"]),
    ("lectern-vault", &["lectern-model"]),
    ("lectern-checks", &["lectern-model"]),
    ("lectern-hours", &["lectern-model"]),
    ("lectern-records", &["lectern-model"]),
    ("lectern-connectors", &["lectern-model", "lectern-net"]),
    ("lectern-core", BELOW_CORE),
    ("lectern-outbox", BELOW_OUTBOX),
    ("lectern-inbox", BELOW_INBOX),
    ("lectern-engine", BELOW_API),
    ("lectern-api", &["lectern-model", "lectern-engine"]),
    ("lectern", &["lectern-api"]),
    ("lectern-testkit", BELOW_CORE),
    ("xtask", &[]),
];

const BELOW_CORE: &[&str] = &[
    "lectern-model",
    "lectern-store",
    "lectern-net",
    "lectern-vault",
    "lectern-checks",
    "lectern-hours",
    "lectern-records",
    "lectern-connectors",
];
const BELOW_OUTBOX: &[&str] =
    &["lectern-model", "lectern-store", "lectern-checks", "lectern-hours", "lectern-connectors", "lectern-core"];
/// What a library hears knows what it sent: an answer goes out through the outbox, never the other way round.
const BELOW_INBOX: &[&str] = &[
    "lectern-model",
    "lectern-store",
    "lectern-checks",
    "lectern-hours",
    "lectern-connectors",
    "lectern-core",
    "lectern-outbox",
];
const BELOW_API: &[&str] = &[
    "lectern-model",
    "lectern-store",
    "lectern-net",
    "lectern-vault",
    "lectern-checks",
    "lectern-hours",
    "lectern-records",
    "lectern-connectors",
    "lectern-core",
    "lectern-outbox",
    "lectern-inbox",
];

/// What only one crate touches, so that everything it does has one home. A name ending in `*` stands for a family.
const ONLY_USERS: &[(&str, &[&str])] = &[
    ("rusqlite", &["lectern-store"]),
    ("reqwest", &["lectern-net"]),
    ("tokio-tungstenite", &["lectern-net"]),
    ("keyring*", &["lectern-vault"]),
    ("zbus-secret-service-keyring-store", &["lectern-vault"]),
    ("apple-native-keyring-store", &["lectern-vault"]),
    ("windows-native-keyring-store", &["lectern-vault"]),
    ("tauri*", &["lectern"]),
    ("zbus", &["lectern"]),
    // model says which of its nouns cross the door; api writes them out.
    ("ts-rs", &["lectern-model", "lectern-api"]),
];

/// Stands above everything and imports what it tests.
const TESTS: &str = "lectern-tests";

#[test]
fn crates_import_only_what_the_table_allows() {
    let metadata = Metadata::read();
    let mut broken = Vec::new();
    for package in metadata.ours().filter(|package| package.name != TESTS) {
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == package.name) else {
            broken.push(format!("{} is not in the table", package.name));
            continue;
        };
        for dependency in &package.dependencies {
            let name = dependency.name.as_str();
            let of_tests = dependency.is_for_tests() && (name == "lectern-testkit" || BELOW_CORE.contains(&name));
            let ours = name == "lectern" || name.starts_with("lectern-") || name == "xtask";
            if ours && !allowed.contains(&name) && !of_tests {
                broken.push(format!("{} imports {name}", package.name));
            }
        }
    }
    sources::none("the import table does not allow", &broken);
}

#[test]
fn what_has_one_home_has_one_user() {
    let metadata = Metadata::read();
    let mut broken = Vec::new();
    for package in metadata.ours().filter(|package| package.name != TESTS) {
        for dependency in package.dependencies.iter().filter(|dependency| !dependency.is_for_tests()) {
            let fits = |pattern: &str| match pattern.strip_suffix('*') {
                Some(family) => dependency.name.starts_with(family),
                None => dependency.name == pattern,
            };
            let home = ONLY_USERS.iter().find(|(pattern, _)| fits(pattern));
            if home.is_some_and(|(_, users)| !users.contains(&package.name.as_str())) {
                broken.push(format!("{} uses {}", package.name, dependency.name));
            }
        }
    }
    sources::none("only another crate may use it", &broken);
}

#[test]
fn every_crate_takes_the_workspace_lints() {
    let manifests = sources::all().into_iter().filter(|source| source.path.ends_with("/Cargo.toml"));
    let taken = |text: &str| text.contains("[lints]\nworkspace = true");
    // The tests restate them, because tests may unwrap.
    let broken: Vec<String> = manifests
        .filter(|manifest| manifest.path != "tests/Cargo.toml" && !taken(&manifest.text))
        .map(|manifest| manifest.path)
        .collect();
    sources::none("no workspace lints in", &broken);
}
