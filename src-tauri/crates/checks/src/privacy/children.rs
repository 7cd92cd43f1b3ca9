//! A child's name with age or school.

use super::guard::Guard;
use super::kind::Kind;
use super::pattern::{Pattern, group};
use super::people::Written;
use super::{Found, found};
use std::ops::Range;

/// “Mia, age 7”, “Mia (7)”, “Mia is 7 years old”.
static AGED: Pattern = Pattern::new(
    "(?P<name>\\b[\\p{L}'\\-]{2,20}(?: [\\p{L}'\\-]{2,20}){0,1}) ?(?:,? (?:who is |who's |who just turned |is |just turned |turned |turns |tiene |a )?(?:age |aged |ages )?(?P<age>[0-9]{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen)\\b(?P<old>(?: ?(?:-|–)?(?: ?(?:years?|yrs?|yr|months?|yo|y/o|anos|ans))(?:[ \\-]old)?)?)|\\((?:age |aged )?(?P<years>[0-9]{1,2})(?: ?(?:yrs?|years?|yo|y/o|anos|ans)(?: old)?)?\\))",
);

/// “7-year-old Mia”.
static OLD: Pattern = Pattern::new(
    "\\b(?P<age>[0-9]{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen)[ \\-]?(?:years?|yrs?|yr|months?|mo)[ \\-]?olds?,? (?:(?:reader|patron|artist|son|daughter|friend|superstar|winner|kid) )?(?P<name>[\\p{L}'\\-]{2,20})|\\b(?P<age2>[0-9]{1,2}) ?(?:yo|y/o) (?P<name2>[\\p{L}'\\-]{2,20})",
);

/// “Mia, a third grader at Lincoln Elementary”.
static SCHOOL: Pattern = Pattern::new(
    "(?P<name>\\b[\\p{L}'\\-]{2,20}(?: [\\p{L}'\\-]{1,20}\\.?){0,1}),? (?:(?:who|a|an|our|is|goes|go|went|attends|from|of|at|in|to|the|and|student|reader|class|young|new|just|started|starts|va|a|la|est|et|joined|loves|won|winner|also) ){0,6}(?P<grade>(?:[0-9](?:st|nd|rd|th)|[1-9]|first|second|third|fourth|fifth|sixth|seventh|eighth|pre-?k|kindergarten)[ \\-]?(?:grade(?:r)?|class)?s?\\b(?: (?:student|at|in|from))?|(?:[\\p{L}'.\\-]{2,20} ){1,3}?(?:elementary|primary|middle school|high school|junior high|academy|preschool|pre-school|kindergarten|day ?care|montessori|school|escuela|escuela primaria)\\b|(?:escuela|ecole|primaria|colegio) [\\p{L}]{2,20})",
);

/// Said of children.
static CHILD: Pattern = Pattern::new(
    "\\b(?:daughters?|sons?|kids?|child|children|grand(?:son|daughter|kid|child)\\w{0,3}|nieces?|nephews?|toddlers?|grade|graders?|students?|school|winners?|readers?|story ?times?|teens?|little one|boys?|girls?|bab(?:y|ies)|hij[oa]s?|niet[oa]s?|niñ[oa]s?|nin[oa]s?|fils|fille|enfants?|years? old|year-old|yrs? old|yr old|yo|y/o|months? old|anos|ans|summer reading|lego|drawing|artwork|art|coloring|colouring|poster|bookmark|contest|read [0-9]+|birthday|mom|mum|dad|preschool|kindergarten|elementary|club|chess|photo|picture|pictured|costume|craft|essay|spelling|reading|dog|prize|badge|congrat\\w{0,9}|happy|meet|age|aged|lost)\\b",
);

/// Right before the name, where it is no child.
static GROWN: Pattern = Pattern::new(
    r"\b(?:mr|mrs|ms|miss|dr|mx|principal|author|teacher|coach|professor|librarian|director|senator|mayor|by|illustrator|ages|grades|room|chapter|level|for|season|volume|book|act|at|from|open|until|till|on|corner of|between)\.?,? ?$",
);

static NO_CHILD: &[&str] = &[
    "ramona quimby",
    "harry potter",
    "matilda",
    "junie b",
    "clifford",
    "ramona",
    "greg heffley",
    "eloise",
    "adrian mole",
];

pub(super) fn look(written: &Written<'_>, guard: &Guard) -> Vec<Found> {
    let folded = written.folded;
    let text = &folded.text;
    let mut all = Vec::new();
    for (pattern, schooled) in [(&AGED, false), (&OLD, false), (&SCHOOL, true)] {
        for taken in pattern.all(text) {
            let Some(name) = group(&taken, "name").or_else(|| group(&taken, "name2")) else { continue };
            let Some(whole) = taken.get(0).map(|whole| whole.range()) else { continue };
            let Some(name) = the_name(written, &name, guard) else { continue };
            let start = whole.start.max(name.start.min(whole.end));
            let age = ["age", "age2", "years"].into_iter().find_map(|part| group(&taken, part));
            let grown_up = |age: Range<usize>| folded.get(age).parse::<u32>().is_ok_and(|age| age > 17 || age == 0);
            let adult = age.is_some_and(grown_up);
            let famous = NO_CHILD.iter().any(|one| folded.get(name.clone()).starts_with(one));
            let around = format!(
                "{} {} {}",
                folded.before(whole.start, 70),
                folded.get(whole.clone()),
                folded.behind(whole.end, 60)
            );
            let grown = GROWN.is_in(folded.before(name.start, 16));
            let linked = !schooled
                || !written.in_capitals(&name) && !folded.get(name.clone()).ends_with(" and")
                || group(&taken, "grade").is_some_and(|grade| is_linked(folded.get(name.end..grade.start)));
            let school = !schooled
                || group(&taken, "grade").is_some_and(|grade| {
                    let said = folded.get(grade.clone());
                    said.contains("grade")
                        || said.contains("kinder")
                        || said.contains("pre")
                        || written.in_capitals(&first_word(folded.get(grade.clone()), grade.start))
                });
            let goes_on = folded.behind(whole.end, 3);
            let clock = goes_on.starts_with(':')
                || goes_on.starts_with(" pm")
                || goes_on.starts_with(" am")
                || goes_on.starts_with("pm")
                || goes_on.starts_with("am");
            if !adult && !famous && !grown && school && linked && !clock && CHILD.is_in(&around) {
                all.push(found(Kind::Child, start..whole.end));
            }
        }
    }
    all
}

/// Whether what stands between a name and a school ties them: a name that goes right on is the school's own.
fn is_linked(between: &str) -> bool {
    !matches!(between.trim(), "" | "and" | "to" | "the")
}

/// The part of a stretch of up to two words that is a name: both, or the second.
fn the_name(written: &Written<'_>, at: &Range<usize>, guard: &Guard) -> Option<Range<usize>> {
    if written.is_name(at, guard) {
        return Some(at.clone());
    }
    let (_, last) = written.folded.get(at.clone()).split_once(' ')?;
    let second = at.end - last.len()..at.end;
    written.is_name(&second, guard).then_some(second)
}

fn first_word(said: &str, start: usize) -> Range<usize> {
    start..start + said.split(' ').next().unwrap_or(said).len()
}
