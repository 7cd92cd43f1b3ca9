//! The built app in a real window.

mod binary;
mod opens;
