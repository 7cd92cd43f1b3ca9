//! Above the connectors, no code names a platform: what a platform can do is known by the parts it returns.

use crate::sources;

/// Names by which a platform could be told from another. `rss` and `practice` are words of the product as well.
const NAMES: &[&str] = &[
    "mastodon",
    "bluesky",
    "bsky",
    "atproto",
    "gotosocial",
    "pleroma",
    "akkoma",
    "pixelfed",
    "facebook",
    "instagram",
    "linkedin",
    "youtube",
    "tiktok",
];

#[test]
fn no_code_above_the_connectors_names_a_platform() {
    let mut broken = Vec::new();
    for source in sources::all() {
        let above = ["ui/src/", "src-tauri/src/", "src-tauri/crates/"].iter().any(|top| source.path.starts_with(top));
        let below = ["/connectors/", "/testkit/", "/words/"].iter().any(|part| source.path.contains(part));
        let code = source.is(&["rs", "ts", "svelte"]) && !source.is_test() && !source.is_generated();
        if !above || below || !code {
            continue;
        }
        for (number, line) in source.code() {
            let lower = line.to_lowercase();
            if let Some(name) = NAMES.iter().find(|name| lower.contains(**name)) {
                broken.push(format!("{}:{number} names {name}", source.path));
            }
        }
    }
    sources::none("ask which parts a platform has, not what it is called", &broken);
}
