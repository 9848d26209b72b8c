//! City packages: a folder of readable files that makes Jinban a city's. Read, checked as a whole, loaded in one
//! transaction, written back. The files are described in `server/data/README.md`.

mod check;
mod conditions;
mod entries;
mod export;
mod lines;
mod load;
mod package;
mod problem;
mod read;
mod read_form;
mod read_item;
mod rows;
mod table;
mod tables;
mod versions;
mod write;

use std::path::Path;

pub use export::export;
pub use lines::{Override, Workday};
pub use load::{LoadSummary, load};
pub use package::{Package, Plan};
pub use problem::Problem;
use thiserror::Error;

use crate::store::StoreError;

/// What a check found.
#[derive(Debug)]
pub struct Report {
    /// Everything that keeps the package from being loaded.
    pub problems: Vec<Problem>,
    /// What is unfinished: elements the departments still have to supply. Keeps nothing from being loaded.
    pub open: Vec<Problem>,
    /// The package, when nothing is wrong.
    pub package: Option<Package>,
}

/// Why a package was not loaded or written.
#[derive(Debug, Error)]
pub enum CityError {
    #[error("城市数据包有 {} 处错误，什么都没有载入。先运行 jinban city check 逐处改正", .0.len())]
    Wrong(Vec<Problem>),
    #[error("{message}。{fix}")]
    Refused { message: String, fix: String },
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("数据库暂时用不了，什么都没有载入")]
    Unavailable,
    #[error("{path} 写不了：{why}")]
    Write { path: String, why: std::io::Error },
    #[error("数据库里还没有城市数据，请先运行 jinban city load")]
    Empty,
}

/// Reads and checks a package. Every error is found, not just the first.
#[must_use]
pub fn check_dir(dir: &Path) -> Report {
    let (mut wrong, mut open) = (problem::Findings::default(), problem::Findings::default());
    let parts = package::read_dir(dir, &mut wrong);
    check::across(&parts, &mut wrong, &mut open);
    let mut problems = wrong.problems;
    problems.sort();
    let package = if problems.is_empty() {
        parts.into_package()
    } else {
        None
    };
    Report {
        problems,
        open: open.problems,
        package,
    }
}
