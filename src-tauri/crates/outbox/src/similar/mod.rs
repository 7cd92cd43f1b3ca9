//! "Have we posted this before?" Posts of ours in nearly the same words, found while one writes: candidates by their
//! rarest words, then compared word by word.

use lectern_checks::{Shingles, words_of};
use lectern_core::Core;
use lectern_model::{DraftId, Problem, SimilarPost};
use lectern_store::{OwnPost, Reader, StoreError};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

/// So many of the rarest words are looked for.
const RAREST: usize = 6;

/// As long as they stand in no more posts than this together; ranking takes time for each.
const MOST_RANKED: u32 = 200;

/// So many words that stand in more posts are looked for together.
const COMMON: usize = 4;

/// Words whose rareness is looked up.
const MOST_COUNTED: usize = 60;

/// Posts that are compared, of each way to find them, and posts that are shown.
const CANDIDATES: u32 = 24;
const SHOWN: usize = 3;

/// From here on it is worth telling, in hundredths.
const ALIKE: u8 = 45;

/// Words of a text that are looked at.
const MOST_WORDS: usize = 400;

/// A text with fewer words is like too many others.
const FEWEST: usize = 4;

/// What was posted before.
pub struct Similar {
    core: Arc<Core>,
}

impl Similar {
    /// The likeness of posts over one core.
    pub fn new(core: Arc<Core>) -> Self {
        Self { core }
    }

    /// Posts of ours that are much like a text, the most alike first. None for the answer to somebody.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub async fn find(&self, draft: DraftId, text: &str) -> Result<Vec<SimilarPost>, Problem> {
        let text = text.to_owned();
        let find = move |reader: &Reader<'_>| {
            let draft = reader.draft(draft)?;
            if draft.answers.is_some() || draft.conversation.is_some() {
                return Ok(Vec::new());
            }
            like(reader, &text)
        };
        self.core.read(find).await
    }
}

fn like(reader: &Reader<'_>, text: &str) -> Result<Vec<SimilarPost>, StoreError> {
    let mut written = words_of(text);
    written.truncate(MOST_WORDS);
    if written.len() < FEWEST {
        return Ok(Vec::new());
    }
    let counted = counted(reader, &written)?;
    let mut together = 0;
    let (mut rare, mut common) = (Vec::new(), Vec::new());
    for (count, _, word) in counted.iter().filter(|(count, _, _)| *count > 0) {
        together += count;
        if together <= MOST_RANKED && rare.len() < RAREST {
            rare.push(word.clone());
        } else if common.len() < COMMON {
            common.push(word.clone());
        }
    }
    let mut found = reader.sent_with_any(&rare, CANDIDATES)?;
    found.extend(reader.sent_with_all(&common, CANDIDATES)?);
    // What the feeds brought may have words that never went out from here.
    let telling: Vec<String> = counted.into_iter().map(|(_, _, word)| word).take(RAREST).collect();
    found.extend(reader.own_posts_with_words(&telling, CANDIDATES)?);
    let own = Shingles::of(&written);
    let mut alike: Vec<OwnPost> = found
        .into_iter()
        .map(|mut one| {
            one.post.percent = own.percent(&Shingles::of(&words_of(&one.post.text)));
            one
        })
        .filter(|one| one.post.percent >= ALIKE)
        .collect();
    // Where it was deleted on one account and is there on another, it is there.
    let there = |one: &OwnPost| one.post.deleted_at.is_none();
    alike.sort_by_key(|one| Reverse((one.post.percent, one.post.draft.is_some(), there(one), one.post.at)));
    let mut seen = BTreeSet::new();
    alike.retain(|one| one.remote_id.is_empty() || seen.insert((one.post.account, one.remote_id.clone())));
    // What went out to several accounts is one post.
    let mut told = BTreeSet::new();
    alike.retain(|one| one.post.draft.is_none_or(|draft| told.insert(draft)));
    Ok(alike.into_iter().map(|one| one.post).take(SHOWN).collect())
}

/// A word, in how many posts of ours it stands (as far as they were counted), and its length.
type Counted = (u32, Reverse<usize>, String);

/// Each word with the number of our posts that it stands in, the rarest first; of those in none the longest.
fn counted(reader: &Reader<'_>, written: &[String]) -> Result<Vec<Counted>, StoreError> {
    let different: BTreeSet<&String> =
        written.iter().filter(|word| word.chars().count() > 2).take(MOST_COUNTED).collect();
    let mut counted = Vec::new();
    for word in different {
        counted.push((reader.sent_with_word(word, MOST_RANKED + 1)?, Reverse(word.len()), word.clone()));
    }
    counted.sort();
    Ok(counted)
}
