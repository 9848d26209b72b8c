use super::*;
use crate::random::SystemRng;

fn load(vars: &[(&str, &str)]) -> Result<Config, ConfigError> {
    Config::load(
        None,
        vars.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())),
    )
}

fn refusal(vars: &[(&str, &str)]) -> String {
    load(vars).expect_err("these settings must be refused").to_string()
}

const KEY: &str = "0f0e0d0c0b0a09080706050403020100f0e0d0c0b0a090807060504030201000";

fn production() -> Vec<(&'static str, &'static str)> {
    vec![
        ("JINBAN_ENVIRONMENT", "production"),
        ("JINBAN_PUBLIC_URL", "https://jinban.example"),
        ("JINBAN_SMS_GATEWAY", "http"),
        ("JINBAN_SMS_URL", "https://sms.example/send"),
        ("JINBAN_SMS_TOKEN", "hush-hush"),
        ("JINBAN_REAL_NAME_CHECK", "http"),
        ("JINBAN_REAL_NAME_URL", "https://id.example/check"),
        ("JINBAN_REAL_NAME_TOKEN", "hush-hush"),
        ("JINBAN_KEYS_ENCRYPTION", KEY),
        ("JINBAN_KEYS_INDEX", KEY),
    ]
}

#[test]
fn nothing_set_is_a_development_installation() {
    let config = load(&[]).unwrap();
    assert_eq!(config.environment, Environment::Development);
    assert_eq!(config.listen.port(), 3000);
    assert!(!config.is_https());
}

#[test]
fn a_wrong_setting_is_named_with_what_is_allowed() {
    let text = refusal(&[("JINBAN_WORKERS", "many"), ("JINBAN_DATABASE_URL", "mysql://x")]);
    assert!(
        text.contains("JINBAN_WORKERS = \"many\": allowed is a whole number from 4 to 256"),
        "{text}"
    );
    assert!(
        text.contains("JINBAN_DATABASE_URL") && text.contains("sqlite:<path> or postgres://"),
        "{text}"
    );
}

#[test]
fn a_misspelt_setting_is_refused() {
    assert!(refusal(&[("JINBAN_LISTNE", "127.0.0.1:1")]).contains("JINBAN_LISTNE is not a setting"));
}

#[test]
fn the_environment_overrides_the_file_and_the_file_names_itself() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("jinban.toml");
    std::fs::write(&path, "workers = 8\n[database]\nconnections = 3\n").unwrap();
    let config = Config::load(Some(&path), [("JINBAN_WORKERS".to_owned(), "9".to_owned())]).unwrap();
    assert_eq!((config.workers, config.store.connections), (9, 3));
    std::fs::write(&path, "[database]\nconnections = 0\ncolour = \"red\"\n").unwrap();
    let text = Config::load(Some(&path), []).unwrap_err().to_string();
    assert!(text.contains("database.colour in"), "{text}");
}

#[test]
fn production_starts_only_with_its_keys_https_and_real_gateways() {
    assert!(load(&production()).is_ok());
    let bare = refusal(&[("JINBAN_ENVIRONMENT", "production")]);
    for name in [
        "public_url",
        "sms.gateway",
        "real_name.check",
        "keys.encryption",
        "keys.index",
    ] {
        assert!(bare.contains(name), "{name} is missing in: {bare}");
    }
}

#[test]
fn secrets_show_neither_in_debug_output_nor_in_error_messages() {
    let shown = format!("{:?}", load(&production()).unwrap());
    assert!(
        !shown.contains("hush") && !shown.contains(KEY.get(..8).unwrap()),
        "{shown}"
    );
    assert!(!refusal(&[("JINBAN_KEYS_INDEX", "secret-but-wrong")]).contains("secret-but-wrong"));
}

#[test]
fn keys_are_made_once_outside_production_and_only_we_can_read_them() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().to_str().unwrap();
    let config = load(&[("JINBAN_DATA_DIR", dir)]).unwrap();
    config.key_ring(&SystemRng).unwrap();
    let path = folder.path().join("keys/encryption.key");
    let first = std::fs::read_to_string(&path).unwrap();
    config.key_ring(&SystemRng).unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), first);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o077, 0);
    }
}

#[test]
fn every_default_is_allowed_and_every_setting_is_documented() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/CONFIG.md");
    #[expect(clippy::disallowed_methods, reason = "asks whoever runs the tests, not the settings")]
    let write = std::env::var_os("JINBAN_TEST_WRITE").is_some();
    if write {
        std::fs::write(path, document()).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        written == document(),
        "docs/CONFIG.md is out of date; run with JINBAN_TEST_WRITE=1"
    );
}
