//! What somebody borrows, has reserved, or owes.

use super::guard::Guard;
use super::kind::Kind;
use super::pattern::Pattern;
use super::people::Written;
use super::statements::told;
use super::{Found, found, lent, loans, weighed};

/// “Your hold is ready”, “the book you requested has come”.
static YOURS: Pattern = Pattern::new(concat!(
    r"\b(?:your|ur|yr) (?:[^\s.!?]{1,24}[ ]){0,5}?(?:hold|holds|request|requests|reserve|reserves|reservation|reservations|ill|interlibrary loan|inter-library loan|loan|loans|book|books|item|items|dvd|dvds|cd|cds|audiobook|audiobooks|ebook|ebooks|copy|movie|movies|materials?|checkouts?|title|titles|magazines?|hotspot|laptop|kit|game)\b",
    r"(?:[ ,]{1,2}[^.!?\n]{0,70}?)?[ ](?:(?:is|are|was|were|has|have|had|just|will be|'s|s|came|comes|went|looks?|shows?|became|becomes)(?: (?:now|also|still|already|finally|both|all|all|been|just|currently|showing|marked|in|back|automatically|auto)){0,3} )?",
    r"(?:ready|here|waiting|overdue|past due|late|due|available|renewed|lost|returned|checked out|checked in|on hold|arrived|expired|expires|expire|held|on the (?:hold )?shel(?:f|ves)|in transit|came in|come in|cancelled|canceled|missing|damaged|not (?:been )?returned|in\b(?: today| now|!|\.|,| and|$)|on (?:its|their) way|out to you|behind the desk|at the (?:front|circ|window|drive|counter|desk|branch|main)|set aside|up for pick|pickup|shipped)",
));

/// “You have two books out”, “you owe $4”.
static YOU_HAVE: Pattern = Pattern::new(
    "\\b(?:you|u|ya) ?(?:(?:currently|still|now|only|also|already|do|just) ){0,2}(?:have|'ve got|ve got|'ve|got|had|hav)(?: (?:currently|still|now|only|also|already|got)){0,2} [^.!?:\\n]{0,70}?(?:overdue|past due|checked[ \\-]out|on hold|out on|fines?\\b|fees?\\b|late fees?|on your (?:account|card|record)|holds?\\b|items? (?:due|out)|books? (?:due|out)|due (?:on|back|today|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|reserved|waiting for you|ready for pick|requests?\\b|lost (?:book|item|dvd)|balance|on loan|interlibrary|[^.!?:\\n]{1,50} out\\b(?:[.!]| right| now| until|$))",
);

static YOU_OWE: Pattern = Pattern::new(
    r"\b(?:you|u) (?:(?:currently|still|now|only|also|just) ){0,2}owe(?:d|s)?\b|\bwe(?:'ve|'re| have| are)? (?:set aside|holding|held) [^.!?\n]{2,60} for you\b|\b(?:(?:you|u)(?:'re| are| were)|youre|ur) (?:being )?(?:(?:still|currently|now) )?(?:number |no\. |# ?|next )?(?:[0-9]{0,3}(?:st|nd|rd|th)?|first|second|third|fourth|fifth|next) ?(?:in line|in the (?:hold |holds |wait(?:ing)? )?(?:list|queue|line)|on the (?:hold|holds|wait|waiting|request) ?(?:list|queue)|on hold for|overdue|being charged|fined)",
);

/// “Your fine is $3”, “your card expired”.
static ACCOUNT: Pattern = Pattern::new(concat!(
    r"\byour (?:library |late |overdue |total |outstanding |current |remaining |lost[ -]book |replacement |old |patron )*(?:fines?|fees?|balance|account|record|(?:library )?card|membership|borrowing|checkout history|history|privileges)\b",
    r"(?: (?:balance|(?:no\.? |number |# ?)?[0-9][0-9 \-]{3,20}|for [^.!?\n]{1,50}?|on [^.!?\n]{1,40}?))? (?:is|are|was|were|shows?|has|have|had|expires?|expired|comes?|came|stands?|totals?|got|says)(?: (?:now|still|currently|also|been|a|an|already|just|about|only|to|set to|your)){0,3} ",
    r"(?:\$|[0-9]|€|£|blocked|overdue|expired|expires?|suspended|frozen|waived|paid|cleared|due|a balance|balance|block|fine|fines|fee|fees|hold|holds|lost|renewed|(?:two|three|four|five|one|several|some|[0-9]{1,2}) |in collections|[0-9]|items?|no (?:fines|overdue)|clear|on|in|at|up|stop|restricted|delinquent|maxed|cancel|next|this|tomorrow|today|tonight|soon|monday|tuesday|wednesday|thursday|friday|saturday|sunday)",
));

/// “I see a fine on your account”.
static ON_ACCOUNT: Pattern = Pattern::new(
    "(?:\\$ ?[0-9][0-9.,]{0,7}|\\b(?:fines?|fees?|items?|books?|dvds?|holds?|block|balance|charges?|checkouts?|titles?|note|overdue[s]?|lost|nothing|something|money|charge|checked out|out)\\b)[^.!?\\n]{0,40}? (?:on|under|in|against|to|from) your (?:library )?(?:account|card|record|name)\\b",
);

/// “The book you asked for”, “you borrowed it in May”.
static YOU_DID: Pattern = Pattern::new(concat!(
    r"\b(?:book|books|copy|title|titles|dvd|dvds|movie|item|items|cd|audiobook|magazine|novel|series|volume|one|ones|kit|hotspot|game|it|them|\*|\x22)(?: (?:of|by|called|titled) [^.!?\n]{1,50}?)? ?(?:that |which )?(?:you|u)(?:'ve|'d| have| had)? (?:just |already |recently |last |also )?(?:requested|reserved|ordered|put on hold|placed on hold|borrowed|checked out|returned|have out|have checked out|took out|renewed|lost|damaged|kept|placed a hold on|put a hold on|got from us|never returned|have on hold)\b",
    r"|\b(?:you|u)(?:'ve|'d| have| had)? (?:just |already |recently |last |also |never |still haven't |haven't |have not |not )?(?:borrowed|checked out|returned|renewed|reserved|requested|placed a hold|put a hold|put (?:it |that |[^.!?\n]{1,40}? )on hold|took out|paid (?:your|the|for the)|lost)\b[^.!?\n]{0,60}?(?:book|copy|dvd|it\b|them\b|movie|item|\*|\x22|on (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december)|last (?:week|month|year)|yesterday|in (?:january|february|march|april|may|june|july|august|september|october|november|december)|fine|fee|hold on|the )",
));

/// “We renewed your books”, “we are holding it for you”.
static WE_DID: Pattern = Pattern::new(concat!(
    r"\b(?:we|i|she|he|they|staff|the desk|system)(?:'ve|'ll|'re|'m|'s| have| has| will| are| am| is| just| can see| see| did| had)?(?: (?:just|already|now|also|gone ahead and|been|have|went ahead and|see that|see)){0,2} (?:have|received|got|processed|shipped|renew(?:ed)?|waiv(?:e|ed)|clear(?:ed)?|cancel(?:l?ed)?|extend(?:ed)?|charged|remov(?:e|ed)|plac(?:e|ed)|put|mark(?:ed)?|checked|hold(?:ing)?|held|kept|set aside|setting aside|sav(?:ed|ing)|order(?:ed)?|request(?:ed)?|found|got|reserved|sent|mailed|refunded|credited|updated|unblocked|lifted|dropped|emailed)\b",
    r"[^.!?\n]{0,60}?\b(?:your (?:[^\s.!?]{1,24} ){0,4}?(?:books?|items?|holds?|fines?|fees?|loans?|dvds?|account|card|request|requests|copy|checkouts|due date|account|record|reservation|title|titles|movie|overdue|interlibrary|ill)|(?:hold|copy|book|dvd|it|them|one|title|\x22|\*) (?:on hold |aside |at the desk |behind the desk )?for you\b|on hold for you|aside for you|behind the desk for you)",
));

/// “Ana's hold is ready”, “Mr Lee has it until Friday”.
static THEIRS: Pattern = Pattern::new(concat!(
    r"(?P<name>\b(?:(?:mr|mrs|ms|miss|dr|mx)\.? )?[\p{L}\-]{2,24}(?: [\p{L}\-]{2,24}){0,1})(?:'s|s'|') (?:[^\s.!?]{1,24} ){0,4}?(?:hold|holds|fine|fines|fees?|account|library card|card|overdues?|reservations?|loans?|request|requests|book|books|dvds?|cds?|audiobooks?|movies?|magazines?|item|items|interlibrary loan|record|checkouts?|balance|library record|copy)\b",
    r"[^.!?\n]{0,50}? (?:is|are|has|have|was|were|came|expired|expires|shows|arrived|needs?|went) [^.!?\n]{0,30}?(?:ready|here|waiting|overdue|past due|late|due|in\b|available|renewed|lost|returned|checked out|blocked|expired|on hold|arrived|paid|waived|[0-9]|fine|fines|hold|holds|cancel|clear|missing|pick|full)",
));

static NAME_DID: Pattern = Pattern::new(concat!(
    r"(?P<name>\b(?:(?:mr|mrs|ms|miss|dr|mx)\.? )?[\p{L}\-]{2,24}(?: [\p{L}\-]{2,24}){0,1})(?:'s)? (?:(?:has|had|have|is|was|just|already|still|currently|also|recently|never|hasn't) ){0,3}",
    r"(?:borrowed|checked out|checked-out|requested|reserved|placed a hold|put a hold|put (?:it|that|this) on hold|returned (?:it|that|the|this|her|his|their|all|both|a|an|our)|renewed|owes|owe us|reading|checked (?:it|this|that|them) out|(?:has|have|had) (?:it|that|this|them|the book|our copy|the (?:only|last) copy) (?:checked out|until|out|on hold)|(?:has|have) (?:[0-9a-z]{1,10} ){0,3}?(?:overdue|fines?\b|books? out|items? out|holds?\b|checked out)|overdue|on the hold list|on hold for)\b",
    r"[^.!?\n]{0,50}?(?:book|books|copy|dvd|dvds|it\b|that\b|this\b|movie|\*|\x22|\$|[0-9]|overdue|hold|fine|last|for (?:her|his|their|the) |from us|items?)",
));

static NAME_HAS: Pattern = Pattern::new(concat!(
    r"(?P<name>\b(?:(?:mr|mrs|ms|miss|dr|mx)\.? )?[\p{L}\-]{2,24}(?: [\p{L}\-]{2,24}){0,1}) (?:still |currently |also )?(?:has|had|have) ",
    r"(?:[^\s.!?]{1,20} ){0,5}?(?:overdue|our copy|the copy|it until|in (?:late )?fines|in (?:late )?fees|past due|checked out|on hold|waiting for (?:her|him|them)|ready for pick)\b",
));

static NAME_HERS: Pattern = Pattern::new(concat!(
    r"(?P<name>\b(?:(?:mr|mrs|ms|miss|dr|mx)\.? )?[\p{L}\-]{2,24}) [^.!?\n]{0,30}?\b(?:her|his|their) (?:[^\s.!?]{1,20} ){0,2}?(?:holds?|fines?|loans?|books?|dvds?|card|request|interlibrary loan|reservation|items?)",
    r" (?:is|are|has|have|was|were|came|expired)(?: (?:now|already|still|finally|all))? (?:in\b|ready|here|overdue|due|waiting|late|available|blocked|expired|arrived|checked out|renewed)",
));

static FOR_NAME: Pattern = Pattern::new(
    "\\b(?:hold|holds|reserve|reservation|interlibrary loan|ill|book|copy|request) (?:[^\\s.!?]{1,24} ){0,4}?for (?P<name>(?:(?:mr|mrs|ms|miss|dr)\\.? )?[\\p{L}\\-]{2,24}(?: [\\p{L}\\-]{2,24})?)[^.!?\\n]{0,30}? (?:is|are|has|have|came|arrived|just came)\\b[^.!?\\n]{0,20}?(?:ready|here|in\\b|waiting|arrived|come|available|expired|overdue|on the)",
);

/// In Spanish and French.
static ELSEWHERE: Pattern = Pattern::new(concat!(
    r"\b(?:su|tu|sus|tus|votre|vos|ta|tes|ton) (?:[^\s.!?]{1,24} ){0,3}?(?:reservas?|reservaciones|reservacion|prestamos?|libros?|multas?|materiales|material|pedidos?|solicitud|tarjeta|cuenta|reservations?|prets?|livres?|amendes?|documents?|commande|carte|dvd)\b[^.!?\n]{0,60}? (?:esta|estan|ha|han|vence|vencen|vencio|llego|llegaron|es de|son|tiene|est|sont|a|ont|arrive|doit|expire|caduco) ?(?:[^\s.!?]{1,16} ){0,3}?(?:lista?s?|listos?|vencid[oa]s?|aqui|disponibles?|atrasad[oa]s?|llegad[oa]s?|prete?s?|arrivee?s?|en retard|disponible|retard|renovad[oa]s?|expirad[oa]|caducad[oa]|bloquead[oa]|expiree?|bloquee?|[0-9$€]|el |manana|hoy|demain|aujourd'hui|renouvelee?s?|rendre|esperand\w{1,4}|attend)",
    r"|\b(?:su|tu|sus|tus) (?:[^\s.!?]{1,24} ){0,3}?(?:reservas?|prestamos?|libros?|multas?|pedidos?|solicitud|tarjeta|cuenta|renovacion|pelicula)\b[^.!?\n]{0,40}? (?:llego|llegaron|vencio|vencieron|caduco|caducaron|expiro|ya esta|ya estan|fue|fueron)\b",
    r"|\b(?:votre|ta|ton|vos|tes) (?:[^\s.!?]{1,24} ){0,3}?(?:reservation|pret|livres?|amendes?|document|commande|carte)\b[^.!?\n]{0,40}? (?:est arrive|sont arrive|a expire|ont expire|est pret|sont pret)",
    r"|\bya (?:puede|puedes) (?:pasar|venir|recoger|buscar|llevar)\w{0,4}[^.!?\n]{0,30}?\b(?:su|tu|sus|tus) (?:libros?|reservas?|peliculas?|material|materiales|pedidos?|prestamos?|dvds?)",
    r"|\b(?:usted |tu |ud\.? )?(?:tiene|tienes|debe|debes) [^.!?\n]{0,40}?(?:multas?|vencid[oa]s?|atrasad[oa]s?|prestad[oa]s?|reserva|[0-9$€][0-9.,]{0,6} (?:dolares|euros|de multa)|\$ ?[0-9])",
    r"|\b(?:libros?|materiales|titulos?|peliculas?) que (?:pidio|reservo|solicito|pediste|reservaste|solicitaste|tiene prestado)|\b(?:livres?|film|document) que (?:vous avez|tu as) (?:reserve|demande|emprunte|rendu|commande)s?",
    r"|\bvous (?:avez|devez|aviez) [^.!?\n]{0,40}?(?:retard|amende|emprunte|reserve|[0-9]+ ?€|euros|prets?)",
    r"|(?:كتابك|حجزك|طلبك)[^.!?\n]{0,40}?(?:جاهز|متاخر|متأخر|وصل)|आपकी? (?:किताब|बुक|होल्ड|पुस्तक)[^.!?\n]{0,50}?(?:तैयार|आ गई|देय|ओवरड्यू|आ गयी)",
));

static SECOND: &[&Pattern] = &[&YOURS, &YOU_HAVE, &YOU_OWE, &ACCOUNT, &ON_ACCOUNT, &YOU_DID, &WE_DID, &ELSEWHERE];
static NAMED: &[&Pattern] = &[&THEIRS, &NAME_DID, &NAME_HAS, &NAME_HERS, &FOR_NAME];

/// So many are everybody's.
static COUNTED: Pattern = Pattern::new(r"[0-9],[0-9]{3}\b|\b(?:thousands?|millions?|hundreds)\b");

/// What is said to nobody alone, though the words are those of a person's loan.
pub(super) static NO_LOAN: Pattern = Pattern::new(concat!(
    r"\byour (?:[a-z]{3,12} )?library(?:'s)? (?:has|is|now|offers|can|lends|just|will|wants|needs|carries|opened|turns|loves)\b|\byour (?:[^\s.!?]{1,24} ){0,3}?(?:book (?:club|sale|report|bag|drop|donations?|list|picks?|suggestions?|recommendations?)|favorite|favourite|next|new favorite|own|local|neighborhood|weekend|summer|child's|(?:local|public|own|neighborhood|hometown) library )",
    r"|\bhave you (?:checked out|borrowed|returned|read)|you have (?:questions?|until|a question|time|to )|request(?:s)? (?:a|for) (?:purchase|speaker|tour)|donat(?:e|ed|ion|ions)|(?:checked|check) out (?:our|the new|the library's|these|this)|you have a (?:library )?card\b[^$0-9]{0,20}$|no (?:more )?(?:late )?(?:fines|fees)|\bautomatically\b|owe it to|requested for our|fine[- ]free|(?:borrow(?:ed|s)?) (?:the|this|that|an?|his|her|its) (?:idea|title|phrase|plot|line|name|concept|style|theme|tradition|term|word)|purchase (?:request|suggestion)s?",
));

pub(super) fn look(written: &Written<'_>, guard: &Guard) -> Vec<Found> {
    let addressed = written.is_addressed(guard);
    let mut all = Vec::new();
    for (at, _) in told(written, guard, SECOND) {
        let sentence = written.sentence(&at);
        let said = written.folded.get(at.clone());
        let whole = written.folded.get(sentence.whole.clone());
        let counted = !addressed && COUNTED.is_in(whole);
        if !counted && !sentence.is_general(said, addressed) && (addressed || !NO_LOAN.is_in(whole)) {
            all.push(found(Kind::Circulation, at).within(sentence.whole));
        }
    }
    let loans = loans::told(written, guard, addressed);
    all.extend(loans.into_iter().map(|(at, sentence)| found(Kind::Circulation, at).within(sentence.whole)));
    all.extend(lent::look(written, guard));
    all.extend(weighed::look(written, guard, addressed));
    for (at, _) in told(written, guard, NAMED) {
        let sentence = written.sentence(&at);
        let idea = NO_LOAN.is_in(written.folded.get(sentence.whole.clone()))
            || lent::is_authors(written, &at)
            || lent::is_elsewhere(written.folded.get(at.start..sentence.whole.end.max(at.end)));
        if !idea && !sentence.is_general(written.folded.get(at.clone()), true) {
            all.push(found(Kind::Circulation, at).within(sentence.whole));
        }
    }
    all
}
