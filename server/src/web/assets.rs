//! The built client, served from memory, compressed when it was built.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use app::backend::Bundles;
use axum::Router;
use axum::body::Body;
use axum::extract::{Path as UrlPath, State};
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, VARY};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use axum::routing::get;
use bytes::Bytes;

use super::layers::etag;
use super::{Problem, Web};
use crate::secrets::sha256;

/// The citizens' style sheet under a name that stays, for pages that are made without knowing the bundle.
pub(super) const STYLE: &str = "pkg/pages.css";

/// One file with its compressed twins.
#[derive(Clone)]
struct Asset {
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
    media_type: &'static str,
    /// A hash of the plain content.
    digest: String,
    /// Its name holds a hash of its content: it can be kept for ever.
    hashed: bool,
}

/// All files of the site directory, by their path in it.
#[derive(Default)]
pub struct Assets(HashMap<String, Asset>);

impl Assets {
    /// Reads the site directory: `pkg/…` and what lies beside it. Files ending in `.br` and `.gz` are twins.
    ///
    /// # Errors
    /// A directory that cannot be read.
    pub fn load(site: &Path) -> std::io::Result<Self> {
        let mut found = HashMap::new();
        let mut folders = vec![site.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder)? {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                } else if !is_twin(&path) {
                    let Ok(name) = path.strip_prefix(site) else { continue };
                    found.insert(name.to_string_lossy().replace('\\', "/"), Asset::load(&path)?);
                }
            }
        }
        let mut assets = Self(found);
        let style = assets.bundles().citizen.map(|bundle| format!("pkg/{}", bundle.css));
        if let Some(style) = style.and_then(|name| assets.0.get(&name)) {
            let style = Asset {
                hashed: false,
                ..style.clone()
            };
            assets.0.insert(STYLE.to_owned(), style);
        }
        Ok(assets)
    }

    /// What `pkg/manifest.json` names; nothing when the client is not built.
    #[must_use]
    pub fn bundles(&self) -> Bundles {
        let manifest = self.0.get("pkg/manifest.json");
        manifest
            .and_then(|manifest| serde_json::from_slice(&manifest.plain).ok())
            .unwrap_or_default()
    }

    /// A site without files, for tests.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }
}

fn is_twin(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "br" || end == "gz")
}

impl Asset {
    fn load(path: &Path) -> std::io::Result<Self> {
        let plain = std::fs::read(path)?;
        let twin = |end: &str| {
            let mut name = path.as_os_str().to_owned();
            name.push(end);
            std::fs::read(PathBuf::from(name)).ok().map(Bytes::from)
        };
        let digest: String = sha256(&plain).chars().take(16).collect();
        Ok(Self {
            brotli: twin(".br"),
            gzip: twin(".gz"),
            media_type: media_type(path),
            digest,
            hashed: holds_hash(path),
            plain: plain.into(),
        })
    }

    /// A strong tag names bytes: each way of packing them has its own (RFC 9110 §8.8.3).
    fn etag(&self, encoding: Option<&str>) -> String {
        match encoding {
            Some(encoding) => format!("\"{}-{encoding}\"", self.digest),
            None => format!("\"{}\"", self.digest),
        }
    }

    fn pick(&self, accepted: &str) -> (&Bytes, Option<&'static str>) {
        let takes = |name: &str| {
            accepted.split(',').any(|part| {
                let mut parts = part.split(';').map(str::trim);
                parts.next() == Some(name) && !parts.any(|weight| weight == "q=0")
            })
        };
        match (&self.brotli, &self.gzip) {
            (Some(brotli), _) if takes("br") => (brotli, Some("br")),
            (_, Some(gzip)) if takes("gzip") => (gzip, Some("gzip")),
            _ => (&self.plain, None),
        }
    }
}

/// `citizen.3f9a1c20.js`, `citizen-3f9a1c20.js`: a part of at least eight hex digits before the ending.
fn holds_hash(path: &Path) -> bool {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    name.split(['.', '-', '_'])
        .any(|part| part.len() >= 8 && part.bytes().all(|b| b.is_ascii_hexdigit()))
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|end| end.to_str()).unwrap_or_default() {
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webp" => "image/webp",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Where the files are reached.
pub(super) fn routes() -> Router<Web> {
    let named = |name: &'static str| {
        get(move |State(web): State<Web>, headers: HeaderMap| async move { send(&web, name, &headers) })
    };
    Router::new()
        .route("/pkg/{*path}", get(in_pkg))
        .route("/favicon.ico", named("favicon.ico"))
        .route("/favicon.svg", named("favicon.svg"))
        .route("/robots.txt", named("robots.txt"))
}

async fn in_pkg(State(web): State<Web>, UrlPath(path): UrlPath<String>, headers: HeaderMap) -> Response<Body> {
    send(&web, &format!("pkg/{path}"), &headers)
}

fn send(web: &Web, name: &str, asked: &HeaderMap) -> Response<Body> {
    let Some(asset) = web.assets.0.get(name) else {
        return Problem::new(
            StatusCode::NOT_FOUND,
            "/problems/not-found",
            "没有找到这个文件",
            "页面可能已更新，请刷新页面",
        )
        .answer(asked);
    };
    let mut response = Response::new(Body::empty());
    let keep = if asset.hashed {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=300"
    };
    let accepted = asked
        .get(ACCEPT_ENCODING)
        .and_then(|accepted| accepted.to_str().ok())
        .unwrap_or_default();
    let (bytes, encoding) = asset.pick(accepted);
    let tag = asset.etag(encoding);
    let known = etag::has(asked, &tag);
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(keep));
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(tag) = HeaderValue::try_from(tag) {
        headers.insert(ETAG, tag);
    }
    if known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(asset.media_type));
    if let Some(encoding) = encoding {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    *response.body_mut() = Body::from(bytes.clone());
    response
}
