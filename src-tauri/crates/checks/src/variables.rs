//! Words in braces that stand for something: `{hours today}`.

use lectern_model::Variable;
use std::ops::Range;

/// Longest name between braces, in bytes.
const LONGEST: usize = 40;

/// A pair of braces with words in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Braces<'t> {
    /// Where it stands, with its braces, in bytes.
    pub(crate) at: Range<usize>,
    /// What is between them.
    pub(crate) name: &'t str,
}

/// Every pair of braces with words between them, in order.
pub(crate) fn braces(text: &str) -> Vec<Braces<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text.get(from..).and_then(|rest| rest.find('{')).map(|at| from + at) {
        from = start + 1;
        let Some(inside) = text.get(from..) else { break };
        let Some(length) = inside.find(['{', '}', '\n']) else { break };
        let name = inside.get(..length).unwrap_or_default();
        let closed = inside.get(length..).is_some_and(|rest| rest.starts_with('}'));
        if closed && length <= LONGEST && name.chars().any(char::is_alphabetic) {
            from = start + length + 2;
            found.push(Braces { at: start..from, name });
        }
    }
    found
}

/// The variable of a name; case and spaces do not matter.
pub(crate) fn named<'v>(name: &str, variables: &'v [Variable]) -> Option<&'v Variable> {
    let plain = name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    variables.iter().find(|variable| variable.name == plain)
}

/// A text with every variable in it filled in that has a value; everything else stays as it is.
#[must_use]
pub fn fill(text: &str, variables: &[Variable]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut done = 0;
    for found in braces(text) {
        let Some(value) = named(found.name, variables).and_then(|variable| variable.value.as_deref()) else { continue };
        filled.push_str(text.get(done..found.at.start).unwrap_or_default());
        filled.push_str(value);
        done = found.at.end;
    }
    filled.push_str(text.get(done..).unwrap_or_default());
    filled
}

/// What stands in braces in a text, each once, in order.
#[must_use]
pub fn blanks(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for found in braces(text) {
        if !names.iter().any(|name| name == found.name) {
            names.push(found.name.to_owned());
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::{braces, fill};
    use lectern_model::Variable;
    use proptest::prelude::*;

    fn known() -> Vec<Variable> {
        let variable = |name: &str, value: Option<&str>| Variable {
            name: name.to_owned(),
            meaning: String::new(),
            value: value.map(str::to_owned),
            by_hand: false,
        };
        vec![variable("hours today", Some("9:00 to 17:00")), variable("branch", None), variable("web", Some("{web}"))]
    }

    #[test]
    fn what_is_known_is_filled_in_and_all_else_stays() {
        let filled = |text: &str| fill(text, &known());
        assert_eq!(filled("Open {hours today}."), "Open 9:00 to 17:00.");
        assert_eq!(filled("{Hours  Today}, {HOURS TODAY}"), "9:00 to 17:00, 9:00 to 17:00");
        for same in ["{branch}", "{who}", "{}", "{ }", "{{", "}{", "{hours\ntoday}", "fn main() { 1 }", "{hours today"]
        {
            assert_eq!(filled(same), same);
        }
        assert_eq!(filled("{{hours today}}"), "{9:00 to 17:00}");
        assert_eq!(filled("{web}"), "{web}", "what is filled in is not filled in again");
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in ".{0,60}|[{} a-c\n]{0,40}") {
            for found in braces(&text) {
                prop_assert_eq!(text.get(found.at.clone()).unwrap_or_default(), format!("{{{}}}", found.name));
            }
            prop_assert_eq!(fill(&text, &[]), text);
        }
    }
}
