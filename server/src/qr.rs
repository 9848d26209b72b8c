//! Addresses to be scanned with a phone.

use fast_qr::convert::{Builder as _, Shape, svg::SvgBuilder};

/// An address as a QR code, drawn as SVG without styles; none when it is too long for one.
pub(crate) fn svg(address: &str) -> Option<String> {
    match fast_qr::QRBuilder::new(address).build() {
        Ok(code) => Some(SvgBuilder::default().shape(Shape::Square).margin(2).to_str(&code)),
        Err(error) => {
            tracing::warn!(%error, "an address does not fit a QR code");
            None
        }
    }
}
