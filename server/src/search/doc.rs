//! What is put into the index.

/// One thing to be found.
#[derive(Clone, Debug, Default)]
pub struct Doc {
    /// What finds it when typed exactly, e.g. `JJ-MZ-04`.
    pub id: String,
    /// Everything it says, each part with its weight.
    pub parts: Vec<(Field, String)>,
}

impl Doc {
    /// An empty one.
    pub fn new(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            parts: Vec::new(),
        }
    }

    /// Adds a part.
    #[must_use]
    pub fn with(mut self, field: Field, text: impl Into<String>) -> Self {
        self.parts.push((field, text.into()));
        self
    }

    /// Adds several parts of one field.
    #[must_use]
    pub fn with_all<T: Into<String>>(mut self, field: Field, texts: impl IntoIterator<Item = T>) -> Self {
        self.parts.extend(texts.into_iter().map(|text| (field, text.into())));
        self
    }
}

/// Where a word stands; decides how much it says about the item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// What people call it.
    PlainName,
    /// What else people call it.
    Alias,
    /// What the law calls it.
    Name,
    Theme,
    Department,
    Result,
    WhoApplies,
    Condition,
    Situation,
    Material,
}

impl Field {
    /// How much one occurrence counts.
    pub(super) fn weight(self) -> f32 {
        match self {
            Self::PlainName | Self::Alias => 6.0,
            Self::Name => 5.0,
            Self::Theme => 2.0,
            Self::Result => 1.5,
            Self::Department | Self::WhoApplies => 1.2,
            Self::Situation => 0.9,
            Self::Condition => 0.8,
            Self::Material => 0.5,
        }
    }

    /// Names are also found as a whole, by sound, by pairs of characters and with a slip of the pen.
    pub(super) fn is_name(self) -> bool {
        matches!(self, Self::PlainName | Self::Alias | Self::Name)
    }

    /// Words of these fields become words of the search's language.
    pub(super) fn teaches(self) -> bool {
        self.is_name() || self == Self::Theme
    }
}
