//! Items: what the city's offices do for people, one standard per item.

mod ids;

pub use ids::{ItemId, ItemIdError, MaterialId, MaterialIdError};
