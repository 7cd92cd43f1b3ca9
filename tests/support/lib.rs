//! What the tests stand on: real servers, a line that can be cut, and the built app in a real window.
//!
//! Everything a test starts is a program of its own on loopback, in folders of its own, and ends with the test: see
//! [`program`]. Nothing is shared between two tests, because each may run in its own process. `cargo xtask test`
//! installs what these need.

pub mod approval;
pub mod pages;
pub mod place;
pub mod program;
pub mod proxy;
pub mod servers;
pub mod wait;
pub mod window;
