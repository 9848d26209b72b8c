//! Text on its way in by an address or by the pages' own script: what no XML and no database can hold is dropped
//! before any handler sees it, so that every handler and both engines answer alike. Plain forms are cleaned by their
//! extractor, cells of a workbook where they are read.

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use serde_json::Value;
use shared::text::cleaned;

/// Around the router, not in it: the parts of a path are cut out of the address when the route is chosen.
pub(in crate::web) async fn address(mut request: Request, next: Next) -> Response {
    if let Some(uri) = cleaned_uri(request.uri()) {
        *request.uri_mut() = uri;
    }
    next.run(request).await
}

fn cleaned_uri(uri: &Uri) -> Option<Uri> {
    let asked = uri.path_and_query()?;
    let kept = cleaned_address(asked.as_str())?;
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(kept).ok()?);
    Uri::from_parts(parts).ok()
}

/// The address without the characters nothing can hold; none when it has none of them.
fn cleaned_address(address: &str) -> Option<String> {
    let mut kept = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    let mut changed = false;
    while let Some((first, after)) = rest.split_first() {
        let run = escaped(rest);
        if run.is_empty() {
            kept.push(*first);
            rest = after;
            continue;
        }
        let (sent, after) = rest.split_at(run.len() * 3);
        rest = after;
        match std::str::from_utf8(&run).map(|text| (text, cleaned(text))) {
            Ok((text, clean)) if text != clean => {
                changed = true;
                kept.extend(clean.bytes().flat_map(|byte| format!("%{byte:02X}").into_bytes()));
            }
            // Not UTF-8: what it is read as is for the handler to say.
            _ => kept.extend(sent),
        }
    }
    changed.then(|| String::from_utf8(kept).ok()).flatten()
}

/// The bytes that stand percent-encoded at the beginning.
fn escaped(text: &[u8]) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    text.chunks(3)
        .map_while(|chunk| match chunk {
            [b'%', high, low] => u8::try_from(digit(*high)? * 16 + digit(*low)?).ok(),
            _ => None,
        })
        .collect()
}

/// The request with the texts of its JSON cleaned; what is no JSON is left for the function to refuse.
///
/// # Errors
/// The answer when the body is larger than the limit around this.
pub(in crate::web) async fn json(request: Request) -> Result<Request, Response> {
    let is_json = request
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
    if !is_json {
        return Ok(request);
    }
    let (mut parts, body) = request.into_parts();
    let bytes = axum::body::to_bytes(body, usize::MAX)
        .await
        .map_err(|_| (StatusCode::PAYLOAD_TOO_LARGE, "length limit exceeded").into_response())?;
    let Some(clean) = cleaned_json(&bytes) else {
        return Ok(Request::from_parts(parts, Body::from(bytes)));
    };
    parts.headers.insert(CONTENT_LENGTH, HeaderValue::from(clean.len()));
    Ok(Request::from_parts(parts, Body::from(clean)))
}

/// JSON with its texts cleaned; none when it is clean already, or no JSON.
fn cleaned_json(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    // Inside JSON a control character is an escape, anything else stands as it is.
    if !text.contains('\\') && cleaned(text) == text {
        return None;
    }
    let mut value: Value = serde_json::from_str(text).ok()?;
    clean(&mut value);
    serde_json::to_vec(&value).ok()
}

fn clean(value: &mut Value) {
    match value {
        Value::String(text) => *text = cleaned(text),
        Value::Array(list) => list.iter_mut().for_each(clean),
        Value::Object(map) => map.values_mut().for_each(clean),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_loses_what_nothing_can_hold_and_keeps_the_rest_as_it_was_sent() {
        for same in [
            "/items?q=%E4%BD%8E%E4%BF%9D+a%2Bb&x=%e4%bd%8e",
            "/powers?q=100%",
            "/powers?q=%zz%F",
            "/powers?q=%FF%FE",
            "/items/JJ-MZ-04",
        ] {
            assert_eq!(cleaned_address(same), None, "{same}");
        }
        for (sent, kept) in [
            ("/powers?q=%00", "/powers?q="),
            ("/powers?q=a%00b", "/powers?q=ab"),
            ("/desk/powers/import/%00x", "/desk/powers/import/x"),
            ("/powers?q=%EF%BF%BE%E4%BD%8E", "/powers?q=%E4%BD%8E"),
            ("/powers?q=a%0D%0Ab", "/powers?q=a%0Ab"),
        ] {
            assert_eq!(cleaned_address(sent).as_deref(), Some(kept), "{sent}");
        }
    }

    #[test]
    fn the_texts_of_json_are_cleaned_and_nothing_else_of_it() {
        assert_eq!(cleaned_json(br#"{"a":["x",1,true]}"#), None);
        assert_eq!(cleaned_json(b"{"), None);
        let sent = br#"{"a":[["note","x\u0000\r\ny\ufffe"]],"n":1.5}"#;
        let kept: Value = serde_json::from_slice(&cleaned_json(sent).unwrap()).unwrap();
        assert_eq!(kept, serde_json::json!({"a": [["note", "x\ny"]], "n": 1.5}));
    }
}
