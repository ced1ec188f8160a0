"""Names of French departments and regions that iso-codes lacks or has otherwise than people call them.

By the French name: Ukrainian, English, Russian; empty where iso-codes is right or the French name is used.
"""

NAMES = {
    "Alpes-de-Haute-Provence": ("Альпи Верхнього Провансу", "", ""),
    "Ille-et-Vilaine": ("Іль і Вілен", "", ""),
    "Indre-et-Loire": ("Ендр і Луара", "", ""),
    "Lot": ("", "", "Ло"),
    "Mayenne": ("Маєнн", "", ""),
    "Nord": ("", "", "Нор"),
    "Var": ("", "", "Вар"),
    "Hauts-de-Seine": ("О-де-Сен", "", ""),
    "Guyane": ("Французька Гвіана", "French Guiana", "Французская Гвиана"),
    "La Réunion": ("Реюньйон", "Réunion", "Реюньон"),
    "Grand Est": ("Гранд-Ест", "", "Гранд-Эст"),
    "Pays de la Loire": ("Пеї-де-ла-Луар", "", "Земли Луары"),
    "Provence-Alpes-Côte d'Azur": ("Прованс-Альпи-Лазурний Берег", "", "Прованс — Альпы — Лазурный Берег"),
    "Normandie": ("", "Normandy", "Нормандия"),
    "Bretagne": ("", "Brittany", ""),
    "Corse": ("", "Corsica", ""),
    "Corse-du-Sud": ("", "South Corsica", ""),
    "Haute-Corse": ("", "Upper Corsica", ""),
    "Nouvelle-Aquitaine": ("", "Nouvelle-Aquitaine", ""),
    "Savoie": ("", "Savoy", ""),
    "Haute-Savoie": ("", "Upper Savoy", ""),
}

# What else people type: old names, translations beside transcriptions.
ALIASES = {
    "Hauts-de-Seine": "Верхня Сена|Верхняя Сена",
    "Essonne": "Ессон|Эссонн|Эссонна",
    "Guyane": "Гвіана|Гвиана|Guyana française",
    "Pays de la Loire": "Землі Луари|Пеи-де-ла-Луар|Край Луари",
    "Provence-Alpes-Côte d'Azur": "PACA|Paca|Прованс|Provence",
    "Grand Est": "Великий Схід|Гран-Эст|Большой Восток",
    "Hauts-de-France": "Верхня Франція|Верхняя Франция",
    "Côtes-d'Armor": "Côtes-du-Nord",
    "Alpes-de-Haute-Provence": "Basses-Alpes",
    "Pyrénées-Atlantiques": "Basses-Pyrénées",
    "Ille-et-Vilaine": "Іль-та-Вілен",
    "Indre-et-Loire": "Ендр-і-Луара",
    "Lot": "Лот",
    "Seine-Saint-Denis": "Сен-Сен-Дені|Сена-Сен-Дени",
    "Auvergne-Rhône-Alpes": "Овернь|Рона-Альпи|Auvergne|Rhône-Alpes",
    "Bourgogne-Franche-Comté": "Bourgogne|Franche-Comté|Burgundy",
    "Occitanie": "Окситания|Midi-Pyrénées|Languedoc-Roussillon",
    "Île-de-France": "Région parisienne|Іль де Франс|Париж і передмістя",
}
