//! `jinban city check|load|export`

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Subcommand;

use super::{Failure, refusal, say};
use crate::city::{self, CityError};
use crate::clock::SystemClock;
use crate::config::Config;
use crate::jobs::time::refresh;
use crate::random::SystemRng;
use crate::services::Services;
use crate::store::{Store, migrate};

#[derive(Debug, Subcommand)]
pub(super) enum City {
    /// List everything that is wrong with a city package; touches no database.
    Check {
        /// The package's folder.
        dir: PathBuf,
        /// Also list what the departments still have to supply.
        #[arg(long)]
        open: bool,
    },
    /// Load a city package in one transaction; nothing is loaded when anything is wrong. May be repeated.
    Load {
        /// The package's folder.
        dir: PathBuf,
    },
    /// Write the loaded city back as a package.
    Export {
        /// The folder to write to.
        dir: PathBuf,
    },
}

pub(super) async fn run(command: City, config: Arc<Config>) -> Result<(), Failure> {
    match command {
        City::Check { dir, open } => check(&dir, open),
        City::Load { dir } => load(&dir, config).await,
        City::Export { dir } => export(&dir, &config).await,
    }
}

fn check(dir: &Path, open: bool) -> Result<(), Failure> {
    let report = city::check_dir(dir);
    report.problems.iter().for_each(say);
    if open {
        report.open.iter().for_each(say);
    }
    if report.problems.is_empty() {
        say(format!(
            "没有错误；还有 {} 处要素待部门补充（--open 列出）",
            report.open.len()
        ));
        Ok(())
    } else {
        Err(format!("有 {} 处错误", report.problems.len()).into())
    }
}

async fn load(dir: &Path, config: Arc<Config>) -> Result<(), Failure> {
    let store = Store::connect(&config.store).await?;
    migrate(&store).await?;
    let loaded = city::load(&store, dir, &SystemClock, &SystemRng).await;
    if loaded.is_ok() {
        store.analyze().await?;
    }
    store.close().await;
    match loaded {
        Ok(done) if done.unchanged => say(format!("{} 的数据包没有变化，不用载入", done.city)),
        Ok(done) => say(format!(
            "已载入 {}：区划 {}，部门 {}，事项 {}，表单 {}，当地指南 {}，工作日 {}，计划节点 {}",
            done.city,
            done.divisions,
            done.departments,
            done.items,
            done.forms,
            done.guides,
            done.workdays,
            done.milestones,
        )),
        Err(CityError::Wrong(problems)) => {
            problems.iter().for_each(say);
            return Err(CityError::Wrong(problems).into());
        }
        Err(error) => return Err(error.into()),
    }
    recount_dates(config).await
}

/// Dates that were provisional until this calendar: rows and promises, and who was told another date.
async fn recount_dates(config: Arc<Config>) -> Result<(), Failure> {
    let store = Store::connect(&config.store).await?;
    let waiting: Option<i64> = sqlx::query_scalar("SELECT 1 FROM cases WHERE provisional = 1 LIMIT 1")
        .fetch_optional(store.reader())
        .await?;
    store.close().await;
    if waiting.is_none() {
        return Ok(());
    }
    let services = Services::open(config).await?;
    let done = refresh(&services, |done| say(format!("已重新计算 {done} 件的日期"))).await;
    services.store.close().await;
    done.map_err(|error| refusal(&error))?;
    Ok(())
}

async fn export(dir: &Path, config: &Config) -> Result<(), Failure> {
    let store = Store::connect(&config.store).await?;
    migrate(&store).await?;
    let written = city::export(&store, dir).await;
    store.close().await;
    written?;
    say(format!("已写出到 {}", dir.display()));
    Ok(())
}
