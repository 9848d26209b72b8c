//! What a form accepts, in stories and in properties.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test says so loudly when its own data is wrong"
)]

mod cautions;
mod checking;
mod design;
mod design_properties;
mod design_reach;
mod example;
mod hidden;
mod lists;
mod masking;
mod plain_post;
mod properties;
mod rules;
mod screens;
mod together;
mod well_formed;
