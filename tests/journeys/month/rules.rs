//! What must come of the plan, by the rules a person is told and nothing else:
//!
//! - A post goes out in the minute it is planned for. While everything is shut it goes out as soon as that ends.
//! - One that is more than a minute late takes turns: late ones of one account go out two minutes apart, in their order.
//! - One that would be more than thirty minutes late does not go out by itself (what was to go out at once: a day).
//! - None goes out after its last moment.
//! - What was missed waits for the person, who takes those of each account in their order and sends the first now, moves
//!   the second to the next day, drops the third, and so on. Those sent now go out two minutes apart, after what went
//!   out or is in line. What passed its last moment is dropped.
//! - The queue gives each account the next of its weekly times for which nothing is planned.
//! - Of what comes again, what nobody accepts does not go out.

use std::collections::{BTreeMap, BTreeSet};

use super::plan::{ACCOUNTS, BEGIN, Chosen, END, SERIES, SHELF, Spell, mornings, slots, spells, weekday, written};
use super::wall::{DAY, Minute, Wall, wall};

const GRACE: i64 = 30;
const IN_TIME: i64 = 1;
const APART: i64 = 2;

/// What the person does with the missed ones of an account, in turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Does {
    Sends,
    Moves,
    Drops,
}

pub(super) fn does(turn: usize) -> Does {
    [Does::Sends, Does::Moves, Does::Drops][turn % 3]
}

/// The moment to which the person moves the missed one of this turn.
pub(super) fn moved_to(look: Minute, turn: usize) -> Minute {
    look + DAY + 13 + i64::try_from(turn).expect("a few")
}

/// Something that went out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Out {
    pub(super) at: Minute,
    pub(super) account: usize,
    pub(super) text: String,
}

/// Something that was missed, as the person finds it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Missed {
    pub(super) look: Minute,
    pub(super) account: usize,
    pub(super) due: Minute,
    pub(super) text: String,
    pub(super) past_its_last: bool,
}

/// How many of each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) on_time: usize,
    pub(super) late: usize,
    pub(super) waited: usize,
    pub(super) sent_by_person: usize,
    pub(super) moved: usize,
    pub(super) dropped: usize,
    pub(super) past_their_last: usize,
    pub(super) accepted: usize,
    pub(super) left: usize,
}

impl Counts {
    /// Whether the plan has some of each.
    pub(super) fn each_happened(&self) -> bool {
        let Self { on_time, late, waited, sent_by_person, moved, dropped, past_their_last, accepted, left } = *self;
        let all = [on_time, late, waited, sent_by_person, moved, dropped, past_their_last, accepted, left];
        all.iter().all(|count| *count >= 3)
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { on_time, late, waited, sent_by_person, moved, dropped, past_their_last, accepted, left } = self;
        write!(
            out,
            "{on_time} on time, {late} late within the grace, {waited} written while the line was cut, \
             {sent_by_person} missed and sent by the person, {moved} moved and sent, {dropped} dropped, \
             {past_their_last} past their last moment; of what comes again {accepted} accepted and {left} left"
        )
    }
}

/// What must come of it all.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) out: Vec<Out>,
    pub(super) missed: BTreeSet<Missed>,
    pub(super) counts: Counts,
}

/// One post of one account.
#[derive(Debug, Clone)]
struct Post {
    account: usize,
    text: String,
    due: Minute,
    last: Option<Minute>,
    patience: i64,
    by_person: Option<Does>,
}

pub(super) fn outcome() -> Outcome {
    let mut outcome = Outcome::default();
    let mut posts = written_posts();
    posts.extend(repeated(&mut outcome.counts));
    posts.extend(from_the_shelf(&mut outcome.counts));
    for account in 0..ACCOUNTS.len() {
        let of_it = posts.iter().filter(|post| post.account == account).cloned().collect();
        Line::new(of_it).run(&mut outcome);
    }
    outcome.out.sort();
    outcome
}

fn written_posts() -> Vec<Post> {
    let mut taken: BTreeSet<(usize, Minute)> = BTreeSet::new();
    let mut posts = Vec::new();
    for page in written() {
        for account in page.accounts {
            let due = match page.when {
                Chosen::Now => page.at,
                Chosen::At(time) => time.at(),
                Chosen::Again(time) => time.again(),
                Chosen::Queue => free_time(account, page.at, &taken),
            };
            taken.insert((account, due));
            let patience = if page.when == Chosen::Now { DAY } else { GRACE };
            let last = page.last.map(|minutes| due + minutes);
            posts.push(Post { account, text: page.text.clone(), due, last, patience, by_person: None });
        }
    }
    posts
}

fn free_time(account: usize, now: Minute, taken: &BTreeSet<(usize, Minute)>) -> Minute {
    let times = (Wall::of(now).day..).flat_map(|day| {
        let of_day = slots(account).into_iter().filter(move |(on, ..)| *on == weekday(day));
        of_day.map(move |(_, hour, minute)| wall(day, hour, minute).at())
    });
    times.into_iter().find(|at| *at > now && !taken.contains(&(account, *at))).expect("the weeks go on")
}

fn repeated(counts: &mut Counts) -> Vec<Post> {
    let mut posts = Vec::new();
    for series in SERIES {
        let days = (series.first.day..=series.last_day).filter(|day| series.weekdays.contains(&weekday(*day)));
        for day in days {
            if series.left.contains(&day) {
                counts.left += 1;
                continue;
            }
            counts.accepted += 1;
            let due = Wall { day, ..series.first }.at();
            posts.extend(series.accounts.iter().map(|account| accepted(*account, series.text, due)));
        }
    }
    posts
}

/// The shelf proposes one on the day itself, and somebody must be there in the morning to accept it.
fn from_the_shelf(counts: &mut Counts) -> Vec<Post> {
    let mut posts = Vec::new();
    let mut used: [Option<i64>; 3] = [None; 3];
    for day in mornings().into_iter().filter(|day| SHELF.weekdays.contains(&weekday(*day))) {
        let rested = |one: &usize| used[*one].is_none_or(|last| day - last >= SHELF.rest_days);
        let Some(next) = (0..used.len()).filter(rested).min_by_key(|one| (used[*one], *one)) else { continue };
        if SHELF.left.contains(&day) {
            counts.left += 1;
            continue;
        }
        counts.accepted += 1;
        used[next] = Some(day);
        posts.push(accepted(SHELF.account, SHELF.texts[next], wall(day, 12, 0).at()));
    }
    posts
}

fn accepted(account: usize, text: &str, due: Minute) -> Post {
    Post { account, text: text.to_owned(), due, last: None, patience: GRACE, by_person: None }
}

/// The posts of one account in the order of their times; of one minute, what the person sends comes after the rest.
struct Line {
    spells: Vec<Spell>,
    waiting: BTreeMap<(Minute, bool, usize), Post>,
    /// Missed ones the person took up so far, by look.
    taken_up: BTreeMap<Minute, usize>,
    last_late: Option<Minute>,
    out: Vec<Minute>,
    numbers: usize,
}

impl Line {
    fn new(posts: Vec<Post>) -> Self {
        let waiting = BTreeMap::new();
        let mut line =
            Self { spells: spells(), waiting, taken_up: BTreeMap::new(), last_late: None, out: Vec::new(), numbers: 0 };
        for post in posts {
            line.add(post.due, false, post);
        }
        line
    }

    fn add(&mut self, at: Minute, pressed: bool, post: Post) {
        self.numbers += 1;
        self.waiting.insert((at, pressed, self.numbers), post);
    }

    fn run(mut self, outcome: &mut Outcome) {
        let mut before: Option<Post> = None;
        while let Some(((_, pressed, _), mut post)) = self.waiting.pop_first() {
            if pressed {
                post.due = self.after_others(post.due);
            }
            let twice = before.as_ref().is_some_and(|before| before.due == post.due);
            let (at, too_late) = self.try_it(&post);
            // Which of two late ones of one minute comes first is nobody's business: the plan has none.
            assert!(!twice || at - post.due <= IN_TIME, "{post:?}");
            match too_late {
                None => self.goes_out(at, &post, outcome),
                Some(past_its_last) => self.is_missed(at, &post, past_its_last, outcome),
            }
            before = Some(post);
        }
    }

    /// When it goes out; or when it is found that it may not, and whether its last moment is the reason.
    fn try_it(&self, post: &Post) -> (Minute, Option<bool>) {
        let too_late = |at: Minute| match post.last {
            Some(last) if at > last => Some(true),
            _ => (at > post.due + post.patience).then_some(false),
        };
        let first = self.open_from(post.due);
        if first - post.due <= IN_TIME || too_late(first).is_some() {
            return (first, too_late(first));
        }
        let turn = self.last_late.map_or(first, |last| self.open_from(first.max(last + APART)));
        (turn, too_late(turn))
    }

    /// The first minute from this one on in which something may go out.
    fn open_from(&self, at: Minute) -> Minute {
        let shut = self.spells.iter().find(|spell| spell.holds(at));
        shut.map_or(at, |spell| self.open_from(spell.until))
    }

    fn after_others(&self, look: Minute) -> Minute {
        let last = self.out.iter().copied().filter(|at| *at > look - APART).max();
        last.map_or(look, |last| last + APART)
    }

    fn goes_out(&mut self, at: Minute, post: &Post, outcome: &mut Outcome) {
        let late = at - post.due > IN_TIME;
        if late {
            self.last_late = Some(at);
        }
        self.out.push(at);
        outcome.out.push(Out { at, account: post.account, text: post.text.clone() });
        let counts = &mut outcome.counts;
        match post.by_person {
            Some(Does::Sends) => counts.sent_by_person += 1,
            Some(_) => counts.moved += 1,
            None if late && post.patience > GRACE => counts.waited += 1,
            None if late => counts.late += 1,
            None => counts.on_time += 1,
        }
    }

    fn is_missed(&mut self, found: Minute, post: &Post, past_its_last: bool, outcome: &mut Outcome) {
        let look = self.spells.iter().map(|spell| spell.look).find(|look| *look >= found).expect("somebody looks");
        assert!(self.open_from(look) == look && look < END.at() && look > BEGIN.at());
        let (account, due, text) = (post.account, post.due, post.text.clone());
        outcome.missed.insert(Missed { look, account, due, text, past_its_last });
        if past_its_last {
            outcome.counts.past_their_last += 1;
            return;
        }
        let turn = self.taken_up.entry(look).or_default();
        let (does, to) = (does(*turn), moved_to(look, *turn));
        *turn += 1;
        let post = Post { by_person: Some(does), last: None, ..post.clone() };
        match does {
            Does::Sends => self.add(look, true, Post { due: look, patience: DAY, ..post }),
            Does::Moves => self.add(to, false, Post { due: to, patience: GRACE, ..post }),
            Does::Drops => outcome.counts.dropped += 1,
        }
    }
}
