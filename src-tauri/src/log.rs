//! The log: a file a day in the data folder, the last seven kept. What is written there holds no credential, no address
//! with its query and no words of a post: those are never handed to `tracing` in the first place.

use std::path::Path;
use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;

/// Keeps the log's writer alive.
pub(crate) struct Log {
    _guard: Option<WorkerGuard>,
}

/// Starts the log. A folder that cannot be written means no log, not no program: the window says what is wrong.
pub(crate) fn start(folder: &Path) -> Log {
    let place = folder.join("logs");
    let file = std::fs::create_dir_all(&place).ok().and_then(|()| {
        RollingFileAppender::builder()
            .rotation(Rotation::DAILY)
            .filename_prefix("lectern.log")
            .max_log_files(7)
            .build(&place)
            .ok()
    });
    let Some(file) = file else { return Log { _guard: None } };
    let (writer, guard) = tracing_appender::non_blocking(file);
    let started = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new("warn,lectern=info,lectern_api=info,lectern_core=info,lectern_outbox=info,lectern_inbox=info,lectern_engine=info,lectern_net=info,lectern_store=info,lectern_vault=info,lectern_connectors=info"))
        .with_ansi(false)
        .with_writer(writer)
        .try_init();
    if started.is_ok() {
        note_panics();
        tracing::info!(version = env!("CARGO_PKG_VERSION"), system = std::env::consts::OS, "Lectern starts");
    }
    Log { _guard: Some(guard) }
}

/// Writes where a panic happened, not what it said: a message may hold somebody's words.
fn note_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if let Some(place) = panic.location() {
            tracing::error!(file = place.file(), line = place.line(), "panic");
        }
        before(panic);
    }));
}
