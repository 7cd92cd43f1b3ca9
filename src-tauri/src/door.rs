//! The door: the window's one command, and the one event that tells it what changed.

use futures_util::FutureExt as _;
use lectern_api::{App, Change, Code, Problem};
use serde_json::Value;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use tauri::{AppHandle, Emitter as _, State};
use tokio::sync::broadcast::{Receiver, error::RecvError};

/// Runs one command of the list. A panic inside it becomes a `fault`; the app lives on.
#[tauri::command]
pub(crate) async fn dispatch(app: State<'_, Arc<App>>, name: String, input: Value) -> Result<Value, Problem> {
    let work = AssertUnwindSafe(lectern_api::dispatch(&app, &name, input)).catch_unwind();
    match work.await {
        Ok(answer) => answer,
        Err(_) => {
            tracing::error!(command = name, "a command panicked");
            Err(Problem::new(
                Code::Fault,
                "Something in Lectern went wrong with this. What you wrote before is safe; the rest goes on working.",
            ))
        }
    }
}

/// Hands every change to the window. One that fell behind is told to read everything again.
pub(crate) fn forward_changes(app: AppHandle, mut changes: Receiver<Change>) {
    tauri::async_runtime::spawn(async move {
        loop {
            let change = match changes.recv().await {
                Ok(change) => change,
                Err(RecvError::Lagged(_)) => Change::All,
                Err(RecvError::Closed) => return,
            };
            if let Err(error) = app.emit("change", change) {
                tracing::warn!(%error, "a change was not told");
            }
        }
    });
}
