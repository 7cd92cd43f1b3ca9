//! A picture from the file picker to the post and back again: described, cut and turned by keyboard and mouse, a point to
//! keep in view, the people in it, the reason why one needs no description, and where it was used.

use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use fantoccini::key::Key;
use image::{Rgb, RgbImage};
use lectern_tests::wait;
use lectern_tests::window::{Desk, PATIENCE, Sought, button, css, field, role, text};
use serde_json::{Value, json};

use crate::keyboard::tab_to;
use crate::looks::look;
use crate::steps;

const DESCRIPTION: &str = "Beds of kale behind a low wall, a red barn in the sun";
const DESCRIBE: &str = "Description for people who cannot see the picture";
const OPEN: &str = "Crop and more: garden.png";
const WHY: &str = "Why it needs no description";

#[tokio::test]
async fn a_picture_is_added_described_cut_and_found_again() {
    let desk = steps::at_practice().await;
    let folder = tempfile::tempdir().expect("a folder for the picture");
    let file = folder.path().join("garden.png");
    garden().save(&file).expect("the picture is written");
    let file = file.to_str().expect("its name is plain").to_owned();

    steps::go(&desk, "write/new").await;
    desk.type_into(&field("Text of the post"), "The garden in June").await;
    desk.type_into(&css("input[type=file]"), &file).await;
    desk.wait_for("Pictures go out without place and camera data.").await;
    decorative(&desk).await;
    desk.fill(&field(DESCRIBE), DESCRIPTION).await;
    desk.wait_for("Nothing to mend").await;
    let came = media(&desk).await;

    cut_by_keyboard(&desk).await;
    people(&desk).await;
    let cut = changed(&desk, &came).await;
    assert_eq!((&cut["original"]["hash"], &cut["description"]), (&came["hash"], &json!(DESCRIPTION)), "{cut}");
    assert_eq!((&cut["original"]["turn"], &cut["width"], &cut["height"]), (&json!(1), &cut["height"], &cut["width"]));
    assert!(cut["focus"]["x"].as_u64() > Some(500) && cut["focus"]["y"] == 500, "{cut}");
    let record = steps::ask(&desk, "picture_record", json!({ "picture": came["hash"] })).await;
    assert_eq!(record["release"]["where_filed"], "Green folder at the desk", "{record}");
    look(&desk, "picture-cut").await;
    desk.click(&button("Take it back")).await;
    let back = changed(&desk, &cut).await;
    assert_eq!((&back["hash"], &back["focus"]), (&came["hash"], &Value::Null), "{back}");
    cut_by_mouse(&desk, &back).await;

    desk.click(&button("Send 1 post")).await;
    desk.wait_for("Sent and on the way").await;
    once_more(&desk, &file).await;
}

/// Something with an above, a below and a middle.
fn garden() -> RgbImage {
    RgbImage::from_fn(640, 400, |x, y| {
        let shade = u8::try_from((x + y) % 40).unwrap_or_default();
        match (x, y) {
            (380..=520, 90..=230) => Rgb([158 + shade / 4, 52, 40]),
            (_, 0..=150) => Rgb([150 + shade / 2, 190, 220]),
            (_, 151..=230) => Rgb([196, 184, 150 + shade]),
            _ => Rgb([60 + shade, 112 + shade, 62]),
        }
    })
}

/// The one picture of the one draft.
async fn media(desk: &Desk) -> Value {
    wait::until("the picture in the draft", PATIENCE, async || {
        let drafts = steps::ask(desk, "drafts", json!({})).await;
        let draft = steps::ask(desk, "draft", json!({ "draft": drafts[0]["id"] })).await;
        (draft["media"][0]["description"] == DESCRIPTION).then(|| draft["media"][0].clone())
    })
    .await
}

/// The picture once it is another.
async fn changed(desk: &Desk, before: &Value) -> Value {
    wait::until("the picture to change", PATIENCE, async || {
        let now = media(desk).await;
        (now["hash"] != before["hash"]).then_some(now)
    })
    .await
}

async fn decorative(desk: &Desk) {
    let mark = role("checkbox", "Only decoration, needs no description");
    desk.click(&mark).await;
    desk.wait_for("without a reason").await;
    look(desk, "picture-decorative").await;
    desk.click(&button("Say why")).await;
    let focused = "return document.activeElement.labels?.[0]?.textContent ?? ''";
    wait::until("the reason to be asked for", PATIENCE, async || {
        let label = desk.client().execute(focused, Vec::new()).await.ok()?;
        label.as_str()?.contains(WHY).then_some(())
    })
    .await;
    desk.click(&button("The text says all of it")).await;
    desk.wait_for("Nothing to mend").await;
    desk.click(&mark).await;
}

async fn key(desk: &Desk, key: Key) {
    desk.press(&[char::from(key)]).await;
}

async fn cut_by_keyboard(desk: &Desk) {
    desk.click(&field(DESCRIBE)).await;
    desk.press(&[char::from(Key::Shift), char::from(Key::Tab)]).await;
    tab_to(desk, OPEN).await;
    key(desk, Key::Enter).await;
    desk.wait_for("All of it: 640 × 400 pixels").await;
    tab_to(desk, "Top left corner").await;
    for _ in 0..2 {
        desk.press(&[char::from(Key::Shift), char::from(Key::Right)]).await;
    }
    key(desk, Key::Down).await;
    desk.wait_for("512 × 394 of 640 × 400 pixels").await;
    tab_to(desk, "The part that goes out").await;
    key(desk, Key::Left).await;
    desk.click(&text("Square")).await;
    desk.wait_for("400 × 400 of 640 × 400 pixels").await;
    tab_to(desk, "Turn right").await;
    key(desk, Key::Enter).await;
    desk.wait_for("400 × 400 of 400 × 640 pixels").await;
    tab_to(desk, "Keep a point in view").await;
    key(desk, Key::Space).await;
    desk.wait_for("50 % from the left, 50 % from the top").await;
    tab_to(desk, "Point to keep in view").await;
    desk.press(&[char::from(Key::Shift), char::from(Key::Right)]).await;
    desk.wait_for("60 % from the left, 50 % from the top").await;
    look(desk, "picture-shape").await;
}

async fn people(desk: &Desk) {
    desk.click(&button("People in it")).await;
    desk.click(&role("checkbox", "It shows people who can be recognised")).await;
    look(desk, "picture-people").await;
    let signed = "const list = document.querySelector('[role=dialog] select'); list.value = 'signed';\
        list.dispatchEvent(new Event('change', { bubbles: true }))";
    desk.client().execute(signed, Vec::new()).await.expect("it can be chosen");
    desk.find(&field("Where it is kept")).await;
    desk.click(&button("Use this")).await;
    desk.wait_for("Say where the signed release is kept").await;
    look(desk, "picture-release").await;
    desk.fill(&field("Where it is kept"), "Green folder at the desk").await;
    desk.click(&button("Use this")).await;
    desk.until_gone_from_view(&css("[role=dialog]")).await;
}

/// Pulls the lower right corner to the middle of the picture.
async fn cut_by_mouse(desk: &Desk, before: &Value) {
    desk.click(&button(OPEN)).await;
    desk.wait_for("All of it: 640 × 400 pixels").await;
    let (corner, stage) = (desk.find(&corner()).await, desk.find(&css(".stage")).await);
    let (x, y, width, height) = corner.rectangle().await.expect("the corner is somewhere");
    let (_, _, across, down) = stage.rectangle().await.expect("the picture is somewhere");
    let to = |x: f64, y: f64| PointerAction::MoveTo { duration: None, x, y };
    let (x, y) = (x + width / 2.0, y + height / 2.0);
    let pull = MouseActions::new("mouse".to_owned())
        .then(to(x, y))
        .then(PointerAction::Down { button: 0 })
        .then(to(x - across / 4.0, y - down / 4.0))
        .then(to(x - across / 2.0, y - down / 2.0))
        .then(PointerAction::Up { button: 0 });
    desk.client().perform_actions(pull).await.expect("the mouse moves");
    desk.wait_for("of 640 × 400 pixels").await;
    desk.click(&button("Use this")).await;
    let cut = changed(desk, before).await;
    let near = |value: &Value, half: u64| value.as_u64().is_some_and(|value| value.abs_diff(half) < 12);
    assert!(near(&cut["width"], 320) && near(&cut["height"], 200), "{cut}");
    desk.until_gone_from_view(&css("[role=dialog]")).await;
}

fn corner() -> Sought {
    button("Bottom right corner")
}

/// The same file in another draft.
async fn once_more(desk: &Desk, file: &str) {
    steps::go(desk, "write/new").await;
    desk.type_into(&field("Text of the post"), "The garden again").await;
    desk.type_into(&css("input[type=file]"), file).await;
    desk.wait_for("Described before").await;
    desk.wait_for(DESCRIPTION).await;
    desk.click(&button(OPEN)).await;
    desk.click(&button("Where it was used")).await;
    desk.wait_for("The garden in June").await;
    look(desk, "picture-uses").await;
    desk.click(&button("Cancel")).await;
    desk.until_gone_from_view(&css("[role=dialog]")).await;
}
