use super::known::Known;
use super::labels::{Labels, Named};
use super::posts::{Post, Standing};
use super::{LARGEST, look, table_out, tell_apart};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::tz::TimeZone;
use lectern_model::{
    Account, AccountHealth, AccountId, AccountView, CsvFile, CsvPreview, CsvRowState, DraftId, Identity, IdentityId,
    IdentityKind, Limits, PlatformKey, Problem, Settings, TextUnit, Timestamp, Visibility,
};
use proptest::prelude::*;
use std::collections::HashMap;

/// Monday 23 November 2026, 09:00 UTC.
const NOW: Timestamp = Timestamp(1_795_424_400_000);

fn limits() -> Limits {
    Limits {
        text_max: 500,
        text_unit: TextUnit::Characters,
        text_max_bytes: None,
        link_weight: Some(23),
        mention_local_part_only: true,
        warning_counts: true,
        pictures_max: 4,
        picture_max_bytes: 1_000_000,
        picture_max_pixels: None,
        description_max: 1500,
        picture_required: false,
        picture_types: vec!["image/png".to_owned()],
        visibilities: vec![Visibility::Public],
        content_warning: true,
        poll: None,
        video: None,
    }
}

fn view(id: i64, handle: &str, name: &str) -> AccountView {
    AccountView {
        account: Account {
            id: AccountId(id),
            platform: PlatformKey::from("scripted"),
            identity: IdentityId(1),
            remote_id: handle.to_owned(),
            handle: handle.to_owned(),
            name: name.to_owned(),
            server: String::new(),
            facts: serde_json::Value::Null,
            avatar_url: None,
            health: AccountHealth::Well,
            last_checked_at: None,
            sign_in_lapses_at: None,
            group: String::new(),
            added_at: NOW,
        },
        parts: Vec::new(),
        limits: Some(limits()),
        practice: false,
        subscription: false,
        who: Identity { id: IdentityId(1), kind: IdentityKind::Library, name: String::new(), colour: String::new() },
        holds_ahead: None,
        live: false,
    }
}

fn accounts() -> Vec<AccountView> {
    vec![view(1, "@library@one.example", "Glen Falls Library"), view(2, "@teens@one.example", "Teens"), {
        let other = view(3, "@library@one.example", "Branch");
        AccountView { account: Account { platform: PlatformKey::from("other"), ..other.account }, ..other }
    }]
}

fn labels() -> Labels {
    let accounts = accounts();
    Labels::new(accounts.iter().map(|view| (view, view.account.platform.to_string())))
}

fn file(text: &str) -> CsvFile {
    CsvFile { base64: STANDARD.encode(text), kind: None, day_first: None, zone: None, accounts: Vec::new() }
}

fn looked(file: &CsvFile) -> Result<CsvPreview, Problem> {
    let settings = Settings { time_zone: "America/New_York".to_owned(), ..Settings::default() };
    let limits: HashMap<AccountId, Limits> = accounts().iter().map(|view| (view.account.id, limits())).collect();
    let mut looked = look(file, &settings, &labels(), &limits, NOW)?;
    tell_apart(&mut looked, &Known::default());
    Ok(looked.preview)
}

#[test]
fn accounts_are_found_by_what_people_call_them() {
    let labels = labels();
    let found = |cell: &str| labels.named(cell).accounts;
    assert_eq!(found("teens@one.example; Glen Falls Library"), [AccountId(2), AccountId(1)]);
    assert_eq!(found("@LIBRARY@one.example (other) | @library@one.example (Scripted)"), [AccountId(3), AccountId(1)]);
    assert_eq!(labels.of(AccountId(2)), Some("@teens@one.example"));
    assert_eq!(labels.of(AccountId(3)), Some("@library@one.example (other)"));
    let unsure = labels.named("@library@one.example; Nobody");
    assert_eq!(
        unsure,
        Named {
            accounts: vec![],
            unknown: vec!["Nobody".to_owned()],
            several: vec![("@library@one.example".to_owned(), vec![AccountId(1), AccountId(3)])]
        }
    );
}

#[test]
fn a_file_that_is_too_large_or_not_whole_is_refused() {
    let large = CsvFile { base64: "A".repeat(LARGEST / 3 * 4 + 8), ..file("") };
    for bad in [large, CsvFile { base64: "dGV4".to_owned() + "*", ..file("") }] {
        assert!(looked(&bad).is_err());
    }
    let zone = looked(&CsvFile { zone: Some("Moon/Base".to_owned()), ..file("date,time,text\n2027-04-03,09:00,a") });
    assert_eq!(zone.unwrap_err().field.unwrap(), "zone");
}

/// Any text that an editor can hold: lines end with `\n`.
fn texts() -> impl Strategy<Value = String> {
    let signs = prop_oneof![
        3 => "[ -~]{1,30}",
        1 => prop::sample::select(vec!["\n", "\"", ",", ";", "'", "=", "+", "-", "@", "🦆", "שלום", "\u{301}", "\t", "https://a.example/x "])
            .prop_map(str::to_owned),
        1 => "\\PC{1,12}",
    ];
    prop::collection::vec(signs, 1..8)
        .prop_map(|parts| parts.concat())
        .prop_filter("something to read", |text| !text.trim().is_empty() && !text.contains(['\r', '\0', '\u{feff}']))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn what_goes_out_as_a_table_comes_back_as_it_was(
        posts in prop::collection::vec((texts(), 60_i64..40_000_000, prop::sample::subsequence(vec![1_i64, 2, 3], 1..=3), any::<bool>()), 1..6),
        zone in prop::sample::select(vec!["America/New_York", "Europe/Berlin", "UTC"]),
    ) {
        let posts: Vec<Post> = posts.into_iter().enumerate().map(|(number, (text, seconds, accounts, last))| {
            let at = NOW.plus_seconds(seconds + i64::try_from(number).unwrap());
            Post {
                draft: DraftId(i64::try_from(number).unwrap()),
                at,
                accounts: accounts.into_iter().map(AccountId).collect(),
                standing: Standing::Planned,
                text,
                pictures: Vec::new(),
                never_after: last.then(|| at.plus_seconds(5400)),
            }
        }).collect();
        let table = table_out::table_out(&posts, &labels(), &TimeZone::get(zone).unwrap()).unwrap();
        let preview = looked(&file(&table)).unwrap();
        prop_assert_eq!(preview.rows.len(), posts.len());
        for (row, post) in preview.rows.iter().zip(&posts) {
            prop_assert_eq!(row.state, CsvRowState::Ready, "{:?}", row);
            prop_assert_eq!((&row.text, row.at, &row.accounts, row.never_after), (&post.text, Some(post.at), &post.accounts, post.never_after));
        }
    }

    #[test]
    fn whatever_a_file_holds_is_answered(bytes in prop::collection::vec(any::<u8>(), 0..400), header in any::<bool>()) {
        let head: &[u8] = if header { b"date,time,zone,account,text\n" } else { b"" };
        let file = CsvFile { base64: STANDARD.encode([head, &bytes].concat()), ..file("") };
        if let Ok(preview) = looked(&file) {
            prop_assert!(preview.rows.iter().all(|row| row.line > 0));
        }
    }
}
