//! What a person can read and send when they ask for help.

use super::folder::Folder;
use crate::Desk;
use lectern_core::run;
use lectern_model::{Account, AccountHealth, DeskState};
use lectern_net::{Names, redact};
use lectern_store::Store;
use std::fmt::Write as _;
use std::fs;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::sync::Arc;

/// Lines of the log that are shown.
const LINES: usize = 200;

/// Bytes at the end of the log that are read for them.
const TAIL: u64 = 256 * 1024;

pub(super) async fn text(state: DeskState, desk: Option<Arc<Desk>>, folder: Folder) -> String {
    let mut names = Names::new(folder.path());
    let mut text = format!(
        "Lectern {} on {} ({})\nSchema: {}\n",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
        Store::schema()
    );
    match &state {
        DeskState::Opening => text.push_str("Desk: opening\n"),
        DeskState::Ready { recovered, .. } => put(&mut text, &format!("Desk: open, work recovered: {recovered}")),
        DeskState::Trouble { trouble } => put(&mut text, &format!("Desk: {:?}. {}", trouble.kind, trouble.detail)),
    }
    if let Some(desk) = desk {
        about_desk(&desk, &mut names, &mut text).await;
    }
    let log = run(move || log_tail(&folder)).await.unwrap_or_default();
    let _ = write!(text, "\nThe last {} lines of the log:\n", log.len());
    log.iter().for_each(|line| put(&mut text, line));
    text.lines().fold(String::new(), |mut shown, line| {
        put(&mut shown, &redact(line, &names));
        shown
    })
}

async fn about_desk(desk: &Desk, names: &mut Names, text: &mut String) {
    let read = desk.core.read(|reader| {
        Ok((
            reader.accounts()?,
            reader.identities()?,
            reader.count_posts()?,
            reader.delivery_tally()?,
            reader.gaps(None)?.len(),
        ))
    });
    match read.await {
        Err(problem) => put(text, &format!("The database: {}", problem.message)),
        Ok((accounts, identities, posts, tally, gaps)) => {
            identities.iter().for_each(|identity| names.add(&identity.name));
            put(text, &format!("Posts: {posts}, gaps: {gaps}"));
            put(text, &format!("Deliveries under way: {}, for a person: {}", tally.under_way, tally.needs_you));
            put(text, &format!("Line: {}", if desk.accounts.offline() { "down" } else { "up" }));
            for account in &accounts {
                [&account.handle, &account.name, &account.remote_id, &account.server]
                    .into_iter()
                    .for_each(|name| names.add(name));
                put(text, &format!("Account {} on {}: {}", account.id, account.platform, health(account)));
            }
        }
    }
}

/// The kind alone: a platform's words may name people.
fn health(account: &Account) -> &'static str {
    match account.health {
        AccountHealth::New => "not asked yet",
        AccountHealth::Well => "well",
        AccountHealth::Waiting { .. } => "waiting, as the platform asked",
        AccountHealth::SignInNeeded { .. } => "needs a new sign-in",
        AccountHealth::Trouble { .. } => "in trouble",
    }
}

fn put(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// The end of the newest log file.
fn log_tail(folder: &Folder) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder.logs()) else { return Vec::new() };
    let is_log = |name: &str| name.starts_with("lectern.log");
    let newest =
        entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).filter(|name| is_log(name)).max();
    let Some(mut file) = newest.and_then(|name| fs::File::open(folder.logs().join(name)).ok()) else {
        return Vec::new();
    };
    let size = file.metadata().map(|file| file.len()).unwrap_or_default();
    let mut bytes = Vec::new();
    let from = size.saturating_sub(TAIL);
    if file.seek(SeekFrom::Start(from)).is_err() || file.take(TAIL).read_to_end(&mut bytes).is_err() {
        return Vec::new();
    }
    let tail = String::from_utf8_lossy(&bytes);
    // The first line is cut where the tail begins within it.
    let lines: Vec<&str> = tail.lines().skip(usize::from(from > 0)).collect();
    lines.iter().skip(lines.len().saturating_sub(LINES)).map(|line| (*line).to_owned()).collect()
}
