//! Names of people, as far as a text shows them: words with a capital that are no ordinary words.

use super::fold::Folded;
use super::guard::Guard;
use super::pattern::{Pattern, group};
use std::ops::Range;

/// A text as it was written, beside how it is read.
pub(super) struct Written<'t> {
    pub(super) text: &'t str,
    pub(super) folded: &'t Folded,
}

/// Stand between a name and what is told of it.
const HELPS: &[&str] = &[
    "has",
    "goes",
    "from",
    "attends",
    "went",
    "loves",
    "joined",
    "won",
    "had",
    "have",
    "is",
    "was",
    "just",
    "also",
    "already",
    "still",
    "currently",
    "who",
    "recently",
    "never",
    "always",
    "regularly",
    "came",
    "and",
    "de",
    "va",
    "tiene",
    "est",
    "called",
    "wrote",
    "stopped",
];

/// Stand before names.
const TITLES: &[&str] = &["mr", "mrs", "ms", "miss", "dr", "mx", "sr", "sra"];

/// With a capital where a sentence begins, and no names.
const NO_NAMES: &str = " picture pictures number numbers storytime change post posts line row take out up i a an the this that these those my your our his her their its we you he she it they who what when \
    where why how there here if and but or so no not yes all any some every each everyone everybody someone somebody anyone \
    anybody nobody people patrons patron members member readers reader kids children teens adults seniors students families \
    visitors residents neighbors customers library libraries librarian librarians staff desk team friends branch book books \
    story stories time age ages grade grades room chapter level season volume part page week day days year years month today \
    tomorrow yesterday tonight monday tuesday wednesday thursday friday saturday sunday january february march april may june \
    july august september october november december spring summer fall winter hi hello hey dear thanks thank good great \
    please sorry welcome happy congratulations new free open closed hold holds card cards class club program programs \
    event events workshop for of in on at to from with about by as is are was has have had do does did will can could \
    would should may might must let get see come join check place renew return borrow read reading visit call email \
    register sign ask tell say says said city town county state school schools elementary middle high kindergarten \
    preschool english spanish french american mr mrs ms miss dr mx senior santa god covid wifi ebook ebooks libby \
    hoopla kanopy overdrive one two three four five six seven eight nine ten last next first second third more most many \
    several both few another other he's she's it's that's we're you're i'm also then now just only even still already over \
    since because while after before during between under until once born author authors teacher teachers parents parent \
    mom dad mother father son daughter team half nearly almost about volunteers guests attendees participants \
    mondays tuesdays wednesdays thursdays fridays saturdays sundays christmas halloween easter ramadan hanukkah thanksgiving pride diwali kwanzaa juneteenth jan feb mar apr jun jul aug sep sept oct nov dec no don't sure yes friends' somebody's everyone's mystery author's never always often simply won't you'll we've having being getting nothing something anything such like maybe perhaps plus recommended suggested toddler toddlers baby babies boys girls everyone's ";

static GREETING: Pattern = Pattern::new(concat!(
    r"^[\s\W]{0,6}(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hola|bonjour|buenos dias|buenas tardes|cher|chere|estimad[oa]|querid[oa]|salut|mr|mrs|ms|thanks|thank you|gracias|merci|sorry|namaste|marhaba),?(?: (?:there|again|mr\.?|mrs\.?|ms\.?|dr\.?|sra?\.?|senora?|mme|m\.))?,? ",
    r"(?P<name>[\p{L}'\-]{2,24})(?: [\p{L}'\-]{2,24}){0,2} ?[,!:\-.]|@[\p{L}0-9_]{2,30}|(?P<bare>[\p{L}'\-]{2,24})(?: [\p{L}'\-]{2,24})? ?(?:,|:|-) )"
));

/// Words that lead to a name at the beginning of an answer: “No worries Jim, …”.
static BEGUN: Pattern = Pattern::new(concat!(
    r"^[^\p{L}0-9]{0,8}(?:(?:good|great|bad|happy|big|sad|exciting) news|good (?:morning|afternoon|evening|day)|(?:don't|do not|not to) worry|no (?:worries|problem|prob|rush)|(?:so |very |we're |i'm |we are )?sorry(?: about that| to hear that)?|apologies|(?:many )?thanks(?: again| so much)?|thank you(?: again| so much)?|thx|ty|welcome back|congrats|congratulations|ok|okay|yes|yep|yup|no|nope|sure|sure thing|hooray|hurray|yay|hiya|howdy|heya|morning|afternoon|evening|oh|aw|ah|well|heads up|quick (?:note|update)|update|fyi|(?:just |friendly |a )*reminder|alright|all right|of course|absolutely|yo|sup|g'day|hey there|hi there|hello again|hi again|cheers|got it|done|all set|oops|uh oh|guess what|for|to|attn|note to|message for|@|lucky you|thanks for [a-z' ]{3,30}?|sorry for [a-z' \\-]{3,30}?)",
    r",? (?P<name>(?:(?:mr|mrs|ms|miss|dr|mx|sra?)\.? )?[\p{L}'\-]{2,24})(?: (?P<more>[\p{L}'\-]{2,24}))? ?(?:[,!.:;]|-|\n)"
));

/// Where the name of the one it goes to is filled in.
static VARIABLE: Pattern = Pattern::new(
    r"^[^{\[<%\n]{0,24}[\[{<%]{1,3} ?[a-z_. ]{0,20}(?:name|patron|borrower|member|cardholder|user|recipient|handle|nombre)[a-z_ ]{0,10} ?[\]}>%]{1,3}",
);

impl Written<'_> {
    /// Whether every word of a stretch begins with a capital, or a digit.
    pub(super) fn in_capitals(&self, at: &Range<usize>) -> bool {
        let written = self.text.get(self.folded.written(at)).unwrap_or_default();
        let mut words = written.split_whitespace().map(first_letter).peekable();
        words.peek().is_some() && words.all(|first| first.is_some_and(|c| c.is_uppercase() || c.is_numeric()))
    }

    /// Whether a person's name stands in a stretch: a word with a capital that is no ordinary one, or a name that is known.
    pub(super) fn is_name(&self, at: &Range<usize>, guard: &Guard) -> bool {
        let mut start = at.start;
        let said = self.folded.get(at.clone());
        let mut titled = false;
        for word in said.split(' ') {
            let place = start..start + word.len();
            start += word.len() + 1;
            let name = word.split('\'').next().unwrap_or_default();
            let proper = name.chars().count() > 1 && self.in_capitals(&place);
            if is_known(name, guard) || (proper && (titled || !is_ordinary(name))) {
                let rest = self.folded.get(start.min(at.end)..at.end);
                return rest.is_empty() || self.in_capitals(&(start..at.end)) || HELPS.contains(&rest);
            }
            titled = TITLES.contains(&name.trim_end_matches('.'));
        }
        false
    }

    /// Whether a sentence ends with the name of the one it is said to.
    pub(super) fn is_said_to(&self, sentence: &Range<usize>, guard: &Guard) -> bool {
        static LAST: Pattern =
            Pattern::new(r", (?P<name>(?:(?:mr|mrs|ms|miss|dr|mx|sra?)\.? )?[\p{L}'\-]{2,24})[^\p{L}0-9,]{0,8}$");
        let said = self.folded.get(sentence.clone());
        static DEAR: Pattern = Pattern::new(
            r",? (?:hun|hon|honey|dear|sweetie|sweetheart|buddy|pal|mate|love|luv|friend|sir|ma'am|maam|neighbor|senora?)(?: [\p{L}]{2,20})?[^\p{L}0-9,]{0,8}$",
        );
        if DEAR.is_in(said) {
            return true;
        }
        let name = LAST.all(said).next().and_then(|taken| group(&taken, "name"));
        name.is_some_and(|name| self.is_name(&(sentence.start + name.start..sentence.start + name.end), guard))
    }

    /// Whether it is said to somebody: it begins with a name or a handle, or the guard knows who is written to.
    pub(super) fn is_addressed(&self, guard: &Guard) -> bool {
        if guard.reply || !guard.people.is_empty() {
            return true;
        }
        if VARIABLE.is_in(&self.folded.text) {
            return true;
        }
        let begun = BEGUN.all(&self.folded.text).next();
        let names = begun.iter().flat_map(|taken| ["name", "more"].into_iter().filter_map(|part| group(taken, part)));
        if names.into_iter().any(|name| self.is_name(&name, guard)) {
            return true;
        }
        GREETING.all(&self.folded.text).next().is_some_and(|taken| {
            let name = group(&taken, "name").or_else(|| group(&taken, "bare"));
            name.is_none_or(|name| {
                self.is_name(&name, guard) || (group(&taken, "name").is_some() && !is_ordinary(self.folded.get(name)))
            })
        })
    }
}

fn first_letter(word: &str) -> Option<char> {
    word.chars().find(|c| c.is_alphanumeric())
}

fn is_ordinary(word: &str) -> bool {
    NO_NAMES.contains(&format!(" {} ", word.trim_end_matches(['.', ','])))
}

fn is_known(first: &str, guard: &Guard) -> bool {
    guard.people.iter().any(|name| {
        let known = Folded::of(name).text;
        first.chars().count() > 1 && known.split_whitespace().any(|word| word == first && !is_ordinary(word))
    })
}
