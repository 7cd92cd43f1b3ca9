//! The real servers themselves: they start, answer, and end; and the line to them can be cut where it should be; and
//! another program opens what Lectern writes.

mod blocking;
mod bluesky;
mod calendar;
mod files;
mod line;
mod mastodon_connector;
mod mastodon_mock;
mod reporting;
mod snac;
