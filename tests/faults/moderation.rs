//! Hiding under trouble: the process is ended at every point, answers are lost, and every write fails once. Without a copy
//! on record the platform is never called; it is asked once; and in the end the desk and the log say what is.

use std::collections::BTreeMap;

use lectern_api::dispatch;
use lectern_connectors::IncomingKind;
use lectern_core::fault::HIDE_POINTS;
use lectern_model::{HiddenPage, HiddenStand, Policy, RecordPage, Thread};
use lectern_testkit::Operation;
use serde_json::{Value, json};

use crate::child_run::{First, Report, Run, SignedIn};
use crate::disk::desk::Desk;
use crate::far_connector::Far;
use crate::far_server::{FarServer, Fault, Idempotency};
use crate::sign_in;

/// Monday 23 November 2026, 09:00 UTC.
const NOW: i64 = 1_795_424_400_000;
pub(crate) const THREAT: &str = "I will burn your building down tonight";
/// More writes than hiding needs.
const MOST: u64 = 20;

fn faults() -> Vec<(&'static str, Vec<Fault>)> {
    vec![
        ("no fault", vec![]),
        ("cut before", vec![Fault::CutBefore]),
        ("cut after", vec![Fault::CutAfter]),
        ("half an answer", vec![Fault::HalfBody]),
        ("429", vec![Fault::TooMany]),
        ("500", vec![Fault::ServerError]),
        ("500, acted", vec![Fault::ServerErrorActed]),
    ]
}

/// Runs every point with every fault after `before`; `look` says what must be there in the end.
pub(crate) async fn all_runs(
    points: &[&'static str],
    before: &[First],
    first: impl Fn() -> First,
    look: impl Fn(&FarServer, &Report, &str, &str),
) {
    let server = FarServer::start().await;
    let connectors = Some(vec![Far::at(server.url())]);
    let desk: SignedIn = sign_in::sign_in("far", &[], connectors, async |_| panic!("no browser is needed")).await;
    let mut ended = BTreeMap::new();
    for point in points.iter().copied().chain(["never"]) {
        for (words, faults) in faults() {
            server.begin(Idempotency::None, &[]);
            server.write(THREAT);
            let run = Run::new(&desk, Some(server.url().to_owned()), NOW);
            for first in before {
                run.do_to_end(first.clone()).await;
            }
            server.fail(&faults);
            let (reached, report) = if point == "never" {
                (true, run.do_to_end(first()).await)
            } else {
                run.do_and_start_again(first(), point, 1).await
            };
            let what = format!("{point}, {words}: {report:?}");
            assert_eq!(report.integrity, "ok", "{what}");
            look(&server, &report, point, &what);
            *ended.entry(point).or_insert(0) += usize::from(reached);
        }
    }
    println!("ended at: {ended:?}");
    assert!(ended.values().all(|count| *count > 0), "every point was reached: {ended:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_hidden_once_and_the_log_tells_what_is() {
    let look = |server: &FarServer, report: &Report, point: &str, what: &str| {
        let (asked, hidden) = server.hiding();
        assert!(asked <= 1, "asked again on hope: {what}");
        if point == "after_copy_commit" {
            assert_eq!((asked, hidden), (0, 0), "what was not begun is not done later: {what}");
        }
        let (stand, log): (_, &[&str]) =
            if hidden == 1 { ("Hidden", &["Hidden"]) } else { ("Refused", &["Hidden", "Restored"]) };
        assert_eq!(
            (report.hidden.as_slice(), report.log.as_slice()),
            ([stand.to_owned()].as_slice(), owned(log).as_slice()),
            "{what}"
        );
    };
    all_runs(HIDE_POINTS, &[], || First::Hide, look).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_shown_again_or_it_is_said_that_it_stays_hidden() {
    let look = |server: &FarServer, report: &Report, _: &str, what: &str| {
        let (asked, hidden) = server.hiding();
        assert!(asked <= 2, "asked again on hope: {what}");
        let (stand, log): (_, &[&str]) = if hidden == 0 {
            ("Restored", &["Hidden", "Restored"])
        } else {
            ("Hidden", &["Hidden", "Restored", "Hidden"])
        };
        assert_eq!(
            (report.hidden.as_slice(), report.log.as_slice()),
            ([stand.to_owned()].as_slice(), owned(log).as_slice()),
            "{what}"
        );
    };
    all_runs(HIDE_POINTS, &[First::Hide], || First::Restore, look).await;
}

pub(crate) fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Fails {
    /// The write is rolled back: a full disk.
    BeforeCommit,
    /// The write is kept, and its caller is told that it failed.
    AfterCommit,
}

/// Hides while the N-th write fails; answers whether that write came at all.
async fn one_run(fails: Fails, n: u64) -> bool {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let id = desk.platform.incoming(IncomingKind::Mention, "ana", THREAT);
    desk.check(account).await;
    let thread: Thread = desk.only_thread().await;
    let policy: Policy = desk.call("policy", json!({})).await;
    let clause = policy.clauses.iter().find(|one| one.code == "THREAT").expect("it is seeded").id;
    let message = thread.messages[0].id;
    let input =
        json!({ "message": message, "clause": clause, "quoted": THREAT, "note": "", "without_pictures": false });
    let store = std::sync::Arc::clone(&desk.app.desk().expect("open").core.store);
    let before = store.faults().writes();
    match fails {
        Fails::BeforeCommit => store.faults().fail_before_commit(n),
        Fails::AfterCommit => store.faults().fail_after_commit(n),
    }
    let told = dispatch(&desk.app, "message_hide", input).await;
    let came = store.faults().writes() >= before + n;
    store.faults().fail_before_commit(0);
    store.faults().fail_after_commit(0);

    let what = format!("{fails:?}, write {n}: {told:?}");
    let copies: RecordPage = desk.call("records", json!({ "kinds": ["hidden"] })).await;
    assert!(desk.platform.calls(Operation::Hide) == 0 || copies.count == 1, "called without a copy: {what}");
    if n == 1 {
        let problem = told.expect_err("the copy could not be written");
        assert!(!problem.message.is_empty(), "{what}");
        assert_eq!(desk.platform.calls(Operation::Hide), 0, "{what}");
    }
    let _: Value = desk.call("hidden_look_up", json!({})).await;
    let page: HiddenPage = desk.call("hidden", json!({})).await;
    let stand = page.items.first().map(|item| item.hidden.stand);
    assert!(desk.platform.calls(Operation::Hide) <= 1, "{what}");
    let says = stand == Some(HiddenStand::Hidden);
    assert_eq!(says, desk.platform.hides(&id), "the desk says what is: {stand:?}, {what}");
    assert!(matches!(stand, None | Some(HiddenStand::Hidden | HiddenStand::Refused)), "settled: {stand:?}, {what}");
    came
}

#[tokio::test(flavor = "multi_thread")]
async fn whichever_write_fails_the_platform_is_not_called_without_a_copy() {
    for fails in [Fails::BeforeCommit, Fails::AfterCommit] {
        let mut n = 1;
        while one_run(fails, n).await {
            n += 1;
            assert!(n < MOST, "hiding never needs fewer writes than {MOST}");
        }
        assert!(n > 2, "the copy and its end are two writes at least");
    }
}
