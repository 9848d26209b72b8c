//! What a file must pass before anyone sees it.

use app::backend::files::MediaType;
use async_trait::async_trait;

use super::pdf::{self, Pdf};
use super::picture::{self, Picture};

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

/// Looks at the structure: whole pictures of sane size, PDFs that do nothing but show their pages.
#[derive(Clone, Copy, Debug, Default)]
pub struct StructureChecker;

#[async_trait]
impl Checker for StructureChecker {
    async fn check(&self, media: MediaType, content: &[u8]) -> Verdict {
        match media {
            MediaType::Pdf => of_pdf(pdf::check(content)),
            MediaType::Png => of_picture(picture::png(content)),
            MediaType::Jpeg => of_picture(picture::jpeg(content)),
            MediaType::Webp => of_picture(picture::webp(content)),
            MediaType::Heic => Verdict::Rejected(HEIC),
        }
    }
}

/// No browser of the offices shows it, and nothing here can turn it into one that they do.
const HEIC: &str =
    "这是 HEIC 格式的照片，工作人员的电脑打不开；请在手机的相机设置里选“兼容性最佳”后重拍，或把照片截屏后上传";

fn of_picture(found: Picture) -> Verdict {
    match found {
        Picture::Whole => Verdict::Clean,
        Picture::Torn => Verdict::Rejected("图片不完整，请重新拍照上传"),
        Picture::Huge => Verdict::Rejected("图片尺寸过大，请缩小后再上传"),
        Picture::Loaded => Verdict::Rejected("图片后面还带着别的内容，请截屏或重新拍照后上传"),
    }
}

fn of_pdf(found: Pdf) -> Verdict {
    match found {
        Pdf::Plain => Verdict::Clean,
        Pdf::Torn => Verdict::Rejected("PDF 不完整，请重新导出后上传"),
        Pdf::Active => Verdict::Rejected("PDF 里带有可执行内容或附件，请打印成普通 PDF 或拍照后上传"),
        Pdf::Locked => Verdict::Rejected("PDF 设了密码或加了限制，工作人员打不开；请去掉密码另存，或拍照后上传"),
        Pdf::Closed => Verdict::Rejected("PDF 的格式特殊，无法检查，请打印成普通 PDF 或拍照后上传"),
    }
}
