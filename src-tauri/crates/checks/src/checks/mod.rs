//! The checks, one module each.

pub(crate) mod broken_links;
pub(crate) mod capitals;
pub(crate) mod content_warning;
pub(crate) mod description_length;
pub(crate) mod emoji;
pub(crate) mod empty;
pub(crate) mod fancy_letters;
pub(crate) mod flyer;
pub(crate) mod hashtags;
pub(crate) mod length;
pub(crate) mod link_words;
pub(crate) mod links;
pub(crate) mod picture_count;
pub(crate) mod picture_description;
pub(crate) mod picture_moves;
pub(crate) mod picture_required;
pub(crate) mod picture_size;
pub(crate) mod picture_type;
pub(crate) mod private_links;
pub(crate) mod release;
pub(crate) mod trackers;
pub(crate) mod variables;
pub(crate) mod video_captions;
pub(crate) mod videos;
