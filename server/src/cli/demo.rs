//! `jinban demo`

use std::sync::Arc;

use clap::Args;

use super::{Failure, say};
use crate::config::Config;
use crate::demo::{Filled, PASSWORD, Size, fill};
use crate::services::Services;

#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Do nothing, and succeed, when there are accounts already.
    #[arg(long)]
    if_empty: bool,
    /// How many cases to make.
    #[arg(long, default_value_t = 2_000)]
    cases: u64,
}

pub(super) async fn run(demo: Demo, config: Arc<Config>) -> Result<(), Failure> {
    let services = Services::open(config).await?;
    let size = Size {
        cases: demo.cases,
        ..Size::default()
    };
    let filled = fill(&services, size, |done, of| {
        if done % 500 == 0 || done == of {
            say(format!("已写入 {done} / {of} 件"));
        }
    })
    .await;
    services.store.close().await;
    match filled? {
        Filled::NotEmpty if demo.if_empty => Ok(()),
        Filled::NotEmpty => Err("数据库里已有账号；演示数据只写入空的数据库".into()),
        Filled::Done {
            cases,
            residents,
            logins,
        } => {
            for (login, role, place) in logins {
                say(format!("{login}\t{role}\t{place}"));
            }
            say(format!("以上账号的密码都是 {PASSWORD}"));
            say(format!(
                "申请人手机号码 13900000001 至 139{residents:08}，验证码见登录页"
            ));
            say(format!("演示城市已建好：{cases} 件办件"));
            Ok(())
        }
    }
}
