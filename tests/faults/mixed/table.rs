//! The table of all runs, by fault.

use std::collections::{BTreeMap, BTreeSet};

use lectern_testkit::Operation;

use super::deeds::{Deed, Story};
use super::run::Run;
use super::verdict::Ends;

/// What one fault came to.
#[derive(Debug, Default, Clone, Copy)]
struct Row {
    runs: u64,
    struck: u64,
    posts: u64,
    asked: u64,
}

/// All runs.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) runs: u64,
    starts: u64,
    asked: u64,
    ends: Ends,
    rows: BTreeMap<&'static str, Row>,
    /// Posts handed to the platform's scheduler, those that it sent, and faults that struck there.
    pub(super) handed: u64,
    pub(super) sent_there: u64,
    pub(super) faults_there: u64,
}

impl Table {
    pub(super) fn add(&mut self, story: &Story, run: &Run, ends: Ends) {
        self.runs += 1;
        self.starts += run.starts;
        self.asked += run.asked;
        let platform = &run.world.platform;
        let (handed, sent) = platform.scheduled_so_far();
        self.handed += handed;
        self.sent_there += sent;
        self.faults_there += platform.met().iter().filter(|(operation, _)| at_scheduler(*operation)).count() as u64;
        self.ends.drafts += ends.drafts;
        self.ends.posts += ends.posts;
        self.ends.sent += ends.sent;
        self.ends.failed += ends.failed;
        self.ends.missed += ends.missed;
        self.ends.cancelled += ends.cancelled;
        let mut labels: BTreeSet<&'static str> = story.deeds.iter().filter_map(Deed::label).collect();
        if story.cannot_tell {
            labels.insert(CANNOT_TELL);
        }
        for label in labels {
            let row = self.rows.entry(label).or_default();
            row.runs += 1;
            row.posts += ends.posts;
            row.asked += run.asked;
            row.struck += match label {
                CANNOT_TELL => run.asked,
                label => run.struck.get(label).copied().unwrap_or_default(),
            };
        }
    }

    /// Faults that never struck.
    pub(super) fn idle(&self) -> Vec<&'static str> {
        self.rows.iter().filter(|(_, row)| row.struck == 0).map(|(label, _)| *label).collect()
    }

    pub(super) fn print(&self) {
        println!("{:<28} {:>6} {:>8} {:>7} {:>12}", "fault", "runs", "struck", "posts", "asked about");
        for (label, row) in &self.rows {
            println!("{label:<28} {:>6} {:>8} {:>7} {:>12}", row.runs, row.struck, row.posts, row.asked);
        }
        let Ends { drafts, posts, sent, failed, missed, cancelled } = self.ends;
        println!(
            "mixed: {} runs, {} starts, {drafts} drafts, {posts} posts; {sent} sent, {failed} failed, {missed} missed, \
             {cancelled} stopped, {} asked about; 0 lost, 0 doubled, 0 too early, 0 after their never after",
            self.runs, self.starts, self.asked
        );
        println!(
            "mixed, the platform's own scheduler: {} posts handed over, {} went out there, {} faults struck there; 0 posts \
             both held and sent",
            self.handed, self.sent_there, self.faults_there
        );
    }
}

fn at_scheduler(operation: Operation) -> bool {
    use Operation::{CancelHeld, FindHeld, Hold, MoveHeld};
    matches!(operation, Hold | MoveHeld | CancelHeld | FindHeld)
}

const CANNOT_TELL: &str = "the platform cannot tell";
