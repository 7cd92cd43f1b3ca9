//! The built app in a real window.

mod aids;
mod binary;
mod calendar;
mod day;
mod dialogs;
mod exchange;
mod first_run;
mod looks;
mod opens;
mod outbox;
mod pages;
mod person;
mod planning;
mod privacy;
mod series;
mod steps;
mod troubles;
mod versions;
mod visuals;
