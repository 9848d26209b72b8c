//! The design system: small parts, one per file, styled by the classes that stand at the head of each sheet in
//! `style/parts/`. What is only a class (buttons, cards, lists, tables) has no component.

mod action_bar;
pub mod address;
pub mod changes;
mod choices;
mod definition;
mod due;
mod enter;
mod error_summary;
mod facts;
mod list;
mod loaded;
mod long_text;
mod on_behalf;
mod page;
mod pagination;
mod progress;
mod promise;
mod qr;
mod select;
mod staff_page;
mod state_tag;
mod states;
#[cfg(test)]
mod tests;
mod text_area;
mod text_input;
mod timeline;

/// How an appointment is made, where no slots are offered.
pub const BY_PHONE: &str = "可以预约，请打咨询电话或 12345";

pub use crate::islands::parts::{
    EmptyState, FieldFrame, Mark, Tag, Unconfirmed, described_by, error_id, hint_id, input_id, problem_at,
};
pub use action_bar::ActionBar;
pub use choices::{ChoiceRow, Choices};
pub use definition::Definition;
pub use due::{Due, DueMeter};
pub use enter::EnterPresses;
pub use error_summary::ErrorSummary;
pub use facts::{Fact, Value};
pub use list::{Column, Filters, ListPage, Pick, Said, table, table_or};
pub use loaded::{awaited, failed, loaded, staff_page};
pub use long_text::LongText;
pub use on_behalf::OnBehalf;
pub use page::Page;
pub use pagination::{Pagination, Turn};
pub use progress::{Progress, Stop};
pub use promise::Promise;
pub use qr::Qr;
pub use select::Select;
pub use staff_page::StaffPage;
pub use state_tag::StateTag;
pub use states::{ErrorState, Refused, answer_with};
pub use text_area::TextArea;
pub use text_input::TextInput;
pub use timeline::Timeline;
