//! A table of our own comes back where accounts are called alike, and says what is wrong with a row once.

use lectern_model::{AccountId, AccountView, Draft, When};
use lectern_testkit::MONDAY_NINE;
use serde_json::json;

use crate::csv::{exported, fields, file, import, preview, said};
use crate::desk::Desk;

const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;

/// Two practice desks, which are called alike everywhere, and a post for each and for both.
async fn two_alike() -> (Desk, [AccountId; 2]) {
    let desk = Desk::open_with_every_platform().await;
    let accounts = [crate::practice::practice(&desk).await, crate::practice::practice(&desk).await];
    (desk, accounts)
}

#[tokio::test]
async fn our_own_table_doubles_nothing_where_accounts_are_called_alike() {
    let (desk, [one, two]) = two_alike().await;
    let at = MONDAY_NINE.plus_seconds(DAY);
    desk.plan("For both", &[one, two], at, None).await;
    desk.plan("For the second", &[two], at.plus_seconds(HOUR), None).await;
    let draft = desk.draft("A draft for the first", &[one]).await;
    let draft = desk.save(&Draft { when: When::At { at: at.plus_seconds(2 * HOUR) }, ..draft }).await;
    let out = exported(&desk, "calendar_csv").await;
    let looked = preview(&desk, &file(&out.text)).await;
    assert_eq!((looked.here, looked.ready, looked.broken), (3, 0, 0), "{:?}", looked.rows);

    // As it was written when both had one name, and as it is where that account was removed since.
    let cells = fields(&out.text);
    let name = &cells[1][3];
    let (first, second) = name.trim_start_matches('\'').split_once("; ").expect("two accounts");
    assert_ne!(first, second, "each has a name of its own");
    let (handle, platform) = first.split_once(" (").expect("a platform");
    let alike = format!("{handle} ({})", platform.split(',').next().expect("its name"));
    let old = out.text.replace(name.as_str(), &alike).replace(second, &alike).replace(first, &alike);
    let looked = preview(&desk, &file(&old)).await;
    assert_eq!((looked.here, looked.ready, looked.broken), (3, 0, 0), "{:?}", looked.rows);
    let gone = out.text.replace(second, "removed account 77");
    let looked = preview(&desk, &file(&gone)).await;
    assert_eq!((looked.here, looked.ready), (3, 0), "told by the number of the draft: {:?}", looked.rows);

    // What says the same of an account that it is not for is another post.
    let text = "A draft for the first";
    let time = &cells[3];
    let other = |account: &str| file(format!("date,time,account,text\n{},{},{account},{text}\n", time[0], time[1]));
    assert_eq!(preview(&desk, &other("nobody")).await.ready, 1, "without a number nobody can tell");
    assert_eq!(preview(&desk, &other(&format!("\"{second}\""))).await.ready, 1);
    assert_eq!(preview(&desk, &other(&format!("\"{alike}\""))).await.here, 1);
    let moved = When::At { at: at.plus_seconds(5 * HOUR) };
    desk.save(&Draft { when: moved, ..draft }).await;
    assert_eq!(preview(&desk, &file(&old)).await.ready, 1, "a draft that was moved since is another post");
}

#[tokio::test]
async fn two_posts_of_an_old_table_stay_two() {
    let (from, [one, two]) = two_alike().await;
    let at = MONDAY_NINE.plus_seconds(DAY);
    for account in [one, two] {
        let draft = from.draft("Story time", &[account]).await;
        from.save(&Draft { when: When::At { at }, ..draft }).await;
    }
    let out = exported(&from, "calendar_csv").await;
    let name = fields(&out.text)[1][3].trim_start_matches('\'').to_owned();
    let alike = format!("{})", name.split(", account").next().expect("a name"));
    let other = fields(&out.text)[2][3].trim_start_matches('\'').to_owned();
    let old = file(out.text.replace(&name, &alike).replace(&other, &alike));
    let (desk, _) = two_alike().await;
    let looked = preview(&desk, &old).await;
    assert_eq!((looked.ready, looked.broken), (2, 0), "{:?}", looked.rows);
    assert_eq!(import(&desk, &old, &looked.rows).await.drafts.len(), 2);
    assert_eq!(preview(&desk, &old).await.here, 2);
}

#[tokio::test]
async fn a_row_says_which_column_is_wrong_and_says_it_once() {
    let (desk, _) = two_alike().await;
    let name = fields(&exported_with_a_post(&desk).await)[1][3].trim_start_matches('\'').to_owned();
    let alike = format!("{})", name.split(", account").next().expect("a name"));
    let rows = [
        "date,time,account,text,not after".to_owned(),
        "2026-12-01,09:00,,Soon,soon".to_owned(),
        "2026-12-01,10:00,,Far,2126-12-31 10:00".to_owned(),
        format!("2026-12-01,11:00,\"{alike}; {alike}; nobody; Nobody\",Twice,"),
    ];
    let looked = preview(&desk, &file(rows.join("\n"))).await;
    let words = said(&looked.rows[0], "never_after");
    assert!(words.starts_with("In the column “not after”, “soon” is no date"), "{words}");
    assert!(said(&looked.rows[1], "never_after").contains("ten years"), "{:?}", looked.rows[1]);
    let about: Vec<&str> = looked.rows[2].findings.iter().map(|finding| finding.words.as_str()).collect();
    assert_eq!(about.len(), 2, "{about:?}");
    assert!(about[0].contains("“nobody”") && about[1].starts_with("Several accounts"), "{about:?}");
}

async fn exported_with_a_post(desk: &Desk) -> String {
    let accounts: Vec<AccountView> = desk.call("accounts", json!({})).await;
    desk.plan("Story time", &[accounts[0].account.id], MONDAY_NINE.plus_seconds(DAY), None).await;
    exported(desk, "calendar_csv").await.text
}
