//! Who lives around the practice library.

use lectern_model::{Account, Author};

/// A made-up person or institution: handle and name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Person {
    pub(super) handle: &'static str,
    pub(super) name: &'static str,
}

macro_rules! people {
    ($($key:ident = $handle:literal, $name:literal;)*) => {
        $(pub(super) const $key: Person = Person { handle: $handle, name: $name };)*
    };
}

people! {
    ARCHIVE = "archive", "City Archive";
    SCHOOL = "hillside", "Hillside School";
    MARKET = "market", "Saturday Farmers Market";
    RIVERSIDE = "riverside", "Riverside Reads";
    MUSEUM = "canalmuseum", "Canal Museum";
    STATE = "statelibrary", "State Library news";
    THEATRE = "littletheatre", "Little Theatre";
    MAYA = "maya", "Maya Lind";
    TOM = "tomo", "Tom Okoro";
    RUTH = "ruth", "Ruth Abel";
    JULES = "jules", "Jules Marten";
    PRIYA = "priya", "Priya Sen";
    WALTER = "walter", "Walter Simm";
    ANA = "ana", "Ana Costa";
    LEE = "lee", "Lee Tran";
    GRACE = "grace", "Grace Whitlow";
    SAMIR = "samir", "Samir Nasri";
    NORA = "nora", "Nora Quill";
    ELI = "eli", "Eli Brand";
}

impl Person {
    pub(super) fn author(self) -> Author {
        Author {
            remote_id: format!("practice:{}", self.handle),
            name: self.name.to_owned(),
            handle: format!("@{}", self.handle),
            url: None,
            avatar_url: None,
        }
    }
}

/// The library itself.
pub(super) fn ourselves(account: &Account) -> Author {
    Author {
        remote_id: account.remote_id.clone(),
        name: account.name.clone(),
        handle: account.handle.clone(),
        url: None,
        avatar_url: None,
    }
}
