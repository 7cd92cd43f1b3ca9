//! The privacy guard on tables and files: what a row would tell of people, and what a file for others does not.

use super::posts::Post;
use lectern_checks::privacy::{Channel, Guard, masked_secrets, outgoing};
use lectern_model::{Finding, Level};

/// What a row would tell. It may be kept as a draft all the same: there it is stopped before it is sent.
pub(super) fn of_row(text: &str, guard: &Guard) -> Vec<Finding> {
    let kept = |finding: Finding| match finding.level {
        Level::Stop => Finding {
            level: Level::Warn,
            words: format!("{} It can be kept as a draft, and is not sent like this.", finding.words),
            fix: None,
            ..finding
        },
        _ => Finding { fix: None, ..finding },
    };
    outgoing(text, guard, Channel::Public).into_iter().map(kept).collect()
}

/// Covers numbers of cards, PINs and passwords in posts that leave the desk as a file.
pub(super) fn cover(posts: &mut [Post], guard: &Guard) {
    for post in posts {
        post.text = masked_secrets(&post.text, guard).text;
        for picture in &mut post.pictures {
            *picture = masked_secrets(picture, guard).text;
        }
    }
}
