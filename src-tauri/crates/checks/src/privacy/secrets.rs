//! PINs and passwords: only what stands behind a word for them, or right before one.

use super::digits::COVER;
use super::fold::Folded;
use super::kind::Kind;
use super::pattern::{Pattern, group};
use super::{Found, found};

/// A PIN in digits.
static NUMBER: Pattern = Pattern::new(concat!(
    r"(?P<word>\b(?:pins?|pincode|pass ?code|password|passwd|pass ?word|pwd|pw|passphrase|contrasena|clave|codigo secreto|nip|mot de passe|mdp|code secret",
    r"|passwort|senha|last (?:four|4)(?: digits)?)\b|كلمه السر|كلمة السر|كلمة المرور|الرقم السري|الرمز السري|पासवर्ड|पिन|пароль|пин|密码|パスワード|비밀번호)",
    r"(?:[ \-]{1,2}(?:number|no\.?|num|code|codigo|numero|de|la|le|del|mi|mon|my|your|their|her|his|on|for|to|of|the|card|account|library|biblioteca|tarjeta|carte|bibliotheque|login",
    r"|i|we|use|used|chose|have|picked|gave|is|was|are|still|now|should be|has been|have been|had been|reset|changed|set|remains|be|will|es|est|era|esta|هو|هي|है|है|का|मेरा|это|wa|は|phone|digits|which|that|also|just|currently)){0,7}",
    r#"\s{0,2}[:=#>(\["'\-–]{0,3}\s{0,2}(?P<value>[0-9](?:[ \-]?[0-9]){3,7})"#,
));

/// Says that what follows is the value.
static LINKS: Pattern = Pattern::new(r"[:=#>]|\b(?:is|was|are|to|be|been|es|est|era|number|code|set|used?)\b");

/// A PIN before the word for it.
static BEFORE: Pattern = Pattern::new(concat!(
    r#"(?P<value>\b[0-9]{4,8})["')]{0,2} (?:is|as|for|was|es|est) (?:my|your|the|her|his|their|our|mi|mon|tu|su|votre|ta|la)"#,
    r" (?:(?:library|old|new|card|account|current) ){0,2}(?P<word>pin|password|passcode|clave|contrasena|code|nip)\b",
));

/// A password in letters.
static WORD: Pattern = Pattern::new(concat!(
    r"(?P<word>\b(?:pass ?code|password|passwd|passwrd|pswd|psw|pwd|pw|passphrase|contrasena|clave|mot de passe|mdp|passwort|senha)(?:'s)?\b|\bpass ?[:=]|كلمة السر|كلمة المرور|पासवर्ड|пароль|密码)",
    r"(?: (?:for|to|on|of|de|del|para|pour) (?:(?:my|your|the|her|his|their|mi|mon|ma|tu|su|la|el|le|library|account|card|cuenta|tarjeta|biblioteca|compte|carte|website|catalog|app|login|libby|hoopla) ?){1,4})?",
    r#"(?P<lead>(?: ?[:=>]+| (?:is|was|es|est|era|has been|reset|changed|set|now|just|still|currently|to|है|هي|هو)){0,5}),?\s{0,2}["'(\[]?(?P<value>[^\s"',;(){}<>\[\]•]{4,40})"#,
));

/// Not a person's: everybody in the room is told.
static SHARED: Pattern = Pattern::new(concat!(
    r"\b(?:wi-?fi|wireless|ssid|guest|network|internet|zoom|webinar|meeting|teams|webex|kahoot|door|gate|restroom|bathroom",
    r"|study room|room|event|session|livestream|stream|discord|jackbox|escape|game|lapel|enamel|button|bobby|rolling|safety|bowling|push|hat|clothes|zip|postal|postcode|map|area|pinterest|collectible|souvenir)\b"
));

/// Right before a word in letters, for it to be somebody's.
static SOMEBODYS: Pattern = Pattern::new(
    r"\b(?:my|your|her|his|their|mi|mon|ma|tu|su|ton|old|new|current|temporary|temp|the|la|el|le|account|card|login|pin)(?: \w{1,12})? ?[,:]? ?$",
);

/// How far before the word what is shared is named.
const NEAR: usize = 36;

/// Words that stand behind “the password is” and are none.
const NO_PASSWORD: &str = " not wrong incorrect invalid expired required needed usually always never your my the their \
    her his our being case sensitive reset changed same different still stored sent something also broken forgotten lost \
    correct right fine secret private safe secure protected strong weak unique important optional issued available asked \
    only back listed printed written supposed going default working locked hidden missing blank empty unknown four must \
    should because when please here there that this what whatever where which with from about like simply just more less \
    than least between between longer shorter letters numbers digits characters automatically free easy hard tied based \
    something anything nothing incorrecta correcta incorrecte nueva necesaria obligatoire requise invalide olvidada case-sensitive \
    denied rejected accepted too have been will able allowed shared emailed mailed texted set initially usualmente siempre \
    incorrect. ";

pub(super) fn look(folded: &Folded) -> Vec<Found> {
    let text = &folded.text;
    let mut all = Vec::new();
    for taken in NUMBER.all(text).chain(BEFORE.all(text)) {
        let (Some(word), Some(value)) = (group(&taken, "word"), group(&taken, "value")) else { continue };
        let goes_on = folded.behind(value.end, 3);
        let longer = goes_on.starts_with(|c: char| c.is_alphanumeric() || c == COVER)
            || (goes_on.starts_with(['-', '/']) && goes_on.chars().nth(1).is_some_and(|c| c.is_ascii_digit()));
        let digits = folded.get(value.clone()).bytes().filter(u8::is_ascii_digit).count();
        let between = folded.get(word.end..value.start.max(word.end));
        let year = digits == 4 && matches!(folded.get(value.clone()).get(..2), Some("19" | "20"));
        let bare = !LINKS.is_in(between) && (between.contains(" the ") || between.contains(" for ") || year);
        if !(longer || bare && value.start > word.end)
            && (4..=8).contains(&digits)
            && !is_shared(folded, word.start.min(value.start), value.end)
        {
            all.push(found(Kind::Pin, value));
        }
    }
    for taken in WORD.all(text) {
        let (Some(word), Some(lead), Some(value)) =
            (group(&taken, "word"), group(&taken, "lead"), group(&taken, "value"))
        else {
            continue;
        };
        let written = folded.get(value.clone()).trim_end_matches(['.', '?', ':', '!']);
        let value = value.start..value.start + written.len();
        let strong = is_strong(written);
        let told = folded.get(lead.clone()).contains([':', '=', '>']);
        let ends = !folded.behind(value.end, 2).trim_start().starts_with(char::is_alphanumeric);
        let joined = [" and ", " but ", " pls", " please", " thx", " thanks", " y ", " et "];
        let ends = ends || joined.iter().any(|word| folded.behind(value.end, 8).starts_with(word));
        let somebodys = SOMEBODYS.is_in(folded.before(word.start, NEAR));
        let plain = !NO_PASSWORD.contains(&format!(" {written} "))
            && !folded.get(lead.clone()).is_empty()
            && (told || somebodys)
            && ends;
        let is_number = written.chars().all(|c| c.is_ascii_digit());
        let address = written.contains("://") || written.starts_with("www.") || written.starts_with('#');
        let fits = written.chars().count() >= 4 && !is_number && !address;
        if fits && (strong || plain) && !is_shared(folded, word.start, value.end) {
            all.push(found(Kind::Pin, value));
        }
    }
    all
}

/// Whether it is no word of a sentence.
pub(super) fn is_strong(written: &str) -> bool {
    let mixed = written.chars().any(|c| c.is_ascii_digit()) && written.chars().any(char::is_alphabetic);
    let address = written.contains("://") || written.starts_with("www.") || written.starts_with('#');
    let mail = written.contains('@') && written.contains('.');
    !address && !mail && (mixed || written.chars().any(|c| "!@#$%^&*_+".contains(c)))
}

pub(super) fn is_shared(folded: &Folded, start: usize, end: usize) -> bool {
    let before = folded.before(start, NEAR);
    let same = before.rsplit(['\n', '.', '!', '?']).next().unwrap_or(before);
    let same = same.rsplit(" but ").next().unwrap_or(same);
    SHARED.is_in(same) || SHARED.is_in(folded.get(start..end))
}
