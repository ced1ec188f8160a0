"""How names are written, where the packages have a rule of spelling wrong: apostrophes, alphabets, official Latin letters.

Knows nothing of single places but the towns of Ukraine that were renamed.
"""

import re

# Countries whose names Ukrainian writes as those of its neighbours, without an apostrophe: Бєлгород.
SLAVIC = {"UA", "RU", "BY", "PL", "CZ", "SK", "BG", "RS", "HR", "SI", "BA", "ME", "MK", "KZ", "KG", "UZ", "MD", "LV", "LT", "EE"}
BEFORE_YE = re.compile(r"(?<=[БПВМФРЖбпвмфрж])(?=є)")
# Latin letters that look like Cyrillic ones, and the other way round.
LATIN, CYRILLIC = "aceiopxyABCEHIKMOPTX", "асеіорхуАВСЕНІКМОРТХ"
TO_CYRILLIC, TO_LATIN = str.maketrans(LATIN, CYRILLIC), str.maketrans(CYRILLIC, LATIN)

# By resolution 55 of the government of Ukraine of 27 January 2010; at the beginning of a word, and inside.
FIRST = {"є": "Ye", "ї": "Yi", "й": "Y", "ю": "Yu", "я": "Ya"}
INSIDE = dict(zip(
    "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'’ʼ",
    "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch _ iu ia _ _ _".replace("_", "").split(" "),
))

# Towns of Ukraine whose names changed: what Russian calls them now. Former names only lead there.
RENAMED = {
    "Берестин": "Берестин", "Вараш": "Вараш", "Володимир": "Владимир", "Довжанськ": "Довжанск", "Звягель": "Звягель",
    "Златопіль": "Златополь", "Покровськ": "Покровск", "Південне": "Пивденное", "Самар": "Самар",
    "Сокологірськ": "Сокологорск", "Сорокине": "Сорокино", "Сіверськодонецьк": "Северскодонецк",
    "Хрустальний": "Хрустальный", "Шептицький": "Шептицкий",
}

# Names of places abroad that GeoNames has wrong, by country and name.
ABROAD = {("BY", "Homyel'"): {"uk": "Гомель"}}


def official_latin(name: str) -> str:
    return re.sub(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*", lambda word: _word(word[0]), name)


def _word(word: str) -> str:
    lower = word.lower()
    letters = [INSIDE.get(letter, letter) for letter in lower.replace("зг", "з\0")]
    letters = ["gh" if letter == "\0" else letter for letter in letters]
    letters[0] = FIRST.get(lower[0], letters[0])
    latin = "".join(letters)
    return latin[:1].upper() + latin[1:] if word[0].isupper() else latin


def one_alphabet(name: str) -> str:
    """A word that mixes alphabets is read by no search and no screen reader."""
    return re.sub(r"[^\W\d_]+", lambda word: _of_one(word[0]), name)


def _of_one(word: str) -> str:
    cyrillic = len(re.findall(r"[А-яЁёҐґЄєІіЇї]", word))
    latin = len(re.findall(r"[A-Za-z]", word))
    if not cyrillic or not latin:
        return word
    return word.translate(TO_CYRILLIC if cyrillic > latin else TO_LATIN)


def ukrainian(name: str, country: str) -> str:
    return name if country in SLAVIC else BEFORE_YE.sub("’", name)


def spelled(country: str, name: str, names: dict[str, str], aliases: list[str]) -> tuple[dict[str, str], list[str]]:
    """The names of a place and its aliases as they are written today; what is replaced goes on to lead there."""
    right = {lang: one_alphabet(each) for lang, each in names.items() if each}
    right.update(ABROAD.get((country, name), {}))
    if "uk" in right:
        right["uk"] = ukrainian(right["uk"], country)
    if country == "UA" and re.search("[А-я]", name):
        former = set(right.values())
        right["en"] = official_latin(name)
        if name in RENAMED:
            right.update(fr=right["en"], ru=RENAMED[name])
        aliases = [*aliases, *(former - set(right.values()))]
    return right, [one_alphabet(each) for each in aliases]
