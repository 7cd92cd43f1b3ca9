use super::{never_closed, table};
use lectern_model::CsvKind;

#[test]
fn each_kind_is_known_by_its_first_row() {
    for (text, kind, rows) in [
        ("date,time,text\n2027-04-03,09:00,Hello", CsvKind::Own, 1),
        ("Text;Image URL;Tags;Posting Time\nHello;;;2027-04-03 09:00\n;;;\n", CsvKind::Buffer, 1),
        ("04/03/2027 09:00\tHello\thttps://a.example\n04/04/2027 09:00\tAgain", CsvKind::Hootsuite, 2),
        ("Date & Time,Message,Link\n04/03/2027 09:00,\"Hello, you\",", CsvKind::Hootsuite, 1),
    ] {
        let table = table(text, None).unwrap();
        assert_eq!((table.kind, table.rows.len()), (kind, rows), "{text}");
    }
    for text in ["Dear library,\nthank you", "name,address\nAna,Glen Falls", "date\n2027-04-03", "date,time,text"] {
        assert!(table(text, None).is_err(), "{text}");
    }
    assert!(table("date,time,text\n2027-04-03,09:00,Hello", Some(CsvKind::Buffer)).is_err());
}

#[test]
fn a_row_knows_its_line_and_its_open_quotation_mark() {
    let text = "date,time,text\r\n2027-04-03,09:00,\"Two\r\nlines\"\r\n\r\n2027-04-04,09:00,\"never, closed\r\nmore";
    let table = table(text, None).unwrap();
    let lines: Vec<_> = table.rows.iter().map(|row| (row.line, row.open)).collect();
    assert_eq!(lines, [(2, None), (5, Some(5))]);
    assert_eq!(never_closed("a,\"b\"\"c\",d\"e\n\"f", b','), Some(2));
    assert_eq!(never_closed("a,\"b\"\"\",d\"e", b','), None);
}
