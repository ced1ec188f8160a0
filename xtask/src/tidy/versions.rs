//! Versions that stand in two files and have to be one.

use super::Finding;
use super::source::Source;
use crate::setup::tools::locked_version;

/// Trunk refuses a wasm-bindgen program of another version than its configuration names.
pub fn agree(sources: &[Source]) -> Option<Finding> {
    let text = |path: &str| sources.iter().find(|source| source.path == path).map(|source| source.text.as_str());
    let trunk: toml::Table = text("Trunk.toml")?.parse().ok()?;
    let configured = trunk.get("tools")?.get("wasm_bindgen")?.as_str()?;
    let locked = locked_version(text("Cargo.lock")?, "wasm-bindgen").ok()?;
    let message = format!("[tools] names wasm-bindgen {configured}, Cargo.lock {locked}");
    (locked != configured).then(|| Finding::about("Trunk.toml", message))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(locked: &str) -> Option<Finding> {
        let lock = format!("[[package]]\nname = \"wasm-bindgen\"\nversion = \"{locked}\"\n");
        let trunk = "[tools]\nwasm_bindgen = \"0.2.130\"\n";
        agree(&[Source::new("Cargo.lock", &lock), Source::new("Trunk.toml", trunk)])
    }

    #[test]
    fn the_two_versions_of_wasm_bindgen_are_one() {
        assert_eq!(check("0.2.130"), None);
        assert!(check("0.2.131").is_some());
        assert_eq!(agree(&[]), None);
    }
}
