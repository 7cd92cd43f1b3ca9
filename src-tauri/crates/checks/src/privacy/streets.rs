//! Street addresses: a number and a street, where the words are written as names or said to be where somebody lives.

use super::guard::Guard;
use super::kind::Kind;
use super::pattern::{Pattern, group};
use super::people::Written;
use super::{Found, found};

static STREET: Pattern = Pattern::new(concat!(
    r"(?P<number>\b[0-9]{1,5}[a-z]?) (?P<side>(?:north|south|east|west|northeast|northwest|southeast|southwest|n|s|e|w|ne|nw|se|sw)\.? )?",
    r"(?P<street>(?:[a-z0-9'\-.]{1,20} ){1,3}?)(?P<ending>street|st|avenue|ave|av|road|rd|drive|dr|lane|ln|boulevard|blvd|court|ct|circle|cir|terrace|place|pl|parkway|pkwy",
    r"|highway|hwy|way|trail|trl|square|sq|crescent|cres|close|loop|alley|pike|turnpike)\b\.?(?P<unit>,? (?:apt|apartment|unit|suite|ste|#) ?[0-9a-z]{1,5}\b)?",
));

static ELSEWHERE: Pattern = Pattern::new(concat!(
    r"\b(?:calle|avenida|avda|paseo|carrera|cra|camino|rua|via|calz|calzada)\.? (?P<street>[a-z0-9'. ]{2,32}?),? (?:no\.? |num\.? |numero |# ?|n ?)?(?P<number>[0-9]{1,5}(?:[\-][0-9]{1,4})?)\b",
    r"|\b(?P<number2>[0-9]{1,4})(?: bis| ter)?,? (?:rue|avenue|boulevard|bd|chemin|allee|impasse|quai|route) (?:de la |de l'|des |du |de |d'|l')?(?P<street2>[a-z\-]{2,20}(?: [a-z\-]{2,20})?)",
    r"|\b(?P<street3>[a-z\-]{3,24}(?:strasse|straße|str\.)) (?P<number3>[0-9]{1,4}[a-z]?)\b",
));

static BOX: Pattern = Pattern::new(r"\bp\.? ?o\.? box (?P<number>[0-9]{1,6})\b");

/// Said of where somebody lives.
static HOME: Pattern = Pattern::new(
    "\\b(?:live|lives|living|lived|address|addr|moved|moving|mail|send|sent|deliver|home|house|residence|reside|resides|apartment|located at|direccion|vivo|vive|adresse|habite|domicilio|stay|staying|drop|pick)\\b",
);

/// Words that are no name of a street.
const NO_STREET: &str = " am pm a.m p.m a.m. p.m. on at the of in and for to a an from until till by with our your is are \
    was days day weeks months years year minutes hours people kids books copies more times ways great easy best new free \
    hour minute mile miles percent pages th st nd rd january february march april june july august september october \
    november december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday \
    sunday grade chapters stories story seats tickets titles chairs steps stops items dollars or it's it went made out \
    per big small different fun little local first that this these those will can ";

/// Places that everybody knows from books and films.
const FAMOUS: &[&str] = &[
    "84 charing cross",
    "21 jump",
    "221b baker",
    "123 sesame",
    "10 downing",
    "34 34th",
    "4 privet",
    "42 wallaby",
    "1600 pennsylvania",
    "10 cloverfield",
    "13 spruce",
];

pub(super) fn look(written: &Written<'_>, guard: &Guard) -> Vec<Found> {
    let folded = written.folded;
    let mut all = Vec::new();
    for taken in STREET.all(&folded.text) {
        let (Some(number), Some(street), Some(ending)) =
            (group(&taken, "number"), group(&taken, "street"), group(&taken, "ending"))
        else {
            continue;
        };
        let Some(whole) = taken.get(0).map(|whole| whole.range()) else { continue };
        let (digits, name) = (folded.get(number.clone()), folded.get(street.clone()).trim());
        let home = HOME.is_in(same_line(folded.before(number.start, 48)));
        let names = name.split(' ').all(|word| !NO_STREET.contains(&format!(" {word} ")) && !word.is_empty());
        let proper =
            written.in_capitals(&street) && (!weak(folded.get(ending.clone())) || written.in_capitals(&ending));
        let year =
            digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20")) && taken.name("unit").is_none();
        let dated = MONTH_BEFORE.is_in(folded.before(number.start, 12));
        let famous = FAMOUS.contains(&format!("{digits} {name}").as_str());
        let glued = folded.before(number.start, 1).starts_with(|c: char| "$#-:/.•".contains(c));
        let likely = home || (proper && !year && !dated);
        if names && likely && !famous && !glued && !guard.is_own_address(digits, name) {
            all.push(found(Kind::Address, whole));
        }
    }
    for taken in ELSEWHERE.all(&folded.text) {
        let part = |names: [&str; 3]| names.into_iter().find_map(|name| group(&taken, name));
        let (Some(number), Some(street)) =
            (part(["number", "number2", "number3"]), part(["street", "street2", "street3"]))
        else {
            continue;
        };
        let Some(whole) = taken.get(0).map(|whole| whole.range()) else { continue };
        let covered = folded.behind(whole.end, 1).starts_with('•') || folded.before(whole.start, 1).starts_with('•');
        if !covered && !guard.is_own_address(folded.get(number), folded.get(street)) {
            all.push(found(Kind::Address, whole));
        }
    }
    for taken in BOX.all(&folded.text) {
        let (Some(whole), Some(number)) = (taken.get(0).map(|whole| whole.range()), group(&taken, "number")) else {
            continue;
        };
        if !guard.is_own_address(folded.get(number), "box") {
            all.push(found(Kind::Address, whole));
        }
    }
    all
}

static MONTH_BEFORE: Pattern = Pattern::new(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|tember|ober|ember)?\.? $",
);

/// Endings that are everyday words too.
fn weak(ending: &str) -> bool {
    matches!(
        ending,
        "way"
            | "place"
            | "court"
            | "circle"
            | "square"
            | "close"
            | "trail"
            | "drive"
            | "st"
            | "dr"
            | "loop"
            | "alley"
            | "av"
            | "terrace"
            | "pl"
            | "sq"
    )
}

fn same_line(before: &str) -> &str {
    before.rsplit('\n').next().unwrap_or(before)
}
