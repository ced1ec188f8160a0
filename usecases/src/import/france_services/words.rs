//! The texts of a France services counter: its own words in French, and what it helps with in every language.
//! The translations were written by people who speak the language; the name stays as it stands on the door.

use domain::{
    Lang,
    lang::{TextState, Translated},
    listing::ListingText,
};

use super::{comment::Comment, hours::Week};

/// A sentence in every language.
struct Words {
    fr: &'static str,
    uk: &'static str,
    en: &'static str,
    ru: &'static str,
}

impl Words {
    fn of(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Fr => self.fr,
            Lang::Uk => self.uk,
            Lang::En => self.en,
            Lang::Ru => self.ru,
        }
    }
}

/// The offer that every counter has by its charter (circulaire 6094/SG of 1 July 2019 and the partners since).
const OFFER: Words = Words {
    fr: "Un agent vous aide gratuitement dans vos démarches : papiers d’identité, permis de conduire et carte grise, \
         assurance maladie et carte Vitale, allocations familiales et aide au logement (CAF), impôts, recherche d’emploi \
         (France Travail), retraite. Il vous aide à remplir les demandes et à les envoyer en ligne ; des ordinateurs avec \
         accès à internet sont à disposition.\n\n\
         Ce guichet réunit plusieurs services publics. Il ne décide pas des dossiers : il explique, accompagne et met en \
         relation.",
    uk: "Працівник безкоштовно допоможе з адміністративними справами: документи, що посвідчують особу, водійське \
         посвідчення та реєстрація автомобіля (carte grise), медичне страхування і картка Vitale, сімейні виплати та \
         допомога на житло (CAF), податки, пошук роботи (France Travail), пенсія. Тут допомагають заповнити заяви й подати \
         їх онлайн; є комп’ютери з доступом до інтернету.\n\n\
         Це спільне віконце кількох державних служб. Рішень тут не ухвалюють: пояснюють, допомагають і скеровують до \
         потрібної служби.",
    en: "A member of staff helps you free of charge with official paperwork: identity documents, driving licence and vehicle \
         registration (carte grise), health insurance and the Vitale card, family allowances and housing benefit (CAF), \
         taxes, looking for work (France Travail), pensions. They help you fill in applications and send them online; \
         computers with internet access are available.\n\n\
         It is one counter for several public services. It does not decide cases: it explains, helps and puts you in touch \
         with the right office.",
    ru: "Сотрудник бесплатно поможет с административными делами: документы, удостоверяющие личность, водительские права и \
         регистрация автомобиля (carte grise), медицинская страховка и карта Vitale, семейные пособия и помощь на жильё \
         (CAF), налоги, поиск работы (France Travail), пенсия. Здесь помогают заполнить заявления и подать их онлайн; есть \
         компьютеры с доступом в интернет.\n\n\
         Это общее окно нескольких государственных служб. Решений здесь не принимают: объясняют, помогают и направляют в \
         нужную службу.",
};

const BRANCH: Words = Words {
    fr: "Antenne d’une structure France services.",
    uk: "Філія центру France services.",
    en: "Branch of a France services centre.",
    ru: "Филиал центра France services.",
};

const MOVING: Words = Words {
    fr: "Point d’accueil mobile : le lieu change selon les jours et les heures sont celles de la tournée. Téléphonez avant \
         de vous déplacer.",
    uk: "Пересувний пункт: місце змінюється залежно від дня, а години — це години маршруту. Зателефонуйте, перш ніж їхати.",
    en: "Mobile service point: the place changes from day to day, and the hours are those of the tour. Call before you go.",
    ru: "Передвижной пункт: место меняется в зависимости от дня, а часы — это часы маршрута. Позвоните, прежде чем ехать.",
};

const SEVERAL: Words = Words {
    fr: "Cette structure accueille le public dans plusieurs lieux. Vérifiez par téléphone où vous rendre.",
    uk: "Цей центр приймає в кількох місцях. Уточніть телефоном, куди приходити.",
    en: "This centre receives people in several places. Call to check where to go.",
    ru: "Этот центр принимает в нескольких местах. Уточните по телефону, куда приходить.",
};

const BY_APPOINTMENT: Words = Words {
    fr: "Uniquement sur rendez-vous.",
    uk: "Прийом лише за попереднім записом.",
    en: "By appointment only.",
    ru: "Приём только по предварительной записи.",
};

/// What stands before the counter's own French words; they follow in quotes.
const SAYS: Words = Words {
    fr: "",
    uk: "Центр повідомляє (французькою):",
    en: "The centre says (in French):",
    ru: "Центр сообщает (по-французски):",
};

const HOURS: Words = Words {
    fr: "Horaires indiqués par la source, à vérifier par téléphone :",
    uk: "Години, зазначені джерелом (французькою), уточніть телефоном:",
    en: "Hours given by the source (in French), please check by telephone:",
    ru: "Часы, указанные источником (по-французски), уточните по телефону:",
};

/// Whether the counter comes to people, so that neither its address nor its hours say when it is where.
pub(super) fn is_moving(format: &str) -> bool {
    matches!(format, "Bus_équivalent" | "Itinérante")
}

/// The texts in all languages.
pub(super) fn texts(name: &str, kind: &str, format: &str, comment: &Comment, week: &Week) -> Translated<ListingText> {
    let text = |lang| ListingText {
        name: name.to_owned(),
        description: paragraphs(
            [OFFER.of(lang), if kind == "Antenne" { BRANCH.of(lang) } else { "" }].map(str::to_owned),
        ),
        conditions: conditions(lang, comment, week),
        documents: Vec::new(),
        directions: match format {
            _ if is_moving(format) => MOVING.of(lang).to_owned(),
            "Multisites" => SEVERAL.of(lang).to_owned(),
            _ => String::new(),
        },
    };
    let written = Translated::written_in(Lang::Fr, text(Lang::Fr));
    [Lang::Uk, Lang::En, Lang::Ru]
        .into_iter()
        .fold(written, |texts, lang| texts.and(lang, TextState::Reviewed, text(lang)))
}

fn conditions(lang: Lang, comment: &Comment, week: &Week) -> String {
    let by_appointment = comment.is_by_appointment_only();
    let says = match comment.text.as_str() {
        "" => String::new(),
        text if lang == Lang::Fr => text.to_owned(),
        // The translated sentence says the same.
        text if by_appointment && text.chars().count() <= 40 => String::new(),
        text => format!("{} «{text}»", SAYS.of(lang)),
    };
    let appointment = if by_appointment && lang != Lang::Fr { BY_APPOINTMENT.of(lang) } else { "" };
    let hours = match (week.own_words.join(", "), lang) {
        (words, _) if words.is_empty() => words,
        (words, Lang::Fr) => format!("{} {words}", HOURS.of(lang)),
        (words, _) => format!("{} «{words}»", HOURS.of(lang)),
    };
    paragraphs([appointment.to_owned(), says, hours])
}

fn paragraphs<const N: usize>(texts: [String; N]) -> String {
    texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
}
