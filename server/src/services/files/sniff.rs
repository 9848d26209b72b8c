//! The type of a file by its content; its name and what the browser claims are not believed.

use app::backend::files::MediaType;

/// What the content is, or none when it is nothing we take.
#[must_use]
pub fn sniff(content: &[u8]) -> Option<MediaType> {
    match infer::get(content)?.mime_type() {
        "image/jpeg" => Some(MediaType::Jpeg),
        "image/png" => Some(MediaType::Png),
        "image/webp" => Some(MediaType::Webp),
        "image/heif" | "image/heic" => Some(MediaType::Heic),
        "application/pdf" => Some(MediaType::Pdf),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_and_not_the_name() {
        assert_eq!(sniff(b"\xFF\xD8\xFF\xE0\x00\x10JFIF\x00"), Some(MediaType::Jpeg));
        assert_eq!(sniff(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), Some(MediaType::Png));
        assert_eq!(sniff(b"%PDF-1.7\n"), Some(MediaType::Pdf));
        for other in [
            &b"MZ\x90\x00"[..],
            b"<html><script>",
            b"PK\x03\x04",
            b"GIF89a",
            b"",
            b"<svg xmlns=",
        ] {
            assert_eq!(sniff(other), None, "{other:?}");
        }
    }
}
