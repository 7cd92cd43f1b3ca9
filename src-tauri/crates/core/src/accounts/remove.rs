//! Removing an account.

use super::Accounts;
use lectern_model::{AccountId, Problem};
use std::time::Duration;

/// The platform's goodbye is not waited for longer.
const PATIENCE: Duration = Duration::from_secs(10);

impl Accounts {
    /// Signs an account out, takes its credentials out of the keychain and forgets what was read by it. What it sent
    /// stays on record.
    ///
    /// # Errors
    /// What the keychain or the disk said; the account then stays.
    pub async fn remove(&self, id: AccountId) -> Result<(), Problem> {
        let session = self.session(id).await?;
        if let Ok(connector) = self.core.connector(&session.account.platform) {
            // Best effort: a platform that cannot be reached must not hold anybody.
            let left = tokio::time::timeout(PATIENCE, connector.sign_in().sign_out(&session)).await;
            if let Ok(Err(failure)) = left {
                tracing::info!(account = %id, kind = ?failure.what, "the platform was not told of the sign-out");
            }
        }
        self.forget_credentials(id).await?;
        let now = self.core.clock.now();
        self.core.write(move |writer| writer.remove_account(id, now)).await?;
        self.forget_session(id);
        self.forget_line(id);
        self.note_live(id, false);
        self.roll_changed();
        for change in [lectern_model::Change::Feeds, lectern_model::Change::Inbox] {
            self.core.changed(change);
        }
        Ok(())
    }
}
