//! Connectors at work in a session, each from its own side.

#[cfg(test)]
mod mastodon;
#[cfg(test)]
mod practice;
#[cfg(test)]
mod rss;
