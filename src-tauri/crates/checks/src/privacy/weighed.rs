//! Sentences that tell of somebody's loans in words of their own. No single phrase shows it, so the signs are counted:
//! that one person is spoken to, that it is about lending, and that something is so; what holds for all weighs against it.

use super::circulation::NO_LOAN;
use super::guard::Guard;
use super::interest::is_topic;
use super::kind::Kind;
use super::loans::{MANY, NOTHING};
use super::pattern::{Pattern, group};
use super::people::{Written, is_ordinary};
use super::statements::{Sentence, is_for_all, is_rule};
use super::{Found, found};
use std::ops::Range;

/// Where a sentence may be about lending at all.
static HINT: Pattern = Pattern::new(concat!(
    r"\b(?:overdue|due|late|fines?|fees?|charges?|bill(?:ed)?|owe\w{0,2}|holds?|holding|held|hold|hold-?shelf|reserv\w{1,7}|request\w{0,3}|queue|in line|list|wait-?list\w{0,2}|first up|next up|renew\w{0,4}|borrow\w{0,3}|lend|lent|loan\w{0,3}|check-?outs?|checked|return\w{0,3}|bring\w{0,3} back|brought|took home|turned in|pick\w{0,3} up|pick-?up|curbside|ready|waiting|arrived|shipped|mailed|in transit|came in|here",
    r"|books?|cop(?:y|ies)|dvds?|cds?|audiobooks?|ebooks?|titles?|items?|account|card|stuff|order|turn|left on|yours|keep|have had|still (?:have|got)|owing|position|spot|place|window|extended|set aside|put aside|unreturned|lost|damaged?|missing|stack|bundle|checked in|interlibrary|ill)\b"
));

/// Words that are said of lending and of little else.
static LENDING: Pattern = Pattern::new(concat!(
    r"\b(?:overdue|past due|due (?:back|date)|late (?:fees?|charges?|books?|fines?)|fines?|checked (?:it |them |that )?out|check-?outs?|interlibrary|inter-library|hold ?shelf|on hold|holds?|renew(?:ed|al|als|ing)?|wait(?:ing)? ?list|queue|(?:first|next|second|third) (?:up|in line)|in line|borrow(?:ed|ing)?|unreturned|never returned|(?:lost|replacement) (?:book|item|copy|fee|cost|charge)|took home|loan(?:s|ed)?|lend us|under your name|requested",
    r"|(?:days?|weeks?|hours?) (?:left|remaining|more) (?:on|with|for)|your turn|you're (?:next|first|second|third|up)|you are (?:next|first|second|third|up)\b|yours (?:till|until|through|for|by)|(?:two|three|another|few|[0-9]{1,2}) more (?:days|weeks)|(?:still|you) (?:have|got|had) (?:it|them|that|our|the)|nobody(?:'s| is) waiting|(?:someone|somebody)(?: else)?(?:'s| is)? waiting|moved up|position|on (?:its|their) way|nothing owing",
    r"|thank(?:s| you) (?:so much |again )?for (?:returning|bringing (?:back|in)|paying|renewing)|with your name|wait-?list\w{0,2}|still have|one of your|some of your|account is clear|clears your account)\b"
));

/// Words that are said of lending too.
static RELATED: Pattern = Pattern::new(
    r"\b(?:returned|returning|bring(?:ing)? (?:it |them )?back|brought|back on the shelf|due|late|charged?|charges|bill|billed|fees?|owe[ds]?|reserved|reservation|request|set aside|put aside|extended|account|held|holding|shipped|mailed|sent|in transit|picked? up|pick-?up|waiting for|turned in|checked in|damaged?|lost|missing|replacement|waived|balance|limit|block(?:ed)?|stopped|suspended|expired|coming (?:in )?from|en route|turned up|showed up|your (?:order|stuff|things|stack|bundle|place|spot|reservation|name)|owing|clear(?:s|ed)?|paying|paid|went to|keep|turn|spot|place|yours|you have\b|you've got|copy you have|you say)\b",
);

/// What is lent, and where it waits.
static THING: Pattern = Pattern::new(
    r"\b(?:books?|cop(?:y|ies)|titles?|items?|dvds?|cds?|blu-?rays?|audio ?books?|e-?books?|novels?|magazines?|movies?|films?|games?|puzzles?|kits?|hotspots?|laptops?|tablets?|chromebooks?|telescopes?|ukuleles?|instruments?|tools?|volumes?|series|discs?|sets?|camera|machine|museum pass|pass|cookbooks?|stuff|order|reservation|articles?|microfilms?|pans?|stack|bundle|bag of|materials?|picture books?|paperbacks?|large[- ]print|\x22[^\x22]{2,40}\x22|\*[^*]{2,40}\*)\b",
);
static PLACE: Pattern = Pattern::new(
    r"\b(?:ready|here\b|in now|is in\b|are in\b|came in|come in|arrived|waiting|desk|shelf|lobby|locker|curbside|by the door|drive-?(?:up|through|thru)|window|counter|downstairs|upstairs|locker|cart|grab)\b",
);

/// One thing, not things in general.
static ONE: Pattern = Pattern::new(
    r"\b(?:(?:one|some|both|two|three|none) of your|the (?:hold|copy|book|dvd|item|title|one|fine|fee|fees|charge|bill|loan|new|last|request|audiobook|microfilm|article|telescope|block|due date|[a-z]{3,12} you)|that (?:book|copy|item|one|hold|title|fine|fee|charge)|this (?:book|copy|item|hold|title)|it|both|all (?:two|three|four|five|six|of them)|(?:two|three|four|five|six|seven|eight|nine|ten|[0-9]{1,2}) (?:of )?(?:your|items?|books?|holds?|dvds?|titles?|loans?|picture|overdue|late)|your (?:[a-z]{2,12} )?(?:holds|books|items|dvds|requests|loans|hold|copy|request|loan|account|place|spot|turn|reservation|dvd|book|item|fine|fee|balance|bill|stack|bundle|order))\b",
);

/// It is so, or it happened.
static FACT: Pattern = Pattern::new(
    r"\b(?:(?:is|are|was|were|has|have|had|'s|'re|'ve)(?: (?:now|still|already|just|been|finally|both|all|not|a|an|three|two|four)){0,3} [a-z]{2,14}(?:ed|en|ing|ut|ue|lt|ck|nt|ound)\b|(?:is|are|was|were|'s|'re) (?:now |still |just |finally |already )?(?:here|in\b|ready|late|out\b|back|due|overdue|up|next|first|lost|missing|yours|clear|[0-9]{1,3}\b|a (?:day|week|month))|[a-z]{2,12}ed (?:the|that|your|it|them|off|it|for|this|on|out|last|a|some|yesterday|today|just)|(?:found|took|sent|put|got|came|went|did|brought|paid|lost|held|kept|has|have|had|owe|owes)\b|(?:is|are|was|were) (?:at|behind|by|on|in|under|with) (?:the|our)|(?:you|we|i|they) [a-z]{2,12}ed\b|'ve |haven't|hasn't|didn't|wasn't|could not|couldn't|shows?|says)",
);

/// Who did it, or where it is seen.
static DESK: Pattern = Pattern::new(
    r"\b(?:we(?:'ve|'re|'ll)?|i(?:'ve|'m|'ll)?|our (?:system|records?|catalog|screen|notes|computer)|the (?:system|computer|catalog|record)|looks like|seems|shows?|says|according to|i see|we see|i checked|we checked|just checked|heads[- ]up|reminder|unfortunately|sorry|good news|update)\b",
);

/// When, or how much.
static WHEN: Pattern = Pattern::new(
    r"[$€£] ?[0-9]|\b(?:today|tomorrow|yesterday|last (?:week|month|night|year|monday|tuesday|wednesday|thursday|friday|saturday)|this (?:morning|afternoon|week)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)|until|till|til|since|in [0-9] days|[0-9]{1,2}(?:st|nd|rd|th)?|in (?:january|february|march|april|may|june|july|august|september|october|november|december))\b",
);

static YOU: Pattern = Pattern::new(
    r"\b(?:you|your|yours|you've|you're|you'd|you'll|ur|u|yr|youre|youve|tu|tus|su|sus|usted|votre|vos|vous)\b",
);

/// Begins as a message to one person does.
static GREETED: Pattern = Pattern::new(
    r"^[^a-z0-9]{0,6}(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening)|dear (?:patron|borrower|reader|member|customer|friend)|just (?:letting you know|a note|a heads|checking)|hola|bonjour)\b",
);

/// How it is, whoever asks.
static RULES: Pattern = Pattern::new(
    r"\b(?:we don't|we do not|we no longer|don't|do not|every|each|any|anyone|all (?:cards|patrons|items|holds|books|ages)|is easy|are free|free|for free|usually|most|hours|newsletter|subscription|tickets?|program|class|talk|event|club|workshop|exhibit|author|donat\w{0,4}|newspaper|vote|tax|coat|umbrella|keys?|wallet|phone|scarf|mitten\w{0,2}|charger|question|suggestion|feedback|comment|message|email|note|review|story|room|will be|going to)\b",
);

/// So many signs show it.
const ENOUGH: i32 = 7;

pub(super) fn look(written: &Written<'_>, guard: &Guard, addressed: bool) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::new();
    let mut seen = 0;
    for at in HINT.places(&written.folded.text) {
        if at.start < seen {
            continue;
        }
        let sentence = written.sentence(&at);
        seen = sentence.whole.end.max(at.end);
        if weight(written, guard, &sentence, addressed) >= ENOUGH {
            let whole = sentence.whole.clone();
            all.push(found(Kind::Circulation, at.start..whole.end.max(at.end)).within(whole));
        }
    }
    all
}

fn weight(written: &Written<'_>, guard: &Guard, sentence: &Sentence, addressed: bool) -> i32 {
    let said = written.folded.get(sentence.whole.clone());
    let you = YOU.is_in(said);
    let spoken_to = addressed
        || written.is_said_to(&sentence.whole, guard)
        || you && written.is_named_within(&sentence.whole, guard);
    let titled = is_titled(written, &sentence.whole);
    let sign = |is: bool, weight: i32| if is { weight } else { 0 };
    let lending = match (LENDING.is_in(said), RELATED.is_in(said)) {
        (true, true) => 4,
        (true, false) => 3,
        (false, true) => 2,
        (false, false) => 0,
    };
    let about = lending + sign(THING.is_in(said) || titled, 1) + sign(PLACE.is_in(said), 1);
    let who = sign(you, 2) + sign(spoken_to, 2);
    if who == 0 || about < 2 || sentence.asks {
        return 0;
    }
    let greeted = GREETED.is_in(&written.folded.text);
    let so =
        sign(FACT.is_in(said), 1) + sign(ONE.is_in(said), 1) + sign(WHEN.is_in(said), 1) + sign(DESK.is_in(said), 1);
    let against = sign(is_for_all(said, said) || is_rule(said), 6)
        + sign(NOTHING.is_in(said) || NO_LOAN.is_in(said), 4)
        + sign(MANY.is_in(said), 2)
        + sign(RULES.is_in(said), 2)
        + sign(is_topic(said), 2);
    let unnamed = sign(!you, 1);
    who + about + so + sign(greeted && !addressed, 1) - against - unnamed
}

/// “Your Kingsolver”: what is theirs bears a name.
fn is_titled(written: &Written<'_>, whole: &Range<usize>) -> bool {
    static YOURS: Pattern = Pattern::new(
        r"\b(?:your|ur|copy of|hold on|the new|hold for|queue for|line for|holding|returned|renewed) (?P<title>[\p{L}0-9']{3,20})",
    );
    let titles = YOURS.all(written.folded.get(whole.clone()));
    titles.filter_map(|taken| group(&taken, "title")).any(|title| {
        let at = whole.start + title.start..whole.start + title.end;
        let word = written.folded.get(at.clone());
        written.in_capitals(&at) && (!is_ordinary(word) || word == "the") && !word.starts_with(|c: char| c.is_numeric())
    })
}
