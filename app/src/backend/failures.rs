//! What did not leave and what was not done, for the administrator.

use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureKind {
    /// A message to a person.
    Message,
    /// Work in the background.
    Job,
}

impl FailureKind {
    /// The name in addresses and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::Job => "job",
        }
    }
}

impl FromStr for FailureKind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::Message, Self::Job]
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or(())
    }
}

/// What can be done about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureAct {
    Resend,
    Discard,
}

impl FailureAct {
    /// The name in addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Resend => "resend",
            Self::Discard => "discard",
        }
    }

    /// What the button says.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Resend => "重试",
            Self::Discard => "放弃",
        }
    }

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

impl FromStr for FailureAct {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::Resend, Self::Discard]
            .into_iter()
            .find(|act| act.as_str() == text)
            .ok_or(())
    }
}

/// Why it failed last. Details are in the process's log: they are nothing for a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    Refused,
    Expired,
    Unreachable,
    Lost,
    Unreadable,
    Failed,
    Broke,
}

impl Why {
    pub const ALL: [Self; 7] = [
        Self::Refused,
        Self::Expired,
        Self::Unreachable,
        Self::Lost,
        Self::Unreadable,
        Self::Failed,
        Self::Broke,
    ];

    /// The code in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Expired => "expired",
            Self::Unreachable => "unreachable",
            Self::Lost => "lost",
            Self::Unreadable => "unreadable",
            Self::Failed => "failed",
            Self::Broke => "broke",
        }
    }

    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Refused => "短信平台不接收这条短信",
            Self::Expired => "验证码已经过期，不再发送",
            Self::Unreachable => "短信平台连不上，或者一直忙",
            Self::Lost => "做到一半程序停止了，没有结果",
            Self::Unreadable => "内容打不开，可能是密钥换过了",
            Self::Failed => "没有办成，原因在运行日志里",
            Self::Broke => "程序出错，原因在运行日志里",
        }
    }
}

impl FromStr for Why {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|why| why.as_str() == text).ok_or(())
    }
}

/// One that was given up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
