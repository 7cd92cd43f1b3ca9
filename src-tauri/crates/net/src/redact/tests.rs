use super::{Names, redact};
use std::path::Path;

fn shown(line: &str) -> String {
    let mut names = Names::new(Path::new("/desks/ann/lectern"));
    names.add("Glenwood Library");
    names.add("Glenwood");
    redact(line, &names)
}

#[test]
fn people_hosts_addresses_and_tokens_are_taken_out() {
    for (line, expected) in [
        ("asked https://social.example/api?token=x now", "asked (address) now"),
        ("account @library@social.example, ann@glen.example.", "account (handle), (handle)."),
        ("connecting to social.example:443", "connecting to (host)"),
        ("from 192.168.0.7:8080 and ::1", "from (host) and (host)"),
        ("did:plc:z72i7hdynmk6r22z27h6tvur spoke", "(id) spoke"),
        ("token=ZA-Yj3aBD8U8Cm7lKUp-lm9O9BmDgdhHzDeqsY8tlL0", "token=(hidden)"),
        ("Glenwood Library at /desks/ann/lectern/logs", "(name) at (data folder)/logs"),
        ("wrote \"social.example\"", "wrote \"(host)\""),
    ] {
        assert_eq!(shown(line), expected);
    }
}

#[test]
fn what_helps_stays() {
    for line in [
        "2026-11-24T09:00:00.123456Z  WARN lectern_engine::outbox::worker: deliveries could not be read",
        "crates/engine/src/rounds.rs:120: account=3 kind=RateLimited",
        "took 12.5 ms, 3.2 MB, schema 2026-11-24-first",
    ] {
        assert_eq!(shown(line), line);
    }
}
