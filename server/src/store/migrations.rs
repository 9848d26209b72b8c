//! The schema's steps, compiled in. One tree for both engines: what they name differently is filled in when a step runs.

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AnyPool, AssertSqlSafe, SqlSafeStr as _};

use super::{Dialect, Store, StoreError};

macro_rules! step {
    ($version:literal, $name:literal) => {
        (
            $version,
            $name,
            include_str!(concat!("../../migrations/", $name, ".sql")),
        )
    };
}
/// (version, name, text). A file that is landed is never edited: changes are new files. What a database has applied is
/// known by the checksum of the text as it was run, so that a file says the same for ever on either engine.
const STEPS: &[(i64, &str, &str)] = &[
    step!(1, "0001_catalogue"),
    step!(2, "0002_accounts"),
    step!(3, "0003_cases"),
    step!(4, "0004_item_lists"),
    step!(5, "0005_deadlines"),
    step!(7, "0007_standards"),
    step!(8, "0008_powers"),
    step!(9, "0009_designs"),
    step!(10, "0010_places"),
    step!(11, "0011_models"),
    step!(12, "0012_changes"),
    step!(15, "0015_flash"),
    step!(17, "0017_pulse"),
    step!(19, "0019_delivery"),
    step!(21, "0021_applicants"),
    step!(23, "0023_staff"),
    step!(24, "0024_log"),
    step!(26, "0026_confirms"),
    step!(28, "0028_searches"),
    step!(30, "0030_found"),
    step!(31, "0031_counts"),
    step!(32, "0032_wakes"),
    step!(33, "0033_jobs"),
    step!(34, "0034_over"),
    step!(35, "0035_posts"),
    step!(36, "0036_devices"),
    step!(37, "0037_mandates"),
];

/// A step as the engine runs it.
fn filled_in(text: &str, dialect: Dialect) -> String {
    text.replace("{bytes}", dialect.bytes())
        .replace("{bytewise}", dialect.bytewise())
}

fn migrator(dialect: Dialect) -> Migrator {
    let steps = STEPS.iter().map(|(version, name, text)| {
        Migration::new(
            *version,
            (*name).into(),
            MigrationType::Simple,
            AssertSqlSafe(filled_in(text, dialect)).into_sql_str(),
            false,
        )
    });
    Migrator::with_migrations(steps.collect())
}

/// Brings the schema up to date; safe to run from several processes at once.
///
/// # Errors
/// A step that fails, or a database that a newer version already changed.
pub async fn migrate(store: &Store) -> Result<(), StoreError> {
    migrator(store.dialect()).run(store.writer()).await?;
    Ok(())
}

/// How many steps the database still lacks.
///
/// # Errors
/// When the database does not answer.
pub async fn pending(store: &Store) -> Result<usize, StoreError> {
    let applied = applied(store.reader()).await;
    Ok(STEPS.iter().filter(|(version, ..)| !applied.contains(version)).count())
}

async fn applied(pool: &AnyPool) -> Vec<i64> {
    // Before the first migration the table does not exist: nothing is applied then.
    sqlx::query_scalar("SELECT version FROM _sqlx_migrations ORDER BY version")
        .fetch_all(pool)
        .await
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_file_is_a_step_and_every_step_a_file() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
        let files: BTreeSet<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        let listed: BTreeSet<String> = STEPS.iter().map(|(_, name, _)| (*name).to_owned()).collect();
        assert_eq!(files, listed);
    }

    #[test]
    fn nothing_is_left_to_fill_in_and_no_engine_is_named() {
        for (_, name, text) in STEPS {
            for dialect in [Dialect::Sqlite, Dialect::Postgres] {
                assert!(!filled_in(text, dialect).contains("{b"), "{name}");
            }
            // The one comment of the first step that explains it.
            let text = text.replace("BLOB/BYTEA", "");
            assert!(!text.contains("BLOB") && !text.contains("BYTEA"), "{name}");
        }
    }

    #[test]
    fn columns_have_only_types_that_the_any_driver_reads_on_both_engines() {
        for (_, name, text) in STEPS {
            for banned in [
                "BOOLEAN",
                " INTEGER",
                "TIMESTAMP",
                "JSONB",
                "SERIAL",
                "NUMERIC",
                "VARCHAR",
            ] {
                assert!(!text.contains(banned), "{name} has a {banned} column");
            }
        }
    }
}
