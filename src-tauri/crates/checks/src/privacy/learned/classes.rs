//! Words that mean nearly the same where lending is spoken of, in English, Spanish, French and German: what is learned of
//! one of them is learned of all.

pub(super) const DAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "lunes",
    "martes",
    "miercoles",
    "jueves",
    "viernes",
    "sabado",
    "domingo",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
];

pub(super) const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sept",
    "sep",
    "oct",
    "nov",
    "dec",
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
];

pub(super) const NUMBERS: &[&str] = &[
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "dos", "tres",
    "cuatro", "cinco", "seis", "deux", "trois", "quatre", "cinq", "zwei", "drei", "vier",
];

pub(super) const TITLES: &[&str] =
    &["mr", "mrs", "ms", "miss", "dr", "mx", "sr", "sra", "mme", "don", "dona", "frau", "herr"];

const CLASSES: &[(&str, &str)] = &[
    (
        "THING",
        " book books copy copies title titles item items dvd dvds cd cds audiobook audiobooks ebook ebooks novel novels magazine magazines movie movies film films game games puzzle puzzles kit kits hotspot hotspots laptop laptops tablet tablets chromebook telescope ukulele instrument guitar volume volumes vol series disc discs camera machine pass passes cookbook cookbooks pan pans article biography atlas paperback paperbacks hardcover trilogy manga comic comics western westerns mystery mysteries drill microscope binoculars projector backpack seeds snowshoes puppets microfilm large-print playaway bundle stack bag libro libros pelicula peliculas revista revistas ejemplar titulo materiales livre livres document documents bd exemplaire buch bucher medien puzzle tool tools banjo keyboard tent kayak sander recorder charger hammer saw loom cooker ",
    ),
    (
        "HOLD",
        " hold holds reserve reserves reservation reservations request requests requested reserved queue queued waitlist waitlisted list line ordered order placed reserva reservas reservo reservado pedido pedidos solicitud lista reserver reserve reservee commande demande vormerkung vorbestellung bestellt ",
    ),
    (
        "BACK",
        " returned return returning returns brought bring bringing dropped back turned handed devuelto devolvio devolucion devolver devolviste devuelva rendu rendus rendre rapporte retour retourne zuruck zuruckgegeben abgegeben ",
    ),
    (
        "OUT",
        " borrowed borrow borrowing borrows checked out took taken loan loans loaned kept lent checkout checkouts takes borrower prestado prestados prestamo prestamos llevo emprunte emprunts emprunt pret prets ausgeliehen ausleihe entliehen ",
    ),
    (
        "DUE",
        " due overdue late expired expires expire past vence vencen vencio vencido vencidos vencida atrasado atrasados atraso retard expire echeance fallig uberfallig ",
    ),
    (
        "FEE",
        " fine fines fee fees charge charges charged owe owes owed owing bill billed balance paid pay waived multa multas debe debes cargo saldo amende amendes frais doit devez gebuhr gebuhren mahngebuhr penalty dues ",
    ),
    (
        "READY",
        " ready here waiting arrived in available shelf desk counter locker lista listo listos llego llegaron espera disponible pret prete prets arrive arrivee arrives attend bereit eingetroffen abholbereit ",
    ),
    (
        "RENEW",
        " renew renewed renewal renewals renewing extended extension renovado renovados renovamos renovacion prolonge prolonges prolonger renouvele verlangert ",
    ),
    ("LOST", " lost missing damaged found perdido perdida danado perdu perdus abime verloren beschadigt unreturned "),
    ("YOU", " you u ya usted tu ud vous te le sie du "),
    ("YOUR", " your ur yr su sus tus votre vos ton ta tes ihr ihre dein deine yours "),
    ("YOU'RE", " you're youre "),
    ("YOU'VE", " you've youve "),
    ("WE", " we i we've i've we'll i'll we're i'm hemos nous wir ich "),
    ("HE", " he she they he's she's they're they've "),
    ("HIS", " his her their him them "),
    (
        "IS",
        " is are was were has have had isn't aren't hasn't haven't esta estan es son ha han est sont a ont ist sind hat wurde ",
    ),
    ("STILL", " still just already now finally currently ya todavia aun deja toujours encore noch schon jetzt "),
    ("IF", " if when once whenever unless before cuando si antes quand lorsque wenn falls bevor "),
    ("CAN", " can could may might should would will must puede puedes pueden peut pouvez kann konnen "),
    (
        "ALL",
        " everyone everybody anyone any every each all most many folks patrons readers members people kids families teens adults todos todas tous toutes alle jeder borrowers customers visitors ",
    ),
    (
        "AGE",
        " age aged year years yr yo year-old years-old old birthday turning turns turned grade grader graders anos ans ",
    ),
    (
        "GRADE",
        " kindergarten kindergartner preschool pre-k prek first-grader second-grader third-grader fourth-grader fifth-grader sixth-grader seventh-grader eighth-grader freshman sophomore junior senior maternelle grado ",
    ),
    (
        "SCHOOL",
        " school elementary middle high academy montessori escuela primaria ecole college lycee classroom class ",
    ),
    (
        "CHILD",
        " son daughter kid boy girl child toddler baby grandson granddaughter grandkid nephew niece twin twins brother sister kiddo little hijo hija nino nina fils fille enfant ",
    ),
    (
        "ASK",
        " asked ask asking question questions wondered wondering looking searching researching interested mentioned wrote wanted needed inquiry pregunta pregunto demande interest ",
    ),
    (
        "COME",
        " came coming come join joined joining attend attended attending visit visited stopped signed enrolled registered see saw seeing seat spot group circle meeting session class clinic workshop night program programme ",
    ),
    (
        "GLAD",
        " glad happy proud lovely nice great good wonderful thanks thank gracias merci welcome congrats congratulations sorry missed ",
    ),
    ("DESK", " account record system records screen computer cuenta compte konto card tarjeta carte "),
    (
        "SELF",
        " author authors writer poet novel's character characters staff librarian librarians director volunteer historian ",
    ),
];

/// What a word is one of.
pub(super) fn class_of(word: &str) -> Option<&'static str> {
    static OF: std::sync::OnceLock<std::collections::HashMap<&'static str, &'static str>> = std::sync::OnceLock::new();
    let of = OF.get_or_init(|| {
        let each = |(name, words): &(&'static str, &'static str)| {
            let name = *name;
            words.split_whitespace().map(move |word| (word, name)).collect::<Vec<_>>()
        };
        CLASSES.iter().rev().flat_map(each).collect()
    });
    of.get(word).copied()
}
