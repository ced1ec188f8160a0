//! The text of rules, in a spelling that is read back to the same rules.

use opening_hours_syntax::{
    RuleKind,
    rules::{RuleOperator, RuleSequence, day::WeekDayRange, time::TimeSelector},
};

/// The text of rules. The library's own would lose the word `open` before a comment.
pub(super) fn print<'r>(rules: impl IntoIterator<Item = &'r RuleSequence>) -> String {
    let mut text = String::new();
    for (place, rule) in rules.into_iter().enumerate() {
        if place > 0 {
            text.push_str(match rule.operator {
                RuleOperator::Normal => "; ",
                RuleOperator::Additional => ", ",
                RuleOperator::Fallback => " || ",
            });
        }
        // After a comma, times without days would be read as more times of the rule before.
        if place > 0 && rule.operator == RuleOperator::Additional && rule.day_selector.is_empty() && !rule.is_constant()
        {
            text.push_str("Mo-Su ");
        }
        text.push_str(&print_rule(rule));
    }
    text
}

fn print_rule(rule: &RuleSequence) -> String {
    let mut text = RuleSequence { kind: RuleKind::Open, comment: "".into(), ..rule.clone() }.to_string();
    for range in &rule.day_selector.weekday {
        // The library writes `PH 1 days` for `PH +1 day` and cannot read it again.
        if let WeekDayRange::Holiday { offset: days @ 1.., .. } = range {
            text = text.replace(&format!("PH {days} days"), &format!("PH +{days} days"));
        }
    }
    let state = match rule.kind {
        // Days without times say nothing about when: see [`super::rules`].
        RuleKind::Open if rule.comment.is_empty() && is_all_day(rule) && !rule.is_constant() => " open",
        RuleKind::Open if rule.comment.is_empty() => "",
        RuleKind::Open => " open",
        RuleKind::Closed => " off",
        RuleKind::Unknown => " unknown",
    };
    text.push_str(state);
    if !rule.comment.is_empty() {
        text.push_str(&format!(" \"{}\"", rule.comment));
    }
    text
}

/// Whether a rule holds from midnight to midnight, because it says so or because it names no times.
pub(super) fn is_all_day(rule: &RuleSequence) -> bool {
    rule.time_selector == TimeSelector::default()
}
