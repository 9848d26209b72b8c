//! What the pages ask of the server: one port per vertical, and what goes over the wire.

pub mod accounts;
pub mod board;
pub mod cases;
pub mod catalogue;
#[cfg(feature = "ssr")]
mod context;
pub mod delegations;
pub mod designs;
pub mod desk;
pub mod drafts;
pub mod entries;
mod error;
pub mod failures;
pub mod files;
pub mod homes;
pub mod lists;
pub mod log;
pub mod powers;
pub mod searches;
mod session;
#[cfg(feature = "ssr")]
mod site;
pub mod staff;
pub mod standards;
pub mod workbooks;

#[cfg(feature = "ssr")]
pub use accounts::Accounts;
#[cfg(feature = "ssr")]
pub use board::Board;
#[cfg(feature = "ssr")]
pub use cases::Cases;
#[cfg(feature = "ssr")]
pub use catalogue::Catalogue;
#[cfg(feature = "ssr")]
pub use context::{port, session};
#[cfg(feature = "ssr")]
pub use delegations::Delegations;
#[cfg(feature = "ssr")]
pub use designs::Designs;
#[cfg(feature = "ssr")]
pub use desk::Desk;
#[cfg(feature = "ssr")]
pub use drafts::Drafts;
#[cfg(feature = "ssr")]
pub use entries::Entries;
pub use error::ServiceError;
#[cfg(feature = "ssr")]
pub use failures::Failures;
#[cfg(feature = "ssr")]
pub use files::Files;
#[cfg(feature = "ssr")]
pub use homes::Homes;
#[cfg(feature = "ssr")]
pub use lists::Lists;
#[cfg(feature = "ssr")]
pub use log::Log;
#[cfg(feature = "ssr")]
pub use powers::Powers;
#[cfg(feature = "ssr")]
pub use searches::Searches;
pub use session::Session;
#[cfg(feature = "ssr")]
pub use session::{Cookies, Visitor};
#[cfg(feature = "ssr")]
pub use site::{Bundle, Bundles, Site};
#[cfg(feature = "ssr")]
pub use staff::Staff;
#[cfg(feature = "ssr")]
pub use standards::Standards;
#[cfg(feature = "ssr")]
pub use workbooks::Workbooks;
