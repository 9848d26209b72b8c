//! From texts to types, collecting every problem.

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use super::read::{ConfigError, Raw};
use super::settings::SETTINGS;
use super::{Config, Connections, Environment, RealName, Sms};
use crate::secrets::{Key, KeyRing};
use crate::store::{Dialect, StoreOptions};

/// A text that must not be printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Redacted(String);

impl Redacted {
    /// The text itself, for the one place that sends it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Redacted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

/// An absolute http or https address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpUrl(String);

impl HttpUrl {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    #[must_use]
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }
}

impl FromStr for HttpUrl {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let uri: http::Uri = text.parse().map_err(|_| ())?;
        match uri.scheme_str() {
            Some("http" | "https") if uri.host().is_some_and(|host| !host.is_empty()) => {
                Ok(Self(text.trim_end_matches('/').to_owned()))
            }
            _ => Err(()),
        }
    }
}

/// Takes settings by name; a wrong one is noted and replaced by its default, so that the rest is checked too.
struct Taker<'a> {
    raw: &'a Raw,
    problems: Vec<String>,
}

impl Taker<'_> {
    fn wrong(&mut self, name: &str) {
        let Some(setting) = SETTINGS.iter().find(|setting| setting.name == name) else {
            return;
        };
        let from = match self.raw.get(name) {
            Some(given) if setting.secret => given.from.clone(),
            Some(given) => format!("{} = {:?}", given.from, given.text),
            None => format!("{name} (or {}) is not set", setting.variable()),
        };
        self.problems.push(format!("- {from}: allowed is {}", setting.allowed));
    }

    fn text(&self, name: &str) -> Option<String> {
        let default = SETTINGS
            .iter()
            .find(|setting| setting.name == name)
            .map_or("", |setting| setting.default);
        let text = self.raw.get(name).map_or(default, |given| given.text.trim());
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// The setting as `T`; `fallback` only stands in so that the other settings are checked too.
    fn take<T>(&mut self, name: &str, fallback: T, parse: impl FnOnce(&str) -> Option<T>) -> T {
        if let Some(value) = self.text(name).as_deref().and_then(parse) {
            value
        } else {
            self.wrong(name);
            fallback
        }
    }

    fn number<T: FromStr + PartialOrd + Copy>(&mut self, name: &str, least: T, most: T) -> T {
        self.take(name, least, |text| {
            text.parse().ok().filter(|n| (least..=most).contains(n))
        })
    }

    fn folder(&mut self, name: &str) -> PathBuf {
        self.take(name, PathBuf::new(), |text| Some(PathBuf::from(text)))
    }

    fn seconds(&mut self, name: &str, most: u64) -> Duration {
        Duration::from_secs(self.number(name, 1, most))
    }

    fn service(&mut self, url: &str, token: &str, timeout: &str) -> (HttpUrl, Redacted, Duration) {
        (
            self.take(url, HttpUrl(String::new()), |text| text.parse().ok()),
            self.take(token, Redacted(String::new()), |text| Some(Redacted(text.to_owned()))),
            self.seconds(timeout, 60),
        )
    }

    fn key(&mut self, name: &str, needed: bool) -> Option<Key> {
        let text = self.text(name);
        let key = text.as_deref().and_then(|text| text.parse().ok());
        if key.is_none() && (needed || text.is_some()) {
            self.wrong(name);
        }
        key
    }
}

pub(super) fn parse(raw: &Raw) -> Result<Config, ConfigError> {
    let mut from = Taker {
        raw,
        problems: Vec::new(),
    };
    let environment = from.take("environment", Environment::Development, |text| match text {
        "development" => Some(Environment::Development),
        "demo" => Some(Environment::Demo),
        "production" => Some(Environment::Production),
        _ => None,
    });
    let production = environment == Environment::Production;
    let config = Config {
        environment,
        listen: from.take("listen", ([127, 0, 0, 1], 3000).into(), |text| text.parse().ok()),
        public_url: from.take("public_url", HttpUrl(String::new()), |text| {
            let url: HttpUrl = text.parse().ok()?;
            let bare = url.0.splitn(4, '/').count() == 3;
            (bare && (url.is_https() || !production)).then_some(url)
        }),
        store: StoreOptions {
            url: from.take("database.url", String::new(), |text| {
                Dialect::of(text).ok().map(|_| text.to_owned())
            }),
            connections: from.number("database.connections", 1, 200),
        },
        data_dir: from.folder("data_dir"),
        site_dir: from.folder("site_dir"),
        city_dir: from.folder("city_dir"),
        files_dir: from.folder("files_dir"),
        workers: from.number("workers", 4, 256),
        log: from.take("log", String::new(), |text| {
            text.parse::<tracing_subscriber::EnvFilter>()
                .ok()
                .map(|_| text.to_owned())
        }),
        request_timeout: from.seconds("request_timeout_s", 600),
        body_limit: from.number::<usize>("body_limit_kb", 64, 16384) * 1024,
        upload_limit: from.number::<u64>("upload_limit_mb", 1, 200) * 1024 * 1024,
        connections: Connections {
            most: from.number("connections.most", 8, 1_000_000),
            first_head: from.seconds("connections.head_s", 300),
            idle: from.seconds("connections.idle_s", 3600),
        },
        trust_proxy: from.take("trust_proxy", false, |text| text.parse().ok()),
        session_days: from.number("session.days", 1, 365),
        session_idle: Duration::from_secs(from.number::<u64>("session.idle_minutes", 5, 43_200) * 60),
        sms: sms(&mut from, production),
        real_name: real_name(&mut from, production),
        keys: keys(&mut from, production),
    };
    if from.problems.is_empty() {
        Ok(config)
    } else {
        Err(ConfigError::Wrong(from.problems))
    }
}

fn by_http(from: &mut Taker<'_>, name: &str, local: &str, production: bool) -> bool {
    from.take(name, false, |text| match text {
        "http" => Some(true),
        text if text == local && !production => Some(false),
        _ => None,
    })
}

fn sms(from: &mut Taker<'_>, production: bool) -> Sms {
    if by_http(from, "sms.gateway", "log", production) {
        let (url, token, timeout) = from.service("sms.url", "sms.token", "sms.timeout_s");
        Sms::Http { url, token, timeout }
    } else {
        Sms::Log
    }
}

fn real_name(from: &mut Taker<'_>, production: bool) -> RealName {
    if by_http(from, "real_name.check", "rules", production) {
        let (url, token, timeout) = from.service("real_name.url", "real_name.token", "real_name.timeout_s");
        RealName::Http { url, token, timeout }
    } else {
        RealName::Rules
    }
}

fn keys(from: &mut Taker<'_>, production: bool) -> Option<KeyRing> {
    // One key without the other would silently mix a configured and a generated one.
    let any = from.text("keys.encryption").is_some() || from.text("keys.index").is_some();
    let sealing = from.key("keys.encryption", production || any);
    let index = from.key("keys.index", production || any);
    let retired: Option<Vec<Key>> = from.text("keys.retired").map_or(Some(Vec::new()), |text| {
        text.split(',').map(|key| key.trim().parse().ok()).collect()
    });
    if retired.is_none() {
        from.wrong("keys.retired");
    }
    Some(KeyRing::new(sealing?, index?).retired(retired.unwrap_or_default()))
}
