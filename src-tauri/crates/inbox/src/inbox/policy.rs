//! The library's posted policy: the clauses under which something may be hidden, and where one asks for a second look.

use super::Inbox;
use lectern_core::text::clean_line;
use lectern_model::{Change, Code, Policy, PolicyClause, Problem};
use lectern_store::{Reader, StoreError};

/// The setting with the address for a second look.
const APPEAL: &str = "moderation_appeal";
const MOST: usize = 60;
const LONGEST_LABEL: usize = 80;
const LONGEST_WORDS: usize = 2000;
const LONGEST_APPEAL: usize = 300;
/// Whether somebody is pleased is no reason that courts let stand.
const VAGUE: [&str; 8] =
    ["offensive", "negative", "controversial", "disrespectful", "unpleasant", "inappropriate", "demeaning", "profan"];

impl Inbox {
    /// What the policy says.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn policy(&self) -> Result<Policy, Problem> {
        self.core.read(|reader| Ok(Policy { clauses: reader.policy_clauses()?, appeal: appeal(reader)? })).await
    }

    /// Keeps a clause, changed or new. The code of one that is here stays: the log names it.
    ///
    /// # Errors
    /// `BadInput` where it has no name, or rests on whether somebody is pleased; `NotFound` where it is gone.
    pub async fn save_clause(&self, clause: PolicyClause) -> Result<PolicyClause, Problem> {
        let label = clean_line(&clause.label);
        if label.is_empty() || label.chars().count() > LONGEST_LABEL {
            return Err(Problem::field("label", "Give this clause a name of at most 80 letters."));
        }
        let plain = label.to_lowercase();
        if let Some(vague) = VAGUE.iter().find(|vague| plain.contains(**vague)) {
            let words = format!(
                "A clause called “{vague}” depends on who reads it, and courts have not let such clauses stand. Name \
                 what may not be posted instead, such as a threat or personal information."
            );
            return Err(Problem::field("label", words));
        }
        let words = clause.words.trim().to_owned();
        if words.chars().count() > LONGEST_WORDS {
            return Err(Problem::field("words", "This clause is longer than 2,000 letters. Nothing was changed."));
        }
        let code = code_of(&label);
        let clause = PolicyClause { label, words, code, ..clause };
        let kept = self.core.write(move |writer| {
            let all = writer.policy_clauses()?;
            let same = |one: &&PolicyClause| one.id != clause.id && one.label.eq_ignore_ascii_case(&clause.label);
            let full = clause.id.0 == 0 && all.len() >= MOST;
            if full || all.iter().find(same).is_some() {
                return Ok(None);
            }
            let before = all.iter().find(|one| one.id == clause.id).map(|one| one.code.clone());
            let taken = |code: &str| all.iter().any(|one| one.code == code);
            let free = (2..).map(|number| format!("{}_{number}", clause.code));
            let new = std::iter::once(clause.code.clone()).chain(free).find(|code| !taken(code));
            let clause = PolicyClause { code: before.or(new).unwrap_or_default(), ..clause };
            let id = writer.save_policy_clause(&clause)?;
            Ok(Some(PolicyClause { id, ..clause }))
        });
        let taken = || Problem::field("label", "There is a clause of this name already, or there are 60 of them.");
        let kept = kept.await?.ok_or_else(taken)?;
        self.core.changed(Change::Settings);
        Ok(kept)
    }

    /// Keeps where one asks for a second look.
    ///
    /// # Errors
    /// `BadInput` where it is too long.
    pub async fn save_appeal(&self, to: &str) -> Result<(), Problem> {
        let to = clean_line(to);
        if to.chars().count() > LONGEST_APPEAL {
            return Err(Problem::new(Code::BadInput, "This is longer than 300 letters. Nothing was changed."));
        }
        self.core.write(move |writer| writer.set_setting(APPEAL, &to)).await?;
        self.core.changed(Change::Settings);
        Ok(())
    }
}

/// Where one asks for a second look. Empty: not told.
pub(super) fn appeal(reader: &Reader<'_>) -> Result<String, StoreError> {
    Ok(reader.setting(APPEAL)?.unwrap_or_default())
}

/// A code of a label: what the log names, whatever the clause is called later.
fn code_of(label: &str) -> String {
    let letters = label.to_uppercase();
    let words = letters.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let code: String = words.collect::<Vec<_>>().join("_").chars().take(40).collect();
    if code.is_empty() { "CLAUSE".to_owned() } else { code }
}
