//! The objects of the schema, version 1, as far as a listing needs them. Unknown fields are ignored, as the schema asks.

use serde::Deserialize;

/// Who offers services.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Structure {
    pub id: String,
    pub source: String,
    pub nom: String,
    pub date_maj: String,
    pub siret: Option<String>,
    pub description: Option<String>,
    pub site_web: Option<String>,
    pub lien_source: Option<String>,
    pub accessibilite_lieu: Option<String>,
    pub reseaux_porteurs: Option<Vec<String>>,
    #[serde(flatten)]
    pub place: Place,
}

/// What a structure offers.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Service {
    pub id: String,
    pub source: String,
    pub structure_id: String,
    pub nom: String,
    pub description: String,
    pub date_maj: String,
    pub r#type: Option<String>,
    pub thematiques: Option<Vec<String>>,
    pub publics: Option<Vec<String>>,
    pub publics_precisions: Option<String>,
    pub conditions_acces: Option<String>,
    pub frais: Option<String>,
    pub frais_precisions: Option<String>,
    pub modes_accueil: Option<Vec<String>>,
    pub modes_mobilisation: Option<Vec<String>>,
    pub mobilisable_par: Option<Vec<String>>,
    pub mobilisation_precisions: Option<String>,
    pub lien_mobilisation: Option<String>,
    pub lien_source: Option<String>,
    pub zone_eligibilite: Option<Vec<String>>,
    pub nombre_semaines: Option<serde_json::Number>,
    pub volume_horaire_hebdomadaire: Option<serde_json::Number>,
    #[serde(flatten)]
    pub place: Place,
}

/// What both have: an address, hours, and how to reach them.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Place {
    pub adresse: Option<String>,
    pub complement_adresse: Option<String>,
    pub code_postal: Option<String>,
    pub commune: Option<String>,
    pub code_insee: Option<String>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub horaires_accueil: Option<String>,
    pub telephone: Option<String>,
    pub courriel: Option<String>,
}

impl Place {
    /// Whether it says where it is. A service that does has an address of its own.
    pub fn has_address(&self) -> bool {
        let texts = [&self.adresse, &self.code_postal, &self.commune, &self.code_insee];
        texts.iter().any(|text| text.as_ref().is_some_and(|text| !text.trim().is_empty()))
    }
}
