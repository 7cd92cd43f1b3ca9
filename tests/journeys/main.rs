//! Journeys: `api::dispatch`, a real database file, scripted platforms and clocks moved by hand.

mod bad_input;
mod bad_input_servers;
mod by_itself;
mod checks;
mod desk;
mod disk_trouble;
mod drafts;
mod edits;
mod feeds;
mod front;
mod inbox;
mod opening;
mod outbox;
mod outbox_doubt;
mod outbox_page;
mod planning;
mod planning_back;
mod planning_clock;
mod planning_missed;
mod planning_pause;
mod proof;
mod signed_in_again;
mod today;
