use super::Chain;
use crate::entry::{Entry, FIRST, written};
use lectern_model::{RecordBody, RecordId, RecordKind, RecordWords, Timestamp};
use proptest::prelude::*;

fn log(count: i64) -> Vec<(Entry, String)> {
    let mut previous = FIRST.to_owned();
    let mut log = Vec::new();
    for number in 1..=count {
        let words = RecordWords { text: format!("Post {number}"), ..RecordWords::default() };
        let body = written(&RecordBody { salt: format!("{number:032x}"), words, ..RecordBody::default() });
        let entry = Entry::after(&previous, RecordId(number), Timestamp(number * 1000), RecordKind::Published, &body);
        previous.clone_from(&entry.hash);
        log.push((entry, body));
    }
    log
}

fn first_bad(log: &[(Entry, String)]) -> Option<i64> {
    let mut chain = Chain::default();
    log.iter().find_map(|(entry, body)| chain.next(entry, Some(body)).err()).map(|broken| broken.number.0)
}

#[test]
fn a_log_as_it_was_written_is_whole_also_where_bodies_are_gone() {
    let log = log(20);
    let mut chain = Chain::default();
    for (n, (entry, body)) in log.iter().enumerate() {
        chain.next(entry, (n % 3 != 0).then_some(body.as_str())).unwrap();
    }
    assert_eq!((chain.length, chain.head), (20, log[19].0.hash.clone()));
}

proptest! {
    #[test]
    fn the_first_bad_record_is_named(at in 0_usize..20, how in 0..7_u8) {
        let mut log = log(20);
        let number = i64::try_from(at).unwrap() + 1;
        let mut named = number;
        match how {
            0 => log[at].1.push(' '),
            1 => log[at].0.at = log[at].0.at.plus_seconds(1),
            2 => log[at].0.kind = RecordKind::Hidden,
            3 => log[at].0.hash = "f".repeat(64),
            4 if at + 1 < 20 => { log.remove(at); }
            5 if at + 1 < 20 => log.swap(at, at + 1),
            _ => { let twice = log[at].clone(); log.insert(at, twice); named = number; }
        }
        let bad = first_bad(&log);
        // What stands twice is found at the second of the two.
        prop_assert!(bad == Some(named) || bad == Some(named + 1), "{bad:?} instead of {named}");
    }

    #[test]
    fn who_changes_a_record_and_all_that_follows_has_another_head(at in 0_usize..20) {
        let honest = log(20);
        let mut previous = if at == 0 { FIRST.to_owned() } else { honest[at - 1].0.hash.clone() };
        for (n, (entry, body)) in honest.iter().enumerate().skip(at) {
            let body = if n == at { body.replace("Post", "Lost") } else { body.clone() };
            previous = Entry::after(&previous, entry.number, entry.at, entry.kind, &body).hash;
        }
        prop_assert_ne!(previous, honest[19].0.hash.clone());
    }
}
