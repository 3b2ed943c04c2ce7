//! Random numbers from a seed: the same values in every run.

/// A source of numbers.
pub struct Dice(u64);

impl Dice {
    /// The same seed gives the same numbers.
    pub fn of(seed: &str) -> Self {
        Self(hash(seed) | 1)
    }

    /// A number below the bound, 0 if there is none.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 11) % u64::try_from(bound.max(1)).unwrap()).unwrap()
    }

    /// True once in so many times.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub fn one_of<'v, T>(&mut self, values: &'v [T]) -> &'v T {
        let index = self.below(values.len());
        &values[index]
    }
}

/// FNV-1a.
pub fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}
