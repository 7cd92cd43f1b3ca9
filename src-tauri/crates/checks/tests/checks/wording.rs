//! What is said about the words: letters, capitals, hashtags, emoji; and what one press makes of them.

use crate::made::{after, mended, of, text};
use lectern_checks::common as for_all;
use lectern_model::{Level, Span};

#[test]
fn symbols_in_the_place_of_letters_become_letters() {
    for (written, plain) in [
        ("𝗛𝗲𝗹𝗹𝗼 𝘄𝗼𝗿𝗹𝗱!", "Hello world!"),
        ("Come to 𝓢𝓽𝓸𝓻𝔂 𝓣𝓲𝓶𝓮, all", "Come to Story Time, all"),
        ("ⓑⓞⓞⓚⓢ", "books"),
        ("🅱🅾🅾🅺🅂", "BOOKS"),
        ("🄱🄾🄾🄺", "BOOK"),
        ("Ｗｉｄｅ words", "Wide words"),
        ("𝟐𝟎𝟐𝟕", "2027"),
        ("ℋ𝑒𝓁𝓁ℴ", "Hello"),
        ("𝗥ead", "Read"),
        ("Книги и 𝗯𝗼𝗼𝗸𝘀", "Книги и books"),
        ("📚 𝗔\n𝗕𝗖", "📚 𝗔\nBC"),
    ] {
        assert_eq!(mended("fancy_letters", &text(written)).as_deref(), Some(plain), "{written}");
    }
}

#[test]
fn a_symbol_by_itself_and_the_wide_letters_of_east_asia_are_left_alone() {
    for written in [
        "Solve for 𝑥",
        "Parking 🅿️ 🅿️ behind the house",
        "図書館 ＮＨＫ",
        "도서관 Ａ",
        "① ② ③",
        "ℹ️ №5 ™",
        "日本語",
        "🇨🇦",
    ] {
        assert!(of("fancy_letters", &for_all(&text(written))).is_empty(), "{written}");
    }
}

#[test]
fn symbols_are_marked_as_the_editor_counts() {
    let found = for_all(&text("🦆 a 𝗛𝗶 b"));
    let found = of("fancy_letters", &found);
    assert_eq!((found[0].level, found[0].at), (Level::Warn, Some(Span { start: 5, end: 9 })));
    assert_eq!(found[0].words, "“𝗛𝗶” is written in symbols that only look like letters.");
    assert!(!found[0].why.is_empty());
}

#[test]
fn tags_of_several_words_get_capitals() {
    for (written, with) in [
        ("#storytime", "#StoryTime"),
        ("Join #summerreading2027!", "Join #SummerReading2027!"),
        ("(#bookoftheweek)", "(#BookOfTheWeek)"),
        ("📚 #librarylife", "📚 #LibraryLife"),
        ("Чтение #bookclub", "Чтение #BookClub"),
    ] {
        assert_eq!(mended("hashtags", &text(written)).as_deref(), Some(with), "{written}");
    }
    let two = for_all(&text("🦆#storytime #bookclub"));
    let places: Vec<_> = of("hashtags", &two).iter().filter_map(|finding| finding.at).collect();
    assert_eq!(places, [Span { start: 2, end: 12 }, Span { start: 13, end: 22 }]);
}

#[test]
fn tags_that_are_one_word_have_capitals_or_cannot_be_told_are_left_alone() {
    for written in [
        "#library",
        "#weekend",
        "#StoryTime",
        "#storyTime",
        "#Storytime",
        "#glenfalls",
        "#story_time",
        "#storytimé",
        "#storytime\u{301}",
        "#bücherei",
        "#図書館",
        "##storytime",
        "a#storytime",
        "https://a.org/#storytime",
        "#",
        "#2027",
    ] {
        assert!(of("hashtags", &for_all(&text(written))).is_empty(), "{written}");
    }
}

#[test]
fn phrases_in_capitals_become_small() {
    for (written, small) in [
        ("COME TO OUR LIBRARY", "Come to our library"),
        ("Please COME TO STORYTIME now", "Please come to storytime now"),
        ("WE ARE OPEN! COME ON MONDAY, I'M HERE", "We are open! Come on Monday, I'm here"),
        ("ASK FOR NASA AND DVD BOXES", "Ask for NASA and DVD boxes"),
        ("READ A BOOK WITH A FRIEND", "Read a book with a friend"),
        ("JOIN US. I AM GLAD", "Join us. I am glad"),
        ("🎉 ΕΛΑΤΕ ΣΤΗ ΒΙΒΛΙΟΘΗΚΗ ΜΑΣ", "🎉 Ελατε στη βιβλιοθηκη μας"),
        ("ПРИХОДИТЕ В БИБЛИОТЕКУ СЕГОДНЯ ВЕЧЕРОМ", "Приходите в библиотеку сегодня вечером"),
    ] {
        assert_eq!(mended("capitals", &text(written)).as_deref(), Some(small), "{written}");
    }
    let found = for_all(&text("🦆 x STOP THE PRESS y"));
    assert_eq!(of("capitals", &found)[0].at, Some(Span { start: 5, end: 19 }));
}

#[test]
fn acronyms_names_and_other_scripts_are_no_phrases() {
    for written in [
        "NEW HOURS",
        "DVDs, CDs and PDFs",
        "NASA, ALA, FAQ, USB",
        "JSTOR, EBSCO, OCLC",
        "A B C D",
        "the ALA and the UN",
        "@ANN @BOB @LIBRARY hi",
        "#COME #TO #READ",
        "https://A.ORG/COME/TO/US",
        "COME\nTO\nUS",
        "12 34 56 78",
        "図書館 に 来て",
        "ספרייה של כולם כאן",
        "COME to THE new LIBRARY",
    ] {
        assert!(of("capitals", &for_all(&text(written))).is_empty(), "{written}");
    }
}

#[test]
fn what_turkish_needs_is_not_guessed() {
    let found = for_all(&text("İYİ KİTAPLAR BURADA VAR"));
    let found = of("capitals", &found);
    assert_eq!((found.len(), found[0].fix.is_none()), (1, true));
}

#[test]
fn rows_of_emoji_are_told_as_they_are_read_out() {
    let row = |written: &str| {
        let found = for_all(&text(written));
        of("emoji_row", &found).first().map(|finding| (finding.words.clone(), finding.at.unwrap()))
    };
    let (words, at) = row("Yes 🎉🎉👻").unwrap();
    assert_eq!(words, "A screen reader says all of this: “party popper” 2 times, “ghost”.");
    assert_eq!(at, Span { start: 4, end: 10 });
    assert!(row("👏 👏").unwrap().0.contains("“clapping hands” 2 times"));
    assert!(row("📚📖👻🎉🦆🎈🧸").unwrap().0.ends_with("“duck” and 2 more."));
    assert!(row("👨‍👩‍👧‍👦👍🏽🇨🇦").unwrap().0.contains("“flag: Canada”"));
    for quiet in ["🎉", "🎉👻", "🎉 a 🎉", "🎉\n🎉", "© © ©", "1 1 1", "!!!", "👨‍👩‍👧‍👦"]
    {
        assert_eq!(row(quiet), None, "{quiet}");
    }
    assert_eq!(mended("emoji_row", &text("Yes 🎉🎉👻 now")).as_deref(), Some("Yes 🎉 now"));
}

#[test]
fn an_emoji_inside_a_sentence_is_told() {
    let inside =
        |written: &str| of("emoji_inside", &for_all(&text(written))).first().map(|finding| finding.words.clone());
    assert_eq!(inside("We ❤️ books").as_deref(), Some("A screen reader says “red heart” here."));
    assert!(inside("Komm 🦆 mit").is_some() && inside("Мы ❤️ книги").is_some());
    for quiet in ["We love books ❤️", "Storytime 🎉 Join us", "Yes! 🎉 come", "🎉 come", "来 🎉 吧", "a\n🎉 b"]
    {
        assert_eq!(inside(quiet), None, "{quiet}");
    }
}

#[test]
fn none_of_this_stops_a_post() {
    let written =
        "COME TO OUR 𝗟𝗶𝗯𝗿𝗮𝗿𝘆 PLEASE, EVERY DAY 🎉🎉🎉 we ❤️ you #storytime. Click here: https://a:b@a.org/?fbclid=1";
    let found = for_all(&text(written));
    assert!(found.len() > 5 && found.iter().all(|finding| finding.level < Level::Stop), "{found:?}");
}

#[test]
fn one_press_after_another_leaves_nothing_to_press() {
    let written = "READ WITH US TODAY 🎉🎉🎉 #storytime 𝗵𝗲𝗿𝗲 http//a.org/?gclid=1&x=2 b.org";
    let mut now = written.to_owned();
    for _ in 0..20 {
        let found = for_all(&text(&now));
        let Some(fix) = found.iter().find_map(|finding| finding.fix.as_ref()) else { break };
        now = after(&now, fix);
    }
    assert_eq!(now, "Read with us today 🎉 #StoryTime here http://a.org/?x=2 https://b.org");
}
