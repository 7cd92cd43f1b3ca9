use super::{Place, clashes, groups};
use lectern_model::{AccountId, DeliveryId, DraftId, Timestamp};
use lectern_store::Stage;

fn place(minutes: i64, draft: i64, account: i64, stage: Stage) -> Place {
    Place {
        at: Timestamp(minutes * 60_000),
        draft: DraftId(draft),
        account: Some(AccountId(account)),
        delivery: Some(DeliveryId(draft * 10 + account)),
        stage,
        never_after: None,
    }
}

fn found(places: &[Place]) -> Vec<(i64, i64)> {
    clashes(places).iter().map(|clash| (clash.first.draft.0, clash.second.draft.0)).collect()
}

#[test]
fn only_what_is_coming_on_one_account_can_be_too_close() {
    use Stage::{Coming, Held, Out};
    let of = |first, second, apart| found(&[place(0, 1, 1, first), place(apart, 2, 1, second)]);
    assert_eq!(of(Coming, Coming, 0), [(1, 2)]);
    assert_eq!(of(Coming, Coming, 29), [(1, 2)]);
    assert_eq!(of(Coming, Coming, 30), []);
    assert_eq!((of(Out, Coming, 5), of(Coming, Held, 5)), (vec![], vec![]));
    assert_eq!(found(&[place(0, 1, 1, Coming), place(5, 2, 2, Coming)]), [], "another account");
    assert_eq!(found(&[place(0, 1, 1, Coming), place(0, 1, 1, Coming)]), [], "one post is not in its own way");
}

#[test]
fn a_post_to_several_accounts_is_one_entry() {
    let places = [
        place(0, 1, 1, Stage::Coming),
        place(0, 1, 2, Stage::Coming),
        place(0, 2, 1, Stage::Coming),
        place(5, 2, 2, Stage::Coming),
    ];
    assert_eq!(groups(&places).map(<[Place]>::len).collect::<Vec<_>>(), [2, 1, 1]);
}
