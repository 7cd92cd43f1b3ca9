use super::emojis_for;

#[test]
fn they_are_found_by_their_names_and_short_names() {
    let first = |words: &str| emojis_for(words).into_iter().map(|view| view.emoji).next();
    assert_eq!(first("duck").unwrap(), "🦆");
    assert_eq!(first("books").unwrap(), "📚");
    assert!(emojis_for("tada").iter().any(|view| view.emoji == "🎉" && view.name == "party popper"));
    assert!(emojis_for("no such thing at all").is_empty());
    assert!(emojis_for("").len() > 1500);
}

#[test]
fn each_has_a_name_and_a_group() {
    assert!(emojis_for("").iter().all(|view| !view.name.is_empty() && !view.group.is_empty()));
}
