use super::{Hours, Never, Opening};
use jiff::tz::TimeZone;
use lectern_model::{AnswerBy, Closure, ClosureKind, OpenSpan, OpeningHours, Staffed, Target, Timestamp};
use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};
use proptest::{collection, prop_assert, prop_assert_eq};
use std::time::Duration;

const HOUR: i64 = 3_600_000;

fn at(text: &str, zone: &str) -> Timestamp {
    let zoned: jiff::Zoned = format!("{text}[{zone}]").parse().unwrap();
    Timestamp(zoned.timestamp().as_millisecond())
}

fn hours(week: &[(u8, u16, u16)], closures: &[Closure], zone: &str) -> Hours {
    let week: Vec<OpeningHours> = week
        .iter()
        .map(|(weekday, opens, closes)| OpeningHours { weekday: *weekday, opens: *opens, closes: *closes })
        .collect();
    Hours::new(&week, closures, TimeZone::get(zone).unwrap())
}

fn closed(first: &str, last: &str) -> Closure {
    let [first, last] = [first, last].map(str::to_owned);
    Closure { name: "Holiday".to_owned(), first, last, what: ClosureKind::Closed }
}

const NEW_YORK: &str = "America/New_York";

fn library() -> Hours {
    let week: Vec<(u8, u16, u16)> = (1..=5).map(|day| (day, 540, 1020)).chain([(6, 600, 840)]).collect();
    hours(&week, &[closed("2026-11-26", "2026-11-26")], NEW_YORK)
}

#[test]
fn the_clock_skips_sunday_and_thanksgiving() {
    let library = library();
    let one_day = |text| library.answer_by(at(text, NEW_YORK), Target::Days { days: 1 }).unwrap().unwrap();
    // Wednesday to Friday; Saturday to Monday.
    assert_eq!(one_day("2026-11-25T10:00"), at("2026-11-27T17:00", NEW_YORK));
    assert_eq!(one_day("2026-11-28T11:00"), at("2026-11-30T17:00", NEW_YORK));
    assert_eq!(one_day("2026-11-29T11:00"), at("2026-11-30T17:00", NEW_YORK));
    assert_eq!(one_day("2026-11-30T08:59"), at("2026-11-30T17:00", NEW_YORK));
    assert_eq!(one_day("2026-11-30T09:01"), at("2026-12-01T17:00", NEW_YORK));
    let hour = |text| library.answer_by(at(text, NEW_YORK), Target::Minutes { minutes: 60 }).unwrap().unwrap();
    assert_eq!(hour("2026-11-25T16:50"), at("2026-11-27T09:50", NEW_YORK));
    assert_eq!(hour("2026-11-25T16:00"), at("2026-11-25T17:00", NEW_YORK));
    let same = |text| library.answer_by(at(text, NEW_YORK), Target::SameDay).unwrap().unwrap();
    assert_eq!(same("2026-11-25T16:59"), at("2026-11-25T17:00", NEW_YORK));
    assert_eq!(same("2026-11-25T17:00"), at("2026-11-27T17:00", NEW_YORK));
    assert_eq!(library.answer_by(Timestamp(0), Target::None), Ok(None));
}

#[test]
fn who_is_there_now_and_when_next() {
    let library = library();
    let staffed = |text| library.staffed(at(text, NEW_YORK));
    assert_eq!(staffed("2026-11-25T09:00"), Staffed::Open { until: at("2026-11-25T17:00", NEW_YORK) });
    let opens = at("2026-11-27T09:00", NEW_YORK);
    assert_eq!(staffed("2026-11-25T17:00"), Staffed::Closed { opens, why: String::new() });
    assert_eq!(staffed("2026-11-26T12:00"), Staffed::Closed { opens, why: "Holiday".to_owned() });
    assert_eq!(hours(&[], &[], NEW_YORK).staffed(Timestamp(0)), Staffed::NotTold);
}

#[test]
fn what_follows_without_a_gap_is_one_opening() {
    let night = hours(&[(5, 1200, 1440), (6, 0, 120)], &[], NEW_YORK);
    let open = Opening { start: at("2026-11-27T20:00", NEW_YORK), end: at("2026-11-28T02:00", NEW_YORK) };
    assert_eq!(night.next(at("2026-11-27T21:00", NEW_YORK)), Ok(open));
    assert_eq!(night.next(at("2026-11-24T21:00", NEW_YORK)), Ok(open));
}

#[test]
fn a_year_without_an_opening_ends_the_search() {
    let shut = hours(&[(1, 540, 1020)], &[closed("2026-01-01", "2028-12-31")], NEW_YORK);
    let now = at("2026-11-25T10:00", NEW_YORK);
    assert_eq!(shut.next(now), Err(Never::Closed));
    assert_eq!(shut.staffed(now), Staffed::Never);
    for target in [Target::SameDay, Target::Days { days: 1 }, Target::Minutes { minutes: 1 }] {
        assert_eq!(shut.answer_by(now, target), Err(Never::Closed));
        assert_eq!(shut.promise(now, target), AnswerBy::Never);
        assert_eq!(hours(&[], &[], NEW_YORK).answer_by(now, target), Err(Never::NotTold));
    }
    assert_eq!(shut.open_between(now, now.plus_seconds(86_400 * 300)), Ok(Duration::ZERO));
    // Eleven months are still waited for.
    let long = hours(&[(1, 540, 1020)], &[closed("2026-11-01", "2027-10-01")], NEW_YORK);
    assert_eq!(long.next(now).unwrap().start, at("2027-10-04T09:00", NEW_YORK));
    // A minute a week: an hour of it takes more than a year, and a hundred hours more than ten.
    let rare = hours(&[(1, 540, 541)], &[], NEW_YORK);
    assert!(rare.answer_by(now, Target::Minutes { minutes: 60 }).is_ok());
    assert_eq!(rare.answer_by(now, Target::Minutes { minutes: 6000 }), Err(Never::TooFar));
    assert_eq!(rare.open_between(Timestamp(0), now), Err(Never::TooFar));
    assert_eq!(rare.next(Timestamp(i64::MAX)), Err(Never::NoMoment));
}

#[test]
fn a_night_is_longer_or_shorter_when_the_clocks_change() {
    let night = hours(&[(6, 1320, 1740)], &[], NEW_YORK);
    let length = |text| {
        let opening = night.next(at(text, NEW_YORK)).unwrap();
        opening.end.since(opening.start) / HOUR
    };
    // From 22:00 to 5:00: seven hours; six in March, eight in November.
    assert_eq!((length("2026-03-07T12:00"), length("2026-10-31T12:00"), length("2026-06-06T12:00")), (6, 8, 7));
}

#[test]
fn a_time_that_does_not_come_is_when_the_clocks_change_and_of_two_the_first_counts() {
    // 8 March 2026: from 2:00 to 3:00. 1 November 2026: 1:00 to 2:00 comes twice.
    let opening =
        |span: (u16, u16), text| hours(&[(7, span.0, span.1)], &[], NEW_YORK).next(at(text, NEW_YORK)).unwrap();
    let spring = "2026-03-07T12:00";
    assert_eq!(opening((150, 300), spring).start, at("2026-03-08T03:00", NEW_YORK));
    assert_eq!(opening((60, 150), spring).end, at("2026-03-08T03:00", NEW_YORK));
    let autumn = "2026-10-31T12:00";
    assert_eq!(opening((90, 300), autumn).start, at("2026-11-01T01:30-04:00", NEW_YORK));
    assert_eq!(opening((30, 90), autumn).end, at("2026-11-01T01:30-04:00", NEW_YORK));
    // Hours that the change leaves nothing of are none: the next Sunday is.
    assert_eq!(opening((125, 175), spring).start, at("2026-03-15T02:05", NEW_YORK));
}

#[test]
fn it_is_soon_when_two_open_hours_or_half_of_it_are_left() {
    let library = library();
    let promise = |text, target| library.promise(at(text, NEW_YORK), target);
    let by = |at, soon| AnswerBy::By { at, soon };
    assert_eq!(
        promise("2026-11-25T10:00", Target::Days { days: 1 }),
        by(at("2026-11-27T17:00", NEW_YORK), at("2026-11-27T15:00", NEW_YORK))
    );
    assert_eq!(
        promise("2026-11-25T16:40", Target::Minutes { minutes: 60 }),
        by(at("2026-11-27T09:40", NEW_YORK), at("2026-11-27T09:10", NEW_YORK))
    );
    assert_eq!(promise("2026-11-25T10:00", Target::None), AnswerBy::NoTarget);
}

// ---- any week, any closure, any moment ----

fn any_hours() -> impl Strategy<Value = Hours> {
    let zones = [NEW_YORK, "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia", "UTC"];
    let spans = || collection::vec((1u8..=7, 0u16..1440, 1u16..=1440), 1..12);
    let week =
        spans().prop_map(|spans| spans.into_iter().map(|(day, opens, long)| (day, opens, opens + long)).collect());
    (week, collection::vec(any_closure(), 0..8), 0..zones.len()).prop_map(
        move |(week, closures, zone): (Vec<(u8, u16, u16)>, Vec<Closure>, usize)| hours(&week, &closures, zones[zone]),
    )
}

fn any_closure() -> impl Strategy<Value = Closure> {
    let open = (0u16..1440, 1u16..=1440).prop_map(|(opens, long)| OpenSpan { opens, closes: opens + long });
    let what = prop_oneof![
        Just(ClosureKind::Closed),
        (0u16..1440, 0u16..=1440).prop_map(|(from, until)| ClosureKind::Between { from, until }),
        open.prop_map(|open| ClosureKind::Hours { open: vec![open] }),
    ];
    (0i64..700, 0i64..30, what).prop_map(|(first, days, what)| {
        let day = |number| {
            let from = jiff::civil::date(2026, 1, 1).checked_add(jiff::Span::new().days(number)).unwrap();
            from.to_string()
        };
        Closure { name: String::new(), first: day(first), last: day(first + days), what }
    })
}

/// Within the two years that closures lie in.
fn any_moment() -> impl Strategy<Value = Timestamp> {
    (0i64..700 * 24 * 60 * 60).prop_map(|second| Timestamp(1_767_225_600_000 + second * 1000))
}

fn any_target() -> impl Strategy<Value = Target> {
    prop_oneof![
        (1u32..5000).prop_map(|minutes| Target::Minutes { minutes }),
        Just(Target::SameDay),
        (1u32..10).prop_map(|days| Target::Days { days }),
    ]
}

proptest! {
    #[test]
    fn open_time_adds_up(hours in any_hours(), mut times in [any_moment(), any_moment(), any_moment()]) {
        times.sort();
        let [a, b, c] = times;
        let (ab, bc, ac) = (hours.open_between(a, b), hours.open_between(b, c), hours.open_between(a, c));
        prop_assert_eq!(ab.unwrap() + bc.unwrap(), ac.unwrap());
        prop_assert!(ac.unwrap().as_millis() <= u128::try_from(c.since(a)).unwrap());
    }

    #[test]
    fn who_writes_later_is_not_answered_earlier(
        hours in any_hours(), target in any_target(), times in [any_moment(), any_moment()],
    ) {
        let (first, second) = (times[0].min(times[1]), times[0].max(times[1]));
        if let (Ok(first), Ok(second)) = (hours.answer_by(first, target), hours.answer_by(second, target)) {
            prop_assert!(first <= second);
        }
    }

    #[test]
    fn an_answer_is_due_while_somebody_is_there(hours in any_hours(), target in any_target(), received in any_moment()) {
        if let Ok(Some(by)) = hours.answer_by(received, target) {
            prop_assert!(by > received);
            // The minute of closing is the last of them.
            prop_assert!(hours.is_open(by) || hours.is_open(Timestamp(by.0 - 1)));
            if let Target::Minutes { minutes } = target {
                prop_assert_eq!(hours.open_between(received, by), Ok(Duration::from_secs(u64::from(minutes) * 60)));
            }
            let AnswerBy::By { at, soon } = hours.promise(received, target) else { panic!("the same") };
            prop_assert!(at == by && received <= soon && soon <= by);
        }
    }

    #[test]
    fn the_next_opening_is_the_next(hours in any_hours(), now in any_moment(), inside in any::<u64>()) {
        let Ok(next) = hours.next(now) else { return Ok(()) };
        prop_assert!(now < next.end && next.start < next.end);
        if next.start > now {
            prop_assert!(!hours.is_open(now));
            prop_assert_eq!(hours.open_between(now, next.start), Ok(Duration::ZERO));
        }
        let length = u64::try_from(next.end.since(next.start)).unwrap();
        prop_assert!(hours.is_open(Timestamp(next.start.0 + i64::try_from(inside % length).unwrap())));
        prop_assert!(!hours.is_open(Timestamp(next.start.0 - 1)) || next.start <= now);
    }
}
