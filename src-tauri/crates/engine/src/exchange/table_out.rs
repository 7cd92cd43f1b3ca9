//! Posts as a table with our own columns, which our own import reads again.

use super::cells::guarded;
use super::dates::written;
use super::labels::Labels;
use super::posts::Post;
use csv::{Terminator, WriterBuilder};
use jiff::tz::TimeZone;
use lectern_model::{Code, Problem};
use lectern_outbox::outgoing::first_link;

/// Our own columns.
const COLUMNS: [&str; 10] =
    ["id", "date", "time", "zone", "account", "state", "text", "picture descriptions", "link", "not after"];

/// Posts as a table. It begins with the mark by which spreadsheets know UTF-8.
///
/// # Errors
/// `Fault` where it could not be written: nothing was saved.
pub(super) fn table_out(posts: &[Post], labels: &Labels, zone: &TimeZone) -> Result<String, Problem> {
    let failed = || Problem::new(Code::Fault, "The table could not be written. Nothing was saved.");
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(COLUMNS).map_err(|_| failed())?;
    for post in posts {
        writer.write_record(cells(post, labels, zone)).map_err(|_| failed())?;
    }
    let bytes = writer.into_inner().map_err(|_| failed())?;
    let text = String::from_utf8(bytes).map_err(|_| failed())?;
    Ok(format!("\u{feff}{text}"))
}

fn cells(post: &Post, labels: &Labels, zone: &TimeZone) -> [String; 10] {
    let (day, clock) = written(post.at, zone);
    let name = zone.iana_name().unwrap_or("UTC").to_owned();
    let not_after = post.never_after.map(|last| {
        let (day, clock) = written(last, zone);
        format!("{day} {clock}")
    });
    [
        post.draft.to_string(),
        day,
        clock,
        name,
        guarded(&post.labels(labels).join("; ")),
        post.standing.words().to_owned(),
        guarded(&post.text),
        guarded(&post.pictures.join("\n")),
        guarded(&first_link(&post.text).unwrap_or_default()),
        not_after.unwrap_or_default(),
    ]
}
