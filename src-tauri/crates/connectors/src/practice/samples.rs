//! What the town says. Minutes are counted from the moment the desk was opened; what is negative was said before.

use super::people::{
    ANA, ARCHIVE, ELI, GRACE, JULES, LEE, MARKET, MAYA, MUSEUM, NORA, PRIYA, Person, RIVERSIDE, RUTH, SAMIR, SCHOOL,
    STATE, THEATRE, TOM, WALTER,
};
use crate::IncomingKind;

/// A post in the feed. Without a person it is the library's own.
pub(super) struct SamplePost {
    pub(super) id: &'static str,
    pub(super) from: Option<Person>,
    pub(super) boosted_by: Option<Person>,
    pub(super) minutes: i64,
    /// Replies, boosts, likes.
    pub(super) counts: [u32; 3],
    pub(super) text: &'static str,
}

/// What a patron writes to the library.
pub(super) struct Question {
    pub(super) id: &'static str,
    pub(super) from: Person,
    pub(super) kind: IncomingKind,
    /// The library's own sample post it answers.
    pub(super) answers: Option<&'static str>,
    pub(super) minutes: i64,
    pub(super) text: &'static str,
}

const fn post(
    id: &'static str,
    from: Option<Person>,
    minutes: i64,
    counts: [u32; 3],
    text: &'static str,
) -> SamplePost {
    SamplePost { id, from, boosted_by: None, minutes, counts, text }
}

/// The library's own post about story time.
const STORY_TIME: &str = "practice:post-story-time";

/// The library's own post about the new opening hours.
const HOURS: &str = "practice:post-hours";

/// All posts, in no order.
pub(super) const POSTS: [SamplePost; 18] = [
    post(
        "practice:post-negatives",
        Some(ARCHIVE),
        -12,
        [4, 31, 88],
        "Found in the basement today: glass negatives of the canal boats of 1913. Scans go up this week, free to reuse.",
    ),
    post(
        "practice:post-teens",
        Some(RIVERSIDE),
        -38,
        [9, 12, 140],
        "Our teens picked their ten favourite books of the year. Number three surprised every adult in the room.",
    ),
    post(
        "practice:post-grants",
        Some(STATE),
        -64,
        [1, 6, 14],
        "Grant round opens: digital skills sessions in small libraries. Applications close on 15 January.",
    ),
    post(
        "practice:post-market",
        Some(MARKET),
        -122,
        [3, 6, 57],
        "Last market of the season on Saturday. The library van will be there with seed packets and story sacks.",
    ),
    post(
        STORY_TIME,
        None,
        -190,
        [2, 8, 41],
        "Story time is back. Songs, rhymes and one very brave duck. Thursdays at 10:30, ages 2 to 4.",
    ),
    post(
        "practice:post-lanterns",
        Some(SCHOOL),
        -260,
        [5, 9, 73],
        "Year 4 is making paper lanterns for the winter walk. If you have clean jam jars to spare, please leave them at the school office.",
    ),
    post(
        "practice:post-locks",
        Some(MUSEUM),
        -410,
        [0, 3, 22],
        "How does a lock gate stay shut against all that water? Come and push one: our model lock is open every day of the holidays.",
    ),
    post(
        "practice:post-audition",
        Some(THEATRE),
        -540,
        [6, 4, 19],
        "Auditions for the spring play: everybody over 14, no experience needed, Tuesday at 18:00. Scripts are at the library desk.",
    ),
    post(
        HOURS,
        None,
        -1500,
        [3, 17, 64],
        "From next week we are open until 20:00 on Wednesdays. The quiet room opens at 9:00 every day but Sunday.",
    ),
    post(
        "practice:post-map",
        Some(ARCHIVE),
        -1620,
        [8, 44, 120],
        "Does anybody know this street corner? The photograph says 1931 and nothing else. Our best guess is Mill Lane.",
    ),
    post(
        "practice:post-largeprint",
        Some(RIVERSIDE),
        -1800,
        [2, 5, 36],
        "Two hundred new large print titles have arrived. Readers voted for crime, and then for more crime.",
    ),
    post(
        "practice:post-apples",
        Some(MARKET),
        -2900,
        [1, 2, 33],
        "Eleven kinds of apples this week. Bring a bag, and ask to taste before you choose.",
    ),
    post(
        "practice:post-reading",
        Some(SCHOOL),
        -3100,
        [4, 7, 58],
        "Thank you to everybody who read aloud with us last week. The children ask when the man with the dragon voice comes back.",
    ),
    post(
        "practice:post-privacy",
        Some(STATE),
        -4300,
        [0, 11, 27],
        "New guide for small libraries: what to keep about your readers, and what to forget. Short, and free to share.",
    ),
    // What comes later, while the desk is open.
    post(
        "practice:post-scans",
        Some(ARCHIVE),
        7,
        [1, 4, 12],
        "The first forty canal scans are online. Number 17 shows the old reading room, with the stove.",
    ),
    post(
        "practice:post-jars",
        Some(SCHOOL),
        26,
        [0, 1, 9],
        "Sixty jam jars already. You are wonderful. We can stop now, really.",
    ),
    post(
        "practice:post-snow",
        Some(MARKET),
        51,
        [2, 3, 8],
        "If it snows on Saturday we move into the hall behind the library. Same hours, warmer feet.",
    ),
    SamplePost {
        id: "practice:post-club",
        from: Some(RIVERSIDE),
        boosted_by: Some(STATE),
        minutes: 90,
        counts: [3, 6, 21],
        text: "Our book club for people who have not finished the book meets tonight. Nobody will ask.",
    },
];

const fn asks(id: &'static str, from: Person, minutes: i64, text: &'static str) -> Question {
    Question { id, from, kind: IncomingKind::Mention, answers: None, minutes, text }
}

const fn answers(id: &'static str, from: Person, post: &'static str, minutes: i64, text: &'static str) -> Question {
    Question { id, from, kind: IncomingKind::Reply, answers: Some(post), minutes, text }
}

const fn privately(id: &'static str, from: Person, minutes: i64, text: &'static str) -> Question {
    Question { id, from, kind: IncomingKind::Direct, answers: None, minutes, text }
}

/// All questions, oldest first: five are there when the desk opens, one comes every quarter of an hour, then it stays
/// quiet.
pub(super) const QUESTIONS: [Question; 12] = [
    asks(
        "practice:ask-renewals",
        WALTER,
        -1320,
        "@practice I renewed three books by telephone and was charged for all of them. This is the second time. Who can look at it?",
    ),
    answers(
        "practice:ask-story-time",
        MAYA,
        STORY_TIME,
        -170,
        "Is there still room on Thursday? My son is 20 months. Is that too young?",
    ),
    asks(
        "practice:ask-graphic",
        ELI,
        -95,
        "@practice A suggestion: could the graphic novels stand together, and not half of them among the children's books?",
    ),
    privately(
        "practice:ask-card",
        ANA,
        -40,
        "Hello, I moved last month and my card 21234000012344 seems to have stopped. What do you need from me to change the address?",
    ),
    answers(
        "practice:ask-late",
        SAMIR,
        HOURS,
        -9,
        "Wednesday until eight is perfect for us night-shift people. Thank you.",
    ),
    asks(
        "practice:ask-rabbit",
        PRIYA,
        15,
        "@practice We lost a small grey rabbit, very loved, probably near the picture books this morning. Has anybody found it?",
    ),
    asks(
        "practice:ask-room",
        TOM,
        30,
        "@practice Can our chess club book the meeting room on Monday evenings? We are about twelve, quiet except at the end.",
    ),
    asks(
        "practice:ask-largeprint",
        RUTH,
        45,
        "@practice Do you have anything new in large print? My eyes are not what they were and I have read the shelf twice.",
    ),
    privately(
        "practice:ask-fine",
        LEE,
        60,
        "I found a book of yours from 2014 behind the sofa. I am sorry. How much do I owe you, honestly?",
    ),
    asks(
        "practice:ask-access",
        GRACE,
        75,
        "@practice Is the side entrance free of steps now? I use a wheelchair and the front ramp is being repaired.",
    ),
    asks(
        "practice:ask-praise",
        JULES,
        90,
        "@practice The lady at the desk yesterday spent half an hour helping my father print a form. Please tell her thank you.",
    ),
    answers(
        "practice:ask-twins",
        NORA,
        STORY_TIME,
        105,
        "We come with twins and a very wide pram. Does it fit through the children's door?",
    ),
];

/// What patrons say when they got an answer.
pub(super) const THANKS: [&str; 6] = [
    "Thank you, that was quick. I will do that.",
    "Perfect, thanks. See you at the library.",
    "Oh good. Thank you for looking into it.",
    "Thanks. That is all I needed to know.",
    "Thank you. I did not expect an answer today.",
    "That helps, thank you very much.",
];

/// Who answers our posts, and how.
pub(super) const ANSWERS: [(Person, &str); 6] = [
    (MAYA, "Lovely. Do we need to sign up, or may we just come?"),
    (TOM, "Will this be repeated at a weekend? I work until six."),
    (NORA, "Shared with the parents of our street."),
    (ELI, "Is it free? And is there something for teenagers too?"),
    (GRACE, "Sounds good. Is the room reachable without stairs?"),
    (RUTH, "I am looking forward to it. Thank you for doing this."),
];
