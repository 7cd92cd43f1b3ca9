//! What is said about a text while it is written, and what mends it.

use lectern_model::{Draft, DraftPreview, Finding, Fix, Level};
use serde_json::json;

use crate::desk::Desk;
use crate::drafts::picture;

async fn findings(desk: &Desk, draft: &Draft) -> Vec<Finding> {
    desk.call::<DraftPreview>("draft_preview", json!({ "draft": draft.id })).await.findings
}

/// The text after a change, made as the editor makes it.
fn after(text: &str, fix: &Fix) -> String {
    let Fix::Replace { at, with, .. } = fix else { panic!("changes no words: {fix:?}") };
    let units: Vec<u16> = text.encode_utf16().collect();
    let part = |range: &[u16]| String::from_utf16(range).unwrap();
    format!("{}{with}{}", part(&units[..at.start as usize]), part(&units[at.end as usize..]))
}

#[tokio::test]
async fn every_change_that_is_offered_clears_what_was_found() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let text =
        "🦆 COME AND READ WITH 𝗱𝘂𝗰𝗸𝘀 🎉🎉🎉 #storytime http//a.org/?fbclid=1 https://ann:secret@b.org/?utm_source=x";
    let mut draft = desk.draft(text, &[account]).await;
    let mut mended = Vec::new();
    while let Some(finding) = findings(&desk, &draft).await.into_iter().find(|one| one.fix.is_some()) {
        assert!(finding.level < Level::Stop, "{finding:?}");
        let text = after(&draft.text, finding.fix.as_ref().unwrap());
        draft = desk.save(&Draft { text, ..draft }).await;
        mended.push(finding.check);
        assert!(mended.len() < 10, "{mended:?}");
    }
    mended.sort_unstable();
    // What is wrong inside a broken link shows once it is a link.
    assert_eq!(
        mended,
        ["broken_link", "capitals", "emoji_row", "fancy_letters", "hashtags", "link_password", "trackers"]
    );
    assert_eq!(draft.text, "🦆 Come and read with ducks 🎉 #StoryTime http://a.org/ https://b.org/?utm_source=x");
}

#[tokio::test]
async fn nothing_said_about_words_keeps_a_post_from_going_out() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let draft = desk.draft("COME TO THE LIBRARY 🎉🎉🎉 click here: http://intranet/x", &[account]).await;
    assert!(findings(&desk, &draft).await.len() >= 4);
    assert_eq!(desk.send(&draft).await.len(), 1);
}

#[tokio::test]
async fn a_flyer_in_a_picture_is_asked_about_and_a_bare_picture_leads_to_its_description() {
    let desk = Desk::open().await;
    let draft = desk.draft("Dragons are back", &[]).await;
    let draft: Draft = desk.call("picture_add", picture(&draft, "flyer.png")).await;
    let found = findings(&desk, &draft).await;
    let bare = found.iter().find(|one| one.check == "picture_description").unwrap();
    assert!(matches!(bare.fix, Some(Fix::Describe { picture: 0, .. })), "{bare:?}");
    let mut media = draft.media.clone();
    media[0].description = "Flyer: storytime with a dragon, Friday at 10 am in the garden".to_owned();
    let draft = desk.save(&Draft { media, ..draft }).await;
    let found = findings(&desk, &draft).await;
    assert_eq!(found.iter().map(|one| one.check.as_str()).collect::<Vec<_>>(), ["flyer"]);
    let draft = desk.save(&Draft { text: "Dragons are back: Friday, 10 am, in the garden".to_owned(), ..draft }).await;
    assert!(findings(&desk, &draft).await.is_empty());
}
