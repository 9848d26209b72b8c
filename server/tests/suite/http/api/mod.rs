//! The public JSON.

mod answers;
mod described;
mod docs;
mod guide;
mod lists;
mod refused;

use serde_json::Value;

use crate::harness::World;

/// The ids on a page of items.
fn ids(page: &Value) -> Vec<&str> {
    let items = page["items"].as_array().unwrap();
    items.iter().map(|item| item["id"].as_str().unwrap()).collect()
}

/// What the address answers, which must be an answer.
async fn read(world: &World, path: &str) -> Value {
    let answer = world.get(path).send().await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    answer.json()
}
