//! Where posts stand in the merged feed.
//!
//! A post stands where it was written in time. A boost stands where it was boosted, which platforms tell in different
//! ways or not at all; but every page of a feed is in the platform's own order. So a boosted post stands between its
//! neighbours of the page, wherever it was written.

use lectern_model::Timestamp;
use lectern_store::NewPost;

/// Puts the boosted posts of a page (newest first) between their neighbours.
pub(super) fn place_boosts(posts: &mut [NewPost]) {
    let own: Vec<Option<Timestamp>> =
        posts.iter().map(|post| post.boosted_by.is_none().then_some(post.created_at)).collect();
    let mut above = None;
    for (at, post) in posts.iter_mut().enumerate() {
        if let Some(own) = own.get(at).copied().flatten() {
            above = Some(own);
            continue;
        }
        let below = own.iter().skip(at).flatten().next().copied();
        let mut stands = post.created_at;
        if let Some(below) = below {
            stands = stands.max(Timestamp(below.0.saturating_add(1)));
        }
        if let Some(above) = above {
            let highest = Timestamp(above.0.saturating_sub(1));
            // Alone at the end of a page there is nothing to stand above: right below the neighbour, then.
            stands = if below.is_none() { highest } else { stands.min(highest) };
        }
        post.sort_at = stands;
    }
}

#[cfg(test)]
mod tests;
