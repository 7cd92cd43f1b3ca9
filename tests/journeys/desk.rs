//! A desk for journeys: nothing on it happens by itself.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use lectern_api::{App, ClockKind, FrontConfig, Outside, Problem, dispatch};
use lectern_connectors::Connector;
use lectern_engine::ManualClock as EngineClock;
use lectern_model::{
    AccountId, AccountView, ConversationPage, ConversationState, DeliveryState, DeliveryView, DeskState, Draft,
    DraftId, SignInStep, Thread, Timestamp, When,
};
use lectern_testkit::{MONDAY_NINE, ManualClock, ScriptedPlatform, ScriptedWire, TempDesk};
use lectern_tests::wait;
use lectern_vault::MemoryVault;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Nothing a journey waits for takes longer.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// No browser and no dialogue.
pub(crate) struct NoOutside;

#[async_trait::async_trait]
impl Outside for NoOutside {
    fn open_link(&self, _url: &str) -> Result<(), Problem> {
        Ok(())
    }

    async fn save_text(&self, _name: &str, _text: &str) -> Result<bool, Problem> {
        Ok(false)
    }
}

/// No browser, and files go where they are asked for: beside the database, under the name that is proposed.
struct BesideIt(PathBuf);

#[async_trait::async_trait]
impl Outside for BesideIt {
    fn open_link(&self, _url: &str) -> Result<(), Problem> {
        Ok(())
    }

    async fn save_text(&self, _name: &str, _text: &str) -> Result<bool, Problem> {
        Ok(false)
    }

    async fn save_place(&self, name: &str) -> Result<Option<PathBuf>, Problem> {
        Ok(Some(self.0.join(name)))
    }
}

/// Somebody's desk, with one scripted platform and room for a second.
pub(crate) struct Desk {
    pub(crate) app: App,
    pub(crate) platform: Arc<ScriptedPlatform>,
    pub(crate) other: Arc<ScriptedPlatform>,
    pub(crate) wire: Arc<ScriptedWire>,
    clock: Arc<ManualClock>,
    engine_clock: Arc<EngineClock>,
    pub(crate) vault: Arc<MemoryVault>,
    pub(crate) folder: TempDesk,
}

/// How a desk is opened.
#[derive(Debug, Clone, Copy, Default)]
struct Way {
    /// Its work is done without a hand on it.
    by_itself: bool,
    /// Every platform of this build is there beside the scripted ones.
    every_platform: bool,
    /// It calls over the real network.
    network: bool,
}

impl Desk {
    /// A new desk, open and empty, on which nothing happens by itself.
    pub(crate) async fn open() -> Self {
        Self::open_on(Way::default()).await
    }

    /// A new desk that does its work by itself, as a person's does.
    pub(crate) async fn open_by_itself() -> Self {
        Self::open_on(Way { by_itself: true, ..Way::default() }).await
    }

    /// A new desk with every platform of this build beside the scripted ones, all of them over the scripted wire.
    pub(crate) async fn open_with_every_platform() -> Self {
        Self::open_on(Way { every_platform: true, ..Way::default() }).await
    }

    /// A new desk with every platform of this build, over the real network.
    pub(crate) async fn open_on_the_network() -> Self {
        Self::open_on(Way { every_platform: true, network: true, ..Way::default() }).await
    }

    async fn open_on(way: Way) -> Self {
        let folder = TempDesk::new().expect("a temporary folder can be made");
        let clock = ManualClock::new();
        let engine_clock = EngineClock::at(MONDAY_NINE);
        let (platform, other) = (ScriptedPlatform::new(&clock), ScriptedPlatform::named("other", &clock));
        let wire = ScriptedWire::with_clock(&clock);
        let vault = Arc::new(MemoryVault::new());
        let mut connectors = vec![platform.connector(), other.connector()];
        if way.every_platform {
            connectors.extend(lectern_connectors::all());
        }
        let config = config(folder.path(), &vault, &engine_clock, &wire, connectors);
        let over = config.wire.clone().filter(|_| !way.network);
        let app = open_app(FrontConfig { by_itself: way.by_itself, wire: over, ..config }).await;
        Self { app, platform, other, wire, clock, engine_clock, vault, folder }
    }

    /// The program ends without a word and is started again: what is not on the disk is gone.
    pub(crate) async fn start_again(self) -> Self {
        let Self { app, platform, other, wire, clock, engine_clock, vault, folder } = self;
        app.close().await;
        drop(app);
        let connectors = vec![platform.connector(), other.connector()];
        let app = open_app(config(folder.path(), &vault, &engine_clock, &wire, connectors)).await;
        Self { app, platform, other, wire, clock, engine_clock, vault, folder }
    }

    /// Where everything of it is kept.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Moves all clocks.
    pub(crate) fn advance(&self, seconds: i64) {
        self.clock.advance(seconds);
        self.engine_clock.advance(seconds);
    }

    /// What all clocks show.
    pub(crate) fn now(&self) -> Timestamp {
        self.engine_clock.now()
    }

    /// Sets all clocks.
    pub(crate) fn set_clock(&self, now: Timestamp) {
        self.clock.set(now);
        self.engine_clock.set(now);
    }

    /// Sets the clock of the platforms, and leaves ours as it is.
    pub(crate) fn set_platforms_clock(&self, now: Timestamp) {
        self.clock.set(now);
    }

    /// Lets this many seconds pass whenever something is uploaded.
    pub(crate) fn slow_uploads(&self, seconds: i64) {
        let (clock, engine_clock) = (Arc::clone(&self.clock), Arc::clone(&self.engine_clock));
        self.platform.steps(2);
        self.platform.while_uploading(move || {
            clock.advance(seconds);
            engine_clock.advance(seconds);
        });
    }

    /// Calls a command that must succeed.
    pub(crate) async fn call<T: DeserializeOwned>(&self, command: &str, input: Value) -> T {
        match dispatch(&self.app, command, input).await {
            Ok(output) => serde_json::from_value(output).expect("the answer has its form"),
            Err(problem) => panic!("{command}: {problem:?}"),
        }
    }

    /// Calls a command that must fail.
    pub(crate) async fn refused(&self, command: &str, input: Value) -> Problem {
        match dispatch(&self.app, command, input).await {
            Ok(output) => panic!("{command} should have been refused, and answered {output}"),
            Err(problem) => problem,
        }
    }

    /// Signs in as `handle` on the first platform.
    pub(crate) async fn sign_in(&self, handle: &str) -> AccountId {
        self.sign_in_on("scripted", handle, None).await
    }

    /// Answers the fields that a platform asks first; `Err`: the way back to them, and what was wrong.
    pub(crate) async fn answer(&self, platform: &str, fields: Value) -> Result<SignInStep, (String, Problem)> {
        let input = json!({ "platform": platform, "identity": null, "again": null });
        let SignInStep::AskFields { ticket, .. } = self.call("sign_in_begin", input).await else { panic!("a form") };
        match dispatch(&self.app, "sign_in_answer", json!({ "ticket": ticket, "fields": fields })).await {
            Ok(step) => Ok(serde_json::from_value(step).expect("a step")),
            Err(problem) => Err((ticket, problem)),
        }
    }

    /// Follows a feed that is there.
    pub(crate) async fn follow(&self, address: &str) -> AccountId {
        match self.answer("rss", json!({ "address": address })).await {
            Ok(SignInStep::Done { account }) => account,
            other => panic!("{other:?}"),
        }
    }

    /// Signs in on a platform, as an identity.
    pub(crate) async fn sign_in_on(&self, platform: &str, handle: &str, identity: Option<i64>) -> AccountId {
        let input = json!({ "platform": platform, "identity": identity, "again": null });
        let SignInStep::AskFields { ticket, .. } = self.call("sign_in_begin", input).await else { panic!("a form") };
        let fields = json!({ "handle": handle, "password": "right" });
        match self.call("sign_in_answer", json!({ "ticket": ticket, "fields": fields })).await {
            SignInStep::Done { account } => account,
            other => panic!("{other:?}"),
        }
    }

    /// Looks for news of an account, as the loop would.
    pub(crate) async fn check(&self, account: AccountId) {
        let _: Value = self.call("account_check", json!({ "account": account })).await;
    }

    /// Sends and asks what is due until nothing is, without moving the clock.
    pub(crate) async fn work(&self) {
        let desk = self.app.desk().expect("the desk is open");
        for _ in 0..50 {
            if desk.outbox.work_once().await.expect("the store works") == 0 {
                return;
            }
        }
        panic!("the outbox goes round in circles");
    }

    /// A draft with a text for some accounts.
    pub(crate) async fn draft(&self, text: &str, targets: &[AccountId]) -> Draft {
        let draft: Draft = self.call("draft_new", json!({ "text": text, "shares": null, "answers": null })).await;
        self.save(&Draft { targets: targets.to_vec(), ..draft }).await
    }

    /// Saves a draft as the editor would.
    pub(crate) async fn save(&self, draft: &Draft) -> Draft {
        self.call("draft_save", save_input(draft)).await
    }

    /// Sends a draft; its deliveries.
    pub(crate) async fn send(&self, draft: &Draft) -> Vec<DeliveryView> {
        self.call("outbox_send", send_input(draft.id, draft.revision)).await
    }

    /// Writes and queues a post to one account; its delivery.
    pub(crate) async fn post(&self, text: &str, account: AccountId) -> DeliveryView {
        let draft = self.draft(text, &[account]).await;
        self.send(&draft).await.remove(0)
    }

    /// Writes a post and plans it for a moment; its deliveries.
    pub(crate) async fn plan(
        &self,
        text: &str,
        accounts: &[AccountId],
        at: Timestamp,
        never_after: Option<Timestamp>,
    ) -> Vec<DeliveryView> {
        let draft = self.draft(text, accounts).await;
        let draft = self.save(&Draft { when: When::At { at }, never_after, ..draft }).await;
        self.send(&draft).await
    }

    /// Writes a post and plans it for one account; its delivery.
    pub(crate) async fn plan_one(&self, text: &str, account: AccountId, at: Timestamp) -> DeliveryView {
        self.plan(text, &[account], at, None).await.remove(0)
    }

    /// Changes one setting.
    pub(crate) async fn set(&self, name: &str, value: Value) {
        let mut settings: Value = self.call("settings", json!({})).await;
        settings[name] = value;
        let _: Value = self.call("settings_save", settings).await;
    }

    /// All deliveries, newest first.
    pub(crate) async fn outbox(&self) -> Vec<DeliveryView> {
        self.call("outbox", json!({ "needs_you": false, "limit": 0 })).await
    }

    /// A delivery as it stands.
    pub(crate) async fn delivery(&self, like: &DeliveryView) -> DeliveryView {
        self.outbox().await.into_iter().find(|one| one.id == like.id).expect("it stays on record")
    }

    /// Where a delivery stands.
    pub(crate) async fn state(&self, like: &DeliveryView) -> DeliveryState {
        self.delivery(like).await.state
    }

    /// Conversations in a state, newest first.
    pub(crate) async fn conversations(&self, state: ConversationState) -> ConversationPage {
        self.call("conversations", json!({ "state": state })).await
    }

    /// The only waiting conversation, whole.
    pub(crate) async fn only_thread(&self) -> Thread {
        let page = self.conversations(ConversationState::Waiting).await;
        assert_eq!(page.conversations.len(), 1);
        self.call("conversation", json!({ "conversation": page.conversations[0].id })).await
    }

    /// An account as the list shows it.
    pub(crate) async fn account(&self, id: AccountId) -> AccountView {
        let accounts: Vec<AccountView> = self.call("accounts", json!({})).await;
        accounts.into_iter().find(|view| view.account.id == id).expect("the account is here")
    }
}

/// What the editor saves of a draft.
pub(crate) fn save_input(draft: &Draft) -> Value {
    json!({
        "id": draft.id, "revision": draft.revision, "text": draft.text, "language": draft.language,
        "content_warning": draft.content_warning, "visibility": draft.visibility, "targets": draft.targets,
        "media": draft.media, "when": draft.when, "never_after": draft.never_after, "versions": draft.versions,
        "thread": draft.thread, "poll": draft.poll,
    })
}

/// What the send button says.
pub(crate) fn send_input(draft: DraftId, revision: u32) -> Value {
    json!({ "draft": draft, "revision": revision, "confirm_personal": false })
}

fn config(
    folder: &Path,
    vault: &Arc<MemoryVault>,
    clock: &Arc<EngineClock>,
    wire: &Arc<ScriptedWire>,
    connectors: Vec<Arc<dyn Connector>>,
) -> FrontConfig {
    FrontConfig {
        folder: folder.to_owned(),
        vault: Arc::clone(vault) as Arc<dyn lectern_vault::Vault>,
        clock: ClockKind::Manual(Arc::clone(clock)),
        wire: Some(wire.wire()),
        connectors: Some(connectors),
        by_itself: false,
    }
}

async fn open_app(config: FrontConfig) -> App {
    let outside = Arc::new(BesideIt(config.folder.clone()));
    let app = App::open(config, outside);
    let ready = async || match app.desk() {
        Ok(_) => Some(()),
        Err(_) => {
            let state = dispatch(&app, "desk_status", Value::Null).await.expect("it always answers");
            let state: DeskState = serde_json::from_value(state).expect("a state");
            assert!(!matches!(state, DeskState::Trouble { .. }), "{state:?}");
            None
        }
    };
    wait::until("the desk to open", PATIENCE, ready).await;
    app
}
