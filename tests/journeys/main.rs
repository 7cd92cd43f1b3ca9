//! Journeys: `api::dispatch`, a real database file, scripted platforms and clocks moved by hand.

mod by_itself;
mod desk;
mod drafts;
mod feeds;
mod front;
mod inbox;
mod outbox;
mod outbox_doubt;
mod planning;
mod planning_back;
mod planning_clock;
mod planning_missed;
mod planning_pause;
mod signed_in_again;
mod today;
