//! The versions of the standard, and in which of them something exists.

/// A version of the standard, without its patch level, which never matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// Swagger 2.0.
    V20,
    /// 3.0.x.
    V30,
    /// 3.1.x.
    V31,
    /// 3.2.x.
    V32,
}

impl Version {
    /// As it is written in prose.
    pub fn name(self) -> &'static str {
        match self {
            Self::V20 => "Swagger 2.0",
            Self::V30 => "OpenAPI 3.0",
            Self::V31 => "OpenAPI 3.1",
            Self::V32 => "OpenAPI 3.2",
        }
    }

    /// Whether its schemas are those of JSON Schema 2020-12.
    pub fn has_json_schema(self) -> bool {
        self >= Self::V31
    }
}

/// In which versions something exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// In all of them.
    Always,
    /// From 3.0 on.
    From30,
    /// In 2.0 and 3.0.
    UpTo30,
    /// From 3.1 on.
    From31,
    /// From 3.1 on, because JSON Schema 2020-12 still knows what earlier drafts had.
    Draft,
    /// Until 3.1.
    UpTo31,
    /// From 3.2 on.
    From32,
}

impl Since {
    /// Whether it exists in `version`.
    pub fn covers(self, version: Version) -> bool {
        match self {
            Self::Always => true,
            Self::From30 => version >= Version::V30,
            Self::UpTo30 => version <= Version::V30,
            Self::From31 | Self::Draft => version >= Version::V31,
            Self::UpTo31 => version <= Version::V31,
            Self::From32 => version >= Version::V32,
        }
    }

    /// Whether it is later than 3.0, so that the canonical form has it under a reserved key only.
    pub fn is_reserved(self) -> bool {
        match self {
            Self::From31 | Self::Draft | Self::From32 => true,
            Self::Always | Self::From30 | Self::UpTo30 | Self::UpTo31 => false,
        }
    }
}
