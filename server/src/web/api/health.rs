//! Whether this process can work.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse as _, Response};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use tokio::sync::Mutex;
use utoipa::ToSchema;

use crate::store::{Store, outbox};
use crate::web::Web;

/// 系统的状况。
#[derive(Serialize, ToSchema)]
#[schema(title = "系统的状况")]
pub(super) struct Health {
    /// `ok` 正常，`degraded` 能用但有任务停了，`unavailable` 不能用。
    #[schema(example = "ok")]
    status: &'static str,
    /// 程序的版本。
    version: &'static str,
    /// 数据库能不能读：`ok` 正常，`unavailable` 不能用。
    #[schema(example = "ok")]
    database: &'static str,
    /// 数据库能不能写：`ok` 正常，`unavailable` 不能用。
    #[schema(example = "ok")]
    writing: &'static str,
    /// 等着发出的消息有几条；数据库不能用时没有。
    outbox_waiting: Option<i64>,
    /// 发不出去、已经放弃的消息有几条；数据库不能用时没有。
    outbox_failed: Option<i64>,
    /// 这个进程的后台任务。
    jobs: Vec<JobHealth>,
}

/// 一项后台任务的状况。
#[derive(Serialize, ToSchema)]
#[schema(title = "后台任务的状况")]
struct JobHealth {
    /// 任务的名称。
    #[schema(example = "outbox")]
    name: &'static str,
    /// 上一次做完的时间；还没有做完过时没有。
    #[schema(example = "2026-11-23T01:00:00Z")]
    last_run: Option<String>,
    /// 是不是早该再做完一次了。
    overdue: bool,
}

fn word(well: bool) -> &'static str {
    if well { "ok" } else { "unavailable" }
}

/// 200 when the database can be read and written, 503 otherwise: for load balancers and people on call.
#[utoipa::path(
    get,
    path = "/health",
    tag = "系统",
    summary = "系统的状况",
    description = "给负载均衡和值班人员用，不缓存。",
    responses(
        (status = 200, description = "能用", body = Health),
        (status = 503, description = "数据库不能读或者不能写", body = Health),
    )
)]
pub(super) async fn health(State(web): State<Web>) -> Response {
    let services = &web.services;
    let now = services.clock.now();
    let outbox = outbox::counts(&services.store).await;
    if let Err(error) = &outbox {
        tracing::error!(%error, "not healthy");
    }
    let outbox = outbox.ok();
    let writing = outbox.is_some() && web.writer.works(&services.store, now).await;
    let jobs: Vec<JobHealth> = services
        .beats
        .pulses(now)
        .into_iter()
        .map(|job| JobHealth {
            name: job.name,
            last_run: job.last.map(|at| at.to_string()),
            overdue: job.overdue,
        })
        .collect();
    let status = match (writing, jobs.iter().any(|job| job.overdue)) {
        (false, _) => "unavailable",
        (true, true) => "degraded",
        (true, false) => "ok",
    };
    let body = Health {
        status,
        version: env!("CARGO_PKG_VERSION"),
        database: word(outbox.is_some()),
        writing: word(writing),
        outbox_waiting: outbox.map(|counts| counts.waiting),
        outbox_failed: outbox.map(|counts| counts.failed),
        jobs,
    };
    let code = if writing {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    (code, [(CACHE_CONTROL, "no-store")], Json(body)).into_response()
}

/// What the last try to write found. Anybody may ask for health; not everybody may have the database write.
#[derive(Clone, Default)]
pub struct Writer(Arc<Mutex<Option<(Timestamp, bool)>>>);

impl Writer {
    /// How long what was found holds.
    const FOR: SignedDuration = SignedDuration::from_secs(5);

    async fn works(&self, store: &Store, now: Timestamp) -> bool {
        // Whoever comes meanwhile waits for the one try.
        let mut last = self.0.lock().await;
        if let Some((at, true)) = *last
            && now.duration_since(at).abs() < Self::FOR
        {
            return true;
        }
        let works = store.ping_writer(now).await.is_ok();
        *last = Some((now, works));
        works
    }
}
