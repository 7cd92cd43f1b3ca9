//! Every recorded or specified body can be read by the library its connector reads with.

use crate::made::name;
use lectern_connectors::{all, rss::opml};
use std::path::{Path, PathBuf};

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

#[test]
fn every_fixture_parses() {
    let mut read = 0;
    for connector in all() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(name(&connector)).join("fixtures");
        for file in files(&folder) {
            let bytes = std::fs::read(&file).unwrap();
            let outcome = match file.extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
                "json" => serde_json::from_slice::<serde_json::Value>(&bytes).map(drop).map_err(|why| why.to_string()),
                "xml" | "rss" | "atom" => feed_rs::parser::parse(&*bytes).map(drop).map_err(|why| why.to_string()),
                "opml" => opml::read(&bytes).map(drop).map_err(str::to_owned),
                "html" | "txt" => std::str::from_utf8(&bytes).map(drop).map_err(|why| why.to_string()),
                other => Err(format!("nobody knows how to read .{other}")),
            };
            assert!(outcome.is_ok(), "{}: {outcome:?}", file.display());
            read += 1;
        }
    }
    assert!(read > 0);
}
