//! Texts with markup: what web pages and maps leave in them is read, and not shown.
//! Knows nothing about pages; a text without tags stays as it is.

/// Tags that are markup; anything else between angle brackets is somebody's text.
const TAGS: [&str; 34] = [
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "center",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "u",
    "ul",
];
/// Tags of tables, and those whose text is none.
const MORE: [&str; 10] = ["td", "th", "tr", "tbody", "thead", "script", "style", "iframe", "section", "article"];

/// The text without markup: paragraphs and list items stand on lines of their own, links say where they lead.
pub fn plain(text: &str) -> String {
    let text = if has_markup(text) { without_tags(text) } else { text.to_owned() };
    if text.contains('&') { with_entities(&text) } else { text }
}

/// The same for a text in the syntax of uMap: `**bold**`, `[[https://example.org|words]]`, `{{picture}}`.
pub fn plain_of_map(text: &str) -> String {
    let mut result = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(['[', '{']) {
        let (open, close) = if rest[start..].starts_with("[[") { ("[[", "]]") } else { ("{{", "}}") };
        result.push_str(&rest[..start]);
        let inner = rest[start..].strip_prefix(open).and_then(|inner| inner.split_once(close));
        let Some((inner, after)) = inner else {
            result.push_str(&rest[start..=start]);
            rest = &rest[start + 1..];
            continue;
        };
        if open == "[[" {
            let (address, words) = inner.split_once('|').unwrap_or((inner, ""));
            result.push_str(&link(address, words));
        }
        rest = after;
    }
    result.push_str(rest);
    plain(&result.replace("**", "")).trim().to_owned()
}

fn has_markup(text: &str) -> bool {
    text.match_indices('<').any(|(place, _)| tag(&text[place..]).is_some())
}

/// A tag at the beginning of a text: its name, whether it closes, its attributes, and how long it is.
fn tag(text: &str) -> Option<(String, bool, &str, usize)> {
    let inner = text.strip_prefix('<')?;
    if let Some(comment) = inner.strip_prefix("!--") {
        let end = comment.find("-->")?;
        return Some(("!".to_owned(), true, "", end + 7));
    }
    let end = inner.find('>')?;
    let (closes, body) = inner[..end].strip_prefix('/').map_or((false, &inner[..end]), |body| (true, body));
    let name_end = body.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(body.len());
    let name = body[..name_end].to_ascii_lowercase();
    let known = TAGS.contains(&name.as_str()) || MORE.contains(&name.as_str());
    let attributes = &body[name_end..];
    let spaced = attributes.is_empty() || attributes.starts_with([' ', '/', '\n', '\t', '\r']);
    (known && spaced).then_some((name, closes, attributes, end + 2))
}

fn without_tags(text: &str) -> String {
    let mut result = String::new();
    // The address of the link that is open, and where its words begin.
    let mut open: Option<(String, usize)> = None;
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        result.push_str(&rest[..start]);
        rest = &rest[start..];
        let Some((name, closes, attributes, length)) = tag(rest) else {
            result.push('<');
            rest = &rest[1..];
            continue;
        };
        rest = &rest[length..];
        match name.as_str() {
            "script" | "style" | "iframe" if !closes => {
                let end = rest.to_ascii_lowercase().find(&format!("</{name}"));
                rest = end.map_or("", |end| &rest[end..]);
            }
            "a" if !closes => open = Some((address(attributes), result.len())),
            "a" => {
                if let Some((address, from)) = open.take() {
                    let words = result.split_off(from.min(result.len()));
                    result.push_str(&link(&address, &words));
                }
            }
            "br" | "tr" | "li" | "dt" | "dd" if !(closes && name == "li") => result.push('\n'),
            "td" | "th" if !closes => result.push(' '),
            "p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "blockquote" | "table" | "hr"
            | "pre" | "section" | "article" => result.push_str("\n\n"),
            _ => {}
        }
    }
    result.push_str(rest);
    result.trim().to_owned()
}

/// The value of `href`.
fn address(attributes: &str) -> String {
    let lower = attributes.to_ascii_lowercase();
    let Some(place) = lower.find("href=") else { return String::new() };
    let value = &attributes[place + 5..];
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let end = match quote {
        Some(quote) => value[1..].split(quote).next(),
        None => value.split([' ', '>']).next(),
    };
    end.unwrap_or_default().to_owned()
}

/// The words of a link, and where it leads if the words do not say so.
fn link(address: &str, words: &str) -> String {
    let shown = address.strip_prefix("mailto:").unwrap_or(address);
    let is_told =
        words.contains(shown.trim_end_matches('/').trim_start_matches("https://").trim_start_matches("http://"));
    let leads = address.starts_with("http://") || address.starts_with("https://") || address.starts_with("mailto:");
    match (words.trim(), leads && !is_told) {
        ("", true) => shown.to_owned(),
        (words, true) => format!("{words} ({shown})"),
        (words, false) => words.to_owned(),
    }
}

/// Named and numbered characters; `&` alone is somebody's text. Once, and not again: `&amp;lt;` is `&lt;`.
fn with_entities(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        result.push_str(&rest[..start]);
        let body = &rest[start + 1..];
        let end = body.find(';').filter(|end| *end <= 10);
        match end.and_then(|end| Some((entity(&body[..end])?, end))) {
            Some((c, end)) => {
                result.push(c);
                rest = &body[end + 1..];
            }
            None => {
                result.push('&');
                rest = body;
            }
        }
    }
    result.push_str(rest);
    result
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let code = hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok());
        return code.and_then(char::from_u32).filter(|c| !c.is_control() || *c == '\n');
    }
    NAMED.iter().find(|(known, _)| *known == name).map(|(_, c)| *c)
}

/// Of HTML 4, those of the languages that sources write.
const NAMED: [(&str, char); 58] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("thinsp", '\u{2009}'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("sbquo", '‚'),
    ("bdquo", '„'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("bull", '•'),
    ("middot", '·'),
    ("deg", '°'),
    ("euro", '€'),
    ("copy", '©'),
    ("reg", '®'),
    ("times", '×'),
    ("agrave", 'à'),
    ("Agrave", 'À'),
    ("aacute", 'á'),
    ("acirc", 'â'),
    ("Acirc", 'Â'),
    ("auml", 'ä'),
    ("Auml", 'Ä'),
    ("aelig", 'æ'),
    ("ccedil", 'ç'),
    ("Ccedil", 'Ç'),
    ("egrave", 'è'),
    ("Egrave", 'È'),
    ("eacute", 'é'),
    ("Eacute", 'É'),
    ("ecirc", 'ê'),
    ("Ecirc", 'Ê'),
    ("euml", 'ë'),
    ("icirc", 'î'),
    ("iuml", 'ï'),
    ("iacute", 'í'),
    ("ocirc", 'ô'),
    ("Ocirc", 'Ô'),
    ("ouml", 'ö'),
    ("Ouml", 'Ö'),
    ("oacute", 'ó'),
    ("oelig", 'œ'),
    ("OElig", 'Œ'),
    ("ugrave", 'ù'),
    ("ucirc", 'û'),
    ("uuml", 'ü'),
    ("Uuml", 'Ü'),
    ("ntilde", 'ñ'),
    ("szlig", 'ß'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_of_sources_is_read_and_not_shown() {
        assert_eq!(
            plain("<p>Repas <b>chauds</b>&nbsp;&eacute;t&eacute;</p><p>Le soir</p>"),
            "Repas chauds\u{a0}été\n\n\n\nLe soir"
        );
        assert_eq!(plain("Un<br/>deux<BR>trois"), "Un\ndeux\ntrois");
        assert_eq!(plain("<ul><li>lit</li><li>douche</li></ul>"), "lit\ndouche");
        assert_eq!(plain("<a href=\"https://example.org/x\">le site</a>."), "le site (https://example.org/x).");
        assert_eq!(plain("<a href='mailto:a@example.org'>a@example.org</a>"), "a@example.org");
        assert_eq!(plain("<a href=\"javascript:alert(1)\">ici</a>"), "ici");
        assert_eq!(plain("a<script>alert('<b>')</script>b<!-- c -->"), "ab");
        assert_eq!(plain("l&#39;&#x41;ide &amp; l&rsquo;écoute"), "l'Aide & l’écoute");
        assert_eq!(plain("&amp;lt;"), "&lt;");
    }

    #[test]
    fn what_is_no_markup_stays() {
        for text in ["a < b > c", "moins de <18 ans>", "A&B; C & D", "x <marie@example.org>", "1<2", "<", "&;", "<p"] {
            assert_eq!(plain(text), text);
        }
    }

    #[test]
    fn markup_of_maps_is_read_and_not_shown() {
        let text = "**Gras** [[https://example.org|site]] {{https://example.org/i.png}}";
        assert_eq!(plain_of_map(text), "Gras site (https://example.org)");
        assert_eq!(plain_of_map("[1] {a}"), "[1] {a}");
    }
}
