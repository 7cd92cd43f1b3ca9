//! What is told of somebody by name: who has what, took it, owes for it or waits for it. And rows of a table that tell it.

use super::circulation::NO_LOAN;
use super::guard::Guard;
use super::kind::Kind;
use super::pattern::{Pattern, group};
use super::people::Written;
use super::statements::told;
use super::tables::Table;
use super::{Found, found};
use std::ops::Range;

/// “Tasha checked out six graphic novels”, “Walter Finch, who borrowed Dune”.
static TOOK: Pattern = Pattern::new(concat!(
    r"(?P<name>\b(?:(?:mr|mrs|ms|miss|dr|mx)\.? )?[\p{L}\-]{2,24}(?: [\p{L}\-]{2,24}){0,1})(?:,? who)?(?:'s)?(?P<not>(?: (?:has|had|have|is|was|just|already|still|also|finally|recently|currently|only|has not|did not|hasn't|hadn't|didn't|never)){0,3})",
    r" (?P<did>took home|checked (?:it |them |that |this )?out|took (?:it |them |that |this )?out|borrow(?:ed|s|ing)|brought (?:it |them |that |this )?back|bring(?:ing)? (?:it |them )?back|returned|returns|returning|renewed|renews|reserved|placed a hold|picked up|owes|got)\b(?P<what>[^.!?\n]{0,60})",
));

/// “That book was checked out by Nora's brother”.
static BY: Pattern = Pattern::new(
    r"\b(?:checked out|taken out|borrowed|reserved|requested|renewed|put on hold|placed on hold|returned|on loan)(?: (?:just|again|last|this|week|month|yesterday|today|already|to)){0,3} (?:by|to) (?P<name>(?:(?:mr|mrs|ms|miss|dr|mx)\.? )?[\p{L}\-]{2,24}(?: [\p{L}\-]{2,24}){0,1})",
);

/// “We have put it on hold for Mr Osei”.
static FOR: Pattern = Pattern::new(
    r"\b(?:on hold|aside|a hold|holds?|holding|held|reserved|renewed|reserving|saving|saved|keeping|interlibrary loan|waived|extended)\b[^.!?\n]{0,60}? for (?P<name>(?:(?:mr|mrs|ms|miss|dr|mx)\.? )?[\p{L}\-]{2,24}(?: [\p{L}\-]{2,24}){0,1}?)(?: (?:at|behind|until|till|today|now|through|by|on|again)\b|[.!,;:)\n]|$)",
);

/// “Sam is next in line for the telescope”.
static WAITS: Pattern = Pattern::new(concat!(
    r"(?P<name>\b(?:(?:mr|mrs|ms|miss|dr|mx)\.? )?[\p{L}\-]{2,24}(?: [\p{L}\-]{2,24}){0,1}) (?:is|was|has been) (?:(?:still|now|currently|next|first|second|third|fourth|number|no\.|[0-9]{1,3}(?:st|nd|rd|th)?|# ?[0-9]{1,3}) ){0,2}",
    r"(?:(?:next |first |second |third )?in (?:line|the queue)|on the (?:wait|waiting|hold|holds) ?(?:list|queue)|waiting (?:on|for) (?:a|an|the|her|his|their|our) (?:[^\s.!?]{1,20} ){0,3}?(?:holds?|cop(?:y|ies)|books?|loan|turn|dvds?|requests?)|overdue|past due|blocked|being (?:billed|charged)|late (?:with|returning))\b",
));

/// “Priya's overdue copy”, “Priya returns her overdue copy”.
static OVERDUE: Pattern = Pattern::new(
    r"(?P<name>\b(?:(?:mr|mrs|ms|miss|dr|mx)\.? )?[\p{L}\-]{2,24}(?: [\p{L}\-]{2,24}){0,1})(?:'s?| (?:has|paid|pays|returned|returns|returning|brought back|settled|cleared|with) (?:her|his|their|a|the|two|three|four|five|[0-9]{1,2})) (?:[^\s.!?]{1,16} ){0,2}?(?:overdue|late|lost|long-overdue|borrowed|checked-out|past-due|library fines?|late fees?|fines?\b|library debt)\b",
);

/// What a library lends, and words that count it.
static THING: Pattern = Pattern::new(concat!(
    r"\b(?:books?|cop(?:y|ies)|titles?|items?|things?|dvds?|cds?|audio ?books?|e-?books?|novels?|magazines?|movies?|films?|games?|puzzles?|kits?|hotspots?|laptops?|tablets?|chromebooks?|telescopes?|ukuleles?|guitars?|tools?|records?|series|volumes?|loans?|materials?|memoirs?|biograph(?:y|ies)|cookbooks?|manga|comics?|paperbacks?|hardcovers?|trilogy|pass(?:es)?|picture books?",
    r"|it|them|that one|holds?|overdue|late|fines?|fees?|our|from us|two|three|four|five|six|seven|eight|nine|ten|[0-9]{1,3})\b|^ ?(?:\x22|\*|')|\$ ?[0-9]"
));

/// Words above columns that name people.
static PERSON_HEAD: Pattern = Pattern::new(
    r"\b(?:name|names|patron|patrons|borrower|borrowers|member|student|first|last|first_name|last_name|user|cardholder|nombre|nom|reader|customer|handle)\b",
);
/// Words above columns that tell of loans.
static LOAN_HEAD: Pattern = Pattern::new(
    r"\b(?:due|due[_ ]date|fines?|fees?|overdue|holds?|hold[_ ]title|checked[_ ]?out|check[_ ]?outs?|borrowed|loans?|amount[_ ]owed|owed|owes|balance|requested|renewals?)\b",
);
/// Words above columns that tell how a loan stands.
static STATUS_HEAD: Pattern = Pattern::new(r"\b(?:status|state|loan|hold|note|notes|item[_ ]status|estado|etat)\b");
/// How a loan stands.
static STATUS: Pattern = Pattern::new(
    r"^(?:long )?(?:overdue|past due|on hold|on loan|checked[ -]?out|due\b.*|lost(?: and paid)?|ready(?: for pick ?-?up)?|waiting|renewed|returned(?: late)?|held|billed|in transit|claims? returned|fined?|hold ready|expired hold|vencido|en retard)$",
);
/// Cells that tell nothing.
static NOTHING: Pattern = Pattern::new(r"^(?:0|0\.00|\$0(?:\.00)?|no|none|n/a|-|false)$");

/// “The Lees' museum pass is overdue”.
static HERS: Pattern = Pattern::new(
    r"(?P<name>\b(?:(?:mr|mrs|ms|miss|dr|mx)\.? )?[\p{L}\-]{2,24}(?: [\p{L}\-]{2,24}){0,1})(?:'s|') (?:[^\s.!?]{1,24} ){1,5}?(?:(?:is|are|was|were|has been|have been)(?: (?:now|still|already|a|two|three|weeks?|days?|months?|long)){0,4} (?:overdue|past due|late|due (?:back|on|today|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|checked out|on hold|on the hold shelf|ready for pick|renewed|blocked)|(?:missing|lost|overdue) library)\b",
);

/// “Hank's missing library book”.
static LIBRARYS: Pattern = Pattern::new(
    r"(?P<name>\b[\p{L}\-]{2,24})(?:'s|') (?:[a-z]{3,12} )?(?:library (?:books?|dvds?|loans?|fines?|fees|account|card)|interlibrary loans?)\b",
);

static NAMED: &[&Pattern] = &[&TOOK, &BY, &FOR, &WAITS, &OVERDUE, &HERS, &LIBRARYS];

pub(super) fn look(written: &Written<'_>, guard: &Guard) -> Vec<Found> {
    let mut all = in_rows(written);
    for (at, taken) in told(written, guard, NAMED) {
        let sentence = written.sentence(&at);
        let did = group(&taken, "what").is_none_or(|what| is_lent(written, &taken, &what));
        if is_authors(written, &at) {
            continue;
        }
        let idea = NO_LOAN.is_in(written.folded.get(sentence.whole.clone()));
        if did && !idea && !sentence.asks && !sentence.is_general(written.folded.get(at.clone()), true) {
            all.push(found(Kind::Circulation, at).within(sentence.whole));
        }
    }
    all
}

/// Whether what somebody took is the library's: such a thing, or a title in capitals.
fn is_lent(written: &Written<'_>, taken: &regex::Captures<'_>, what: &Range<usize>) -> bool {
    let said = written.folded.get(what.clone());
    let not = group(taken, "not").map(|not| written.folded.get(not)).unwrap_or_default();
    let did = group(taken, "did").map(|did| written.folded.get(did)).unwrap_or_default();
    let passive = not.ends_with(" is") || not.ends_with(" was") || not.ends_with(" been");
    if passive || AWAY.is_in(said) && !FROM_US.is_in(said) {
        return false;
    }
    if ["picked up", "got", "reserved", "bring back"].contains(&did) || did.starts_with("return") {
        let late = not.contains("n't") || not.contains("never") || not.contains("not");
        return late && did != "got" || STRICT.is_in(said);
    }
    let first = said.trim_start().split(' ').next().unwrap_or_default();
    let start = what.start + (said.len() - said.trim_start().len());
    let title = !first.is_empty()
        && !first.ends_with("'s")
        && did != "owes"
        && written.in_capitals(&(start..start + first.len()));
    title || THING.is_in(said)
}

/// Whether the name is an author's: “John Grisham's new book”, “Agatha Christie's The Clocks”.
pub(super) fn is_authors(written: &Written<'_>, at: &Range<usize>) -> bool {
    static WORK: Pattern = Pattern::new(
        r"'s? (?:(?:new|newest|latest|debut|next|upcoming|classic|best-?selling|famous|final|second|third|award-winning) |(?:novel|memoir|mystery|mysteries|poems|thriller|biography|essays|series)\b)",
    );
    static TITLE: Pattern = Pattern::new(r"^[\p{L}.\-]{1,24} [\p{L}\-]{2,24}(?:'s|') (?P<title>[\p{L}]{3,24})");
    let said = written.folded.get(at.clone());
    let title = TITLE.all(said).next().and_then(|taken| group(&taken, "title"));
    WORK.is_in(said)
        || title.is_some_and(|title| {
            !THING.is_in(said.get(title.clone()).unwrap_or_default())
                && written.in_capitals(&(at.start + title.start..at.start + title.end))
        })
}

/// Whether the words tell of other lenders, of how often something was lent, or of a title that was.
pub(super) fn is_elsewhere(said: &str) -> bool {
    static PASSIVE: Pattern =
        Pattern::new(r" (?:is|was|has been) (?:[a-z]{3,10} )?(?:checked out|borrowed|requested|reserved|renewed) ");
    PASSIVE.is_in(said) || AWAY.is_in(said) && !FROM_US.is_in(said)
}

/// From elsewhere, or so often.
static AWAY: Pattern = Pattern::new(r"\b(?:from [a-z]|[0-9]{1,6} times|many times|more than|over [0-9])");
static FROM_US: Pattern = Pattern::new(r"\bfrom (?:us|our|the (?:library|branch|desk|bookmobile|main))\b");

/// What only a library lends.
static STRICT: Pattern = Pattern::new(
    r"\b(?:overdue|late|library books?|our copy|(?:her|his|their) (?:[a-z]{2,14} )?(?:holds?|books?|loans?|dvds?|copy|items?)|interlibrary|hold|holds|(?:she|he|they|her|his) (?:had )?(?:borrowed|checked out|took out|took home))\b",
);

/// Rows that name somebody beside what they have.
fn in_rows(written: &Written<'_>) -> Vec<Found> {
    let Some(table) = Table::of(written.folded) else { return Vec::new() };
    if !table.has(&PERSON_HEAD) {
        return Vec::new();
    }
    let cell = |at: &Range<usize>| written.folded.get(at.clone());
    let standing = table.below(&STATUS_HEAD).into_iter().filter(|at| STATUS.is_in(cell(at)));
    let told = table.below(&LOAN_HEAD).into_iter().filter(|at| !NOTHING.is_in(cell(at)));
    standing.chain(told).map(|at| found(Kind::Circulation, at)).collect()
}
