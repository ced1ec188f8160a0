//! The code lists of the schema in our vocabulary. `None` is deliberate: we have no word for it, and the code is kept.

use domain::{
    CodeSet,
    vocabulary::{Audience, Category, Cost},
};

/// Categories of a theme; `None` for one of no group that the schema has.
pub(super) fn categories(theme: &str) -> Option<CodeSet<Category>> {
    use Category::{
        Clothing, Courses, Culture, Food, Health, Housing, Legal, Money, Phone, Psychological, School, Transport, Work,
    };
    let (group, detail) = theme.split_once("--")?;
    let categories: &[Category] = match (group, detail) {
        (
            "choisir-un-metier"
            | "creer-une-entreprise"
            | "preparer-sa-candidature"
            | "se-former"
            | "trouver-un-emploi",
            _,
        ) => &[Work],
        ("difficultes-administratives-ou-juridiques", _) => &[Legal],
        ("difficultes-financieres", _) => &[Money],
        // Cleaning and shopping for people who cannot: none of our categories.
        ("equipement-et-alimentation", "aide-menagere") => &[],
        ("equipement-et-alimentation", "alimentation") => &[Food],
        ("equipement-et-alimentation", "electromenager") => &[Housing],
        ("equipement-et-alimentation", "habillement") => &[Clothing],
        ("famille", "garde-denfants" | "soutien-a-la-parentalite-et-a-leducation") => &[School],
        ("famille", "prise-en-charge-personne-dependante" | "soutien-aidants") => &[Health],
        ("famille", "surmonter-conflits-separation-violence") => &[Legal, Psychological],
        ("lecture-ecriture-calcul", _) => &[Courses],
        ("logement-hebergement", "reduire-les-impayes-de-loyer") => &[Housing, Money],
        ("logement-hebergement", _) => &[Housing],
        ("mobilite", "financer-ma-mobilite") => &[Transport, Money],
        ("mobilite", _) => &[Transport],
        ("numerique", "acceder-a-des-services-en-ligne") => &[Phone, Legal],
        ("numerique", _) => &[Phone],
        ("remobilisation", "bien-etre-confiance-en-soi") => &[Psychological],
        ("remobilisation", _) => &[Culture],
        ("sante", "addictions") => &[Health, Psychological],
        ("sante", "constituer-un-dossier-mdph-invalidite") => &[Health, Legal],
        ("sante", "sante-mentale") => &[Psychological],
        ("sante", _) => &[Health],
        ("souvrir-a-linternational", "sorganiser-suite-a-son-retour-en-france") => &[Legal],
        ("souvrir-a-linternational", _) => &[Work],
        _ => return None,
    };
    Some(categories.iter().copied().collect())
}

/// Audiences of a public with its French name; `None` for a public that is not in the list of the schema.
pub(super) fn audiences(public: &str) -> Option<(CodeSet<Audience>, &'static str)> {
    let (audiences, name): (&[Audience], _) = match public {
        "tous-publics" => (&[Audience::Everyone], "tous publics"),
        "etudiants" => (&[Audience::Students], "étudiants"),
        "familles" => (&[Audience::Families], "familles"),
        "femmes" => (&[Audience::Women], "femmes"),
        "personnes-en-situation-de-handicap" => (&[Audience::Disabled], "personnes en situation de handicap"),
        // Refugees, asylum seekers, immigrants: those of our audiences whom it names.
        "personnes-exilees" => (&[Audience::TemporaryProtection, Audience::AsylumSeekers], "personnes exilées"),
        "seniors" => (&[Audience::Elderly], "séniors"),
        "actifs" => (&[], "actifs"),
        "beneficiaires-des-minimas-sociaux" => (&[], "bénéficiaires des minimas sociaux"),
        "demandeurs-emploi" => (&[], "demandeurs d’emploi"),
        // Young people at large; minors without their parents are somebody else.
        "jeunes" => (&[], "jeunes"),
        "personnes-en-situation-durgence" => (&[], "personnes en situation d’urgence"),
        "personnes-en-situation-juridique-specifique" => (&[], "personnes en situation juridique spécifique"),
        "residents-qpv-frr" => (&[], "résidents en QPV ou FRR"),
        _ => return None,
    };
    Some((audiences.iter().copied().collect(), name))
}

/// What it costs.
pub(super) fn cost(code: &str) -> Option<Cost> {
    match code {
        "gratuit" => Some(Cost::Free),
        "payant" => Some(Cost::Paid),
        _ => None,
    }
}

/// Whether it helps from afar, in person, or both, from the list of ways.
pub(super) fn remote(modes: &[String]) -> Option<bool> {
    let has = |mode: &str| modes.iter().any(|known| known == mode);
    match (has("a-distance"), has("en-presentiel")) {
        (true, _) => Some(true),
        (false, true) => Some(false),
        (false, false) => None,
    }
}

/// Whether it is only from afar: then its address is not a place to go to.
pub(super) fn is_only_remote(modes: &[String]) -> bool {
    !modes.is_empty() && modes.iter().all(|mode| mode == "a-distance")
}
