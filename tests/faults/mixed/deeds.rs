//! What happens in a run, thrown before it begins: what a person does, what the world does, and where the program ends.

use lectern_engine::fault::{HOLD_POINTS, POINTS};
use lectern_model::{Failure, FailureKind, Timestamp};
use lectern_testkit::{Fault, Operation};

use super::dice::Dice;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const YEAR: i64 = 365 * DAY;
/// How far a clock jumps.
const JUMPS: [i64; 6] = [HOUR, DAY, YEAR, -HOUR, -DAY, -YEAR];

/// What the platform, or the line to it, does to one call.
#[derive(Debug, Clone, Copy)]
pub(super) enum Meets {
    CutBefore,
    CutAfter,
    HalfAnswer,
    /// 429 with a time, so many seconds ahead.
    TooManyUntil(i64),
    TooMany,
    Error,
    ErrorActed,
    Refused,
    /// No answer ever comes, and then the program is closed.
    Hangs {
        acts: bool,
    },
}

impl Meets {
    pub(super) fn fault(self, now: Timestamp) -> Fault {
        let refused = FailureKind::Rejected { field: None, limit: None };
        match self {
            Self::CutBefore => Fault::CutBefore,
            Self::CutAfter => Fault::CutAfter,
            Self::HalfAnswer => Fault::HalfAnswer,
            Self::TooManyUntil(seconds) => Fault::TooMany { until: Some(now.plus_seconds(seconds)) },
            Self::TooMany => Fault::TooMany { until: None },
            Self::Error => Fault::ServerError { acts: false },
            Self::ErrorActed => Fault::ServerError { acts: true },
            Self::Refused => Fault::Fails(Failure::without_effect(refused, "The server does not take it.")),
            Self::Hangs { acts } => Fault::Hang { acts },
        }
    }
}

/// The row of the table that a fault belongs to.
pub(super) fn label_of(fault: &Fault) -> &'static str {
    match fault {
        Fault::CutBefore => "cut before the server heard",
        Fault::CutAfter => "cut after the server acted",
        Fault::HalfAnswer => "half an answer",
        Fault::TooMany { until: Some(_) } => "429 with a time",
        Fault::TooMany { until: None } => "429 without a time",
        Fault::ServerError { acts: false } => "5xx without effect",
        Fault::ServerError { acts: true } => "5xx with effect",
        Fault::Fails(_) => "refused",
        Fault::Hang { .. } => "no answer, then closed",
    }
}

/// One thing that happens.
#[derive(Debug, Clone)]
pub(super) enum Deed {
    /// A person writes a post and sends it: now, or in so many seconds; not more than so many seconds after that.
    Write {
        accounts: u64,
        at: Option<i64>,
        never_after: Option<i64>,
        picture: bool,
    },
    /// So many seconds pass, and what is due is done.
    Work {
        seconds: i64,
    },
    Meet {
        meets: Meets,
        operation: Operation,
        skip: usize,
    },
    Line {
        there: bool,
    },
    /// The n-th write from now fails; `kept`: it is on the disk all the same.
    Disk {
        n: u64,
        kept: bool,
    },
    /// Time passes and nothing runs.
    Sleep(i64),
    /// The clock is wrong by so much more.
    Jump(i64),
    /// The same in the middle of sending.
    JumpAt {
        point: &'static str,
        nth: u32,
        seconds: i64,
    },
    Pause,
    Resume,
    Move {
        which: u64,
        at: i64,
        never_after: Option<i64>,
    },
    Stop {
        which: u64,
    },
    Again {
        which: u64,
        anyway: bool,
    },
    /// Made a draft again, and sent anew.
    Back {
        which: u64,
    },
    /// Every sign-in ends; `again`: a person signs in anew at once, not only after the run.
    Revoke {
        again: bool,
    },
    /// A person looks at the platform and answers what is asked.
    Look,
    Remove {
        which: u64,
    },
    /// The program ends when it comes by there.
    EndAt {
        point: &'static str,
        nth: u32,
    },
    /// The program ends at the n-th moment at which it waits for something.
    EndWaiting {
        n: u32,
    },
    /// The program is closed and started again.
    Close,
}

impl Deed {
    /// Whether it strikes later, when something comes by.
    fn waits(&self) -> bool {
        matches!(
            self,
            Self::Meet { .. } | Self::Disk { .. } | Self::JumpAt { .. } | Self::EndAt { .. } | Self::EndWaiting { .. }
        )
    }

    /// Its row in the table, where it is a fault.
    pub(super) fn label(&self) -> Option<&'static str> {
        Some(match self {
            Self::Write { .. } | Self::Work { .. } | Self::Resume | Self::Look => return None,
            Self::Line { there } => return (!there).then_some("no line for a while"),
            Self::Meet { meets, .. } => label_of(&meets.fault(Timestamp(0))),
            Self::Disk { kept: false, .. } => "disk full at a write",
            Self::Disk { kept: true, .. } => "write kept, told it failed",
            Self::Sleep(_) => "asleep",
            Self::Jump(seconds) if *seconds > 0 => "clock jumps forward",
            Self::Jump(_) => "clock jumps back",
            Self::JumpAt { .. } => "clock jumps within a step",
            Self::Pause => "paused",
            Self::Move { .. } => "moved by a person",
            Self::Stop { .. } => "stopped by a person",
            Self::Again { .. } => "sent now by a person",
            Self::Back { .. } => "back to a draft, sent anew",
            Self::Revoke { .. } => "sign-ins revoked",
            Self::Remove { .. } => "account removed",
            Self::EndAt { .. } => "ended at a named point",
            Self::EndWaiting { .. } => "ended while it waited",
            Self::Close => "closed and started",
        })
    }
}

/// What is thrown for one run.
#[derive(Debug, Clone)]
pub(super) struct Story {
    pub(super) accounts: u64,
    pub(super) steps: u64,
    pub(super) wait_between_steps: i64,
    /// Which accounts' posts the platform holds until their time, a bit each.
    pub(super) schedulers: u64,
    /// The platform cannot tell whether a post is there.
    pub(super) cannot_tell: bool,
    pub(super) deeds: Vec<Deed>,
}

impl Story {
    pub(super) fn thrown(dice: &mut Dice) -> Self {
        let accounts = 1 + dice.below(3);
        let (steps, waits, cannot_tell) = (1 + dice.below(3), dice.one_in(5), dice.one_in(6));
        let schedulers = if dice.one_in(3) { 0 } else { 1 + dice.below(7) };
        let mut deeds: Vec<Deed> = (0..1 + dice.below(4)).map(|_| write(dice)).collect();
        deeds.extend((0..dice.below(4)).map(|_| by_person(dice)));
        let troubles: Vec<Deed> =
            (0..3 + dice.below(5)).map(|_| trouble(dice, accounts == 1, schedulers > 0)).collect();
        let (waiting, mut at_once): (Vec<Deed>, Vec<Deed>) = troubles.into_iter().partition(Deed::waits);
        deeds.append(&mut at_once);
        shuffle(dice, &mut deeds);
        // What waits for something to strike is put early, often before the first word is written.
        for deed in waiting {
            let ends = deeds.len() as u64 + 1;
            let place = dice.below(ends).min(dice.below(ends));
            deeds.insert(usize::try_from(place).expect("small"), deed);
        }
        let mut all = Vec::new();
        for deed in deeds {
            all.push(deed);
            for _ in 0..dice.below(3) {
                all.push(Deed::Work { seconds: dice.pick(&[0, 5, 31, 61, 125, 10 * MINUTE]) });
            }
        }
        let wait_between_steps = if waits { dice.between(1, 90) } else { 0 };
        Self { accounts, steps, wait_between_steps, schedulers, cannot_tell, deeds: all }
    }
}

fn shuffle(dice: &mut Dice, deeds: &mut [Deed]) {
    for last in (1..deeds.len()).rev() {
        deeds.swap(last, usize::try_from(dice.below(last as u64 + 1)).expect("small"));
    }
}

fn write(dice: &mut Dice) -> Deed {
    let at = dice.one_in(2).then(|| later(dice));
    let never_after = dice.one_in(3).then(|| dice.between(0, 2 * HOUR));
    Deed::Write { accounts: dice.next(), at, never_after, picture: dice.one_in(5) }
}

fn later(dice: &mut Dice) -> i64 {
    match dice.below(4) {
        0 => dice.between(1, 5 * MINUTE),
        1 => dice.between(MINUTE, 3 * HOUR),
        2 => dice.between(HOUR, 3 * DAY),
        _ => dice.between(DAY, 40 * DAY),
    }
}

fn meets(dice: &mut Dice, holds: bool) -> Deed {
    let acts = dice.one_in(2);
    let wait = dice.pick(&[1, 90, 2 * HOUR, 2 * DAY]);
    let kinds = [
        Meets::CutBefore,
        Meets::CutAfter,
        Meets::HalfAnswer,
        Meets::TooManyUntil(wait),
        Meets::TooMany,
        Meets::Error,
        Meets::ErrorActed,
        Meets::Hangs { acts },
        Meets::Refused,
    ];
    let operation = match dice.below(if holds { 20 } else { 10 }) {
        0..7 => Operation::Step,
        7..9 => Operation::FindPublished,
        9 => Operation::ReadBack,
        10..14 => Operation::Hold,
        14..16 => Operation::FindHeld,
        16..19 => Operation::CancelHeld,
        _ => Operation::MoveHeld,
    };
    Deed::Meet { meets: dice.pick(&kinds), operation, skip: dice.pick(&[0, 0, 0, 1, 2]) }
}

/// Every point that a run may come by.
fn points() -> Vec<&'static str> {
    POINTS.iter().chain(HOLD_POINTS).copied().collect()
}

fn trouble(dice: &mut Dice, alone: bool, holds: bool) -> Deed {
    let nth = u32::try_from(1 + dice.below(3)).expect("small");
    match dice.below(18) {
        0..6 | 16 => meets(dice, holds),
        6 => Deed::Line { there: dice.one_in(2) },
        7 | 8 => Deed::Disk { n: 1 + dice.below(9), kept: dice.one_in(2) },
        9 => Deed::Sleep(dice.pick(&[10 * MINUTE, HOUR, 9 * HOUR, 3 * DAY, 40 * DAY])),
        10 => Deed::Jump(dice.pick(&JUMPS)),
        // Between the last look at the clock and the act itself nobody can look again, so not there. And what jumps for
        // one account would jump there for another.
        11 if alone => {
            let last_looks = ["before_send", "before_hold_send"];
            let points: Vec<&'static str> = points().into_iter().filter(|point| !last_looks.contains(point)).collect();
            let worker = points.iter().copied().filter(|point| *point != "after_queue_commit").collect::<Vec<_>>();
            Deed::JumpAt { point: dice.pick(&worker), nth, seconds: dice.pick(&JUMPS) }
        }
        11 => Deed::Jump(dice.pick(&JUMPS)),
        12 | 13 => Deed::EndAt { point: dice.pick(&points()), nth },
        15 => Deed::Revoke { again: dice.one_in(2) },
        14 => Deed::EndWaiting { n: u32::try_from(1 + dice.below(30)).expect("small") },
        _ => Deed::Close,
    }
}

fn by_person(dice: &mut Dice) -> Deed {
    let which = dice.next();
    match dice.below(11) {
        0 => Deed::Pause,
        1 => Deed::Resume,
        2..5 => {
            let never_after = dice.one_in(3).then(|| dice.between(0, HOUR));
            Deed::Move { which, at: later(dice), never_after }
        }
        5 | 6 => Deed::Stop { which },
        7 => Deed::Again { which, anyway: dice.one_in(2) },
        8 => Deed::Look,
        9 => Deed::Back { which },
        _ => Deed::Remove { which },
    }
}
