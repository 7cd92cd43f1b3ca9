//! What the checks say of a post, as they would at the moment it goes.

use super::gather::Going;
use crate::Desk;
use lectern_model::{Code, Draft, Finding, Level};

impl Desk {
    /// What stops it or needs a second look. What cannot be looked at is said too: a dry run goes on to its end.
    pub(super) async fn looked_at(&self, going: &Going) -> Vec<Finding> {
        let mut findings = Vec::new();
        let draft = Draft { targets: going.accounts.clone(), ..going.draft.clone() };
        match self.shaping.shape(&draft).await {
            Ok(shaped) => {
                let gone = draft.targets.len().saturating_sub(shaped.targets.len());
                if gone > 0 {
                    findings.push(stop("account", "An account it was meant for was removed.".to_owned()));
                }
                findings.extend(shaped.findings);
                findings.extend(shaped.targets.into_iter().flat_map(|on| on.findings));
            }
            Err(problem) => findings.push(stop("account", problem.message)),
        }
        if going.accounts.is_empty() {
            findings.push(stop("account", "No account is chosen, so it goes nowhere.".to_owned()));
        }
        for picture in &going.draft.media {
            let there = self.media.bytes(picture.hash.as_str()).await;
            if there.is_err_and(|problem| problem.code == Code::NotFound) {
                let words = format!("The picture “{}” is not on this computer any more.", picture.name);
                findings.push(stop("picture_missing", words));
            }
        }
        findings.retain(|finding| finding.level != Level::Tell);
        findings.dedup_by(|one, other| one.words == other.words);
        findings
    }
}

fn stop(check: &str, words: String) -> Finding {
    Finding::new(check, Level::Stop, words)
}
