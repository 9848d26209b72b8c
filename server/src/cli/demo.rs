//! `jinban demo`

use std::collections::BTreeMap;
use std::sync::Arc;

use clap::Args;

use shared::access::Role;

use super::{Failure, refusal, say};
use crate::config::Config;
use crate::demo::{Filled, PASSWORD, Size, fill};
use crate::services::Services;
use crate::store::Paging;

/// Accounts read at a time.
const PAGE: u32 = 100;
/// Logins shown of each role.
const SHOWN: usize = 4;

#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Do nothing, and succeed, when there are accounts already.
    #[arg(long)]
    if_empty: bool,
    /// How many cases to make.
    #[arg(long, default_value_t = 2_000)]
    cases: u64,
    /// Store no papers: for benchmarks.
    #[arg(long, hide = true)]
    without_papers: bool,
}

pub(super) async fn run(demo: Demo, config: Arc<Config>) -> Result<(), Failure> {
    let services = Services::open(config).await?;
    let size = Size {
        cases: demo.cases,
        papers: !demo.without_papers,
        ..Size::default()
    };
    let filled = fill(&services, size, |done, of| {
        // Written in hundreds: every twentieth part, of few every five hundred.
        let step = (of / 20).next_multiple_of(100).max(500);
        if done % step == 0 || done == of {
            say(format!("已写入 {done} / {of} 件"));
        }
    })
    .await;
    let told = match filled {
        Ok(_) => tell_accounts(&services).await,
        Err(_) => Ok(()),
    };
    services.store.close().await;
    told?;
    match filled? {
        Filled::NotEmpty if demo.if_empty => {}
        Filled::NotEmpty => return Err("数据库里已有账号；演示数据只写入空的数据库".into()),
        Filled::Done { cases, .. } => say(format!("演示城市已建好：{cases} 件办件")),
    }
    Ok(())
}

/// The demo's accounts by role, with the first few logins of each: a hundred lines would hide the address.
async fn tell_accounts(services: &Services) -> Result<(), Failure> {
    let mut by_role: BTreeMap<Role, Vec<String>> = BTreeMap::new();
    for page in 1.. {
        let staff = services
            .list_staff(Paging::new(page, PAGE))
            .await
            .map_err(|error| refusal(&error))?;
        let last = staff.len() < PAGE as usize;
        for (row, _) in staff {
            if row.disabled_at.is_none() {
                by_role.entry(row.role.0).or_default().push(row.login);
            }
        }
        if last {
            break;
        }
    }
    say(format!("演示账号（工作人员在 /desk 登录，密码都是 {PASSWORD}）："));
    for (role, logins) in by_role {
        let more = match logins.len() {
            0..=SHOWN => String::new(),
            many => format!(" 等 {many} 个"),
        };
        let shown: Vec<&str> = logins.iter().take(SHOWN).map(String::as_str).collect();
        say(format!("  {}：{}{more}", role.words(), shown.join("、")));
    }
    let residents = Size::default().residents;
    say(format!(
        "申请人在 /me/sign-in 登录：手机号码 13900000001 至 139{residents:08}，验证码显示在页面上"
    ));
    Ok(())
}
