//! The built app in a real window.

mod binary;
mod day;
mod opens;
mod pages;
mod planning;
mod steps;
