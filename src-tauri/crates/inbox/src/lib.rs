//! What a library hears: feeds, conversations, and the rounds that read them.

pub mod feeds;
pub mod inbox;
mod points;
pub mod rounds;
