//! Cookies, as they are read and written.

pub use cookie::SameSite;
use cookie::time::Duration;
use cookie::{Cookie, CookieBuilder};
use http::HeaderMap;
use http::header::COOKIE;

/// The value of a cookie that these headers carry; an empty one is none.
#[must_use]
pub fn read(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|cookies| cookies.to_str().ok())
        .flat_map(Cookie::split_parse)
        .flatten()
        .find(|cookie| cookie.name() == name && !cookie.value().is_empty())
        .map(|cookie| cookie.value().to_owned())
}

/// A cookie for so long; an empty one goes at once. `Lax`: a link from elsewhere brings it along, another site's form
/// does not.
#[must_use]
pub fn keep<'c>(name: &'c str, value: &'c str, path: &'c str, seconds: u64) -> CookieBuilder<'c> {
    let seconds = if value.is_empty() { 0 } else { seconds };
    Cookie::build((name, value))
        .path(path)
        .max_age(Duration::seconds(i64::try_from(seconds).unwrap_or(i64::MAX)))
        .same_site(SameSite::Lax)
}

/// The same, out of reach of scripts.
#[must_use]
pub fn keep_from_scripts<'c>(name: &'c str, value: &'c str, path: &'c str, seconds: u64) -> CookieBuilder<'c> {
    keep(name, value, path, seconds).http_only(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others_and_an_empty_one_is_none() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, http::HeaderValue::from_static("a=1; jinban=t0ken; b="));
        headers.append(COOKIE, http::HeaderValue::from_static("c=3"));
        assert_eq!(read(&headers, "jinban").as_deref(), Some("t0ken"));
        assert_eq!(read(&headers, "c").as_deref(), Some("3"));
        assert_eq!((read(&headers, "b"), read(&headers, "d")), (None, None));
    }

    #[test]
    fn what_is_kept_from_scripts_says_so_and_an_empty_one_goes() {
        let kept = keep_from_scripts("look", "x", "/desk", 30).build().to_string();
        assert_eq!(kept, "look=x; HttpOnly; SameSite=Lax; Path=/desk; Max-Age=30");
        assert!(keep("look", "", "/", 30).build().to_string().ends_with("Max-Age=0"));
    }
}
