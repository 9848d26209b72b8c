//! A photo as a phone takes it has five times the bytes that a clerk can see: it is made smaller before it goes, and made
//! a JPEG where it is of a kind that the offices' browsers cannot show.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, File, HtmlCanvasElement, ImageBitmap};

use super::size::target;

/// Smaller files go as they are.
const SMALL_BYTES: f64 = 1_500_000.0;
const QUALITY: f64 = 0.85;

/// What goes.
pub enum Photo {
    AsItIs,
    Jpeg(Blob),
    /// HEIC, and this browser cannot read it either.
    Unreadable,
}

/// The file as it shall go: a large photo made smaller, HEIC made a JPEG.
pub async fn prepared(file: &File) -> Photo {
    let heic = is_heic(file);
    if !heic && (!file.type_().starts_with("image/") || file.size() <= SMALL_BYTES) {
        return Photo::AsItIs;
    }
    match drawn(file).await {
        Some(blob) if heic || blob.size() < file.size() => Photo::Jpeg(blob),
        None if heic => Photo::Unreadable,
        _ => Photo::AsItIs,
    }
}

/// iPhones take photos as HEIC; some browsers do not know the type, only the name says it.
fn is_heic(file: &File) -> bool {
    let (media, name) = (file.type_().to_lowercase(), file.name().to_lowercase());
    media.contains("heic") || media.contains("heif") || name.ends_with(".heic") || name.ends_with(".heif")
}

async fn drawn(file: &File) -> Option<Blob> {
    let window = web_sys::window()?;
    let bitmap = JsFuture::from(window.create_image_bitmap_with_blob(file).ok()?)
        .await
        .ok()?;
    let bitmap: ImageBitmap = bitmap.dyn_into().ok()?;
    let (width, height) = target(f64::from(bitmap.width()), f64::from(bitmap.height()))?;
    let canvas = window.document()?.create_element("canvas").ok()?;
    let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a picture's sides are small positive numbers"
    )]
    {
        canvas.set_width(width as u32);
        canvas.set_height(height as u32);
    }
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    // A JPEG has no transparency: what shows through is paper, not ink.
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, width, height);
    context
        .draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, width, height)
        .ok()?;
    bitmap.close();
    JsFuture::from(encoded(&canvas)?).await.ok()?.dyn_into::<Blob>().ok()
}

/// The canvas as JPEG; a promise, because the browser calls back.
fn encoded(canvas: &HtmlCanvasElement) -> Option<js_sys::Promise> {
    let canvas = canvas.clone();
    let mut failed = false;
    let promise = js_sys::Promise::new(&mut |done, _| {
        let called = Closure::once_into_js(move |blob: JsValue| {
            let _ = done.call1(&JsValue::NULL, &blob);
        });
        let quality = JsValue::from_f64(QUALITY);
        failed = canvas
            .to_blob_with_type_and_encoder_options(called.unchecked_ref(), "image/jpeg", &quality)
            .is_err();
    });
    (!failed).then_some(promise)
}
