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
    lectern_core::text::ready(incoming, Timestamp(1_000_000))
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
