//! The built app in a real window.

mod aids;
mod binary;
mod calendar;
mod crowd;
mod day;
mod dialogs;
mod exchange;
mod first_run;
mod hours;
mod keyboard;
mod looks;
mod notices;
mod offline_week;
mod opens;
mod outbox;
mod pages;
mod person;
mod planning;
mod privacy;
mod records;
mod series;
mod steps;
mod troubles;
mod versions;
mod video;
mod visuals;
