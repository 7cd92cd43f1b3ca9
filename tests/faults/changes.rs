//! What was sent is changed or deleted, and the process is ended at every point, or the answer is lost: the change is
//! made, nothing is posted again, and what the desk says is what is there.

use std::collections::BTreeMap;

use crate::child_run::{First, Report, Run, SignedIn};
use crate::far_connector::Far;
use crate::far_server::{FarServer, Fault, Idempotency};
use crate::sign_in;

/// Monday 23 November 2026, 09:00 UTC.
const NOW: i64 = 1_795_424_400_000;
const TEXT: &str = "Storytime at three";
const OTHER: &str = "Storytime at four";
/// The points that a change passes.
const POINTS: [&str; 7] = [
    "after_claim_commit",
    "before_send",
    "after_answer",
    "before_settle_commit",
    "after_settle_commit",
    "after_find_published",
    "never",
];

fn faults() -> Vec<(&'static str, Vec<Fault>)> {
    vec![
        ("no fault", vec![]),
        ("cut before", vec![Fault::CutBefore]),
        ("cut after", vec![Fault::CutAfter]),
        ("half an answer", vec![Fault::HalfBody]),
        ("429", vec![Fault::TooMany]),
        ("500", vec![Fault::ServerError]),
        ("500, acted", vec![Fault::ServerErrorActed]),
        ("cut after, twice", vec![Fault::CutAfter, Fault::CutAfter]),
    ]
}

/// Runs every point with every fault; `look` says what must be there in the end.
async fn all_runs(first: impl Fn() -> First, look: impl Fn(&FarServer, &Report, &str)) {
    let server = FarServer::start().await;
    let connectors = Some(vec![Far::at(server.url())]);
    let desk: SignedIn = sign_in::sign_in("far", &[], connectors, async |_| panic!("no browser is needed")).await;
    let (mut runs, mut ended) = (0, BTreeMap::new());
    for point in POINTS {
        for (words, faults) in faults() {
            server.begin(Idempotency::None, &[]);
            let run = Run::new(&desk, Some(server.url().to_owned()), NOW);
            run.do_to_end(First::Send { text: TEXT.to_owned() }).await;
            assert_eq!(server.posts(), [TEXT]);
            server.fail(&faults);
            let (reached, report) = if point == "never" {
                (true, run.do_to_end(first()).await)
            } else {
                run.do_and_start_again(first(), point, 1).await
            };
            let what = format!("{point}, {words}: {report:?}");
            look(&server, &report, &what);
            assert_eq!(report.deliveries.len(), 2, "{what}");
            assert!(report.deliveries.iter().all(|state| state.contains("\"sent\"")), "{what}");
            assert!(server.changes() >= 1 && report.integrity == "ok", "{what}");
            runs += 1;
            *ended.entry(point).or_insert(0) += usize::from(reached);
        }
    }
    println!("{runs} runs; ended at: {ended:?}");
    assert!(ended.values().all(|count| *count > 0), "every point was reached: {ended:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_is_made_and_nothing_is_posted_again() {
    let look = |server: &FarServer, _: &Report, what: &str| assert_eq!(server.posts(), [OTHER], "{what}");
    all_runs(|| First::Change { text: OTHER.to_owned() }, look).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deletion_is_made_and_the_desk_says_so() {
    let look = |server: &FarServer, report: &Report, what: &str| {
        assert!(server.posts().is_empty(), "{what}");
        assert!(report.deliveries[0].contains("deleted_at"), "{what}");
    };
    all_runs(|| First::Delete, look).await;
}
