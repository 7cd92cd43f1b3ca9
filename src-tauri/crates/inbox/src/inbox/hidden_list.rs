//! Everything that was hidden, for those who look after it: what, under which clause, and for how long.

use super::Inbox;
use super::moderate::view;
use lectern_checks::privacy::{Guard, masked, masked_excerpt};
use lectern_model::{HiddenItem, HiddenPage, HiddenQuery, Problem, RecordBody};
use lectern_store::HiddenRow;

/// Messages of a page.
const PAGE: u32 = 50;
/// Letters that are shown of a message.
const SHOWN: usize = 400;

impl Inbox {
    /// A page of what was hidden, newest first.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn hidden(&self, query: HiddenQuery) -> Result<HiddenPage, Problem> {
        let guard = self.guard().await?;
        let read = self.core.read(move |reader| {
            let mut rows = reader.hidden_messages(&query, PAGE + 1)?;
            let more = rows.len() > PAGE as usize;
            rows.truncate(PAGE as usize);
            let mut found = Vec::new();
            for row in rows {
                let body = reader.record(row.record)?.kept.said()?;
                found.push((row, body));
            }
            Ok((found, more, reader.count_hidden(&query)?))
        });
        let (found, more, count) = read.await?;
        let next = found.last().map(|(row, _)| row.id).filter(|_| more);
        let items = found.into_iter().map(|(row, body)| item(row, body.unwrap_or_default(), &guard)).collect();
        Ok(HiddenPage { items, next, count })
    }
}

fn item(row: HiddenRow, body: RecordBody, guard: &Guard) -> HiddenItem {
    let begins: String = body.words.text.chars().take(SHOWN).collect();
    let snippet = if begins.len() < body.words.text.len() {
        format!("{}…", masked_excerpt(&begins, guard))
    } else {
        masked(&begins, guard).text
    };
    HiddenItem {
        hidden: view(&row),
        since: row.since,
        account: row.account,
        handle: row.handle,
        platform: row.platform,
        author: masked(&body.words.author, guard).text,
        snippet,
        quoted: masked(&body.reason.quoted, guard).text,
        agreed: body.reason.agreed,
        url: body.words.url,
        record: row.record,
        conversation: row.conversation,
    }
}
