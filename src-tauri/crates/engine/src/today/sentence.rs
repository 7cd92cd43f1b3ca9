//! One plain, true sentence or two.

use lectern_model::Timestamp;

/// What the sentence is written from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    /// Whether there is any account.
    pub(crate) has_accounts: bool,
    /// Whether any account can be written to.
    pub(crate) has_inbox: bool,
    /// How many conversations wait.
    pub(crate) waiting: u32,
    /// Since when the oldest waits.
    pub(crate) waits_since: Option<Timestamp>,
    /// Posts that failed.
    pub(crate) failed: u32,
    /// Posts that missed their time.
    pub(crate) missed: u32,
    /// Posts nobody knows of whether they are there, and a person must look.
    pub(crate) ask: u32,
    /// Posts that the platform is being asked about.
    pub(crate) in_doubt: u32,
    /// Posts that are due or being sent.
    pub(crate) under_way: u32,
    /// Posts that are planned for today.
    pub(crate) planned: u32,
    /// Posts of series that wait to be looked at.
    pub(crate) to_look_at: u32,
    /// Whether everything is paused.
    pub(crate) paused: bool,
    /// Drafts to go on with.
    pub(crate) drafts: u32,
    /// Accounts that need a new sign-in.
    pub(crate) sign_ins: u32,
    /// Whether there is no line.
    pub(crate) offline: bool,
    /// The only server that is called, where it was not reached.
    pub(crate) silent: Option<String>,
    /// Whether every account was read since the program started, or lately.
    pub(crate) up_to_date: bool,
}

/// The sentence: who waits, then the one thing that matters most besides.
pub(crate) fn sentence(facts: &Facts, now: Timestamp) -> String {
    if !facts.has_accounts {
        let start = "No account is connected yet. Connect one, follow a feed, or try the practice desk.";
        return match facts.drafts {
            0 => start.to_owned(),
            n => format!("{start} {} on your desk.", drafts(n)),
        };
    }
    let second = besides(facts);
    match (who_waits(facts, now), second) {
        (Some(first), Some(second)) => format!("{first} {second}"),
        (Some(only), None) | (None, Some(only)) => only,
        (None, None) => "Nothing needs you now.".to_owned(),
    }
}

fn who_waits(facts: &Facts, now: Timestamp) -> Option<String> {
    if !facts.has_inbox {
        return None;
    }
    let since = facts.waits_since.map(|since| how_long(since, now)).unwrap_or_default();
    Some(match facts.waiting {
        // Nobody waits as far as is known: what has not been read cannot be known.
        0 if facts.offline || facts.silent.is_some() || !facts.up_to_date => {
            "Nobody waited for an answer when Lectern last looked.".to_owned()
        }
        0 => "Nobody waits for an answer.".to_owned(),
        1 if since.is_empty() => "One conversation is waiting for an answer.".to_owned(),
        1 => format!("One conversation has been waiting for an answer {since}."),
        n if since.is_empty() => format!("{} conversations are waiting for an answer.", number(n)),
        n => format!("{} conversations are waiting for an answer, the longest {since}.", number(n)),
    })
}

/// What matters most besides: what only a person can mend comes first.
fn besides(facts: &Facts) -> Option<String> {
    let need = |n: u32, one: &str, many: &str| match n {
        1 => format!("One {one}"),
        n => format!("{} {many}", number(n)),
    };
    if facts.ask > 0 {
        return Some(need(
            facts.ask,
            "post may or may not be out: please look.",
            "posts may or may not be out: please look.",
        ));
    }
    if facts.failed > 0 {
        return Some(need(facts.failed, "post was not sent and needs you.", "posts were not sent and need you."));
    }
    if facts.missed > 0 {
        return Some(need(
            facts.missed,
            "post missed its time and needs you.",
            "posts missed their time and need you.",
        ));
    }
    if facts.sign_ins > 0 {
        return Some(need(facts.sign_ins, "account needs a new sign-in.", "accounts need a new sign-in."));
    }
    if facts.in_doubt > 0 {
        return Some(need(
            facts.in_doubt,
            "post is being checked: it may be out already.",
            "posts are being checked: they may be out already.",
        ));
    }
    if facts.to_look_at > 0 {
        return Some(need(
            facts.to_look_at,
            "repeating post waits to be looked at.",
            "repeating posts wait to be looked at.",
        ));
    }
    if facts.paused {
        return Some("Sending is paused: nothing goes out before you resume it.".to_owned());
    }
    let cut = match &facts.silent {
        Some(server) => Some((format!("The server {server} does not answer now"), "it answers again")),
        None => facts.offline.then(|| ("There is no line now".to_owned(), "the line is back")),
    };
    if let Some((what, then)) = cut {
        let waiting = match facts.under_way {
            0 => String::new(),
            1 => format!(" One post goes out when {then}."),
            n => format!(" {} posts go out when {then}.", number(n)),
        };
        return Some(format!("{what}; everything stored here can be read.{waiting}"));
    }
    if facts.under_way > 0 {
        return Some(need(facts.under_way, "post is on its way.", "posts are on their way."));
    }
    if facts.planned > 0 {
        return Some(need(facts.planned, "post is planned for today.", "posts are planned for today."));
    }
    (facts.drafts > 0).then(|| format!("{} to go on with.", drafts(facts.drafts)))
}

fn drafts(n: u32) -> String {
    match n {
        1 => "One draft is waiting".to_owned(),
        n => format!("{} drafts are waiting", number(n)),
    }
}

/// Numbers up to twelve as words.
fn number(n: u32) -> String {
    const WORDS: [&str; 13] =
        ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"];
    usize::try_from(n).ok().and_then(|n| WORDS.get(n)).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

/// How long, in the largest unit that is true. A moment in the future, by a clock that was wrong, says nothing.
fn how_long(since: Timestamp, now: Timestamp) -> String {
    let minutes = now.since(since) / 60_000;
    let some = |n: i64, one: &str, many: &str| match n {
        1 => format!("for {one}"),
        n => format!("for {n} {many}"),
    };
    match minutes {
        ..0 => String::new(),
        0 => "for less than a minute".to_owned(),
        1..60 => some(minutes, "a minute", "minutes"),
        60..1440 => some(minutes / 60, "an hour", "hours"),
        _ => some(minutes / 1440, "a day", "days"),
    }
}

#[cfg(test)]
mod tests {
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
                has_accounts, has_inbox, waiting, waits_since, silent, failed, ask, in_doubt, under_way, drafts, sign_ins,
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
}
