use super::Rule;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use lectern_core::moment::{instant, shown};
use lectern_model::{Ends, Rhythm, SeriesPlan, Timestamp};
use proptest::prelude::*;

fn rule(rhythm: Rhythm, first: &str, ends: Ends) -> Rule {
    Rule::read(&SeriesPlan { rhythm, first: first.to_owned(), ends }).unwrap()
}

fn field(rhythm: Rhythm, first: &str, ends: Ends) -> String {
    Rule::read(&SeriesPlan { rhythm, first: first.to_owned(), ends }).unwrap_err().field.unwrap()
}

fn dates(rule: &Rule, count: usize) -> Vec<String> {
    rule.times().take(count).map(|time| time.strftime("%a %-d %b %y").to_string()).collect()
}

fn weekly(weekdays: &[u8], every: u8) -> Rhythm {
    Rhythm::Weekly { weekdays: weekdays.to_vec(), every }
}

#[test]
fn weeks_are_counted_from_the_week_of_the_first_day() {
    let thursdays = rule(weekly(&[4], 1), "2026-11-27T09:00", Ends::After { times: 3 });
    assert_eq!(dates(&thursdays, 9), ["Thu 3 Dec 26", "Thu 10 Dec 26", "Thu 17 Dec 26"]);
    let second = rule(weekly(&[5, 1, 1], 2), "2026-11-25T09:00", Ends::Never);
    assert_eq!(dates(&second, 3), ["Fri 27 Nov 26", "Mon 7 Dec 26", "Fri 11 Dec 26"]);
}

#[test]
fn a_month_without_that_day_has_its_last() {
    let last = rule(Rhythm::Monthly { day: 31 }, "2026-12-31T09:00", Ends::Never);
    assert_eq!(dates(&last, 4), ["Thu 31 Dec 26", "Sun 31 Jan 27", "Sun 28 Feb 27", "Wed 31 Mar 27"]);
    let begun_later = rule(Rhythm::Monthly { day: 5 }, "2026-12-06T09:00", Ends::Never);
    assert_eq!(dates(&begun_later, 1), ["Tue 5 Jan 27"]);
}

#[test]
fn weekdays_of_the_month() {
    let second = rule(Rhythm::MonthlyWeekday { nth: 2, weekday: 2 }, "2026-11-27T09:00", Ends::Never);
    assert_eq!(dates(&second, 2), ["Tue 8 Dec 26", "Tue 12 Jan 27"]);
    let last = rule(Rhythm::MonthlyWeekday { nth: 5, weekday: 1 }, "2026-11-27T09:00", Ends::Never);
    assert_eq!(dates(&last, 2), ["Mon 30 Nov 26", "Mon 28 Dec 26"]);
}

#[test]
fn it_ends_on_its_last_day() {
    let ends = Ends::On { date: "2026-12-10".to_owned() };
    assert_eq!(dates(&rule(weekly(&[4], 1), "2026-12-03T09:00", ends), 9), ["Thu 3 Dec 26", "Thu 10 Dec 26"]);
}

#[test]
fn what_is_no_plan_is_refused_by_its_field() {
    let (first, never) = ("2026-12-03T09:00", || Ends::Never);
    assert_eq!(field(Rhythm::Daily, "soon", never()), "first");
    assert_eq!(field(Rhythm::Daily, "0026-12-03T09:00", never()), "first");
    for wrong in [weekly(&[], 1), weekly(&[8], 1), weekly(&[1], 0), Rhythm::Monthly { day: 32 }] {
        assert_eq!(field(wrong, first, never()), "rhythm");
    }
    for nth in [0, 6] {
        assert_eq!(field(Rhythm::MonthlyWeekday { nth, weekday: 1 }, first, never()), "rhythm");
    }
    for ends in [Ends::After { times: 0 }, Ends::On { date: "2026-12-02".into() }, Ends::On { date: "x".into() }] {
        assert_eq!(field(Rhythm::Daily, first, ends), "ends");
    }
}

/// Both nights of the year on which the clock of Berlin is set, at a time that the one skips and the other doubles.
#[test]
fn daylight_saving_keeps_the_wall_clock() {
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    for (first, special, after) in
        [("2026-03-28T02:30", "03:30", "Mon 30 Mar 02:30"), ("2026-10-24T02:30", "02:30", "Mon 26 Oct 02:30")]
    {
        let rule = rule(Rhythm::Daily, first, Ends::After { times: 3 });
        let at: Vec<Timestamp> = rule.times().map(|time| instant(time, &zone).unwrap()).collect();
        assert_eq!(shown(at[1], &zone).unwrap().strftime("%H:%M").to_string(), special);
        assert_eq!(shown(at[2], &zone).unwrap().strftime("%a %-d %b %H:%M").to_string(), after);
        assert_eq!(rule.between(&zone, (at[0], at[2])).len(), 2, "after the one, up to the other");
    }
}

fn any_rhythm() -> impl Strategy<Value = Rhythm> {
    prop_oneof![
        Just(Rhythm::Daily),
        (prop::collection::vec(1u8..=7, 1..4), 1u8..5).prop_map(|(days, every)| weekly(&days, every)),
        (1u8..=31).prop_map(|day| Rhythm::Monthly { day }),
        (1u8..=5, 1u8..=7).prop_map(|(nth, weekday)| Rhythm::MonthlyWeekday { nth, weekday }),
    ]
}

proptest! {
    #[test]
    fn times_only_grow_and_fall_on_the_right_day(
        rhythm in any_rhythm(), day in 0i32..2000, hour in 0u8..24, minute in 0u8..60,
        zone in prop::sample::select(vec!["Europe/Berlin", "America/New_York", "Pacific/Auckland", "UTC"]),
    ) {
        let zone = TimeZone::get(zone).unwrap();
        let first = Date::new(2025, 1, 1).unwrap().checked_add(jiff::Span::new().days(day)).unwrap();
        let rule = rule(rhythm.clone(), &format!("{first}T{hour:02}:{minute:02}"), Ends::Never);
        let times: Vec<_> = rule.times().take(60).collect();
        prop_assert_eq!(times.len(), 60);
        prop_assert!(times[0].date() >= first);
        let moments: Vec<Timestamp> = times.iter().map(|time| instant(*time, &zone).unwrap()).collect();
        prop_assert!(moments.windows(2).all(|pair| pair[0] < pair[1]));
        let window = (moments[9], moments[29]);
        let between: Vec<Timestamp> = rule.between(&zone, window).into_iter().map(|(_, at)| at).collect();
        prop_assert_eq!(&between[..], &moments[10..=29]);
        let next = rule.next(&zone, moments[9], 5);
        prop_assert_eq!(&next[..], &times[10..15]);
        for time in times {
            let weekday = u8::try_from(time.weekday().to_monday_one_offset()).unwrap();
            let fits = match &rhythm {
                Rhythm::Daily => true,
                Rhythm::Weekly { weekdays, .. } => weekdays.contains(&weekday),
                Rhythm::Monthly { day } => time.day() == i8::try_from(*day).unwrap().min(time.days_in_month()),
                Rhythm::MonthlyWeekday { weekday: wanted, nth } => weekday == *wanted && match nth {
                    5 => time.day() > time.days_in_month() - 7,
                    nth => (time.day() - 1) / 7 + 1 == i8::try_from(*nth).unwrap(),
                },
            };
            prop_assert!(fits, "{} for {:?}", time, rhythm);
        }
    }
}
