use super::{checked, checked_number, is_place};
use lectern_model::{OpeningHours, Settings};

fn field(settings: Settings) -> Option<String> {
    checked(settings).err().and_then(|problem| problem.field)
}

fn hours(spans: &[(u8, u16, u16)]) -> Settings {
    let opening_hours =
        spans.iter().map(|(weekday, opens, closes)| OpeningHours { weekday: *weekday, opens: *opens, closes: *closes });
    Settings { opening_hours: opening_hours.collect(), ..Settings::default() }
}

#[test]
fn own_sites_are_host_names_whatever_was_pasted() {
    let own_sites = ["https://www.Glen.example/events?x=1", "glen.example", " GLEN.example. ", "", "bücher.example"];
    let kept = checked(Settings { own_sites: own_sites.map(str::to_owned).to_vec(), ..Settings::default() }).unwrap();
    assert_eq!(kept.own_sites, ["www.glen.example", "glen.example", "xn--bcher-kva.example"]);
    for bad in ["not a site", "localhost", "192.168.0.1", "mailto:a@b.example", "ftp://glen.example"] {
        assert_eq!(field(Settings { own_sites: vec![bad.to_owned()], ..Settings::default() }).unwrap(), "own_sites");
    }
}

#[test]
fn zones_are_those_of_the_list() {
    let zone = |name: &str| checked(Settings { time_zone: name.to_owned(), ..Settings::default() });
    assert_eq!(zone(" europe/berlin ").unwrap().time_zone, "Europe/Berlin");
    assert_eq!(zone("").unwrap().time_zone, "");
    assert_eq!(zone("Mars/Base").unwrap_err().field.unwrap(), "time_zone");
    assert!(is_place("America/Argentina/Buenos_Aires") && !is_place("Etc/GMT+3"));
}

#[test]
fn opening_hours_fit_into_a_week_and_stand_in_order() {
    let kept = checked(hours(&[(2, 600, 1020), (1, 840, 1080), (1, 540, 720), (5, 1200, 1560)])).unwrap();
    let order: Vec<(u8, u16)> = kept.opening_hours.iter().map(|span| (span.weekday, span.opens)).collect();
    assert_eq!(order, [(1, 540), (1, 840), (2, 600), (5, 1200)]);
    for bad in [
        vec![(0, 540, 600)],
        vec![(8, 540, 600)],
        vec![(1, 600, 540)],
        vec![(1, 540, 540)],
        vec![(1, 1440, 1500)],
        vec![(1, 10, 1500)],
        vec![(1, 540, 720), (1, 700, 900)],
    ] {
        assert_eq!(field(hours(&bad)).unwrap(), "opening_hours", "{bad:?}");
    }
}

#[test]
fn a_planned_post_is_a_day_late_at_most() {
    let grace = |minutes| field(Settings { missed_grace_minutes: minutes, ..Settings::default() });
    assert_eq!((grace(0), grace(1440)), (None, None));
    assert_eq!(grace(1441).unwrap(), "missed_grace_minutes");
    let hold = |days| field(Settings { facts_hold_days: days, ..Settings::default() });
    assert_eq!([7, 1095].map(hold), [None, None]);
    assert_eq!([6, 1096].map(hold), [6, 1096].map(|_| Some("facts_hold_days".to_owned())));
}

#[test]
fn a_language_is_a_tag() {
    let language = |tag: &str| field(Settings { language: tag.to_owned(), ..Settings::default() });
    assert_eq!(language("fr-CA"), None);
    assert_eq!(language("English, please").unwrap(), "language");
}

#[test]
fn a_number_for_emergencies_can_be_called() {
    for fine in ["", " 911 ", "112", "911, or 555 0100 for the guard", "0118 999 881 999 119 725 3"] {
        assert_eq!(checked_number(fine).unwrap(), fine.trim());
    }
    for bad in ["x".repeat(60), "nine one one".to_owned(), "9".to_owned(), format!("911 {}", "x".repeat(57))] {
        let problem = checked_number(&bad).unwrap_err();
        assert_eq!(problem.field.as_deref(), Some("emergency_number"), "{bad}");
        assert!(problem.message.contains("for example 911"), "{}", problem.message);
    }
}
