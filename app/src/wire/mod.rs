//! What travels between an island and the server, both ways, and the calls that carry it. Compiled for both.

mod calls;
mod error;
mod files;
mod places;
mod query;
mod saved;

pub use calls::{save_group, save_page, villages_of};
pub use error::ServiceError;
pub use files::{CaseMaterial, FILE, FileState, FileView, MAX_FILE_BYTES, MediaType};
pub use places::Spot;
pub use query::query_string;
pub use saved::{Ask, Autosaved, Kept, PageAnswer};
