use super::variables;
use lectern_core::moment::zone_of;
use lectern_hours::Hours;
use lectern_model::{Closure, ClosureKind, OpeningHours, Settings, Timestamp};

/// Thursday 26 November 2026, 9:00 in New York.
const THURSDAY: Timestamp = Timestamp(1_795_701_600_000);
const HOUR: i64 = 3_600_000;

fn settings(spans: &[(u8, u16, u16)]) -> Settings {
    let opening_hours =
        spans.iter().map(|(weekday, opens, closes)| OpeningHours { weekday: *weekday, opens: *opens, closes: *closes });
    Settings { opening_hours: opening_hours.collect(), time_zone: "America/New_York".to_owned(), ..Settings::default() }
}

fn value(settings: &Settings, at: Timestamp, name: &str) -> Option<String> {
    let hours = Hours::new(&settings.opening_hours, &[], zone_of(settings));
    variables(settings, &hours, at).into_iter().find(|variable| variable.name == name).unwrap().value
}

#[test]
fn days_with_the_same_hours_are_said_together() {
    let usual: Vec<(u8, u16, u16)> = (1..=5).map(|day| (day, 540, 1020)).collect();
    assert_eq!(value(&settings(&usual), THURSDAY, "hours").unwrap(), "Monday to Friday 9:00 to 17:00");
    let rural = [(1, 600, 720), (1, 840, 1080), (2, 600, 1080), (3, 600, 1080), (6, 600, 1500)];
    assert_eq!(
        value(&settings(&rural), THURSDAY, "hours").unwrap(),
        "Monday 10:00 to 12:00 and 14:00 to 18:00, Tuesday and Wednesday 10:00 to 18:00, Saturday 10:00 to 1:00"
    );
    assert_eq!(value(&settings(&[]), THURSDAY, "hours"), None);
}

#[test]
fn today_is_the_day_on_the_librarys_clock() {
    let set = settings(&[(4, 600, 1020)]);
    assert_eq!(value(&set, THURSDAY, "hours today").unwrap(), "10:00 to 17:00");
    assert_eq!(value(&set, Timestamp(THURSDAY.0 + 14 * HOUR), "hours today").unwrap(), "10:00 to 17:00");
    assert_eq!(value(&set, Timestamp(THURSDAY.0 + 15 * HOUR), "hours today").unwrap(), "closed");
    assert_eq!(value(&settings(&[]), THURSDAY, "hours today"), None);
}

#[test]
fn what_settings_do_not_say_has_no_value() {
    let set = Settings { desk_phone: "555 0100".to_owned(), ..settings(&[]) };
    assert_eq!(value(&set, THURSDAY, "desk phone").unwrap(), "555 0100");
    assert_eq!((value(&set, THURSDAY, "branch"), value(&set, THURSDAY, "web")), (None, None));
}

#[test]
fn a_holiday_is_closed_whatever_the_week_says() {
    let set = settings(&[(4, 600, 1020)]);
    let [first, last] = ["2026-11-26"; 2].map(str::to_owned);
    let closed = Closure { name: "Thanksgiving".to_owned(), first, last, what: ClosureKind::Closed };
    let hours = Hours::new(&set.opening_hours, &[closed], zone_of(&set));
    let today = variables(&set, &hours, THURSDAY).into_iter().find(|variable| variable.name == "hours today");
    assert_eq!(today.unwrap().value.unwrap(), "closed");
}
