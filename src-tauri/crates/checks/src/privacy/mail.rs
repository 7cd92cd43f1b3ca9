//! Mail addresses, also where the signs are written out to hide them.

use super::digits::COVER;
use super::fold::Folded;
use super::guard::Guard;
use super::kind::Kind;
use super::pattern::{Pattern, group};
use super::{Found, found};

static PLAIN: Pattern = Pattern::new(
    r"(?P<name>[\p{L}0-9][\p{L}0-9._%+'\-]{0,63}) ?@ ?(?P<host>(?:[\p{L}0-9\-]{1,63}\.){1,6}[\p{L}]{2,24})",
);

static SPOKEN: Pattern = Pattern::new(concat!(
    r"(?P<name>\b[a-z0-9][a-z0-9._%+\-]{0,63}(?: (?:dot|punto|point) [a-z0-9]{1,30}){0,2}) ?(?:[\(\[{] ?(?:at|arroba|@) ?[\)\]}]| at | arroba | arobase ) ?",
    r"(?P<host>[a-z0-9\-]{2,40}(?:(?:\.| ?[\(\[{] ?(?:dot|\.) ?[\)\]}] ?| dot | punto | point )[a-z0-9\-]{2,24}){1,3})\b",
));

/// Where “at” is no sign of mail: the rest of the sentence goes on with a host.
static MAILERS: Pattern = Pattern::new(
    r"^(?:g ?mail|hot ?mail|yahoo|outlook|icloud|aol|proton(?:mail)?|live|msn|me|mail|comcast|verizon|att|gmx)\b",
);

/// How hosts end.
static ENDS: Pattern = Pattern::new(
    r" dot (?:com|org|net|edu|gov|us|uk|ca|co|io|me|info|example|mx|es|fr|de|nz|au|ie|lib|name|email|mail)$",
);

pub(super) fn look(folded: &Folded, guard: &Guard) -> Vec<Found> {
    let text = &folded.text;
    let mut all = Vec::new();
    for (pattern, spoken) in [(&PLAIN, false), (&SPOKEN, true)] {
        for taken in pattern.all(text) {
            let (Some(name), Some(host)) = (group(&taken, "name"), group(&taken, "host")) else { continue };
            let Some(whole) = taken.get(0).map(|whole| whole.range()) else { continue };
            let before = folded.before(name.start, 1);
            let word = folded.before(name.start, 60).rsplit([' ', '\n']).next().unwrap_or_default();
            // In a link a name before @ is whose page it is, or a sign-in; behind the question mark it is said of somebody.
            let within_link = word.contains("://") && !word.contains('?');
            if before.starts_with(['@', '/', COVER]) || within_link {
                continue;
            }
            let said = folded.get(host.clone());
            let sign = folded.get(name.end..host.start);
            let bracketed = sign.contains(['(', '[', '{']) || sign.contains("arroba") || sign.contains("arobase");
            let hosted = MAILERS.is_in(said) || (said.contains(" dot ") && ENDS.is_in(said));
            if spoken && !bracketed && !hosted {
                continue;
            }
            let spaced = sign.contains(' ') && !spoken;
            if spaced && !MAILERS.is_in(said) {
                continue;
            }
            let plain: String =
                said.replace([' ', '(', ')', '[', ']', '{', '}'], "").replace("dot", ".").replace("..", ".");
            if !guard.is_own_host(said) && !guard.is_own_host(&plain) {
                all.push(found(Kind::Email, whole));
            }
        }
    }
    all
}
