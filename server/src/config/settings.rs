//! The list of settings.

/// One setting as users see it.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// The name in `jinban.toml`; `sms.url` is `url` in section `[sms]`.
    pub name: &'static str,
    /// What holds when it is not set; empty: nothing.
    pub default: &'static str,
    /// What is allowed, for the documentation and for error messages.
    pub allowed: &'static str,
    /// What it does.
    pub about: &'static str,
    /// Never printed.
    pub secret: bool,
}

impl Setting {
    /// The environment variable: `sms.url` → `JINBAN_SMS_URL`.
    #[must_use]
    pub fn variable(&self) -> String {
        format!("JINBAN_{}", self.name.replace('.', "_").to_uppercase())
    }
}

const fn open(name: &'static str, default: &'static str, allowed: &'static str, about: &'static str) -> Setting {
    Setting {
        name,
        default,
        allowed,
        about,
        secret: false,
    }
}

const fn secret(name: &'static str, allowed: &'static str, about: &'static str) -> Setting {
    Setting {
        name,
        default: "",
        allowed,
        about,
        secret: true,
    }
}

/// Every setting there is.
pub const SETTINGS: &[Setting] = &[
    open(
        "environment",
        "development",
        "development, demo or production",
        "What the installation is for. `demo` shows one-time codes on the page and marks every page; demo data is refused in `production`.",
    ),
    open(
        "listen",
        "127.0.0.1:3000",
        "an address and port such as 127.0.0.1:3000",
        "Where the server listens.",
    ),
    open(
        "public_url",
        "http://127.0.0.1:3000",
        "http://… or https://… without a path; https:// in production",
        "How browsers reach the server. Decides secure cookies, the origin that forms must come from, and the addresses in QR codes.",
    ),
    open(
        "database.url",
        "sqlite:var/jinban.db",
        "sqlite:<path> or postgres://user:password@host/database",
        "The database. SQLite needs nothing; PostgreSQL for a city.",
    ),
    open(
        "database.connections",
        "8",
        "a whole number from 1 to 200",
        "Connections kept open to the database.",
    ),
    open(
        "data_dir",
        "var",
        "a folder",
        "Where keys made at the first start are kept (never in production).",
    ),
    open(
        "site_dir",
        "target/site",
        "a folder",
        "The built client: scripts, WebAssembly and styles with their manifest.",
    ),
    open(
        "city_dir",
        "server/data/jinjiang",
        "a folder",
        "The city package that `jinban demo` loads when the database is empty.",
    ),
    open("files_dir", "var/files", "a folder", "Where uploaded files are kept."),
    open(
        "workers",
        "4",
        "a whole number from 4 to 256",
        "Threads that answer requests.",
    ),
    open(
        "log",
        "info,sqlx=warn,hyper=warn",
        "a filter such as info or server=debug,sqlx=warn",
        "What is written to the log.",
    ),
    open(
        "request_timeout_s",
        "30",
        "a whole number of seconds from 1 to 600",
        "A request that takes longer is given up; uploads have ten times as long.",
    ),
    open(
        "body_limit_kb",
        "1024",
        "a whole number of kB from 64 to 16384",
        "The largest form or JSON body; uploads have their own limit.",
    ),
    open(
        "upload_limit_mb",
        "20",
        "a whole number of MB from 1 to 200",
        "The largest file an applicant may hand in.",
    ),
    open(
        "connections.most",
        "800",
        "a whole number from 8 to 1000000",
        "Connections at once; at the limit the one that has waited longest without a request makes room. Each takes a descriptor: keep it some 200 below what the process may open (`ulimit -n`, `LimitNOFILE`).",
    ),
    open(
        "connections.head_s",
        "10",
        "a whole number of seconds from 1 to 300",
        "A connection that has not sent the whole head of its first request by then is closed.",
    ),
    open(
        "connections.idle_s",
        "60",
        "a whole number of seconds from 1 to 3600",
        "A connection between two requests is closed after this long. Behind a proxy: longer than the proxy keeps its own.",
    ),
    open(
        "trust_proxy",
        "false",
        "true or false",
        "Take the client's address from the last entry of X-Forwarded-For. Only behind a proxy that sets it, otherwise rate limits can be dodged.",
    ),
    open(
        "session.days",
        "30",
        "a whole number of days from 1 to 365",
        "A sign-in ends after this long.",
    ),
    open(
        "session.idle_minutes",
        "720",
        "a whole number of minutes from 5 to 43200",
        "A staff sign-in ends after this long without a request.",
    ),
    open(
        "sms.gateway",
        "log",
        "log or http; http in production",
        "How one-time codes and notices leave: only into the log, or by an HTTP gateway.",
    ),
    open(
        "sms.url",
        "",
        "http://… or https://…, needed when sms.gateway = http",
        "The gateway; it gets a POST with JSON {phone, text}.",
    ),
    secret(
        "sms.token",
        "a text, needed when sms.gateway = http",
        "Sent to the gateway as a bearer token.",
    ),
    open(
        "sms.timeout_s",
        "10",
        "a whole number of seconds from 1 to 60",
        "How long the gateway may take.",
    ),
    open(
        "real_name.check",
        "rules",
        "rules or http; http in production",
        "How a name and a citizen number are checked: only the number's own rules, or by an identity service.",
    ),
    open(
        "real_name.url",
        "",
        "http://… or https://…, needed when real_name.check = http",
        "The identity service; it gets a POST with JSON {name, citizen_number} and answers {match: true|false}.",
    ),
    secret(
        "real_name.token",
        "a text, needed when real_name.check = http",
        "Sent to the identity service as a bearer token.",
    ),
    open(
        "real_name.timeout_s",
        "10",
        "a whole number of seconds from 1 to 60",
        "How long the identity service may take.",
    ),
    secret(
        "keys.encryption",
        "64 hex digits; needed in production",
        "Seals personal values in the database. Elsewhere it is made at the first start, under data_dir/keys.",
    ),
    secret(
        "keys.index",
        "64 hex digits; needed in production",
        "Makes sealed values findable. It can never be changed without reading every row again.",
    ),
    secret(
        "keys.retired",
        "keys of 64 hex digits, separated by commas",
        "Earlier encryption keys that still open older values.",
    ),
];
