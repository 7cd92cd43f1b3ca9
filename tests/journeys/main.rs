//! Journeys: `api::dispatch`, a real database file, scripted platforms and clocks moved by hand.

mod bad_input;
mod bad_input_servers;
mod by_itself;
mod checks;
mod csv;
mod desk;
mod disk_trouble;
mod drafts;
mod feeds;
mod front;
mod ics;
mod inbox;
mod opening;
mod outbox;
mod outbox_doubt;
mod planning;
mod planning_back;
mod planning_clock;
mod planning_missed;
mod planning_pause;
mod practice;
mod rehearse;
mod signed_in_again;
mod today;
