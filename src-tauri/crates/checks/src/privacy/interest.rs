//! What somebody asked or reads about, and what they came for, where it is nobody's business.

use super::guard::Guard;
use super::kind::Kind;
use super::pattern::{Pattern, group};
use super::people::Written;
use super::statements::told;
use super::{Found, found};

/// Topics that tell of health, law, origin, faith, love or money.
static TOPIC: Pattern = Pattern::new(concat!(
    r"\b(?:divorc\w{0,6}|bankrupt\w{0,6}|cancer|chemo\w{0,8}|tumou?rs?|hiv|aids|stds?|stis?|pregnan\w{0,4}|abortions?|miscarriage|infertility|ivf|depress\w{0,5}|anxiety|panic attacks?|suicid\w{0,4}|self[- ]harm|bipolar|ptsd|schizo\w{0,8}|ocd|eating disorders?|anorexia|bulimia|addict\w{0,5}|alcohol\w{0,4}|drinking problem|drug (?:use|abuse|test\w{0,3}|addiction)|rehab|recovery|sobriety|opioids?|overdose|narcan",
    r"|immigra\w{0,6}|visas?|green cards?|asylum|refugees?|deport\w{0,6}|citizenship|naturali[sz]ation|daca|undocumented|work permit|gender|transgender|transition(?:ing)?|trans\b|nonbinary|lgbt\w{0,4}|gay|lesbian|bisexual|queer|coming out|sexual\w{0,4}|islam|muslim|quran|jewish|judaism|catholic|mormon|jehovah|religio\w{0,3}|atheis\w{0,3}|converting|leaving (?:the|your) (?:church|faith)",
    r"|debts?|evict\w{0,4}|foreclosure|payday loans?|collections agency|custody|child support|restraining orders?|protective orders?|protection orders?|domestic (?:violence|abuse)|abus(?:e|ive)|stalking|sexual assault|arrest\w{0,3}|criminal|probation|parole|expung\w{0,6}|felony|dui|lawyers?|attorney|lawsuits?|legal|tenant rights|jail|prison|court case",
    r"|disabilit(?:y|ies)|diabet\w{0,4}|dementia|alzheimer\w{0,2}|parkinson\w{0,2}|autis\w{0,2}|adhd|mental (?:health|illness)|medical|medications?|diagnos\w{0,4}|symptoms?|diseases?|epilepsy|menopause|erectile|herpes|hepatitis|kidney|heart (?:disease|condition)|stroke|surgery|hospice|grief|griev\w{0,3}|bereavement|weight loss|unemploy\w{0,4}|welfare|food stamps|snap benefits|medicaid|homeless\w{0,4}|social security disability",
    r"|divorcio|inmigracion|migratori\w|asilo|ciudadania|cancer|embarazo|aborto|depresion|deudas?|desalojo|violencia domestica|divorce|immigration|grossesse|avortement|dettes?|expulsion|sante mentale|titre de sejour)\b"
));

/// Programmes that people come to with such troubles.
static PROGRAMME: Pattern = Pattern::new(concat!(
    r"\b(?:support (?:group|circle|meeting|night)|grupo de apoyo|groupe de (?:parole|soutien)|recovery|aa meeting|al-?anon|narcotics|narcan|naloxone|grief|bereavement|griev\w{0,3}|addict\w{0,5}|sobriety|sober|cancer|diabet\w{0,4}|dementia|alzheimer\w{0,2}|memory cafe|parkinson\w{0,2}|caregivers?|mental health|depress\w{0,5}|anxiety|suicid\w{0,4}|hiv|std|autis\w{0,2}|adhd",
    r"|citizenship|ciudadania|immigra\w{0,6}|inmigracion|naturali[sz]ation|esl|esol|daca|asylum|refugee\w{0,2}|green card|know your rights|legal (?:aid|clinic|help|advice|night)|lawyer in the library|expung\w{0,6}|domestic (?:violence|abuse)|survivors?|divorce\w{0,2}|custody|evict\w{0,4}|tenant\w{0,2}|bankrupt\w{0,4}|debt|unemploy\w{0,4}|lgbt\w{0,4}|queer|trans(?:gender)?|pride (?:group|club|night|meeting)|gay",
    r"|health (?:screening|clinic|fair|insurance)|blood pressure|vaccin\w{0,6}|flu shot|medicaid|medicare|weight loss|single parents?|teen parents?|foster|literacy tutoring|adult literacy|adult basic|ged|food pantry|snap|homeless\w{0,4}|reentry|re-entry|veterans|widow\w{0,4}|pregnan\w{0,4}|menopause|stroke|disabilit\w{1,4}|covid)\b"
));

static ASKED: Pattern = Pattern::new(concat!(
    r"\b(?:(?:you|u)(?:'ve|'d| have| had|'re| are| were)? (?:just |recently |also |still |been )?(?:asked|inquired|enquired|wrote|wrote in|wanted|needed|asking|looking|researching|reading|requested|called|emailed|mentioned|interested|searching|borrowing|studying|curious|worried|going through|dealing|struggling|telling|told us|said|messaged|dm'd|checked out|brought up|were)",
    r"|your (?:[a-z]{2,14} ){0,2}?(?:question|questions|interest|request|inquiry|enquiry|research|search|searches|query|reading|message|email|situation|case|books?|diagnosis|experience|paper)",
    r"|(?:te|le|les) interesa\w{0,4}\b|(?:su|tu) (?:pregunta|consulta|solicitud)|(?:usted |tu )?(?:pregunto|preguntaste|busca|buscaba|buscabas)|votre (?:question|demande|recherche)|vous (?:avez demande|cherch\w{1,4}))\b[^.!?\n]{0,70}"
));

/// “Here is the information on chemo you were after”.
static GIVEN: Pattern = Pattern::new(
    r"\b(?:pulled|found|gathered|collected|picked|chose|selected|ordered|put together|set aside|here's|here is|here are|sending|sent|attached|have)\b[^.!?\n]{0,60}?(?:\bfor you(?:[,.!\n]|$)|\b(?:that |which )?you(?:'d|'ve| had| have| were| are)? (?:after|wanted|needed|asked|requested|mentioned|looking|interested|were after))",
);

static NAMED: Pattern = Pattern::new(
    "(?P<name>\\b(?:(?:mr|mrs|ms|miss|dr)\\.? )?[\\p{L}\\-]{2,24}(?: [\\p{L}\\-]{2,24}){0,1})(?: (?:was|is|has|had|has been|came in|stopped by|called|just|also))? (?:asked|asking|inquired|looking (?:for|up|into)|researching|reading (?:up )?(?:about|on)|reads? (?:[a-z ]{1,24} )?(?:about|on)|borrows? (?:[a-z ]{1,24} )?(?:about|on)|wanted|needs?|needed|requested|interested in|wrote (?:to us )?about)\\b[^.!?\\n]{0,60}",
);

static CAME: Pattern = Pattern::new(concat!(
    r"\b(?:thanks?|thank you|thankyou|thx|ty|gracias|merci|great|good|nice|lovely|wonderful|glad|happy|so good|pleasure|proud|loved|enjoyed|appreciate[d]?|congrats|congratulations|sorry|we missed|missed|see you|welcome back)\b[^.!?\n]{0,50}?\b(?:coming|comin|join|attending|came|come|joining|joined|see|seeing|saw|being|attend|attended|venir|participating|asistir|having|part|part of|you (?:at|tonight|tomorrow|on|in|from)|missed|make it|made it|bringing|sharing|completing|finishing|meeting|assister|participation)\b[^.!?\n]{0,80}",
    r"|\byou(?:'ve|'re| have| are| were)? (?:now |all |just |also |already )?(?:registered|signed up|enrolled|attended|came to|missed|joined|on the list|on the waitlist|confirmed|booked|attending|coming to|in)\b[^.!?\n]{0,70}",
    r"|\b(?:see|saw|seeing|missed|met|meeting) (?:you )?(?:at|in|tonight at|tomorrow at)\b[^.!?\n]{0,80}|\b(?:well done|way to go|kudos|bravo|hats off)\b[^.!?\n]{0,80}",
    r"|\byour (?:spot|seat|place|registration|appointment|sign[- ]up|attendance|session)\b[^.!?\n]{0,60}"
));

static NAME_CAME: Pattern = Pattern::new(
    "(?P<name>\\b(?:(?:mr|mrs|ms|miss|dr)\\.? )?[\\p{L}\\-]{2,24}(?: [\\p{L}\\-]{2,24}){0,1}) (?:(?:has|had|was|is|also|just|never|regularly|always) ){0,2}(?:attended|attends|came to|comes to|joined|registered for|signed up for|completed|graduated from|was at|is in|attending|missed|enrolled in|passed|finished|goes to)\\b[^.!?\\n]{0,60}",
);

static ALL: Pattern = Pattern::new(
    r"\b(?:everyone|everybody|all of you|you all|y'all|yall|folks|friends|all who|those who|all the|neighbors|families|volunteers?|speakers?|presenters?|instructors?|todos|todas|tous|sponsors?|partners?|our guest|the [0-9]+|over [0-9]+)\b",
);

static ASKING: &[&Pattern] = &[&ASKED, &GIVEN];
/// Leads to what somebody asked, and invites to nothing.
static ANSWERS: Pattern = Pattern::new(
    r"\b(?:following up on|follow-?up (?:on|to)|as for|regarding|re:?|concerning|(?:response|reply|answer) to|to answer|with regard to|based on|(?:help|helped|helping|assist) (?:you )?with|looking into|looked into|got|received|saw)(?: all)? ?$",
);
static ASKING_NAMED: &[&Pattern] = &[&NAMED];
static COMING: &[&Pattern] = &[&CAME];
static COMING_NAMED: &[&Pattern] = &[&NAME_CAME];

/// Whether words are of a topic that tells of somebody, or of a programme for it, as signs.
pub(super) fn topics(said: &str) -> impl Iterator<Item = &'static str> {
    let topic = TOPIC.is_in(said).then_some("S:topic");
    topic.into_iter().chain(PROGRAMME.is_in(said).then_some("S:programme"))
}

/// What somebody asked or reads about.
pub(super) fn look(written: &Written<'_>, guard: &Guard) -> Vec<Found> {
    let addressed = written.is_addressed(guard);
    let second = told(written, guard, ASKING).map(|one| (one, false));
    let named = told(written, guard, ASKING_NAMED).map(|one| (one, true));
    second
        .chain(named)
        .filter_map(|((at, _), named)| {
            let said = written.folded.get(at.clone());
            let end = TOPIC.places(said).map(|topic| topic.end).last()?;
            let sentence = written.sentence(&at);
            let said = said.get(..end).unwrap_or(said);
            let thanks = sentence.before.contains("thank") || sentence.before.contains("gracias");
            let addressed = addressed || written.is_said_to(&sentence.whole, guard);
            let bare = if ANSWERS.is_in(&sentence.before) { said.trim_start_matches("your") } else { said };
            let open = (!thanks && sentence.is_general(bare, named || addressed))
                || (!named && !addressed && ALL.is_in(&sentence.before));
            (!open).then(|| found(Kind::Interest, at.start..at.start + end).within(sentence.whole))
        })
        .collect()
}

/// That somebody came to such a programme.
pub(super) fn programme(written: &Written<'_>, guard: &Guard) -> Vec<Found> {
    let addressed = written.is_addressed(guard);
    let second = told(written, guard, COMING).map(|one| (one, false));
    let named = told(written, guard, COMING_NAMED).map(|one| (one, true));
    second
        .chain(named)
        .filter_map(|((at, _), named)| {
            let said = written.folded.get(at.clone());
            let end = PROGRAMME.places(said).map(|topic| topic.end).last()?;
            let sentence = written.sentence(&at);
            let someone = named
                || addressed
                || written.is_said_to(&sentence.whole, guard)
                || thanked(written, &(at.start..at.start + end), guard);
            let all = ALL.is_in(written.folded.get(sentence.whole.clone()));
            let open = !someone || sentence.is_general(said, true) || (all && !named);
            (!open).then(|| found(Kind::Programme, at.start..at.start + end).within(sentence.whole))
        })
        .collect()
}

/// Whether a name or a handle stands within the thanks.
fn thanked(written: &Written<'_>, at: &std::ops::Range<usize>, guard: &Guard) -> bool {
    static NAME: Pattern = Pattern::new(
        r"\b(?:thanks?(?: you)?(?: so much| again| very much)?|gracias|merci|congrats|congratulations|well done|way to go|kudos(?: to)?|bravo|hats off to|see(?:ing)?|saw|meeting|having|missed|sorry we missed|welcome back|proud of)(?: to)?,? (?P<name>[\p{L}\-]{2,24})|(?P<handle>@[a-z0-9_]{2,30})",
    );
    let said = written.folded.get(at.clone());
    NAME.all(said).any(|taken| {
        group(&taken, "handle").is_some()
            || group(&taken, "name")
                .is_some_and(|name| written.is_name(&(at.start + name.start..at.start + name.end), guard))
    })
}
