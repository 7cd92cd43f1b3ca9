//! The program under test, without a window: opens the desk, sends, and works until nothing is left to do, or ends at
//! the point it was told to.

mod far_connector;
#[path = "job.rs"]
mod job;

use std::io::{Read, Write};
use std::sync::Arc;
use std::time::Duration;

use job::{First, Job, Report};
use lectern_engine::{ClockKind, Desk, Front, FrontConfig, ManualClock};
use lectern_model::{
    ConversationQuery, DeliveryId, DeliveryState, DeskState, Draft, DraftSave, EmergencyKeep, EmergencyKind,
    HiddenQuery, HiddenStand, HideAsked, MessageView, RecordQuery, Timestamp,
};
use lectern_vault::MemoryVault;

/// A PNG of one dot.
const DOT: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNwaDjwHwAFBAKAPJ4DgAAAAABJRU5ErkJggg==";
/// Seconds the clock is moved on when nothing is due, and how often at most.
const LATER: i64 = 61;
const MOST: usize = 120;

#[tokio::main]
async fn main() {
    let mut told = String::new();
    std::io::stdin().read_to_string(&mut told).expect("a job is told");
    let job: Job = serde_json::from_str(&told).expect("a job has its form");
    if let Some((point, nth)) = &job.end_at {
        lectern_engine::fault::arm(point, *nth);
    }
    let vault = Arc::new(MemoryVault::holding(job.keychain.clone()));
    let clock = ManualClock::at(Timestamp(job.now));
    let front = Front::open(FrontConfig {
        folder: job.folder.clone(),
        vault: Arc::clone(&vault) as Arc<dyn lectern_vault::Vault>,
        clock: ClockKind::Manual(Arc::clone(&clock)),
        wire: None,
        connectors: job.far.as_deref().map(|url| vec![far_connector::Far::at(url)]),
        by_itself: false,
    });
    let desk = opened(&front).await;
    match &job.first {
        First::Nothing => {}
        First::Send { text } => send(&desk, text).await,
        First::Change { text } => change(&desk, text).await,
        First::Hide => hide(&desk).await,
        First::Emergency => emergency(&desk).await,
        First::Restore => {
            let hidden =
                desk.inbox.hidden(HiddenQuery::default()).await.expect("they are read").items.remove(0).hidden.id;
            // Refused or in doubt: either is told in the report.
            let _ = desk.inbox.restore(hidden).await;
        }
        First::Delete => desk.outbox.delete_published(newest(&desk).await).await.expect("it is queued"),
    }
    let waited = work_to_the_end(&desk, &clock).await;
    let mut report = report(&desk).await;
    report.waited = waited;
    drop(desk);
    front.close().await;
    report.keychain = vault.contents().into_iter().collect();
    let words = serde_json::to_vec(&report).expect("a report is JSON");
    std::io::stdout().write_all(&words).expect("somebody listens");
}

async fn opened(front: &Front) -> Arc<Desk> {
    for _ in 0..2000 {
        if let Ok(desk) = front.desk() {
            return desk;
        }
        if let DeskState::Trouble { trouble } = front.state() {
            panic!("{trouble:?}");
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("the desk does not open");
}

async fn send(desk: &Desk, text: &str) {
    let account = desk.accounts.list().await.expect("accounts are read").remove(0).account.id;
    let draft = desk.drafts.begin(text, None, None).await.expect("a draft begins");
    let draft = desk.drafts.add_picture(draft.id, "dot.png", DOT).await.expect("a picture is added");
    let mut media = draft.media.clone();
    media[0].description = "A dot".to_owned();
    let save = DraftSave { language: "en".to_owned(), targets: vec![account], media, ..as_saved(&draft) };
    let draft = desk.drafts.save(save).await.expect("a draft is saved");
    desk.outbox.send(draft.id, draft.revision, false).await.expect("it is queued");
}

/// The one post that was sent.
async fn newest(desk: &Desk) -> DeliveryId {
    desk.outbox.list(false, 0).await.expect("deliveries are read")[0].id
}

async fn change(desk: &Desk, text: &str) {
    let draft = desk.outbox.edit_published(newest(desk).await).await.expect("a change begins");
    let save = DraftSave { text: text.to_owned(), ..as_saved(&draft) };
    let draft = desk.drafts.save(save).await.expect("a draft is saved");
    desk.outbox.send(draft.id, draft.revision, false).await.expect("it is queued");
}

/// The one message that came in; none: nothing was read yet.
async fn message(desk: &Desk) -> Option<MessageView> {
    let page = desk.inbox.list(ConversationQuery::default()).await.expect("conversations are read");
    let conversation = page.conversations.first()?.id;
    Some(desk.inbox.thread(conversation).await.expect("a thread is read").messages.remove(0))
}

/// Reads what came in; the one message.
async fn came_in(desk: &Desk) -> MessageView {
    let account = desk.accounts.list().await.expect("accounts are read").remove(0).account.id;
    desk.check_account(account).await.expect("the inbox is read");
    message(desk).await.expect("it came in")
}

/// Reads what came in, keeps a copy of the one message and reports it.
async fn emergency(desk: &Desk) {
    let message = came_in(desk).await.id.expect("it is here");
    let keep = EmergencyKeep { message, kind: EmergencyKind::Threat, without_pictures: false };
    desk.inbox.emergency_keep(keep).await.expect("it is kept");
    // Refused or in doubt: either is told in the report.
    let _ = desk.inbox.emergency_report(message, false).await;
}

/// Whether a copy of the one message was kept, and where its report stands.
async fn kept_and_reported(desk: &Desk) -> Vec<String> {
    let Some(id) = message(desk).await.and_then(|one| one.id) else { return Vec::new() };
    let about = desk.inbox.emergency_about(id).await.expect("it is read");
    let kept = about.kept.map(|_| "Kept".to_owned());
    kept.into_iter().chain(about.report.map(|report| format!("{:?}", report.stand))).collect()
}

/// Reads what came in and hides the one message.
async fn hide(desk: &Desk) {
    let message = came_in(desk).await;
    let clauses = desk.inbox.policy().await.expect("the policy is read").clauses;
    let threat = clauses.into_iter().find(|one| one.code == "THREAT").expect("it is seeded");
    let asked = HideAsked {
        message: message.id.expect("it is here"),
        clause: threat.id,
        quoted: message.text,
        note: String::new(),
        note_sure: false,
        without_pictures: false,
        agreed: String::new(),
    };
    // Refused or in doubt: either is told in the report.
    let _ = desk.inbox.hide(asked).await;
}

/// Where every hidden message stands.
async fn hidden(desk: &Desk) -> Vec<HiddenStand> {
    let page = desk.inbox.hidden(HiddenQuery::default()).await.expect("hidden messages are read");
    page.items.into_iter().map(|item| item.hidden.stand).collect()
}

fn as_saved(draft: &Draft) -> DraftSave {
    DraftSave {
        id: draft.id,
        revision: draft.revision,
        text: draft.text.clone(),
        language: draft.language.clone(),
        content_warning: draft.content_warning.clone(),
        visibility: draft.visibility,
        targets: draft.targets.clone(),
        media: draft.media.clone(),
        when: draft.when,
        never_after: draft.never_after,
        versions: draft.versions.clone(),
        thread: draft.thread,
        poll: draft.poll.clone(),
    }
}

/// Works and moves the clock until every delivery is settled; answers how far it was moved.
async fn work_to_the_end(desk: &Desk, clock: &ManualClock) -> i64 {
    let mut waited = 0;
    for _ in 0..MOST {
        while desk.outbox.work_once().await.expect("the store works") > 0 {}
        while desk.inbox.settle_hidden_once().await.expect("the store works") > 0 {}
        let deliveries = desk.outbox.list(false, 0).await.expect("deliveries are read");
        let over = |state: &DeliveryState| {
            matches!(
                state,
                DeliveryState::Sent { .. }
                    | DeliveryState::Failed { .. }
                    | DeliveryState::Missed { .. }
                    | DeliveryState::Cancelled
                    | DeliveryState::InDoubt { ask: true, .. }
            )
        };
        let stands = hidden(desk).await;
        let doubt = stands.iter().any(|one| matches!(one, HiddenStand::Hiding | HiddenStand::Restoring));
        if !doubt && deliveries.iter().all(|one| over(&one.state)) {
            return waited;
        }
        clock.advance(LATER);
        waited += LATER;
    }
    waited
}

async fn report(desk: &Desk) -> Report {
    let mut deliveries = desk.outbox.list(false, 0).await.expect("deliveries are read");
    deliveries.reverse();
    let mut drafts = Vec::new();
    for summary in desk.drafts.list().await.expect("drafts are read") {
        drafts.push(desk.drafts.read(summary.id).await.expect("a draft is read").text);
    }
    let integrity = desk.core.read(|reader| reader.integrity()).await.expect("the database is read");
    let hidden = hidden(desk).await.iter().map(|one| format!("{one:?}")).collect();
    let query = RecordQuery { category: "moderation".to_owned(), ..RecordQuery::default() };
    let records = desk.records.list(query).await.expect("the log is read").records;
    let mut log: Vec<String> = records.iter().rev().map(|one| format!("{:?}", one.kind)).collect();
    let check = desk.records.check().await.expect("the log is checked");
    log.extend(check.bad.map(|bad| format!("{bad:?}: {}", check.words)));
    let deliveries = deliveries.iter().map(|one| serde_json::to_string(&one.state).expect("a state is JSON")).collect();
    let emergency = kept_and_reported(desk).await;
    Report { deliveries, drafts, hidden, emergency, log, integrity, ..Report::default() }
}
