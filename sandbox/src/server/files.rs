//! Serves static files, so that a page and the sandbox have the same origin.

use super::connection::Body;
use hyper::Response;
use hyper::body::Bytes;
use std::path::{Component, Path, PathBuf};

/// Serves a file, or the `index.html` of a folder.
pub async fn serve<E>(folder: &Path, path: &str) -> Result<Response<Body>, E> {
    let mut found = None;
    if let Some(file) = inside(folder, path) {
        for candidate in [file.clone(), file.join("index.html")] {
            if let Ok(content) = tokio::fs::read(&candidate).await {
                found = Some((candidate, content));
                break;
            }
        }
    }
    let (status, media_type, content) = match found {
        Some((file, content)) => (200, media_type(&file), content),
        None => (404, "text/plain; charset=utf-8", b"Not Found".to_vec()),
    };
    let mut response = Response::new(Body::Whole(Some(Bytes::from(content))));
    *response.status_mut() = if status == 200 { hyper::StatusCode::OK } else { hyper::StatusCode::NOT_FOUND };
    let headers = response.headers_mut();
    headers.insert("content-type", hyper::header::HeaderValue::from_static(media_type));
    // Pages may be rebuilt while the server runs.
    headers.insert("cache-control", hyper::header::HeaderValue::from_static("no-cache"));
    Ok(response)
}

// The file for a path. `None` for a path that leaves the folder. Paths are not percent-decoded.
fn inside(folder: &Path, path: &str) -> Option<PathBuf> {
    let relative = PathBuf::from(path.trim_start_matches('/'));
    relative.components().all(|part| matches!(part, Component::Normal(_))).then(|| folder.join(relative))
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json" | "map" | "webmanifest") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}
