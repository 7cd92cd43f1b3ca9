use super::{checked_week, spans_words, week_words};
use lectern_model::{OpenSpan, OpeningHours};

fn hours(spans: &[(u8, u16, u16)]) -> Vec<OpeningHours> {
    spans
        .iter()
        .map(|(weekday, opens, closes)| OpeningHours { weekday: *weekday, opens: *opens, closes: *closes })
        .collect()
}

#[test]
fn the_hours_of_a_week_stand_in_order() {
    let kept = checked_week(hours(&[(2, 600, 720), (1, 780, 1020), (1, 540, 720), (7, 1200, 1560)])).unwrap();
    let order: Vec<(u8, u16)> = kept.iter().map(|span| (span.weekday, span.opens)).collect();
    assert_eq!(order, [(1, 540), (1, 780), (2, 600), (7, 1200)]);
}

#[test]
fn what_no_week_has_is_refused_in_words() {
    for (bad, words) in [
        (hours(&[(0, 540, 720)]), "outside of a week"),
        (hours(&[(8, 540, 720)]), "outside of a week"),
        (hours(&[(1, 1440, 1500)]), "outside of a week"),
        (hours(&[(1, 600, 2881)]), "outside of a week"),
        (hours(&[(1, 600, 540)]), "closes before it opens"),
        (hours(&[(1, 600, 600)]), "closes before it opens"),
        (hours(&[(1, 0, 1441)]), "longer than a day"),
        (hours(&[(1, 540, 720), (1, 700, 900)]), "overlap"),
        (hours(&[(5, 1200, 1560), (6, 60, 300)]), "of Friday go on past midnight and into those of Saturday"),
        (hours(&[(7, 1200, 1560), (1, 60, 300)]), "of Sunday go on past midnight and into those of Monday"),
        (hours(&[(1, 0, 1); 101]), "more opening hours"),
    ] {
        let problem = checked_week(bad.clone()).unwrap_err();
        assert_eq!(problem.field.as_deref(), Some("opening_hours"), "{bad:?}");
        assert!(problem.message.contains(words), "{bad:?}: {}", problem.message);
    }
}

#[test]
fn hours_that_touch_are_fine() {
    checked_week(hours(&[(1, 540, 720), (1, 720, 900)])).unwrap();
    checked_week(hours(&[(5, 1200, 1500), (6, 60, 300)])).unwrap();
    checked_week((1..=7).map(|weekday| OpeningHours { weekday, opens: 0, closes: 1440 }).collect()).unwrap();
}

#[test]
fn a_week_is_told_in_one_line() {
    let week: Vec<(u8, u16, u16)> = (1..=5).map(|day| (day, 540, 1020)).chain([(6, 600, 840)]).collect();
    assert_eq!(week_words(&hours(&week)), "Monday to Friday 9:00 to 17:00, Saturday 10:00 to 14:00");
    assert_eq!(week_words(&hours(&[(1, 540, 720), (2, 540, 720), (4, 840, 1500)])), {
        "Monday and Tuesday 9:00 to 12:00, Thursday 14:00 to 1:00"
    });
    assert_eq!(week_words(&[]), "");
    let open = [OpenSpan { opens: 780, closes: 1020 }, OpenSpan { opens: 545, closes: 720 }];
    assert_eq!(spans_words(&open), "9:05 to 12:00 and 13:00 to 17:00");
}
