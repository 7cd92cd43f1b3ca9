//! The checks, one module each.

pub(crate) mod content_warning;
pub(crate) mod description_length;
pub(crate) mod empty;
pub(crate) mod length;
pub(crate) mod links;
pub(crate) mod picture_count;
pub(crate) mod picture_description;
pub(crate) mod picture_required;
pub(crate) mod picture_size;
pub(crate) mod picture_type;
