//! Answers kept beside the stories. `INSTA_UPDATE=always cargo test -p server` writes them anew, for a look at what
//! changed before it is committed.

use serde_json::{Value, json};

/// How much of a long list is kept: its entries are alike.
const ENTRIES: usize = 3;

/// Compares with what is kept under this name.
pub fn kept(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// The same value with its long lists cut; how long they are is kept.
pub fn shortened(value: &Value) -> Value {
    match value {
        Value::Array(list) => {
            let mut short: Vec<Value> = list.iter().take(ENTRIES).map(shortened).collect();
            if list.len() > ENTRIES {
                short.push(json!(format!("… {} in all", list.len())));
            }
            Value::Array(short)
        }
        Value::Object(fields) => fields
            .iter()
            .map(|(name, field)| (name.clone(), shortened(field)))
            .collect(),
        other => other.clone(),
    }
}
