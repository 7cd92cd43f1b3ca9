//! In an emergency, in the window: a copy is kept, it is reported, and then hidden; the card is printed. And a second
//! person who must agree. With the mouse and with the keyboard; each state can be used by everybody.

use lectern_tests::wait;
use lectern_tests::window::{Desk, PATIENCE, button, css, field, role, text};
use serde_json::{Value, json};

use crate::keyboard::{tab_to, tab_to_css};
use crate::looks::look;
use crate::moderation::{CLAUSE, ENTER, at_practice, clause, hidden, is_off, open};
use crate::print::{ON_SCREEN, PRINTED, SHEET, WRONG};
use crate::steps;

const SPACE: char = ' ';
const SECOND: &str = "A second person must agree before anything is hidden or an account is blocked";
const REPORT: &str = "Report to the practice desk";

async fn records(desk: &Desk, kind: &str) -> Value {
    steps::ask(desk, "records", json!({ "kinds": [kind] })).await
}

async fn run(desk: &Desk, script: &str) -> Value {
    desk.client().execute(script, Vec::new()).await.expect("the page can be asked")
}

#[tokio::test]
async fn a_copy_is_kept_then_it_is_reported_and_then_hidden() {
    let desk = at_practice().await;
    open(&desk, "graphic novels").await;
    desk.click(&button("More for the message of Eli Brand")).await;
    desk.click(&role("menuitem", "In an emergency…")).await;
    desk.wait_for("Call your local emergency number first.").await;
    for name in ["Keep a copy now", REPORT, "Hide the message…"] {
        assert!(is_off(&desk, name).await, "{name}: nothing goes on before a copy is kept");
    }
    look(&desk, "emergency").await;
    desk.click(&text("Sexual material of a child")).await;
    desk.wait_for("No picture is copied, because holding one can itself be an offence").await;
    look(&desk, "emergency-child").await;
    desk.click(&text("A threat that must be believed")).await;
    desk.click(&button("Keep a copy now")).await;
    desk.wait_for("Kept as record no. 1").await;
    assert_eq!(records(&desk, "preserved").await["count"], 1);
    assert_eq!(records(&desk, "reported").await["count"], 0, "nothing is reported by itself");
    desk.click(&button(REPORT)).await;
    desk.wait_for("Taken as report 1.").await;
    assert!(!desk.has(&button(REPORT)).await, "not twice");
    look(&desk, "emergency-reported").await;
    desk.click(&button("Hide the message…")).await;
    desk.wait_for("Hide the message of Eli Brand?").await;
    // A clause that fits and the words stand ready; a person decides.
    assert!(hidden(&desk).await["items"].as_array().is_some_and(Vec::is_empty));
    desk.click(&button("Keep a copy and hide it")).await;
    desk.wait_for("Hidden on the platform: True threats").await;

    steps::go(&desk, "records").await;
    desk.fill(&field("What happened"), "emergency").await;
    desk.wait_for("3 of").await;
    desk.wait_for("Kept a copy in an emergency").await;
    look(&desk, "emergency-records").await;
}

#[tokio::test]
async fn by_the_keyboard_it_is_kept_and_the_card_comes_out_black_on_white() {
    let desk = at_practice().await;
    steps::ask(&desk, "settings_save", json!({ "emergency_number": "911" })).await;
    open(&desk, "graphic novels").await;
    tab_to_css(&desk, ".message button[aria-label='More for the message of Eli Brand']").await;
    desk.press(&[ENTER]).await;
    desk.find(&role("menuitem", "In an emergency…")).await;
    // It is the last line of the menu.
    desk.find(&css("[role=menu] [role=menuitem]:focus, [role=menu]:focus")).await;
    desk.press(&['\u{e010}']).await;
    desk.press(&[ENTER]).await;
    desk.wait_for("Call 911 first.").await;
    tab_to_css(&desk, "[role=dialog] input[type=radio]").await;
    desk.press(&[SPACE]).await;
    tab_to(&desk, "Keep a copy now").await;
    desk.press(&[ENTER]).await;
    desk.wait_for("Kept as record no. 1").await;
    assert_eq!(records(&desk, "preserved").await["records"][0]["category"], "moderation");

    run(&desk, "window.print = () => { document.title = 'printing'; }").await;
    for theme in ["light", "dark"] {
        steps::wear(&desk, theme).await;
        tab_to(&desk, "Print this card").await;
        desk.press(&[ENTER]).await;
        wait::until("the card to be printed", PATIENCE, async || {
            (run(&desk, "return document.title").await == json!("printing")).then_some(())
        })
        .await;
        run(&desk, PRINTED).await;
        desk.resize(SHEET.0, SHEET.1).await;
        let drawn = "const [done] = arguments; requestAnimationFrame(() => requestAnimationFrame(() => done(true)))";
        desk.client().execute_async(drawn, Vec::new()).await.expect("it is drawn");
        desk.screenshot(&format!("emergency-print-{theme}")).await;
        assert_eq!(run(&desk, &WRONG.replace(".calendar-print", ".emergency-print")).await, json!([]), "{theme}");
        let said = desk.text().await;
        for wanted in ["Glen Falls Library", "Call 911 first.", "do not argue, and tell the director", "Director:"] {
            assert!(said.contains(wanted), "{theme}: {wanted:?} is not on paper: {said}");
        }
        assert!(!said.contains("graphic novels") && !said.contains("Eli Brand"), "of nobody's message: {said}");
        run(&desk, ON_SCREEN).await;
        run(&desk, "document.title = 'Lectern'").await;
        desk.resize(1280, 820).await;
    }
    tab_to(&desk, "Close").await;
    desk.press(&[ENTER]).await;
    desk.until_gone_from_view(&css("[role=dialog]")).await;
}

#[tokio::test]
async fn a_second_person_is_asked_for_once_the_library_wants_one() {
    let desk = at_practice().await;
    steps::go(&desk, "settings/safety").await;
    desk.wait_for("Before anything is hidden").await;
    desk.click(&field("Number of the emergency services")).await;
    desk.type_into(&field("Number of the emergency services"), "911").await;
    tab_to_css(&desk, "button[role=switch]").await;
    desk.click(&text(SECOND)).await;
    wait::until("it to be kept", PATIENCE, async || {
        let kept = steps::ask(&desk, "settings", json!({})).await;
        (kept["second_person"] == true && kept["emergency_number"] == "911").then_some(())
    })
    .await;
    look(&desk, "safeguards").await;

    open(&desk, "graphic novels").await;
    desk.click(&button("More for the message of Eli Brand")).await;
    desk.click(&role("menuitem", "Hide the message…")).await;
    desk.find(&field("Who else agreed")).await;
    desk.click(&button("Use the whole message")).await;
    desk.fill(&field(CLAUSE), &clause(&desk, "DUPLICATE_FLOOD").await).await;
    assert!(is_off(&desk, "Keep a copy and hide it").await);
    desk.type_into(&field("Who else agreed"), "Rosa Lindqvist").await;
    look(&desk, "hide-agreed").await;
    tab_to(&desk, "Keep a copy and hide it").await;
    desk.press(&[ENTER]).await;
    desk.wait_for("Hidden on the platform: The same again and again").await;
    steps::go(&desk, "records/hidden").await;
    desk.wait_for("agreed by Rosa Lindqvist").await;
    look(&desk, "hidden-agreed").await;
    let printed = run(&desk, "return document.querySelector('.records-print').textContent").await.to_string();
    assert!(printed.contains("agreed by Rosa Lindqvist"), "{printed}");

    open(&desk, "I renewed three books").await;
    desk.click(&button("More for the message of Walter Simm")).await;
    desk.click(&role("menuitem", "Block this person…")).await;
    desk.find(&field("Who else agreed")).await;
    desk.click(&button("Use the whole message")).await;
    desk.fill(&field(CLAUSE), &clause(&desk, "THREAT").await).await;
    assert!(is_off(&desk, "Keep a copy and block").await);
    look(&desk, "block-agreed").await;
    desk.type_into(&field("Who else agreed"), "R. L.").await;
    desk.click(&button("Keep a copy and block")).await;
    desk.wait_for("agreed by R. L.").await;
    let all = steps::ask(&desk, "blocked", json!({})).await;
    assert_eq!(all[0]["agreed"], "R. L.");
}
