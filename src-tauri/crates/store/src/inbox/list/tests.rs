use crate::{DatabaseKey, Store};
use lectern_model::{
    AccountId, ConversationId, ConversationKind, ConversationQuery, ConversationState, Label, Timestamp,
};

/// Every filter of the Inbox, alone and together.
fn every_query() -> Vec<ConversationQuery> {
    let mut all = Vec::new();
    for bits in 0..256_u32 {
        let on = |bit: u32| bits & (1 << bit) != 0;
        for state in [ConversationState::Waiting, ConversationState::Snoozed, ConversationState::Done] {
            all.push(ConversationQuery {
                state,
                account: on(0).then_some(AccountId(1)),
                kind: on(1).then_some(ConversationKind::Direct),
                label: on(2).then_some(Label::Safety),
                answered: on(3).then_some(false),
                reference: on(4),
                older_than_days: on(5).then_some(7),
                words: if on(6) { "story time".to_owned() } else { String::new() },
                oldest_first: on(7),
                after: Some(ConversationId(7)).filter(|_| bits.count_ones() % 2 == 1),
                ..ConversationQuery::default()
            });
        }
    }
    all
}

#[test]
fn no_filter_reads_every_conversation() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("lectern.db"), &DatabaseKey::fresh()).unwrap();
    for query in every_query() {
        let plan = store.read(|reader| reader.conversations_plan(&query, Timestamp(0))).unwrap();
        assert!(!plan.is_empty());
        let whole: Vec<&String> =
            plan.iter().filter(|step| step.starts_with("SCAN") && !step.contains("post_words")).collect();
        assert!(whole.is_empty(), "{query:?} reads all of a table: {plan:?}");
        let sorts = plan.iter().any(|step| step.contains("USE TEMP B-TREE FOR ORDER BY"));
        let by_few = !query.words.is_empty() || query.label.is_some();
        assert!(!sorts || by_few, "{query:?} sorts what it could read in order: {plan:?}");
    }
}
