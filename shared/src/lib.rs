//! The domain: items, guides, forms, cases, clocks and who may do what. No I/O, no clock, no async.

pub mod access;
pub mod board;
pub mod case;
pub mod catalogue;
pub mod flow;
pub mod form;
pub mod id;
pub mod offers;
pub mod people;
pub mod place;
pub mod powers;
pub mod problem;
pub mod staff;
pub mod standard;
pub mod table;
pub mod text;
pub mod time;
pub mod value_list;
