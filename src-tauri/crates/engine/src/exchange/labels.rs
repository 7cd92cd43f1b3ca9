//! Accounts by what people call them in a table.

use lectern_model::{AccountId, AccountView};
use std::collections::HashMap;

/// What stands between the accounts of one cell.
const BETWEEN: [char; 3] = [';', '|', '\n'];

/// Accounts by what people call them.
pub(super) struct Labels {
    known: HashMap<AccountId, String>,
    by_name: HashMap<String, Vec<AccountId>>,
}

/// Accounts that a cell names.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) accounts: Vec<AccountId>,
    /// Names that no account has.
    pub(super) unknown: Vec<String>,
    /// Names that several accounts have.
    pub(super) several: Vec<String>,
}

impl Labels {
    /// Of accounts with the names of their platforms. Those that came first are named where others have the same handle.
    pub(super) fn new<'a>(accounts: impl Iterator<Item = (&'a AccountView, String)>) -> Self {
        let accounts: Vec<(&AccountView, String)> = accounts.collect();
        let mut known = HashMap::new();
        let mut by_name: HashMap<String, Vec<AccountId>> = HashMap::new();
        for (view, platform) in &accounts {
            let account = &view.account;
            let full = format!("{} ({platform})", account.handle);
            let bare = account.handle.trim_start_matches('@');
            for name in [account.handle.as_str(), bare, account.name.as_str(), full.as_str(), platform.as_str()] {
                let having = by_name.entry(folded(name)).or_default();
                if !name.is_empty() && !having.contains(&account.id) {
                    having.push(account.id);
                }
            }
            let same = accounts.iter().filter(|(other, _)| folded(&other.account.handle) == folded(&account.handle));
            let label = if same.count() > 1 { full } else { account.handle.clone() };
            known.insert(account.id, label.replace(BETWEEN, " "));
        }
        Self { known, by_name }
    }

    /// What an account is called; none: it is not here.
    pub(super) fn of(&self, account: AccountId) -> Option<&str> {
        self.known.get(&account).map(String::as_str)
    }

    /// The accounts that a cell names.
    pub(super) fn named(&self, cell: &str) -> Named {
        let mut named = Named::default();
        for name in cell.split(BETWEEN).map(str::trim).filter(|name| !name.is_empty()) {
            match self.by_name.get(&folded(name)).map(Vec::as_slice).unwrap_or_default() {
                [] => named.unknown.push(name.to_owned()),
                [one] if named.accounts.contains(one) => {}
                [one] => named.accounts.push(*one),
                _ => named.several.push(name.to_owned()),
            }
        }
        named
    }
}

fn folded(name: &str) -> String {
    name.replace(BETWEEN, " ").trim().to_lowercase()
}
