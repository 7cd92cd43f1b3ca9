//! vault

/// Placeholder.
pub trait Vault: Send + Sync {}
