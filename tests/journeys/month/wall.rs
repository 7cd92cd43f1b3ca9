//! The wall clock of Berlin in the winter of 2026, written down by hand: no zone of a library is asked what a time
//! means, so that the journey does not check the desk by itself.

use jiff::ToSpan;

/// Minutes since the beginning of 1970, UTC.
pub(super) type Minute = i64;

pub(super) const DAY: i64 = 24 * 60;
/// Monday 5 October 2026, 0:00 UTC. Days are counted from here.
const MONDAY: Minute = 1_791_158_400 / 60;
/// On Sunday 25 October 2026 at 1:00 UTC the clock is put back from 3:00 to 2:00 …
const BACK: Minute = MONDAY + 20 * DAY + 60;
/// … and on Sunday 28 March 2027 at 1:00 UTC it is put forward from 2:00 to 3:00.
const FORWARD: Minute = MONDAY + 174 * DAY + 60;

/// What the clock on the wall shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wall {
    pub(super) day: i64,
    pub(super) hour: i64,
    pub(super) minute: i64,
}

pub(super) const fn wall(day: i64, hour: i64, minute: i64) -> Wall {
    Wall { day, hour, minute }
}

impl Wall {
    /// The moment: the first of two where it comes twice, as much later where it does not come.
    pub(super) fn at(self) -> Minute {
        let by_summer_time = self.count() - 120;
        if summer(by_summer_time) { by_summer_time } else { self.again() }
    }

    /// The moment by winter time: the second of two where it comes twice.
    pub(super) fn again(self) -> Minute {
        self.count() - 60
    }

    /// What it shows at a moment.
    pub(super) fn of(at: Minute) -> Self {
        let count = at + if summer(at) { 120 } else { 60 } - MONDAY;
        wall(count.div_euclid(DAY), count.rem_euclid(DAY) / 60, count.rem_euclid(60))
    }

    /// As a person types it.
    pub(super) fn typed(self) -> String {
        format!("{}T{:02}:{:02}", date(self.day), self.hour, self.minute)
    }

    fn count(self) -> Minute {
        MONDAY + self.day * DAY + self.hour * 60 + self.minute
    }
}

/// A date, as a person types it.
pub(super) fn date(day: i64) -> String {
    jiff::civil::date(2026, 10, 5).checked_add(day.days()).expect("a date").to_string()
}

/// A moment for whoever reads why the journey failed.
pub(super) fn told(at: Minute) -> String {
    format!("{} ({})", Wall::of(at).typed(), if summer(at) { "summer time" } else { "winter time" })
}

fn summer(at: Minute) -> bool {
    !(BACK..FORWARD).contains(&at)
}
