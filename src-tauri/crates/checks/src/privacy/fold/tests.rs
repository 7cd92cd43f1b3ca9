use super::Folded;

#[test]
fn digits_of_other_scripts_are_plain_and_unseen_signs_are_gone() {
    for written in
        ["21٣٤", "２１३４", "𝟐𝟏𝟑𝟒", "2\u{200B}1\u{200F}3\u{2060}4", "②①③④", "2️⃣1️⃣3️⃣4️⃣", "२१३४", "二一三四", "²¹³⁴"]
    {
        assert_eq!(Folded::of(written).text, "2134", "{written}");
    }
}

#[test]
fn letters_are_small_and_without_accents() {
    assert_eq!(Folded::of("Contraseña É 𝗣𝗜𝗡 ＰＩＮ").text, "contrasena e pin pin");
}

#[test]
fn places_lead_back_to_what_was_written() {
    let written = "é2\u{200B}１x";
    let folded = Folded::of(written);
    let digits = folded.text.find("21").unwrap();
    assert_eq!(written.get(folded.written(&(digits..digits + 2))), Some("2\u{200B}１"));
    assert_eq!(written.get(folded.written(&(0..1))), Some("é"));
}
