//! In words that are said to one person, any clause that speaks of them and of loans tells too much, however it is put.
//! Where it is not plain that one person is spoken to, the clause must also tell that something happened.

use super::circulation::NO_LOAN;
use super::guard::Guard;
use super::pattern::Pattern;
use super::people::Written;
use super::statements::{Sentence, is_for_all};
use std::ops::Range;

static LOAN: Pattern = Pattern::new(concat!(
    r"\b(?:overdue|past due|due (?:date|back|on|to(?:day|morrow)|last|next|this)|(?:is|are|was|were) due\b|checked out|check-?outs?|checkout limit|on loan|late fees?|late charge|fines?|fees?|ow(?:e|ed|es|ing)|borrow(?:ed|ing)|renew(?:ed|al|als)|(?:never|not|already|just|haven't|hasn't) (?:been )?returned|returned (?:it|the|your|that|this|late|them|on|both|all)|(?:your|a|an|the|two|three|four|five|one|no|any|[0-9]{1,2}|[0-9]{1,2} active|more) holds?\b",
    r"|holds? (?:is|are|on|for|list|request|queue|shelf)|reserved|on reserve|(?:wait(?:ing)? ?list|the list|the queue|in line)|interlibrary|ill request|lost (?:book|item|dvd|copy)|charged|replacement cost|loan period|your loans?|item limit|borrowing|blocked|in collections|requested (?:it|title|book|item|copy)|you requested|you asked for|you ordered|pick(?:ed)? up (?:your|it)|ready for pick)\b",
));

/// Loans in other words: charges, what waits for somebody, what they have at home.
static MORE: Pattern = Pattern::new(concat!(
    r"\b(?:(?:late|overdue|replacement|lost|unpaid|outstanding|processing)[ -](?:item |book )?(?:charges?|fees?|costs?|balance)|unpaid|balance|billed (?:you|your)|bill for|has a block|have a block|(?:aside|held|holding|saved) for (?:you|your|u|ya)\b",
    r"|on (?:the|our) hold ?shelf|hold ?shelf|interlibrary|inter-library|ill (?:update|item|book|article|request|loan)|loans?\b|on your (?:card|account|record)|(?:have|has|had|'ve|got) (?:had )?(?:it|them|that|this|one|those) (?:out|back|at home|checked)|(?:bring|brought|send|sent|give) (?:it|them|that) back|(?:has|have|had|'s|'ve) (?:not |never )?(?:been )?(?:returned|brought back)|wasn't returned|not returned|never returned|(?:card|membership) (?:that |which )?(?:has |had |is |was )?(?:expired|lapsed|blocked|suspended)",
    r"|reservations?|requests? (?:is|are|was|were|came|has|have)|checked (?:it|them|that) out|checked (?:back )?in|holds?\b|renew|renewals?|extension|extended|ready (?:to|for) (?:pick|collect)|pick ?-?up (?:by|until|before|notice)|items? out|books? out|dvds? out|out to you|under your name|your name on it|with your name|in your name|place in (?:line|the queue)|(?:next|first|second|third|# ?[0-9]+|number [0-9]+) (?:in|on) (?:line|the|our))\b",
));

/// What tells of loans where it is plain that somebody is answered.
static PERHAPS: Pattern = Pattern::new(
    r"\b(?:arrived|(?:came|come|comes|coming) in\b|due\b|(?:ready|waiting|here|in) for (?:you|u|ya)\b|ready to be)\b",
);

/// A sum of the one who is spoken to.
static SUM: Pattern = Pattern::new(r"[$€£] ?[0-9][^.!?\n]{0,30}\b(?:your (?:card|account|record)|you owe)\b");

/// What is due at a library.
static LENT: Pattern = Pattern::new(
    r"\b(?:books?|items?|dvds?|cds?|titles?|loans?|copy|copies|magazines?|movies?|materials?|checkouts?|hotspot|laptop|it|they|them|these|those|one|two|three|four|five|[0-9]{1,2}|overdue|past due)\b",
);

static THEM: Pattern = Pattern::new(r"\b(?:you|your|yours|you've|you're|you'll|you'd|u|ur|yr|youre|youve|ya)\b");

/// Words of loans that are none.
pub(super) static NOTHING: Pattern = Pattern::new(
    "\\b(?:owe it to|owe (?:yourself|ourselves)|fine with|fine by|is fine|it's fine|that's fine|are fine|be fine|you're fine|fine arts?|fine[- ]free|no (?:late )?(?:fines|fees)|don't charge|do not charge|no charge|free of charge|in charge|meeting room|study room|room (?:is|was|you)|museum pass|waiting list for the (?:class|program|event|workshop)|the list of|reading list|book list|holding (?:a|an|our|the annual|elections?|auditions|interviews|office|hours|back)\\b|hold on\\b|on hold (?:until|for now|while|with)|returned (?:your|our) (?:call|message|email)|returning (?:your call|students?|members?|players?|our survey|to\\b|cast|authors?|soon|next)|your (?:review|vote|ballot|entry|form|application|feedback|comment|donation|opinion)s? (?:is|are) due|borrow(?:ed|ing) (?:policy|policies|rules|period)|sign(?:ed)? up|registered|seats?|tickets?|guest|call\\b)",
);

/// What says that something happened, or how it stands.
static HAPPENED: Pattern = Pattern::new(concat!(
    r"\b(?:(?:is|are|was|were|has|have|had|been|got)|(?:you|they|it|that|we|i)'(?:s|re|ve))(?: (?:now|still|already|just|been|currently|finally|both|all|also|being|a|an|not|never|automatically|showing|marked|as|two|three|several|[0-9]{1,2})){0,3} (?:overdue|past due|due|ready|here|in\b|waiting|checked (?:out|in)|renewed|returned|waived|cleared|wiped|removed|erased|forgiven|refunded|cancell?ed|expired|blocked|block|paid|lost|billed|charged|held|reserved|on hold|set aside|set|extended|late|arrived|come in|missing|out\b|owed|received|found|taken off|reduced|suspended|on (?:the|your|its|our)|back|fined|balance|unpaid|damaged|holds?\b|items?\b|books?\b|dvds?\b|fines?\b|loans?\b|requests?\b)",
    r"|\b(?:had (?:it|them|that|this) (?:out|since|at)|have (?:it|them|that|this) (?:out|at home)|arrived|came in|came back|just came|expired|expires? (?:on|today|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|ends (?:on|today|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|ran out|got here|got in|never (?:came|returned|brought|picked)|couldn't|could not|didn't|did not|haven't|hasn't|has not|have not|wasn't|weren't|went through|billed you|charged you|waived|renewed|wiped|cleared|removed|refunded|took off|taken off|reserved|extended|set aside|paying|paid|cancell?ed|still (?:have|has|owe|out|on|show\w{0,3})|due (?:back|today|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday|on|by|in)|you owe|returned your|received your|found your)\b",
));

/// Counted over all, or promised to all.
pub(super) static MANY: Pattern = Pattern::new(
    r"[0-9],[0-9]{3}|\b(?:thousands?|millions?|hundreds|together|thanks to (?:you|your)|because of you|community|all year|this year|last year|every (?:book|item|card|patron)|any (?:book|item|title)|most|items that|books that|these days|our (?:new|policy|policies)|policy|no matter|always|usually|often|typically|generally|normally|free|up to [0-9]|at no|starting|beginning|as of|effective|new:|now open|at any|all branches|from home|online|app|we've got you|days of|week of|one-stop|collections?|story|stories|vote|ballot|donations?|tax|taxes|gift|gifts|favorites?|favourites?|new (?:card|look|home|shelf)|imagination|summer|season|holiday)\b",
);

/// Said by those who answer somebody.
static ANSWERS: Pattern = Pattern::new(
    r"^[^a-z0-9]{0,6}(?:no worries|no problem|don't worry|unfortunately|sorry|so sorry|good news|great news|update|ill update|quick update|thanks for (?:paying|returning|renewing|bringing|letting)|we see|i see|i can see|we can see|it (?:looks|seems|appears)|looks like|seems like|our records|our system|according to|i checked|we checked|just checked|as you asked|you asked|per your|i've|i have|i just)\b",
);

/// What was done for the one who is spoken to.
static OURS: Pattern = Pattern::new(concat!(
    r"\b(?:we|i)(?:'ve|'ll|'m|'re| have| had| will)?(?: (?:just|also|already|now|gone ahead and|went ahead and)){0,2} (?:took|taken|take|waived?|cancel\w{0,5}|renewed|extended|removed|reserved|cleared|placed|put|set|charged|billed|refunded|credited|deleted|dropped|erased|forgave|forgiven|lifted|found|marked|received|checked in|ordered|requested|saved|held|holding|moved|suspended)\b[^.!?\n]{0,30}?\b(?:the|that|those|both|this|\$ ?[0-9.]{1,6}) (?:[^\s.!?]{1,20} ){0,3}?",
    r"(?:fees?|fines?|holds?|charges?|loans?|renewals?|overdues?|due dates?|reserves?|reservations?|interlibrary loan|block)\b",
    r"|\b(?:it|they|that|those|both|that (?:one|title|book|copy)|the (?:book|books|title|copy|dvd|item|items|audiobook|loan|hold|article|\x22[^\x22]{1,40}\x22))(?:'s|'re| is| are| has| have)?(?: (?:now|just|finally|already|still|here and|both)){0,2} (?:ready|waiting|in\b|here|arrived|come in|came in|being held|set aside|on hold|on the hold shelf|overdue|due back)",
    r"(?: (?:and|ready|waiting|now|here|for|to)){0,3} ?(?:for you|for pick|pick ?up|be picked|at the (?:front |circ\w{0,8} )?desk|on the (?:hold ?)?shelf|behind the|overdue|due|under your)",
));

/// How surely a word is one of loans.
#[derive(Clone, Copy)]
enum How {
    Plainly,
    InOtherWords,
    Perhaps,
}

fn places(text: &str) -> impl Iterator<Item = (Range<usize>, How)> {
    let all = [(&LOAN, How::Plainly), (&MORE, How::InOtherWords), (&PERHAPS, How::Perhaps)];
    all.into_iter().flat_map(move |(pattern, how)| pattern.places(text).map(move |at| (at, how)))
}

/// The clause of a sentence that tells of loans and of the one it is said to.
pub(super) fn told(written: &Written<'_>, guard: &Guard, addressed: bool) -> Vec<(Range<usize>, Sentence)> {
    let folded = written.folded;
    let mut all = Vec::new();
    for (at, how) in places(&folded.text) {
        let sentence = written.sentence(&at);
        let whole = folded.get(sentence.whole.clone());
        let clause = clause(whole, at.start.saturating_sub(sentence.whole.start));
        let clause = sentence.whole.start + clause.start..sentence.whole.start + clause.end;
        let before = folded.get(sentence.whole.start..clause.start.min(at.start)).to_owned();
        let sentence = Sentence { before, ..sentence };
        let said = folded.get(clause.clone());
        if !THEM.is_in(said) || NOTHING.is_in(said) || sentence.asks {
            continue;
        }
        let spoken_to = addressed || written.is_said_to(&sentence.whole, guard);
        if sentence.is_general(said, false) && !(spoken_to && SUM.is_in(said)) {
            continue;
        }
        let so_far = folded.get(sentence.whole.start..clause.end);
        let happened = || HAPPENED.is_in(said) || SUM.is_in(said);
        let due = folded.get(at.clone()).contains("due");
        let specific =
            || happened() && (!due || LENT.is_in(said)) && !NO_LOAN.is_in(whole) && !is_for_all(so_far, whole);
        let answers = || ANSWERS.is_in(whole) || ANSWERS.is_in(folded.before(at.start, 90));
        let tells = match (spoken_to, how) {
            (true, How::Plainly) => true,
            (true, _) => happened(),
            (false, How::Perhaps) => specific() && answers(),
            (false, _) => specific() && (answers() || !MANY.is_in(whole)),
        };
        if tells {
            all.push((at.start.max(clause.start)..at.end.max(clause.start), sentence));
        }
    }
    for at in OURS.places(&folded.text) {
        let sentence = written.sentence(&at);
        let spoken_to = addressed || written.is_said_to(&sentence.whole, guard);
        let said = folded.get(at.clone());
        if spoken_to && !sentence.asks && !NOTHING.is_in(said) && !sentence.is_general(said, false) {
            all.push((at, sentence));
        }
    }
    all
}

/// The part of a sentence around a place, between commas, dashes and “but”.
fn clause(sentence: &str, at: usize) -> Range<usize> {
    const ENDS: [&str; 6] = [", ", "; ", " - ", " but ", " so ", ": "];
    let (before, behind) = (sentence.get(..at).unwrap_or_default(), sentence.get(at..).unwrap_or_default());
    let start = ENDS.iter().filter_map(|end| before.rfind(end).map(|place| place + end.len())).max().unwrap_or(0);
    let end = ENDS.iter().filter_map(|end| behind.find(end)).min().unwrap_or(behind.len());
    start..at + end
}
