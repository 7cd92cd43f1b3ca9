//! Hiding what somebody wrote, reporting it, and blocking them, until the program ends.

use super::{Practice, desk};
use crate::{Blocking, Moderation, Reported, Reporting, Session};
use async_trait::async_trait;
use lectern_model::{Account, Failure, FailureKind};
use serde_json::Value;

#[async_trait]
impl Moderation for Practice {
    fn does(&self) -> String {
        "On a real platform only the person who wrote it and their friends would still see it. Here nobody is affected: \
         the people of the practice desk are made up."
            .to_owned()
    }

    async fn hide(&self, session: &Session, remote_id: &str, _remote_ref: &Value) -> Result<(), Failure> {
        set(session, remote_id, true)
    }

    async fn restore(&self, session: &Session, remote_id: &str, _remote_ref: &Value) -> Result<(), Failure> {
        set(session, remote_id, false)
    }

    async fn is_hidden(&self, session: &Session, remote_id: &str, _remote_ref: &Value) -> Result<bool, Failure> {
        known(session, remote_id)?;
        Ok(desk::with(session, |desk| desk.hidden.contains(remote_id)))
    }
}

#[async_trait]
impl Blocking for Practice {
    fn does(&self) -> String {
        "On a real platform they could not read or answer this account any more, and would see that they are blocked. Here \
         nobody is affected: the people of the practice desk are made up."
            .to_owned()
    }

    async fn block(&self, session: &Session, person: &str) -> Result<(), Failure> {
        desk::with(session, |desk| desk.blocked.insert(person.to_owned()));
        Ok(())
    }

    async fn unblock(&self, session: &Session, person: &str) -> Result<(), Failure> {
        desk::with(session, |desk| desk.blocked.remove(person));
        Ok(())
    }

    async fn is_blocked(&self, session: &Session, person: &str) -> Result<bool, Failure> {
        Ok(desk::with(session, |desk| desk.blocked.contains(person)))
    }
}

#[async_trait]
impl Reporting for Practice {
    fn to(&self, _account: &Account) -> String {
        "the practice desk".to_owned()
    }

    fn does(&self, _account: &Account) -> String {
        "On a real platform its moderators would get the message, who wrote it, and what you report it for. Here \
         nobody gets anything: the people of the practice desk are made up."
            .to_owned()
    }

    async fn report(&self, session: &Session, reported: Reported<'_>) -> Result<String, Failure> {
        known(session, reported.remote_id)?;
        let number = desk::with(session, |desk| {
            desk.reports += 1;
            desk.reports
        });
        Ok(format!("Taken as report {number}."))
    }
}

fn set(session: &Session, remote_id: &str, hidden: bool) -> Result<(), Failure> {
    known(session, remote_id)?;
    desk::with(session, |desk| {
        if hidden {
            desk.hidden.insert(remote_id.to_owned());
        } else {
            desk.hidden.remove(remote_id);
        }
        desk.revision += 1;
    });
    Ok(())
}

/// Whether somebody else wrote that, and it is there.
fn known(session: &Session, remote_id: &str) -> Result<(), Failure> {
    let now = session.now();
    let there = desk::with(session, |desk| {
        let items = desk::inbox(desk, &session.account, now);
        items.iter().any(|item| item.post.remote_id == remote_id && !item.ours)
    });
    let gone = || Failure::without_effect(FailureKind::Gone, "The practice platform does not know this message.");
    there.then_some(()).ok_or_else(gone)
}
