//! An account was signed in to anew: what failed for want of a sign-in goes on by itself.

use super::move_on;
use super::settle::Event;
use lectern_model::{AccountId, Timestamp};
use lectern_store::{StoreError, Writer};

/// Runs inside the transaction that stores the new sign-in, so that no crash can come between them. Says whether
/// anything goes on.
///
/// # Errors
/// What the disk said.
pub fn signed_in_again(writer: &Writer<'_>, account: AccountId, now: Timestamp) -> Result<bool, StoreError> {
    let mut any = false;
    writer.offer_again(account)?;
    for row in writer.open_deliveries_of_account(account)? {
        // Whatever does not wait for a sign-in refuses the event and stays as it is.
        any |= move_on(writer, row.delivery.id, Event::SignedInAgain, now)?.is_ok();
    }
    Ok(any)
}
