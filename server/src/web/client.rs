//! Who is on the other end of the line.

use std::net::SocketAddr;

use axum::extract::ConnectInfo;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

use crate::config::Config;

/// The client's address for rate limits. Behind a trusted proxy it is the last entry of X-Forwarded-For: the one
/// that proxy wrote; earlier entries are whatever the client claimed.
#[must_use]
pub fn client_address(parts: &Parts, config: &Config) -> String {
    let forwarded = || {
        parts
            .headers
            .get_all("x-forwarded-for")
            .iter()
            .next_back()?
            .to_str()
            .ok()?
            .rsplit(',')
            .next()
    };
    let named = if config.trust_proxy {
        forwarded().map(|address| address.trim().to_owned())
    } else {
        None
    };
    named
        .or_else(|| {
            parts
                .extensions
                .get::<ConnectInfo<SocketAddr>>()
                .map(|info| info.0.ip().to_string())
        })
        .unwrap_or_else(|| "unknown".into())
}

/// The device in words for the list of sign-ins: 安卓手机 · 微信.
#[must_use]
pub fn device(headers: &HeaderMap) -> String {
    let agent = headers
        .get(header::USER_AGENT)
        .and_then(|agent| agent.to_str().ok())
        .unwrap_or_default();
    let first = |words: &[(&str, &'static str)], other: &'static str| {
        words
            .iter()
            .find(|(mark, _)| agent.contains(mark))
            .map_or(other, |(_, name)| *name)
    };
    let system = first(
        &[
            ("HarmonyOS", "鸿蒙手机"),
            ("iPhone", "苹果手机"),
            ("iPad", "苹果平板"),
            ("Android", "安卓手机"),
            ("Windows", "Windows 电脑"),
            ("Macintosh", "苹果电脑"),
            ("Linux", "Linux 电脑"),
        ],
        "其他设备",
    );
    let program = first(
        &[
            ("MicroMessenger", "微信"),
            ("AlipayClient", "支付宝"),
            ("HuaweiBrowser", "华为浏览器"),
            ("MiuiBrowser", "小米浏览器"),
            ("UCBrowser", "UC 浏览器"),
            ("QQBrowser", "QQ 浏览器"),
            ("Edg", "Edge"),
            ("Firefox", "Firefox"),
            ("Chrome", "Chrome"),
            ("Safari", "Safari"),
        ],
        "其他程序",
    );
    format!("{system} · {program}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_named_in_plain_words() {
        let mut headers = HeaderMap::new();
        assert_eq!(device(&headers), "其他设备 · 其他程序");
        let agent = "Mozilla/5.0 (Linux; Android 12; V2049A) Chrome/107.0 Mobile Safari/537.36 MicroMessenger/8.0";
        headers.insert(header::USER_AGENT, agent.parse().unwrap());
        assert_eq!(device(&headers), "安卓手机 · 微信");
    }
}
