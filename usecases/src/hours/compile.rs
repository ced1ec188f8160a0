//! Opening hours as calendar days: which minutes are open, day by day, then folded into a week and its exceptions.
//! Knows nothing about the time of day; schedules are in local time.

use chrono::NaiveDate;
use domain::{
    hours::{Schedule, Slice},
    time::Day,
};
use opening_hours_syntax::rules::day::HolidayKind;

use super::{
    HoursError,
    case::{Case, in_either_case},
    holidays::{Calendar, suppose},
    rules::Rules,
};

/// The usual week is taken from no fewer days than this, so that a few holidays do not make it.
const WEEK_FROM_DAYS: i32 = 56;

/// The schedule of a rule for some days from a day on, in a region (`FR`, `UA`, `FR-974`; see [`super::region`]).
pub fn compile(osm: &str, region: &str, from: Day, days: i32) -> Result<Schedule, HoursError> {
    let rules = Rules::read(osm)?;
    let dates: Vec<NaiveDate> = (0..days.max(WEEK_FROM_DAYS)).filter_map(|offset| date(from.plus(offset))).collect();
    let slices = evaluate(&rules, &Calendar::of(region, &dates), &dates)?;

    let week = usual_week(from, &slices);
    let dated = (0..days).map(|offset| from.plus(offset)).zip(slices);
    let exceptions = dated.filter(|(day, slices)| week[day.weekday()] != *slices);
    let exceptions = exceptions.map(|(day, slices)| (day, slices.into())).collect();
    Ok(Schedule { week: Some(week.map(Into::into)), exceptions, closures: Vec::new() })
}

/// The slices of each day. Where a rule names holidays that nobody told us, what holds whether a day is one or not.
fn evaluate(rules: &Rules, calendar: &Calendar, dates: &[NaiveDate]) -> Result<Vec<Vec<Slice>>, HoursError> {
    let cases = |kind, known: bool| match rules.name_holidays(kind) && !known {
        false => vec![None],
        true => vec![Some(false), Some(true)],
    };
    let mut result: Option<Vec<Vec<Slice>>> = None;
    for public in cases(HolidayKind::Public, calendar.knows_public) {
        for school in cases(HolidayKind::School, calendar.knows_school) {
            let case = Case::new(rules, suppose(&calendar.context, dates, public, school))?;
            let slices = case.days(dates, rules.are_weekly());
            result = Some(match result {
                None => slices,
                Some(before) => before.iter().zip(&slices).map(|(one, other)| in_either_case(one, other)).collect(),
            });
        }
    }
    Ok(result.unwrap_or_default())
}

/// For each weekday, what most of the days looked at have; the earliest where several are as frequent.
fn usual_week(from: Day, days: &[Vec<Slice>]) -> [Vec<Slice>; 7] {
    let mut kinds: [Vec<(&Vec<Slice>, u32)>; 7] = Default::default();
    for (offset, slices) in days.iter().enumerate() {
        let kinds = &mut kinds[from.plus(offset as i32).weekday()];
        match kinds.iter_mut().find(|(kind, _)| *kind == slices) {
            Some((_, count)) => *count += 1,
            None => kinds.push((slices, 1)),
        }
    }
    kinds.map(|kinds| {
        // `max_by_key` keeps the last of equals, hence from the end.
        kinds.into_iter().rev().max_by_key(|(_, count)| *count).map(|(kind, _)| kind.clone()).unwrap_or_default()
    })
}

fn date(day: Day) -> Option<NaiveDate> {
    let (year, month, day) = day.civil();
    NaiveDate::from_ymd_opt(year, month, day)
}

#[cfg(test)]
#[path = "compile_tests.rs"]
mod tests;
