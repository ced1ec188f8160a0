//! The names in the list of places are written as natives and offices write them.

const PLACES: &str = include_str!("../../basemap/places.tsv");

/// The columns of a place that this file speaks of.
struct Row<'a> {
    kind: &'a str,
    name: &'a str,
    country: &'a str,
    uk: &'a str,
    fr: &'a str,
    en: &'a str,
    ru: &'a str,
    aliases: &'a str,
}

fn rows() -> Vec<Row<'static>> {
    let row = |line: &'static str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [kind, name, _, _, _, country, _, _, _, uk, fr, en, ru, aliases] = cells[..] else { panic!("{line}") };
        let or_name = |own: &'static str| if own.is_empty() { name } else { own };
        Row { kind, name, country, uk, fr: or_name(fr), en: or_name(en), ru: or_name(ru), aliases }
    };
    PLACES.lines().skip(1).map(row).collect()
}

fn is_cyrillic(letter: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&letter)
}

#[test]
fn no_word_mixes_two_alphabets() {
    for row in rows() {
        for name in [row.name, row.uk, row.fr, row.en, row.ru, row.aliases] {
            for word in name.split(|letter: char| !letter.is_alphabetic()) {
                let mixed = word.contains(is_cyrillic) && word.contains(|letter: char| letter.is_ascii_alphabetic());
                assert!(!mixed, "{}: {word}", row.name);
            }
        }
    }
}

#[test]
fn an_apostrophe_is_curved() {
    assert!(!PLACES.contains('\''));
}

#[test]
fn ukrainian_names_of_french_places_have_their_apostrophe() {
    for row in rows().into_iter().filter(|row| row.country == "FR") {
        let letters: Vec<char> = row.uk.to_lowercase().chars().collect();
        let bare = letters.windows(2).any(|pair| "бпвмфрж".contains(pair[0]) && pair[1] == 'є');
        assert!(!bare && !row.uk.contains("Вь"), "{}: {}", row.name, row.uk);
    }
}

#[test]
fn french_saints_are_no_german_ones() {
    for row in rows().into_iter().filter(|row| row.country == "FR") {
        assert!(!row.ru.contains("Санкт-"), "{}: {}", row.name, row.ru);
    }
}

/// By resolution 55 of the government of Ukraine of 27 January 2010.
fn official_latin(name: &str) -> String {
    let mut latin = String::new();
    let mut before = ' ';
    for letter in name.chars() {
        let first = !before.is_alphabetic() && before != '’';
        let lower = letter.to_lowercase().next().unwrap_or(letter);
        let written = match lower {
            'г' if before == 'з' || before == 'З' => "gh",
            'є' => {
                if first {
                    "ye"
                } else {
                    "ie"
                }
            }
            'ї' => {
                if first {
                    "yi"
                } else {
                    "i"
                }
            }
            'й' => {
                if first {
                    "y"
                } else {
                    "i"
                }
            }
            'ю' => {
                if first {
                    "yu"
                } else {
                    "iu"
                }
            }
            'я' => {
                if first {
                    "ya"
                } else {
                    "ia"
                }
            }
            'ь' | '’' => "",
            _ => {
                let from = "абвгґдежзиіклмнопрстуфхцчшщ";
                let to = "a b v h g d e zh z y i k l m n o p r s t u f kh ts ch sh shch";
                let place = from.chars().position(|each| each == lower);
                place.and_then(|place| to.split(' ').nth(place)).unwrap_or_default()
            }
        };
        if written.is_empty() && !matches!(lower, 'ь' | '’') {
            latin.push(letter);
        } else if letter.is_uppercase() {
            latin.extend(
                written.chars().next().map(|each| each.to_ascii_uppercase()).into_iter().chain(written.chars().skip(1)),
            );
        } else {
            latin.push_str(written);
        }
        before = letter;
    }
    latin
}

#[test]
fn latin_names_of_ukrainian_towns_are_the_official_ones() {
    assert_eq!(
        official_latin("Кам’янець-Подільський, Згурівка, Їжаківка"),
        "Kamianets-Podilskyi, Zghurivka, Yizhakivka"
    );
    let ukrainian = rows().into_iter().filter(|row| row.country == "UA" && row.name.contains(is_cyrillic));
    for row in ukrainian {
        assert_eq!(row.en, official_latin(row.name), "{}", row.name);
    }
}

#[test]
fn a_former_name_leads_to_a_town_and_is_never_shown() {
    let former = [
        ("Хрустальний", "Красный луч"),
        ("Самар", "Новомосковск"),
        ("Шептицький", "Червоноград"),
        ("Довжанськ", "Свердловск"),
        ("Звягель", "Новоград-Волынский"),
        ("Володимир", "Владимир-Волынский"),
        ("Сорокине", "Краснодон"),
        ("Вараш", "Кузнецовськ"),
    ];
    let rows = rows();
    for (name, old) in former {
        let town = rows.iter().find(|row| row.kind == "town" && row.country == "UA" && row.name == name);
        let town = town.unwrap_or_else(|| panic!("{name}"));
        assert!(town.aliases.split('|').any(|alias| alias == old), "{name}: {}", town.aliases);
        for shown in [town.uk, town.fr, town.en, town.ru] {
            assert_ne!(shown, old);
        }
    }
}
