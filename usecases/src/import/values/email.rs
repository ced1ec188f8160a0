//! E-mail addresses. Stricter than the standard and as strict as mail programs.

/// The addresses of a text that may hold several. `Err` is a piece that is none.
pub fn addresses(text: &str) -> Vec<Result<String, &str>> {
    let pieces = text.split([';', ',', '/', '|', '\n']).flat_map(|piece| piece.split(" - "));
    let pieces = pieces.flat_map(|piece| piece.split(" ou ")).map(str::trim).filter(|piece| !piece.is_empty());
    pieces.map(|piece| address(piece).ok_or(piece)).collect()
}

/// One address, the domain in lower case.
pub fn address(text: &str) -> Option<String> {
    let text = text.trim();
    let text = text.strip_prefix("mailto:").unwrap_or(text);
    let (local, domain) = text.split_once('@')?;
    let domain = domain.to_ascii_lowercase();
    let valid = text.len() <= 254 && is_local(local) && is_domain(&domain);
    valid.then(|| format!("{local}@{domain}"))
}

fn is_local(local: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"._%+-'&=!#$*/?^`{|}~".contains(&b);
    (1..=64).contains(&local.len())
        && local.bytes().all(allowed)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
}

/// Labels of letters, digits and hyphens, at least two of them, the last of letters.
pub fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let top = domain.rsplit('.').next().unwrap_or_default();
    let is_top = top.starts_with("xn--") || (top.len() >= 2 && top.bytes().all(|b| b.is_ascii_alphabetic()));
    domain.len() <= 253 && domain.contains('.') && domain.split('.').all(is_label) && is_top
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_words() {
        assert_eq!(address("mailto:France-Services@CARCT.fr").as_deref(), Some("France-Services@carct.fr"));
        assert_eq!(address(" l'accueil@mairie.gouv.fr ").as_deref(), Some("l'accueil@mairie.gouv.fr"));
        for text in ["", "oui", "a@b", "a b@c.fr", "a@b..fr", ".a@b.fr", "a@b.fr@c.fr", "a@-b.fr", "a@b.1", "é@b.fr"] {
            assert_eq!(address(text), None, "{text}");
        }
    }

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
