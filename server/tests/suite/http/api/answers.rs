//! Every answer as it was when it was last looked at: a changed one is seen in the snapshot beside it.

use serde_json::{Value, json};
use server::demo::{Filled, Size, fill};

use super::described::{example, operations};
use super::read;
use crate::harness::World;
use crate::harness::snapshots::{kept, shortened};

/// Enough that no figure of the board is empty.
const DEMO: Size = Size {
    cases: 120,
    residents: 40,
    papers: false,
};

/// `/api/v1/items/{id}/form` → `items-id-form`.
fn name(path: &str) -> String {
    path.trim_start_matches("/api/v1/")
        .replace(['{', '}'], "")
        .replace(['/', '.'], "-")
}

#[tokio::test]
async fn every_described_answer_is_as_it_was() {
    let world = World::in_jinjiang()
        .await
        .with_settings(&[("JINBAN_ENVIRONMENT", "demo")]);
    let filled = fill(&world.services, DEMO, |_, _| ()).await.unwrap();
    assert!(matches!(filled, Filled::Done { .. }));
    let document = read(&world, "/api/v1/openapi.json").await;
    let mut seen = 0;
    for (path, operation) in operations(&document) {
        for (every, of) in [(false, ""), (true, "-asked")] {
            let address = example(path, operation, every);
            if every && address == example(path, operation, false) {
                continue;
            }
            let answer = world.get(&address).send().await;
            if answer.header("content-type") != "application/json" {
                continue;
            }
            let mut body = answer.json();
            // The only thing that changes from one release to the next.
            if path.ends_with("/health") {
                body["version"] = json!("[version]");
            }
            if path.ends_with("/openapi.json") {
                body["info"]["version"] = json!("[version]");
            }
            let told = json!({"address": address, "status": answer.status.as_u16(), "body": shortened(&body)});
            kept(&format!("api-{}{of}", name(path)), &pretty(&told));
            seen += 1;
        }
    }
    assert!(seen >= 12, "{seen}");
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap()
}
