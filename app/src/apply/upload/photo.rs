//! A photo as a phone takes it has five times the bytes that a clerk can see: it is made smaller before it goes.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, File, HtmlCanvasElement, ImageBitmap};

/// The longer side of what is sent: an A4 page stays readable to its smallest print.
const LONGEST_PX: f64 = 2400.0;
/// Smaller files go as they are.
const SMALL_BYTES: f64 = 1_500_000.0;
const QUALITY: f64 = 0.85;

/// The photo made smaller; none when it is no photo, small already, or of a kind that this browser cannot read.
pub async fn smaller(file: &File) -> Option<Blob> {
    if !file.type_().starts_with("image/") || file.size() <= SMALL_BYTES {
        return None;
    }
    let window = web_sys::window()?;
    let bitmap = JsFuture::from(window.create_image_bitmap_with_blob(file).ok()?)
        .await
        .ok()?;
    let bitmap: ImageBitmap = bitmap.dyn_into().ok()?;
    let (width, height) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
    let scale = (LONGEST_PX / width.max(height)).min(1.0);
    let canvas = window.document()?.create_element("canvas").ok()?;
    let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
    let (width, height) = ((width * scale).round(), (height * scale).round());
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
    context
        .draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, width, height)
        .ok()?;
    bitmap.close();
    let blob = JsFuture::from(encoded(&canvas)?).await.ok()?.dyn_into::<Blob>().ok()?;
    (blob.size() < file.size()).then_some(blob)
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
