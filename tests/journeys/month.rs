//! A month and more of a library's life, minute by minute: six accounts, three hundred posts, and both nights on which
//! the clock is set. What must go out when is worked out from plain rules written down beside it (`month/rules.rs`);
//! what the platforms received is compared with that, to the minute.

mod plan;
mod rules;
mod wall;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use lectern_model::{
    AccountId, Body, Code, DeliveryState, DeliveryView, Draft, Ends, MissedWhy, Moment, OccurrenceState, Pause,
    QueueSlot, Rhythm, SeriesKind, SeriesPlan, SeriesSave, Timestamp, When,
};
use lectern_testkit::{ScriptedPlatform, WrittenBy};
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::series::{accept, begin, tick, waiting};
use plan::{ACCOUNTS, BEGIN, Chosen, END, Repeats, SERIES, SHELF, Shut, Spell, Written, morning, slots};
use rules::{Does, Missed, Out, Outcome};
use wall::{Minute, Wall, date, told, wall};

/// What the person at the desk knows and notes down.
struct Person {
    accounts: Vec<AccountId>,
    pages: Vec<Written>,
    spells: Vec<Spell>,
    mornings: BTreeSet<Minute>,
    /// Occurrences that were shown, and whether they were accepted.
    shown: BTreeMap<(String, Timestamp), bool>,
    missed: BTreeSet<Missed>,
    deliveries: usize,
}

fn stamp(at: Minute) -> Timestamp {
    Timestamp(at * 60_000)
}

fn minute(at: Timestamp) -> Minute {
    assert_eq!(at.0 % 60_000, 0, "nothing happens between two minutes");
    at.0 / 60_000
}

#[tokio::test]
async fn a_month_with_both_changes_of_the_clock_goes_out_to_the_minute() {
    let began = Instant::now();
    let mut desk = Desk::open().await;
    desk.set_clock(stamp(BEGIN.at()));
    let mut person = Person::sits_down(&desk).await;
    let outcome = rules::outcome();
    let minutes = person.minutes(&outcome);
    for now in minutes.iter().copied() {
        desk.set_clock(stamp(now));
        for spell in person.spells.iter().filter(|spell| spell.until == now) {
            match spell.why {
                Shut::Off => desk = desk.start_again().await,
                Shut::Offline => line(&desk, false),
                Shut::Asleep | Shut::Paused => {}
            }
        }
        desk.work().await;
        if person.acts(&desk, now).await {
            desk.work().await;
        }
        if person.spells.iter().any(|spell| spell.why == Shut::Offline && spell.from == now) {
            line(&desk, true);
        }
    }
    compare(&received(&desk), &outcome);
    person.compare(&outcome);
    settled(&desk, &outcome, person.deliveries).await;
    let posts = person.pages.len() + outcome.counts.accepted;
    println!(
        "{posts} posts, {} deliveries, {} minutes looked at, in {:?}",
        person.deliveries,
        minutes.len(),
        began.elapsed()
    );
    println!("{}", outcome.counts);
    assert_eq!(posts, 300);
    assert!(outcome.counts.each_happened(), "the plan leaves something out");
}

fn line(desk: &Desk, cut: bool) {
    desk.platform.offline(cut);
    desk.other.offline(cut);
}

impl Person {
    async fn sits_down(desk: &Desk) -> Self {
        desk.set("time_zone", json!("Europe/Berlin")).await;
        let mut accounts = Vec::new();
        for (platform, name) in ACCOUNTS {
            accounts.push(desk.sign_in_on(platform, name, None).await);
        }
        for (number, account) in accounts.iter().enumerate() {
            let slot = |(weekday, hour, minute): (u8, i64, i64)| QueueSlot {
                account: *account,
                weekday,
                minute_of_day: u16::try_from(hour * 60 + minute).expect("a time of the day"),
            };
            let slots: Vec<QueueSlot> = slots(number).into_iter().map(slot).collect();
            let _: Value = desk.call("queue_slots_save", json!({ "account": account, "slots": slots })).await;
        }
        let person = Self {
            accounts,
            pages: plan::written(),
            spells: plan::spells(),
            mornings: plan::mornings().into_iter().map(morning).collect(),
            shown: BTreeMap::new(),
            missed: BTreeSet::new(),
            deliveries: 0,
        };
        person.fills_the_shelf(desk).await;
        person
    }

    /// The minutes in which the desk looks at its clock while the computer is awake: every tenth, each in which something
    /// must go out, is done or ends, and the one before and after. What goes out in any other minute than it must is
    /// received in one of these, and is not what was to come.
    fn minutes(&self, outcome: &Outcome) -> BTreeSet<Minute> {
        let mut marks: Vec<Minute> = outcome.out.iter().map(|out| out.at).collect();
        marks.extend(self.pages.iter().map(|page| page.at));
        marks.extend(self.spells.iter().flat_map(|spell| [spell.from, spell.until, spell.look]));
        marks.extend(&self.mornings);
        let near = marks.into_iter().flat_map(|mark| [mark - 1, mark, mark + 1]);
        let is_dark = |now: &Minute| self.spells.iter().any(|spell| spell.is_dark(*now));
        let span = BEGIN.at()..=END.at();
        let all = span.clone().step_by(10).chain(near);
        all.filter(|now| span.contains(now) && !is_dark(now)).collect()
    }

    /// What the person does in this minute; `false`: nothing.
    async fn acts(&mut self, desk: &Desk, now: Minute) -> bool {
        let mut acted = false;
        for spell in self.spells.clone() {
            if spell.why == Shut::Paused && spell.from == now {
                let _: Pause = desk.call("outbox_pause", json!({ "reason": "The reading room is flooded" })).await;
            } else if spell.why == Shut::Paused && spell.until == now {
                let _: Value = desk.call("outbox_resume", json!({})).await;
                acted = true;
            }
            if spell.look == now {
                self.looks_at_what_was_missed(desk, now).await;
                acted = true;
            }
        }
        for series in SERIES.iter().filter(|series| series.begun.at() == now) {
            self.begins(desk, series).await;
        }
        // The desk looks at its series every minute by itself; every hour shows the same.
        if Wall::of(now).minute == 0 {
            tick(desk).await;
        }
        if self.mornings.contains(&now) {
            self.accepts(desk).await;
        }
        let pages: Vec<Written> = self.pages.iter().filter(|page| page.at == now).cloned().collect();
        for page in &pages {
            self.writes(desk, page).await;
        }
        acted || !pages.is_empty()
    }

    fn named(&self, accounts: &[usize]) -> Vec<AccountId> {
        accounts.iter().map(|account| self.accounts[*account]).collect()
    }

    async fn writes(&mut self, desk: &Desk, page: &Written) {
        let draft = desk.draft(&page.text, &self.named(&page.accounts)).await;
        let (when, due) = match page.when {
            Chosen::Now => (When::Now, None),
            Chosen::Queue => (When::Queue, None),
            Chosen::At(time) | Chosen::Again(time) => {
                let moment: Moment = desk.call("moment", json!({ "local": time.typed() })).await;
                let second = matches!(page.when, Chosen::Again(_));
                let at = if second { moment.again_at.expect("it comes twice") } else { moment.at };
                (When::At { at }, Some(at))
            }
        };
        let never_after = page.last.map(|minutes| due.expect("planned for a time").plus_seconds(minutes * 60));
        let draft = desk.save(&Draft { when, never_after, ..draft }).await;
        self.deliveries += desk.send(&draft).await.len();
    }

    async fn begins(&self, desk: &Desk, series: &Repeats) {
        let draft = desk.draft(series.text, &self.named(series.accounts)).await;
        let rhythm = Rhythm::Weekly { weekdays: series.weekdays.to_vec(), every: 1 };
        let ends = Ends::On { date: date(series.last_day) };
        let plan = SeriesPlan { rhythm, first: series.first.typed(), ends };
        begin(desk, &SeriesSave { name: series.text.to_owned(), ..crate::series::save(plan, draft.id) }).await;
    }

    async fn fills_the_shelf(&self, desk: &Desk) {
        let mut drafts = Vec::new();
        for text in SHELF.texts {
            drafts.push(desk.draft(text, &self.named(&[SHELF.account])).await.id);
        }
        let rhythm = Rhythm::Weekly { weekdays: SHELF.weekdays.to_vec(), every: 1 };
        let plan = SeriesPlan { rhythm, first: wall(0, 12, 0).typed(), ends: Ends::Never };
        let shelf = SeriesSave {
            kind: SeriesKind::Evergreen,
            lead_days: 1,
            cool_down_days: u16::try_from(SHELF.rest_days).expect("a few days"),
            ..crate::series::save(plan, drafts[0])
        };
        let series = begin(desk, &shelf).await;
        for draft in &drafts[1..] {
            let _: Value = desk.call("evergreen_add", json!({ "series": series, "draft": draft })).await;
        }
    }

    /// Every morning: what waits is accepted, but for what is left lying on purpose.
    async fn accepts(&mut self, desk: &Desk) {
        tick(desk).await;
        let is_left = |text: &str, day: i64| {
            let of_series = SERIES.iter().find(|series| series.text == text).map(|series| series.left);
            of_series.unwrap_or(SHELF.left).contains(&day)
        };
        for one in waiting(desk).await.iter().filter(|one| one.state == OccurrenceState::Waiting) {
            let leave = is_left(&one.title, Wall::of(minute(one.at)).day);
            self.shown.insert((one.title.clone(), one.at), !leave);
            if !leave {
                self.deliveries += accept(desk, one).await.len();
            }
        }
    }

    async fn looks_at_what_was_missed(&mut self, desk: &Desk, now: Minute) {
        let all: Vec<DeliveryView> = desk.call("outbox", json!({ "needs_you": true, "limit": 500 })).await;
        for (number, account) in self.accounts.clone().iter().enumerate() {
            let mut of_it: Vec<&DeliveryView> = all.iter().filter(|one| one.account == *account).collect();
            of_it.sort_by_key(|one| (one.due_at, one.id));
            let mut turn = 0;
            for one in of_it {
                let DeliveryState::Missed { due_at, why } = one.state else { panic!("{one:?}") };
                let (due, past_its_last) = (minute(due_at), why == MissedWhy::NeverAfter);
                let text = one.title.clone();
                self.missed.insert(Missed { look: now, account: number, due, text, past_its_last });
                if past_its_last {
                    let refused = desk.refused("delivery_retry", json!({ "delivery": one.id })).await;
                    assert_eq!(refused.code, Code::Stopped);
                    decide(desk, one, Does::Drops, now).await;
                } else {
                    decide(desk, one, rules::does(turn), rules::moved_to(now, turn)).await;
                    turn += 1;
                }
            }
        }
    }

    fn compare(&self, outcome: &Outcome) {
        let differ: Vec<&Missed> = self.missed.symmetric_difference(&outcome.missed).collect();
        assert!(differ.is_empty(), "missed in one and not in the other: {differ:#?}");
        let accepted = self.shown.values().filter(|accepted| **accepted).count();
        assert_eq!((accepted, self.shown.len() - accepted), (outcome.counts.accepted, outcome.counts.left));
    }
}

async fn decide(desk: &Desk, one: &DeliveryView, does: Does, to: Minute) {
    let delivery = one.id;
    let _: Value = match does {
        Does::Sends => desk.call("delivery_retry", json!({ "delivery": delivery })).await,
        Does::Moves => {
            let to = json!({ "delivery": delivery, "at": stamp(to), "never_after": null });
            desk.call("delivery_move", to).await
        }
        Does::Drops => desk.call("delivery_cancel", json!({ "delivery": delivery })).await,
    };
}

/// What both platforms received: when, from which account, and what.
fn received(desk: &Desk) -> Vec<Out> {
    let of = |key: &str, platform: &ScriptedPlatform| -> Vec<Out> {
        let out = platform.published().into_iter().map(|post| {
            let WrittenBy::Us { account, .. } = &post.by else { panic!("only ours") };
            let from = ACCOUNTS.iter().position(|(platform, name)| *platform == key && name == account);
            let Body::Plain { text, .. } = post.post.body else { panic!("plain text") };
            Out { at: minute(post.post.created_at), account: from.expect("an account of this desk"), text }
        });
        out.collect()
    };
    let mut all = of("scripted", &desk.platform);
    all.extend(of("other", &desk.other));
    all.sort();
    all
}

fn compare(received: &[Out], outcome: &Outcome) {
    let words =
        |out: &Out| format!("{} {}/{}: {}", told(out.at), ACCOUNTS[out.account].0, ACCOUNTS[out.account].1, out.text);
    let (mut extra, mut absent) = (Vec::new(), outcome.out.clone());
    for one in received {
        match absent.iter().position(|other| other == one) {
            Some(place) => drop(absent.remove(place)),
            None => extra.push(one.clone()),
        }
    }
    let list = |all: &[Out]| all.iter().map(words).collect::<Vec<_>>().join("\n");
    assert!(
        extra.is_empty() && absent.is_empty(),
        "went out and should not have:\n{}\nshould have gone out and did not:\n{}",
        list(&extra),
        list(&absent)
    );
}

/// Nothing is left over: each delivery was sent or dropped.
async fn settled(desk: &Desk, outcome: &Outcome, deliveries: usize) {
    let all: Vec<DeliveryView> = desk.call("outbox", json!({ "needs_you": false, "limit": 500 })).await;
    assert!(deliveries == all.len() && deliveries < 500, "{deliveries} {}", all.len());
    let sent = all.iter().filter(|one| matches!(one.state, DeliveryState::Sent { .. })).count();
    let stopped = all.iter().filter(|one| one.state == DeliveryState::Cancelled).count();
    assert_eq!(sent, outcome.out.len());
    assert_eq!(stopped, outcome.counts.dropped + outcome.counts.past_their_last);
    assert_eq!(sent + stopped, deliveries, "nothing waits any more");
}
