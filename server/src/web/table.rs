//! Tables to take away, written while they are read: CSV in UTF-8 with a mark, so that spreadsheets open it right.

use axum::body::{Body, Bytes};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use form_urlencoded::byte_serialize;
use futures::stream::{Stream, StreamExt as _};

/// Spreadsheets read UTF-8 only when it says so.
const MARK: &str = "\u{feff}";

/// Rows of a file; every cell is a text, whatever stands in it.
pub(super) fn rows<Row, Cell>(rows: impl IntoIterator<Item = Row>) -> Result<Bytes, std::io::Error>
where
    Row: IntoIterator<Item = Cell>,
    Cell: Into<String>,
{
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.into_iter().map(|cell| harmless(cell.into())))?;
    }
    writer
        .into_inner()
        .map(Bytes::from)
        .map_err(|error| std::io::Error::other(error.to_string()))
}

/// A spreadsheet runs what begins like a formula.
fn harmless(text: String) -> String {
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{text}"),
        _ => text,
    }
}

/// A file to keep, sent piece by piece. A piece that cannot be read breaks the transfer off: a file cut short must not
/// look whole.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place: what compresses the answer asks once more after the end"
)]
pub(super) fn attachment<Error>(
    name: &str,
    pieces: impl Stream<Item = Result<Bytes, Error>> + Send + 'static,
) -> Response
where
    Error: Into<axum::BoxError> + 'static,
{
    let mark = futures::stream::once(async { Ok(Bytes::from_static(MARK.as_bytes())) });
    let mut response = Body::from_stream(mark.chain(pieces).fuse()).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let name: String = byte_serialize(name.as_bytes()).collect();
    if let Ok(name) = HeaderValue::try_from(format!("attachment; filename*=UTF-8''{name}")) {
        headers.insert(CONTENT_DISPOSITION, name);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_text_whatever_is_in_it() {
        let text = |cells: &[&str]| {
            let cells: Vec<&str> = cells.to_vec();
            String::from_utf8(rows([cells]).unwrap().to_vec()).unwrap()
        };
        assert_eq!(
            text(&["核对\"身份\",电话", "a\r\nb"]),
            "\"核对\"\"身份\"\",电话\",\"a\r\nb\"\r\n"
        );
        assert_eq!(text(&["=HYPERLINK(1)", "-5", "一"]), "'=HYPERLINK(1),'-5,一\r\n");
    }

    /// As compression does: it asks until the end, and once more.
    #[tokio::test]
    async fn a_file_may_be_asked_again_after_its_end() {
        use http_body_util::BodyExt as _;

        let pieces = futures::stream::unfold(2, |left: u8| async move {
            Some((
                Ok::<_, std::io::Error>(Bytes::from(left.to_string())),
                left.checked_sub(1)?,
            ))
        });
        let mut body = attachment("日志.csv", pieces).into_body();
        let mut read = Vec::new();
        while let Some(frame) = body.frame().await {
            read.extend_from_slice(&frame.unwrap().into_data().unwrap());
        }
        assert_eq!(read, "\u{feff}21".as_bytes());
        assert!(body.frame().await.is_none());
    }
}
