//! What every request passes through.

mod addresses;
mod api;
mod apply;
mod assets;
mod corrections;
mod designs;
mod desk;
mod desk_case;
mod doors;
mod every_staff_page;
mod failures;
mod fields;
mod guards;
mod lists;
mod lists_together;
mod pages;
mod powers;
mod refusals;
mod session;
mod staff;
mod standards;
mod texts;
mod uploads;
mod walk;
mod wayward;
mod with_files;
