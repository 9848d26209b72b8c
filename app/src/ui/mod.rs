//! The design system: small parts, one per file, styled by the classes that stand at the head of each sheet in
//! `style/parts/`. What is only a class (buttons, cards, lists, tables) has no component.

mod action_bar;
pub mod address;
#[cfg(feature = "hydrate")]
mod alive;
mod choices;
mod copy_link;
mod definition;
mod due;
mod enter;
mod error_summary;
mod facts;
mod field;
mod loaded;
mod long_text;
mod page;
mod pagination;
mod print_button;
mod progress;
mod qr;
mod select;
mod staff_page;
mod state_tag;
mod states;
mod tag;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod text_area;
mod text_input;
mod timeline;

/// How an appointment is made, where no slots are offered.
pub const BY_PHONE: &str = "可以预约，请打咨询电话或 12345";

pub use action_bar::ActionBar;
#[cfg(feature = "hydrate")]
pub use alive::when_alive;
pub use choices::{ChoiceRow, Choices};
pub use copy_link::CopyLink;
pub use definition::Definition;
pub use due::{Due, DueMeter};
pub use enter::EnterPresses;
pub use error_summary::ErrorSummary;
pub use facts::{Fact, Value};
pub use field::{FieldFrame, described_by, error_id, hint_id, input_id, problem_at};
pub use loaded::{awaited, failed, loaded, staff_page};
pub use long_text::LongText;
pub use page::Page;
pub use pagination::Pagination;
pub use print_button::PrintButton;
pub use progress::{Progress, Stop};
pub use qr::Qr;
pub use select::Select;
pub use staff_page::StaffPage;
pub use state_tag::StateTag;
pub use states::{EmptyState, ErrorState, Refused, answer_with};
pub use tag::{Mark, Tag, Unconfirmed};
pub use text_area::TextArea;
pub use text_input::TextInput;
pub use timeline::Timeline;
