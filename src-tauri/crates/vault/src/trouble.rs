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
            Error::NoStorageAccess(cause) => known(&chain(&*cause)).unwrap_or(Self::Locked),
            Error::PlatformFailure(cause) => known(&chain(&*cause)).unwrap_or_else(|| Self::Other(cause.to_string())),
            // These carry what is stored: their text must not go anywhere.
            Error::BadEncoding(_) | Error::BadDataFormat(..) => Self::Other("an item there cannot be read".to_owned()),
            Error::Ambiguous(_) => Self::Other("two items have the same name".to_owned()),
            other => Self::Other(other.to_string()),
        }
    }
}

/// There is no keychain. Linux: no bus gives `Connection(NotFound)` or a refused connection, no service
/// `ServiceUnknown`. macOS: errSecNotAvailable, errSecNoSuchKeychain, errSecNoDefaultKeychain. Windows: a service account.
const MISSING: [&str; 11] = [
    "serviceunknown",
    "namehasnoowner",
    "notfound",
    "no such file",
    "connection refused",
    "not provided by any",
    "no secret service provider",
    "code: -25291",
    "code: -25294",
    "code: -25307",
    "no_such_logon_session",
];

/// The person said no. Linux: the prompt was closed, or could not even be shown. macOS: errSecUserCanceled,
/// errSecAuthFailed.
const REFUSED: [&str; 6] =
    ["dismissed", "before prompt completed", "canceled", "cancelled", "code: -128", "code: -25293"];

/// It is locked and asks nobody. macOS: errSecInteractionNotAllowed.
const LOCKED: [&str; 2] = ["object locked", "code: -25308"];

/// The trouble that an error's words are known to stand for.
fn known(words: &str) -> Option<VaultTrouble> {
    let words = words.to_lowercase();
    let any = |of: &[&str]| of.iter().any(|said| words.contains(said));
    if any(&MISSING) {
        Some(VaultTrouble::NoKeychain)
    } else if any(&REFUSED) {
        Some(VaultTrouble::Refused)
    } else if any(&LOCKED) {
        Some(VaultTrouble::Locked)
    } else {
        None
    }
}

/// An error and its causes, for matching: some say only in their debug form which error of the system they are.
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
        for (words, trouble) in [
            ("Zbus(Connection(NotFound))", VaultTrouble::NoKeychain),
            ("org.freedesktop.DBus.Error.ServiceUnknown: The name", VaultTrouble::NoKeychain),
            ("The name org.freedesktop.secrets was not provided by any .service files", VaultTrouble::NoKeychain),
            ("Error { code: -25307, message: \"A default keychain could not be found.\" }", VaultTrouble::NoKeychain),
            ("Error { code: -128, message: \"User canceled the operation.\" }", VaultTrouble::Refused),
            ("Error { code: -25293 }", VaultTrouble::Refused),
            ("SS error: connection closed before prompt completed", VaultTrouble::Refused),
            ("Error { code: -25308 }", VaultTrouble::Locked),
            ("something else", VaultTrouble::Other("something else".to_owned())),
        ] {
            assert_eq!(VaultTrouble::from(Error::PlatformFailure(said(words))), trouble, "{words}");
        }
        for (words, trouble) in [
            ("SS error: prompt dismissed", VaultTrouble::Refused),
            ("SS Error: object locked", VaultTrouble::Locked),
            ("Windows ERROR_NO_SUCH_LOGON_SESSION", VaultTrouble::NoKeychain),
            ("Error { code: -25294 }", VaultTrouble::NoKeychain),
            ("something else", VaultTrouble::Locked),
        ] {
            assert_eq!(VaultTrouble::from(Error::NoStorageAccess(said(words))), trouble, "{words}");
        }
    }

    #[test]
    fn what_is_stored_is_never_said() {
        let trouble = VaultTrouble::from(Error::BadEncoding(b"hunter2".to_vec()));
        assert!(!format!("{trouble} {trouble:?}").contains("hunter2"));
    }
}
