//! The slices of calendar days, given which days are holidays.
//! Knows nothing about the usual week.
//!
//! Two things are not left to the library. A *fallback* (`Mo 09:00-12:00 || "on call"`) holds whenever nothing before it
//! says anything, also on the days that rules before it name; the library tries it only on other days. And a *night* that
//! began yesterday and reaches into a day with a rule of its own (`Tu-Th 07:00-04:00; Fr 09:00-17:00`, `PH off`): whoever
//! wrote that rarely meant that the doors close at midnight, so until the night ends nothing is told as sure.

use chrono::{Datelike, NaiveDate};
use domain::{hours::Slice, time::DAY_MINUTES};
use opening_hours::{Context, OpeningHours, RuleKind};
use opening_hours_syntax::rules::{RuleOperator, RuleSequence, day::HolidayKind, time::TimeSelector};

use super::{
    HoursError,
    print::{is_all_day, print},
    rules::{Rules, night_of, shown, span_of},
};

/// The rules with the holidays of one case.
pub(super) struct Case {
    context: Context,
    /// By whether the day is a public and a school holiday; one for all where no rule holds only during holidays.
    held: Vec<Held>,
}

/// The rules that hold on days of one kind.
struct Held {
    base: OpeningHours,
    /// Tried one after the other where nothing before says anything.
    fallbacks: Vec<OpeningHours>,
    /// Every rule by itself, where some rule reaches into the next day or yields to a fallback.
    rules: Vec<Alone>,
}

/// One rule by itself.
struct Alone {
    /// The days on which it holds, whatever its times.
    days: OpeningHours,
    is_off: bool,
    is_fallback: bool,
    all_day: bool,
    spans: Vec<(u16, u16)>,
}

impl Case {
    pub fn new(rules: &Rules, context: Context) -> Result<Self, HoursError> {
        if let Some(ready) = rules.ready() {
            let base = ready.clone().with_context(context.clone());
            return Ok(Self { context, held: vec![Held { base, fallbacks: Vec::new(), rules: Vec::new() }] });
        }
        let conditional = rules.hold_during(HolidayKind::Public) || rules.hold_during(HolidayKind::School);
        let days = if conditional {
            &[(false, false), (true, false), (false, true), (true, true)][..]
        } else {
            &[(false, false)]
        };
        let held = days.iter().map(|(public, school)| Held::new(rules.held(*public, *school), &context));
        Ok(Self { held: held.collect::<Result<_, _>>()?, context })
    }

    /// The slices of each day. Where rules are weekly, days without a holiday today or yesterday are as a week before.
    pub fn days(&self, dates: &[NaiveDate], weekly: bool) -> Vec<Vec<Slice>> {
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
        let named = [&self.context.holidays, &self.context.holidays_unknown];
        named.iter().all(|holidays| !holidays.get_public().contains(date) && !holidays.get_school().contains(date))
    }

    fn held_on(&self, date: NaiveDate) -> &Held {
        let holidays = &self.context.holidays;
        let (public, school) = (holidays.get_public().contains(date), holidays.get_school().contains(date));
        self.held.get(usize::from(public) + 2 * usize::from(school)).unwrap_or(&self.held[0])
    }

    fn slices(&self, date: NaiveDate) -> Vec<Slice> {
        let today = self.held_on(date);
        let slices = today.slices(date);
        let Some(yesterday) = date.pred_opt() else { return slices };
        let before = self.held_on(yesterday);
        let nights = before.rules.iter().filter(|rule| !rule.is_off && rule.night() > 0 && rule.holds(yesterday));
        let Some(end) = nights.map(Alone::night).max() else { return slices };
        // What the day is when the night goes on, or when there was none.
        let late = before.slices(yesterday).last().copied().filter(|slice| slice.to == DAY_MINUTES);
        let other = match late {
            Some(late) => [vec![Slice { from: 0, to: end, sure: late.sure }], after(&slices, end)].concat(),
            None => today.without_night(date, &slices, end),
        };
        in_either_case(&slices, &other)
    }
}

impl Held {
    fn new(rules: Vec<RuleSequence>, context: &Context) -> Result<Self, HoursError> {
        let alone = rules.iter().any(|rule| rule.operator == RuleOperator::Fallback || night_of(rule) > 0);
        let single = if alone {
            rules.iter().map(|rule| Alone::new(rule, context)).collect::<Result<_, _>>()?
        } else {
            Vec::new()
        };
        let (mut base, mut fallbacks) = (Vec::new(), Vec::<Vec<RuleSequence>>::new());
        let mut in_fallback = false;
        for rule in rules {
            in_fallback = match rule.operator {
                RuleOperator::Fallback => {
                    fallbacks.push(Vec::new());
                    true
                }
                RuleOperator::Additional => in_fallback,
                RuleOperator::Normal => false,
            };
            match fallbacks.last_mut().filter(|_| in_fallback) {
                Some(fallback) => fallback.push(rule),
                None => base.push(rule),
            }
        }
        let fallbacks = fallbacks.iter().map(|rules| parse(&print(rules), context)).collect::<Result<_, _>>()?;
        let base = if base.is_empty() { "off".to_owned() } else { print(&base) };
        Ok(Self { base: parse(&base, context)?, fallbacks, rules: single })
    }

    fn slices(&self, date: NaiveDate) -> Vec<Slice> {
        let mut slices = slices_of(&self.base, date);
        if !self.fallbacks.is_empty() && !self.is_off(date) {
            for fallback in &self.fallbacks {
                slices = filled(&slices, &slices_of(fallback, date));
            }
        }
        slices
    }

    /// Whether the last rule that names the day says that it is closed all day.
    fn is_off(&self, date: NaiveDate) -> bool {
        self.rules
            .iter()
            .rfind(|rule| !rule.is_fallback && rule.holds(date))
            .is_some_and(|rule| rule.is_off && rule.all_day)
    }

    /// The slices of a day as its own rules have them, up to the end of a night that never was.
    fn without_night(&self, date: NaiveDate, slices: &[Slice], end: u16) -> Vec<Slice> {
        let own = self.rules.iter().filter(|rule| !rule.is_off && rule.holds(date)).flat_map(|rule| &rule.spans);
        let own: Vec<(u16, u16)> =
            own.map(|(from, to)| (*from, (*to).min(end))).filter(|(from, to)| from < to).collect();
        let mut result = Vec::new();
        for minute in 0..end {
            let Some(slice) = slices.iter().find(|slice| slice.from <= minute && minute < slice.to) else { continue };
            if own.iter().any(|(from, to)| *from <= minute && minute < *to) {
                push(&mut result, Slice { from: minute, to: minute + 1, sure: slice.sure });
            }
        }
        after(slices, end).into_iter().for_each(|slice| push(&mut result, slice));
        result
    }
}

impl Alone {
    fn new(rule: &RuleSequence, context: &Context) -> Result<Self, HoursError> {
        let days = RuleSequence {
            time_selector: TimeSelector::default(),
            kind: RuleKind::Open,
            operator: rule.operator,
            comment: "".into(),
            ..rule.clone()
        };
        Ok(Self {
            days: parse(&print([&days]), context)?,
            is_off: rule.kind == RuleKind::Closed,
            is_fallback: rule.operator == RuleOperator::Fallback,
            all_day: is_all_day(rule),
            spans: rule.time_selector.spans.iter().filter_map(span_of).collect(),
        })
    }

    fn holds(&self, date: NaiveDate) -> bool {
        self.days.schedule_at(date).into_iter().any(|range| range.kind != RuleKind::Closed)
    }

    fn night(&self) -> u16 {
        self.spans.iter().map(|(_, end)| end.saturating_sub(DAY_MINUTES)).max().unwrap_or(0)
    }
}

fn parse(text: &str, context: &Context) -> Result<OpeningHours, HoursError> {
    let hours: OpeningHours = text.parse().map_err(|_| HoursError::Syntax(shown(text)))?;
    Ok(hours.with_context(context.clone()))
}

fn slices_of(hours: &OpeningHours, date: NaiveDate) -> Vec<Slice> {
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

/// What lies at and behind a minute.
fn after(slices: &[Slice], minute: u16) -> Vec<Slice> {
    let later = slices.iter().filter(|slice| slice.to > minute);
    later.map(|slice| Slice { from: slice.from.max(minute), ..*slice }).collect()
}

/// The slices with others in their gaps.
fn filled(slices: &[Slice], others: &[Slice]) -> Vec<Slice> {
    let mut edges: Vec<u16> = slices.iter().chain(others).flat_map(|slice| [slice.from, slice.to]).collect();
    edges.sort_unstable();
    edges.dedup();
    let mut result = Vec::new();
    for edge in edges.windows(2) {
        let at = |slices: &[Slice]| slices.iter().find(|s| s.from <= edge[0] && edge[0] < s.to).map(|s| s.sure);
        if let Some(sure) = at(slices).or(at(others)) {
            push(&mut result, Slice { from: edge[0], to: edge[1], sure });
        }
    }
    result
}

/// Appends a slice, as part of the one before where they touch and agree.
fn push(slices: &mut Vec<Slice>, slice: Slice) {
    match slices.last_mut() {
        Some(last) if last.to == slice.from && last.sure == slice.sure => last.to = slice.to,
        _ => slices.push(slice),
    }
}

/// Two possible days as one: unsure wherever they differ.
pub(super) fn in_either_case(one: &[Slice], other: &[Slice]) -> Vec<Slice> {
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
