//! The same against servers that nobody here wrote: Bluesky's own network, and snac2 of the Mastodon family.
//!
//! Each run sends a post with a described picture. The process is ended at a named point, or the server's answer is cut
//! (before it acted, after it acted, in the middle of the answer), or both; then the program is started again and left
//! alone until nothing is to do. What counts is what the server itself then tells.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use lectern_engine::fault::POINTS;
use lectern_tests::approval::Approval;
use lectern_tests::proxy::{CutAt, Cutting};
use lectern_tests::servers::{Bluesky, MastodonClient, Person, Snac};
use lectern_tests::wait;
use url::Url;

use crate::child_run::{Report, Run, SignedIn};
use crate::sign_in::sign_in;

/// At least this many runs per server.
const LEAST: usize = 100;
/// A server may lag behind its own answers for this long.
const LAG: Duration = Duration::from_secs(20);

/// What happens to the answer of the request that posts.
const CUTS: [(&str, Option<CutAt>); 4] = [
    ("answer arrives", None),
    ("cut before the server", Some(CutAt::BeforeServer)),
    ("cut after the server", Some(CutAt::AfterServer)),
    ("half an answer", Some(CutAt::MidAnswer)),
];

/// A server under test.
trait Server {
    /// The path of the request that posts.
    fn posting(&self) -> &'static str;

    /// How many posts with exactly these words the server has, by its own API.
    async fn count(&self, words: &str) -> usize;

    /// How many posts it has in all.
    async fn total(&self) -> usize;
}

struct OnBluesky {
    network: Bluesky,
    library: Person,
}

impl Server for OnBluesky {
    fn posting(&self) -> &'static str {
        "com.atproto.repo.createRecord"
    }

    async fn count(&self, words: &str) -> usize {
        let records = self.network.list_records(&self.library, "app.bsky.feed.post").await;
        records.iter().filter(|record| record["value"]["text"].as_str() == Some(words)).count()
    }

    async fn total(&self) -> usize {
        self.network.list_records(&self.library, "app.bsky.feed.post").await.len()
    }
}

struct OnSnac {
    library: MastodonClient,
    _server: Snac,
}

impl Server for OnSnac {
    fn posting(&self) -> &'static str {
        "/api/v1/statuses"
    }

    async fn count(&self, words: &str) -> usize {
        let newest = self.library.statuses_of(&self.library.id).await;
        newest.iter().filter(|post| post["content"].as_str().is_some_and(|html| html.contains(words))).count()
    }

    async fn total(&self) -> usize {
        let mut seen = std::collections::BTreeSet::new();
        let mut page = format!("api/v1/accounts/{}/statuses?limit=40", self.library.id);
        loop {
            let posts = self.library.get(&page).await;
            let ids: Vec<String> = posts
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|post| post["id"].as_str().map(str::to_owned))
                .collect();
            let before = seen.len();
            seen.extend(ids.iter().cloned());
            let Some(last) = ids.last().filter(|_| seen.len() > before) else { return seen.len() };
            page = format!("api/v1/accounts/{}/statuses?limit=40&max_id={last}", self.library.id);
        }
    }
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
    i64::try_from(since.as_millis()).expect("before the end of time")
}

/// Runs, by what happened.
#[derive(Default)]
struct Table {
    rows: BTreeMap<(String, &'static str), [usize; 3]>,
}

impl Table {
    fn add(&mut self, point: &str, cut: &'static str, ended: bool, was_cut: bool) {
        let row = self.rows.entry((point.to_owned(), cut)).or_default();
        row[0] += 1;
        row[1] += usize::from(ended);
        row[2] += usize::from(was_cut);
    }

    fn print(&self, server: &str) {
        println!("{:<24} {:<24} {:>5} {:>12} {:>6}", "process ended at", "answer", "runs", "ended there", "cut");
        for ((point, cut), [runs, ended, was_cut]) in &self.rows {
            println!("{point:<24} {cut:<24} {runs:>5} {ended:>12} {was_cut:>6}");
        }
        let runs: usize = self.rows.values().map(|row| row[0]).sum();
        println!("{server}: {runs} runs, one post each, 0 lost");
    }
}

async fn all_runs(name: &str, server: &impl Server, line: &Cutting, desk: &SignedIn) {
    let mut table = Table::default();
    let mut runs = 0;
    while runs < LEAST {
        for point in POINTS {
            for (words, cut) in CUTS {
                let text = format!("Storytime number {runs}.");
                line.mend();
                let before = line.cuts();
                if let Some(at) = cut {
                    line.cut(at, "POST", server.posting(), 1);
                }
                let run = Run::new(desk, None, now());
                let (ended, report) = run.end_and_start_again(&text, point, 1).await;
                let what = format!("{name}, {point}, {words}");
                check(&what, &report);
                let count = async || (server.count(&text).await == 1).then_some(());
                wait::until(&format!("exactly one post: {what} ({report:?})"), LAG, count).await;
                table.add(point, words, ended, line.cuts() > before);
                runs += 1;
            }
        }
    }
    table.print(name);
    assert_eq!(server.total().await, runs, "{name}: no post but these");
    for point in POINTS {
        let ended: usize = table.rows.iter().filter(|((at, _), _)| at == point).map(|(_, row)| row[1]).sum();
        assert!(ended > 0, "{name}: {point} was never reached");
    }
}

fn check(what: &str, report: &Report) {
    assert_eq!(report.deliveries.len(), 1, "{what}: {report:?}");
    assert!(report.deliveries[0].contains("\"state\":\"sent\""), "{what}: {report:?}");
    assert!(report.drafts.is_empty(), "{what}: {report:?}");
    assert_eq!(report.integrity, "ok", "{what}");
}

#[tokio::test(flavor = "multi_thread")]
async fn blueskys_own_network_has_every_post_once() {
    let line = Cutting::open().await;
    let network = Bluesky::start_behind(&line).await;
    let library = network.create_account("library").await;
    let password = network.create_app_password(&library, "desk").await;
    let server = network.pds.to_string();
    let fields =
        [("how", "app_password"), ("handle", library.handle.as_str()), ("password", &password), ("server", &server)];
    let no_browser = async |url: Url| -> Approval { panic!("no browser is needed for {url}") };
    let desk = sign_in("bluesky", &fields, None, no_browser).await;
    all_runs("Bluesky", &OnBluesky { network, library }, &line, &desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_of_the_mastodon_family_has_every_post_once() {
    let line = Cutting::open().await;
    let server = Snac::start_behind(&line, &["library"]).await;
    let address = server.url.to_string();
    let fields = [("server", address.as_str()), ("how", "back")];
    let desk = sign_in("mastodon", &fields, None, async |url| server.approve(&url, "library").await).await;
    let library = server.client("library").await;
    all_runs("snac", &OnSnac { library, _server: server }, &line, &desk).await;
}
