//! How long what came in stays.

use super::RecordsShelf;
use lectern_core::Core;
use lectern_model::{AccountId, Change, PlatformKey, Problem, Retention};
use lectern_store::RetentionRow;

/// Days, where the library set none.
const USUAL: u32 = 30;
const MOST: u32 = 3650;

impl RecordsShelf {
    /// How long what each account reads stays.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn retention(&self) -> Result<Vec<Retention>, Problem> {
        let rows = self.core.read(|reader| reader.retention()).await?;
        Ok(rows.into_iter().map(|row| kept_for(&self.core, row)).collect())
    }

    /// Sets how many days what an account reads stays; answers all. What is older goes with the next look of the clock.
    ///
    /// # Errors
    /// `BadInput` where it is less than a day or more than ten years; nothing was changed.
    pub async fn set_retention(&self, account: AccountId, days: u32) -> Result<Vec<Retention>, Problem> {
        if !(1..=MOST).contains(&days) {
            return Err(Problem::field("days", "Choose from 1 to 3,650 days."));
        }
        self.core
            .write(move |writer| {
                writer.account(account)?;
                writer.set_retention(account, days)
            })
            .await?;
        self.core.changed(Change::Records);
        self.retention().await
    }
}

pub(super) fn kept_for(core: &Core, row: RetentionRow) -> Retention {
    let days = row.days.unwrap_or(USUAL);
    let platform_days = platform_rule(core, &row.platform);
    Retention {
        account: row.account,
        handle: row.handle,
        platform: row.platform,
        days,
        platform_days,
        counts: platform_days.map_or(days, |most| most.min(days)),
        items: row.items,
    }
}

fn platform_rule(core: &Core, platform: &PlatformKey) -> Option<u32> {
    core.connectors.get(platform)?.keeps_at_most()
}
