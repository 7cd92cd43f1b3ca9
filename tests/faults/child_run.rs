//! Starting the child.

#[path = "job.rs"]
mod job;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Stdio;

use tokio::io::AsyncWriteExt;
use tokio::process::Command;

pub(crate) use job::{First, Job, Report};

/// How a child ended.
#[derive(Debug)]
pub(crate) enum Ended {
    /// It did everything and told.
    Told(Report),
    /// It ended at the point it was told to.
    AtPoint,
}

/// Runs one child to its end.
///
/// # Panics
/// When it ends in any other way than the two.
pub(crate) async fn run(job: &Job) -> Ended {
    let mut child = Command::new(env!("CARGO_BIN_EXE_fault-child"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("the child can be started");
    let mut stdin = child.stdin.take().expect("it has a standard input");
    stdin.write_all(&serde_json::to_vec(job).expect("a job is JSON")).await.expect("it listens");
    drop(stdin);
    let output = child.wait_with_output().await.expect("it ends");
    if output.status.success() {
        return Ended::Told(serde_json::from_slice(&output.stdout).expect("it tells a report"));
    }
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(job.end_at.is_some() && !said.contains("panicked"), "the child failed: {said}");
    Ended::AtPoint
}

/// Runs one child that must come to its end.
///
/// # Panics
/// When it does not.
pub(crate) async fn run_to_end(job: &Job) -> Report {
    match run(job).await {
        Ended::Told(report) => report,
        Ended::AtPoint => panic!("it ended at a point nobody named"),
    }
}

/// Copies a data folder, so that a run has its own.
pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a temporary folder can be written");
    for entry in std::fs::read_dir(from).expect("the folder can be read") {
        let entry = entry.expect("its entries can be read");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a file can be copied");
        }
    }
}

/// A desk with one account, ready to be copied for every run.
pub(crate) struct SignedIn {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) keychain: BTreeMap<String, String>,
}

/// A run's own copy of a signed-in desk, and the two starts of the program on it.
pub(crate) struct Run<'a> {
    desk: &'a SignedIn,
    folder: tempfile::TempDir,
    far: Option<String>,
    now: i64,
}

impl<'a> Run<'a> {
    pub(crate) fn new(desk: &'a SignedIn, far: Option<String>, now: i64) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        copy(desk.folder.path(), folder.path());
        Self { desk, folder, far, now }
    }

    /// Sends a post in a process that ends at a point, then starts again and works to the end. Answers whether the
    /// point was reached, and what is left.
    pub(crate) async fn end_and_start_again(&self, text: &str, point: &str, nth: u32) -> (bool, Report) {
        self.do_and_start_again(First::Send { text: text.to_owned() }, point, nth).await
    }

    /// Does something in a process that ends at a point, then starts again and works to the end.
    pub(crate) async fn do_and_start_again(&self, first: First, point: &str, nth: u32) -> (bool, Report) {
        let (reached, report) = self.end_often(first, &[(point, nth)]).await;
        (reached == 1, report)
    }

    /// The same with a process after the other that ends at the next of these points. Answers how many did.
    pub(crate) async fn end_often(&self, first: First, points: &[(&str, u32)]) -> (usize, Report) {
        let (mut first, mut reached) = (first, 0);
        for (point, nth) in points {
            let ended = run(&self.job(first, Some(((*point).to_owned(), *nth)))).await;
            reached += usize::from(matches!(ended, Ended::AtPoint));
            first = First::Nothing;
        }
        (reached, run_to_end(&self.job(first, None)).await)
    }

    /// Does something in a process that comes to its end.
    pub(crate) async fn do_to_end(&self, first: First) -> Report {
        run_to_end(&self.job(first, None)).await
    }

    fn job(&self, first: First, end_at: Option<(String, u32)>) -> Job {
        Job {
            folder: self.folder.path().to_owned(),
            now: self.now,
            keychain: self.desk.keychain.clone(),
            far: self.far.clone(),
            end_at,
            first,
        }
    }
}
