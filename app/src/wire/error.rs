//! What a service answers when it cannot do what it was asked.

use serde::{Deserialize, Serialize};
use shared::problem::{FieldProblem, Refusal, RefusalKind};

/// Goes to pages and clients as it is. What went wrong inside the server stays in its log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written", tag = "kind", rename_all = "snake_case")]
pub enum ServiceError {
    /// Nobody is signed in, or no longer.
    NotSignedIn,
    /// Signed in, but not allowed; `what` in words: 查看别的镇的办件.
    Forbidden { what: String },
    /// Signed in, but not allowed for a reason that can be told, with the way out: both in whole sentences.
    Refused { message: String, fix: String },
    /// There is none, or none that this person may know of; `what` in words: 这个办件.
    NotFound { what: String },
    /// What was handed in has problems, each at a field.
    Invalid { problems: Vec<FieldProblem> },
    /// It does not fit what is so by now.
    Conflict { message: String, fix: String },
    /// Too often.
    TooMany { retry_after_s: u64 },
    /// It failed through no fault of the caller; nothing was changed.
    Unavailable,
}

/// As it is read: a browser loads a fraction of what serde's tagged types need.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Written {
    kind: String,
    what: String,
    message: String,
    fix: String,
    problems: Vec<FieldProblem>,
    retry_after_s: u64,
}

impl From<Written> for ServiceError {
    /// What a newer server says in a way that is not known here is told as "try again later".
    fn from(written: Written) -> Self {
        let Written {
            kind,
            what,
            message,
            fix,
            problems,
            retry_after_s,
        } = written;
        match kind.as_str() {
            "not_signed_in" => Self::NotSignedIn,
            "forbidden" => Self::Forbidden { what },
            "refused" => Self::Refused { message, fix },
            "not_found" => Self::NotFound { what },
            "invalid" => Self::Invalid { problems },
            "conflict" => Self::Conflict { message, fix },
            "too_many" => Self::TooMany { retry_after_s },
            _ => Self::Unavailable,
        }
    }
}

impl From<Refusal> for ServiceError {
    fn from(refusal: Refusal) -> Self {
        let Refusal {
            kind,
            message,
            fix,
            problems,
        } = refusal;
        match kind {
            RefusalKind::Forbidden => Self::Refused { message, fix },
            RefusalKind::Conflict => Self::Conflict { message, fix },
            RefusalKind::Invalid => Self::Invalid { problems },
        }
    }
}

impl ServiceError {
    /// One problem at one field.
    pub fn invalid(path: impl Into<String>, message: impl Into<String>, fix: impl Into<String>) -> Self {
        Self::Invalid {
            problems: vec![FieldProblem::new(path, message, fix)],
        }
    }

    /// What happened, for the person who asked.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::NotSignedIn => "您还没有登录，或登录已过期".into(),
            Self::Forbidden { what } => format!("您没有权限{what}"),
            Self::NotFound { what } => format!("没有找到{what}"),
            Self::Invalid { problems } => match problems.as_slice() {
                [only] => only.message.clone(),
                many => format!("有 {} 处需要修改", many.len()),
            },
            Self::Conflict { message, .. } | Self::Refused { message, .. } => message.clone(),
            Self::TooMany { .. } => "操作太频繁".into(),
            Self::Unavailable => "系统暂时忙不过来，这一步没有完成".into(),
        }
    }

    /// The way out.
    #[must_use]
    pub fn fix(&self) -> String {
        match self {
            Self::NotSignedIn => "请登录后再试".into(),
            Self::Forbidden { .. } => "如果您认为应当可以，请联系管理员".into(),
            Self::NotFound { .. } => "请检查编号或网址是否正确".into(),
            Self::Invalid { problems } => match problems.as_slice() {
                [only] => only.fix.clone(),
                _ => "请按各处的提示修改后再提交".into(),
            },
            Self::Conflict { fix, .. } | Self::Refused { fix, .. } => fix.clone(),
            Self::TooMany { retry_after_s } if *retry_after_s < 60 => format!("请 {retry_after_s} 秒后再试"),
            Self::TooMany { retry_after_s } => format!("请 {} 分钟后再试", retry_after_s.div_ceil(60)),
            Self::Unavailable => "请稍后再试；如果一直不行，请拨打窗口电话".into(),
        }
    }

    /// The HTTP status that says the same.
    #[must_use]
    pub fn status(&self) -> http::StatusCode {
        match self {
            Self::NotSignedIn => http::StatusCode::UNAUTHORIZED,
            Self::Forbidden { .. } | Self::Refused { .. } => http::StatusCode::FORBIDDEN,
            Self::NotFound { .. } => http::StatusCode::NOT_FOUND,
            Self::Invalid { .. } => http::StatusCode::UNPROCESSABLE_ENTITY,
            Self::Conflict { .. } => http::StatusCode::CONFLICT,
            Self::TooMany { .. } => http::StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable => http::StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

impl std::fmt::Display for ServiceError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for ServiceError {}

/// Over a server function it goes as JSON; whatever the transport itself says is told as "try again later".
impl leptos::server_fn::error::FromServerFnError for ServiceError {
    type Encoder = leptos::server_fn::codec::JsonEncoding;

    fn from_server_fn_error(error: leptos::server_fn::error::ServerFnErrorErr) -> Self {
        use leptos::server_fn::error::ServerFnErrorErr::{Args, Deserialization, MissingArg};

        leptos::logging::debug_warn!("server function: {error}");
        match error {
            // What came in could not be read; trying the same again would not help.
            Args(_) | Deserialization(_) | MissingArg(_) => Self::invalid(
                "",
                "收到的内容格式不对，没有处理",
                "请刷新页面后重试，已保存的内容不会丢失",
            ),
            _ => Self::Unavailable,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_error_is_read_as_it_was_written() {
        let all = [
            ServiceError::NotSignedIn,
            ServiceError::Forbidden {
                what: "查看别的镇的办件".into(),
            },
            ServiceError::Refused {
                message: "不行".into(),
                fix: "请先登录".into(),
            },
            ServiceError::NotFound {
                what: "这个办件".into(),
            },
            ServiceError::invalid("phone", "太短", "请填 11 位"),
            ServiceError::Conflict {
                message: "改过了".into(),
                fix: "请刷新".into(),
            },
            ServiceError::TooMany { retry_after_s: 90 },
            ServiceError::Unavailable,
        ];
        for error in all {
            let text = serde_json::to_string(&error).unwrap();
            assert_eq!(serde_json::from_str::<ServiceError>(&text).unwrap(), error, "{text}");
        }
    }
}
