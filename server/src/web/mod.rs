//! HTTP: pages, server functions, the public JSON, and what every request passes through.
//!
//! Outermost first: [`clean`] (the address as text), [`request`] (id, log line, panics), [`headers`], [`origin`], the time
//! limit of the kind of route, [`limit`], [`session`], [`whose`].

mod api;
mod apply;
mod assets;
mod backend;
mod board;
mod client;
mod commands;
mod correction;
mod desk;
mod devices;
mod docs;
mod failures;
mod feed;
mod files;
mod flash;
mod form;
mod layers;
mod mandates;
mod me;
mod mine;
mod offers;
mod pages;
mod parts;
mod posted;
mod powers;
mod prefs;
pub mod problem;
mod queue_export;
mod rearranged;
mod searches;
mod serve;
mod staff;
mod standards;
mod state;
mod table;
#[cfg(test)]
mod tests;
mod uploading;
mod uploads;
mod with_files;
mod workbooks;

use std::sync::Arc;

use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{any, get, post};
use axum::{Extension, Router};
use tower::Layer as _;
use tower_http::compression::predicate::{And, NotForContentType, Predicate as _, SizeAbove};
use tower_http::compression::{CompressionLayer, CompressionLevel};

use layers::{clean, headers, limit, origin, request, session, whose};

pub use assets::Assets;
pub use client::client_address;
pub use problem::Problem;
pub use serve::serve;
pub use state::Web;

/// The whole site. Also what HTTP tests call, in-process, with `tower::ServiceExt::oneshot`.
pub fn router(web: Web) -> Router {
    // Leptos spawns its work where this says; a second time changes nothing.
    let _ = any_spawner::Executor::init_tokio();
    let config = &web.services.config;
    let (public_json, document) = api::routes();
    let docs = Arc::new(docs::Docs::read(&document));
    let with_session = Router::new()
        .merge(public_json)
        .route("/api/fn/{*name}", any(pages::function))
        .route("/api/{*rest}", any(api::unknown))
        .route("/docs/api", get(docs::page).layer(Extension(docs)))
        .route("/prefs/elder", post(prefs::elder))
        .route("/prefs/place", post(prefs::place))
        .merge(board::routes())
        .merge(feed::routes())
        .merge(me::routes())
        .merge(mandates::routes())
        .merge(apply::routes())
        .merge(mine::routes())
        .merge(uploads::removals())
        .route("/files/{id}", get(files::read))
        .merge(correction::routes())
        .merge(desk::routes())
        .merge(offers::routes())
        .merge(powers::routes())
        .merge(workbooks::routes())
        .merge(staff::routes())
        .merge(devices::routes())
        .merge(failures::routes())
        .merge(searches::routes())
        .merge(standards::routes())
        .fallback(pages::page)
        .layer(from_fn(limit::strangers))
        .layer(from_fn_with_state(web.clone(), flash::keep))
        .layer(from_fn(whose::mark))
        .layer(from_fn_with_state(web.clone(), session::attach));
    let uploads = uploads::routes()
        .merge(with_files::routes())
        .merge(workbooks::uploads())
        .layer(from_fn_with_state(web.clone(), flash::keep))
        .layer(from_fn(whose::mark))
        .layer(from_fn_with_state(web.clone(), session::attach));
    // Room for the parts around the file itself.
    let upload_limit = usize::try_from(config.upload_limit)
        .unwrap_or(usize::MAX)
        .saturating_add(64 * 1024);
    let time = config.request_timeout;
    let uploads = request::within(limit::layer(uploads, upload_limit), time * request::UPLOADS);
    let rest = limit::layer(with_session, config.body_limit).merge(limit::layer(assets::routes(), 0));
    let site = Router::new()
        .merge(uploads)
        .merge(request::within(rest, time))
        .layer(from_fn(problem::dressed))
        .layer(compression())
        .layer(from_fn_with_state(web.clone(), origin::check))
        .layer(from_fn_with_state(web.clone(), headers::set))
        .layer(from_fn_with_state(web.clone(), request::guard))
        .with_state(web);
    Router::new().fallback_service(from_fn(clean::address).layer(site))
}

/// Pages and JSON over 1 kB. Files of the client are compressed when they are built; images already are.
fn compression() -> CompressionLayer<And<SizeAbove, NotForContentType>> {
    CompressionLayer::new()
        .br(true)
        .gzip(true)
        // Brotli 4 costs about as much time as gzip 6 and is smaller; more would show in the page's time.
        .quality(CompressionLevel::Precise(4))
        .compress_when(SizeAbove::new(1024).and(NotForContentType::IMAGES))
}
