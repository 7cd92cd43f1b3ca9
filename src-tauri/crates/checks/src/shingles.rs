//! How alike two texts are: by how many runs of neighbouring words they share.

use std::collections::HashSet;

/// Words in a run.
const RUN: usize = 2;

/// A text of fewer words that stands whole in a longer one says little.
const ENOUGH: usize = 6;

/// The words of a text, in small letters. Addresses and signs do not count.
#[must_use]
pub fn words_of(text: &str) -> Vec<String> {
    let parts = text.split_whitespace().filter(|part| !part.contains("://"));
    let words =
        parts.flat_map(|part| part.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect::<Vec<_>>());
    words.filter(|word| !word.is_empty()).collect()
}

/// The runs of neighbouring words of a text.
#[derive(Debug)]
pub struct Shingles {
    runs: HashSet<String>,
    words: usize,
}

impl Shingles {
    /// Of these words.
    #[must_use]
    pub fn of(words: &[String]) -> Self {
        let runs = words.windows(RUN).map(|run| run.join(" ")).collect();
        Self { runs, words: words.len() }
    }

    /// How alike two texts are, in hundredths: runs in both, of the runs in either; or, where the shorter is long enough
    /// to say something, of its own.
    #[must_use]
    pub fn percent(&self, other: &Self) -> u8 {
        let (short, long) = if self.runs.len() <= other.runs.len() { (self, other) } else { (other, self) };
        let shared = short.runs.iter().filter(|run| long.runs.contains(*run)).count();
        let either = short.runs.len() + long.runs.len() - shared;
        let of = if short.words >= ENOUGH { short.runs.len() } else { either };
        u8::try_from((shared * 100).checked_div(of).unwrap_or_default()).unwrap_or(100)
    }
}

#[cfg(test)]
mod tests;
