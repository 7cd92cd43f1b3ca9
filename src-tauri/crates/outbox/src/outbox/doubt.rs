//! What may be there is looked for before anything is sent again.

use super::settle::Event;
use super::{Outbox, points};
use lectern_connectors::{Connector, Session};
use lectern_model::{Delivery, DeliveryKind, Failure, FailureKind, Found, Problem};
use lectern_store::DeliveryRow;
use std::time::Duration;

/// The platform's answer is not waited for longer than this.
pub(super) const PATIENCE: Duration = Duration::from_secs(120);

impl Outbox {
    /// Asks the platform about a delivery in doubt, and settles it by the answer.
    pub(super) async fn look(&self, row: DeliveryRow) -> Result<(), Problem> {
        let answer = match self.way_out(&row).await {
            Ok((connector, session)) if row.delivery.kind != DeliveryKind::Post => {
                self.is_carried_out(&*connector, &session, &row).await?
            }
            Ok((connector, session)) => ask(&*connector, &session, &row.delivery).await,
            Err(failure) => Err(failure),
        };
        points::reached("after_find_published");
        if let Err(failure) = &answer {
            self.note_trouble(row.delivery.account, failure).await;
        }
        match self.transition(row.delivery.id, Event::Looked(answer)).await? {
            Ok(moved) => self.follow_up(moved).await,
            Err(_) => Ok(()),
        }
    }
}

async fn ask(connector: &dyn Connector, session: &Session, delivery: &Delivery) -> Result<Found, Failure> {
    // A connector that cannot publish any more cannot look either.
    let Some(publish) = connector.publish() else { return Ok(Found::CannotTell) };
    tokio::time::timeout(PATIENCE, publish.find_published(session, delivery)).await.unwrap_or_else(|_| {
        Err(Failure::without_effect(FailureKind::Unreachable, "The platform did not answer in time."))
    })
}
