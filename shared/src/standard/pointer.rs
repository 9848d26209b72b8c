//! Setting and taking away by JSON pointer, making the objects on the way.

use serde_json::{Map, Value};

/// Puts a value; what stands in the way and is no object gives way.
pub fn put(root: &mut Value, pointer: &str, value: Value) {
    let mut here = root;
    for name in pointer.split('/').skip(1) {
        if !here.is_object() {
            *here = Value::Object(Map::new());
        }
        let Value::Object(map) = here else { return };
        here = map.entry(name).or_insert(Value::Null);
    }
    *here = value;
}

/// Takes a member away.
pub fn remove(root: &mut Value, pointer: &str) {
    let Some((parent, name)) = pointer.rsplit_once('/') else {
        return;
    };
    if let Some(Value::Object(map)) = root.pointer_mut(parent) {
        map.remove(name);
    }
}
