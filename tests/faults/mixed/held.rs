//! The platform's own scheduler, one thing after the other: every point on the way there and back, every way in which its
//! answer can be lost, whatever a person wishes of the post meanwhile, in each mode of idempotency.

use std::collections::BTreeMap;
use std::sync::Arc;

use lectern_engine::fault::HOLD_POINTS;
use lectern_testkit::{Idempotency, Operation};

use super::deeds::{Deed, Meets, Story};
use super::dice::Dice;
use super::run::Run;
use super::{MODES, Templates};

const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;

/// What the scheduler does to one call.
const FAULTS: [Option<Meets>; 7] = [
    None,
    Some(Meets::CutBefore),
    Some(Meets::CutAfter),
    Some(Meets::HalfAnswer),
    Some(Meets::TooMany),
    Some(Meets::Error),
    Some(Meets::ErrorActed),
];

/// What a person wishes of the post, and what the scheduler is asked then.
fn wishes() -> Vec<(&'static str, Vec<Deed>, Operation)> {
    let which = 0;
    vec![
        ("nothing", Vec::new(), Operation::Hold),
        ("looked for", Vec::new(), Operation::FindHeld),
        ("stopped", vec![Deed::Stop { which }], Operation::CancelHeld),
        ("moved", vec![Deed::Move { which, at: 2 * DAY, never_after: None }], Operation::MoveHeld),
        ("sooner", vec![Deed::Move { which, at: 60, never_after: None }], Operation::CancelHeld),
        ("sent now", vec![Deed::Again { which, anyway: false }], Operation::CancelHeld),
        ("made a draft again", vec![Deed::Back { which }], Operation::CancelHeld),
        ("paused", vec![Deed::Pause, Deed::Work { seconds: HOUR }, Deed::Resume], Operation::CancelHeld),
        ("account removed", vec![Deed::Remove { which }], Operation::CancelHeld),
    ]
}

async fn one_run(templates: &Templates, mode: Idempotency, story: Story, what: String) -> bool {
    let mut run = Run::begin(what, templates.world(1), &story, mode).await;
    for deed in &story.deeds {
        run.does(deed).await;
    }
    run.come_to_rest(&mut Dice::of(1)).await;
    run.verdict().await;
    let ended = run.struck.contains_key("ended at a named point");
    run.end().await;
    ended
}

async fn all_runs(mode: Idempotency) {
    let templates = Arc::new(Templates::make().await);
    let (mut runs, mut ended) = (0, BTreeMap::new());
    for (wished, deeds, operation) in wishes() {
        for meets in FAULTS {
            for point in HOLD_POINTS {
                let mut all = vec![Deed::EndAt { point, nth: 1 }];
                all.extend(meets.map(|meets| Deed::Meet { meets, operation, skip: 0 }));
                all.push(Deed::Write { accounts: 1, at: Some(DAY), never_after: None, picture: true });
                all.extend([Deed::Work { seconds: 0 }, Deed::Work { seconds: 61 }]);
                all.extend(deeds.clone());
                all.extend([Deed::Work { seconds: 0 }, Deed::Work { seconds: 61 }, Deed::Work { seconds: DAY }]);
                let (accounts, steps, wait_between_steps, schedulers, cannot_tell) = (1, 2, 0, 1, false);
                let story = Story { accounts, steps, wait_between_steps, schedulers, cannot_tell, deeds: all };
                let what = format!("{mode:?}, {wished}, {meets:?}, {point}");
                let reached = one_run(&templates, mode, story, what).await;
                runs += 1;
                *ended.entry(*point).or_insert(0) += usize::from(reached);
            }
        }
    }
    println!("{mode:?}, ended at: {ended:?}");
    println!("scheduler, {mode:?}: {runs} runs; 0 lost, 0 both held and sent, 0 doubled");
    assert!(ended.values().all(|count| *count > 0), "every point was reached: {ended:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scheduler_that_doubles_what_it_is_given_twice() {
    all_runs(MODES[0]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scheduler_that_knows_the_key() {
    all_runs(MODES[1]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scheduler_that_refuses_the_same_record() {
    all_runs(MODES[2]).await;
}
