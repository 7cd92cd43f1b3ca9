//! Pictures: cut and turned from what they were, described as before, with what is noted about the people in them, and
//! where they were used.

use std::io::Cursor;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use lectern_model::{
    Code, Crop, DeliveryState, Draft, DraftPreview, Finding, Fix, Focus, Level, PictureRecord, PictureUsed,
    ReleaseKind, When,
};
use lectern_testkit::MONDAY_NINE;
use serde_json::{Value, json};

use crate::desk::{Desk, send_input};

/// A picture of this size whose every dot says where it is.
pub(crate) fn dots(width: u32, height: u32) -> DynamicImage {
    let shade = |value: u32| u8::try_from(value % 256).unwrap();
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| Rgb([shade(x), shade(y), 77])))
}

pub(crate) fn bytes(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

pub(crate) fn added(draft: &Draft, name: &str, bytes: &[u8]) -> Value {
    json!({ "draft": draft.id, "name": name, "base64": STANDARD.encode(bytes) })
}

pub(crate) async fn findings(desk: &Desk, draft: &Draft, check: &str) -> Vec<Finding> {
    let preview: DraftPreview = desk.call("draft_preview", json!({ "draft": draft.id })).await;
    let all = preview.findings.into_iter().chain(preview.targets.into_iter().flat_map(|on| on.findings));
    all.filter(|finding| finding.check == check).collect()
}

/// A draft with one PNG of 60 by 40 dots.
async fn with_picture(desk: &Desk, text: &str) -> Draft {
    let draft = desk.draft(text, &[]).await;
    desk.call("picture_add", added(&draft, "garden.png", &bytes(&dots(60, 40), ImageFormat::Png))).await
}

fn edit(draft: &Draft, turn: u8, crop: Option<Crop>, focus: Option<Focus>) -> Value {
    json!({ "draft": draft.id, "revision": draft.revision, "at": 0, "turn": turn, "crop": crop, "focus": focus })
}

async fn described(desk: &Desk, draft: Draft, words: &str) -> Draft {
    let mut media = draft.media.clone();
    media[0].description = words.to_owned();
    desk.save(&Draft { media, ..draft }).await
}

#[tokio::test]
async fn a_picture_is_turned_and_cut_and_comes_back_as_it_was() {
    let desk = Desk::open().await;
    let draft = described(&desk, with_picture(&desk, "The garden").await, "Beds of kale").await;
    let came = draft.media[0].clone();
    let part = Crop { x: 5, y: 10, width: 20, height: 30 };
    let focus = Focus { x: 250, y: 900 };
    let cut: Draft = desk.call("picture_edit", edit(&draft, 1, Some(part), Some(focus))).await;
    let shown = &cut.media[0];
    assert_eq!((shown.width, shown.height, shown.focus), (20, 30, Some(focus)));
    assert_eq!((shown.description.as_str(), shown.mime.as_str()), ("Beds of kale", "image/png"));
    let original = shown.original.clone().expect("it is known what it was");
    assert_eq!((original.hash.clone(), original.width, original.height), (came.hash.clone(), 60, 40));
    assert_eq!((original.turn, original.crop), (1, Some(part)));
    assert_ne!(shown.hash, came.hash);
    // Turned clockwise, the left edge is what was the bottom.
    let (file, _) = desk.app.picture(shown.hash.as_str()).await.expect("it is kept");
    let dot = *image::load_from_memory(&file).unwrap().to_rgb8().get_pixel(0, 0);
    assert_eq!(dot, Rgb([10, 40 - 1 - 5, 77]));

    // A second cut begins with the picture as it came: nothing gets worse, and nothing is made larger.
    let wider = Crop { x: 0, y: 0, width: 40, height: 60 };
    let again: Draft = desk.call("picture_edit", edit(&cut, 3, Some(wider), None)).await;
    assert_eq!((again.media[0].width, again.media[0].height, again.media[0].focus), (40, 60, None));
    assert_eq!(again.media[0].original.as_ref().unwrap().crop, None, "all of it is no part");

    let back: Draft = desk.call("picture_edit", edit(&again, 0, None, None)).await;
    assert_eq!(back.media[0], came);
    let desk = desk.start_again().await;
    let undone: Draft = desk.call("picture_edit", edit(&back, 1, Some(part), Some(focus))).await;
    assert_eq!(undone.media, cut.media, "the same cut is the same picture");
}

#[tokio::test]
async fn a_cut_that_cannot_be_changes_nothing() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let draft = with_picture(&desk, "The garden").await;
    let part = |x, width| Some(Crop { x, y: 0, width, height: 10 });
    for (turn, crop) in [(0, part(55, 10)), (0, part(0, 0)), (1, part(0, 41)), (0, part(u32::MAX, 2))] {
        let problem = desk.refused("picture_edit", edit(&draft, turn, crop, None)).await;
        assert_eq!(problem.code, Code::UnusableFile, "{crop:?}");
        assert!(problem.message.contains("The draft is unchanged."), "{}", problem.message);
    }
    let problem = desk.refused("picture_edit", edit(&draft, 4, None, None)).await;
    assert_eq!((problem.code, problem.field.as_deref()), (Code::BadInput, Some("turn")));
    let problem = desk.refused("picture_edit", edit(&draft, 0, None, Some(Focus { x: 1001, y: 0 }))).await;
    assert_eq!((problem.code, problem.field.as_deref()), (Code::BadInput, Some("focus")));
    let mut other = edit(&draft, 1, None, None);
    other["at"] = json!(1);
    assert_eq!(desk.refused("picture_edit", other).await.code, Code::NotFound);
    let old = Draft { revision: draft.revision - 1, ..draft.clone() };
    assert_eq!(desk.refused("picture_edit", edit(&old, 1, None, None)).await.code, Code::Stale);
    let same: Draft = desk.call("draft", json!({ "draft": draft.id })).await;
    assert_eq!(same, draft);

    let ready = described(&desk, draft, "Beds of kale").await;
    let ready = desk.save(&Draft { targets: vec![account], ..ready }).await;
    desk.send(&ready).await;
    assert_eq!(desk.refused("picture_edit", edit(&ready, 1, None, None)).await.code, Code::Stale);
}

#[tokio::test]
async fn what_goes_out_is_the_cut_with_its_point() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let draft = described(&desk, with_picture(&desk, "The garden").await, "Beds of kale").await;
    let part = Some(Crop { x: 0, y: 0, width: 30, height: 30 });
    let draft: Draft = desk.call("picture_edit", edit(&draft, 0, part, Some(Focus { x: 1, y: 2 }))).await;
    let draft = desk.save(&Draft { targets: vec![account], ..draft }).await;
    desk.send(&draft).await;
    desk.work().await;
    let posts = desk.platform.published();
    assert_eq!(posts[0].pictures[0].hash, draft.media[0].hash);
    assert_eq!(posts[0].pictures[0].bytes as u64, draft.media[0].bytes);
}

#[tokio::test]
async fn a_picture_that_comes_again_is_described_as_before_in_any_cut() {
    let desk = Desk::open().await;
    let first = with_picture(&desk, "The garden").await;
    assert_eq!(first.media[0].description, "");
    let first = described(&desk, first, "Beds of kale").await;
    let part = Some(Crop { x: 0, y: 0, width: 30, height: 30 });
    let cut: Draft = desk.call("picture_edit", edit(&first, 0, part, None)).await;
    let (cut_file, _) = desk.app.picture(cut.media[0].hash.as_str()).await.expect("it is kept");

    let again = with_picture(&desk, "Again").await;
    assert_eq!(again.media[0].description, "Beds of kale");
    let again = described(&desk, again, "Beds of kale in the snow").await;
    let third = desk.draft("The cut, saved elsewhere", &[]).await;
    let third: Draft = desk.call("picture_add", added(&third, "saved.png", &cut_file)).await;
    assert_eq!(third.media[0].description, "Beds of kale in the snow", "the newest words, whatever the cut");
    desk.advance(60);
    let again = described(&desk, again, "Kale in the snow").await;
    assert_eq!(with_picture(&desk, "Newest words").await.media[0].description, "Kale in the snow");
    let other = desk.draft("Another", &[]).await;
    let other: Draft = desk.call("picture_add", added(&other, "x.png", &bytes(&dots(9, 9), ImageFormat::Png))).await;
    assert_eq!(other.media[0].description, "", "another picture has no words yet");
    let _: Value = desk.call("draft_delete", json!({ "draft": again.id })).await;
    assert_eq!(desk.call::<Draft>("draft", json!({ "draft": first.id })).await.media[0].description, "Beds of kale");
}

#[tokio::test]
async fn a_decorative_picture_says_why() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let draft = with_picture(&desk, "We open at nine").await;
    let mut media = draft.media.clone();
    media[0].decorative = true;
    let draft = desk.save(&Draft { targets: vec![account], media, ..draft }).await;
    let found = findings(&desk, &draft, "picture_description").await;
    assert_eq!(found[0].level, Level::Stop);
    assert!(matches!(found[0].fix, Some(Fix::Describe { picture: 0, .. })));
    assert_eq!(desk.refused("outbox_send", send_input(draft.id, draft.revision)).await.code, Code::Stopped);
    let mut media = draft.media.clone();
    media[0].decorative_why = "An ornament".to_owned();
    let draft = desk.save(&Draft { media, ..draft }).await;
    assert!(findings(&desk, &draft, "picture_description").await.is_empty());
    desk.send(&draft).await;
    desk.work().await;
    assert_eq!(desk.platform.published()[0].pictures[0].description, "");
}

#[tokio::test]
async fn people_in_a_picture_ask_for_a_release_that_holds_on_the_day() {
    let desk = Desk::open().await;
    let draft = described(&desk, with_picture(&desk, "Story time").await, "Children around a duck").await;
    let root = draft.media[0].hash.clone();
    let record: PictureRecord = desk.call("picture_record", json!({ "picture": root })).await;
    assert_eq!(record, PictureRecord::blank(root.clone()));
    assert!(findings(&desk, &draft, "release").await.is_empty(), "nothing is guessed");

    let note = |kind: Option<&str>, filed: &str, until: Option<&str>| {
        let release = kind.map(|kind| json!({ "kind": kind, "where_filed": filed, "expires_on": until }));
        json!({ "picture": root, "shows_people": true, "release": release })
    };
    let _: PictureRecord = desk.call("picture_record_save", note(None, "", None)).await;
    let found = findings(&desk, &draft, "release").await;
    assert_eq!((found.len(), found[0].level), (1, Level::Warn));
    assert_eq!(found[0].words, "The picture shows people, and no release is noted.");
    assert!(matches!(found[0].fix, Some(Fix::OpenPicture { picture: 0, .. })), "{:?}", found[0]);

    for (wrong, field) in [
        (note(Some("signed"), " ", None), "where_filed"),
        (note(Some("verbal"), "", Some("next year")), "expires_on"),
        (note(Some("verbal"), "", Some("2027-02-30")), "expires_on"),
        (note(Some("verbal"), &"x".repeat(501), None), "where_filed"),
        (json!({ "picture": "../../lectern.db", "shows_people": true, "release": null }), "picture"),
    ] {
        let problem = desk.refused("picture_record_save", wrong).await;
        assert_eq!((problem.code, problem.field.as_deref()), (Code::BadInput, Some(field)));
    }
    let signed = note(Some("signed"), "Green folder", Some("2026-11-25"));
    let kept: PictureRecord = desk.call("picture_record_save", signed).await;
    assert_eq!(kept.release.as_ref().unwrap().kind, ReleaseKind::Signed);

    // It belongs to the picture: it holds in the cut, in another draft, and after a restart.
    let part = Some(Crop { x: 0, y: 0, width: 30, height: 30 });
    let cut: Draft = desk.call("picture_edit", edit(&draft, 0, part, None)).await;
    assert!(findings(&desk, &cut, "release").await.is_empty(), "the clock shows 23 November");
    let late = When::At { at: MONDAY_NINE.plus_seconds(3 * 24 * 3600) };
    let late = desk.save(&Draft { when: late, ..cut }).await;
    let desk = desk.start_again().await;
    let found = findings(&desk, &late, "release").await;
    assert_eq!(found[0].words, "The picture shows people, and their release ended on 25 November 2026.");
    let other = with_picture(&desk, "Once more").await;
    assert!(findings(&desk, &other, "release").await.is_empty());
    let kept: PictureRecord = desk.call("picture_record", json!({ "picture": root })).await;
    assert_eq!(kept.release.unwrap().where_filed, "Green folder");
}

#[tokio::test]
async fn it_is_known_where_a_picture_was_used() {
    let desk = Desk::open().await;
    let accounts = [desk.sign_in("library").await, desk.sign_in_on("other", "library", None).await];
    let draft = described(&desk, with_picture(&desk, "The garden in June").await, "Beds of kale").await;
    let root = draft.media[0].hash.clone();
    let sent = desk.save(&Draft { targets: accounts.to_vec(), ..draft }).await;
    desk.send(&sent).await;
    desk.work().await;
    desk.advance(3600);
    let open = with_picture(&desk, "The garden again").await;
    let part = Some(Crop { x: 0, y: 0, width: 30, height: 30 });
    let open: Draft = desk.call("picture_edit", edit(&open, 0, part, None)).await;
    let other = desk.draft("Another", &accounts).await;
    let _: Draft = desk.call("picture_add", added(&other, "x.png", &bytes(&dots(9, 9), ImageFormat::Png))).await;

    for hash in [root, open.media[0].hash.clone()] {
        let uses: Vec<PictureUsed> = desk.call("picture_uses", json!({ "picture": hash })).await;
        assert_eq!(uses.len(), 3, "{uses:?}");
        assert_eq!((uses[0].draft, uses[0].delivery, uses[0].title.as_str()), (open.id, None, "The garden again"));
        for used in &uses[1..] {
            assert_eq!((used.draft, used.title.as_str()), (sent.id, "The garden in June"));
            assert!(matches!(used.state, Some(DeliveryState::Sent { .. })), "{used:?}");
            assert!(used.url.as_ref().is_some_and(|url| url.starts_with("https://")), "{used:?}");
            assert!(accounts.contains(&used.account.unwrap()));
            assert!(used.handle.contains("library"));
        }
    }
    let _: Value = desk.call("draft_delete", json!({ "draft": open.id })).await;
    let uses: Vec<PictureUsed> = desk.call("picture_uses", json!({ "picture": open.media[0].hash })).await;
    assert!(uses.is_empty(), "a cut that no draft holds is nowhere: {uses:?}");
    let nowhere: Vec<PictureUsed> = desk.call("picture_uses", json!({ "picture": "0".repeat(64) })).await;
    assert!(nowhere.is_empty());
}
