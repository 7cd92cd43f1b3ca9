//! `cargo xtask test`: sets the tests up and runs them all.
//!
//! What is cheap runs first and to its end, so that one run tells all of it; after that the first failing step ends the
//! command. `fast` leaves out what needs a window or a server; names pick tests and leave out the checks.

mod totals;

use crate::command::{cargo, program, quiet, read_along, show};
use crate::report::{Came, Steps, say};
use crate::system::{self, Need};
use crate::{Outcome, interface, place, servers};
use totals::Totals;

/// The app under test serves its window from inside itself, as the one that people get.
const BUNDLED: &[&str] = &["--features", "lectern/bundled-ui"];

/// The tests by kind: a binary of `lectern-tests` each.
const KINDS: &[&str] = &["architecture", "journeys", "servers", "faults", "upgrades", "window"];

/// What of the tests was asked for.
struct Wanted<'a> {
    fast: bool,
    names: Vec<&'a str>,
}

impl<'a> Wanted<'a> {
    fn read(words: &'a [String]) -> Self {
        let names = words.iter().map(String::as_str).filter(|word| !matches!(*word, "fast" | "--")).collect();
        Self { fast: words.iter().any(|word| word == "fast"), names }
    }

    /// Whether the windows and servers are needed; they run on Linux only.
    fn real(&self) -> bool {
        !self.fast && cfg!(target_os = "linux")
    }

    fn checks(&self) -> bool {
        self.names.is_empty()
    }

    /// Which tests, in nextest's language. Kinds are named by pattern: one that does not exist yet is no mistake.
    fn filter(&self) -> String {
        let one = |name: &&str| {
            if KINDS.contains(name) { format!("binary(/^{name}$/)") } else { format!("test({name})") }
        };
        let picked: Vec<String> = self.names.iter().map(one).collect();
        let picked = if picked.is_empty() { "all()".to_owned() } else { picked.join(" | ") };
        if self.real() { picked } else { format!("({picked}) - binary(/^(window|servers|faults)$/)") }
    }

    fn steps(&self) -> usize {
        3 + if self.real() { 3 } else { 0 } + if self.checks() { 5 } else { 0 } + 3
    }
}

pub(crate) fn test(words: &[String]) -> Outcome<()> {
    let wanted = Wanted::read(words);
    let (mut steps, mut totals) = (Steps::of(wanted.steps()), Totals::default());
    let tested = run(&wanted, &mut steps, &mut totals);
    say(&format!("\nTook {}.", steps.took()));
    if totals != Totals::default() {
        say(&totals.to_string());
    }
    tested
}

fn run(wanted: &Wanted<'_>, steps: &mut Steps, totals: &mut Totals) -> Outcome<()> {
    let need = if wanted.real() { Need::Tests } else { Need::Start };
    steps.must("What the system brings", || system::set_up(need))?;
    steps.must("Rust's tools", || servers::toolchain().and_then(|()| servers::nextest()))?;
    steps.must("Packages of the window", interface::packages)?;
    if wanted.real() {
        steps.must("Server: Bluesky", servers::bluesky)?;
        steps.must("Server: mastodon-mock", servers::mastodon_mock)?;
        steps.must("Reader of calendars: icalendar", servers::icalendar)?;
    }

    if wanted.checks() {
        steps.may_fail("Form of the Rust sources", format);
        steps.may_fail("Form and lints of the window", || interface::script("lint").map(|_| "clean".to_owned()));
        steps.may_fail("Types of the window", || interface::script("check").map(|_| "sound".to_owned()));
        steps.may_fail("Tests of the window's parts", || window_parts(totals));
    }
    steps.may_fail("The window", interface::build);
    steps.all_well()?;

    if wanted.checks() {
        steps.must("Lints", lint)?;
    }
    steps.must("App and tests are built", build)?;
    steps.must("Tests", || tests(wanted, totals))
}

/// `cargo fmt` does not see modules that a macro names, so each file is named here.
fn format() -> Came {
    let listed = quiet(program("git").args(["ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.rs"]))?;
    let files: Vec<&str> = listed.split('\0').filter(|file| place::project().join(file).is_file()).collect();
    quiet(
        program("rustfmt").args(["--check", "--edition", "2024", "--config-path"]).arg(place::project()).args(&files),
    )?;
    Ok(format!("{} files", files.len()))
}

fn lint() -> Came {
    let mut clippy = cargo();
    clippy
        .args(["clippy", "--workspace", "--all-targets"])
        .args(outside())
        .args(BUNDLED)
        .args(["--", "-D", "warnings"]);
    show(&mut clippy)?;
    Ok("clean".to_owned())
}

fn window_parts(totals: &mut Totals) -> Came {
    let printed = interface::script("test");
    let came = match &printed {
        Ok(text) | Err(text) => totals.add_vitest(text),
    };
    printed.map(|_| came)
}

/// Windows and servers are Linux's; elsewhere their package is left out.
fn outside() -> &'static [&'static str] {
    if cfg!(target_os = "linux") { &[] } else { &["--exclude", "lectern-tests"] }
}

fn nextest(wanted: &Wanted<'_>) -> std::process::Command {
    let mut nextest = cargo();
    nextest.args(["nextest", "run", "--workspace"]).args(outside()).args(BUNDLED);
    nextest.args(["-E", &wanted.filter()]);
    nextest
}

/// All at once: built one after the other, they would want the same crates with other features.
fn build() -> Came {
    show(cargo().args(["build", "--workspace", "--bins", "--tests"]).args(outside()).args(BUNDLED))?;
    Ok("built".to_owned())
}

fn tests(wanted: &Wanted<'_>, totals: &mut Totals) -> Came {
    let mut came = String::new();
    let mut nextest = nextest(wanted);
    nextest.args(["--no-fail-fast", "--cargo-quiet"]).env("NO_COLOR", "1");
    let well = read_along(&mut nextest, |line| {
        if let Some(words) = totals.add_nextest(line) {
            came = words;
        }
    })?;
    if well { Ok(came) } else { Err("The tests named above failed.".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::Wanted;

    fn filter(words: &[&str]) -> String {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        Wanted::read(&words).filter()
    }

    #[test]
    fn names_pick_tests_and_fast_leaves_out_what_is_slow() {
        assert_eq!(filter(&["fast"]), "(all()) - binary(/^(window|servers|faults)$/)");
        assert_eq!(
            filter(&["fast", "journeys", "drafts"]),
            "(binary(/^journeys$/) | test(drafts)) - binary(/^(window|servers|faults)$/)"
        );
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn nothing_is_left_out_unless_asked() {
        assert_eq!(filter(&[]), "all()");
        assert_eq!(filter(&["window"]), "binary(/^window$/)");
    }
}
