//! What is said about links, the words before them, and pictures that invite.

use crate::made::{mended, of, picture, text};
use lectern_checks::{Checked, common as for_all};
use lectern_model::{DraftMedia, Finding, Span};

fn said(check: &str, written: &str) -> Vec<Finding> {
    for_all(&text(written)).into_iter().filter(|finding| finding.check == check).collect()
}

#[test]
fn words_that_do_not_say_where_a_link_leads() {
    for written in [
        "Click here: https://a.org",
        "Storytime is back. Read more → https://a.org/x",
        "We are open!\nHere https://a.org",
        "Learn  More 👉 https://a.org",
        "https://a.org click here https://b.org",
        "Here’s the link: a.org/x",
        "Hier klicken: https://a.org",
    ] {
        assert_eq!(said("link_words", written).len(), 1, "{written}");
    }
    assert_eq!(said("link_words", "🦆! Click here: https://a.org")[0].at, Some(Span { start: 4, end: 14 }));
    for written in [
        "Sign up for storytime here: https://a.org",
        "Click here to sign up for storytime: https://a.org",
        "Read more books",
        "https://a.org",
        "Write to us here: desk@a.org",
        "もっと読む https://a.org",
    ] {
        assert!(said("link_words", written).is_empty(), "{written}");
    }
}

#[test]
fn words_to_press_say_nothing_within_a_sentence_either() {
    for (written, words) in [
        ("For the full programme click here: https://a.org/x", "click here"),
        ("to read more click here https://a.org/x", "click here"),
        ("Storytime is back. For times and places, CLICK HERE! 👉 https://a.org", "CLICK HERE"),
        ("The whole list? Click here for more: https://a.org", "Click here"),
        ("To sign up, click here.\n\nhttps://a.org", "click here"),
        ("Please follow this link https://a.org and https://b.org", "follow this link"),
        ("Was kommt: bitte klicken Sie hier https://a.org", "klicken Sie hier"),
        ("Pour le programme, cliquez ici : https://a.org", "cliquez ici"),
        ("Read it, then\ttap here → https://a.org", "tap here"),
        ("Learn more. https://a.org", "Learn more"),
    ] {
        let found = said("link_words", written);
        let told: Vec<&str> = found.iter().map(|finding| finding.words.as_str()).collect();
        assert_eq!(told, [format!("“{words}” does not say where the link leads.")], "{written}");
    }
    let place = said("link_words", "🦆 To read more, click here: https://a.org")[0].at;
    assert_eq!(place, Some(Span { start: 17, end: 27 }));
    for written in [
        "You can click here and there in our new catalogue.",
        "Click here and there: https://a.org",
        "Click here and there, it is a new catalogue https://a.org",
        "Never click here in a strange mail: https://a.org",
        "Please do not click the link. https://a.org",
        "Strange mail? Click here is what it says. How to tell: https://a.org",
        "We double-click here https://a.org",
        "Click heres https://a.org",
        "Click. Here we go again with songs https://a.org",
        "The clock ticks, click here: nobody@a.org",
        "To read more, click here",
        "https://a.org – click here was what it said",
        "The programme for December: https://a.org. Do you click here?",
    ] {
        assert!(said("link_words", written).is_empty(), "{written}: {:?}", said("link_words", written));
    }
}

#[test]
fn trackers_go_and_the_librarys_own_marks_stay() {
    for (written, clean) in [
        ("See https://a.org/?fbclid=abc", "See https://a.org/"),
        ("🦆 https://a.org/x?id=7&gclid=1&utm_source=post#top!", "🦆 https://a.org/x?id=7&utm_source=post#top!"),
        ("a.org/?mc_cid=1&mc_eid=2", "a.org/"),
        ("https://a.org/?MSCLKID=1&é=2", "https://a.org/?é=2"),
    ] {
        assert_eq!(mended("trackers", &text(written)).as_deref(), Some(clean), "{written}");
    }
    let two = said("trackers", "https://a.org/?_hsenc=1&b=2&_hsmi=3");
    assert_eq!(two[0].words, "The link carries a tracker: _hsenc, _hsmi.");
    for quiet in
        ["https://a.org/?utm_source=x&utm_campaign=y", "https://a.org/?fb=1", "https://a.org/fbclid=1", "fbclid=1"]
    {
        assert!(said("trackers", quiet).is_empty(), "{quiet}");
    }
}

#[test]
fn links_that_only_open_inside_are_warned_about() {
    for written in [
        "http://localhost:3000/x",
        "https://127.0.0.1",
        "http://192.168.1.20/catalogue",
        "http://10.0.0.1",
        "http://172.20.1.1",
        "http://169.254.1.1",
        "http://100.64.0.1",
        "http://intranet/rota",
        "https://staff.library.local/x",
        "https://printer.lan",
        "file:///C:/Users/ann/poster.pdf",
    ] {
        assert_eq!(said("private_link", written).len(), 1, "{written}");
    }
    assert_eq!(
        said("private_link", "🦆 http://intranet/rota")[0].words,
        "The link leads to intranet, which opens only on this computer or inside its network."
    );
    for quiet in [
        "https://a.org",
        "http://172.32.0.1",
        "http://8.8.8.8",
        "https://local.example",
        "https://mylocal.org",
        "the local paper",
        "https://図書館.jp",
    ] {
        assert!(said("private_link", quiet).is_empty(), "{quiet}");
    }
}

#[test]
fn passwords_and_visits_come_out_of_links() {
    for (check, written, clean) in [
        ("link_password", "https://ann:secret@a.org/x", "https://a.org/x"),
        ("link_session", "https://a.org/list;jsessionid=0123456789?p=2", "https://a.org/list?p=2"),
        ("link_session", "https://a.org/x?sid=0123456789&p=2#top", "https://a.org/x?p=2#top"),
        ("link_session", "https://a.org/x?PHPSESSID=0123456789", "https://a.org/x"),
        ("link_session", "https://a.org/x?access_token=0123456789", "https://a.org/x"),
    ] {
        assert_eq!(mended(check, &text(written)).as_deref(), Some(clean), "{written}");
        assert!(!said(check, written)[0].words.contains("secret"));
    }
    for quiet in [
        "https://a.org/@ann",
        "https://a.org/?sid=3",
        "https://a.org/?session=morning-one",
        "https://ann@a.org",
        "a:b@a.org",
    ] {
        assert!(said("link_password", quiet).is_empty() && said("link_session", quiet).is_empty(), "{quiet}");
    }
}

#[test]
fn broken_links_are_put_together_again() {
    for (written, whole) in [
        ("See http//a.org/x.", "See http://a.org/x."),
        ("(https:/a.org)", "(https://a.org)"),
        ("htps://www.a.org", "https://www.a.org"),
        ("https://https://a.org/x", "https://a.org/x"),
        ("http:\\\\a.org", "http://a.org"),
        ("ttps://a.org", "https://a.org"),
        ("🦆 https:// a.org/x now", "🦆 https://a.org/x now"),
        ("https;//bücherei.de", "https://bücherei.de"),
    ] {
        assert_eq!(mended("broken_link", &text(written)).as_deref(), Some(whole), "{written}");
    }
    for lost in ["https://", "see http:// and", "https://a..org/x", "https://.org", "https://…", "https://[1/x"] {
        let found = said("broken_link", lost);
        assert_eq!((found.len(), found[0].fix.is_none()), (1, true), "{lost}");
    }
    for quiet in [
        "https://a.org",
        "http://localhost",
        "https://a.org./x",
        "HTTP/2 and http: what it is",
        "https",
        "http://[::1]/",
        "//a.org",
        "https://図書館.jp/本",
        "he said https.",
    ] {
        assert!(said("broken_link", quiet).is_empty(), "{quiet}");
    }
}

#[test]
fn a_link_without_a_scheme_gets_one() {
    assert_eq!(mended("links", &text("🦆 see a.org/x.")).as_deref(), Some("🦆 see https://a.org/x."));
}

fn flyer(written: &str, description: &str) -> Option<String> {
    let media = [DraftMedia { description: description.to_owned(), ..picture() }];
    let found = for_all(&Checked { media: &media, ..text(written) });
    of("flyer", &found).first().map(|finding| finding.words.clone())
}

const FLYER: &str = "Flyer: storytime with a dragon, Friday at 10 am in the garden";

#[test]
fn what_a_flyer_says_is_in_the_text() {
    let lacks = |what: &str| Some(format!("This looks like an invitation, but the text does not say {what}."));
    assert_eq!(flyer("Dragons!", FLYER), lacks("the date, the time or the place"));
    assert_eq!(flyer("Dragons on Friday", FLYER), lacks("the time or the place"));
    assert_eq!(flyer("Dragons on 12 May at 3", FLYER), lacks("the place"));
    assert_eq!(flyer("Dragons at 10:30 in the library", FLYER), lacks("the date"));
    assert_eq!(flyer("Dragons on 5/12, main branch", FLYER), lacks("the time"));
    assert_eq!(flyer("Join us for storytime on Friday at 10 am", "Children and a dragon"), lacks("the place"));
    assert_eq!(flyer("Concert!", "A concert on 3 June, 7pm"), lacks("the date, the time or the place"));
}

#[test]
fn whole_invitations_and_pictures_that_invite_to_nothing_are_left_alone() {
    for written in ["Friday, 10am–noon, garden", "12/4 at half past three, online", "1.5.2027, 14:00, Town Hall"] {
        assert_eq!(flyer(written, FLYER), None, "{written}");
    }
    for (written, description) in [
        ("What a lovely storytime", "Children on a rug at storytime on Monday"),
        ("New novels", "A shelf of novels"),
        ("Old films", "Poster of a film from 1932"),
        ("Kommt vorbei", "Plakat: Lesung am Freitag um 10 Uhr"),
        ("", ""),
    ] {
        assert_eq!(flyer(written, description), None, "{written}");
    }
    let media = [DraftMedia { description: FLYER.to_owned(), decorative: true, ..picture() }];
    assert!(of("flyer", &for_all(&Checked { media: &media, ..text("Dragons") })).is_empty());
    assert!(said("flyer", "Join us for storytime").is_empty(), "without a picture");
}
