//! How far a group of the sheet is written.

use serde_json::Value;

use super::convert::asked;
use super::sheet::GROUPS;
use super::spec::Spec;
use crate::form::Answers;

/// Lists no item does without.
const NEEDED: [&str; 2] = ["legal_basis", "steps"];

/// How many of a group's required elements say something, and how many there are, by what is asked now.
#[must_use]
pub fn filled(group: &str, answers: &Answers) -> (usize, usize) {
    let specs = GROUPS.iter().filter(|one| one.id == group).flat_map(|one| one.specs);
    let required = specs.filter(|spec| (spec.required || NEEDED.contains(&spec.id)) && asked(spec, answers));
    required.fold((0, 0), |(there, all), spec| {
        (there + usize::from(says(spec, answers)), all + 1)
    })
}

fn says(spec: &Spec, answers: &Answers) -> bool {
    match answers.as_map().get(spec.id) {
        None | Some(Value::Null) => false,
        Some(Value::String(text)) => !text.trim().is_empty(),
        Some(Value::Array(list)) => !list.is_empty(),
        Some(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_asked_is_not_missed() {
        let mut answers = Answers::new();
        assert_eq!(filled("fee", &answers), (0, 1));
        answers.put("charged", "yes");
        assert_eq!(filled("fee", &answers), (1, 2));
        answers.put("pay_online", "no");
        assert_eq!(filled("fee", &answers), (2, 2));
        assert_eq!(filled("nothing", &answers), (0, 0));
    }
}
