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
mod tests {
    use super::place_boosts;
    use lectern_model::{Author, Body, Counts, IncomingPost, Timestamp, Visibility};
    use lectern_store::NewPost;

    fn post(at: i64, boosted: bool) -> NewPost {
        let incoming = IncomingPost {
            remote_id: at.to_string(),
            url: None,
            author: Author::default(),
            title: String::new(),
            body: Body::Html(String::new()),
            created_at: Timestamp(at),
            language: None,
            content_warning: String::new(),
            visibility: Visibility::Public,
            media: Vec::new(),
            card: None,
            counts: Counts::default(),
            liked: false,
            boosted: false,
            boosted_by: boosted.then(Author::default),
            reply_to: None,
            thread_root: None,
            remote_ref: serde_json::Value::Null,
        };
        crate::text::ready(incoming, Timestamp(1_000_000))
    }

    fn places(page: &[(i64, bool)]) -> Vec<i64> {
        let mut posts: Vec<NewPost> = page.iter().map(|(at, boosted)| post(*at, *boosted)).collect();
        place_boosts(&mut posts);
        posts.iter().map(|post| post.sort_at.0).collect()
    }

    #[test]
    fn a_boost_of_an_old_post_stands_between_its_neighbours() {
        assert_eq!(places(&[(900, false), (100, true), (800, false)]), [900, 801, 800]);
        assert_eq!(places(&[(50, true), (800, false)]), [801, 800]);
        assert_eq!(places(&[(900, false), (100, true)]), [900, 899]);
        assert_eq!(places(&[(100, true)]), [100]);
    }

    #[test]
    fn a_boost_that_tells_its_own_time_keeps_it_where_it_fits() {
        assert_eq!(places(&[(900, false), (850, true), (800, false)]), [900, 850, 800]);
        assert_eq!(places(&[(900, false), (950, true), (800, false)]), [900, 899, 800]);
    }

    #[test]
    fn posts_that_are_no_boosts_stay_where_they_were_written() {
        assert_eq!(places(&[(5, false), (900, false), (7, false)]), [5, 900, 7]);
    }
}
