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
    /// Names that several accounts have, with those accounts.
    pub(super) several: Vec<(String, Vec<AccountId>)>,
}

impl Labels {
    /// Of accounts with the names of their platforms. Where several have the same handle the platform is named too, and
    /// where that is the same as well, the account's number: what goes out as a table must name one account.
    pub(super) fn new<'a>(accounts: impl Iterator<Item = (&'a AccountView, String)>) -> Self {
        let accounts: Vec<(&AccountView, String)> = accounts.collect();
        let mut known = HashMap::new();
        let mut by_name: HashMap<String, Vec<AccountId>> = HashMap::new();
        for (view, platform) in &accounts {
            let account = &view.account;
            let full = format!("{} ({platform})", account.handle);
            let numbered = format!("{} ({platform}, account {})", account.handle, account.id);
            let bare = account.handle.trim_start_matches('@');
            let names = [account.handle.as_str(), bare, account.name.as_str(), &full, &numbered, platform.as_str()];
            for name in names {
                let having = by_name.entry(folded(name)).or_default();
                if !name.is_empty() && !having.contains(&account.id) {
                    having.push(account.id);
                }
            }
            let alike = || accounts.iter().filter(|(one, _)| folded(&one.account.handle) == folded(&account.handle));
            let label = match (alike().count(), alike().filter(|(_, on)| on == platform).count()) {
                (_, 2..) => numbered,
                (2.., _) => full,
                _ => account.handle.clone(),
            };
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
                [] if named.unknown.iter().any(|other| folded(other) == folded(name)) => {}
                [] => named.unknown.push(name.to_owned()),
                [one] if named.accounts.contains(one) => {}
                [one] => named.accounts.push(*one),
                some if named.several.iter().any(|(_, others)| others == some) => {}
                some => named.several.push((name.to_owned(), some.to_vec())),
            }
        }
        named
    }
}

fn folded(name: &str) -> String {
    name.replace(BETWEEN, " ").trim().to_lowercase()
}
