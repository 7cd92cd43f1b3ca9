//! Notifications over the session bus, by the Desktop Notifications Specification: Linux.
//!
//! Whether they are shown while somebody does not want to be disturbed is the desktop's own choice. One that says so
//! (`Inhibited`) is told that nothing is critical, because what is critical is shown all the same.

use futures_util::StreamExt as _;
use lectern_api::{Notice, NoticeOpens};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;
use zbus::message::Type;
use zbus::zvariant::{OwnedValue, Value};
use zbus::{Connection, MatchRule, Message, MessageStream};

const NAME: &str = "org.freedesktop.Notifications";
const PLACE: &str = "/org/freedesktop/Notifications";
const PROPERTIES: &str = "org.freedesktop.DBus.Properties";

/// How long a desktop may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

const NORMAL: u8 = 1;
const CRITICAL: u8 = 2;

/// What is shown, by the number the desktop gave it: the notice's own id, and where it leads.
type Shown = Arc<Mutex<BTreeMap<u32, (String, NoticeOpens)>>>;

/// The desktop's notifications.
pub(super) struct Bus {
    connection: Connection,
    shown: Shown,
}

impl Bus {
    /// Connects, and listens for presses.
    pub(super) async fn connect(pressed: impl Fn(NoticeOpens) + Send + 'static) -> zbus::Result<Self> {
        let connection = Connection::session().await?;
        let rule = MatchRule::builder().msg_type(Type::Signal).path(PLACE)?.interface(NAME)?.build();
        let mut signals = MessageStream::for_match_rule(rule, &connection, None).await?;
        let shown = Shown::default();
        let known = Arc::clone(&shown);
        tauri::async_runtime::spawn(async move {
            while let Some(signal) = signals.next().await {
                if let Some(opens) = heard(signal, &known).await {
                    pressed(opens);
                }
            }
        });
        Ok(Self { connection, shown })
    }

    /// Shows a notice; one about the same thing that still stands is replaced.
    pub(super) async fn show(&self, notice: &Notice) -> zbus::Result<()> {
        let late = || zbus::Error::Failure("the desktop did not answer".to_owned());
        tokio::time::timeout(PATIENCE, self.notify(notice)).await.map_err(|_| late())?
    }

    async fn notify(&self, notice: &Notice) -> zbus::Result<()> {
        let can: Vec<String> = self.call("GetCapabilities", &()).await?.body().deserialize()?;
        let body = if can.iter().any(|one| one == "body-markup") { escaped(&notice.body) } else { notice.body.clone() };
        let urgency = urgency(notice.urgent, self.is_inhibited().await);
        let hints = HashMap::from([("urgency", Value::from(urgency)), ("desktop-entry", Value::from("Lectern"))]);
        // Held while it is sent: a press that comes before its number is known waits for it.
        let mut shown = self.shown.lock().await;
        let before = shown.iter().find(|(_, (id, _))| *id == notice.id).map_or(0, |(number, _)| *number);
        let said = ("Lectern", before, "lectern", &notice.title, body, ["default", "Open"].as_slice(), hints, -1_i32);
        let number: u32 = self.call("Notify", &said).await?.body().deserialize()?;
        shown.insert(number, (notice.id.clone(), notice.opens));
        Ok(())
    }

    async fn is_inhibited(&self) -> bool {
        let asked = self.connection.call_method(Some(NAME), PLACE, Some(PROPERTIES), "Get", &(NAME, "Inhibited"));
        let answer = asked.await.and_then(|answer| answer.body().deserialize::<OwnedValue>());
        answer.is_ok_and(|value| bool::try_from(value).unwrap_or(false))
    }

    async fn call<B: serde::Serialize + zbus::zvariant::DynamicType>(
        &self,
        method: &str,
        body: &B,
    ) -> zbus::Result<Message> {
        self.connection.call_method(Some(NAME), PLACE, Some(NAME), method, body).await
    }
}

/// What a signal asks for; none: nothing of ours.
async fn heard(signal: zbus::Result<Message>, shown: &Shown) -> Option<NoticeOpens> {
    let signal = signal.ok()?;
    let header = signal.header();
    match header.member()?.as_str() {
        "ActionInvoked" => {
            let (number, _action): (u32, String) = signal.body().deserialize().ok()?;
            shown.lock().await.get(&number).map(|(_, opens)| *opens)
        }
        "NotificationClosed" => {
            let (number, _why): (u32, u32) = signal.body().deserialize().ok()?;
            shown.lock().await.remove(&number);
            None
        }
        _ => None,
    }
}

/// How urgent it is to a desktop: where nobody wants to be disturbed, nothing is critical.
fn urgency(urgent: bool, inhibited: bool) -> u8 {
    if urgent && !inhibited { CRITICAL } else { NORMAL }
}

/// A text as markup that reads as the text.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::{CRITICAL, NORMAL, escaped, urgency};

    #[test]
    fn what_is_urgent_is_critical_unless_nobody_wants_to_be_disturbed() {
        assert_eq!((urgency(true, false), urgency(false, false)), (CRITICAL, NORMAL));
        assert_eq!((urgency(true, true), urgency(false, true)), (NORMAL, NORMAL));
    }

    #[test]
    fn a_text_is_no_markup() {
        assert_eq!(escaped("R&D <b>now</b>"), "R&amp;D &lt;b&gt;now&lt;/b&gt;");
    }
}
