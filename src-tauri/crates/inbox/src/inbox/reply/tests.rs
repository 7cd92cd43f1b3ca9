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
    assert_eq!(visibilities(Public, None, &all), [Public, Unlisted, Followers, Direct]);
    assert_eq!(visibilities(Unlisted, None, &all), [Unlisted, Followers, Direct]);
    assert_eq!(visibilities(Followers, None, &all), [Followers, Direct]);
    assert_eq!(visibilities(Direct, None, &all), [Direct]);
}

#[test]
fn a_private_message_has_no_public_answer_even_where_nothing_is_private() {
    let open = limits(vec![Public]);
    assert_eq!(visibilities(Unlisted, None, &open), [Public]);
    assert!(visibilities(Direct, None, &open).is_empty());
}

#[test]
fn what_fits_is_never_wider_than_what_was_said_last() {
    let all = limits(vec![Public, Unlisted, Followers, Direct]);
    assert_eq!(visibilities(Public, Some(Direct), &all), [Direct, Public, Unlisted, Followers]);
    assert_eq!(visibilities(Public, Some(Unlisted), &all), [Unlisted, Followers, Direct, Public]);
    assert_eq!(visibilities(Unlisted, Some(Public), &all), [Unlisted, Followers, Direct]);
    assert_eq!(visibilities(Direct, Some(Public), &all), [Direct], "a private message is answered privately");
    assert_eq!(visibilities(Public, Some(Direct), &limits(vec![Public])), [Public], "where there is nothing else");
}
