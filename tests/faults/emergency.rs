//! An emergency under trouble: the process is ended at every point, answers are lost, and every write fails once.
//! Without a copy on record nothing is reported; the platform is asked once; and what may have arrived is said to be in
//! doubt, and is not sent again by itself.

use lectern_api::dispatch;
use lectern_connectors::IncomingKind;
use lectern_core::fault::EMERGENCY_POINTS;
use lectern_model::{EmergencyAbout, RecordPage, ReportStand, Thread};
use lectern_testkit::Operation;
use serde_json::json;

use crate::child_run::{First, Report};
use crate::disk::desk::Desk;
use crate::far_server::FarServer;
use crate::moderation::{Fails, THREAT, all_runs, owned};

/// More writes than keeping and reporting need.
const MOST: u64 = 20;

#[tokio::test(flavor = "multi_thread")]
async fn it_is_kept_first_reported_once_and_in_doubt_where_that_is_not_certain() {
    let look = |server: &FarServer, report: &Report, point: &str, what: &str| {
        let (asked, taken) = server.reports();
        let (stands, log): (&[&str], &[&str]) = match point {
            // What was not begun is not done later.
            "after_emergency_copy" => (&["Kept"], &["Preserved"]),
            // Nobody can know whether it went out.
            "after_report_copy" | "after_report_answer" => (&["Kept", "Doubt"], &["Preserved", "Reported"]),
            _ => {
                let stand = report.emergency.get(1).map_or("", String::as_str);
                let stand = ["Doubt", "Reported", "Refused"].into_iter().find(|one| *one == stand).unwrap_or("none");
                match stand {
                    "Reported" => assert_eq!(taken, 1, "{what}"),
                    "Refused" => assert_eq!(taken, 0, "{what}"),
                    _ => assert!(!what.contains("no fault") && !what.contains("429"), "it is certain: {what}"),
                }
                let stands: &[&str] = match stand {
                    "Doubt" => &["Kept", "Doubt"],
                    "Reported" => &["Kept", "Reported"],
                    "Refused" => &["Kept", "Refused"],
                    _ => &[],
                };
                (stands, &["Preserved", "Reported", "ReportResult"])
            }
        };
        let begun = !matches!(point, "after_emergency_copy" | "after_report_copy");
        // A line that is cut before the server hears does not count there.
        assert!(asked <= usize::from(begun) && taken <= asked, "{asked} asked, {taken} taken: {what}");
        assert_eq!((&report.emergency, &report.log), (&owned(stands), &owned(log)), "{what}");
    };
    all_runs(EMERGENCY_POINTS, &[], || First::Emergency, look).await;
}

/// Keeps a copy and reports while the N-th write fails; answers whether that write came at all.
async fn one_run(fails: Fails, n: u64) -> bool {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.incoming(IncomingKind::Mention, "ana", THREAT);
    desk.check(account).await;
    let thread: Thread = desk.only_thread().await;
    let message = thread.messages[0].id;
    let store = std::sync::Arc::clone(&desk.app.desk().expect("open").core.store);
    let before = store.faults().writes();
    match fails {
        Fails::BeforeCommit => store.faults().fail_before_commit(n),
        Fails::AfterCommit => store.faults().fail_after_commit(n),
    }
    let kept = dispatch(
        &desk.app,
        "emergency_keep",
        json!({ "message": message, "kind": "threat", "without_pictures": false }),
    )
    .await;
    // A person presses it all the same.
    let told = dispatch(&desk.app, "emergency_report", json!({ "message": message, "again": false })).await;
    let came = store.faults().writes() >= before + n;
    store.faults().fail_before_commit(0);
    store.faults().fail_after_commit(0);

    let what = format!("{fails:?}, write {n}: {kept:?}, {told:?}");
    let copies: RecordPage = desk.call("records", json!({ "kinds": ["preserved"] })).await;
    let reports: RecordPage = desk.call("records", json!({ "kinds": ["reported"] })).await;
    let calls = desk.platform.calls(Operation::Report);
    assert!(calls == 0 || (copies.count, reports.count) == (1, 1), "called without a copy: {what}");
    assert!(calls <= 1, "{what}");
    if n == 1 && matches!(fails, Fails::BeforeCommit) {
        assert!(kept.is_err() && told.is_err() && calls == 0, "the copy could not be written: {what}");
    }
    let about: EmergencyAbout = desk.call("emergency_about", json!({ "message": message })).await;
    let stand = about.report.map(|report| report.stand);
    assert_eq!(about.kept.is_some(), copies.count == 1, "{what}");
    match stand {
        Some(ReportStand::Reported) => assert_eq!(desk.platform.reports().len(), 1, "{what}"),
        Some(ReportStand::Doubt) => assert_eq!(reports.count, 1, "{what}"),
        Some(ReportStand::Refused) => panic!("nothing was refused: {what}"),
        None => assert_eq!(calls, 0, "{what}"),
    }
    came
}

#[tokio::test(flavor = "multi_thread")]
async fn whichever_write_fails_nothing_is_reported_without_a_copy() {
    for fails in [Fails::BeforeCommit, Fails::AfterCommit] {
        let mut n = 1;
        while one_run(fails, n).await {
            n += 1;
            assert!(n < MOST, "it never needs fewer writes than {MOST}");
        }
        assert!(n > 3, "the copy, the report and its end are three writes at least");
    }
}
