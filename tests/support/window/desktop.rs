//! A desktop on the session bus of a window test: it notes every notification and lets a test press it, and has a tray
//! whose icons and menus a test can read and use.

use std::collections::HashMap;

use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use zbus::message::Header;
use zbus::object_server::SignalEmitter;
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};
use zbus::{Connection, interface, proxy};

use super::Desk;
use super::actions::PATIENCE;

const NOTIFICATIONS: &str = "/org/freedesktop/Notifications";

/// A notification as the desktop was told it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The number that the desktop gave it.
    pub number: u32,
    /// The number of the one that it replaces; 0: none.
    pub replaces: u32,
    /// The program.
    pub program: String,
    /// Its title.
    pub title: String,
    /// Its text, as markup.
    pub body: String,
    /// What may be pressed: keys and words.
    pub actions: Vec<String>,
    /// 0 low, 1 normal, 2 critical.
    pub urgency: Option<u8>,
}

/// The desktop.
pub struct Desktop {
    connection: Connection,
    shown: UnboundedReceiver<Shown>,
    icons: UnboundedReceiver<(String, String)>,
}

impl Desktop {
    /// Begins on the session bus of a desk, which has none of its own.
    ///
    /// # Panics
    /// When the bus does not take it.
    pub async fn start(desk: &Desk) -> Self {
        let bus = std::fs::read_to_string(desk.home().join("bus")).expect("the session is there");
        let (show, shown) = mpsc::unbounded_channel();
        let (register, icons) = mpsc::unbounded_channel();
        let server = Notifications { show, count: 0 };
        let builder = zbus::connection::Builder::address(bus.as_str()).expect("an address");
        let builder = builder.serve_at(NOTIFICATIONS, server).expect("a place on the bus");
        let builder = builder.serve_at("/StatusNotifierWatcher", Watcher { register }).expect("a place on the bus");
        let builder = builder.name("org.freedesktop.Notifications").expect("a name");
        let builder = builder.name("org.kde.StatusNotifierWatcher").expect("a name");
        let connection = builder.build().await.expect("the bus takes another");
        Self { connection, shown, icons }
    }

    /// Waits for the next notification.
    ///
    /// # Panics
    /// When none comes.
    pub async fn next(&mut self) -> Shown {
        let next = tokio::time::timeout(PATIENCE, self.shown.recv()).await.expect("a notification comes");
        next.expect("the desktop is there")
    }

    /// The next notification, where it is there already.
    pub fn next_now(&mut self) -> Option<Shown> {
        self.shown.try_recv().ok()
    }

    /// Presses a notification.
    ///
    /// # Panics
    /// When the bus is gone.
    pub async fn press(&self, number: u32) {
        let server = self.connection.object_server().interface::<_, Notifications>(NOTIFICATIONS).await;
        let server = server.expect("it is served");
        Notifications::action_invoked(server.signal_emitter(), number, "default").await.expect("the bus listens");
    }

    /// Waits for the icon that the app puts into the tray.
    ///
    /// # Panics
    /// When none comes.
    pub async fn icon(&mut self) -> Icon {
        let icon = tokio::time::timeout(PATIENCE, self.icons.recv()).await.expect("an icon comes");
        let (owner, path) = icon.expect("the desktop is there");
        let item = ItemProxy::builder(&self.connection)
            .destination(owner.clone())
            .and_then(|item| item.path(path))
            .expect("an icon has a place")
            .cache_properties(zbus::proxy::CacheProperties::No)
            .build();
        let item = item.await.expect("an icon answers");
        let menu = item.menu().await.expect("an icon has a menu");
        let menu = MenuProxy::builder(&self.connection)
            .destination(owner)
            .and_then(|each| each.path(menu))
            .expect("a menu has a place")
            .build();
        Icon { item, menu: menu.await.expect("a menu answers") }
    }
}

/// The app's icon in the tray.
pub struct Icon {
    item: ItemProxy<'static>,
    menu: MenuProxy<'static>,
}

impl Icon {
    /// What stands beside the icon.
    pub async fn label(&self) -> String {
        self.item.x_ayatana_label().await.unwrap_or_default()
    }

    /// The lines of its menu, each with its number.
    ///
    /// # Panics
    /// When the menu does not answer.
    pub async fn lines(&self) -> Vec<(i32, String)> {
        let (_, (_, _, children)) = self.menu.get_layout(0, -1, &["label"]).await.expect("the menu is told");
        let line = |child: OwnedValue| {
            let (number, facts, _): Line = child.try_into().expect("a line of a menu");
            let label = facts.get("label").and_then(|label| <&str>::try_from(label).ok())?;
            // A line under a letter is written as a `_` before it, and a `_` as two.
            Some((number, label.replace('_', "")))
        };
        children.into_iter().filter_map(line).filter(|(_, label)| !label.is_empty()).collect()
    }

    /// Chooses a line of its menu.
    ///
    /// # Panics
    /// When there is no such line.
    pub async fn choose(&self, words: &str) {
        let lines = self.lines().await;
        let (number, _) =
            lines.iter().find(|(_, label)| label == words).unwrap_or_else(|| panic!("{words}: {lines:?}"));
        self.menu.event(*number, "clicked", &Value::from(""), 0).await.expect("the menu listens");
    }
}

struct Notifications {
    show: UnboundedSender<Shown>,
    count: u32,
}

#[interface(name = "org.freedesktop.Notifications")]
impl Notifications {
    fn get_capabilities(&self) -> Vec<&'static str> {
        vec!["actions", "body", "body-markup"]
    }

    fn get_server_information(&self) -> (&'static str, &'static str, &'static str, &'static str) {
        ("a desktop of tests", "lectern-tests", "1", "1.2")
    }

    #[expect(clippy::too_many_arguments, reason = "so says the specification")]
    fn notify(
        &mut self,
        program: String,
        replaces: u32,
        _icon: String,
        title: String,
        body: String,
        actions: Vec<String>,
        hints: HashMap<String, OwnedValue>,
        _timeout: i32,
    ) -> u32 {
        if replaces == 0 {
            self.count += 1;
        }
        let number = if replaces == 0 { self.count } else { replaces };
        let urgency = hints.get("urgency").and_then(|value| u8::try_from(value).ok());
        let _ = self.show.send(Shown { number, replaces, program, title, body, actions, urgency });
        number
    }

    fn close_notification(&self, _number: u32) {}

    #[zbus(property)]
    fn inhibited(&self) -> bool {
        false
    }

    #[zbus(signal)]
    async fn action_invoked(emitter: &SignalEmitter<'_>, number: u32, action: &str) -> zbus::Result<()>;
}

struct Watcher {
    register: UnboundedSender<(String, String)>,
}

#[interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    fn register_status_notifier_item(&self, service: &str, #[zbus(header)] header: Header<'_>) {
        let sender = header.sender().map(ToString::to_string).unwrap_or_default();
        let _ = self.register.send((sender, service.to_owned()));
    }

    fn register_status_notifier_host(&self, _service: &str) {}

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        Vec::new()
    }
}

/// A line of a menu: its number, what is known of it, the lines below it.
type Line = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

#[proxy(interface = "org.kde.StatusNotifierItem")]
trait Item {
    #[zbus(property)]
    fn menu(&self) -> zbus::Result<OwnedObjectPath>;

    #[zbus(property, name = "XAyatanaLabel")]
    fn x_ayatana_label(&self) -> zbus::Result<String>;
}

#[proxy(interface = "com.canonical.dbusmenu")]
trait Menu {
    fn get_layout(&self, parent: i32, depth: i32, names: &[&str]) -> zbus::Result<(u32, Line)>;

    fn event(&self, line: i32, event: &str, data: &Value<'_>, at: u32) -> zbus::Result<()>;
}
