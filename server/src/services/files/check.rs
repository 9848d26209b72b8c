//! What a file must pass before anyone sees it.

use async_trait::async_trait;

use app::backend::files::MediaType;

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    Clean,
    /// Not let through; the reason in words for the applicant.
    Rejected(&'static str),
    /// The checker did not answer; the file stays in quarantine and is checked again later.
    Later,
}

/// The port to a checker. A virus scanner joins by another implementation.
#[async_trait]
pub trait Checker: Send + Sync {
    async fn check(&self, media: MediaType, content: &[u8]) -> Verdict;
}

/// Looks at the structure: whole images of sane size, PDFs without anything that runs.
#[derive(Clone, Copy, Debug, Default)]
pub struct StructureChecker;

/// A picture with more pixels would exhaust a cheap phone or the clerk's browser when it is opened.
const MAX_PIXELS: u64 = 120_000_000;

#[async_trait]
impl Checker for StructureChecker {
    async fn check(&self, media: MediaType, content: &[u8]) -> Verdict {
        match media {
            MediaType::Pdf => check_pdf(content),
            MediaType::Png => check_pixels(png_size(content)),
            MediaType::Jpeg => check_pixels(jpeg_size(content)),
            // Their headers were recognised; their pixels are only ever decoded by the viewer's sandbox.
            MediaType::Webp | MediaType::Heic => Verdict::Clean,
        }
    }
}

fn check_pixels(size: Option<(u32, u32)>) -> Verdict {
    match size {
        None | Some((0, _) | (_, 0)) => Verdict::Rejected("图片不完整，请重新拍照上传"),
        Some((w, h)) if u64::from(w) * u64::from(h) > MAX_PIXELS => Verdict::Rejected("图片尺寸过大，请缩小后再上传"),
        Some(_) => Verdict::Clean,
    }
}

/// Width and height from the IHDR chunk, which must come first (PNG §5.6).
fn png_size(content: &[u8]) -> Option<(u32, u32)> {
    (content.get(12..16)? == b"IHDR").then_some(())?;
    Some((be_u32(content, 16)?, be_u32(content, 20)?))
}

fn be_u32(content: &[u8], at: usize) -> Option<u32> {
    content.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes)
}

/// Width and height from the first frame header (ITU-T T.81 B.2.2).
fn jpeg_size(content: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        let marker = content.get(at..at + 4)?;
        let &[0xFF, kind, high, low] = marker else { return None };
        let frame = matches!(kind, 0xC0..=0xCF) && !matches!(kind, 0xC4 | 0xC8 | 0xCC);
        if frame {
            let height = u16::from_be_bytes(content.get(at + 5..at + 7)?.try_into().ok()?);
            let width = u16::from_be_bytes(content.get(at + 7..at + 9)?.try_into().ok()?);
            return Some((width.into(), height.into()));
        }
        at += 2 + usize::from(u16::from_be_bytes([high, low]));
    }
}

/// Names in a PDF that make a reader run or open something.
const ACTIVE: [&[u8]; 6] = [
    b"/JavaScript",
    b"/JS",
    b"/Launch",
    b"/EmbeddedFile",
    b"/RichMedia",
    b"/XFA",
];

fn check_pdf(content: &[u8]) -> Verdict {
    let tail = content.get(content.len().saturating_sub(2048)..).unwrap_or(content);
    if !contains(tail, b"%%EOF") {
        return Verdict::Rejected("PDF 不完整，请重新导出后上传");
    }
    if ACTIVE.iter().any(|name| has_name(content, name)) {
        return Verdict::Rejected("PDF 里带有可执行内容，请打印成普通 PDF 或拍照后上传");
    }
    Verdict::Clean
}

fn contains(content: &[u8], part: &[u8]) -> bool {
    content.windows(part.len()).any(|window| window == part)
}

/// A name counts only when it ends there: `/JS` is not `/JSomething`.
fn has_name(content: &[u8], name: &[u8]) -> bool {
    content
        .windows(name.len() + 1)
        .any(|window| window.starts_with(name) && window.last().is_some_and(|end| !end.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_pdf_passes_and_one_that_runs_something_does_not() {
        assert_eq!(check_pdf(b"%PDF-1.4 ... /JSomething x %%EOF"), Verdict::Clean);
        assert!(matches!(
            check_pdf(b"%PDF-1.4 /OpenAction << /S /JavaScript /JS (x) >> %%EOF"),
            Verdict::Rejected(_)
        ));
        assert!(matches!(check_pdf(b"%PDF-1.4 cut off"), Verdict::Rejected(_)));
    }

    #[test]
    fn a_picture_bomb_or_a_torn_picture_is_rejected() {
        let mut png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR".to_vec();
        png.extend(60_000u32.to_be_bytes());
        png.extend(60_000u32.to_be_bytes());
        assert!(matches!(check_pixels(png_size(&png)), Verdict::Rejected(_)));
        assert!(matches!(check_pixels(png_size(&png[..18])), Verdict::Rejected(_)));
        assert!(matches!(check_pixels(jpeg_size(b"\xFF\xD8\xFF")), Verdict::Rejected(_)));
        let jpeg = b"\xFF\xD8\xFF\xE0\x00\x04ab\xFF\xC0\x00\x0B\x08\x00\x10\x00\x20\x01\x01\x11\x00";
        assert_eq!(jpeg_size(jpeg), Some((32, 16)));
    }
}
