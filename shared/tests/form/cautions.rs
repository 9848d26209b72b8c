//! What is taken, and worth a second look.

use serde_json::json;
use shared::form::{Filled, check};

use crate::example::{TODAY, changed, form, right};

fn looked_at(path: &str, value: &str) -> Vec<String> {
    let (form, answers) = (form(), changed(path, json!(value)));
    assert_eq!(check(&form, &answers, TODAY), [], "never in the way");
    let filled = Filled::new(&form, &answers, TODAY);
    filled.cautions().into_iter().map(|doubt| doubt.path).collect()
}

#[test]
fn a_name_of_one_character_and_a_code_that_does_not_add_up_are_shown_again() {
    assert_eq!(looked_at("elder.name", "丹"), ["elder.name"]);
    assert_eq!(looked_at("shop_code", "91350203M0001QKT19"), ["shop_code"]);
    assert_eq!(looked_at("elder.name", "陈阿婆"), [""; 0]);
    let (form, answers) = (form(), right());
    assert_eq!(Filled::new(&form, &answers, TODAY).cautions(), []);
}
