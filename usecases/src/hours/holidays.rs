//! The days off of a region.
//! Knows nothing about rules; it only says which days are holidays, and where nobody told us.

use std::str::FromStr;

use chrono::{Datelike, NaiveDate, Weekday};
use domain::Listing;
use opening_hours::{Context, ContextHolidays, localization::Country};

/// The holidays of a region around some days.
pub(super) struct Calendar {
    /// What is known.
    pub context: Context,
    /// Whether the public holidays of the region are known at all.
    pub knows_public: bool,
    /// Whether its school holidays are.
    pub knows_school: bool,
}

/// Where the holidays of a listing are looked up: the country, with the department where French holidays differ; empty
/// when nobody knows the country.
pub fn region(listing: &Listing) -> String {
    let address = listing.address.as_ref();
    let country = address.map(|address| address.country.as_str()).unwrap_or_default();
    let department = address.and_then(|address| address.department.as_deref()).filter(|code| is_special(code));
    match department {
        Some(code) if country == "FR" => format!("FR-{code}"),
        _ => country.to_owned(),
    }
}

impl Calendar {
    /// The holidays of a region (`FR`, `UA`, `FR-974`) on those days.
    pub fn of(region: &str, days: &[NaiveDate]) -> Self {
        let (country, department) = region.split_once('-').unwrap_or((region, ""));
        let known = Country::from_str(country).map(Country::holidays).unwrap_or_default();
        let mut public = known.get_public().clone();
        // Dates that only some communes keep: the rule is neither applied nor ignored there.
        let mut doubtful = ContextHolidays::default().get_public().clone();
        for day in days {
            if is_local_holiday(department, *day) {
                public.insert(*day);
            }
            if is_alsace_moselle(department) && is_good_friday(*day, &|day| known.get_public().contains(day)) {
                doubtful.insert(*day);
            }
        }
        let (knows_public, knows_school) = (known.get_public().count() > 0, known.get_school().count() > 0);
        let holidays = ContextHolidays::new(public.into(), known.get_school().clone().into());
        let doubtful = ContextHolidays::new(doubtful.into(), std::sync::Arc::default());
        let context = Context::default().with_holidays(holidays).with_holidays_unknown(doubtful);
        Self { context, knows_public, knows_school }
    }
}

/// The same context with every one of those days a holiday, or none.
pub(super) fn suppose(context: &Context, days: &[NaiveDate], public: Option<bool>, school: Option<bool>) -> Context {
    if public.is_none() && school.is_none() {
        return context.clone();
    }
    let none = || ContextHolidays::default().get_public().clone();
    let mut all = none();
    for day in days {
        all.insert(*day);
    }
    let pick = |supposed: Option<bool>, known| match supposed {
        None => known,
        Some(true) => all.clone(),
        Some(false) => none(),
    };
    let public = pick(public, context.holidays.get_public().clone());
    let school = pick(school, context.holidays.get_school().clone());
    context.clone().with_holidays(ContextHolidays::new(public.into(), school.into()))
}

/// Departments whose holidays differ from those of France.
fn is_special(department: &str) -> bool {
    is_alsace_moselle(department) || department.starts_with("97")
}

/// Second Christmas Day and, in communes with a Protestant church, Good Friday (code du travail, L3134-13).
fn is_alsace_moselle(department: &str) -> bool {
    matches!(department, "57" | "67" | "68")
}

/// The abolition of slavery (code du travail, L3422-2; décret 2012-553 for the northern islands) and 26 December.
fn is_local_holiday(department: &str, day: NaiveDate) -> bool {
    let date = (day.month(), day.day());
    match department {
        "57" | "67" | "68" => date == (12, 26),
        "971" => date == (5, 27),
        "972" => date == (5, 22),
        "973" => date == (6, 10),
        "974" => date == (12, 20),
        "976" => date == (4, 27),
        "977" => date == (10, 9),
        "978" => date == (5, 28),
        _ => false,
    }
}

/// Easter Monday is the only French holiday on a Monday in March or April, so Good Friday is three days before it.
fn is_good_friday(day: NaiveDate, is_holiday: &dyn Fn(NaiveDate) -> bool) -> bool {
    let Some(monday) = day.checked_add_days(chrono::Days::new(3)) else { return false };
    day.weekday() == Weekday::Fri && matches!(monday.month(), 3 | 4) && is_holiday(monday)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holidays(region: &str, from: (i32, u32, u32), days: u64) -> Vec<String> {
        let from = NaiveDate::from_ymd_opt(from.0, from.1, from.2).unwrap();
        let days: Vec<NaiveDate> = (0..days).map(|n| from + chrono::Days::new(n)).collect();
        let calendar = Calendar::of(region, &days);
        days.iter()
            .filter(|day| calendar.context.holidays.get_public().contains(**day))
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn every_country_keeps_its_own_days() {
        assert_eq!(holidays("FR", (2026, 11, 1), 62), ["2026-11-01", "2026-11-11", "2026-12-25", "2027-01-01"]);
        assert_eq!(holidays("UA", (2026, 11, 1), 62), ["2026-12-25", "2027-01-01"]);
        assert_eq!(holidays("XX", (2026, 11, 1), 62), [""; 0]);
        assert!(!Calendar::of("XX", &[]).knows_public);
    }

    #[test]
    fn some_departments_keep_more_days() {
        assert_eq!(holidays("FR-67", (2026, 12, 20), 10), ["2026-12-25", "2026-12-26"]);
        assert_eq!(holidays("FR-974", (2026, 12, 20), 10), ["2026-12-20", "2026-12-25"]);
        assert_eq!(holidays("FR-971", (2027, 5, 26), 3), ["2027-05-27"]);
    }

    #[test]
    fn good_friday_is_doubtful_in_alsace() {
        let friday = NaiveDate::from_ymd_opt(2027, 3, 26).unwrap();
        let doubtful = |region| Calendar::of(region, &[friday]).context.holidays_unknown.get_public().contains(friday);
        assert!(doubtful("FR-68"));
        assert!(!doubtful("FR"));
    }
}
