//! The app is MIT OR Apache-2.0: everything it is built from must allow that.

use std::collections::BTreeMap;

use lectern_tests::place;
use serde::Deserialize;

use crate::metadata::Metadata;
use crate::sources;

const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "OFL-1.1",
    "OpenSSL",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "Zlib",
];

/// Packages that name their licence in a file of their own only; each was read.
const SAID_IN_A_FILE: &[(&str, &str)] = &[("node_modules/svelte-toolbelt", "MIT")];

/// Whether a licence expression (SPDX: `AND`, `OR`, `WITH`, brackets; `/` is an old way to write `OR`) can be met.
fn allowed(expression: &str) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    either(&mut rest) && rest.is_empty()
}

fn either(rest: &mut &[&str]) -> bool {
    let mut met = both(rest);
    while let ["OR", after @ ..] = *rest {
        *rest = after;
        met |= both(rest);
    }
    met
}

fn both(rest: &mut &[&str]) -> bool {
    let mut met = one(rest);
    while let ["AND", after @ ..] = *rest {
        *rest = after;
        met &= one(rest);
    }
    met
}

fn one(rest: &mut &[&str]) -> bool {
    match *rest {
        ["(", after @ ..] => {
            *rest = after;
            let met = either(rest);
            let [")", after @ ..] = *rest else { return false };
            *rest = after;
            met
        }
        [name, "WITH", exception, after @ ..] => {
            *rest = after;
            ALLOWED.contains(&format!("{name} WITH {exception}").as_str())
        }
        [name, after @ ..] => {
            *rest = after;
            ALLOWED.contains(name)
        }
        [] => false,
    }
}

#[test]
fn expressions_are_read_as_written() {
    for fine in
        ["MIT", "MIT/Apache-2.0", "GPL-3.0 OR MIT", "(MIT OR GPL-3.0) AND ISC", "Apache-2.0 WITH LLVM-exception"]
    {
        assert!(allowed(fine), "{fine}");
    }
    for not in ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT", "AGPL-3.0-only", "GPL-2.0 WITH Classpath-exception-2.0"] {
        assert!(!allowed(not), "{not}");
    }
}

#[test]
fn every_crate_can_be_used() {
    let metadata = Metadata::read();
    let refused = metadata.packages.iter().filter(|package| !package.license.as_deref().is_some_and(allowed));
    let told = |package: &crate::metadata::Package| {
        format!("{} {}: {}", package.name, package.version, package.license.as_deref().unwrap_or("no licence"))
    };
    sources::none("licences that do not fit", &refused.map(told).collect::<Vec<_>>());
}

#[derive(Deserialize)]
struct Lock {
    packages: BTreeMap<String, Installed>,
}

#[derive(Deserialize)]
struct Installed {
    license: Option<String>,
    #[serde(default)]
    dev: bool,
}

#[test]
fn every_package_of_the_ui_can_be_used() {
    let file = place::project().join("ui/package-lock.json");
    let lock = std::fs::read_to_string(&file).expect("the UI's packages are locked");
    let lock: Lock = serde_json::from_str(&lock).expect("a lock file is JSON");
    // What only builds or tests the UI is not given to anyone.
    let shipped = lock.packages.iter().filter(|(_, package)| !package.dev);
    let said = |name: &str| SAID_IN_A_FILE.iter().find(|(known, _)| *known == name).map(|(_, licence)| *licence);
    let refused = shipped.filter(|(name, package)| {
        !name.is_empty() && !package.license.as_deref().or_else(|| said(name)).is_some_and(allowed)
    });
    let told = |(name, package): (&String, &Installed)| {
        format!("{name}: {}", package.license.as_deref().unwrap_or("no licence"))
    };
    sources::none("licences that do not fit", &refused.map(told).collect::<Vec<_>>());
}
