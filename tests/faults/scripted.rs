//! Every kind of platform, every named point, every way an answer can be lost.

use std::collections::BTreeMap;

use lectern_engine::fault::POINTS;

use crate::child_run::{First, Job, Report, Run, SignedIn, run_to_end};
use crate::far_connector::Far;
use crate::far_server::{FarServer, Fault, Idempotency};
use crate::mixed::Dice;
use crate::sign_in;

/// Monday 23 November 2026, 09:00 UTC.
const NOW: i64 = 1_795_424_400_000;
const TEXT: &str = "Storytime at three";

/// Every kind of fault.
const EVERY: [Fault; 6] =
    [Fault::CutBefore, Fault::CutAfter, Fault::HalfBody, Fault::TooMany, Fault::ServerError, Fault::ServerErrorActed];

fn faults() -> Vec<(&'static str, Vec<Fault>)> {
    vec![
        ("no fault", vec![]),
        ("cut before", vec![Fault::CutBefore]),
        ("cut after", vec![Fault::CutAfter]),
        ("half an answer", vec![Fault::HalfBody]),
        ("429", vec![Fault::TooMany]),
        ("500", vec![Fault::ServerError]),
        ("500, acted", vec![Fault::ServerErrorActed]),
        ("500, then cut after", vec![Fault::ServerError, Fault::CutAfter]),
    ]
}

async fn signed_in(server: &FarServer) -> SignedIn {
    let connectors = Some(vec![Far::at(server.url())]);
    sign_in::sign_in("far", &[], connectors, async |_| panic!("no browser is needed")).await
}

/// One run; answers whether the point was reached.
async fn one_run(server: &FarServer, desk: &SignedIn, point: &str, nth: u32, what: &str) -> bool {
    let run = Run::new(desk, Some(server.url().to_owned()), NOW);
    let (reached, report) = run.end_and_start_again(TEXT, point, nth).await;
    check(server, &report, what);
    reached
}

fn check(server: &FarServer, report: &Report, what: &str) {
    assert_eq!(server.posts(), [TEXT], "{what}: exactly one post ({report:?})");
    assert_eq!(report.deliveries.len(), 1, "{what}");
    assert!(report.deliveries[0].contains("\"sent\""), "{what}: {report:?}");
    assert!(report.drafts.is_empty(), "{what}: what was sent is no draft");
    assert_eq!(report.integrity, "ok", "{what}");
}

async fn all_runs(idempotency: Idempotency) {
    let server = FarServer::start().await;
    let desk = signed_in(&server).await;
    let (mut runs, mut ended) = (0, BTreeMap::new());
    for point in POINTS {
        for (words, faults) in faults() {
            for nth in [1, 2] {
                server.begin(idempotency, &faults);
                let what = format!("{idempotency:?}, {point} ({nth}), {words}");
                let reached = one_run(&server, &desk, point, nth, &what).await;
                runs += 1;
                *ended.entry(*point).or_insert(0) += usize::from(reached);
                if !reached && nth == 1 {
                    break;
                }
            }
        }
    }
    println!("{idempotency:?}, ended at: {ended:?}");
    println!("scripted, {idempotency:?}: {runs} runs, one post each, 0 lost");
    assert!(ended.values().all(|count| *count > 0), "every point was reached: {ended:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_platform_that_doubles_what_is_sent_twice() {
    all_runs(Idempotency::None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_platform_that_knows_the_key() {
    all_runs(Idempotency::Key).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_platform_that_refuses_the_same_record() {
    all_runs(Idempotency::Minted).await;
}

/// How many runs with anything at once.
const RANDOM: u64 = 200;

#[tokio::test(flavor = "multi_thread")]
async fn several_ends_and_faults_at_once() {
    let server = FarServer::start().await;
    let desk = signed_in(&server).await;
    let (mut ended, mut met) = (0, 0);
    for number in 0..RANDOM {
        let mut dice = Dice::of(number);
        let idempotency = dice.pick(&[Idempotency::None, Idempotency::Key, Idempotency::Minted]);
        let faults: Vec<Fault> = (0..dice.below(4)).map(|_| dice.pick(&EVERY)).collect();
        let often = 1 + dice.below(3);
        let points: Vec<(&str, u32)> =
            (0..often).map(|_| (dice.pick(POINTS), if dice.one_in(3) { 2 } else { 1 })).collect();
        server.begin(idempotency, &faults);
        let run = Run::new(&desk, Some(server.url().to_owned()), NOW);
        let (reached, report) = run.end_often(First::Send { text: TEXT.to_owned() }, &points).await;
        let what = format!("number {number}: {idempotency:?}, {faults:?}, {points:?}");
        check(&server, &report, &what);
        ended += reached;
        met += faults.len();
    }
    println!("scripted, at random: {RANDOM} runs, one post each, 0 lost; {ended} processes ended, {met} faults");
    assert!(ended > 0, "some of them end");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_end_before_sending_keeps_the_draft() {
    let server = FarServer::start().await;
    let desk = signed_in(&server).await;
    server.begin(Idempotency::None, &[]);
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    crate::child_run::copy(desk.folder.path(), folder.path());
    let job = Job {
        folder: folder.path().to_owned(),
        now: NOW,
        keychain: desk.keychain.clone(),
        far: Some(server.url().to_owned()),
        end_at: Some(("before_queue_commit".to_owned(), 1)),
        first: First::Send { text: TEXT.to_owned() },
    };
    assert!(matches!(crate::child_run::run(&job).await, crate::child_run::Ended::AtPoint));
    let report = run_to_end(&Job { end_at: None, first: First::Nothing, ..job }).await;
    assert_eq!((report.drafts.as_slice(), report.deliveries.len()), ([TEXT.to_owned()].as_slice(), 0));
    assert!(server.posts().is_empty() && report.integrity == "ok");
}
