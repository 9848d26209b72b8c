//! What a plain POST has to say on the next page: problems at their fields, what was typed, a notice. Carried by a
//! cookie of a minute that scripts cannot read, so that nothing typed ends up in an address or a log.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use shared::problem::FieldProblem;

use crate::backend::ServiceError;

/// The cookie's name.
pub const COOKIE: &str = "flash";

/// The message to the next page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flash {
    pub problems: Vec<FieldProblem>,
    /// Inputs by name, as typed; never passwords.
    pub values: Vec<(String, String)>,
    pub notice: Option<String>,
}

impl Flash {
    /// What was typed into an input.
    #[must_use]
    pub fn value(&self, name: &str) -> String {
        self.values
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.clone())
            .unwrap_or_default()
    }

    /// What is wrong with an input, with the way out.
    #[must_use]
    pub fn error(&self, path: &str) -> Option<String> {
        let problem = self.problems.iter().find(|problem| problem.path == path)?;
        Some(format!("{}。{}", problem.message, problem.fix))
    }

    /// As the cookie carries it: JSON in hexadecimal, which needs no quoting. What would not fit a cookie is cut to
    /// its problems.
    #[must_use]
    pub fn encode(&self) -> String {
        let hex = |flash: &Self| {
            let json = serde_json::to_vec(flash).unwrap_or_default();
            json.iter().map(|byte| format!("{byte:02x}")).collect::<String>()
        };
        let whole = hex(self);
        if whole.len() <= 3500 {
            return whole;
        }
        hex(&Self {
            values: Vec::new(),
            ..self.clone()
        })
    }

    /// Back from the cookie; anything else is an empty message.
    #[must_use]
    pub fn decode(text: &str) -> Self {
        let bytes: Option<Vec<u8>> = text
            .as_bytes()
            .chunks(2)
            .map(|pair| {
                std::str::from_utf8(pair)
                    .ok()
                    .and_then(|pair| u8::from_str_radix(pair, 16).ok())
            })
            .collect();
        bytes
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }
}

/// Takes the message left for this page; it is shown once.
#[server(prefix = "/api/fn", endpoint = "flash")]
pub async fn take_flash() -> Result<Flash, ServiceError> {
    let Some(text) = crate::prefs::cookie(COOKIE) else {
        return Ok(Flash::default());
    };
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        let gone = http::HeaderValue::from_static("flash=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
        response.append_header(http::header::SET_COOKIE, gone);
    }
    Ok(Flash::decode(&text))
}

/// The message for this page, read while it is rendered.
#[must_use]
pub fn use_flash() -> Resource<Flash> {
    Resource::new_blocking(|| (), |()| async { take_flash().await.unwrap_or_default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_survives_its_cookie_and_nonsense_is_no_message() {
        let flash = Flash {
            problems: vec![FieldProblem::new("phone", "手机号码不对", "请核对")],
            values: vec![("phone".into(), "139".into())],
            notice: None,
        };
        assert_eq!(Flash::decode(&flash.encode()), flash);
        for nonsense in ["", "zz", "7", "é", "7b7d7b"] {
            assert_eq!(Flash::decode(nonsense), Flash::default());
        }
    }

    #[test]
    fn what_does_not_fit_a_cookie_keeps_its_problems() {
        let flash = Flash {
            problems: vec![FieldProblem::new("note", "太长", "请精简")],
            values: vec![("note".into(), "长".repeat(5000))],
            notice: None,
        };
        let read = Flash::decode(&flash.encode());
        assert_eq!((read.problems.len(), read.values.len()), (1, 0));
    }
}
