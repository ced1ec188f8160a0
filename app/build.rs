//! Makes one table of texts out of `locales/*.toml`, and refuses languages that do not say the same things.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::Path,
};

use toml::{Table, Value};

/// The order of `domain::Lang`.
const LANGS: [&str; 4] = ["uk", "fr", "en", "ru"];
/// The order of `domain::plural::Plural`.
const FORMS: [&str; 4] = ["one", "few", "many", "other"];
/// The forms that each language must give; the others stand for its last one.
const NEEDED: [&[&str]; 4] = [&["one", "few", "many"], &["one", "other"], &["one", "other"], &["one", "few", "many"]];

/// A section that the browser's scripts bring themselves: see `frontend/bundle.mjs`.
const FOR_SCRIPTS: &str = "script";

/// Stands between two texts; `app::i18n` cuts there.
const BETWEEN: &str = "\n";

enum Message {
    Plain(String),
    /// By [`FORMS`].
    Counted([String; 4]),
}

fn main() {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=../style/icons.svg");
    let catalogues: Vec<BTreeMap<String, Message>> = (0..LANGS.len()).map(read).collect();
    check(&catalogues);
    let out = std::env::var("OUT_DIR").unwrap_or_default();
    let write = |name: &str, text: &str| {
        fs::write(Path::new(&out).join(name), text).expect("the build directory can be written");
    };
    let texts = texts(&catalogues);
    write("keys.rs", &keys(&catalogues[1]));
    write("texts.rs", &format!("[{}]", texts.iter().map(|text| format!("{text:?},")).collect::<String>()));
    println!("cargo::rustc-env=TEXTS_HASH={:016x}", fnv1a(texts.concat().as_bytes()));
    let icons = fs::read("../style/icons.svg").unwrap_or_default();
    println!("cargo::rustc-env=ICONS_HASH={:016x}", fnv1a(&icons));
}

fn read(lang: usize) -> BTreeMap<String, Message> {
    let path = format!("locales/{}.toml", LANGS[lang]);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut table: Table = text.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
    table.remove(FOR_SCRIPTS);
    let mut messages = BTreeMap::new();
    flatten("", &table, lang, &mut messages);
    messages
}

fn flatten(prefix: &str, table: &Table, lang: usize, messages: &mut BTreeMap<String, Message>) {
    for (key, value) in table {
        let name = format!("{prefix}{}", key.replace('-', "_").to_uppercase());
        match value {
            Value::String(text) => drop(messages.insert(name, Message::Plain(text.clone()))),
            Value::Table(forms) if forms.keys().all(|form| FORMS.contains(&form.as_str())) => {
                drop(messages.insert(name.clone(), Message::Counted(counted(&name, forms, lang))));
            }
            Value::Table(table) => flatten(&format!("{name}_"), table, lang, messages),
            _ => panic!("{}: {name} is neither text nor table", LANGS[lang]),
        }
    }
}

fn counted(name: &str, forms: &Table, lang: usize) -> [String; 4] {
    for needed in NEEDED[lang] {
        assert!(forms.contains_key(*needed), "{}: {name} lacks the form `{needed}`", LANGS[lang]);
    }
    let last = NEEDED[lang][NEEDED[lang].len() - 1];
    FORMS.map(|form| forms.get(form).or_else(|| forms.get(last)).and_then(Value::as_str).unwrap_or_default().to_owned())
}

fn check(catalogues: &[BTreeMap<String, Message>]) {
    let reference = &catalogues[1];
    for (lang, catalogue) in catalogues.iter().enumerate() {
        let (ours, theirs): (BTreeSet<_>, BTreeSet<_>) = (catalogue.keys().collect(), reference.keys().collect());
        let difference: Vec<_> = ours.symmetric_difference(&theirs).collect();
        assert!(difference.is_empty(), "{} and fr do not have the same keys: {difference:?}", LANGS[lang]);
        for (key, message) in catalogue {
            let is_one_line = forms(message).iter().all(|text| !text.contains(BETWEEN));
            assert!(is_one_line, "{}: {key} has several lines", LANGS[lang]);
            let same = placeholders(message) == placeholders(&reference[key])
                && forms(message).len() == forms(&reference[key]).len();
            assert!(same, "{}: {key} has other placeholders or forms than fr", LANGS[lang]);
        }
    }
}

/// Names in `{braces}`.
fn placeholders(message: &Message) -> BTreeSet<String> {
    let text = match message {
        Message::Plain(text) => text.clone(),
        Message::Counted(forms) => forms[2].clone() + &forms[3],
    };
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name.to_owned()).collect()
}

/// A constant for each key: its place among the texts.
fn keys(catalogue: &BTreeMap<String, Message>) -> String {
    let (mut out, mut place) = (String::new(), 0);
    for (key, message) in catalogue {
        let (kind, length) = match message {
            Message::Plain(_) => ("Msg", 1),
            Message::Counted(_) => ("Counted", FORMS.len()),
        };
        let _ = writeln!(out, "pub const {key}: {kind} = {kind}({place});");
        place += length;
    }
    out
}

/// The texts of each language in one piece, in the order of their keys.
fn texts(catalogues: &[BTreeMap<String, Message>]) -> Vec<String> {
    let all = |catalogue: &BTreeMap<String, Message>| catalogue.values().flat_map(forms).cloned().collect::<Vec<_>>();
    catalogues.iter().map(|catalogue| all(catalogue).join(BETWEEN)).collect()
}

fn forms(message: &Message) -> &[String] {
    match message {
        Message::Plain(text) => std::slice::from_ref(text),
        Message::Counted(forms) => forms,
    }
}

/// A short name for a file's content.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
