//! What runs in the browser. Everything else is compiled for the server alone; here is what pages bring to life there,
//! and the server renders it first. An island of one side weighs nothing in the other side's bundle.

mod copy_link;
mod here;
#[cfg(feature = "hydrate")]
pub mod leaving;
pub mod live;
pub mod parts;
mod print_button;

// Of residents' pages.
#[cfg(not(feature = "staff"))]
mod place_picker;
#[cfg(not(feature = "staff"))]
mod remember_place;
#[cfg(not(feature = "staff"))]
mod resend;
#[cfg(not(feature = "staff"))]
mod upload;

// Of staff's pages.
#[cfg(not(feature = "citizen"))]
mod case_files;
#[cfg(not(feature = "citizen"))]
mod design_keys;
#[cfg(not(feature = "citizen"))]
mod new_password;
#[cfg(not(feature = "citizen"))]
mod standard;
#[cfg(feature = "staff")]
pub mod unsaved;

#[cfg(not(feature = "citizen"))]
pub use case_files::Files;
pub use copy_link::CopyLink;
#[cfg(not(feature = "citizen"))]
pub use design_keys::DesignKeys;
pub use here::{here, sign_in_address};
#[cfg(not(feature = "citizen"))]
pub use new_password::NewPassword;
#[cfg(not(feature = "staff"))]
pub use place_picker::PlacePicker;
pub use print_button::PrintButton;
#[cfg(not(feature = "staff"))]
pub use remember_place::{PLACE, RememberPlace};
#[cfg(not(feature = "staff"))]
pub use resend::Resend;
#[cfg(not(feature = "citizen"))]
pub use standard::{Line, LiveStandard, UNTOUCHED, editor, formula, lines, list, summary};
#[cfg(not(feature = "staff"))]
pub use upload::Upload;

/// Does something once every island stands as the server made it. An island that looks at the device while it hydrates
/// makes another page than the server did, and the client stops; what it finds there it shows from here.
#[cfg(feature = "hydrate")]
pub fn when_alive(then: impl FnOnce() + 'static) {
    // The islands hydrate in one go; this waits its turn behind them.
    leptos::task::spawn_local(async move { then() });
}
