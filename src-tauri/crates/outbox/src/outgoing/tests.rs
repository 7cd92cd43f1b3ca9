use super::first_link;

#[test]
fn the_first_web_address_makes_the_card() {
    assert_eq!(
        first_link("Come: https://glen.example.org/a, or https://b.example"),
        Some("https://glen.example.org/a".to_owned())
    );
    assert_eq!(first_link("Write to mailto:desk@glen.example.org"), None);
    assert_eq!(first_link("No address here."), None);
}
