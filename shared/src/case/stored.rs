//! Events as they are stored: bytes written once, read for ever. What proves them covers these bytes and nothing that is
//! made of them again, so a field, a variant or a rule that is added breaks no record.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;

use super::{By, Event};

/// The format events are written in. Bytes that name none are of the first.
pub const FORMAT: usize = UPCASTERS.len() + 1;

/// Lifts the bytes of one format to the next, the oldest first. One is added when the meaning of a stored field changes;
/// it is never taken out, and the golden files of the format it reads stay.
const UPCASTERS: &[Upcaster] = &[];

type Upcaster = fn(&mut Value);

/// Why stored bytes are no event.
#[derive(Debug, Error)]
pub enum StoredError {
    #[error("an event's bytes cannot be read")]
    Unreadable(#[from] serde_json::Error),
    #[error("an event of format {0}, which a newer version of the program wrote")]
    Newer(usize),
}

#[derive(Serialize)]
struct Written<'a> {
    by: &'a By,
    event: &'a Event,
    /// Missing in the first format.
    #[serde(skip_serializing_if = "is_first")]
    format: usize,
}

#[derive(Deserialize)]
struct Read {
    by: By,
    event: Event,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
const fn is_first(format: &usize) -> bool {
    *format == 1
}

/// The bytes to store for an event.
///
/// # Errors
/// An event that has no JSON form.
pub fn written(by: &By, event: &Event) -> Result<Vec<u8>, StoredError> {
    let format = FORMAT;
    Ok(serde_json::to_vec(&Written { by, event, format })?)
}

/// The event that was stored, whatever format it was written in.
///
/// # Errors
/// Bytes that are no event, or one of a format not known yet.
pub fn read(bytes: &[u8]) -> Result<(By, Event), StoredError> {
    let mut value: Value = serde_json::from_slice(bytes)?;
    lift(&mut value, UPCASTERS)?;
    let Read { by, event } = serde_json::from_value(value)?;
    Ok((by, event))
}

fn lift(value: &mut Value, upcasters: &[Upcaster]) -> Result<(), StoredError> {
    let format = value.get("format").and_then(Value::as_u64).unwrap_or(1);
    let format = usize::try_from(format).unwrap_or(usize::MAX);
    let older = format.checked_sub(1).and_then(|first| upcasters.get(first..));
    for upcaster in older.ok_or(StoredError::Newer(format))? {
        upcaster(value);
    }
    Ok(())
}

/// What the hash of an event covers besides the hash before it: its place, its time, and its bytes as they were stored.
#[must_use]
pub fn proven(seq: u32, at: Timestamp, bytes: &[u8]) -> Vec<u8> {
    let mut all = format!("{{\"seq\":{seq},\"at\":\"{at}\",").into_bytes();
    // The bytes are an object: its fields follow those two.
    all.extend(bytes.iter().skip(1));
    all
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn older_formats_are_lifted_step_by_step_and_newer_ones_are_told() {
        let steps: [Upcaster; 2] = [
            |value| value["event"]["note"] = json!("none"),
            |value| value["event"]["note"] = json!([value["event"]["note"].clone()]),
        ];
        let lifted = |mut value: Value| lift(&mut value, &steps).map(|()| value["event"]["note"].clone());
        assert_eq!(lifted(json!({"event": {}})).unwrap(), json!(["none"]));
        assert_eq!(
            lifted(json!({"event": {"note": "a"}, "format": 2})).unwrap(),
            json!(["a"])
        );
        assert_eq!(
            lifted(json!({"event": {"note": ["a"]}, "format": 3})).unwrap(),
            json!(["a"])
        );
        for format in [0, 4] {
            assert!(matches!(lifted(json!({"format": format})), Err(StoredError::Newer(_))));
        }
    }
}
