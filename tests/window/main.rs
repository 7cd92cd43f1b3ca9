//! The built app in a real window.

mod binary;
mod day;
mod dialogs;
mod first_run;
mod looks;
mod opens;
mod outbox;
mod pages;
mod person;
mod planning;
mod steps;
mod troubles;
