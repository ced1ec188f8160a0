//! Closed vocabularies: enumerations whose values have a stable code in URLs, data files and the API.
//! Knows nothing about the words shown to people.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{SeqAccess, Visitor},
    ser::SerializeSeq,
};

/// A value of a closed vocabulary. At most 32 values each, so that a set of them is one word.
pub trait Code: Copy + Eq + 'static {
    /// Every value, in the order in which people see them.
    const ALL: &'static [Self];

    /// The stable name of the value.
    fn code(self) -> &'static str;

    /// The place of the value in [`Code::ALL`].
    fn index(self) -> usize;

    /// The value of that name, if there is one.
    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.code() == code)
    }
}

/// Declares an enumeration and its codes.
#[macro_export]
macro_rules! codes {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$vdoc:meta])* $value:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $code)] $value),+
        }

        impl $crate::code::Code for $name {
            const ALL: &'static [Self] = &[$(Self::$value),+];

            fn code(self) -> &'static str {
                match self { $(Self::$value => $code),+ }
            }

            fn index(self) -> usize {
                self as usize
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str($crate::code::Code::code(*self))
            }
        }
    };
}

/// A set of values of one vocabulary, kept as one word of bits.
pub struct CodeSet<T>(u32, PhantomData<T>);

impl<T> CodeSet<T> {
    /// The set without values.
    pub const EMPTY: Self = Self(0, PhantomData);

    /// Whether no value is in the set.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many values are in the set.
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// One bit for each value, at its [`Code::index`].
    pub fn bits(self) -> u32 {
        self.0
    }

    /// Whether the two sets share a value.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl<T: Code> CodeSet<T> {
    /// The set of these bits; those that stand for no value are left out.
    pub fn from_bits(bits: u32) -> Self {
        let all = u32::MAX.checked_shr(u32::BITS - T::ALL.len() as u32).unwrap_or(0);
        Self(bits & all, PhantomData)
    }

    /// The set of exactly one value.
    pub fn only(value: T) -> Self {
        Self(1 << value.index(), PhantomData)
    }

    /// Whether the value is in the set.
    pub fn contains(self, value: T) -> bool {
        self.0 & (1 << value.index()) != 0
    }

    /// Adds a value; says whether it was new.
    pub fn insert(&mut self, value: T) -> bool {
        let new = !self.contains(value);
        self.0 |= 1 << value.index();
        new
    }

    /// The set without that value.
    #[must_use]
    pub fn without(self, value: T) -> Self {
        Self(self.0 & !(1 << value.index()), PhantomData)
    }

    /// The set with that value.
    #[must_use]
    pub fn with(self, value: T) -> Self {
        Self(self.0 | (1 << value.index()), PhantomData)
    }

    /// The values, in the order of the vocabulary.
    pub fn iter(self) -> impl Iterator<Item = T> {
        T::ALL.iter().copied().filter(move |value| self.contains(*value))
    }
}

impl<T> Clone for CodeSet<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for CodeSet<T> {}

impl<T> Default for CodeSet<T> {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl<T> PartialEq for CodeSet<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T> Eq for CodeSet<T> {}

impl<T: Code + fmt::Debug> fmt::Debug for CodeSet<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl<T: Code> FromIterator<T> for CodeSet<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        values.into_iter().fold(Self::EMPTY, Self::with)
    }
}

impl<T: Code + Serialize> Serialize for CodeSet<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Compact formats want to know the length beforehand.
        let mut values = serializer.serialize_seq(Some(self.len()))?;
        for value in self.iter() {
            values.serialize_element(&value)?;
        }
        values.end()
    }
}

/// Value by value: a list in between would be downloaded once for each vocabulary.
impl<'de, T: Code + Deserialize<'de>> Deserialize<'de> for CodeSet<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Values<T>(PhantomData<T>);

        impl<'de, T: Code + Deserialize<'de>> Visitor<'de> for Values<T> {
            type Value = CodeSet<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of codes")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<CodeSet<T>, A::Error> {
                let mut set = CodeSet::default();
                while let Some(value) = values.next_element()? {
                    set = set.with(value);
                }
                Ok(set)
            }
        }

        deserializer.deserialize_seq(Values(PhantomData))
    }
}
