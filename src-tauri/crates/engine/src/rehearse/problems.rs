//! What time does to a post: sign-ins lapse, doors close, others go out beside it.

use super::clock;
use super::gather::Going;
use jiff::tz::TimeZone;
use lectern_hours::Hours;
use lectern_model::{AccountHealth, AccountId, AccountView, Finding, Level, Settings, Timestamp};
use lectern_store::first_line;

/// Posts of one account that are closer than this, in seconds, are told.
const CLOSE: i64 = 30 * 60;
/// Most letters of another post's title.
const TITLE: usize = 40;

/// All that is looked at together.
pub(super) struct Scene<'a> {
    pub(super) accounts: &'a [AccountView],
    pub(super) going: &'a [Going],
    pub(super) settings: &'a Settings,
    pub(super) hours: &'a Hours,
    pub(super) zone: &'a TimeZone,
    pub(super) now: Timestamp,
}

impl Scene<'_> {
    /// An account that can publish.
    pub(super) fn account(&self, id: AccountId) -> Option<&AccountView> {
        self.accounts.iter().find(|view| view.account.id == id)
    }

    /// What would go wrong with a post at its time.
    pub(super) fn problems(&self, going: &Going) -> Vec<Finding> {
        let mut problems = Vec::new();
        if going.delivery.is_none() {
            let words = "This is a draft. It stays here until you schedule it.";
            problems.push(finding("draft", Level::Warn, words.to_owned()));
        }
        if going.never_after.is_some_and(|last| last < going.at) {
            let words = "It must not go out after a moment that comes before its time.";
            problems.push(finding("never_after", Level::Stop, words.to_owned()));
        }
        for view in going.accounts.iter().filter_map(|id| self.account(*id)) {
            problems.extend(self.of_account(view, going.at));
            problems.extend(self.too_close(going, view));
        }
        if going.needs_computer {
            problems.extend(self.nobody_there(going.at));
        }
        problems
    }

    /// How an account's sign-in stands until a moment.
    pub(super) fn standing(&self, view: &AccountView, end: Timestamp) -> Vec<Finding> {
        self.of_account(view, end).into_iter().collect()
    }

    fn of_account(&self, view: &AccountView, at: Timestamp) -> Option<Finding> {
        let label = &view.account.handle;
        match &view.account.health {
            AccountHealth::SignInNeeded { .. } => {
                return Some(finding("sign_in", Level::Stop, format!("{label} needs a new sign-in now.")));
            }
            AccountHealth::Trouble { .. } => {
                let words = format!("{label} could not be reached the last time. It is tried again by itself.");
                return Some(finding("trouble", Level::Warn, words));
            }
            AccountHealth::New | AccountHealth::Well | AccountHealth::Waiting { .. } => {}
        }
        let lapses = view.account.sign_in_lapses_at.filter(|lapses| *lapses <= at)?;
        let words = match lapses <= self.now {
            true => format!("The sign-in of {label} has lapsed. Sign in again."),
            false => {
                format!("The sign-in of {label} lapses before, on {}. Sign in again before then.", self.day(lapses))
            }
        };
        Some(finding("sign_in", Level::Stop, words))
    }

    /// The nearest post that goes out by the same account before it, or with it.
    fn too_close(&self, going: &Going, view: &AccountView) -> Option<Finding> {
        let other = |other: &&Going| {
            let apart = going.at.since(other.at);
            let first = apart > 0 || (apart == 0 && other.draft.id < going.draft.id);
            other.draft.id != going.draft.id
                && other.accounts.contains(&view.account.id)
                && first
                && apart < CLOSE * 1000
        };
        let near = self.going.iter().rev().find(other)?;
        let minutes = going.at.since(near.at) / 60_000;
        let title = short(&first_line(&near.text));
        let label = &view.account.handle;
        let words = match minutes {
            0 => format!("Goes out by {label} together with “{title}”."),
            1 => format!("Goes out by {label} one minute after “{title}”."),
            many => format!("Goes out by {label} {many} minutes after “{title}”."),
        };
        Some(finding("close", Level::Warn, words))
    }

    fn nobody_there(&self, at: Timestamp) -> Option<Finding> {
        let closed = self.hours.is_told() && !self.hours.is_open(at);
        let grace = self.settings.missed_grace_minutes;
        let words = format!(
            "The library is closed at {}. This computer must be on then; what is more than {grace} minutes late waits for \
             you.",
            clock(at, self.zone)
        );
        closed.then(|| finding("closed", Level::Warn, words))
    }

    fn day(&self, at: Timestamp) -> String {
        jiff::Timestamp::from_millisecond(at.0)
            .map(|moment| moment.to_zoned(self.zone.clone()).strftime("%A %-d %B, %-H:%M").to_string())
            .unwrap_or_default()
    }
}

fn finding(check: &str, level: Level, words: String) -> Finding {
    Finding::new(check, level, words)
}

fn short(title: &str) -> String {
    match title.char_indices().nth(TITLE) {
        Some((end, _)) => format!("{}…", title.get(..end).unwrap_or(title).trim_end()),
        None => title.to_owned(),
    }
}
