//! What is kept.

use lectern_model::AccountId;

/// One item of the keychain. `database` is the id of the database it belongs to, so that two data folders on one
/// computer do not overwrite each other.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Item {
    /// The key of a database.
    DatabaseKey {
        /// The database's id.
        database: String,
    },
    /// The credentials of one account.
    Account {
        /// The database's id.
        database: String,
        /// The account.
        account: AccountId,
    },
    /// Written and removed again, to see whether the keychain works.
    Probe,
}

impl Item {
    /// The name it has in the keychain.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::DatabaseKey { database } => format!("{database}/database-key"),
            Self::Account { database, account } => format!("{database}/account-{account}"),
            Self::Probe => "probe".to_owned(),
        }
    }

    /// What a person reads in the keychain's own program.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::DatabaseKey { .. } => "Lectern: key of the desk".to_owned(),
            Self::Account { account, .. } => format!("Lectern: sign-in of account {account}"),
            Self::Probe => "Lectern: trying the keychain".to_owned(),
        }
    }
}
