//! French postcodes and the rows they belong to. Knows nothing about names.

/// Digits of a postcode.
pub const DIGITS: usize = 5;

/// Pairs of a postcode and a row, in order.
#[derive(Debug)]
pub struct Postcodes(Box<[(u32, u32)]>);

impl Postcodes {
    pub fn new(mut pairs: Vec<(u32, u32)>) -> Self {
        pairs.sort_unstable();
        Self(pairs.into_boxed_slice())
    }

    /// The rows of all postcodes that begin with these digits; none when it is no beginning of a postcode.
    /// A row comes as often as it has such postcodes.
    pub fn rows(&self, digits: &str) -> impl Iterator<Item = u32> {
        let range = range(digits).unwrap_or((0, 0));
        let from = self.0.partition_point(|&(code, _)| code < range.0);
        let to = self.0.partition_point(|&(code, _)| code < range.1);
        self.0[from..to].iter().map(|&(_, row)| row)
    }

    pub fn memory(&self) -> usize {
        size_of_val(&*self.0)
    }
}

fn range(digits: &str) -> Option<(u32, u32)> {
    if digits.is_empty() || digits.len() > DIGITS || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let unit = 10_u32.pow((DIGITS - digits.len()) as u32);
    let first = digits.parse::<u32>().ok()? * unit;
    Some((first, first + unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginning_of_a_postcode_finds_all_that_have_it() {
        let postcodes = Postcodes::new(vec![(69_003, 1), (6_900, 2), (69_100, 3), (1_400, 4)]);
        let rows = |digits| postcodes.rows(digits).collect::<Vec<_>>();
        assert_eq!(rows("69"), [1, 3]);
        assert_eq!(rows("69003"), [1]);
        assert_eq!(rows("014"), [4]);
        assert_eq!(rows("0"), [4, 2]);
        for nothing in ["", "690031", "6a", "+69", "９"] {
            assert!(rows(nothing).is_empty(), "{nothing}");
        }
    }
}
