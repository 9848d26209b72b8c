//! Whether what was uploaded is a workbook at all: by its content, never by its name.

use app::backend::ServiceError;

use super::bounds::{self, Unfit};

/// Unpacked, a workbook of the most rows stays far below this; what claims more is none of an office.
const MOST_UNPACKED: u64 = 256 * 1024 * 1024;

fn wrong(message: &str, fix: &str) -> ServiceError {
    ServiceError::invalid("file", message, fix)
}

/// Unpacks it once to see what it holds: run it off the threads that answer.
///
/// # Errors
/// `Invalid` at `file`, with the way out.
pub fn must_be_workbook(content: &[u8]) -> Result<(), ServiceError> {
    if content.is_empty() {
        return Err(wrong("还没有选择文件", "请选择填好的 .xlsx 文件，再上传"));
    }
    // The old compound format: .xls, and every workbook with a password.
    if content.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(wrong(
            "这是旧版的 .xls 文件，或者设了打开密码",
            "请用表格软件另存为 .xlsx，不设密码，再上传",
        ));
    }
    let unpacked = content.starts_with(b"PK\x03\x04").then(|| unpacked(content)).flatten();
    match unpacked {
        Some((size, true)) if size <= MOST_UNPACKED => match bounds::look(content) {
            Ok(_) => Ok(()),
            Err(Unfit::Broken) => Err(wrong(
                "这个文件打不开，可能已经损坏",
                "请用表格软件打开它，另存为 .xlsx 后再上传",
            )),
            Err(Unfit::TooMuch) => Err(wrong(
                "这个文件里的格子或文字太多",
                "请只留需要的行、列和工作表，另存后再上传",
            )),
        },
        Some((_, true)) => Err(wrong("这个文件展开后太大", "请只留需要的工作表，再上传")),
        _ => Err(wrong("这不是 .xlsx 表格文件", "请下载模板，填好后再上传")),
    }
}

/// What a zip archive's directory claims: the size of it all, and whether a workbook is in it (APPNOTE 4.3.12).
fn unpacked(content: &[u8]) -> Option<(u64, bool)> {
    let end = content.windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let number = |at: usize, bytes: usize| -> Option<u64> {
        let bytes = content.get(at..at + bytes)?;
        Some(bytes.iter().rev().fold(0, |sum, byte| (sum << 8) | u64::from(*byte)))
    };
    let count = number(end + 10, 2)?;
    let mut at = usize::try_from(number(end + 16, 4)?).ok()?;
    let (mut size, mut workbook) = (0u64, false);
    for _ in 0..count {
        (content.get(at..at + 4)? == b"PK\x01\x02").then_some(())?;
        size = size.saturating_add(number(at + 24, 4)?);
        let lengths = [number(at + 28, 2)?, number(at + 30, 2)?, number(at + 32, 2)?];
        let [name, extra, comment] = lengths.map(|length| usize::try_from(length).unwrap_or(usize::MAX));
        workbook |= content.get(at + 46..at + 46 + name)? == b"xl/workbook.xml";
        at = at.checked_add(46 + name + extra + comment)?;
    }
    Some((size, workbook))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_workbook_is_taken_in() {
        let book = super::super::write::template(shared::powers::KeptList::Powers, &[]).unwrap();
        assert_eq!(must_be_workbook(&book), Ok(()));
        for (content, words) in [
            (&b""[..], "还没有选择文件"),
            (b"\xD0\xCF\x11\xE0old", "旧版"),
            (b"name,law\n", "不是 .xlsx"),
            (b"PK\x03\x04cut", "不是 .xlsx"),
            (&book[..book.len() / 2], "不是 .xlsx"),
        ] {
            let error = must_be_workbook(content).unwrap_err();
            assert!(error.message().contains(words), "{error:?}");
        }
    }
}
