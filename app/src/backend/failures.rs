//! What did not leave and what was not done, for the administrator.

use jiff::Timestamp;

use shared::value_list;

value_list! {
    /// What failed.
    pub enum FailureKind, "失败种类" {
        /// A message to a person.
        Message = "message";
        /// Work in the background.
        Job = "job";
    }
}

value_list! {
    /// What can be done about it: the name in addresses, and what the button says.
    pub enum FailureAct, "处理方式" {
        Resend = "resend", "重试";
        Discard = "discard", "放弃";
    }
}

impl FailureAct {
    /// What is announced once it is done.
    #[must_use]
    pub const fn done(self, kind: FailureKind) -> &'static str {
        match (self, kind) {
            (Self::Resend, FailureKind::Message) => "已重新发送，过一会儿再看列表；还是发不出去的会再回到这里。",
            (Self::Resend, FailureKind::Job) => "已重新开始，过一会儿再看列表；还是没有办成的会再回到这里。",
            (Self::Discard, _) => "已放弃，不再重试。",
        }
    }
}

value_list! {
    /// Why it failed last. Details are in the process's log: they are nothing for a page.
    pub enum Why, "失败原因" {
        Refused = "refused", "短信平台不接收这条短信";
        Expired = "expired", "验证码已经过期，不再发送";
        Unreachable = "unreachable", "短信平台连不上，或者一直忙";
        Lost = "lost", "做到一半程序停止了，没有结果";
        Unreadable = "unreadable", "内容打不开，可能是密钥换过了";
        Failed = "failed", "没有办成，原因在运行日志里";
        Broke = "broke", "程序出错，原因在运行日志里";
    }
}

/// One that was given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub kind: FailureKind,
    pub id: String,
    /// 短信, or the work's name.
    pub what: String,
    /// The recipient, masked.
    pub to: Option<String>,
    pub tries: u32,
    pub why: Why,
    pub at: Timestamp,
    /// False for a code that has expired.
    pub may_resend: bool,
}

/// A page of them, the newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailurePage {
    pub rows: Vec<Failure>,
    pub total: u32,
    pub page: u32,
    pub pages: u32,
}

/// The port to what failed. Every call asks for `Action::ManageJobs` of the whole city.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait Failures: Send + Sync {
    async fn failures(&self, session: &super::Session, page: u32) -> Result<FailurePage, super::ServiceError>;
    /// Tries it again from the start, now.
    ///
    /// # Errors
    /// `Conflict` when it no longer stands there, or has expired.
    async fn resend(&self, session: &super::Session, kind: FailureKind, id: &str) -> Result<(), super::ServiceError>;
    /// Takes it off the list for good.
    ///
    /// # Errors
    /// `Conflict` when it no longer stands there.
    async fn give_up_on(
        &self,
        session: &super::Session,
        kind: FailureKind,
        id: &str,
    ) -> Result<(), super::ServiceError>;
}
