//! Rows of a table, as they are pasted or read from a file: what stands in a column is told by the word above it.

use super::fold::Folded;
use super::pattern::Pattern;
use std::ops::Range;

/// Longest word above a column.
const LONGEST_HEAD: usize = 28;
/// So many rows are looked at.
const MOST_ROWS: usize = 400;

/// A first line of words, and lines of as many cells below it.
pub(super) struct Table<'f> {
    folded: &'f Folded,
    heads: Vec<Range<usize>>,
    rows: Vec<Vec<Range<usize>>>,
}

impl<'f> Table<'f> {
    /// The table that a text is, if it is one.
    pub(super) fn of(folded: &'f Folded) -> Option<Self> {
        let text = folded.text.as_str();
        let first = text.split('\n').next()?;
        let sign = [',', ';', '|'].into_iter().find(|sign| first.contains(*sign))?;
        let heads = cells(first, 0, sign);
        let short =
            |head: &Range<usize>| head.len() <= LONGEST_HEAD && !folded.get(head.clone()).contains(['.', '!', '?']);
        if !heads.iter().all(short) {
            return None;
        }
        let mut start = first.len() + 1;
        let mut rows = Vec::new();
        for line in text.get(start..)?.split('\n').take(MOST_ROWS) {
            let row = cells(line, start, sign);
            if row.len() == heads.len() {
                rows.push(row);
            }
            start += line.len() + 1;
        }
        (!rows.is_empty()).then_some(Self { folded, heads, rows })
    }

    /// The cells below such words.
    pub(super) fn below(&self, head: &Pattern) -> Vec<Range<usize>> {
        let columns: Vec<bool> = self.heads.iter().map(|at| head.is_in(self.folded.get(at.clone()))).collect();
        let named = |row: &Vec<Range<usize>>| {
            let cells = row.iter().zip(&columns).filter(|(_, named)| **named);
            cells.map(|(cell, _)| cell.clone()).collect::<Vec<_>>()
        };
        self.rows.iter().flat_map(named).filter(|cell| !cell.is_empty()).collect()
    }
}

fn cells(line: &str, start: usize, sign: char) -> Vec<Range<usize>> {
    let mut at = start;
    line.split(sign)
        .map(|cell| {
            let from = at + (cell.len() - cell.trim_start().len());
            at += cell.len() + sign.len_utf8();
            from..from + cell.trim().len()
        })
        .collect()
}
