//! The names of the vocabulary's values.

use domain::{
    Lang,
    guide::Theme,
    listing::DEMONSTRATION,
    vocabulary::{
        Appointment, Audience, Category, Cost, Kind, NeedItem, NeedPriority, Sort, Spoken, Wheelchair, Wrong,
    },
};

use super::{Msg, t, text as k};

/// How a language calls itself.
pub fn own_name(lang: Lang) -> &'static str {
    match lang {
        Lang::Uk => "Українська",
        Lang::Fr => "Français",
        Lang::En => "English",
        Lang::Ru => "Русский",
    }
}

/// The name of a kind.
pub fn kind(lang: Lang, value: Kind) -> &'static str {
    let msg: Msg = match value {
        Kind::AidResource => k::KIND_AID_RESOURCE,
        Kind::CollectionPoint => k::KIND_COLLECTION_POINT,
        Kind::Initiative => k::KIND_INITIATIVE,
    };
    t(lang, msg)
}

/// The name of a category.
pub fn category(lang: Lang, value: Category) -> &'static str {
    let msg: Msg = match value {
        Category::Housing => k::CATEGORY_HOUSING,
        Category::Health => k::CATEGORY_HEALTH,
        Category::Legal => k::CATEGORY_LEGAL,
        Category::Food => k::CATEGORY_FOOD,
        Category::Clothing => k::CATEGORY_CLOTHING,
        Category::Courses => k::CATEGORY_COURSES,
        Category::School => k::CATEGORY_SCHOOL,
        Category::Work => k::CATEGORY_WORK,
        Category::Transport => k::CATEGORY_TRANSPORT,
        Category::Money => k::CATEGORY_MONEY,
        Category::Phone => k::CATEGORY_PHONE,
        Category::Psychological => k::CATEGORY_PSYCHOLOGICAL,
        Category::Translation => k::CATEGORY_TRANSLATION,
        Category::Animals => k::CATEGORY_ANIMALS,
        Category::Culture => k::CATEGORY_CULTURE,
    };
    t(lang, msg)
}

/// The name of an audience.
pub fn audience(lang: Lang, value: Audience) -> &'static str {
    let msg: Msg = match value {
        Audience::Everyone => k::AUDIENCE_EVERYONE,
        Audience::TemporaryProtection => k::AUDIENCE_TEMPORARY_PROTECTION,
        Audience::AsylumSeekers => k::AUDIENCE_ASYLUM_SEEKERS,
        Audience::Women => k::AUDIENCE_WOMEN,
        Audience::Families => k::AUDIENCE_FAMILIES,
        Audience::UnaccompaniedMinors => k::AUDIENCE_UNACCOMPANIED_MINORS,
        Audience::Elderly => k::AUDIENCE_ELDERLY,
        Audience::Disabled => k::AUDIENCE_DISABLED,
        Audience::Lgbt => k::AUDIENCE_LGBT,
        Audience::Students => k::AUDIENCE_STUDENTS,
    };
    t(lang, msg)
}

/// The name of a language, as part of a list.
pub fn spoken(lang: Lang, value: Spoken) -> &'static str {
    let msg: Msg = match value {
        Spoken::Ukrainian => k::SPOKEN_UK,
        Spoken::French => k::SPOKEN_FR,
        Spoken::English => k::SPOKEN_EN,
        Spoken::Russian => k::SPOKEN_RU,
        Spoken::Polish => k::SPOKEN_PL,
        Spoken::Romanian => k::SPOKEN_RO,
        Spoken::German => k::SPOKEN_DE,
        Spoken::Spanish => k::SPOKEN_ES,
        Spoken::Italian => k::SPOKEN_IT,
        Spoken::Portuguese => k::SPOKEN_PT,
        Spoken::Arabic => k::SPOKEN_AR,
        Spoken::Persian => k::SPOKEN_FA,
        Spoken::Pashto => k::SPOKEN_PS,
        Spoken::Turkish => k::SPOKEN_TR,
        Spoken::Georgian => k::SPOKEN_KA,
        Spoken::Armenian => k::SPOKEN_HY,
        Spoken::FrenchSign => k::SPOKEN_FSL,
    };
    t(lang, msg)
}

/// The name of an item.
pub fn item(lang: Lang, value: NeedItem) -> &'static str {
    let msg: Msg = match value {
        NeedItem::Food => k::ITEM_FOOD,
        NeedItem::BabyCare => k::ITEM_BABY_CARE,
        NeedItem::Hygiene => k::ITEM_HYGIENE,
        NeedItem::ClothingAdults => k::ITEM_CLOTHING_ADULTS,
        NeedItem::ClothingChildren => k::ITEM_CLOTHING_CHILDREN,
        NeedItem::Shoes => k::ITEM_SHOES,
        NeedItem::Bedding => k::ITEM_BEDDING,
        NeedItem::SleepingBags => k::ITEM_SLEEPING_BAGS,
        NeedItem::MedicalSupplies => k::ITEM_MEDICAL_SUPPLIES,
        NeedItem::Medicines => k::ITEM_MEDICINES,
        NeedItem::Toys => k::ITEM_TOYS,
        NeedItem::SchoolSupplies => k::ITEM_SCHOOL_SUPPLIES,
        NeedItem::Kitchen => k::ITEM_KITCHEN,
        NeedItem::Furniture => k::ITEM_FURNITURE,
        NeedItem::Electronics => k::ITEM_ELECTRONICS,
        NeedItem::Energy => k::ITEM_ENERGY,
        NeedItem::Tools => k::ITEM_TOOLS,
        NeedItem::AnimalFood => k::ITEM_ANIMAL_FOOD,
        NeedItem::Packing => k::ITEM_PACKING,
    };
    t(lang, msg)
}

/// The name of a priority.
pub fn priority(lang: Lang, value: NeedPriority) -> &'static str {
    let msg: Msg = match value {
        NeedPriority::Urgent => k::PRIORITY_URGENT,
        NeedPriority::Needed => k::PRIORITY_NEEDED,
        NeedPriority::Enough => k::PRIORITY_ENOUGH,
        NeedPriority::Refused => k::PRIORITY_REFUSED,
    };
    t(lang, msg)
}

/// What it costs.
pub fn cost(lang: Lang, value: Cost) -> &'static str {
    let msg: Msg = match value {
        Cost::Free => k::COST_FREE,
        Cost::Contribution => k::COST_CONTRIBUTION,
        Cost::Paid => k::COST_PAID,
    };
    t(lang, msg)
}

/// Whether one makes an appointment.
pub fn appointment(lang: Lang, value: Appointment) -> &'static str {
    let msg: Msg = match value {
        Appointment::NotNeeded => k::APPOINTMENT_NOT_NEEDED,
        Appointment::Possible => k::APPOINTMENT_POSSIBLE,
        Appointment::Required => k::APPOINTMENT_REQUIRED,
    };
    t(lang, msg)
}

/// Access for wheelchairs.
pub fn wheelchair(lang: Lang, value: Wheelchair) -> &'static str {
    let msg: Msg = match value {
        Wheelchair::Yes => k::WHEELCHAIR_YES,
        Wheelchair::Limited => k::WHEELCHAIR_LIMITED,
        Wheelchair::No => k::WHEELCHAIR_NO,
    };
    t(lang, msg)
}

/// What is wrong, as whoever reports it says.
pub fn wrong(lang: Lang, value: Wrong) -> &'static str {
    let msg: Msg = match value {
        Wrong::Closed => k::WRONG_CLOSED,
        Wrong::Moved => k::WRONG_MOVED,
        Wrong::Hours => k::WRONG_HOURS,
        Wrong::Phone => k::WRONG_PHONE,
        Wrong::Details => k::WRONG_DETAILS,
        Wrong::TurnedAway => k::WRONG_TURNED_AWAY,
        Wrong::Unsafe => k::WRONG_UNSAFE,
        Wrong::Other => k::WRONG_OTHER,
    };
    t(lang, msg)
}

/// The name of an order.
pub fn sort(lang: Lang, value: Sort) -> &'static str {
    let msg: Msg = match value {
        Sort::Relevance => k::SORT_RELEVANCE,
        Sort::Distance => k::SORT_DISTANCE,
        Sort::Freshness => k::SORT_FRESHNESS,
    };
    t(lang, msg)
}

/// The name of a part of the guide.
pub fn theme(lang: Lang, value: Theme) -> &'static str {
    let msg: Msg = match value {
        Theme::FirstDays => k::THEME_FIRST_DAYS,
        Theme::Rights => k::THEME_RIGHTS,
        Theme::Health => k::THEME_HEALTH,
        Theme::Family => k::THEME_FAMILY,
        Theme::Work => k::THEME_WORK,
        Theme::Money => k::THEME_MONEY,
        Theme::DailyLife => k::THEME_DAILY_LIFE,
        Theme::GoingOn => k::THEME_GOING_ON,
        Theme::Trouble => k::THEME_TROUBLE,
    };
    t(lang, msg)
}

/// The name of a source. Only what we made up ourselves has one in every language.
pub fn source(lang: Lang, name: &str) -> &str {
    if name == DEMONSTRATION { t(lang, k::LISTING_SOURCE_DEMONSTRATION) } else { name }
}

/// The icon of a category.
pub fn category_icon(value: Category) -> &'static str {
    match value {
        Category::Psychological => "psych",
        other => domain::Code::code(other),
    }
}
