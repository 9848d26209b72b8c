//! What `make bench` compares with: the bare database doing the same writes, and axum sending the same bytes.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use axum::serve::ListenerExt as _;
use clap::Subcommand;
use futures::StreamExt as _;
use sqlx::AssertSqlSafe;

use super::{Failure, refusal, say};
use crate::config::{Config, Environment};
use crate::services::Services;

#[derive(Debug, Subcommand)]
pub(super) enum Baseline {
    /// Writes the rows of the newest cases again into tables without indexes, one transaction each, and drops them.
    Rows {
        #[arg(long, default_value_t = 400)]
        count: i64,
        #[arg(long, default_value_t = 16)]
        clients: usize,
    },
    /// Serves a file's bytes from memory at every address until told to stop.
    Bytes { file: PathBuf, listen: SocketAddr },
}

pub(super) async fn run(command: Baseline, config: Arc<Config>) -> Result<(), Failure> {
    match command {
        Baseline::Rows { count, clients } => rows(config, count, clients).await,
        Baseline::Bytes { file, listen } => bytes(file, listen).await,
    }
}

/// What one submission leaves behind: table, and the column that names the case.
const WRITTEN: [(&str, &str); 4] = [
    ("cases", "id"),
    ("case_answers", "case_id"),
    ("case_event", "case_id"),
    ("submission_key", "case_id"),
];

async fn rows(config: Arc<Config>, count: i64, clients: usize) -> Result<(), Failure> {
    if config.environment == Environment::Production {
        return Err("a benchmark writes tables of its own: never in production".into());
    }
    let services = Services::open(config).await?;
    let ids: Vec<String> = sqlx::query_scalar("SELECT case_id FROM submission_key ORDER BY created_at DESC LIMIT $1")
        .bind(count)
        .fetch_all(services.store.reader())
        .await?;
    for (table, _) in WRITTEN {
        let scratch = format!("CREATE TABLE bench_{table} AS SELECT * FROM {table} WHERE 1 = 0");
        sqlx::query(AssertSqlSafe(scratch))
            .execute(services.store.reader())
            .await?;
    }
    #[expect(clippy::disallowed_methods, reason = "measures for the benchmark")]
    let started = Instant::now();
    let took: Vec<f64> = futures::stream::iter(&ids)
        .map(|id| again(&services, id))
        .buffer_unordered(clients)
        .collect::<Vec<_>>()
        .await
        .into_iter()
        .collect::<Result<_, Failure>>()?;
    let seconds = started.elapsed().as_secs_f64();
    for (table, _) in WRITTEN {
        let drop = format!("DROP TABLE bench_{table}");
        sqlx::query(AssertSqlSafe(drop))
            .execute(services.store.reader())
            .await?;
    }
    services.store.close().await;
    say(serde_json::json!({"count": ids.len(), "seconds": seconds, "ms": took}));
    Ok(())
}

/// One case's rows in one transaction, as durable as a submission; tells the milliseconds.
async fn again(services: &Services, id: &str) -> Result<f64, Failure> {
    #[expect(clippy::disallowed_methods, reason = "measures for the benchmark")]
    let started = Instant::now();
    services
        .store
        .write(|tx| {
            Box::pin(async move {
                for (table, column) in WRITTEN {
                    let copy = format!("INSERT INTO bench_{table} SELECT * FROM {table} WHERE {column} = $1");
                    sqlx::query(AssertSqlSafe(copy)).bind(id).execute(tx.sql()).await?;
                }
                Ok(())
            })
        })
        .await
        .map_err(|error| refusal(&error))?;
    Ok(started.elapsed().as_secs_f64() * 1000.0)
}

async fn bytes(file: PathBuf, listen: SocketAddr) -> Result<(), Failure> {
    let content = Bytes::from(tokio::fs::read(file).await?);
    let answer = move || {
        let content = content.clone();
        async move { ([(CONTENT_TYPE, "text/html; charset=utf-8")], content) }
    };
    let app = Router::new().fallback(get(answer));
    let listener = tokio::net::TcpListener::bind(listen).await?.tap_io(|connection| {
        if let Err(error) = connection.set_nodelay(true) {
            tracing::debug!(%error, "nodelay");
        }
    });
    axum::serve(listener, app).await?;
    Ok(())
}
