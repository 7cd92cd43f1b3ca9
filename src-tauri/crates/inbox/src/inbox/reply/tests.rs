use super::*;
use Visibility::{Direct, Followers, Public, Unlisted};
use lectern_model::TextUnit;

fn limits(visibilities: Vec<Visibility>) -> Limits {
    Limits {
        text_max: 500,
        text_unit: TextUnit::Graphemes,
        text_max_bytes: None,
        link_weight: None,
        mention_local_part_only: false,
        warning_counts: false,
        pictures_max: 4,
        picture_max_bytes: 1_000_000,
        picture_max_pixels: None,
        description_max: 1500,
        picture_required: false,
        picture_types: Vec::new(),
        visibilities,
        content_warning: true,
        poll: None,
        video: None,
    }
}

#[test]
fn an_answer_is_never_wider_than_what_it_answers() {
    let all = limits(vec![Public, Unlisted, Followers, Direct]);
    assert_eq!(visibilities(Public, &all), [Public, Unlisted, Followers, Direct]);
    assert_eq!(visibilities(Unlisted, &all), [Unlisted, Followers, Direct]);
    assert_eq!(visibilities(Followers, &all), [Followers, Direct]);
    assert_eq!(visibilities(Direct, &all), [Direct]);
}

#[test]
fn a_private_message_has_no_public_answer_even_where_nothing_is_private() {
    let open = limits(vec![Public]);
    assert_eq!(visibilities(Unlisted, &open), [Public]);
    assert!(visibilities(Direct, &open).is_empty());
}
