//! Real servers that nobody here wrote, each started for one test on free loopback ports and thrown away after it.

mod bluesky;
mod bluesky_sign_in;
mod browser_form;
mod files;
mod mastodon_client;
mod mastodon_mock;
mod postgres;
mod redis;
mod snac;

pub use bluesky::{Bluesky, Person, Posted};
pub use files::Files;
pub use mastodon_client::{MastodonClient, PostOptions};
pub use mastodon_mock::MastodonMock;
pub use postgres::Postgres;
pub use redis::Redis;
pub use snac::Snac;
