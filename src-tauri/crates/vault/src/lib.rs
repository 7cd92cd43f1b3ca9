//! vault

/// Placeholder until the keychain is built.
pub trait Vault: Send + Sync {}

/// Placeholder.
pub struct SystemVault;
impl Vault for SystemVault {}

/// Placeholder.
#[must_use]
pub fn system() -> SystemVault {
    SystemVault
}
