//! Asks axe what is wrong with the page that the window shows.

use serde::Deserialize;
use serde_json::{Value, json};

use super::Desk;
use crate::place;

/// Something that axe found.
#[derive(Debug, Clone, Deserialize)]
pub struct Violation {
    /// The rule's name.
    pub id: String,
    /// How bad it is.
    pub impact: Option<String>,
    /// What is to be done, in a sentence.
    pub help: String,
    /// Where.
    pub nodes: Vec<Node>,
}

/// One place of a [`Violation`].
#[derive(Debug, Clone, Deserialize)]
pub struct Node {
    /// The element's source.
    pub html: String,
    /// What exactly is wrong with it.
    #[serde(rename = "failureSummary")]
    pub summary: Option<String>,
}

const RUN: &str = "const [done] = arguments;\
    axe.run(document, { resultTypes: ['violations'] }).then(\
      (results) => done({ violations: results.violations }), (error) => done({ error: String(error) }));";

/// Half-way through a change of colour nothing has its contrast: what moves and ends is waited for.
const STILL: &str = "const [done] = arguments; const moving = document.getAnimations().filter((one) =>\
    one.effect.getComputedTiming().endTime !== Infinity);\
    Promise.allSettled(moving.map((one) => one.finished)).then(() => requestAnimationFrame(() => done(null)));";

impl Desk {
    /// Runs axe over the page.
    ///
    /// # Panics
    /// When axe is not installed (`npm ci` in `ui`) or fails.
    pub async fn axe(&self) -> Vec<Violation> {
        let still = self.client.execute_async(STILL, Vec::new()).await;
        still.expect("movements come to an end");
        let known = self.client.execute("return typeof axe !== 'undefined'", Vec::new()).await.unwrap_or_default();
        if known != json!(true) {
            let file = place::project().join("ui/node_modules/axe-core/axe.min.js");
            let script = std::fs::read_to_string(&file);
            let script = script.unwrap_or_else(|error| panic!("{}: {error}: run `npm ci` in ui", file.display()));
            self.client.execute(&script, Vec::new()).await.expect("axe can be loaded");
        }
        let mut answer = self.client.execute_async(RUN, Vec::new()).await.expect("axe answers");
        assert!(answer["error"].is_null(), "axe: {}", answer["error"]);
        serde_json::from_value::<Vec<Violation>>(answer["violations"].take()).expect("axe's answer is as documented")
    }

    /// Runs axe over the page and accepts nothing.
    ///
    /// # Panics
    /// When axe found anything; the panic lists it.
    pub async fn assert_accessible(&self, page: &str) {
        let found = self.axe().await;
        assert!(found.is_empty(), "{page}: axe found\n{}", found.iter().map(told).collect::<String>());
    }
}

fn told(violation: &Violation) -> String {
    let Violation { id, impact, help, nodes } = violation;
    let place = |node: &Node| format!("    {}\n      {}\n", node.html, node.summary.as_deref().unwrap_or_default());
    let impact = impact.as_deref().map_or(Value::Null, Value::from);
    format!("  {id} ({impact}): {help}\n{}", nodes.iter().map(place).collect::<String>())
}
