//! Templates: drafts to begin others from. What stands in braces is filled in when a draft is begun, and when a person
//! asks for it; never when it is sent.

use super::duplicate::{copy, write_into};
use super::variables::variables;
use super::{Drafts, check_length, check_size, samples};
use lectern_checks::fill;
use lectern_core::text::clean_line;
use lectern_model::{Change, Draft, DraftId, DraftRole, DraftSave, Problem, TemplateSample, TemplateView, Variable};
use lectern_store::{NewDraft, StoreError, save_of};
use serde_json::Value;

/// Most templates in the list.
const MOST: u32 = 500;

/// Longest name, in letters.
const LONGEST_NAME: usize = 80;

impl Drafts {
    /// All templates, by name.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn templates(&self) -> Result<Vec<TemplateView>, Problem> {
        self.core.read(|reader| reader.templates(MOST)).await
    }

    /// Templates that are offered to begin with.
    #[must_use]
    pub fn template_samples(&self) -> Vec<TemplateSample> {
        samples::samples()
    }

    /// What words in braces stand for today.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn variables(&self) -> Result<Vec<Variable>, Problem> {
        let settings = &self.shaping.settings;
        Ok(variables(&settings.read().await?, &settings.hours().await?, self.core.clock.now()))
    }

    /// Keeps a copy of a draft, sent or not, as a template.
    ///
    /// # Errors
    /// `BadInput` where the name is missing, `NotFound`, or what the disk said.
    pub async fn save_as_template(&self, draft: DraftId, name: &str) -> Result<Draft, Problem> {
        let (name, now) = (checked(name)?, self.core.clock.now());
        let kept = self.core.write(move |writer| {
            let from = writer.draft(draft)?;
            copy(writer, &Draft { shares: None, ..from }, (DraftRole::Template, &name), now)
        });
        self.told(kept.await?)
    }

    /// Keeps an offered template among the person's own.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub async fn keep_sample(&self, key: &str) -> Result<Draft, Problem> {
        let sample = samples::by_key(key).ok_or_else(no_template)?;
        let language = self.shaping.settings.read().await?.language;
        let new = NewDraft {
            text: sample.text,
            name: sample.name,
            language,
            role: DraftRole::Template,
            ..NewDraft::default()
        };
        self.keep_new(new).await
    }

    /// Begins a draft from a template, or from an offered one, with everything in braces filled in that Settings tell.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub async fn begin_from(&self, template: Option<DraftId>, sample: Option<&str>) -> Result<Draft, Problem> {
        let known = self.variables().await?;
        let draft = match (template, sample) {
            (Some(template), _) => {
                let (now, only) = (self.core.clock.now(), self.only_account().await?);
                let begun = self.core.write(move |writer| {
                    let from = writer.template(template)?;
                    let begun = writer.begin_draft(&NewDraft::default(), now)?;
                    let mut content = filled(&save_of(&from)?, &known)?;
                    if content.targets.is_empty() {
                        content.targets = only;
                    }
                    write_into(writer, &begun, content, now)
                });
                begun.await?
            }
            (None, Some(key)) => {
                let sample = samples::by_key(key).ok_or_else(no_template)?;
                let new = NewDraft {
                    text: fill(&sample.text, &known),
                    language: self.shaping.settings.read().await?.language,
                    targets: self.only_account().await?,
                    ..NewDraft::default()
                };
                self.keep_new(new).await?
            }
            (None, None) => return Err(no_template()),
        };
        self.told(draft)
    }

    /// A text with everything in braces filled in that Settings tell, for the day on which its draft goes out.
    ///
    /// # Errors
    /// `BadInput` where it is too long, `NotFound`, or what the disk said.
    pub async fn fill_in(&self, text: &str, draft: Option<DraftId>) -> Result<String, Problem> {
        check_length(text)?;
        let known = match draft {
            Some(draft) => {
                let goes_out = self.shaping.goes_out(&self.read(draft).await?).await?;
                let settings = &self.shaping.settings;
                variables(&settings.read().await?, &settings.hours().await?, goes_out)
            }
            None => self.variables().await?,
        };
        Ok(fill(text, &known))
    }

    /// Gives a template another name.
    ///
    /// # Errors
    /// `BadInput` where the name is missing, `NotFound`, or what the disk said.
    pub async fn rename_template(&self, template: DraftId, name: &str) -> Result<(), Problem> {
        let name = checked(name)?;
        self.core.write(move |writer| writer.rename_template(template, &name)).await?;
        self.core.changed(Change::Drafts);
        Ok(())
    }

    /// Deletes a template, and answers with it, so that it can be put back.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub async fn delete_template(&self, template: DraftId) -> Result<Draft, Problem> {
        let deleted = self.core.write(move |writer| {
            let template = writer.template(template)?;
            writer.delete_draft(template.id)?;
            Ok(template)
        });
        self.told(deleted.await?)
    }

    /// Puts a template back that was deleted. It is a new one with all that it held.
    ///
    /// # Errors
    /// `BadInput` where the name is missing or it is too long, or what the disk said.
    pub async fn put_template_back(&self, name: &str, content: DraftSave) -> Result<Draft, Problem> {
        check_size(&content)?;
        let (name, now) = (checked(name)?, self.core.clock.now());
        let kept = self.core.write(move |writer| {
            let begun =
                writer.begin_draft(&NewDraft { role: DraftRole::Template, name, ..NewDraft::default() }, now)?;
            write_into(writer, &begun, content, now)
        });
        self.told(kept.await?)
    }

    fn told(&self, draft: Draft) -> Result<Draft, Problem> {
        self.core.changed(Change::Drafts);
        Ok(draft)
    }
}

fn no_template() -> Problem {
    lectern_core::problem(StoreError::not_found("This template"))
}

fn checked(name: &str) -> Result<String, Problem> {
    let name: String = clean_line(name).chars().take(LONGEST_NAME).collect();
    match name.trim() {
        "" => Err(Problem::field("name", "Give the template a name.")),
        name => Ok(name.to_owned()),
    }
}

/// Everything that was written, wherever it stands, with what is in braces filled in.
fn filled(content: &DraftSave, known: &[Variable]) -> Result<DraftSave, StoreError> {
    let mut value = serde_json::to_value(content)?;
    fill_all(&mut value, known);
    Ok(serde_json::from_value(value)?)
}

fn fill_all(value: &mut Value, known: &[Variable]) {
    match value {
        Value::String(text) => *text = fill(text, known),
        Value::Array(all) => all.iter_mut().for_each(|one| fill_all(one, known)),
        Value::Object(all) => all.values_mut().for_each(|one| fill_all(one, known)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
