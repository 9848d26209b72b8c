//! `jinban`.

fn main() {}
