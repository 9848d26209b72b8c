//! The design system: small parts, one per file, styled by classes under `style/`.

mod error_summary;
mod field;
mod page;
mod pagination;
mod staff_page;
mod states;
mod table;
mod tag;

pub use error_summary::ErrorSummary;
pub use field::{FieldFrame, described_by, error_id, hint_id, input_id};
pub use page::Page;
pub use pagination::Pagination;
pub use staff_page::StaffPage;
pub use states::{EmptyState, ErrorState, LoadingState};
pub use table::DueMeter;
pub use tag::{Mark, Tag, Unconfirmed};
