//! Staff accounts: which posts there are, and what makes a password one.

mod login;
mod mandate;
mod password;
mod post;
mod row;
mod term;

pub use login::{Login, LoginError};
pub use mandate::{Errand, LONGEST_MANDATE, Mandate, wrong_end};
pub use password::{MIN_PASSWORD, PasswordError, check_password};
pub use post::{Known, Post};
pub use row::{COLUMNS, StaffRow, parse_post, place_name, post_as_typed};
pub use term::{Held, LONGEST_SUBSTITUTION, Tenure, Term};
