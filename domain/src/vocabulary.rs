//! The words of the field as types: kinds, categories, audiences, languages spoken, items that are needed.
//! Knows nothing about other vocabularies; importers and exporters map to those.

use crate::codes;

codes! {
    /// What a directory entry is.
    pub enum Kind {
        /// A place or service that helps people.
        AidResource = "aid-resource",
        /// A place that takes goods.
        CollectionPoint = "collection-point",
        /// A project of people or organisations, to join or to know of.
        Initiative = "initiative",
    }
}

codes! {
    /// What a listing is about.
    pub enum Category {
        Housing = "housing",
        Health = "health",
        Legal = "legal",
        Food = "food",
        Clothing = "clothing",
        Courses = "courses",
        School = "school",
        Work = "work",
        Transport = "transport",
        Money = "money",
        Phone = "phone",
        Psychological = "psychological",
        Translation = "translation",
        Animals = "animals",
        Culture = "culture",
    }
}

codes! {
    /// The six colour families of categories: fifteen hues cannot be told apart.
    pub enum Family {
        Shelter = "shelter",
        Care = "care",
        Papers = "papers",
        Daily = "daily",
        Learn = "learn",
        Life = "life",
    }
}

impl Category {
    /// The family that gives the category its colour.
    pub fn family(self) -> Family {
        match self {
            Self::Housing | Self::Transport => Family::Shelter,
            Self::Health | Self::Psychological => Family::Care,
            Self::Legal | Self::Translation | Self::Money => Family::Papers,
            Self::Food | Self::Clothing => Family::Daily,
            Self::Courses | Self::School | Self::Work => Family::Learn,
            Self::Phone | Self::Animals | Self::Culture => Family::Life,
        }
    }
}

codes! {
    /// For whom a listing is. A listing for everyone is found under every audience.
    pub enum Audience {
        Everyone = "everyone",
        TemporaryProtection = "temporary-protection",
        AsylumSeekers = "asylum-seekers",
        Women = "women",
        Families = "families",
        UnaccompaniedMinors = "unaccompanied-minors",
        Elderly = "elderly",
        Disabled = "disabled",
        Lgbt = "lgbt",
        Students = "students",
    }
}

codes! {
    /// A language in which people are received: ISO 639-1, or 639-3 where there is no shorter code.
    pub enum Spoken {
        Ukrainian = "uk",
        French = "fr",
        English = "en",
        Russian = "ru",
        Polish = "pl",
        Romanian = "ro",
        German = "de",
        Spanish = "es",
        Italian = "it",
        Portuguese = "pt",
        Arabic = "ar",
        Persian = "fa",
        Pashto = "ps",
        Turkish = "tr",
        Georgian = "ka",
        Armenian = "hy",
        /// French sign language.
        FrenchSign = "fsl",
    }
}

codes! {
    /// What a collection point may need, in the words of its shelves.
    pub enum NeedItem {
        Food = "food",
        BabyCare = "baby-care",
        Hygiene = "hygiene",
        ClothingAdults = "clothing-adults",
        ClothingChildren = "clothing-children",
        Shoes = "shoes",
        Bedding = "bedding",
        SleepingBags = "sleeping-bags",
        MedicalSupplies = "medical-supplies",
        Medicines = "medicines",
        Toys = "toys",
        SchoolSupplies = "school-supplies",
        Kitchen = "kitchen",
        Furniture = "furniture",
        Electronics = "electronics",
        Energy = "energy",
        Tools = "tools",
        AnimalFood = "animal-food",
        Packing = "packing",
    }
}

codes! {
    /// How much an item is wanted. Shown in this order.
    pub enum NeedPriority {
        Urgent = "urgent",
        Needed = "needed",
        Enough = "enough",
        Refused = "refused",
    }
}

codes! {
    /// What it costs. Not knowing is `None`, never one of these.
    pub enum Cost {
        Free = "free",
        /// A small amount, or by income.
        Contribution = "contribution",
        Paid = "paid",
    }
}

codes! {
    /// Whether one comes with or without an appointment.
    pub enum Appointment {
        NotNeeded = "not-needed",
        Possible = "possible",
        Required = "required",
    }
}

codes! {
    /// Access for wheelchairs, in the words of the OSM key `wheelchair`.
    pub enum Wheelchair {
        Yes = "yes",
        Limited = "limited",
        No = "no",
    }
}

codes! {
    /// Who stated that a listing is right.
    pub enum ConfirmedBy {
        Owner = "owner",
        Coordinator = "coordinator",
        Importer = "importer",
        Visitor = "visitor",
    }
}

codes! {
    /// What a visitor says is wrong about a listing.
    pub enum Wrong {
        /// It is closed for good.
        Closed = "closed",
        Moved = "moved",
        Hours = "hours",
        /// The telephone number or another way to reach it.
        Phone = "phone",
        /// What it says: languages, conditions, documents.
        Details = "details",
        /// Somebody for whom it should be was sent away.
        TurnedAway = "turned-away",
        Unsafe = "unsafe",
        /// Something else, which only the comment says.
        Other = "other",
    }
}

codes! {
    /// What has become of a report.
    pub enum ReportState {
        Waiting = "waiting",
        /// The listing was put right.
        Settled = "settled",
        /// There was nothing to put right.
        Dismissed = "dismissed",
    }
}

codes! {
    /// In which order results come.
    pub enum Sort {
        Relevance = "relevance",
        Distance = "distance",
        Freshness = "freshness",
    }
}
