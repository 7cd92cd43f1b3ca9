//! What keeps the keychain from answering.

/// Why the keychain did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VaultTrouble {
    /// There is no keychain service on this system.
    #[error("This computer has no keychain that Lectern can use.")]
    NoKeychain,
    /// It is locked, and nobody could be asked to unlock it.
    #[error("The keychain is locked.")]
    Locked,
    /// The person refused its question.
    #[error("The keychain's question was refused.")]
    Refused,
    /// It did not answer in time: perhaps its question is still on the screen.
    #[error("The keychain did not answer. Its question may still be open, perhaps behind another window.")]
    TimedOut,
    /// Anything else it said.
    #[error("The keychain said: {0}")]
    Other(String),
}

impl From<keyring_core::Error> for VaultTrouble {
    fn from(error: keyring_core::Error) -> Self {
        use keyring_core::Error;
        match error {
            Error::NoDefaultStore => Self::NoKeychain,
            Error::NoStorageAccess(cause) => without_access(&chain(&*cause)),
            Error::PlatformFailure(cause) => platform(chain(&*cause)),
            // These carry what is stored: their text must not go anywhere.
            Error::BadEncoding(_) | Error::BadDataFormat(..) => Self::Other("an item there cannot be read".to_owned()),
            Error::Ambiguous(_) => Self::Other("two items have the same name".to_owned()),
            other => Self::Other(other.to_string()),
        }
    }
}

fn without_access(words: &str) -> VaultTrouble {
    let words = words.to_lowercase();
    if ["dismiss", "cancel", "denied"].iter().any(|said| words.contains(said)) {
        VaultTrouble::Refused
    } else {
        VaultTrouble::Locked
    }
}

/// Seen on Linux: no bus gives `Connection(NotFound)` or a refused connection, no service `ServiceUnknown`.
fn platform(words: String) -> VaultTrouble {
    let missing = [
        "ServiceUnknown",
        "NameHasNoOwner",
        "NotFound",
        "not found",
        "No such file",
        "Connection refused",
        "not provided by any",
    ];
    if missing.iter().any(|said| words.contains(said)) {
        return VaultTrouble::NoKeychain;
    }
    if words.contains("canceled") || words.contains("cancelled") {
        return VaultTrouble::Refused;
    }
    VaultTrouble::Other(words)
}

/// An error and its causes, for matching: some say only in their debug form which error of the bus they are.
fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut words = format!("{error} {error:?}");
    let mut cause = error.source();
    while let Some(inner) = cause {
        words.push_str(&format!(" {inner}"));
        cause = inner.source();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::VaultTrouble;
    use keyring_core::Error;

    fn said(words: &str) -> Box<dyn std::error::Error + Send + Sync> {
        words.to_owned().into()
    }

    #[test]
    fn each_answer_of_the_system_has_its_trouble() {
        let platform = |words| VaultTrouble::from(Error::PlatformFailure(said(words)));
        assert_eq!(platform("Zbus(Connection(NotFound))"), VaultTrouble::NoKeychain);
        assert_eq!(platform("org.freedesktop.DBus.Error.ServiceUnknown: The name"), VaultTrouble::NoKeychain);
        assert!(matches!(platform("something else"), VaultTrouble::Other(_)));
        assert_eq!(
            VaultTrouble::from(Error::NoStorageAccess(said("SS Error: prompt dismissed"))),
            VaultTrouble::Refused
        );
        assert_eq!(VaultTrouble::from(Error::NoStorageAccess(said("SS Error: object locked"))), VaultTrouble::Locked);
    }

    #[test]
    fn what_is_stored_is_never_said() {
        let trouble = VaultTrouble::from(Error::BadEncoding(b"hunter2".to_vec()));
        assert!(!format!("{trouble} {trouble:?}").contains("hunter2"));
    }
}
