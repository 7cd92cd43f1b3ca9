//! The built app in a real window.

mod aids;
mod binary;
mod calendar;
mod day;
mod dialogs;
mod exchange;
mod first_run;
mod hours;
mod looks;
mod opens;
mod outbox;
mod pages;
mod person;
mod planning;
mod series;
mod steps;
mod troubles;
mod versions;
mod visuals;
