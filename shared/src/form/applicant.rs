//! Who an application is for: the person or firm the form names, not the account that hands it in.

use serde_json::Value;

use super::{Answers, Field, FieldKind, FormSchema};
use crate::people::{CitizenId, PersonName};
use crate::text::plain;

/// Who the fields of forms name that were published before a form could say it itself.
const UNMARKED: [&str; 2] = ["firm_name", "applicant"];

/// The applicant as the form's answers name them.
#[derive(Clone, PartialEq, Eq)]
pub struct Applicant {
    pub name: String,
    pub citizen_number: Option<String>,
    pub is_firm: bool,
    /// A firm's 统一社会信用代码, where the form asks for it.
    pub credit_code: Option<String>,
}

impl std::fmt::Debug for Applicant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Applicant({})", self.masked())
    }
}

impl Applicant {
    /// The name as lists show it: a person's is masked, a firm's is public.
    #[must_use]
    pub fn masked(&self) -> String {
        if self.is_firm {
            return self.name.clone();
        }
        let name = self.name.parse::<PersonName>();
        name.map_or_else(|_| "*".to_owned(), |name| name.masked())
    }

    /// Whether the account's holder applies for themselves. Numbers decide where both have one: names repeat.
    #[must_use]
    pub fn is(&self, name: &str, citizen_number: Option<&str>) -> bool {
        match (&self.citizen_number, citizen_number) {
            _ if self.is_firm => false,
            (Some(one), Some(other)) => normal(one) == normal(other),
            _ => plain(&self.name) == plain(name),
        }
    }

    fn named(field: &Field, answer: &Value) -> Option<Self> {
        let text = |value: Option<&Value>| {
            let text = value.and_then(Value::as_str).unwrap_or_default().trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        let is_firm = !matches!(field.kind, FieldKind::Person { .. });
        Some(Self {
            name: text(if is_firm { Some(answer) } else { answer.get("name") })?,
            citizen_number: text(answer.get("citizen_number")).map(|number| normal(&number)),
            is_firm,
            credit_code: None,
        })
    }
}

fn normal(number: &str) -> String {
    let parsed = number.parse::<CitizenId>();
    parsed.map_or_else(|_| plain(number).to_ascii_uppercase(), |number| number.to_string())
}

impl FormSchema {
    /// The fields that may name the applicant, the first that is answered first.
    pub fn applicants(&self) -> impl Iterator<Item = &Field> {
        let marked = !self.applicant.is_empty();
        let said = self
            .applicant
            .iter()
            .map(super::FieldId::as_str)
            .filter(move |_| marked);
        let unsaid = UNMARKED.into_iter().filter(move |_| !marked);
        said.chain(unsaid)
            .filter_map(|id| self.fields().find(|field| field.id.as_str() == id))
            .filter(|field| matches!(field.kind, FieldKind::Person { .. } | FieldKind::Text { .. }))
    }

    /// Who the application is for, out of answers as they are handed in; none where the form does not say.
    #[must_use]
    pub fn applicant_of(&self, answers: &Answers) -> Option<Applicant> {
        let named = |field: &Field| Applicant::named(field, answers.get(field.id.as_str())?);
        let applicant = self.applicants().find_map(named)?;
        Some(Applicant {
            credit_code: self.credit_code(answers).filter(|_| applicant.is_firm),
            ..applicant
        })
    }

    fn credit_code(&self, answers: &Answers) -> Option<String> {
        let field = self
            .fields()
            .find(|field| matches!(field.kind, FieldKind::CreditCode))?;
        let code = answers.get(field.id.as_str())?.as_str()?.trim();
        (!code.is_empty()).then(|| code.to_owned())
    }

    /// Whether a question asks for the name of the firm that applies, which is public.
    pub(super) fn names_a_firm(&self, field: &Field) -> bool {
        let applies = |one: &Field| one.id == field.id && matches!(one.kind, FieldKind::Text { .. });
        self.applicants().any(applies)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn form(marks: serde_json::Value) -> FormSchema {
        let mut form = json!({ "id": "allowance", "version": 1, "title": "津贴", "pages": [ { "id": "who", "title": "谁", "fields": [
            { "id": "firm_name", "label": "单位名称", "kind": "text" },
            { "id": "firm_code", "label": "统一社会信用代码", "kind": "credit_code" },
            { "id": "applicant", "label": "老人", "kind": "person" },
            { "id": "child", "label": "孩子", "kind": "person" }
        ] } ] });
        if !marks.is_null() {
            form["applicant"] = marks;
        }
        serde_json::from_value(form).unwrap()
    }

    fn answers(value: serde_json::Value) -> Answers {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn the_applicant_is_whom_the_form_names() {
        let typed = answers(json!({
            "applicant": { "name": " 赖德福 ", "citizen_number": "35050119350310011６" },
            "child": { "name": "赖小明" }
        }));
        let elder = form(json!(null)).applicant_of(&typed).unwrap();
        assert_eq!(
            (elder.name.as_str(), elder.masked().as_str(), elder.is_firm),
            ("赖德福", "赖*福", false)
        );
        assert_eq!(form(json!(["child"])).applicant_of(&typed).unwrap().name, "赖小明");
        let firm = answers(json!({
            "firm_name": "深沪渔具有限公司",
            "firm_code": "91350100M000100Y43",
            "applicant": { "name": "赖德福" }
        }));
        let firm = form(json!(null)).applicant_of(&firm).unwrap();
        assert_eq!(firm.credit_code.as_deref(), Some("91350100M000100Y43"));
        assert_eq!((firm.masked().as_str(), firm.is_firm), ("深沪渔具有限公司", true));
        assert_eq!(form(json!(null)).applicant_of(&Answers::new()), None);
    }

    #[test]
    fn a_firms_name_is_public_in_its_answers_and_a_persons_is_not() {
        let typed = answers(json!({ "firm_name": "深沪渔具有限公司", "applicant": { "name": "赖德福" } }));
        let shown = crate::form::masked_answers(&form(json!(null)), &typed);
        assert_eq!(shown.get("firm_name"), Some(&json!("深沪渔具有限公司")));
        assert_eq!(shown.get("applicant"), Some(&json!({ "name": "赖*福" })));
        // A text that is no applicant's name stays hidden.
        let other = crate::form::masked_answers(&form(json!(["applicant"])), &typed);
        assert_eq!(other.get("firm_name"), Some(&json!(crate::form::HIDDEN)));
    }

    #[test]
    fn the_daughter_who_handles_it_is_not_the_mother_it_is_for() {
        let typed = answers(json!({ "applicant": { "name": "赖德福", "citizen_number": "350501193503100116" } }));
        let elder = form(json!(null)).applicant_of(&typed).unwrap();
        assert!(elder.is("赖德福", Some("350501193503100116")));
        assert!(
            !elder.is("赖德福", Some("350501196601160538")),
            "the same name is not the same person"
        );
        assert!(elder.is("赖德福", None) && !elder.is("赖小明", None));
    }

    #[test]
    fn a_form_of_before_reads_and_writes_as_it_was() {
        let old = form(json!(null));
        assert!(!serde_json::to_string(&old).unwrap().contains("\"applicant\":["));
    }
}
