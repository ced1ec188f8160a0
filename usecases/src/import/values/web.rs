//! Web addresses that are safe to link: absolute, `http` or `https`, with a host that has a name.

use super::email::is_domain;

/// Longest address that browsers share (also the limit of data·inclusion).
const MAX_LENGTH: usize = 2083;

/// The address, with `https://` where people left it out before `www.`.
pub fn address(text: &str) -> Option<String> {
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
    fn only_web_addresses_are_linked() {
        for text in ["https://example.org", "http://example.org:8080/a?b=c#d", "https://україна.укр/шлях"]
        {
            assert_eq!(address(text).as_deref(), Some(text));
        }
        assert_eq!(address(" WWW.example.org/x ").as_deref(), Some("https://WWW.example.org/x"));
        assert_eq!(address("HTTPS://example.org").as_deref(), Some("https://example.org"));
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
            assert_eq!(address(text), None, "{text}");
        }
    }
}
