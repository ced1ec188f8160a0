//! Opening hours as calendar days: which minutes are open, day by day, then folded into a week and its exceptions.
//! Knows nothing about the time of day; schedules are in local time.

use chrono::{Datelike, NaiveDate};
use domain::{
    hours::{Schedule, Slice},
    time::Day,
};
use opening_hours::{Context, OpeningHours, RuleKind};
use opening_hours_syntax::rules::day::HolidayKind;

use super::{
    HoursError,
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

/// The rules with the holidays of one case.
struct Case {
    /// By whether the day is a public and a school holiday; one for all where no rule holds only during holidays.
    hours: Vec<OpeningHours>,
}

impl Case {
    fn new(rules: &Rules, context: Context) -> Result<Self, HoursError> {
        let conditional = rules.hold_during(HolidayKind::Public) || rules.hold_during(HolidayKind::School);
        let days = if conditional {
            &[(false, false), (true, false), (false, true), (true, true)][..]
        } else {
            &[(false, false)]
        };
        let hours = |(public, school): &(bool, bool)| Ok(rules.hours(*public, *school)?.with_context(context.clone()));
        Ok(Self { hours: days.iter().map(hours).collect::<Result<_, _>>()? })
    }

    /// The slices of each day. Where rules are weekly, days without a holiday today or yesterday are as a week before.
    fn days(&self, dates: &[NaiveDate], weekly: bool) -> Vec<Vec<Slice>> {
        let mut usual: [Option<Vec<Slice>>; 7] = Default::default();
        let is_usual =
            |date: &NaiveDate| [Some(*date), date.pred_opt()].into_iter().flatten().all(|day| self.is_ordinary(day));
        let slices = dates.iter().map(|date| match weekly && is_usual(date) {
            true => {
                usual[date.weekday().num_days_from_monday() as usize].get_or_insert_with(|| self.slices(*date)).clone()
            }
            false => self.slices(*date),
        });
        slices.collect()
    }

    fn is_ordinary(&self, date: NaiveDate) -> bool {
        let context = self.hours[0].get_context();
        let named = [&context.holidays, &context.holidays_unknown];
        named.iter().all(|holidays| !holidays.get_public().contains(date) && !holidays.get_school().contains(date))
    }

    fn slices(&self, date: NaiveDate) -> Vec<Slice> {
        let holidays = &self.hours[0].get_context().holidays;
        let (public, school) = (holidays.get_public().contains(date), holidays.get_school().contains(date));
        let hours = self.hours.get(usize::from(public) + 2 * usize::from(school)).unwrap_or(&self.hours[0]);
        let mut slices: Vec<Slice> = Vec::new();
        for range in hours.schedule_at(date) {
            let sure = match range.kind {
                RuleKind::Closed => continue,
                RuleKind::Open => true,
                RuleKind::Unknown => false,
            };
            let (from, to) = (range.range.start.mins_from_midnight(), range.range.end.mins_from_midnight());
            push(&mut slices, Slice { from, to, sure });
        }
        slices
    }
}

/// Appends a slice, as part of the one before where they touch and agree.
fn push(slices: &mut Vec<Slice>, slice: Slice) {
    match slices.last_mut() {
        Some(last) if last.to == slice.from && last.sure == slice.sure => last.to = slice.to,
        _ => slices.push(slice),
    }
}

/// Two possible days as one: unsure wherever they differ.
fn in_either_case(one: &[Slice], other: &[Slice]) -> Vec<Slice> {
    if one == other {
        return one.to_vec();
    }
    let mut edges: Vec<u16> = one.iter().chain(other).flat_map(|slice| [slice.from, slice.to]).collect();
    edges.sort_unstable();
    edges.dedup();
    let mut result = Vec::new();
    for edge in edges.windows(2) {
        let state = |slices: &[Slice]| slices.iter().find(|s| s.from <= edge[0] && edge[0] < s.to).map(|s| s.sure);
        let (one, other) = (state(one), state(other));
        if one.is_some() || other.is_some() {
            push(&mut result, Slice { from: edge[0], to: edge[1], sure: one == Some(true) && other == Some(true) });
        }
    }
    result
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
