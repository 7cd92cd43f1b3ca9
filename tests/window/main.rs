//! The built app in a real window.

mod aids;
mod binary;
mod calendar;
mod crowd;
mod day;
mod dialogs;
mod exchange;
mod first_run;
mod keyboard;
mod looks;
mod offline_week;
mod notices;
mod opens;
mod outbox;
mod pages;
mod person;
mod planning;
mod series;
mod steps;
mod troubles;
mod versions;
mod video;
mod visuals;
