//! Staff accounts: which posts there are, and what makes a password one.

mod login;
mod password;
mod post;
mod row;

pub use login::{Login, LoginError};
pub use password::{MIN_PASSWORD, PasswordError, check_password};
pub use post::{Known, Post};
pub use row::{COLUMNS, StaffRow, place_name};
