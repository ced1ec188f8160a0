//! E-mail addresses that stand in one field.

use domain::valid::email;

/// The addresses of a text that may hold several. `Err` is a piece that is none.
pub fn addresses(text: &str) -> Vec<Result<String, &str>> {
    let pieces = text.split([';', ',', '/', '|', '\n']).flat_map(|piece| piece.split(" - "));
    let pieces = pieces.flat_map(|piece| piece.split(" ou ")).map(str::trim).filter(|piece| !piece.is_empty());
    pieces.map(|piece| email(piece).ok_or(piece)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_may_hold_several_addresses() {
        let found = addresses("mairie@dourgne.fr - aini.abdou@dourgne.fr; personne");
        assert_eq!(
            found,
            [Ok("mairie@dourgne.fr".to_owned()), Ok("aini.abdou@dourgne.fr".to_owned()), Err("personne")]
        );
        assert!(addresses("").is_empty());
    }
}
