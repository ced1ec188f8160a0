//! Chance that is the same everywhere: a seed and a number always give the same draws.

/// The splitmix64 generator of Steele, Lea and Flood: eight bytes of state, whole numbers only, so that every machine
/// draws alike. Good for showing software, not for secrets.
#[derive(Clone, Debug)]
pub struct Rng(u64);

/// The golden ratio in 64 bits, which spreads neighbouring seeds.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

impl Rng {
    /// The draws for one item of a series.
    pub fn of(seed: u64, item: u32) -> Self {
        Self(mix(mix(seed.wrapping_add(STEP)) ^ u64::from(item).wrapping_mul(STEP)))
    }

    /// Draws of their own for one part of the item, so that a change in one part leaves the others as they were.
    pub fn part(&self, part: u64) -> Self {
        Self(mix(self.0 ^ mix(part.wrapping_add(1).wrapping_mul(STEP))))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mix(self.0)
    }

    /// A number below the bound; 0 when the bound is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.next()) * bound as u128) >> 64) as usize
    }

    /// A number from the first to the last, both included.
    pub fn between(&mut self, first: i64, last: i64) -> i64 {
        first + self.below((last - first + 1) as usize) as i64
    }

    /// Whether something happens that does so in that many of a hundred cases.
    pub fn chance(&mut self, percent: u8) -> bool {
        self.below(100) < usize::from(percent)
    }

    /// A number in 0..1 in steps of 2⁻⁵³.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// One of the values.
    pub fn pick<'a, T>(&mut self, values: &'a [T]) -> Option<&'a T> {
        values.get(self.below(values.len()))
    }

    /// One of the values, those that stand first far more often: few things are common and many are rare.
    pub fn pick_early<T: Copy>(&mut self, values: &[T; 6]) -> T {
        let draw = self.below(100);
        values[[45, 70, 84, 93, 98].iter().filter(|limit| draw >= **limit).count()]
    }

    /// One of the values by their weights; without weights, the first.
    pub fn weighted<T: Copy>(&mut self, values: &[(u32, T)]) -> Option<T> {
        let total: u32 = values.iter().map(|(weight, _)| weight).sum();
        let mut draw = self.below(total as usize) as u32;
        for (weight, value) in values {
            if draw < *weight {
                return Some(*value);
            }
            draw -= weight;
        }
        values.first().map(|(_, value)| *value)
    }
}

fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_is_splitmix64() {
        // First outputs for the state 1234567, as in the reference implementation by Vigna.
        let mut rng = Rng(1_234_567);
        assert_eq!([rng.next(), rng.next()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }

    #[test]
    fn draws_keep_their_bounds_and_reach_them() {
        let mut rng = Rng::of(1, 1);
        let draws: Vec<i64> = (0..1000).map(|_| rng.between(-2, 2)).collect();
        assert_eq!(draws.iter().min(), Some(&-2));
        assert_eq!(draws.iter().max(), Some(&2));
        assert_eq!(rng.pick::<u8>(&[]), None);
        assert!((0..1000).all(|_| (0.0..1.0).contains(&rng.unit())));
    }
}
