//! `docs/CONFIG.md`, from the list of settings.

use std::fmt::Write as _;

use super::settings::SETTINGS;

/// The page that documents every setting. A test compares it with the file.
#[must_use]
pub fn document() -> String {
    let mut page = String::from(
        "# Settings\n\n\
         Written from `server/src/config/settings.rs`; a test keeps it true \
         (`JINBAN_TEST_WRITE=1 cargo test -p server config` writes it again).\n\n\
         A setting comes from the environment, else from the file given by `--config` (or `jinban.toml` in the working \
         directory), else from its default. A wrong or unknown setting stops the start with a message that names it. \
         `database.url` in the table is `url` in section `[database]` of the file.\n\n\
         | setting | variable | default | allowed | what it does |\n|---|---|---|---|---|\n",
    );
    for setting in SETTINGS {
        let default = if setting.default.is_empty() {
            "–".to_owned()
        } else {
            format!("`{}`", setting.default)
        };
        let secret = if setting.secret { " Secret: never printed." } else { "" };
        let _ = writeln!(
            page,
            "| `{}` | `{}` | {default} | {} | {}{secret} |",
            setting.name,
            setting.variable(),
            setting.allowed,
            setting.about,
        );
    }
    page
}
