//! In words that are said to one person, any clause that speaks of them and of loans tells too much, however it is put.

use super::pattern::Pattern;
use super::people::Written;
use super::statements::Sentence;
use std::ops::Range;

static LOAN: Pattern = Pattern::new(concat!(
    r"\b(?:overdue|past due|due (?:date|back|on|to(?:day|morrow)|last|next|this)|(?:is|are|was|were) due\b|checked out|check-?outs?|checkout limit|on loan|late fees?|late charge|fines?|fees?|ow(?:e|ed|es|ing)|borrow(?:ed|ing)|renew(?:ed|al|als)|(?:never|not|already|just|haven't|hasn't) (?:been )?returned|returned (?:it|the|your|that|this|late|them|on|both|all)|(?:your|a|an|the|two|three|four|five|one|no|any|[0-9]{1,2}|[0-9]{1,2} active|more) holds?\b",
    r"|holds? (?:is|are|on|for|list|request|queue|shelf)|reserved|on reserve|(?:wait(?:ing)? ?list|the list|the queue|in line)|interlibrary|ill request|lost (?:book|item|dvd|copy)|charged|replacement cost|loan period|your loans?|item limit|borrowing|blocked|in collections|requested (?:it|title|book|item|copy)|you requested|you asked for|you ordered|pick(?:ed)? up (?:your|it)|ready for pick)\b",
));

static THEM: Pattern = Pattern::new(r"\b(?:you|your|yours|you've|you're|you'll|you'd|u|ur|youre|youve)\b");

/// Words of loans that are none.
static NOTHING: Pattern = Pattern::new(
    "\\b(?:owe it to|owe (?:yourself|ourselves)|fine with|fine by|is fine|it's fine|that's fine|are fine|be fine|you're fine|fine arts?|fine[- ]free|no (?:late )?(?:fines|fees)|don't charge|do not charge|no charge|free of charge|in charge|meeting room|study room|room (?:is|was|you)|museum pass|waiting list for the (?:class|program|event|workshop)|the list of|reading list|book list|holding|hold on\\b|on hold (?:until|for now|while|with)|returned (?:your|our) (?:call|message|email)|returning|your (?:review|vote|ballot|entry|form|application|feedback|comment|donation|opinion)s? (?:is|are) due|borrow(?:ed|ing) (?:policy|policies|rules|period)|sign(?:ed)? up|registered|seats?|tickets?|guest|call\\b)",
);

/// The clause of a sentence that tells of loans and of the one it is said to.
pub(super) fn told(written: &Written<'_>) -> Vec<(Range<usize>, Sentence)> {
    let folded = written.folded;
    let mut all = Vec::new();
    for at in LOAN.places(&folded.text) {
        let sentence = written.sentence(&at);
        let clause = clause(folded.get(sentence.whole.clone()), at.start.saturating_sub(sentence.whole.start));
        let clause = sentence.whole.start + clause.start..sentence.whole.start + clause.end;
        let said = folded.get(clause.clone());
        if THEM.is_in(said) && !NOTHING.is_in(said) && !sentence.asks && !sentence.is_general(said, false) {
            all.push((at.start.max(clause.start)..at.end.max(clause.start), sentence));
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
