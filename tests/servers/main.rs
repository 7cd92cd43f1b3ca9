//! The real servers themselves: they start, answer, and end; and the line to them can be cut where it should be.

mod bluesky;
mod files;
mod line;
mod mastodon_connector;
mod mastodon_mock;
mod snac;
