//! Answers of several parts: a person, an address.

use leptos::prelude::*;
use shared::form::{Field, PersonParts};

use super::choice::choice;
use super::typing::Typing;
use super::{Look, Question};
use crate::ui::{FieldFrame, described_by, input_id};

fn part(path: String, label: &str, typing: Typing, look: &Look) -> AnyView {
    let error = look.error(&path);
    let hint = typing.hint.map(str::to_owned);
    let described = described_by(&path, hint.is_some(), error.is_some());
    let (id, name, text) = (input_id(&path), path.clone(), look.plain(&path));
    let invalid = error.is_some().then_some("true");
    view! {
        <FieldFrame path label hint error>
            <input
                id=id name=name inputmode=typing.mode autocomplete=typing.purpose value=text aria-describedby=described
                aria-invalid=invalid
            />
        </FieldFrame>
    }
    .into_any()
}

pub(super) fn person(path: &str, field: &Field, parts: &PersonParts, error: Option<String>, look: &Look) -> AnyView {
    let at = |name: &str| format!("{path}.{name}");
    let own = path == "applicant";
    let relation = (!parts.relation.is_empty()).then(|| {
        let path = at("relation");
        let now = look.plain(&path);
        let question = Question {
            error: look.error(&path),
            path,
            label: "关系".to_owned(),
            hint: None,
            required: true,
        };
        choice(question, &parts.relation, &now)
    });
    let name = part(at("name"), "姓名", Typing::text(own.then_some("name")), look);
    let number = parts
        .citizen_number
        .then(|| part(at("citizen_number"), "身份证号码", Typing::citizen_number(), look));
    let mobile = parts
        .mobile
        .then(|| part(at("mobile"), "手机号码", Typing::phone(own), look));
    view! {
        <FieldFrame path label=field.label.clone() hint=field.hint.clone() error group=true>
            <div class="parts">{name}{relation}{number}{mobile}</div>
        </FieldFrame>
    }
    .into_any()
}

/// `own`: where the applicant lives, and not where a shop stands.
pub(super) fn address(path: &str, field: &Field, error: Option<String>, own: bool, look: &Look) -> AnyView {
    let (division, detail) = (format!("{path}.division"), format!("{path}.detail"));
    let now = look.plain(&division);
    let groups = look
        .places
        .iter()
        .map(|group| {
            let villages = group
                .villages
                .iter()
                .map(|(code, name)| view! { <option value=code.clone() selected=*code == now>{name.clone()}</option> })
                .collect_view();
            view! { <optgroup label=group.town.clone()>{villages}</optgroup> }
        })
        .collect_view();
    let wrong = look.error(&division);
    let described = described_by(&division, false, wrong.is_some());
    let invalid = wrong.is_some().then_some("true");
    let rest = part(
        detail,
        "门牌号，或村民小组和户主",
        Typing::text(own.then_some("street-address")),
        look,
    );
    view! {
        <FieldFrame path label=field.label.clone() hint=field.hint.clone() error group=true>
            <div class="parts">
                <FieldFrame path=division.clone() label="村（社区）" error=wrong>
                    <select id=input_id(&division) name=division aria-describedby=described aria-invalid=invalid>
                        <option value="">"请选择"</option>
                        {groups}
                    </select>
                </FieldFrame>
                {rest}
            </div>
        </FieldFrame>
    }
    .into_any()
}
