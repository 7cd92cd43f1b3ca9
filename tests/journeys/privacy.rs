//! The privacy guard: what would tell of a patron is stopped before it is sent, and covered when it comes in.

use base64::Engine as _;
use lectern_connectors::IncomingKind;
use lectern_model::{
    Body, Code, CsvPreview, CsvRowState, Draft, DraftPreview, ExportFile, Finding, Fix, Level, MessageView,
    PrivacyOverrule, RecordKind, SearchPage, Settings, Thread, Today, Visibility,
};
use lectern_testkit::MONDAY_NINE;
use serde_json::{Value, json};

use crate::desk::{Desk, send_input};
use crate::drafts::picture;

const CARD: &str = "21234000012344";
const COVERED: &str = "2•••••••••2344";
const HOLD: &str = "Hi Ana, your hold on *Bad Blood* is ready, card 21234000012344";

async fn stops(desk: &Desk, draft: &Draft) -> Vec<Finding> {
    let seen: DraftPreview = desk.call("draft_preview", json!({ "draft": draft.id })).await;
    seen.findings.into_iter().filter(|one| one.level == Level::Stop && one.check != "empty").collect()
}

fn checks(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|one| one.check.as_str()).collect()
}

async fn reply(desk: &Desk, thread: &Thread, text: &str) -> Draft {
    let input = json!({ "conversation": thread.conversation.id, "answers": null });
    let draft: Draft = desk.call("reply_draft", input).await;
    desk.save(&Draft { text: text.to_owned(), ..draft }).await
}

async fn overrules(desk: &Desk) -> Vec<PrivacyOverrule> {
    desk.call("privacy_overrules", json!({})).await
}

#[tokio::test]
async fn a_hold_and_a_card_are_two_stops_and_better_words_mend_both() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.set("desk_phone", json!("212-555-0142")).await;
    let mut draft = desk.draft(HOLD, &[account]).await;
    let found = stops(&desk, &draft).await;
    assert_eq!(checks(&found), ["privacy_circulation", "privacy_patron_barcode"]);
    for command in ["outbox_send", "outbox_send_private"] {
        let problem = desk.refused(command, send_input(draft.id, draft.revision)).await;
        assert_eq!(problem.code, Code::Stopped, "{command}");
        assert!(!problem.message.contains(CARD), "{}", problem.message);
    }
    assert!(desk.outbox().await.is_empty() && overrules(&desk).await.is_empty());
    while let Some(Fix::Replace { at, with, .. }) = stops(&desk, &draft).await.into_iter().find_map(|one| one.fix) {
        let units: Vec<u16> = draft.text.encode_utf16().collect();
        let part = |units: &[u16]| String::from_utf16(units).unwrap();
        let text = format!("{}{with}{}", part(&units[..at.start as usize]), part(&units[at.end as usize..]));
        draft = desk.save(&Draft { text, ..draft }).await;
    }
    assert!(draft.text.contains("call us at 212-555-0142") && !draft.text.contains("2344"), "{}", draft.text);
    assert_eq!(desk.send(&draft).await.len(), 1);
}

#[tokio::test]
async fn versions_descriptions_and_polls_are_read_as_well() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let draft = desk.draft("Good morning", &[account]).await;
    let version = json!([{ "account": account, "text": format!("Good morning, card {CARD}") }]);
    let draft = desk.save(&Draft { versions: serde_json::from_value(version).unwrap(), ..draft }).await;
    let seen: DraftPreview = desk.call("draft_preview", json!({ "draft": draft.id })).await;
    assert!(seen.findings.iter().all(|one| !one.check.starts_with("privacy_")), "{:?}", seen.findings);
    assert!(seen.targets[0].findings.iter().any(|one| one.check == "privacy_patron_barcode"));
    assert_eq!(desk.refused("outbox_send", send_input(draft.id, draft.revision)).await.code, Code::Stopped);

    let draft = desk.draft("Look at this", &[account]).await;
    let mut draft: Draft = desk.call("picture_add", picture(&draft, "card.png")).await;
    draft.media[0].description = format!("A card with the number {CARD}");
    let draft = desk.save(&draft).await;
    let found = stops(&desk, &draft).await;
    assert_eq!(checks(&found), ["privacy_patron_barcode"]);
    assert!(found[0].words.starts_with("In the description of picture 1") && found[0].at.is_none());
}

#[tokio::test]
async fn a_private_answer_is_overruled_once_and_the_log_stays() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.incoming(IncomingKind::Direct, "Ana Reyes", "Is my book there?");
    desk.check(account).await;
    let thread = desk.only_thread().await;
    let draft = reply(&desk, &thread, "Yes, Ana, your hold is ready.").await;
    assert_eq!(draft.visibility, Visibility::Direct);
    assert_eq!(checks(&stops(&desk, &draft).await), ["privacy_circulation"]);
    assert_eq!(desk.refused("outbox_send", send_input(draft.id, draft.revision)).await.code, Code::Stopped);
    let sent: Vec<Value> = desk.call("outbox_send_private", send_input(draft.id, draft.revision)).await;
    assert_eq!(sent.len(), 1);
    desk.work().await;
    let Body::Plain { text, .. } = desk.platform.published()[0].post.body.clone() else { panic!("plain words") };
    assert!(text.ends_with("Yes, Ana, your hold is ready."), "{text}");
    let log = overrules(&desk).await;
    let said = PrivacyOverrule {
        at: MONDAY_NINE,
        draft: draft.id,
        account,
        conversation: Some(thread.conversation.id),
        checks: vec!["privacy_circulation".to_owned()],
    };
    assert_eq!(log, [said]);
    // Asked again, it is sent and noted once.
    let _: Value = desk.call("outbox_send_private", send_input(draft.id, draft.revision)).await;
    assert_eq!(overrules(&desk).await.len(), 1);
    // It is on record too, before what was said: the log tells of it should the desk be read by others.
    let kept = crate::records::log(&desk, json!({})).await.records;
    let kinds: Vec<RecordKind> = kept.iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [RecordKind::Answered, RecordKind::Overruled], "the newest first");
    let overruled = crate::records::record(&desk, kept[1].id.0).await;
    let note = overruled.body.map(|body| body.reason.note);
    assert_eq!(note.as_deref(), Some("Sent in private though the privacy guard stopped it: circulation."));
    crate::records::whole(&desk).await;
}

#[tokio::test]
async fn in_public_and_against_other_stops_nothing_is_overruled() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.incoming(IncomingKind::Mention, "Ana Reyes", "Is my book there?");
    desk.check(account).await;
    let draft = reply(&desk, &desk.only_thread().await, "Yes, Ana, your hold is ready.").await;
    assert_eq!(desk.refused("outbox_send_private", send_input(draft.id, draft.revision)).await.code, Code::Stopped);
    let long = format!("Your hold is ready. {}", "x".repeat(6_000));
    let draft = desk.save(&Draft { visibility: Visibility::Direct, text: long, ..draft }).await;
    assert_eq!(desk.refused("outbox_send_private", send_input(draft.id, draft.revision)).await.code, Code::Stopped);
    assert!(overrules(&desk).await.is_empty() && desk.outbox().await.is_empty());
}

#[tokio::test]
async fn what_comes_in_is_covered_everywhere_until_one_asks() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let told = format!("My card {CARD} does not work, pin 4471. Mail ana@mail.example");
    desk.platform.incoming(IncomingKind::Mention, "patron", &told);
    desk.check(account).await;
    let thread = desk.only_thread().await;
    let shown = format!("My card {COVERED} does not work, pin ••••. Mail •••@mail.example");
    assert_eq!(thread.messages[0].text, shown);
    assert_eq!(thread.messages[0].covered, ["patron_barcode", "pin", "email"]);
    assert_eq!(thread.conversation.snippet, shown);
    let today: Today = desk.call("today", json!({})).await;
    let hits: SearchPage = desk.call("search", json!({ "words": "card", "limit": 0, "ours": false })).await;
    assert!(!hits.hits.is_empty());
    let said = [
        serde_json::to_string(&thread).unwrap(),
        serde_json::to_string(&today).unwrap(),
        serde_json::to_string(&hits).unwrap(),
        serde_json::to_string(&desk.conversations(lectern_model::ConversationState::Waiting).await).unwrap(),
    ];
    for words in said {
        assert!(!words.contains(CARD) && !words.contains("4471") && !words.contains("ana@"), "{words}");
        assert!(words.contains("2344"), "{words}");
    }
    let message: MessageView = desk.call("message_shown", json!({ "message": thread.messages[0].id })).await;
    assert_eq!((message.text.as_str(), message.covered.len()), (told.as_str(), 0));
    assert!(message.html.contains(CARD));
    assert_eq!(desk.refused("message_shown", json!({ "message": 9_999 })).await.code, Code::NotFound);
}

#[tokio::test]
async fn a_number_over_two_messages_is_covered_in_both() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let root = desk.platform.incoming(IncomingKind::Mention, "patron", "my card number is 2123400");
    desk.advance(60);
    desk.platform.incoming_in(IncomingKind::Mention, Some(&root), "patron", "0012344 sorry, pressed enter");
    desk.check(account).await;
    let thread = desk.only_thread().await;
    let texts: Vec<&str> = thread.messages.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(texts, ["my card number is •••••••", "••••••• sorry, pressed enter"]);
    assert_eq!(thread.conversation.snippet, "••••••• sorry, pressed enter");
}

#[tokio::test]
async fn the_guard_knows_what_the_library_told_of_itself() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let privacy = json!({
        "card_prefixes": [" 1234 "], "card_numbers": [{ "length": 7, "prefix": "84" }],
        "phones": ["518-555-0100"], "addresses": ["12 River Road"], "domains": ["friends.example.org"],
    });
    desk.set("privacy", privacy).await;
    let kept: Settings = desk.call("settings", json!({})).await;
    assert_eq!(kept.privacy.card_prefixes, ["1234"]);
    let text = "Call 518-555-0100 or write to ask@friends.example.org, 12 River Road. 20261123091500";
    let draft = desk.draft(text, &[account]).await;
    let seen: DraftPreview = desk.call("draft_preview", json!({ "draft": draft.id })).await;
    assert!(seen.findings.iter().all(|one| !one.check.starts_with("privacy_")), "{:?}", seen.findings);
    let draft = desk.draft("Card 8412345 is new", &[account]).await;
    let seen: DraftPreview = desk.call("draft_preview", json!({ "draft": draft.id })).await;
    assert!(seen.findings.iter().any(|one| one.check == "privacy_other_card" && one.level == Level::Warn));
    for (part, wrong, words) in [
        ("card_prefixes", json!(["1234", "12"]), "“12” is not four digits"),
        ("card_prefixes", json!(["abcd"]), "“abcd” is not four digits"),
        ("card_prefixes", json!(["12345"]), "“12345” is not four digits"),
        ("card_prefixes", json!(vec!["1234"; 101]), "more than 100 lines"),
        ("card_numbers", json!([{ "length": 3, "prefix": "" }]), "“3” tells no card"),
        ("card_numbers", json!([{ "length": 0, "prefix": "seven" }]), "“seven” tells no card"),
        ("phones", json!(["12"]), "fewer than seven digits"),
        ("domains", json!(["no host"]), "“no host” is not a web address"),
    ] {
        let mut privacy = json!({});
        privacy[part] = wrong;
        let problem = desk.refused("settings_save", json!({ "privacy": privacy })).await;
        let field = format!("privacy.{part}");
        assert_eq!((problem.code, problem.field), (Code::BadInput, Some(field)), "{privacy}");
        assert!(problem.message.contains(words), "{}", problem.message);
    }
    let still: Settings = desk.call("settings", json!({})).await;
    assert_eq!(still, kept);
}

#[tokio::test]
async fn rows_of_tables_say_so_and_files_leave_without_the_number() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let table = format!("text,date,account\n\"Your card {CARD} works\",,\nStory time is back,,\n");
    let file = json!({ "base64": base64::engine::general_purpose::STANDARD.encode(table) });
    let preview: CsvPreview = desk.call("csv_preview", file).await;
    let row = &preview.rows[0];
    let found: Vec<(&str, Level)> = row.findings.iter().map(|one| (one.check.as_str(), one.level)).collect();
    assert!(found.contains(&("privacy_patron_barcode", Level::Warn)), "{found:?}");
    assert_eq!(row.state, CsvRowState::Ready);
    assert!(preview.rows[1].findings.iter().all(|one| !one.check.starts_with("privacy_")));

    let draft = desk.draft(&format!("Only for us: card {CARD}"), &[account]).await;
    let at = MONDAY_NINE.plus_seconds(86_400);
    desk.save(&Draft { when: lectern_model::When::At { at }, ..draft }).await;
    for command in ["calendar_csv", "calendar_ics"] {
        let file: ExportFile = desk.call(command, json!({ "from": "2026-11-01", "until": "2027-12-31" })).await;
        assert!(file.text.contains("Only for us") && !file.text.contains(CARD), "{}", file.text);
    }
}
