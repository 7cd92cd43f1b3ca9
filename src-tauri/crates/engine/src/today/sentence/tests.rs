use super::*;
use proptest::prelude::*;

const NOW: Timestamp = Timestamp(1_795_424_400_000);

fn facts() -> Facts {
    Facts { has_accounts: true, has_inbox: true, up_to_date: true, ..Facts::default() }
}

fn say(change: impl FnOnce(&mut Facts)) -> String {
    let mut facts = facts();
    change(&mut facts);
    sentence(&facts, NOW)
}

#[test]
fn an_empty_desk_says_how_to_begin() {
    let nothing = sentence(&Facts::default(), NOW);
    assert_eq!(nothing, "No account is connected yet. Connect one, follow a feed, or try the practice desk.");
    let begun = sentence(&Facts { drafts: 2, ..Facts::default() }, NOW);
    assert!(begun.ends_with("Two drafts are waiting on your desk."), "{begun}");
}

#[test]
fn who_waits_and_how_long() {
    assert_eq!(say(|_| {}), "Nobody waits for an answer.");
    assert_eq!(
        say(|f| (f.waiting, f.waits_since) = (1, Some(NOW.plus_seconds(-3 * 3600)))),
        "One conversation has been waiting for an answer for 3 hours."
    );
    assert_eq!(
        say(|f| (f.waiting, f.waits_since) = (14, Some(NOW.plus_seconds(-26 * 3600)))),
        "14 conversations are waiting for an answer, the longest for a day."
    );
    assert_eq!(say(|f| (f.waiting, f.waits_since) = (1, None)), "One conversation is waiting for an answer.");
    assert_eq!(
        say(|f| (f.waiting, f.waits_since) = (2, Some(NOW.plus_seconds(60)))),
        "Two conversations are waiting for an answer."
    );
}

#[test]
fn what_is_not_known_is_not_said() {
    assert_eq!(say(|f| f.up_to_date = false), "Nobody waited for an answer when Lectern last looked.");
    let offline = say(|f| (f.offline, f.under_way) = (true, 1));
    assert!(offline.starts_with("Nobody waited"), "{offline}");
    assert!(offline.ends_with("One post goes out when the line is back."), "{offline}");
    let silent = say(|f| (f.silent, f.under_way) = (Some("glen.example".to_owned()), 2));
    assert_eq!(
        silent,
        "Nobody waited for an answer when Lectern last looked. The server glen.example does not answer now; \
             everything stored here can be read. Two posts go out when it answers again."
    );
    assert_eq!(say(|f| f.has_inbox = false), "Nothing needs you now.");
}

#[test]
fn what_only_a_person_can_mend_comes_first() {
    let all = |f: &mut Facts| {
        (f.ask, f.failed, f.missed, f.sign_ins, f.in_doubt, f.paused) = (1, 2, 1, 1, 1, true);
        (f.under_way, f.planned, f.drafts, f.to_look_at) = (3, 2, 4, 2);
    };
    let mut says = Vec::new();
    let mut facts = facts();
    all(&mut facts);
    for next in 0..10 {
        says.push(besides(&facts).unwrap());
        match next {
            0 => facts.ask = 0,
            1 => facts.failed = 0,
            2 => facts.missed = 0,
            3 => facts.sign_ins = 0,
            4 => facts.in_doubt = 0,
            5 => facts.to_look_at = 0,
            6 => facts.paused = false,
            7 => facts.under_way = 0,
            8 => facts.planned = 0,
            _ => {}
        }
    }
    assert_eq!(
        says,
        [
            "One post may or may not be out: please look.",
            "Two posts were not sent and need you.",
            "One post missed its time and needs you.",
            "One account needs a new sign-in.",
            "One post is being checked: it may be out already.",
            "Two repeating posts wait to be looked at.",
            "Sending is paused: nothing goes out before you resume it.",
            "Three posts are on their way.",
            "Two posts are planned for today.",
            "Four drafts are waiting to go on with.",
        ]
    );
}

proptest! {
    #[test]
    fn it_is_always_whole_sentences_and_never_says_nobody_while_somebody_waits(
        waiting in 0..30_u32, ago in -100..10_000_000_i64, failed in 0..3_u32, ask in 0..3_u32,
        in_doubt in 0..3_u32, under_way in 0..3_u32, drafts in 0..3_u32, sign_ins in 0..3_u32,
        missed in 0..3_u32, planned in 0..3_u32, to_look_at in 0..3_u32, paused: bool, offline: bool, silent: bool, up_to_date: bool, has_accounts: bool, has_inbox: bool,
    ) {
        let waits_since = Some(NOW.plus_seconds(-ago));
        let silent = silent.then(|| "glen.example".to_owned());
        let facts = Facts {
            has_accounts, has_inbox, waiting, waits_since, silent, failed, ask, in_doubt, under_way, drafts, sign_ins, unread_since: None,
            missed, planned, to_look_at, paused, offline, up_to_date,
        };
        let words = sentence(&facts, NOW);
        prop_assert!(words.ends_with('.') && !words.contains("  ") && !words.contains('!'));
        prop_assert!(words.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()));
        if has_accounts && has_inbox && waiting > 0 {
            prop_assert!(!words.contains("Nobody"));
        }
        if has_accounts && failed + missed + ask + sign_ins > 0 {
            prop_assert!(words.contains("need") || words.contains("look"));
        }
    }
}

#[test]
fn what_was_not_read_is_not_quiet() {
    let since = Some("Friday 27 November, 9:00".to_owned());
    let facts = Facts { has_accounts: true, has_inbox: true, sign_ins: 1, unread_since: since, ..Facts::default() };
    assert_eq!(
        sentence(&facts, Timestamp(0)),
        "Nobody waited for an answer when Lectern last looked. \
         One account needs a new sign-in: nothing was read there since Friday 27 November, 9:00."
    );
}
