//! Who asks, from where, and the cookie that says so.

use shared::access::Actor;
use shared::id::AccountId;

use crate::cookies::{keep_from_scripts, read};

/// One request's session; empty when nobody is signed in. In the Leptos context of pages and server functions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Session {
    /// Who is signed in.
    pub actor: Option<Actor>,
    /// The session's own id (not its token), for the list of sign-ins.
    pub id: Option<String>,
    /// Who signed in with a password that somebody else knows. Until they have chosen their own there is no `actor`:
    /// no service does anything for them but change the password.
    pub pending: Option<Actor>,
    /// Who holds several posts and has not said in which they act, or whose post is not in force any more: no `actor`
    /// either.
    pub choosing: Option<Actor>,
    /// The machine it comes from, where that is one of ours. It is nobody: whatever asks for a person finds none.
    pub device: Option<Actor>,
}

impl Session {
    /// Whoever is signed in.
    ///
    /// # Errors
    /// `NotSignedIn`.
    pub fn actor(&self) -> Result<&Actor, super::ServiceError> {
        self.actor.as_ref().ok_or(super::ServiceError::NotSignedIn)
    }

    /// Whoever signed in, also when they still have to choose a password or a post: for their own account alone.
    ///
    /// # Errors
    /// `NotSignedIn`.
    pub fn holder(&self) -> Result<&Actor, super::ServiceError> {
        let holder = self.actor.as_ref().or(self.pending.as_ref()).or(self.choosing.as_ref());
        holder.ok_or(super::ServiceError::NotSignedIn)
    }

    /// The account that is signed in.
    ///
    /// # Errors
    /// `NotSignedIn`.
    pub fn account(&self) -> Result<&AccountId, super::ServiceError> {
        self.actor().map(|actor| &actor.id)
    }
}

/// The other end of the line, for rate limits and the list of sign-ins. In the Leptos context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visitor {
    /// The network address.
    pub address: String,
    /// The device in words: 安卓手机 · 微信.
    pub device: String,
}

/// How the session cookie is written and read. In the Leptos context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cookies {
    /// Browsers reach us by https.
    pub https: bool,
}

impl Cookies {
    /// `__Host-` keeps other hosts of the same domain from setting it; browsers take it only by https.
    #[must_use]
    pub fn name(self) -> &'static str {
        if self.https { "__Host-jinban" } else { "jinban" }
    }

    /// A machine's own cookie: a resident who signs in at a kiosk, and out again, leaves it as it was.
    #[must_use]
    pub fn device_name(self) -> &'static str {
        if self.https {
            "__Host-jinban-device"
        } else {
            "jinban-device"
        }
    }

    /// The `Set-Cookie` value that signs a machine in.
    #[must_use]
    pub fn set_device(self, token: &str, max_age_s: u64) -> String {
        self.written(self.device_name(), token, max_age_s)
    }

    /// The `Set-Cookie` value that signs in. `Lax`: a link from a short message opens signed in, another site's form
    /// does not.
    #[must_use]
    pub fn set(self, token: &str, max_age_s: u64) -> String {
        self.written(self.name(), token, max_age_s)
    }

    /// The `Set-Cookie` value that signs out.
    #[must_use]
    pub fn clear(self) -> String {
        self.set("", 0)
    }

    /// The token among a request's cookies.
    #[must_use]
    pub fn token(self, headers: &http::HeaderMap) -> Option<String> {
        read(headers, self.name())
    }

    /// A machine's token among a request's cookies.
    #[must_use]
    pub fn device_token(self, headers: &http::HeaderMap) -> Option<String> {
        read(headers, self.device_name())
    }

    fn written(self, name: &'static str, token: &str, max_age_s: u64) -> String {
        let cookie = keep_from_scripts(name, token, "/", max_age_s);
        cookie.secure(self.https).build().to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
        let cookie = Cookies { https: true }.set("t0ken", 60);
        assert_eq!(
            cookie,
            "__Host-jinban=t0ken; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=60"
        );
    }

    #[test]
    fn the_token_is_found_among_other_cookies() {
        let mut headers = http::HeaderMap::new();
        headers.insert(
            http::header::COOKIE,
            http::HeaderValue::from_static("a=1; jinban=t0ken; b=2"),
        );
        assert_eq!(Cookies { https: false }.token(&headers).as_deref(), Some("t0ken"));
        assert_eq!(Cookies { https: true }.token(&headers), None);
        assert_eq!(Cookies { https: false }.device_token(&headers), None);
        headers.append(
            http::header::COOKIE,
            http::HeaderValue::from_static("jinban-device=k1osk"),
        );
        assert_eq!(
            Cookies { https: false }.device_token(&headers).as_deref(),
            Some("k1osk")
        );
        assert_eq!(Cookies { https: false }.token(&headers).as_deref(), Some("t0ken"));
    }
}
