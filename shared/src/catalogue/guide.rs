//! The guide (办事指南): the item's standard with what one site adds.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::elements::{Element, State, required_elements, standard_elements};
use super::{Item, ItemId, LocalGuide};

/// `Guide = Item version + LocalGuide`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Guide {
    pub item: Item,
    pub local: LocalGuide,
}

/// A site's part was put to another item.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("站点信息属于事项 {local}，不属于 {item}")]
pub struct ComposeError {
    pub item: ItemId,
    pub local: ItemId,
}

/// How far a guide is: `confirmed / required` is the share of required elements filled *and* confirmed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Completeness {
    pub required: u32,
    pub filled: u32,
    /// Filled and confirmed by the department or site in charge.
    pub confirmed: u32,
}

impl Completeness {
    /// Of the guide made of both.
    #[must_use]
    pub fn of(item: &Item, local: &LocalGuide) -> Self {
        Self::count(&required_elements(item, local))
    }

    /// Of the standard alone.
    #[must_use]
    pub fn of_standard(item: &Item) -> Self {
        Self::count(&standard_elements(item))
    }

    fn count(elements: &[Element]) -> Self {
        let mut completeness = Self::default();
        for element in elements {
            completeness.required += 1;
            completeness.filled += u32::from(element.state != State::Missing);
            completeness.confirmed += u32::from(element.state == State::Confirmed);
        }
        completeness
    }

    /// Nothing required is missing or waits to be confirmed.
    #[must_use]
    pub const fn is_complete(self) -> bool {
        self.confirmed == self.required
    }

    /// Whole percent, rounded down so that 100 means complete.
    #[must_use]
    pub fn percent(self) -> u32 {
        (self.confirmed * 100).checked_div(self.required).unwrap_or(0)
    }
}

impl Guide {
    /// Puts both together.
    ///
    /// # Errors
    /// When the site's part belongs to another item.
    pub fn compose(item: Item, local: LocalGuide) -> Result<Self, ComposeError> {
        if item.id == local.item {
            Ok(Self { item, local })
        } else {
            Err(ComposeError {
                item: item.id,
                local: local.item,
            })
        }
    }

    /// How far it is.
    #[must_use]
    pub fn completeness(&self) -> Completeness {
        Completeness::of(&self.item, &self.local)
    }

    /// Its required elements, each with its state.
    #[must_use]
    pub fn elements(&self) -> Vec<Element> {
        required_elements(&self.item, &self.local)
    }
}
