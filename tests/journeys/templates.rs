//! Templates, and the words in braces that Settings fill in.

use lectern_model::{
    Code, Draft, DraftPreview, DraftRole, DraftSummary, Finding, Fix, Level, SearchKind, SearchPage, TemplateSample,
    TemplateView, Timestamp, Variable, When,
};
use serde_json::{Value, json};

use crate::desk::{Desk, save_input, send_input};
use crate::drafts::picture;

/// Monday to Friday 9:00 to 17:00.
fn hours() -> Value {
    (1..=5).map(|weekday| json!({ "weekday": weekday, "opens": 540, "closes": 1020 })).collect()
}

async fn told(desk: &Desk) {
    let facts = json!({
        "library_name": "Glen Falls Library", "time_zone": "America/New_York", "opening_hours": hours(),
        "desk_phone": "555 0100", "address": " 1  Mill Street ", "own_sites": ["glen.example"],
    });
    let _: Value = desk.call("settings_save", facts).await;
}

async fn templates(desk: &Desk) -> Vec<TemplateView> {
    desk.call("templates", json!({})).await
}

async fn variables_found(desk: &Desk, draft: &Draft) -> Vec<Finding> {
    let preview: DraftPreview = desk.call("draft_preview", json!({ "draft": draft.id })).await;
    preview.findings.into_iter().filter(|finding| finding.check == "variables").collect()
}

#[tokio::test]
async fn a_post_is_begun_from_a_template_with_what_settings_tell() {
    let desk = Desk::open().await;
    told(&desk).await;
    let account = desk.sign_in("library").await;
    let draft = desk.draft("{Library} is open {hours today}. Call {desk phone}. {branch} {who}", &[account]).await;
    let draft: Draft = desk.call("picture_add", picture(&draft, "door.png")).await;
    let mut media = draft.media.clone();
    media[0].description = "The door at {address}".to_owned();
    let draft = desk.save(&Draft { media, ..draft }).await;
    let template: Draft = desk.call("template_save", json!({ "draft": draft.id, "name": "  Open   today " })).await;
    assert_eq!((template.role, template.name.as_str()), (DraftRole::Template, "Open today"));

    let listed = templates(&desk).await;
    assert_eq!((listed.len(), listed[0].name.as_str(), listed[0].pictures), (1, "Open today", 1));
    let drafts: Vec<DraftSummary> = desk.call("drafts", json!({})).await;
    assert_eq!(drafts.iter().map(|one| one.id).collect::<Vec<_>>(), [draft.id], "a template is no draft");

    let input = json!({ "template": template.id, "sample": null });
    let begun: Draft = desk.call("template_use", input).await;
    assert_eq!(begun.text, "Glen Falls Library is open 9:00 to 17:00. Call 555 0100. {branch} {who}");
    assert_eq!(begun.media[0].description, "The door at 1 Mill Street");
    assert_eq!((begun.role, &begun.targets), (DraftRole::Draft, &draft.targets));
    let same: Draft = desk.call("draft", json!({ "draft": template.id })).await;
    assert_eq!(same, template, "the template stays as it is");
}

#[tokio::test]
async fn what_is_not_filled_in_stops_a_post_until_it_is_mended() {
    let desk = Desk::open().await;
    told(&desk).await;
    let account = desk.sign_in("library").await;
    let draft = desk.draft("Open {hours today} at {branch} on {day}, says {who}", &[account]).await;
    let found = variables_found(&desk, &draft).await;
    let levels: Vec<(Level, bool)> = found.iter().map(|one| (one.level, one.fix.is_some())).collect();
    let expected = [(Level::Stop, true), (Level::Stop, false), (Level::Stop, false), (Level::Tell, false)];
    assert_eq!(levels, expected, "{found:?}");
    assert!(found[1].why.contains("Settings") && found[2].why.contains("blank"), "{found:?}");
    let refused = desk.refused("outbox_send", send_input(draft.id, draft.revision)).await;
    assert_eq!(refused.code, Code::Stopped);

    let Some(Fix::Replace { at, with, .. }) = &found[0].fix else { panic!("one action that fills it: {found:?}") };
    assert_eq!((at.start, at.end, with.as_str()), (5, 18, "9:00 to 17:00"));
    let _: Value = desk.call("settings_save", json!({ "branch": "Main Street" })).await;
    let filled: Value = desk.call("text_fill", json!({ "text": draft.text })).await;
    assert_eq!(filled["text"], "Open 9:00 to 17:00 at Main Street on {day}, says {who}");
    let text = "Open 9:00 to 17:00 at Main Street on Thursday, says {who}".to_owned();
    let draft = desk.save(&Draft { text, ..draft }).await;
    assert_eq!(desk.send(&draft).await.len(), 1);
    desk.work().await;
    let said = format!("{:?}", desk.platform.published()[0].post.body);
    assert!(said.contains("{who}"), "braces that mean nothing to us are left alone: {said}");
}

#[tokio::test]
async fn hours_today_are_those_of_the_day_it_goes_out() {
    let desk = Desk::open().await;
    told(&desk).await;
    let draft = desk.draft("We are {hours today}", &[]).await;
    // From Monday to Saturday.
    let at = Timestamp(desk.now().0 + 5 * 24 * 3_600_000);
    let draft = desk.save(&Draft { when: When::At { at }, ..draft }).await;
    let Some(Fix::Replace { with, .. }) = variables_found(&desk, &draft).await.remove(0).fix else { panic!("a fix") };
    assert_eq!(with, "closed");
}

#[tokio::test]
async fn a_template_is_edited_renamed_deleted_and_put_back() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let draft = desk.draft("Open {hours today}", &[account]).await;
    let template: Draft = desk.call("template_save", json!({ "draft": draft.id, "name": "Hours" })).await;
    let template = desk.save(&Draft { text: "Open: {hours today}".to_owned(), ..template }).await;
    assert_eq!(template.role, DraftRole::Template);
    assert_eq!(variables_found(&desk, &template).await, [], "in a template braces are to stay");
    let refused = desk.refused("outbox_send", send_input(template.id, template.revision)).await;
    assert_eq!(refused.code, Code::BadInput, "a template is not sent");

    let _: Value = desk.call("template_rename", json!({ "template": template.id, "name": "Our hours" })).await;
    for name in ["", "   "] {
        let refused = desk.refused("template_rename", json!({ "template": template.id, "name": name })).await;
        assert_eq!(refused.field.as_deref(), Some("name"));
    }
    let not_one = json!({ "template": draft.id, "name": "A draft" });
    assert_eq!(desk.refused("template_rename", not_one).await.code, Code::NotFound);
    assert_eq!(desk.refused("template_delete", json!({ "template": draft.id })).await.code, Code::NotFound);

    let deleted: Draft = desk.call("template_delete", json!({ "template": template.id })).await;
    assert_eq!(templates(&desk).await, []);
    let input = json!({ "name": deleted.name, "content": save_input(&deleted) });
    let back: Draft = desk.call("template_put_back", input).await;
    assert_eq!((&back.text, &back.name, &back.targets), (&template.text, &"Our hours".to_owned(), &template.targets));
    assert_eq!(templates(&desk).await.len(), 1);
}

#[tokio::test]
async fn offered_templates_are_kept_only_when_a_person_says_so() {
    let desk = Desk::open().await;
    told(&desk).await;
    let offered: Vec<TemplateSample> = desk.call("template_samples", json!({})).await;
    assert!(offered.len() >= 5);
    assert_eq!(templates(&desk).await, []);
    let input = json!({ "template": null, "sample": "closed-today" });
    let begun: Draft = desk.call("template_use", input).await;
    assert!(begun.text.contains("Glen Falls Library is closed today"), "{}", begun.text);
    assert!(begun.text.contains("Monday to Friday 9:00 to 17:00"), "{}", begun.text);
    assert_eq!(templates(&desk).await, []);
    let _: Draft = desk.call("template_keep", json!({ "key": "story-time" })).await;
    assert_eq!(templates(&desk).await[0].name, "Story time");
    for (command, input) in [
        ("template_use", json!({ "template": null, "sample": "no such" })),
        ("template_use", json!({ "template": null, "sample": null })),
        ("template_keep", json!({ "key": "no such" })),
    ] {
        assert_eq!(desk.refused(command, input).await.code, Code::NotFound, "{command}");
    }
}

#[tokio::test]
async fn templates_are_found_by_search_and_named_so() {
    let desk = Desk::open().await;
    let draft = desk.draft("Knitting circle on {day}", &[]).await;
    let _: Draft = desk.call("template_save", json!({ "draft": draft.id, "name": "Knitting" })).await;
    let page: SearchPage = desk.call("search", json!({ "words": "knitting" })).await;
    let roles: Vec<DraftRole> = page
        .hits
        .iter()
        .map(|hit| match hit.what {
            SearchKind::Draft { role, .. } => role,
            _ => panic!("only drafts: {hit:?}"),
        })
        .collect();
    assert!(roles.contains(&DraftRole::Draft) && roles.contains(&DraftRole::Template), "{roles:?}");
}

#[tokio::test]
async fn what_variables_stand_for_is_told() {
    let desk = Desk::open().await;
    told(&desk).await;
    let all: Vec<Variable> = desk.call("variables", json!({})).await;
    let value = |name: &str| all.iter().find(|one| one.name == name).and_then(|one| one.value.clone());
    assert_eq!(value("web").as_deref(), Some("https://glen.example"));
    assert_eq!((value("branch"), value("day")), (None, None));
    assert!(all.iter().any(|one| one.by_hand) && all.iter().all(|one| !one.meaning.is_empty()));
}

#[tokio::test]
async fn begun_from_a_template_or_a_sample_it_goes_to_the_only_account_there_is() {
    let desk = Desk::open().await;
    let kept: Draft = desk.call("template_keep", json!({ "key": "story-time" })).await;
    let account = desk.sign_in("library").await;
    let from_template = json!({ "template": kept.id, "sample": null });
    for from in [from_template.clone(), json!({ "template": null, "sample": "story-time" })] {
        let begun: Draft = desk.call("template_use", from).await;
        assert_eq!(begun.targets, [account]);
    }
    desk.sign_in_on("other", "library", None).await;
    let begun: Draft = desk.call("template_use", from_template).await;
    assert!(begun.targets.is_empty(), "which of two is a person's choice");
}
