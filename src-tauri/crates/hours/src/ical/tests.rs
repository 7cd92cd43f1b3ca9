use super::read;
use jiff::civil::date;
use jiff::tz::TimeZone;
use lectern_model::{Closure, ClosureKind, ClosurePreview, ClosureRow, ClosureRowState, Code};

fn calendar(entries: &str) -> String {
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{}\r\nEND:VCALENDAR\r\n", entries.trim().replace('\n', "\r\n"))
}

fn preview(entries: &str) -> ClosurePreview {
    let zone = TimeZone::get("America/New_York").unwrap();
    read(&calendar(entries), &zone, date(2026, 11, 27), &[]).unwrap()
}

/// The only row of an entry with these lines.
fn row(lines: &str) -> ClosureRow {
    let mut rows = preview(&format!("BEGIN:VEVENT\nUID:1\n{}\nEND:VEVENT", lines.trim())).rows;
    assert_eq!(rows.len(), 1);
    rows.remove(0)
}

fn days(row: &ClosureRow) -> Vec<(&str, &str)> {
    row.closures.iter().map(|one| (one.first.as_str(), one.last.as_str())).collect()
}

#[test]
fn whole_days_end_before_the_day_that_is_written() {
    let one = row("SUMMARY:Winter break\\, closed\nDTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20270102");
    assert_eq!((one.name.as_str(), one.state, one.likely), ("Winter break, closed", ClosureRowState::Ready, true));
    assert_eq!(days(&one), [("2026-12-24", "2027-01-01")]);
    assert_eq!(one.words, "Thursday 24 December 2026 to Friday 1 January 2027: closed");
    assert_eq!(one.line, 3);
    // Without an end, with the same day as its end, with a length, and written as midnights.
    for lines in [
        "DTSTART;VALUE=DATE:20261224",
        "DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261224",
        "DTSTART;VALUE=DATE:20261224\nDURATION:P1D",
        "DTSTART;TZID=America/New_York:20261224T000000\nDTEND;TZID=America/New_York:20261225T000000",
    ] {
        let one = row(lines);
        assert_eq!((days(&one), &one.closures[0].what), (vec![("2026-12-24", "2026-12-24")], &ClosureKind::Closed));
    }
}

#[test]
fn times_are_brought_to_the_clock_of_the_library() {
    let between = |from, until| ClosureKind::Between { from, until };
    for (start, end) in [
        ("DTSTART:20261224T120000", "DTEND:20261224T153000"),
        ("DTSTART:20261224T170000Z", "DTEND:20261224T203000Z"),
        ("DTSTART;TZID=America/Chicago:20261224T110000", "DURATION:PT3H30M"),
        ("DTSTART;TZID=\"Central Standard Time\":20261224T110000", "DTEND;TZID=Central Standard Time:20261224T143000"),
        ("DTSTART;TZID=/maker.example/2026/America/Chicago:20261224T110000", "DTEND:20261224T153000"),
    ] {
        let one = row(&format!("SUMMARY:Staff day\n{start}\n{end}"));
        assert_eq!(one.closures[0].what, between(720, 930), "{start}");
        assert_eq!((one.state, one.likely), (ClosureRowState::Ready, false), "{start}");
    }
    let night = row("SUMMARY:Closing early\nDTSTART:20261224T180000\nDTEND:20261225T000000");
    assert_eq!((days(&night), &night.closures[0].what), (vec![("2026-12-24", "2026-12-24")], &between(1080, 1440)));
    assert!(night.likely);
    let long = row("DTSTART:20261224T180000\nDTEND:20261227T090000");
    assert_eq!((days(&long), &long.closures[0].what), (vec![("2026-12-24", "2026-12-27")], &between(1080, 540)));
}

#[test]
fn what_comes_again_is_taken_for_two_years() {
    let first = |row: &ClosureRow| row.closures.iter().map(|one| one.first.clone()).collect::<Vec<_>>();
    let thanks = row("DTSTART;VALUE=DATE:20201126\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH");
    assert_eq!(first(&thanks), ["2027-11-25", "2028-11-23"]);
    assert!(thanks.note.contains("taken up to Monday 27 November 2028"), "{}", thanks.note);
    assert!(thanks.note.contains("left out"), "{}", thanks.note);
    assert_eq!(thanks.words, "Thursday 25 November 2027: closed, and once more");
    for (start, rule, expected) in [
        ("20201225", "FREQ=YEARLY", vec!["2026-12-25", "2027-12-25"]),
        ("20261225", "FREQ=YEARLY;COUNT=1", vec!["2026-12-25"]),
        ("20261225", "FREQ=YEARLY;INTERVAL=2", vec!["2026-12-25"]),
        ("20261201", "FREQ=DAILY;UNTIL=20261203", vec!["2026-12-01", "2026-12-02", "2026-12-03"]),
        ("20261201", "FREQ=DAILY;INTERVAL=10;UNTIL=20261225T050000Z", vec!["2026-12-01", "2026-12-11", "2026-12-21"]),
        ("20261204", "FREQ=WEEKLY;COUNT=2;WKST=SU", vec!["2026-12-04", "2026-12-11"]),
        (
            "20261204",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR,SU;COUNT=4",
            vec!["2026-12-04", "2026-12-06", "2026-12-18", "2026-12-20"],
        ),
        ("20261206", "FREQ=MONTHLY;BYDAY=1SU;COUNT=3", vec!["2026-12-06", "2027-01-03", "2027-02-07"]),
        ("20261228", "FREQ=MONTHLY;BYDAY=-1MO;COUNT=2", vec!["2026-12-28", "2027-01-25"]),
        ("20261231", "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", vec!["2026-12-31", "2027-01-31", "2027-02-28"]),
        ("20261231", "FREQ=MONTHLY;COUNT=2", vec!["2026-12-31", "2027-01-31"]),
    ] {
        assert_eq!(first(&row(&format!("DTSTART;VALUE=DATE:{start}\nRRULE:{rule}"))), expected, "{rule}");
    }
}

#[test]
fn entries_that_are_left_out_or_moved_do_not_come() {
    let text = "BEGIN:VEVENT\nUID:w\nDTSTART;VALUE=DATE:20261204\nRRULE:FREQ=WEEKLY;COUNT=4\n\
        EXDATE;VALUE=DATE:20261211\nEND:VEVENT\n\
        BEGIN:VEVENT\nUID:w\nRECURRENCE-ID;VALUE=DATE:20261218\nDTSTART;VALUE=DATE:20261219\nEND:VEVENT";
    let rows = preview(text).rows;
    assert_eq!(days(&rows[0]), [("2026-12-04", "2026-12-04"), ("2026-12-25", "2026-12-25")]);
    assert_eq!(days(&rows[1]), [("2026-12-19", "2026-12-19")]);
}

#[test]
fn what_cannot_be_read_says_why_and_is_never_dropped() {
    for (lines, why) in [
        ("SUMMARY:No day", "does not say when it begins"),
        ("DTSTART:soon", "no day and no time"),
        ("DTSTART;VALUE=DATE:20261332", "no day and no time"),
        ("DTSTART:00011224T120000\nDTEND:00011224T130000", "no day and no time"),
        ("DTSTART;TZID=Middle Earth:20261224T120000\nDTEND:20261224T130000Z", "“Middle Earth” is not known"),
        ("DTSTART:20261224T120000", "does not say when it ends"),
        ("DTSTART:20261224T120000\nDTEND:20261224T120000", "ends before it begins"),
        ("DTSTART:20261224T120000\nDURATION:PT0S", "no length of time"),
        ("DTSTART:20261224T120000\nDURATION:P99999999999999999999D", "no length of time"),
        ("DTSTART;VALUE=DATE:20261224\nDTEND:20261224T120000", "or the other way round"),
        ("DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20991224", "at most ten years"),
        ("DTSTART;VALUE=DATE:20261224\nRDATE;VALUE=DATE:20261231", "RDATE"),
        ("DTSTART;VALUE=DATE:20261224\nRRULE:FREQ=HOURLY", "FREQ=HOURLY"),
        ("DTSTART;VALUE=DATE:20261224\nRRULE:FREQ=YEARLY;BYWEEKNO=20", "BYWEEKNO=20"),
        ("DTSTART;VALUE=DATE:20261224\nRRULE:FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1", "BYSETPOS=1"),
        ("DTSTART;VALUE=DATE:20261224\nRRULE:FREQ=YEARLY;BYDAY=20MO", "BYDAY"),
        ("DTSTART;VALUE=DATE:20261224\nRRULE:FREQ=WEEKLY;INTERVAL=2;WKST=SU", "WKST=SU"),
        ("DTSTART;VALUE=DATE:20261224\nRRULE:INTERVAL=2", "how often"),
        ("DTSTART;VALUE=DATE:20261224\nRRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY", "several rules"),
        ("RECURRENCE-ID;RANGE=THISANDFUTURE:20261224T120000\nDTSTART;VALUE=DATE:20261224", "from a day on"),
    ] {
        let one = row(lines);
        assert_eq!((one.state, one.closures.len()), (ClosureRowState::Broken, 0), "{lines}");
        assert!(one.note.contains(why), "{lines}: {}", one.note);
    }
    let rows =
        preview("BEGIN:VEVENT\nSUMMARY:One\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261224\nEND:VEVENT\nBEGIN:VEVENT").rows;
    let states: Vec<ClosureRowState> = rows.iter().map(|row| row.state).collect();
    assert_eq!(states, [ClosureRowState::Broken, ClosureRowState::Ready, ClosureRowState::Broken]);
}

#[test]
fn what_is_over_cancelled_or_here_is_told_apart() {
    assert_eq!(row("DTSTART;VALUE=DATE:20251224").state, ClosureRowState::Past);
    assert_eq!(row("DTSTART;VALUE=DATE:20261127").state, ClosureRowState::Ready);
    assert_eq!(row("DTSTART;VALUE=DATE:20261224\nSTATUS:CANCELLED").state, ClosureRowState::Cancelled);
    let [first, last] = ["2026-12-24"; 2].map(str::to_owned);
    let here = [Closure { name: "Eve".to_owned(), first, last, what: ClosureKind::Closed }];
    let text = calendar("BEGIN:VEVENT\nSUMMARY:Eve\nDTSTART;VALUE=DATE:20261224\nEND:VEVENT");
    let again = read(&text, &TimeZone::UTC, date(2026, 11, 27), &here).unwrap();
    assert_eq!(again.rows[0].state, ClosureRowState::Here);
}

#[test]
fn long_lines_are_joined_and_alarms_passed_over() {
    let one = row("SUMMARY:Clo\n sed for in\n\tventory\nDTSTART;VALUE=DATE:20261224\n\
        BEGIN:VALARM\nTRIGGER:-PT15M\nDTSTART;VALUE=DATE:20200101\nSUMMARY:Bell\nEND:VALARM");
    assert_eq!((one.name.as_str(), days(&one)), ("Closed for inventory", vec![("2026-12-24", "2026-12-24")]));
}

#[test]
fn what_is_no_calendar_is_refused_whole() {
    let refused = |text: &str| read(text, &TimeZone::UTC, date(2026, 11, 27), &[]).unwrap_err();
    for text in ["", "<html>", "BEGIN:VCALENDAR\nEND:VCALENDAR"] {
        assert_eq!(refused(text).code, Code::UnusableFile, "{text}");
    }
    assert!(refused(&"BEGIN:VEVENT\nEND:VEVENT\n".repeat(200_000)).message.contains("4 MB"));
    assert!(refused(&calendar(&"BEGIN:VEVENT\nEND:VEVENT\n".repeat(5001))).message.contains("5000"));
}

#[test]
fn any_text_is_read_or_refused() {
    proptest::proptest!(|(text in "(BEGIN:VEVENT\n|END:VEVENT\n|DTSTART|;TZID=|:2026[0-9T]{0,12}Z?\n|RRULE:FREQ=[A-Z=;0-9-]{0,20}\n|DURATION:P[0-9TDHM]{0,25}\n|.|\n){0,60}")| {
        let _ = read(&format!("BEGIN:VCALENDAR\n{text}"), &TimeZone::UTC, date(2026, 11, 27), &[]);
    });
}
