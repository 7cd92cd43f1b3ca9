use super::{Seen, tags};
use lectern_model::PlatformKey;
use lectern_store::SeenPost;
use std::collections::BTreeSet;

fn post(id: i64, handle: &str, name: &str, text: &str) -> SeenPost {
    let platform = PlatformKey::from("one");
    let (handle, name, text) = (handle.to_owned(), name.to_owned(), text.to_owned());
    SeenPost { id, platform, handle, name, text, ours: false, spoken: false }
}

fn seen(posts: &[SeenPost]) -> Seen {
    let mut seen = Seen::default();
    seen.add(posts, &BTreeSet::from([PlatformKey::from("one")]));
    seen
}

fn words(seen: &Seen, prefix: &str) -> Vec<String> {
    seen.find(prefix, None, 8).into_iter().map(|found| found.insert).collect()
}

#[test]
fn our_own_tags_come_first_and_in_capitals() {
    let mut ours = post(4, "@us@a.example", "Us", "#bookclub on Monday");
    ours.ours = true;
    let others = [1, 2, 3].map(|id| post(id, "@ann@a.example", "Ann", "#books #BookWeek #bookweek"));
    let seen = seen(&[&[ours][..], &others[..]].concat());
    assert_eq!(words(&seen, "#BOOK"), ["#BookClub", "#BookWeek", "#books"]);
    assert_eq!(words(&seen, "#bookw"), ["#BookWeek"]);
    assert_eq!((words(&seen, "#x").len(), words(&seen, "book").len()), (0, 0));
}

#[test]
fn people_are_found_by_handle_and_by_any_name() {
    let mut spoken = post(1, "@zoe@a.example", "Zoe Annand", "");
    spoken.spoken = true;
    let seen = seen(&[
        spoken,
        post(2, "@ann@a.example", "Ann", ""),
        post(3, "@ann@a.example", "Ann", ""),
        post(4, "feed.example", "A feed", ""),
    ]);
    assert_eq!(words(&seen, "@an"), ["@zoe@a.example", "@ann@a.example"]);
    assert_eq!(words(&seen, "@"), ["@zoe@a.example", "@ann@a.example"], "a feed is nobody to speak to");
    assert!(seen.find("@an", Some(&PlatformKey::from("two")), 8).is_empty());
    assert_eq!(seen.newest_post(), 4);
}

#[test]
fn tags_are_found_where_they_begin() {
    assert_eq!(tags("#One, (#two_3) a#b https://x.example/#four ##five &#39; #2026 #été"), ["One", "two_3", "été"]);
}
