//! The built app in a real window.

mod binary;
mod day;
mod dialogs;
mod exchange;
mod first_run;
mod looks;
mod opens;
mod pages;
mod person;
mod planning;
mod steps;
mod troubles;
