//! Telephone numbers, e-mail and web addresses: whether they can be dialled, written to, linked.
//! Knows nothing about how people write them down besides.

/// Whether a number can be dialled as it stands: E.164, or a short one.
pub fn is_callable(number: &str) -> bool {
    let are_digits = |digits: &str| digits.bytes().all(|b| b.is_ascii_digit());
    match number.strip_prefix('+') {
        // Nine digits behind +33; those of departments overseas have calling codes of their own.
        Some(digits) if digits.starts_with("33") => {
            are_digits(digits) && digits.len() == 11 && !digits.starts_with("330") && !is_overseas(&digits[2..])
        }
        Some(digits) => are_digits(digits) && (7..=15).contains(&digits.len()) && !digits.starts_with('0'),
        None => are_digits(number) && (2..=6).contains(&number.len()),
    }
}

fn is_overseas(national: &str) -> bool {
    const PREFIXES: [&str; 15] =
        ["262", "263", "269", "639", "692", "693", "590", "690", "691", "594", "694", "596", "696", "697", "508"];
    // The second is set aside for fiction.
    PREFIXES.iter().any(|prefix| national.starts_with(prefix)) && !national.starts_with("63998")
}

/// One address, the domain in lower case.
pub fn email(text: &str) -> Option<String> {
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
fn is_domain(domain: &str) -> bool {
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

/// Longest address that browsers share (also the limit of data·inclusion).
const MAX_LENGTH: usize = 2083;

/// The address, with `https://` where people left it out before `www.`.
pub fn web(text: &str) -> Option<String> {
    let text = text.trim();
    let text = if text.to_ascii_lowercase().starts_with("www.") { format!("https://{text}") } else { text.to_owned() };
    let (scheme, rest) = text.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = authority.split_once(':').unwrap_or((authority, "80"));
    let is_port = !port.is_empty() && port.len() <= 5 && port.bytes().all(|b| b.is_ascii_digit());
    let clean =
        text.chars().all(|c| !c.is_whitespace() && !c.is_control() && !matches!(c, '"' | '<' | '>' | '\\' | '`'));
    let valid = is_web && is_port && clean && text.len() <= MAX_LENGTH && is_host(host);
    valid.then(|| format!("{}://{rest}", scheme.to_ascii_lowercase()))
}

/// A domain, which may be written in letters that are not ASCII.
fn is_host(host: &str) -> bool {
    let ascii: String = host.chars().map(|c| if c.is_alphanumeric() && !c.is_ascii() { 'x' } else { c }).collect();
    is_domain(&ascii)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_dialled_is_international_or_short() {
        for number in ["+33450568749", "+262692112233", "+687270000", "+380441234567", "15", "3919", "116117"] {
            assert!(is_callable(number), "{number}");
        }
        for number in
            ["", "+", "0450568749", "+33692112233", "+33045056874", "+3345056874", "+0441234567", "1", "+1 2", "04 50"]
        {
            assert!(!is_callable(number), "{number}");
        }
    }

    #[test]
    fn addresses_are_told_from_words() {
        assert_eq!(email("mailto:France-Services@CARCT.fr").as_deref(), Some("France-Services@carct.fr"));
        assert_eq!(email(" l'accueil@mairie.gouv.fr ").as_deref(), Some("l'accueil@mairie.gouv.fr"));
        for text in ["", "oui", "a@b", "a b@c.fr", "a@b..fr", ".a@b.fr", "a@b.fr@c.fr", "a@-b.fr", "a@b.1", "é@b.fr"] {
            assert_eq!(email(text), None, "{text}");
        }
    }

    #[test]
    fn only_web_addresses_are_linked() {
        for text in ["https://example.org", "http://example.org:8080/a?b=c#d", "https://україна.укр/шлях"]
        {
            assert_eq!(web(text).as_deref(), Some(text));
        }
        assert_eq!(web(" WWW.example.org/x ").as_deref(), Some("https://WWW.example.org/x"));
        assert_eq!(web("HTTPS://example.org").as_deref(), Some("https://example.org"));
        for text in [
            "",
            "example",
            "ttps://example.org",
            "javascript:alert(1)",
            "https://a b.fr",
            "https://user@example.org",
            "https://localhost",
            "https:///x",
            "https://example.org/\">",
        ] {
            assert_eq!(web(text), None, "{text}");
        }
    }
}
