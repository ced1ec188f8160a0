//! A visitor reports what is wrong with a listing.

use domain::{
    Code, Lang, ListingId,
    report::{Fault, Field, MAX_COMMENT, MAX_CONTACT, Report},
    vocabulary::Wrong,
};
use serde::Serialize;

use crate::{
    arrival::{Arrival, NotReceived, Received, digest},
    pace::Kind,
};

/// A report as it was written, not yet looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Written {
    pub listing: ListingId,
    /// The code of what is wrong.
    pub wrong: String,
    pub comment: String,
    pub contact: String,
    pub lang: Lang,
}

/// Keeps a report for those who put the listing right. Everybody may report; the same request twice is one report, and so
/// are the same words about the same listing from the same corner of the network.
pub async fn report_listing(arrival: &Arrival<'_>, written: &Written) -> Result<Received, NotReceived> {
    let report = parse(written).map_err(NotReceived::Fields)?;
    let digest = digest(&("report", &report));
    if let Some(before) = arrival.before(&digest).await? {
        return Ok(before);
    }
    arrival.find(report.listing)?;
    let words = words(&report);
    if let Some(at) = arrival.pace.said(arrival.origin, report.listing, &words) {
        return Ok(arrival.joined(report.listing, at));
    }
    let kind = if report.wrong == Wrong::Unsafe { Kind::Danger } else { Kind::Report };
    if let Some(joined) = arrival.admit(kind, report.listing)? {
        return Ok(joined);
    }
    let request = arrival.request(digest, report.listing);
    let store = arrival.directory.store();
    let done = store.add_report(&report, arrival.written_at(), &request, arrival.now).await?;
    arrival.pace.note(arrival.origin, report.listing, words, arrival.now);
    arrival.finish(done, report.listing)
}

/// What stands for what is said, however it is spaced and marked.
fn words(report: &Report) -> String {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let (comment, contact): (String, String) =
        (letters(&report.comment), letters(report.contact.as_deref().unwrap_or_default()));
    digest(&(report.wrong, comment, contact))
}

/// The report, or everything that is not right about it.
fn parse(written: &Written) -> Result<Report, Vec<(Field, Fault)>> {
    let (comment, contact) = (plain(&written.comment), plain(&written.contact));
    let wrong = match written.wrong.trim() {
        "" => Err(Fault::Missing),
        code => Wrong::from_code(code).ok_or(Fault::Unknown),
    };
    let faults = [
        (Field::Wrong, wrong.err()),
        (Field::Comment, fault_of_comment(&comment, wrong.ok())),
        (Field::Contact, (contact.chars().count() > MAX_CONTACT).then_some(Fault::TooLong)),
    ];
    let faults: Vec<_> = faults.into_iter().filter_map(|(field, fault)| Some((field, fault?))).collect();
    match wrong {
        Ok(wrong) if faults.is_empty() => {
            let contact = Some(contact).filter(|contact| !contact.is_empty());
            Ok(Report { listing: written.listing, wrong, comment, contact, lang: written.lang })
        }
        _ => Err(faults),
    }
}

/// *Something else* says nothing without words.
fn fault_of_comment(comment: &str, wrong: Option<Wrong>) -> Option<Fault> {
    let length = comment.chars().count();
    if length == 0 && wrong == Some(Wrong::Other) {
        return Some(Fault::Missing);
    }
    (length > MAX_COMMENT).then_some(Fault::TooLong)
}

/// The text without what no keyboard writes: the record refuses NUL, and a terminal obeys others.
fn plain(text: &str) -> String {
    let text: String = text.replace("\r\n", "\n").chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(wrong: &str, comment: &str) -> Written {
        let (wrong, comment) = (wrong.to_owned(), comment.to_owned());
        Written { listing: ListingId(1), wrong, comment, contact: String::new(), lang: Lang::Uk }
    }

    fn faults(written: &Written) -> Vec<(Field, Fault)> {
        parse(written).err().unwrap_or_default()
    }

    #[test]
    fn what_is_wrong_is_one_of_the_codes() {
        assert_eq!(parse(&written("closed", "")).map(|report| report.wrong), Ok(Wrong::Closed));
        assert_eq!(faults(&written("", "")), [(Field::Wrong, Fault::Missing)]);
        assert_eq!(faults(&written("ugly", "")), [(Field::Wrong, Fault::Unknown)]);
    }

    #[test]
    fn something_else_needs_words() {
        assert_eq!(faults(&written("other", " \r\n\t")), [(Field::Comment, Fault::Missing)]);
        assert_eq!(faults(&written("other", "The entrance is in the yard.")), []);
    }

    #[test]
    fn everything_that_is_not_right_is_said_at_once() {
        let long = Written { contact: "x".repeat(201), ..written("", &"ї".repeat(2001)) };
        let expected =
            [(Field::Wrong, Fault::Missing), (Field::Comment, Fault::TooLong), (Field::Contact, Fault::TooLong)];
        assert_eq!(faults(&long), expected);
        assert_eq!(faults(&Written { contact: "x".repeat(200), ..written("moved", &"ї".repeat(2000)) }), []);
    }

    #[test]
    fn words_are_kept_as_they_were_meant() {
        let report = parse(&Written { contact: "  ".to_owned(), ..written("hours", " a\r\n\u{0}b\u{1b}[31m ") });
        let report = report.unwrap();
        assert_eq!((report.comment.as_str(), report.contact), ("a\nb[31m", None));
    }
}
