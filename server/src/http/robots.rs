//! What machines are told about the site: where robots should not go, and where to report a weakness.

use domain::time::{Timestamp, rfc3339};
use usecases::site::Site;

use crate::state::SecurityContact;

/// How long a statement about the security contact holds, in seconds. It is made anew with every answer.
const HOLDS: Timestamp = 180 * 86_400;

/// `/robots.txt`: pages are welcome to be found, searches are endless, and positions are nobody's business.
pub fn robots(site: &Site) -> String {
    let mut text = "User-agent: *\nDisallow: /*/find?\nDisallow: /*near=\nDisallow: /api/page/\n".to_owned();
    if !site.base.is_empty() {
        text.push_str(&format!("\nSitemap: {}/sitemap.xml\n", site.base));
    }
    text
}

/// `/.well-known/security.txt` as in RFC 9116.
pub fn security_txt(contact: &SecurityContact, site: &Site, now: Timestamp) -> String {
    let mut text =
        format!("Contact: {}\nExpires: {}\nPreferred-Languages: fr, en, uk\n", contact.0, rfc3339(now + HOLDS));
    if !site.base.is_empty() {
        text.push_str(&format!("Canonical: {}/.well-known/security.txt\n", site.base));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instance_without_an_address_names_no_sitemap() {
        assert!(!robots(&Site::default()).contains("Sitemap"));
        let site = Site { base: "https://aide.example".into() };
        assert!(robots(&site).ends_with("Sitemap: https://aide.example/sitemap.xml\n"));
    }

    #[test]
    fn the_security_contact_never_expires_while_the_server_runs() {
        let text = security_txt(&SecurityContact("mailto:a@b.example".into()), &Site::default(), 0);
        assert!(text.starts_with("Contact: mailto:a@b.example\nExpires: 1970-06-30T00:00:00Z\n"));
    }
}
