//! `cargo xtask bench`: the numbers of the README, as ratios within one run.

use crate::command::{cargo, show};
use crate::report::{Steps, say};
use crate::system::{self, Need};
use crate::{Outcome, interface, place, start};

pub(crate) fn bench(words: &[String]) -> Outcome<()> {
    match words {
        [] => all(),
        [what, files @ ..] if what == "privacy" => privacy(files),
        _ => Err("There is one bench that runs alone: privacy. Without a word all of them run.".to_owned()),
    }
}

/// How well the privacy guard reads labelled texts: its own sets, or those in the files that are named.
fn privacy(files: &[String]) -> Outcome<()> {
    let mut bench = cargo();
    bench.args(["bench", "--package", "lectern-checks", "--bench", "privacy", "--"]);
    for file in files {
        bench.arg(std::path::absolute(file).map_err(|error| format!("{file}: {error}"))?);
    }
    show(&mut bench)
}

fn all() -> Outcome<()> {
    let window = cfg!(target_os = "linux");
    let mut steps = Steps::of(if window { 10 } else { 9 });
    steps.must("What the system brings", || system::set_up(if window { Need::Tests } else { Need::Start }))?;
    steps.must("Packages of the window", interface::packages)?;
    steps.must("The window", interface::build)?;
    steps.must("The app", start::build)?;
    steps.must("The desk: ingest, feed pages, search", || run("lectern-store", "desk"))?;
    steps.must("The inbox: pages of any filter", || run("lectern-store", "inbox"))?;
    steps.must("The calendar: a month of ten thousand, the idle worker", || run("lectern-tests", "calendar_bench"))?;
    steps.must("Rules: fifty over ten thousand messages", || run("lectern-tests", "rules_bench"))?;
    steps.must("Privacy: recall and precision", || run("lectern-checks", "privacy"))?;
    steps.must("Writing: a key to counts and findings", || run("lectern-tests", "typing_bench"))?;
    if window {
        steps.must("The window: start to first feed", || run("lectern-tests", "window_bench"))?;
    }
    say(&format!("Measured in {} with {}.", steps.took(), place::app("release").display()));
    Ok(())
}

fn run(package: &str, bench: &str) -> crate::report::Came {
    show(cargo().args(["bench", "--package", package, "--bench", bench]))?;
    Ok("measured".to_owned())
}
