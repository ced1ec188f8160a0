//! Numbering plans: what a number that is dialled within a country is from abroad.
//!
//! The plans of ITU-T E.164 as the countries' regulators publish them, as far as needed: calling code, the digit that is
//! dialled before a number at home, and how many digits a number has. Whether a number is given to somebody is not
//! known. Why no library does this is in `docs/decisions/028`.

/// The plan of one country or territory.
struct Plan {
    country: &'static str,
    code: &'static str,
    /// Dialled before the number within the country, and not from abroad.
    trunk: &'static str,
    /// Fewest and most digits of a number without the trunk digit.
    digits: (usize, usize),
}

const fn plan(country: &'static str, code: &'static str, trunk: &'static str, digits: (usize, usize)) -> Plan {
    Plan { country, code, trunk, digits }
}

/// Europe, the neighbours of Ukraine, and where people go on to. France and Ukraine have rules of their own.
const PLANS: [Plan; 54] = [
    plan("AD", "376", "", (6, 9)),
    plan("AL", "355", "0", (8, 9)),
    plan("AM", "374", "0", (8, 8)),
    plan("AT", "43", "0", (4, 13)),
    plan("AZ", "994", "0", (9, 9)),
    plan("BA", "387", "0", (8, 9)),
    plan("BE", "32", "0", (8, 9)),
    plan("BG", "359", "0", (7, 9)),
    plan("BY", "375", "80", (9, 9)),
    plan("CA", "1", "1", (10, 10)),
    plan("CH", "41", "0", (9, 9)),
    plan("CY", "357", "", (8, 8)),
    plan("CZ", "420", "", (9, 9)),
    plan("DE", "49", "0", (5, 12)),
    plan("DK", "45", "", (8, 8)),
    plan("EE", "372", "", (7, 8)),
    plan("ES", "34", "", (9, 9)),
    plan("FI", "358", "0", (5, 11)),
    plan("GB", "44", "0", (9, 10)),
    plan("GE", "995", "0", (9, 9)),
    plan("GR", "30", "", (10, 10)),
    plan("HR", "385", "0", (8, 9)),
    plan("HU", "36", "06", (8, 9)),
    plan("IE", "353", "0", (7, 9)),
    plan("IL", "972", "0", (8, 9)),
    plan("IS", "354", "", (7, 7)),
    plan("IT", "39", "", (6, 11)),
    plan("LI", "423", "", (7, 7)),
    plan("LT", "370", "0", (8, 8)),
    plan("LU", "352", "", (6, 9)),
    plan("LV", "371", "", (8, 8)),
    plan("MA", "212", "0", (9, 9)),
    plan("MC", "377", "", (8, 9)),
    plan("MD", "373", "0", (8, 8)),
    plan("ME", "382", "0", (8, 8)),
    plan("MK", "389", "0", (8, 8)),
    plan("MT", "356", "", (8, 8)),
    plan("NL", "31", "0", (9, 9)),
    plan("NO", "47", "", (8, 8)),
    plan("PL", "48", "", (9, 9)),
    plan("PT", "351", "", (9, 9)),
    plan("RO", "40", "0", (9, 9)),
    plan("RS", "381", "0", (8, 9)),
    plan("RU", "7", "8", (10, 10)),
    plan("SE", "46", "0", (7, 9)),
    plan("SI", "386", "0", (8, 8)),
    plan("SK", "421", "0", (9, 9)),
    plan("SM", "378", "", (6, 10)),
    plan("TR", "90", "0", (10, 10)),
    plan("US", "1", "1", (10, 10)),
    plan("VA", "39", "", (6, 11)),
    plan("XK", "383", "0", (8, 8)),
    plan("DZ", "213", "0", (8, 9)),
    plan("TN", "216", "", (8, 8)),
];

/// Whether numbers that are dialled within that country are understood.
pub fn is_known(country: &str) -> bool {
    matches!(country, "FR" | "UA") || PLANS.iter().any(|plan| plan.country == country)
}

/// The E.164 form, without the plus, of digits that are dialled within a country.
pub fn national(digits: &str, country: &str, department: Option<&str>) -> Option<String> {
    match country {
        "FR" => french(digits, department),
        "UA" => ukrainian(digits),
        _ => PLANS.iter().find(|plan| plan.country == country)?.national(digits),
    }
}

/// The E.164 form, without the plus, of digits that begin with a calling code; as few countries as possible are known.
pub fn international(digits: &str) -> Option<String> {
    if let Some(rest) = digits.strip_prefix("33") {
        // The zero of the national number is often kept: +33 04 …
        let national = rest.strip_prefix('0').unwrap_or(rest);
        return (national.len() == 9 && !national.starts_with('0')).then(|| overseas(national));
    }
    if let Some(rest) = digits.strip_prefix("380") {
        let national = rest.strip_prefix('0').unwrap_or(rest);
        return (national.len() == 9).then(|| format!("380{national}"));
    }
    let of_overseas = ["262", "590", "594", "596"].into_iter().find(|code| digits.starts_with(code));
    if let Some(code) = of_overseas {
        let national = digits[3..].strip_prefix('0').unwrap_or(&digits[3..]);
        return (national.len() == 9).then(|| format!("{code}{national}"));
    }
    if let Some((_, _, length)) = PACIFIC.iter().find(|(_, code, _)| digits.starts_with(code)) {
        return (digits.len() == 3 + length).then(|| digits.to_owned());
    }
    let plan = PLANS.iter().find(|plan| !plan.trunk.is_empty() && digits.starts_with(plan.code));
    let national = plan.and_then(|plan| plan.without_trunk(&digits[plan.code.len()..]).map(|rest| (plan, rest)));
    match national {
        Some((plan, rest)) => Some(format!("{}{rest}", plan.code)),
        None => ((8..=15).contains(&digits.len()) && !digits.starts_with('0')).then(|| digits.to_owned()),
    }
}

impl Plan {
    fn national(&self, digits: &str) -> Option<String> {
        let fits = |number: &&str| (self.digits.0..=self.digits.1).contains(&number.len());
        let dialled = digits.strip_prefix(self.trunk).filter(fits);
        // The plus was lost: 48 22 123 45 67. Or a spreadsheet took the trunk zero.
        let number = dialled.or_else(|| digits.strip_prefix(self.code).filter(fits)).or(Some(digits).filter(fits))?;
        Some(format!("{}{number}", self.code))
    }

    /// The number behind a calling code where the trunk zero was kept: +48 (0)22 …
    fn without_trunk<'a>(&self, rest: &'a str) -> Option<&'a str> {
        let zero = self.trunk == "0" && rest.starts_with('0');
        Some(&rest[1..]).filter(|rest| zero && (self.digits.0..=self.digits.1).contains(&rest.len()))
    }
}

/// French territories with plans of their own: department, calling code, digits of a number.
const PACIFIC: [(&str, &str, usize); 4] = [("975", "508", 6), ("986", "681", 6), ("987", "689", 8), ("988", "687", 6)];

fn french(digits: &str, department: Option<&str>) -> Option<String> {
    let territory = PACIFIC.iter().find(|(code, _, length)| Some(*code) == department && digits.len() == *length);
    if let Some((_, code, _)) = territory {
        return Some(format!("{code}{digits}"));
    }
    match digits.len() {
        10 => digits.strip_prefix('0').filter(|rest| !rest.starts_with('0')).map(overseas),
        // A spreadsheet took the zero away. No French number of nine digits exists besides.
        9 if !digits.starts_with('0') => Some(overseas(digits)),
        // The plus was lost.
        11 => digits.strip_prefix("33").filter(|rest| !rest.starts_with('0')).map(overseas),
        12 => international(digits).filter(|_| ["262", "590", "594", "596"].contains(&&digits[..3])),
        _ => None,
    }
}

/// A French number of nine digits under the calling code of its territory (ARCEP, plan national de numérotation,
/// décision 2018-0881): those of the departments overseas cannot be reached under +33.
fn overseas(national: &str) -> String {
    let code = match (&national[..3], &national[..4]) {
        // Set aside for fiction.
        _ if national.starts_with("63998") => "33",
        ("262" | "263" | "269" | "639" | "692" | "693", _) | (_, "7092") => "262",
        ("590" | "690" | "691", _) | (_, "7090") => "590",
        ("594" | "694", _) | (_, "7093") => "594",
        ("596" | "696" | "697", _) | (_, "7091") => "596",
        // Saint-Pierre-et-Miquelon has six digits after its prefix.
        ("508", _) => return format!("508{}", &national[3..]),
        _ => "33",
    };
    format!("{code}{national}")
}

/// `067…`, `67…`, `38 067…` and `8 067…`, as was dialled until 2009.
fn ukrainian(digits: &str) -> Option<String> {
    let national = match digits.len() {
        9 => Some(digits),
        10 => digits.strip_prefix('0'),
        11 => digits.strip_prefix("80"),
        12 => digits.strip_prefix("380"),
        _ => None,
    };
    national.filter(|rest| !rest.starts_with('0')).map(|rest| format!("380{rest}"))
}

/// Whether digits are dialled as they are, whatever is known of the country: 112 and the numbers that Europe harmonised.
pub fn is_short_everywhere(digits: &str) -> bool {
    digits == "112" || (digits.len() == 6 && digits.starts_with("116"))
}

/// Whether digits are dialled as they are in a country: 15, 115, 3919, 116 000, 118 712.
pub fn is_short(digits: &str, country: &str) -> bool {
    match (digits.len(), country) {
        (2, "FR") => digits.starts_with('1'),
        (3, "FR" | "UA") => digits.starts_with('1'),
        (3, _) => !digits.starts_with('0'),
        (4, "FR") => digits.starts_with(['1', '3']),
        (4, _) => digits.starts_with('1'),
        (5, "FR" | "UA") => false,
        (5, _) => digits.starts_with('1'),
        (6, _) => digits.starts_with("116") || digits.starts_with("118"),
        _ => false,
    }
}
