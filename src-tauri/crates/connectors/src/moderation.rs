//! Hiding what others write to us, and blocking them, where a platform lets the library do so. Nobody but a person asks
//! for either; a block may end by itself.

use crate::Session;
use async_trait::async_trait;
use lectern_model::{Failure, Visibility};
use serde_json::Value;

/// Hiding a message, and showing it again.
#[async_trait]
pub trait Moderation: Send + Sync {
    /// What hiding does there, in one or two plain sentences: who does not see it any more, and who still does.
    fn does(&self) -> String;

    /// Whether a message that these can see can be hidden at all. Pure.
    fn takes(&self, visibility: Visibility) -> bool {
        visibility != Visibility::Direct
    }

    /// Hides a message. Done twice it comes to the same.
    ///
    /// # Errors
    /// `Gone` where it is not there any more; or the exchange failed.
    async fn hide(&self, session: &Session, remote_id: &str, remote_ref: &Value) -> Result<(), Failure>;

    /// Shows it again. Done twice it comes to the same.
    ///
    /// # Errors
    /// As for `hide`.
    async fn restore(&self, session: &Session, remote_id: &str, remote_ref: &Value) -> Result<(), Failure>;

    /// Looks whether it is hidden. Changes nothing.
    ///
    /// # Errors
    /// As for `hide`.
    async fn is_hidden(&self, session: &Session, remote_id: &str, remote_ref: &Value) -> Result<bool, Failure>;
}

/// Blocking somebody, and ending that.
#[async_trait]
pub trait Blocking: Send + Sync {
    /// What blocking does there, in one or two plain sentences: what they cannot do any more, and who can see it.
    fn does(&self) -> String;

    /// Blocks a person, by the platform's id for them. Done twice it comes to the same.
    ///
    /// # Errors
    /// `Gone` where there is no such person any more; or the exchange failed.
    async fn block(&self, session: &Session, person: &str) -> Result<(), Failure>;

    /// Ends that. Done twice it comes to the same.
    ///
    /// # Errors
    /// As for `block`.
    async fn unblock(&self, session: &Session, person: &str) -> Result<(), Failure>;

    /// Looks whether they are blocked. Changes nothing.
    ///
    /// # Errors
    /// As for `block`.
    async fn is_blocked(&self, session: &Session, person: &str) -> Result<bool, Failure>;
}
