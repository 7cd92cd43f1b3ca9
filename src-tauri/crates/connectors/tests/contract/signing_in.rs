//! The first question of every sign-in, and answers that cannot be right.

use crate::made::{PLANTED, check_words, name};
use lectern_connectors::{BeginSignIn, all};
use lectern_model::{Field, FieldKind, SignInStep};
use lectern_testkit::ScriptedWire;
use std::collections::{BTreeMap, HashSet};

fn fields_of(sign_in: &dyn BeginSignIn) -> Vec<Field> {
    match sign_in.step() {
        SignInStep::AskFields { fields, .. } | SignInStep::OpenBrowser { fields, .. } => fields,
        SignInStep::Done { .. } | SignInStep::Failed { .. } => panic!("the engine says how a sign-in ends"),
    }
}

#[tokio::test]
async fn every_first_question_can_be_asked_without_a_line() {
    for connector in all() {
        let script = ScriptedWire::new();
        let sign_in = connector.sign_in().begin(&script.wire(), &script.now_fn(), None).await.unwrap();
        assert!(script.requests().is_empty(), "{} calls before anybody answered", name(&connector));
        let fields = fields_of(&*sign_in);
        let names: HashSet<&str> = fields.iter().map(|field| field.name.as_str()).collect();
        assert_eq!(names.len(), fields.len(), "{}", name(&connector));
        for field in fields {
            assert!(!field.label.trim().is_empty() && !field.name.is_empty(), "{}: {field:?}", name(&connector));
            assert_eq!(field.kind == FieldKind::Choice, !field.options.is_empty(), "{}: {field:?}", name(&connector));
            assert!(field.kind != FieldKind::Password || field.value.is_empty(), "{}: {field:?}", name(&connector));
        }
    }
}

#[tokio::test]
async fn answers_that_cannot_be_right_end_nothing_and_repeat_no_secret() {
    for connector in all() {
        let script = ScriptedWire::new();
        for given in ["", "   ", "not an address", "\u{202E}\0", "http://[", "https://off.example/x"] {
            let mut sign_in = connector.sign_in().begin(&script.wire(), &script.now_fn(), None).await.unwrap();
            let asked = fields_of(&*sign_in);
            let answers: BTreeMap<String, String> = asked
                .iter()
                .map(|field| {
                    let secret = field.kind == FieldKind::Password;
                    (field.name.clone(), if secret { format!("{PLANTED}-typed") } else { given.to_owned() })
                })
                .collect();
            for answers in [answers, BTreeMap::new()] {
                match sign_in.answer(answers).await {
                    Err(failure) => check_words(&name(&connector), &failure),
                    Ok(Some(done)) => {
                        assert!(asked.iter().all(|field| field.optional), "{}: {done:?}", name(&connector))
                    }
                    Ok(None) => {}
                }
                assert!(!format!("{:?}", sign_in.step()).contains(PLANTED), "{}", name(&connector));
            }
        }
    }
}
