//! Taking one page as typed over the answers so far; the browser does it at every stroke, the server at every save.

use jiff::civil::Date;

use super::{Answers, FormSchema, Page, from_pairs, visible_fields};

/// Takes the pairs of one page. An answer may bring up a question whose own answer was sent along (with script, the page
/// shows it at once), so this goes on until nothing more comes up. What is hidden in the end is not taken: its inputs
/// were on the page, out of sight.
pub fn take_page(form: &FormSchema, page: &Page, answers: &mut Answers, pairs: &[(String, String)], today: Date) {
    let mut last: Vec<&str> = Vec::new();
    // Each round but the last shows or hides at least one more; fields that hide each other must not go on for ever.
    for _ in 0..=page.fields.len() {
        let asked = visible_fields(form, page, answers, today);
        let names: Vec<&str> = asked.iter().map(|field| field.id.as_str()).collect();
        if names == last {
            break;
        }
        from_pairs(&asked, answers, pairs);
        last = names;
    }
}
