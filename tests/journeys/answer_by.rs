//! By when somebody is answered, over a year of opening hours with closures. What is right is found by walking through
//! the year minute by minute with the clock on the wall, and shares no code with the program.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp as Instant, ToSpan};
use lectern_connectors::IncomingKind;
use lectern_model::{
    AccountHealth, AnswerBy, AnswerTargetView, Closure, ClosureKind, ClosurePreview, ClosureRowState, ClosureView,
    ClosuresKept, Code, ConversationState, Failure, FailureKind, Label, OpenSpan, Staffed, Target, Timestamp, Today,
};
use lectern_testkit::{Fault, Operation};
use serde_json::{Value, json};

use crate::desk::Desk;

const ZONE: &str = "America/New_York";
const MINUTE: i64 = 60_000;

/// Weekday, opens, closes. Friday's night goes on past midnight, Sunday's over the change of the clocks.
const WEEK: [(u8, u16, u16); 7] =
    [(1, 540, 720), (1, 780, 1020), (2, 540, 1020), (3, 780, 1200), (4, 540, 1020), (5, 840, 1560), (7, 60, 240)];

fn closures() -> Vec<Closure> {
    let closure = |name: &str, first: &str, last: &str, what| Closure {
        name: name.to_owned(),
        first: first.to_owned(),
        last: last.to_owned(),
        what,
    };
    let open = |opens, closes| ClosureKind::Hours { open: vec![OpenSpan { opens, closes }] };
    vec![
        closure("Thanksgiving", "2026-11-26", "2026-11-26", ClosureKind::Closed),
        closure("Day after", "2026-11-27", "2026-11-27", open(600, 840)),
        closure("Winter break", "2026-12-24", "2027-01-03", ClosureKind::Closed),
        closure("Staff day", "2027-02-02", "2027-02-02", ClosureKind::Between { from: 600, until: 780 }),
        closure("Heating", "2027-02-09", "2027-02-11", ClosureKind::Between { from: 720, until: 600 }),
        closure("Night off", "2027-04-02", "2027-04-03", ClosureKind::Between { from: 1380, until: 60 }),
        closure("Saturday off", "2027-05-01", "2027-05-01", ClosureKind::Closed),
        closure("Long night", "2027-06-12", "2027-06-12", open(1200, 1620)),
    ]
}

async fn library() -> Desk {
    let desk = Desk::open().await;
    desk.set("time_zone", json!(ZONE)).await;
    let week: Vec<Value> =
        WEEK.iter().map(|(day, opens, closes)| json!({ "weekday": day, "opens": opens, "closes": closes })).collect();
    desk.set("opening_hours", json!(week)).await;
    for closure in closures() {
        let _: ClosureView = desk.call("closure_save", json!({ "closure": closure })).await;
    }
    desk
}

fn at(text: &str) -> Timestamp {
    let zoned: jiff::Zoned = format!("{text}[{ZONE}]").parse().expect("a moment");
    Timestamp(zoned.timestamp().as_millisecond())
}

/// A year, minute by minute: which of them are open, and the opening day that each belongs to.
struct Oracle {
    start: i64,
    /// The day on which the hours of each open minute began.
    open: Vec<Option<Date>>,
}

impl Oracle {
    /// Walks from one moment to another. A day's hours have begun when the clock on the wall has ever shown their
    /// beginning, and are over when it has ever shown their end: it never goes back for them.
    fn walk(from: Timestamp, until: Timestamp) -> Self {
        let zone = TimeZone::get(ZONE).expect("a zone");
        let closures = understood();
        let (mut open, mut furthest, mut moment) = (Vec::new(), DateTime::MIN, from.0);
        while moment < until.0 {
            let shown = Instant::from_millisecond(moment).expect("a moment").to_zoned(zone.clone()).datetime();
            furthest = furthest.max(shown);
            let today = furthest.date();
            let yesterday = today.yesterday().expect("a day");
            let belongs = [yesterday, today].into_iter().find(|day| is_open(*day, furthest, &closures));
            open.push(belongs);
            moment += MINUTE;
        }
        Self { start: from.0, open }
    }

    fn place(&self, moment: Timestamp) -> usize {
        usize::try_from((moment.0 - self.start).div_euclid(MINUTE)).expect("within the year")
    }

    fn moment(&self, place: usize) -> Timestamp {
        Timestamp(self.start + i64::try_from(place).expect("a place") * MINUTE)
    }

    fn next_open(&self, from: usize) -> Option<usize> {
        (from..self.open.len()).find(|place| self.open[*place].is_some())
    }

    /// The first minute of the hours of an open minute's day, and the one in which they are over.
    fn day_around(&self, place: usize) -> (usize, usize) {
        let is_same = |other: &usize| self.open[*other] == self.open[place];
        // Hours go on into the next day at most.
        let (first, last) = (place.saturating_sub(2 * 1440), self.open.len().min(place + 2 * 1440));
        let begin = (first..=place).find(is_same).expect("itself");
        (begin, (place..last).rfind(is_same).expect("itself") + 1)
    }

    fn answer_by(&self, received: Timestamp, target: Target) -> Option<Timestamp> {
        let mut place = self.place(received);
        let answered = match target {
            Target::None => return None,
            Target::Minutes { minutes } => {
                let mut left = minutes;
                while left > 0 {
                    left -= u32::from(self.open[place].is_some());
                    place += 1;
                }
                place
            }
            Target::SameDay => self.day_around(self.next_open(place)?).1,
            Target::Days { mut days } => loop {
                let (begin, end) = self.day_around(self.next_open(place)?);
                // A day that has begun is not given as a whole.
                days -= u32::from(begin >= self.place(received));
                if days == 0 {
                    break end;
                }
                place = end;
            },
        };
        Some(self.moment(answered))
    }

    /// Every minute at which it opens or closes.
    fn boundaries(&self) -> Vec<usize> {
        (1..self.open.len()).filter(|place| self.open[*place] != self.open[place - 1]).collect()
    }
}

/// A closure with its days understood.
struct Days {
    first: Date,
    last: Date,
    what: ClosureKind,
}

fn understood() -> Vec<Days> {
    let date = |text: &str| text.parse().expect("a day");
    closures().into_iter().map(|one| Days { first: date(&one.first), last: date(&one.last), what: one.what }).collect()
}

/// Whether the hours that begin on a day are on at a time of the wall clock.
fn is_open(day: Date, shown: DateTime, closures: &[Days]) -> bool {
    let mut hours: Vec<(u16, u16)> = WEEK
        .iter()
        .filter(|(weekday, ..)| i64::from(*weekday) == i64::from(day.weekday().to_monday_one_offset()))
        .map(|(_, opens, closes)| (*opens, *closes))
        .collect();
    for one in closures.iter().filter(|one| (one.first..=one.last).contains(&day)) {
        match &one.what {
            ClosureKind::Closed => return false,
            ClosureKind::Hours { open } => hours = open.iter().map(|span| (span.opens, span.closes)).collect(),
            ClosureKind::Between { .. } => {}
        }
    }
    let time = |from: Date, minutes: u16| from.at(0, 0, 0, 0) + i64::from(minutes).minutes();
    let shut = closures.iter().any(|one| {
        let ClosureKind::Between { from, until } = one.what else { return false };
        time(one.first, from) <= shown && shown < time(one.last, until)
    });
    !shut && hours.iter().any(|(opens, closes)| time(day, *opens) <= shown && shown < time(day, *closes))
}

/// One that waits since now, as the list shows it; then it is done.
async fn answer_by(desk: &Desk, account: lectern_model::AccountId) -> (Timestamp, AnswerBy) {
    desk.platform.incoming(IncomingKind::Mention, "patron", "When do you open?");
    desk.check(account).await;
    let waiting = desk.conversations(ConversationState::Waiting).await.conversations;
    let [one] = waiting.as_slice() else { panic!("one waits: {}", waiting.len()) };
    let done = json!({ "conversations": [one.id], "state": "done" });
    let _: Value = desk.call("conversation_state", done).await;
    (one.waiting_since.expect("it waits"), one.answer_by.expect("it has a time"))
}

#[tokio::test]
async fn every_boundary_of_a_year_is_right_to_the_minute() {
    let desk = library().await;
    let (from, until) = (at("2026-11-22T00:00"), at("2027-11-24T00:00"));
    // Two weeks more, so that what comes at the end of the year finds its answer.
    let oracle = Oracle::walk(from, Timestamp(until.0 + 21 * 24 * 60 * MINUTE));
    let boundaries: Vec<usize> =
        oracle.boundaries().into_iter().filter(|place| (1..oracle.place(until)).contains(place)).collect();
    assert!(boundaries.len() > 600, "a year has that many: {}", boundaries.len());
    let mut around: Vec<usize> = boundaries.iter().flat_map(|place| [place - 1, *place, place + 1]).collect();
    around.dedup();
    for place in around {
        let now = oracle.moment(place);
        desk.set_clock(now);
        let targets: Vec<AnswerTargetView> = desk.call("answer_targets", json!({})).await;
        assert_eq!(targets.len(), 9);
        for one in targets {
            let got = match one.now {
                AnswerBy::By { at, soon } => {
                    assert!(now <= soon && soon <= at);
                    Some(at)
                }
                AnswerBy::NoTarget => None,
                other => panic!("{other:?}"),
            };
            assert_eq!(got, oracle.answer_by(now, one.target), "{:?} at {}", one.label, words(now));
        }
        let next = oracle.next_open(place).map(|next| oracle.moment(next)).expect("it opens");
        match desk.call::<Staffed>("staffed", json!({})).await {
            Staffed::Open { until } => {
                let end = (place..).find(|place| oracle.open[*place].is_none()).expect("it closes");
                assert_eq!((next, until), (now, oracle.moment(end)), "{}", words(now));
            }
            Staffed::Closed { opens, .. } => assert_eq!((opens, now < opens), (next, true), "{}", words(now)),
            other => panic!("{other:?}"),
        }
    }
}

fn words(moment: Timestamp) -> String {
    let zone = TimeZone::get(ZONE).expect("a zone");
    Instant::from_millisecond(moment.0).expect("a moment").to_zoned(zone).to_string()
}

#[tokio::test]
async fn a_conversation_carries_its_time_over_closures_and_changes_of_the_clock() {
    let desk = library().await;
    let account = desk.sign_in("library").await;
    let oracle = Oracle::walk(at("2026-11-22T00:00"), at("2027-12-15T00:00"));
    for text in [
        "2026-11-24T16:59",
        "2026-11-24T17:00",
        "2026-11-25T20:00",
        "2026-11-26T12:00",
        "2026-11-27T13:59",
        "2026-12-23T20:00",
        "2027-02-02T09:59",
        "2027-02-09T12:00",
        "2027-03-13T23:00",
        "2027-03-14T01:59",
        "2027-03-14T03:00",
        "2027-04-02T23:00",
        "2027-05-01T01:59",
        "2027-06-13T02:59",
        "2027-11-06T12:00",
        "2027-11-07T01:30-04:00",
        "2027-11-07T01:30-05:00",
    ] {
        desk.set_clock(at(text));
        for target in [Target::Days { days: 1 }, Target::SameDay, Target::Minutes { minutes: 60 }, Target::None] {
            let _: Value = desk.call("answer_target_save", json!({ "label": "question", "target": target })).await;
            let (since, by) = answer_by(&desk, account).await;
            let got = match by {
                AnswerBy::By { at, .. } => Some(at),
                other => {
                    assert_eq!(other, AnswerBy::NoTarget);
                    None
                }
            };
            assert_eq!(got, oracle.answer_by(since, target), "{text}, {target:?}");
        }
    }
}

#[tokio::test]
async fn a_year_without_opening_hours_is_said_and_never_searched_for_ever() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    assert_eq!(answer_by(&desk, account).await.1, AnswerBy::NotTold);
    assert_eq!(desk.call::<Staffed>("staffed", json!({})).await, Staffed::NotTold);
    desk.set("opening_hours", json!([{ "weekday": 1, "opens": 540, "closes": 1020 }])).await;
    let closure =
        json!({ "name": "Rebuilding", "first": "2026-11-01", "last": "2028-06-30", "what": { "kind": "closed" } });
    let kept: ClosureView = desk.call("closure_save", json!({ "closure": closure })).await;
    assert_eq!(kept.words, "Sunday 1 November 2026 to Friday 30 June 2028: closed");
    assert_eq!(answer_by(&desk, account).await.1, AnswerBy::Never);
    assert_eq!(desk.call::<Staffed>("staffed", json!({})).await, Staffed::Never);
    let _: Value = desk.call("closure_remove", json!({ "closure": kept.id })).await;
    assert!(matches!(answer_by(&desk, account).await.1, AnswerBy::By { .. }));
}

#[tokio::test]
async fn closures_are_kept_changed_and_refused_in_words() {
    let mut desk = library().await;
    desk.set_clock(at("2027-01-10T12:00"));
    desk = desk.start_again().await;
    let kept: Vec<ClosureView> = desk.call("closures", json!({})).await;
    let names: Vec<(&str, bool)> = kept.iter().map(|view| (view.closure.name.as_str(), view.past)).collect();
    assert_eq!(names[..2], [("Staff day", false), ("Heating", false)]);
    assert_eq!(names[5..], [("Winter break", true), ("Day after", true), ("Thanksgiving", true)]);
    let change =
        json!({ "id": kept[0].id, "closure": Closure { name: " Staff\n day ".to_owned(), ..kept[0].closure.clone() } });
    let changed: ClosureView = desk.call("closure_save", change).await;
    assert_eq!((changed.id, changed.closure.name.as_str()), (kept[0].id, "Staff day"));
    let bad = json!({ "name": "", "first": "2027-01-02", "last": "2027-01-01", "what": { "kind": "closed" } });
    let problem = desk.refused("closure_save", json!({ "closure": bad })).await;
    assert_eq!((problem.code, problem.field.as_deref()), (Code::BadInput, Some("last")));
    assert_eq!(desk.refused("closure_remove", json!({ "closure": 999 })).await.code, Code::NotFound);
    let gone = json!({ "id": 999, "closure": kept[0].closure });
    assert_eq!(desk.refused("closure_save", gone).await.code, Code::NotFound);
    let hours = json!([{ "weekday": 5, "opens": 840, "closes": 1560 }, { "weekday": 6, "opens": 60, "closes": 300 }]);
    let problem = desk.refused("settings_save", json!({ "opening_hours": hours })).await;
    assert!(problem.message.contains("into those of Saturday"), "{problem:?}");
}

#[tokio::test]
async fn targets_are_set_by_label_and_come_back() {
    let desk = library().await;
    let targets: Vec<AnswerTargetView> = desk.call("answer_targets", json!({})).await;
    assert_eq!(targets.iter().map(|one| one.label).collect::<Vec<_>>(), Label::ALL);
    assert!(targets.iter().all(|one| one.target == one.usual));
    let target = Target::Minutes { minutes: 120 };
    let _: Value = desk.call("answer_target_save", json!({ "label": "book_challenge", "target": target })).await;
    let desk = desk.start_again().await;
    let targets: Vec<AnswerTargetView> = desk.call("answer_targets", json!({})).await;
    let changed: Vec<Label> = targets.iter().filter(|one| one.target != one.usual).map(|one| one.label).collect();
    assert_eq!((changed, targets[4].target), (vec![Label::BookChallenge], target));
    for bad in [json!({ "kind": "minutes", "minutes": 0 }), json!({ "kind": "days", "days": 61 })] {
        let problem = desk.refused("answer_target_save", json!({ "label": "media", "target": bad })).await;
        assert_eq!(problem.field.as_deref(), Some("target"));
    }
}

#[tokio::test]
async fn closures_of_a_calendar_file_are_kept_only_when_chosen() {
    let desk = library().await;
    let text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Closed for inventory\nDTSTART;VALUE=DATE:20270308\nEND:VEVENT\n\
        BEGIN:VEVENT\nSUMMARY:Story time\nDTSTART:20270309T150000Z\nDTEND:20270309T160000Z\nEND:VEVENT\n\
        BEGIN:VEVENT\nSUMMARY:Labor Day\nDTSTART;VALUE=DATE:20260907\nRRULE:FREQ=YEARLY;BYMONTH=9;BYDAY=1MO\nEND:VEVENT\n\
        BEGIN:VEVENT\nSUMMARY:Moon\nDTSTART;VALUE=DATE:20270310\nRRULE:FREQ=SECONDLY\nEND:VEVENT\nEND:VCALENDAR";
    let before: Vec<ClosureView> = desk.call("closures", json!({})).await;
    let preview: ClosurePreview = desk.call("closures_preview", json!({ "text": text })).await;
    let rows: Vec<_> = preview.rows.iter().map(|row| (row.line, row.state, row.likely, row.closures.len())).collect();
    let (ready, broken) = (ClosureRowState::Ready, ClosureRowState::Broken);
    assert_eq!(rows, [(2, ready, true, 1), (6, ready, false, 1), (11, ready, true, 2), (16, broken, false, 0)]);
    assert_eq!(desk.call::<Vec<ClosureView>>("closures", json!({})).await, before);
    let refused = desk.refused("closures_import", json!({ "text": text, "lines": [2, 16] })).await;
    assert!(refused.message.contains("line 16"), "{refused:?}");
    assert_eq!(desk.call::<Vec<ClosureView>>("closures", json!({})).await, before);
    let choice = json!({ "text": text, "lines": [2, 11] });
    let kept: ClosuresKept = desk.call("closures_import", choice.clone()).await;
    assert_eq!(kept, ClosuresKept { kept: 3, here: 0 });
    let again: ClosuresKept = desk.call("closures_import", choice).await;
    assert_eq!(again.kept, 0);
    let after: Vec<ClosureView> = desk.call("closures", json!({})).await;
    assert_eq!(after.len(), before.len() + 3);
    desk.set_clock(at("2027-03-08T10:00"));
    let opens = at("2027-03-09T09:00");
    let why = "Closed for inventory".to_owned();
    assert_eq!(desk.call::<Staffed>("staffed", json!({})).await, Staffed::Closed { opens, why });
    assert_eq!(desk.refused("closures_preview", json!({ "text": "hello" })).await.code, Code::UnusableFile);
}

#[tokio::test]
async fn the_calendar_and_the_rehearsal_know_the_closures() {
    let desk = library().await;
    let page: Value = desk.call("calendar", json!({ "from": "2026-11-26", "until": "2026-11-27" })).await;
    assert_eq!(page["days"][0]["open"], json!([]));
    assert_eq!(page["days"][1]["open"], json!([{ "opens": 600, "closes": 840 }]));
    let rehearsal: Value = desk.call("rehearse", json!({ "days": 7 })).await;
    let open = |day: usize| rehearsal["days"][day]["open"].as_str().expect("words").to_owned();
    // From Monday 23 November on.
    assert_eq!((open(1), open(3)), ("Open 9:00 to 17:00".to_owned(), "Closed: Thanksgiving".to_owned()));
}

#[tokio::test]
async fn a_lapsed_sign_in_is_not_a_quiet_day() {
    let desk = library().await;
    let account = desk.sign_in("library").await;
    desk.check(account).await;
    let read_at = desk.account(account).await.account.last_checked_at;
    assert_eq!(read_at, Some(desk.now()));
    desk.advance(3 * 3600);
    let lapsed = Failure::without_effect(FailureKind::SignInNeeded, "The token has expired.");
    desk.platform.fault(Operation::Inbox, Fault::Fails(lapsed));
    let refused = desk.refused("account_check", json!({ "account": account })).await;
    assert_eq!(refused.code, Code::SignInNeeded);
    let after = desk.account(account).await.account;
    assert!(matches!(after.health, AccountHealth::SignInNeeded { .. }), "{:?}", after.health);
    assert_eq!(after.last_checked_at, read_at, "it was not read since");
    let today: Today = desk.call("today", json!({})).await;
    assert!(today.sentence.starts_with("Nobody waited for an answer when Lectern last looked."), "{}", today.sentence);
    let since = words_in(read_at.expect("it was read"));
    let told = format!("One account needs a new sign-in: nothing was read there since {since}.");
    assert!(today.sentence.ends_with(&told), "{}", today.sentence);
    assert_eq!(today.unwell.len(), 1);
}

fn words_in(moment: Timestamp) -> String {
    let zone = TimeZone::get(ZONE).expect("a zone");
    let shown = Instant::from_millisecond(moment.0).expect("a moment").to_zoned(zone);
    shown.strftime("%A %-d %B, %-H:%M").to_string()
}
