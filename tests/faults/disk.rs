//! The N-th write to the database fails, before or after its commit, for every N until a whole run needs fewer writes:
//! exactly one post, and no draft lost.

#[path = "../journeys/desk.rs"]
#[expect(dead_code, reason = "the journeys use more of it")]
pub(crate) mod desk;

use lectern_api::dispatch;
use lectern_model::{DeliveryState, Draft};
use lectern_testkit::{Fault, Operation};

use desk::{Desk, send_input};

/// More writes than a run needs.
const MOST: u64 = 60;

#[derive(Debug, Clone, Copy)]
enum Fails {
    /// The write is rolled back.
    BeforeCommit,
    /// The write is kept, and its caller is told that it failed.
    AfterCommit,
}

/// One run; answers whether the write that was to fail came at all.
async fn one_run(fails: Fails, n: u64, fault: Option<Fault>) -> bool {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let draft = desk.draft("Storytime at three", &[account]).await;
    desk.platform.steps(2);
    if let Some(fault) = fault {
        desk.platform.fault_after(Operation::Step, 1, fault);
    }
    let store = std::sync::Arc::clone(&desk.app.desk().expect("open").core.store);
    let before = store.faults().writes();
    match fails {
        Fails::BeforeCommit => store.faults().fail_before_commit(n),
        Fails::AfterCommit => store.faults().fail_after_commit(n),
    }
    // A person presses "send" until it works.
    for _ in 0..3 {
        if dispatch(&desk.app, "outbox_send", send_input(draft.id, draft.revision)).await.is_ok() {
            break;
        }
        let kept: Draft = desk.call("draft", serde_json::json!({ "draft": draft.id })).await;
        assert_eq!(kept.text, draft.text, "{fails:?} {n}: the draft is safe");
    }
    let open = desk.app.desk().expect("open");
    for _ in 0..40 {
        while open.outbox.work_once().await.is_ok_and(|done| done > 0) {}
        desk.advance(61);
    }
    let deliveries = desk.outbox().await;
    assert_eq!(deliveries.len(), 1, "{fails:?} {n}");
    assert!(matches!(deliveries[0].state, DeliveryState::Sent { .. }), "{fails:?} {n}: {:?}", deliveries[0]);
    assert_eq!(desk.platform.published().len(), 1, "{fails:?} {n}: exactly one post");
    assert_eq!(open.core.read(|reader| reader.integrity()).await.expect("it is read"), "ok");
    store.faults().writes() - before >= n
}

async fn until_clean(fails: Fails, fault: &Option<Fault>) -> u64 {
    for n in 1..=MOST {
        if !one_run(fails, n, fault.clone()).await {
            return n;
        }
    }
    panic!("no run needed fewer than {MOST} writes");
}

#[tokio::test(flavor = "multi_thread")]
async fn any_write_may_fail() {
    let mut all = 0;
    for fault in [None, Some(Fault::CutAfter), Some(Fault::ServerError { acts: false })] {
        for fails in [Fails::BeforeCommit, Fails::AfterCommit] {
            let runs = until_clean(fails, &fault).await;
            println!("{fails:?}, {fault:?}: {runs} runs, one post each");
            all += runs;
        }
    }
    println!("full disk: {all} runs, one post each, 0 lost");
}
