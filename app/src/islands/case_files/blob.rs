//! A file as an address in the browser's memory.

use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;

/// The file as what it was checked to be, whatever the answer calls it; none when it could not be loaded.
pub async fn fetch(address: &str, kind: &str) -> Option<String> {
    let response = JsFuture::from(web_sys::window()?.fetch_with_str(address)).await.ok()?;
    let response: web_sys::Response = response.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    let blob: web_sys::Blob = JsFuture::from(response.blob().ok()?).await.ok()?.dyn_into().ok()?;
    let blob = blob
        .slice_with_f64_and_f64_and_content_type(0.0, blob.size(), kind)
        .ok()?;
    web_sys::Url::create_object_url_with_blob(&blob).ok()
}
