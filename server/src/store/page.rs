//! Paging by the database.

use std::str::FromStr;

use thiserror::Error;

/// A numbered page, for lists that stay short enough to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paging {
    page: u32,
    size: u32,
}

impl Paging {
    /// The largest page anyone gets.
    pub const MAX_SIZE: u32 = 200;
    /// Pages past this one would scan too far.
    const MAX_PAGE: u32 = 10_000;

    /// Page numbers begin with 1; out-of-range values are brought into range.
    #[must_use]
    pub fn new(page: u32, size: u32) -> Self {
        Self {
            page: page.clamp(1, Self::MAX_PAGE),
            size: size.clamp(1, Self::MAX_SIZE),
        }
    }

    #[must_use]
    pub fn page(self) -> u32 {
        self.page
    }

    #[must_use]
    pub fn size(self) -> u32 {
        self.size
    }

    /// For `LIMIT`.
    #[must_use]
    pub fn limit(self) -> i64 {
        self.size.into()
    }

    /// For `OFFSET`.
    #[must_use]
    pub fn offset(self) -> i64 {
        i64::from(self.page - 1) * i64::from(self.size)
    }

    /// How many pages `total` rows fill; at least one.
    #[must_use]
    pub fn pages(self, total: u32) -> u32 {
        total.div_ceil(self.size).max(1)
    }
}

/// A count that stops where the exact number helps nobody and costs a scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    pub value: u32,
    pub capped: bool,
}

impl Count {
    /// From a count over at most `cap + 1` rows.
    #[must_use]
    pub fn capped(counted: i64, cap: u32) -> Self {
        let counted = u32::try_from(counted).unwrap_or(0);
        Self {
            value: counted.min(cap),
            capped: counted > cap,
        }
    }
}

/// A place in an ordered list: the sort value and the id of the row next to it, and which way to go.
/// Opaque to clients, but nothing secret: a forged one only starts the list elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub backwards: bool,
    pub value: String,
    pub id: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a place in a list")]
pub struct CursorError;

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let way = if self.backwards { 'b' } else { 'f' };
        write!(f, "{way}~{}~{}", self.value, self.id)
    }
}

impl FromStr for Cursor {
    type Err = CursorError;

    fn from_str(text: &str) -> Result<Self, CursorError> {
        let mut parts = text.splitn(3, '~');
        let (Some(way), Some(value), Some(id)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(CursorError);
        };
        let backwards = match way {
            "b" => true,
            "f" => false,
            _ => return Err(CursorError),
        };
        if value.len() > 64 || id.len() > 64 {
            return Err(CursorError);
        }
        Ok(Self {
            backwards,
            value: value.to_owned(),
            id: id.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_out_of_range_is_brought_into_range() {
        assert_eq!(Paging::new(0, 20).offset(), 0);
        assert_eq!(Paging::new(3, 20).offset(), 40);
        assert_eq!(Paging::new(1, 100_000).limit(), 200);
        assert_eq!(Paging::new(1, 20).pages(0), 1);
        assert_eq!(Paging::new(1, 20).pages(41), 3);
    }

    #[test]
    fn a_cursor_survives_its_trip_through_an_address() {
        let cursor = Cursor {
            backwards: true,
            value: "2026-11-23".into(),
            id: "0199-a".into(),
        };
        assert_eq!(cursor.to_string().parse(), Ok(cursor));
        for bad in ["", "f", "f~1", "x~1~2"] {
            assert_eq!(bad.parse::<Cursor>(), Err(CursorError), "{bad}");
        }
    }

    #[test]
    fn a_count_says_when_it_stopped() {
        assert_eq!(
            Count::capped(1000, 1000),
            Count {
                value: 1000,
                capped: false
            }
        );
        assert_eq!(
            Count::capped(1001, 1000),
            Count {
                value: 1000,
                capped: true
            }
        );
    }
}
