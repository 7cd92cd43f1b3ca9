//! Keeping the database: a backup a day, the last few kept.

use lectern_core::Core;
use lectern_core::run;
use lectern_model::{Problem, Timestamp};
use lectern_store::{backups, backups_folder, thin_backups};
use std::sync::Arc;

/// Seconds between two looks whether a backup is due.
const EVERY: i64 = 60 * 60;

/// Takes a backup whenever there is none of the day yet, for as long as the desk is open.
pub(crate) async fn back_up_daily(core: Arc<Core>) {
    loop {
        if let Err(problem) = back_up_if_due(&core).await {
            tracing::warn!(%problem, "a backup could not be taken");
        }
        let next = core.clock.now().plus_seconds(EVERY);
        while core.clock.now() < next {
            core.clock.wait_until(next).await;
        }
    }
}

/// Takes the day's backup if there is none yet.
///
/// # Errors
/// What the disk said; the backups that are there stay.
pub(crate) async fn back_up_if_due(core: &Arc<Core>) -> Result<(), Problem> {
    let store = Arc::clone(&core.store);
    let name = format!("{}.db", date(core.clock.now()));
    let done = run(move || {
        if backups(store.path()).iter().any(|(taken, _)| *taken == name) {
            return Ok(());
        }
        store.back_up(&backups_folder(store.path()).join(name))?;
        thin_backups(store.path());
        Ok(())
    });
    done.await?.map_err(lectern_core::problem)
}

fn date(now: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(now.0).map(|at| at.strftime("%Y-%m-%d").to_string()).unwrap_or_default()
}
