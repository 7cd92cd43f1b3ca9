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
    /// When the only one of them was last read, in words.
    pub(crate) unread_since: Option<String>,
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
        return Some(match &facts.unread_since {
            Some(since) => format!("One account needs a new sign-in: nothing was read there since {since}."),
            None => need(facts.sign_ins, "account needs a new sign-in.", "accounts need a new sign-in."),
        });
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
mod tests;
