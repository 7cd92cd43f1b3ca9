//! What happens in the journey: what is written for when, when nothing can go out, and when the person looks.

use super::wall::{Minute, Wall, wall};

/// The platform and the name of each account.
pub(super) const ACCOUNTS: [(&str, &str); 6] = [
    ("scripted", "library"),
    ("scripted", "branch"),
    ("scripted", "archive"),
    ("other", "library"),
    ("other", "branch"),
    ("other", "children"),
];
/// The Mondays of the weeks that are played.
const MONDAYS: [i64; 7] = [0, 7, 14, 21, 28, 168, 175];
/// The journey begins and ends in these minutes.
pub(super) const BEGIN: Wall = wall(0, 6, 0);
pub(super) const END: Wall = wall(182, 6, 0);

/// Why nothing goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shut {
    /// The computer sleeps, and goes on where it was.
    Asleep,
    /// The computer is off: the program ends, and is started again.
    Off,
    /// The person paused everything.
    Paused,
    /// The line is cut.
    Offline,
}

/// A time in which nothing goes out: after `from` and before `until`, both of them excluded.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spell {
    pub(super) why: Shut,
    pub(super) from: Minute,
    pub(super) until: Minute,
    /// When the person looks at what was missed.
    pub(super) look: Minute,
}

impl Spell {
    /// Whether it lasts at this moment.
    pub(super) fn holds(&self, at: Minute) -> bool {
        self.from < at && at < self.until
    }

    /// Whether the computer does nothing at all at this moment.
    pub(super) fn is_dark(&self, at: Minute) -> bool {
        matches!(self.why, Shut::Asleep | Shut::Off) && self.holds(at)
    }
}

/// All of them, in their order.
pub(super) fn spells() -> Vec<Spell> {
    let spell = |why, from: Minute, until: Minute, look: Wall| Spell { why, from, until, look: look.at() };
    let plain = |why, from: Wall, until: Wall, look: Wall| spell(why, from.at(), until.at(), look);
    vec![
        // A long sleep, of two hours; later two of two days, and the winter.
        plain(Shut::Asleep, wall(9, 13, 0), wall(9, 15, 10), wall(9, 15, 55)),
        // A week of silence.
        plain(Shut::Paused, wall(10, 11, 0), wall(17, 11, 0), wall(17, 11, 45)),
        // A nap while the clock is put back: 2:40 to 2:15, thirty-five minutes.
        spell(Shut::Asleep, wall(20, 2, 40).at(), wall(20, 2, 15).again(), wall(20, 8, 30)),
        plain(Shut::Off, wall(25, 18, 0), wall(27, 9, 20), wall(28, 9, 45)),
        plain(Shut::Offline, wall(29, 9, 0), wall(29, 12, 0), wall(29, 12, 45)),
        // Closed from the second week of November to the spring.
        plain(Shut::Off, wall(35, 6, 0), wall(168, 7, 0), wall(168, 7, 45)),
        // A nap while the clock is put forward: 1:50 to 3:25, thirty-five minutes.
        plain(Shut::Asleep, wall(174, 1, 50), wall(174, 3, 25), wall(174, 8, 30)),
        plain(Shut::Offline, wall(177, 11, 0), wall(177, 12, 20), wall(177, 13, 5)),
        plain(Shut::Asleep, wall(178, 8, 30), wall(180, 9, 5), wall(180, 9, 50)),
    ]
}

/// When a post is to go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Chosen {
    Now,
    /// When the wall clock shows this.
    At(Wall),
    /// When it shows this for the second time.
    Again(Wall),
    /// At the next free time of each account's week.
    Queue,
}

/// A post as it is written.
#[derive(Debug, Clone)]
pub(super) struct Written {
    pub(super) text: String,
    /// When it is written.
    pub(super) at: Minute,
    pub(super) accounts: Vec<usize>,
    pub(super) when: Chosen,
    /// It must not go out later than so many minutes after its time.
    pub(super) last: Option<i64>,
}

/// A post that comes again.
#[derive(Debug, Clone, Copy)]
pub(super) struct Repeats {
    pub(super) text: &'static str,
    pub(super) accounts: &'static [usize],
    pub(super) begun: Wall,
    pub(super) first: Wall,
    /// 1 = Monday … 7 = Sunday.
    pub(super) weekdays: &'static [u8],
    pub(super) last_day: i64,
    /// The days on which nobody accepts it.
    pub(super) left: &'static [i64],
}

const EVERY_DAY: &[u8] = &[1, 2, 3, 4, 5, 6, 7];

pub(super) const SERIES: [Repeats; 3] = [
    Repeats {
        text: "Storytime",
        accounts: &[0, 3],
        begun: wall(0, 6, 30),
        first: wall(1, 10, 0),
        weekdays: &[2, 4],
        last_day: 34,
        left: &[3, 22],
    },
    Repeats {
        text: "Night owls in October",
        accounts: &[4],
        begun: wall(12, 6, 30),
        first: wall(18, 2, 30),
        weekdays: EVERY_DAY,
        last_day: 22,
        left: &[19],
    },
    Repeats {
        text: "Night owls in March",
        accounts: &[4],
        begun: wall(169, 6, 30),
        first: wall(172, 2, 30),
        weekdays: EVERY_DAY,
        last_day: 176,
        left: &[176],
    },
];

/// A shelf of posts: on these days at noon the one that was not used the longest, and none that was used within the rest.
pub(super) struct Shelf {
    pub(super) account: usize,
    pub(super) texts: [&'static str; 3],
    pub(super) weekdays: &'static [u8],
    pub(super) rest_days: i64,
    pub(super) left: &'static [i64],
}

pub(super) const SHELF: Shelf = Shelf {
    account: 5,
    texts: ["Library card", "E-books", "Reading room"],
    weekdays: &[1, 3, 5],
    rest_days: 9,
    left: &[9, 32],
};

/// The weekly times of an account's queue: weekday, hour, minute. One account has the hour that the clock skips and
/// doubles.
pub(super) fn slots(account: usize) -> Vec<(u8, i64, i64)> {
    let k = minutes(account);
    if account == 2 { vec![(7, 2, 30)] } else { vec![(2, 9, k), (4, 16, 5 + k), (6, 11, 10 * k)] }
}

/// Everything that is written, in the order in which it is written.
pub(super) fn written() -> Vec<Written> {
    let mut pages: Vec<Written> = Vec::new();
    for monday in MONDAYS {
        week(&mut pages, monday);
    }
    for account in [0, 2, 4] {
        add(&mut pages, wall(29, 9, 30), &[account], Chosen::Now, None);
    }
    // Stable: what is written in the same minute keeps its order.
    pages.sort_by_key(|page| page.at);
    for (number, page) in (1..).zip(&mut pages) {
        page.text = format!("Number {number}");
    }
    pages
}

/// What is written on a Monday for the week.
fn week(pages: &mut Vec<Written>, monday: i64) {
    let now = wall(monday, 8, 0);
    for account in 0..ACCOUNTS.len() {
        let k = minutes(account);
        let mine = [account];
        add(pages, now, &mine, Chosen::At(wall(monday, 11, 5 * k)), None);
        add(pages, now, &mine, Chosen::At(wall(monday + 2, 9, 10 + 5 * k)), Some(20));
        add(pages, now, &mine, Chosen::At(wall(monday + 3, 18, 40 + k)), None);
        add(pages, now, &mine, Chosen::Queue, None);
        // This one takes a time of the queue.
        if account == 1 && [0, 21].contains(&monday) {
            add(pages, now, &mine, Chosen::At(wall(monday + 3, 16, 5 + k)), None);
        }
        if [1, 4].contains(&account) {
            add(pages, now, &mine, Chosen::Queue, None);
        }
    }
    if monday < 175 {
        add(pages, now, &[1, 4], Chosen::Queue, None);
    }
    add(pages, now, &[0, 1, 2, 3, 4, 5], Chosen::At(wall(monday + 4, 17, 0)), Some(30));
    for (of_week, account, end, before) in ends() {
        if of_week == monday {
            for (offset, last) in before {
                add(pages, now, &[account], chosen(end + offset), *last);
            }
        }
    }
    for (day, account, when) in nights() {
        if (monday..monday + 7).contains(&day) {
            add(pages, now, &[account], when, None);
        }
    }
}

/// Minutes before the end of a spell, and how many minutes later it must not go out any more.
type Before = &'static [(i64, Option<i64>)];

/// What is planned shortly before something ends: the Monday on which it is written, the account, the end.
fn ends() -> Vec<(i64, usize, Minute, Before)> {
    let (nap, pause) = (wall(9, 15, 10).at(), wall(17, 11, 0).at());
    let (off, line) = (wall(27, 9, 20).at(), wall(29, 12, 0).at());
    let (cut, spring) = (wall(177, 12, 20).at(), wall(180, 9, 5).at());
    vec![
        (7, 0, nap, &[(-100, None), (-31, None), (-30, None), (-29, None), (-12, Some(7)), (-6, Some(7)), (-4, None)]),
        (7, 1, nap, &[(-20, None), (-18, None), (-16, None), (-14, None), (-12, None), (-10, Some(20))]),
        (7, 3, nap, &[(-25, None), (-24, None), (-23, None), (-22, None), (-21, None), (-20, None), (-19, None)]),
        (7, 4, nap, &[(-1, None), (0, None)]),
        (14, 0, pause, &[(-32, None), (-29, None), (-3, None), (-1, None), (0, None)]),
        (14, 5, pause, &[(-30, Some(30)), (-20, Some(21)), (-10, None)]),
        (21, 2, off, &[(-600, None), (-30, None), (-2, None), (2, None)]),
        (21, 5, off, &[(-28, None), (-27, None), (-26, None)]),
        (28, 0, line, &[(-20, None), (-10, None)]),
        (28, 2, line, &[(-30, None), (-1, None)]),
        (28, 4, line, &[(-5, Some(3)), (0, None)]),
        (175, 1, cut, &[(-31, None), (-12, None), (-8, Some(9))]),
        (175, 1, spring, &[(-33, None), (-20, None), (-19, Some(19)), (-3, None)]),
        (175, 4, spring, &[(-29, None), (-28, None), (-1, None), (0, None)]),
    ]
}

/// The nights on which the clock is set.
fn nights() -> Vec<(i64, usize, Chosen)> {
    let (back, forward) = (|minute| wall(20, 2, minute), |hour, minute| wall(174, hour, minute));
    vec![
        (20, 0, Chosen::At(back(30))),
        (20, 0, Chosen::Again(back(30))),
        (20, 1, Chosen::At(back(44))),
        (20, 1, Chosen::At(back(45))),
        (20, 1, Chosen::At(back(50))),
        (20, 2, Chosen::Again(back(5))),
        (20, 5, Chosen::At(wall(20, 1, 59))),
        (174, 0, Chosen::At(forward(2, 30))),
        (174, 0, Chosen::At(forward(3, 30))),
        (174, 0, Chosen::At(forward(3, 40))),
        (174, 1, Chosen::At(forward(1, 50))),
        (174, 1, Chosen::At(forward(1, 54))),
        (174, 1, Chosen::At(forward(1, 55))),
        (174, 1, Chosen::At(forward(2, 10))),
        (174, 3, Chosen::At(forward(3, 0))),
        (174, 5, Chosen::At(forward(2, 59))),
    ]
}

fn add(pages: &mut Vec<Written>, at: Wall, accounts: &[usize], when: Chosen, last: Option<i64>) {
    let accounts = accounts.to_vec();
    pages.push(Written { text: String::new(), at: at.at(), accounts, when, last });
}

/// How a person chooses a moment.
fn chosen(at: Minute) -> Chosen {
    let shown = Wall::of(at);
    if shown.at() == at { Chosen::At(shown) } else { Chosen::Again(shown) }
}

/// Accounts have their times one after the other.
fn minutes(account: usize) -> i64 {
    i64::try_from(account).expect("six of them")
}

/// 1 = Monday … 7 = Sunday.
pub(super) fn weekday(day: i64) -> u8 {
    u8::try_from(day.rem_euclid(7) + 1).expect("a weekday")
}

/// Every day of the journey on which the computer is awake in the morning, when the person accepts what waits.
pub(super) fn mornings() -> Vec<i64> {
    let spells = spells();
    let is_dark = |day: &i64| spells.iter().any(|spell| spell.is_dark(morning(*day)));
    (BEGIN.day..END.day).filter(|day| !is_dark(day)).collect()
}

pub(super) fn morning(day: i64) -> Minute {
    wall(day, 7, 30).at()
}
