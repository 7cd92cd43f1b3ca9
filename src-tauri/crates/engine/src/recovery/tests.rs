use super::{DIGITS, code_of, key_of};
use lectern_model::Code;
use lectern_store::DatabaseKey;
use proptest::prelude::*;

fn typed(key: [u8; 32]) -> String {
    code_of(&DatabaseKey::from_bytes(key)).groups.join("")
}

fn is_refused(code: &str) -> bool {
    key_of(code).is_err_and(|problem| problem.code == Code::RecoveryCode)
}

#[test]
fn a_code_has_fifteen_groups_of_four() {
    let code = code_of(&DatabaseKey::fresh());
    assert_eq!(code.groups.len(), 15);
    assert!(code.groups.iter().all(|group| group.len() == 4));
    assert!(code.groups[0].starts_with("DK"));
}

#[test]
fn what_is_no_code_is_refused() {
    for bad in ["", "DK", "hello", "ÜÜÜÜ", &"0".repeat(60), &"DK".repeat(30)] {
        assert!(is_refused(bad), "{bad}");
    }
    let problem = key_of("DK0U").unwrap_err();
    assert!(problem.message.contains('U'), "{}", problem.message);
}

proptest! {
    #[test]
    fn any_key_goes_there_and_back_however_it_is_typed(key: [u8; 32]) {
        let code = code_of(&DatabaseKey::from_bytes(key));
        let shown = code.groups.join(" - ").to_lowercase().replace('0', "o").replace('1', "l");
        let back = key_of(&shown).unwrap();
        prop_assert_eq!(back.bytes(), &key);
    }

    #[test]
    fn a_single_slip_is_found(key: [u8; 32], place in 0_usize..60, digit in 0_usize..32) {
        let mut code: Vec<u8> = typed(key).into_bytes();
        prop_assume!(code[place] != DIGITS[digit]);
        code[place] = DIGITS[digit];
        prop_assert!(is_refused(&String::from_utf8(code).unwrap()));
    }

    #[test]
    fn two_that_changed_places_are_found(key: [u8; 32], one in 0_usize..60, other in 0_usize..60) {
        let mut code: Vec<u8> = typed(key).into_bytes();
        prop_assume!(code[one] != code[other]);
        code.swap(one, other);
        prop_assert!(is_refused(&String::from_utf8(code).unwrap()));
    }

    #[test]
    fn one_left_out_or_doubled_is_found(key: [u8; 32], place in 0_usize..60) {
        let mut code = typed(key);
        let gone = code.remove(place);
        prop_assert!(is_refused(&code));
        code.insert(place, gone);
        code.insert(place, gone);
        prop_assert!(is_refused(&code));
    }
}
