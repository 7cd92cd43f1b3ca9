//! Sentences that tell of somebody: when one is about a person and not about libraries in general.

use super::guard::Guard;
use super::pattern::{Pattern, group};
use super::people::Written;
use regex::Captures;
use std::ops::Range;

/// Longest sentence that is looked at whole, to each side.
const SENTENCE: usize = 220;

/// What makes the words behind it general: a condition, a possibility, an invitation.
static GENERAL: Pattern = Pattern::new(concat!(
    r"\b(?:if|when|whenever|once|unless|whether|wait until|wait till|in case|as soon as|so that|before|even if|anytime|any time|no matter|imagine|suppose|every time",
    r"|si|cuando|quand|lorsque|des que|en cuanto|can|could|may|might|would|should|shall|never (?:pay|owe|have|again|lose|worry|ask)|don't have to|do not have to|need to|how to|ways to|able to|no longer|automatically|want to|wants to|did you know|do you|don't you|remember to|que faire|puede|puedes|pueden|pouvez|peut)\b"
));

/// Right before “your”: what everybody is invited to do.
static INVITES: Pattern = Pattern::new(concat!(
    r"\b(?:renew|renewing|check|place|placing|return|returning|pick up|pick|bring|bringing|see|manage|manag(?:e|ing)|keep|track|pay|paying|view|find|get|use|update|grab|share|tell us|add|browse|choose|request|requesting",
    r"|suspend|freeze|cancel|cancell?ing|pause|have|bring us|send|submit|ask|with|access|link|scan|show|renueva|renueve|devuelva|devuelve|consulte|consulta|rendez|renouvelez|of|for|on|about|in|from|to|drop off|drop|collect|review|increase)(?: (?:all|back|of|any|up|out|over))?(?: \w{1,12})? ?$"
));

/// Said to all.
static EVERYBODY: Pattern = Pattern::new(
    "\\b(?:everyone|everybody|all of you|you all|y'all|yall|folks|friends|patrons|members|readers|families|neighbors|anyone|all (?:library )?(?:cards|patrons|items|holds|fines|books)|any (?:library )?(?:items|holds|fines|books)|amnesty|all who|those who|todos|tous|cardholders|card holders)\\b",
);

/// What was not possible or can be seen is told of something that happened, and is no rule.
fn denied(said: &str) -> std::borrow::Cow<'_, str> {
    const FACTS: [(&str, &str); 6] = [
        ("can't find", "did not find"),
        ("cannot find", "did not find"),
        ("couldn't", "did not"),
        ("could not", "did not"),
        ("i can see", "i see"),
        ("we can see", "we see"),
    ];
    let mut said = std::borrow::Cow::Borrowed(said);
    for (written, meant) in FACTS {
        if said.contains(written) {
            said = said.replace(written, meant).into();
        }
    }
    said
}

/// Asks for no more than a nod.
static TAG: Pattern =
    Pattern::new(r",? (?:right|correct|verdad|no|ok|okay|yes|huh|isn't it|n'est-ce pas|remember) ?\?[^a-z0-9]{0,6}$");

/// A stretch of a text that tells of somebody.
pub(super) struct Sentence {
    pub(super) before: String,
    pub(super) whole: Range<usize>,
    pub(super) asks: bool,
}

impl Written<'_> {
    /// The sentence around a stretch.
    pub(super) fn sentence(&self, at: &Range<usize>) -> Sentence {
        let before = self.folded.before(at.start, SENTENCE);
        let start = at.start - ends(before).map_or(before.len(), |end| before.len() - end);
        let behind = self.folded.behind(at.end, SENTENCE);
        let inside = self.folded.get(at.clone());
        let closed = inside.ends_with(['.', '!', '?']);
        let stop = if closed { Some(0) } else { behind.find(['.', '!', '?', '\n']) };
        let end = at.end
            + stop.map_or(behind.len(), |stop| {
                stop + usize::from(!closed && !behind.get(stop..).unwrap_or_default().starts_with('\n'))
            });
        let whole = start..end;
        let asks =
            self.folded.get(whole.clone()).trim_end().ends_with('?') && !TAG.is_in(self.folded.get(whole.clone()));
        Sentence { before: self.folded.get(start..at.start).to_owned(), whole, asks }
    }
}

/// The end of the last sentence in a text. A dot behind a letter alone or a short title ends none.
fn ends(before: &str) -> Option<usize> {
    let mut found = None;
    let mut signs = before.char_indices().peekable();
    while let Some((at, c)) = signs.next() {
        let next = signs.peek().map(|(_, next)| *next);
        let title = c == '.'
            && [" mr", " mrs", " ms", " dr", " st", " sr", " sra"]
                .iter()
                .any(|title| before.get(..at).unwrap_or_default().ends_with(title));
        if c == '\n' || (matches!(c, '.' | '!' | '?') && next.is_some_and(|c| c == ' ' || c == '\n') && !title) {
            found = Some(at + c.len_utf8());
        }
    }
    found
}

/// Whether it tells how it is with things that are lent, whoever borrows them: “holds are kept a week”.
fn is_rule(said: &str) -> bool {
    static RULE: Pattern = Pattern::new(concat!(
        r"(?:^|[,.!:;-] |\b(?:that|because|since|most|yes|no|and|but|so) )(?:holds|renewals|books|items|fines|late fees|fees|loans|interlibrary loans|dvds|requests|reservations|check-?outs|wait ?lists|library cards|due dates|e-?books|audiobooks|titles|replacement cards|hotspots|laptops)",
        r" (?:are|can|take|go|come|usually|get|may|will|expire|last|cost|arrive|work|do|don't|have|open|renew)\b",
        r"|\b(?:wait|wait ?list|line|queue)(?: for [^.!?,]{1,30})? is (?:about|around|roughly|long|short|usually|[0-9]{1,3} (?:weeks|months|days))",
        r"|\b(?:about|around|roughly|approximately) (?:a|an|one|two|three|four|[0-9]{1,3}) (?:days?|weeks?|months?)\b",
    ));
    RULE.is_in(said) && !(said.contains("overdue") || said.contains("past due"))
}

impl Sentence {
    /// Whether it speaks of libraries in general: what stands before, and within what was found.
    pub(super) fn is_general(&self, said: &str, addressed: bool) -> bool {
        let clause = self.before.rsplit([';', ':', '(']).next().unwrap_or(&self.before);
        if is_rule(&format!("{}{said}", self.before)) {
            return true;
        }
        if GENERAL.is_in(&denied(clause)) || GENERAL.is_in(&denied(said)) && !addressed {
            return true;
        }
        let inviting = said.starts_with("your") && INVITES.is_in(&self.before);
        inviting || (self.asks && !addressed) || (EVERYBODY.is_in(&format!("{clause} {said}")) && !addressed)
    }
}

/// Patterns of one thing that is told, and whether each needs a name that it calls `name`.
pub(super) fn told<'t>(
    written: &'t Written<'t>,
    guard: &'t Guard,
    patterns: &'static [&'static Pattern],
) -> impl Iterator<Item = (Range<usize>, Captures<'t>)> {
    patterns.iter().flat_map(move |pattern| {
        pattern.all(&written.folded.text).filter_map(move |taken| {
            let at = taken.get(0)?.range();
            let named = group(&taken, "name").is_none_or(|name| written.is_name(&name, guard));
            named.then_some((at, taken))
        })
    })
}
