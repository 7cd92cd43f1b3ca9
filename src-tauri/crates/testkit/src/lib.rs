//! What tests stand on: a clock moved by hand, a wire and a platform that follow a script, a keeper in memory,
//! folders that are gone afterwards, and stock to fill a store with. For dev-dependencies alone.
//!
//! Inside the `connectors` crate, tests that use [`MemoryKeeper`], [`session`] or [`ScriptedPlatform`] live in its
//! `tests/` folder: a unit test there sees the crate's traits twice and the compiler takes them for strangers.
//! [`ScriptedWire`] and [`ManualClock`] serve in unit tests as well.

mod account;
mod clock;
mod film;
mod folder;
mod keeper;
mod platform;
mod stock;
mod wire;

pub use account::{account, session};
pub use clock::{MONDAY_NINE, ManualClock};
pub use film::{Film, TELLS};
pub use folder::TempDesk;
pub use keeper::MemoryKeeper;
pub use platform::{
    Fault, Finding, HeldPost, Idempotency, Operation, Picture, ScriptedPlatform, ServerPost, SignInWay, WrittenBy,
};
pub use stock::{stock_account, stock_message, stock_post};
pub use wire::{
    ScriptedWire, Stream, cut_after, cut_before, form_field, header, json, json_body, multipart_part, status, text,
    with_header,
};
