use super::{next_opening, times};
use lectern_core::moment::zone_of;
use lectern_hours::Hours;
use lectern_model::{OpeningHours, Settings, Timestamp};

/// Open on weekdays from nine to five, in New York.
fn settings() -> Settings {
    let day = |weekday| OpeningHours { weekday, opens: 9 * 60, closes: 17 * 60 };
    Settings {
        time_zone: "America/New_York".to_owned(),
        opening_hours: (1..=5).map(day).collect(),
        ..Settings::default()
    }
}

fn hours(settings: &Settings) -> Hours {
    Hours::new(&settings.opening_hours, &[], zone_of(settings))
}

fn at(moment: &str) -> Timestamp {
    Timestamp(moment.parse::<jiff::Timestamp>().unwrap().as_millisecond())
}

#[test]
fn it_opens_next_on_monday_also_over_the_night_the_clocks_are_put_back() {
    // Friday the 30th of October, 18:00; the clocks are put back on Sunday.
    assert_eq!(next_opening(&hours(&settings()), at("2026-10-30T22:00:00Z")), Some(at("2026-11-02T14:00:00Z")));
    assert_eq!(next_opening(&hours(&settings()), at("2026-10-30T12:59:00Z")), Some(at("2026-10-30T13:00:00Z")));
    assert_eq!(next_opening(&hours(&settings()), at("2026-10-30T13:00:00Z")), Some(at("2026-11-02T14:00:00Z")));
    assert_eq!(
        next_opening(&hours(&Settings { opening_hours: Vec::new(), ..settings() }), at("2026-10-30T12:59:00Z")),
        None
    );
}

#[test]
fn what_is_the_same_moment_is_offered_once() {
    let offered = times(&settings(), &hours(&settings()), at("2026-11-01T20:00:00Z"));
    let names: Vec<(&str, Timestamp)> = offered.iter().map(|time| (time.name.as_str(), time.at)).collect();
    let monday = at("2026-11-02T14:00:00Z");
    assert_eq!(names, [("In 3 hours", at("2026-11-01T23:00:00Z")), ("When we open next", monday)]);
    assert_eq!(offered[1].words, "Monday 2 November 2026, 9:00 (EST)");
    let untold = Settings { opening_hours: Vec::new(), ..settings() };
    let without = times(&untold, &hours(&untold), at("2026-11-04T15:00:00Z"));
    let names: Vec<(&str, Timestamp)> = without.iter().map(|time| (time.name.as_str(), time.at)).collect();
    assert_eq!(without.iter().map(|time| time.says_day).collect::<Vec<_>>(), [false, true, true]);
    let (tomorrow, week) = (at("2026-11-05T14:00:00Z"), at("2026-11-09T14:00:00Z"));
    assert_eq!(
        names,
        [("In 3 hours", at("2026-11-04T18:00:00Z")), ("Tomorrow morning", tomorrow), ("Next Monday", week)]
    );
}
