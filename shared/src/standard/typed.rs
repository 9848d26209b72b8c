//! What was typed into a text of the sheet.

use serde_json::Value;

/// Without the spaces around it; nothing typed is the empty text.
pub(super) fn typed(value: Option<&Value>) -> String {
    value.and_then(Value::as_str).unwrap_or_default().trim().to_owned()
}
