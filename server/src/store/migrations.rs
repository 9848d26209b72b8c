//! The schema's steps, compiled in. Two trees with equal file names, one per engine.

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AnyPool, SqlSafeStr as _};

use super::{Dialect, Store, StoreError};

macro_rules! step {
    ($version:literal, $name:literal) => {
        (
            $version,
            $name,
            include_str!(concat!("../../migrations/sqlite/", $name, ".sql")),
            include_str!(concat!("../../migrations/postgres/", $name, ".sql")),
        )
    };
}
/// (version, name, SQLite, PostgreSQL). A file that is landed is never edited: changes are new files.
const STEPS: &[(i64, &str, &str, &str)] = &[
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
];

fn migrator(dialect: Dialect) -> Migrator {
    let steps = STEPS.iter().map(|(version, name, sqlite, postgres)| {
        let sql = match dialect {
            Dialect::Sqlite => sqlite,
            Dialect::Postgres => postgres,
        };
        Migration::new(
            *version,
            (*name).into(),
            MigrationType::Simple,
            sql.into_sql_str(),
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

    fn names(folder: &str) -> BTreeSet<String> {
        let folder = format!("{}/migrations/{folder}", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| {
                entry
                    .unwrap()
                    .path()
                    .file_stem()
                    .unwrap()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect()
    }

    #[test]
    fn both_engines_have_the_same_steps_and_all_are_compiled_in() {
        let listed: BTreeSet<String> = STEPS.iter().map(|(_, name, ..)| (*name).to_owned()).collect();
        assert_eq!(names("sqlite"), listed);
        assert_eq!(names("postgres"), listed);
    }

    #[test]
    fn the_trees_differ_in_the_byte_type_and_the_order_of_keys_alone() {
        for (_, name, sqlite, postgres) in STEPS {
            let (sqlite, postgres) = (sqlite.replace("BLOB", "BYTES"), postgres.replace("BYTEA", "BYTES"));
            assert_eq!(
                sqlite.replace("BYTES/BYTEA", ""),
                postgres.replace("BLOB/BYTES", "").replace(" COLLATE \"C\"", ""),
                "{name}"
            );
        }
    }

    #[test]
    fn columns_have_only_types_that_the_any_driver_reads_on_both_engines() {
        for (_, name, sqlite, _) in STEPS {
            for banned in [
                "BOOLEAN",
                " INTEGER",
                "TIMESTAMP",
                "JSONB",
                "SERIAL",
                "NUMERIC",
                "VARCHAR",
            ] {
                assert!(!sqlite.contains(banned), "{name} has a {banned} column");
            }
        }
    }
}
