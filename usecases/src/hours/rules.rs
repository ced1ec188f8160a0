//! The rules of an opening-hours text, said as plainly as they are meant.
//! Knows nothing about days.
//!
//! The parser takes for certain what the specification does not
//! (<https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification>): a comment without `open` or `off`
//! (`"sur rendez-vous"`) means unknown, an open end (`17:00+`) means that nobody knows when it closes, times of the sun
//! depend on a place that is not passed in, and days without times (`Mo-Su`) say nothing about when: these become
//! `unknown` here, never shown as open or closed. And
//! `SH Mo-Fr` means weekdays *in* holidays, where the parser reads weekdays *and* holidays: see [`Segment`].

use domain::time::DAY_MINUTES;
use opening_hours::OpeningHours;
use opening_hours_syntax::{
    Error, RuleKind,
    rules::{
        OpeningHoursExpression, RuleOperator, RuleSequence,
        day::{HolidayKind, WeekDayRange},
        time::{Time, TimeSpan},
    },
};

use super::{
    HoursError,
    print::{is_all_day, print},
    words,
};

/// Longer texts are not opening hours of one place.
pub(super) const MAX_LENGTH: usize = 1000;

/// The rules of a text, between semicolons.
pub(super) struct Rules {
    segments: Vec<Segment>,
    /// The rules as they were read, where nothing had to be written out. Reading is most of the work.
    ready: Option<OpeningHours>,
}

/// Rules that hold always, or only during holidays.
struct Segment {
    during: Option<HolidayKind>,
    expression: OpeningHoursExpression,
}

/// The same hours in the usual spelling: one space, two digits, `off`, `unknown` written out.
pub fn normalise(osm: &str) -> Result<String, HoursError> {
    let rules = Rules::read(osm)?;
    let spelled = |segment: &Segment| match segment.during {
        None => print(&segment.expression.rules),
        Some(kind) => format!("{kind} {}", print(&segment.expression.rules)),
    };
    Ok(rules.segments.iter().map(spelled).collect::<Vec<_>>().join("; "))
}

impl Rules {
    /// Reads a text and writes its uncertainties out.
    pub fn read(osm: &str) -> Result<Self, HoursError> {
        if osm.chars().nth(MAX_LENGTH).is_some() {
            return Err(HoursError::TooLong);
        }
        if let Some(rules) = Self::read_plain(osm) {
            return Ok(rules);
        }
        let segments: Vec<Segment> = words::segments(osm).map(Segment::read).collect::<Result<_, _>>()?;
        if segments.is_empty() { Err(HoursError::Empty) } else { Ok(Self { segments, ready: None }) }
    }

    /// Reads a text in one piece, if it says everything itself.
    fn read_plain(osm: &str) -> Option<Self> {
        let is_plain = !osm.contains('"') && words::segments(osm).all(|segment| words::during(segment).0.is_none());
        let hours = is_plain.then(|| osm.trim().parse::<OpeningHours>().ok()).flatten()?;
        let expression = hours.get_expression();
        let is_certain = !expression.rules.iter().any(|rule| rule.time_selector.spans.iter().any(is_uncertain));
        if !is_certain || says_no_times(osm, &expression.rules) {
            return None;
        }
        let segment = Segment { during: None, expression: expression.as_ref().clone() };
        let alone = !expression.rules.iter().any(|rule| rule.operator == RuleOperator::Fallback || night_of(rule) > 0);
        Some(Self { segments: vec![segment], ready: alone.then_some(hours) })
    }

    /// The text as it was read, where it says everything itself and one rule never reaches into the day of another.
    pub fn ready(&self) -> Option<&OpeningHours> {
        self.ready.as_ref()
    }

    /// The rules that hold on a day, given whether it is a public or a school holiday.
    pub fn held(&self, public: bool, school: bool) -> Vec<RuleSequence> {
        let holds = |segment: &&Segment| match segment.during {
            None => true,
            Some(HolidayKind::Public) => public,
            Some(HolidayKind::School) => school,
        };
        self.segments.iter().filter(holds).flat_map(|segment| segment.expression.rules.clone()).collect()
    }

    /// Whether any rule depends on holidays of that kind.
    pub fn name_holidays(&self, kind: HolidayKind) -> bool {
        let names = |range: &WeekDayRange| matches!(range, WeekDayRange::Holiday { kind: named, .. } if *named == kind);
        let rules = self.segments.iter().flat_map(|segment| &segment.expression.rules);
        self.hold_during(kind) || rules.flat_map(|rule| &rule.day_selector.weekday).any(names)
    }

    /// Whether the rules know nothing but weekdays and holidays, so that one week is like another.
    pub fn are_weekly(&self) -> bool {
        let is_weekly = |range: &WeekDayRange| match range {
            WeekDayRange::Fixed { offset, nth_from_start, nth_from_end, .. } => {
                *offset == 0 && !nth_from_start.contains(&false) && !nth_from_end.contains(&false)
            }
            WeekDayRange::Holiday { offset, .. } => *offset == 0,
        };
        self.segments.iter().flat_map(|segment| &segment.expression.rules).map(|rule| &rule.day_selector).all(|days| {
            days.year.is_empty()
                && days.monthday.is_empty()
                && days.week.is_empty()
                && days.weekday.iter().all(is_weekly)
        })
    }

    /// Whether any rule holds only during holidays of that kind.
    pub fn hold_during(&self, kind: HolidayKind) -> bool {
        self.segments.iter().any(|segment| segment.during == Some(kind))
    }
}

impl Segment {
    fn read(text: &str) -> Result<Self, HoursError> {
        let (during, rest) = words::during(text);
        let explicit = words::explicit(&rest);
        let mut expression = opening_hours_syntax::parse(&explicit).map_err(|error| syntax_error(&error, &explicit))?;
        // A condition that holds for one of several rules cannot be told apart once they are read.
        if during.is_some() && expression.rules.len() > 1 {
            return Err(HoursError::Syntax(shown(text)));
        }
        let conditional = words::has_condition(&rest);
        let timeless = says_no_times(&explicit, &expression.rules);
        for rule in &mut expression.rules {
            let commented = conditional && !rule.comment.is_empty();
            let no_times = timeless && is_all_day(rule);
            let uncertain = commented || no_times || rule.time_selector.spans.iter().any(is_uncertain);
            if rule.kind == RuleKind::Open && uncertain {
                rule.kind = RuleKind::Unknown;
            }
        }
        Ok(Self { during, expression })
    }
}

/// Whether some rule holds all day only because nobody wrote times: the parser no longer tells `Mo-Su` from
/// `Mo-Su 00:00-24:00`.
fn says_no_times(text: &str, rules: &[RuleSequence]) -> bool {
    let all_day = rules.iter().filter(|rule| rule.kind == RuleKind::Open && is_all_day(rule)).count();
    let outside: String = text.split('"').step_by(2).collect::<String>().to_ascii_lowercase();
    let said: usize = ["24/7", "24:00", "00:00-00:00", "open"].iter().map(|said| outside.matches(said).count()).sum();
    all_day > said
}

/// Minutes that a rule reaches into the next day.
pub(super) fn night_of(rule: &RuleSequence) -> u16 {
    rule.time_selector
        .spans
        .iter()
        .filter_map(span_of)
        .map(|(_, end)| end.saturating_sub(DAY_MINUTES))
        .max()
        .unwrap_or(0)
}

/// From which minute to which a span lasts, beyond 24:00 if it ends on the next day.
pub(super) fn span_of(span: &TimeSpan) -> Option<(u16, u16)> {
    let minute = |time: Time| match time {
        Time::Fixed(time) => Some(time.mins_from_midnight()),
        Time::Variable(_) => None,
    };
    let (start, end) = (minute(span.range.start)?, minute(span.range.end)?);
    Some((start, if end <= start { end + DAY_MINUTES } else { end }))
}

fn is_uncertain(span: &TimeSpan) -> bool {
    let by_the_sun = |time: Time| matches!(time, Time::Variable(_));
    span.open_end || span.repeats.is_some() || by_the_sun(span.range.start) || by_the_sun(span.range.end)
}

fn syntax_error(error: &Error, text: &str) -> HoursError {
    let place = match error {
        Error::Syntax(error) => match error.location {
            pest::error::InputLocation::Pos(place) | pest::error::InputLocation::Span((place, _)) => place,
        },
        _ => 0,
    };
    HoursError::Syntax(shown(text.get(place..).filter(|rest| !rest.trim().is_empty()).unwrap_or(text)))
}

/// As much of a text as an error shows.
pub(super) fn shown(text: &str) -> String {
    text.trim().chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(input: &str, expected: &str) {
        let once = normalise(input).unwrap();
        assert_eq!(once, expected);
        assert_eq!(normalise(&once).unwrap(), once, "a second time changes nothing");
    }

    #[test]
    fn hours_are_written_in_the_usual_spelling() {
        check(" mo-fr 9:00-12:00,13:30 - 17:00;PH off; ", "Mo-Fr 09:00-12:00,13:30-17:00; PH off");
        check("24/7", "24/7");
        check("Mo-Fr 08:30-12:30; PH closed", "Mo-Fr 08:30-12:30; PH off");
        check(
            "Mo 10:00-12:00, Tu 14:00-16:00 || unknown \"appeler\"",
            "Mo 10:00-12:00, Tu 14:00-16:00 || 24/7 unknown \"appeler\"",
        );
        check("PH +1 day off; PH -1 day off", "PH +1 days off; PH -1 days off");
    }

    #[test]
    fn a_comment_without_a_state_means_unknown() {
        check("\"sur rendez-vous\"", "24/7 unknown \"sur rendez-vous\"");
        check(
            "Mo-Fr 09:00-12:00 \"sur rdv; appeler\"; Sa off \"fermé\"",
            "Mo-Fr 09:00-12:00 unknown \"sur rdv; appeler\"; Sa off \"fermé\"",
        );
        check("Mo-Fr 09:00-12:00 open \"entrée rue Monge\"", "Mo-Fr 09:00-12:00 open \"entrée rue Monge\"");
        check("Mo 09:00-12:00\"rdv\"", "Mo 09:00-12:00 unknown \"rdv\"");
        check("\"en été\":Mo 10:00-12:00", "Mo 10:00-12:00 unknown \"en été\"");
    }

    #[test]
    fn what_depends_on_the_sun_or_has_no_end_is_unknown() {
        check("Mo 17:00+", "Mo 17:00+ unknown");
        check("sunrise-sunset", "sunrise-sunset unknown");
        check("Mo off; Tu 10:00-sunset", "Mo off; Tu 10:00-sunset unknown");
    }

    #[test]
    fn days_without_times_say_nothing_about_when() {
        check("Mo-Su", "Mo-Su unknown");
        check("Jun-Sep", "Jun-Sep unknown");
        check("Mo-Fr 09:00-12:00; Sa", "Mo-Fr 09:00-12:00; Sa unknown");
        check("Mo-Su 00:00-24:00", "Mo-Su open");
        check("Mo-Su open", "Mo-Su open");
        check("24/7", "24/7");
        check("Mo-Fr 09:00-12:00; PH off", "Mo-Fr 09:00-12:00; PH off");
    }

    #[test]
    fn weekdays_in_holidays_are_not_weekdays_and_holidays() {
        check("Mo-Fr 09:00-12:00; SH Mo-Fr 10:00-14:00", "Mo-Fr 09:00-12:00; SH Mo-Fr 10:00-14:00");
        check("Mo-Fr PH 10:00-12:00", "PH Mo-Fr 10:00-12:00");
        check("PH,Mo-Fr 10:00-12:00", "PH,Mo-Fr 10:00-12:00");
        let rules = Rules::read("Mo-Fr 09:00-12:00; SH Mo-Fr 10:00-14:00").unwrap();
        assert_eq!(print(&rules.held(false, false)), "Mo-Fr 09:00-12:00");
        assert_eq!(print(&rules.held(false, true)), "Mo-Fr 09:00-12:00; Mo-Fr 10:00-14:00");
        assert!(rules.name_holidays(HolidayKind::School) && !rules.name_holidays(HolidayKind::Public));
        assert!(normalise("SH Mo 10:00-14:00, SH Tu 12:00-14:00").is_err(), "this is not guessed");
    }

    #[test]
    fn what_is_not_hours_is_refused_with_the_place() {
        assert_eq!(normalise("  "), Err(HoursError::Empty));
        assert_eq!(normalise(&"Mo ".repeat(400)), Err(HoursError::TooLong));
        assert_eq!(normalise("Mo-Fr 09:00-12:00; lundi"), Err(HoursError::Syntax("lundi".into())));
        assert_eq!(normalise("Mo-Fr 9h-12h"), Err(HoursError::Syntax("9h-12h".into())));
        assert!(matches!(normalise("Mo 25:00-26:00"), Err(HoursError::Syntax(_))));
        assert!(matches!(normalise("Mo \"never closed"), Err(HoursError::Syntax(_))));
    }
}
