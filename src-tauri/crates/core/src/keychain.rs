//! Words for the keychain's trouble, and the names of what this desk keeps there.

use crate::Core;
use lectern_model::{AccountId, Code, Problem, TroubleKind};
use lectern_vault::{Item, VaultTrouble};

/// The item of an account's credentials.
pub fn account_item(core: &Core, account: AccountId) -> Item {
    Item::Account { database: core.database.clone(), account }
}

/// The keychain's trouble while the desk is open.
pub fn problem(trouble: &VaultTrouble) -> Problem {
    Problem::new(Code::Keychain, format!("{trouble} Nothing was changed."))
}

/// The keychain's trouble as what keeps the desk from opening.
pub fn kind(trouble: &VaultTrouble) -> TroubleKind {
    match trouble {
        VaultTrouble::NoKeychain => TroubleKind::NoKeychain,
        VaultTrouble::Locked => TroubleKind::KeychainLocked,
        VaultTrouble::Refused | VaultTrouble::TimedOut => TroubleKind::KeychainRefused,
        VaultTrouble::Other(_) => TroubleKind::Other,
    }
}
