use super::{checked_closure, closure_words, is_past};
use jiff::civil::date;
use lectern_model::{Closure, ClosureKind, OpenSpan};

fn closure(first: &str, last: &str, what: ClosureKind) -> Closure {
    Closure { name: "Thanksgiving".to_owned(), first: first.to_owned(), last: last.to_owned(), what }
}

fn hours(open: &[(u16, u16)]) -> ClosureKind {
    ClosureKind::Hours {
        open: open.iter().map(|(opens, closes)| OpenSpan { opens: *opens, closes: *closes }).collect(),
    }
}

#[test]
fn closures_are_said_in_words() {
    let part = |from, until| ClosureKind::Between { from, until };
    for (closure, words) in [
        (closure("2026-11-26", "2026-11-26", ClosureKind::Closed), "Thursday 26 November 2026: closed"),
        (
            closure("2026-12-24", "2027-01-01", ClosureKind::Closed),
            "Thursday 24 December 2026 to Friday 1 January 2027: closed",
        ),
        (closure("2026-12-24", "2026-12-24", part(720, 1440)), "Thursday 24 December 2026: closed 12:00 to midnight"),
        (
            closure("2026-12-24", "2026-12-27", part(720, 540)),
            "Closed from Thursday 24 December 2026, 12:00, to Sunday 27 December 2026, 9:00",
        ),
        (
            closure("2026-12-31", "2026-12-31", hours(&[(840, 960), (540, 720)])),
            "Thursday 31 December 2026: open 9:00 to 12:00 and 14:00 to 16:00",
        ),
    ] {
        assert_eq!(closure_words(&checked_closure(closure).unwrap()), words);
    }
}

#[test]
fn what_nobody_can_keep_is_refused_with_its_field() {
    let part = |from, until| ClosureKind::Between { from, until };
    let day = "2026-11-26";
    for (bad, field) in [
        (closure("26 November", day, ClosureKind::Closed), "first"),
        (closure("2026-02-30", day, ClosureKind::Closed), "first"),
        (closure("0026-11-26", day, ClosureKind::Closed), "first"),
        (closure(day, "", ClosureKind::Closed), "last"),
        (closure(day, "2026-11-25", ClosureKind::Closed), "last"),
        (closure(day, "2036-12-26", ClosureKind::Closed), "last"),
        (closure(day, day, part(720, 720)), "until"),
        (closure(day, day, part(720, 1441)), "until"),
        (closure(day, day, part(1440, 1440)), "until"),
        (closure(day, day, hours(&[])), "open"),
        (closure(day, day, hours(&[(600, 540)])), "open"),
        (closure(day, day, hours(&[(600, 800), (700, 900)])), "open"),
        (closure(day, day, hours(&[(0, 1); 21])), "open"),
        (Closure { name: "n".repeat(201), ..closure(day, day, ClosureKind::Closed) }, "name"),
    ] {
        assert_eq!(checked_closure(bad.clone()).unwrap_err().field.as_deref(), Some(field), "{bad:?}");
    }
}

#[test]
fn it_is_past_when_its_last_day_is() {
    let one = closure("2026-11-26", "2026-11-27", ClosureKind::Closed);
    assert!(!is_past(&one, date(2026, 11, 27)));
    assert!(is_past(&one, date(2026, 11, 28)));
}
