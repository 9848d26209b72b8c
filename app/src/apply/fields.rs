//! The inputs of a form, one for each kind of field, for pages and plain POSTs alike.

use leptos::prelude::*;
use serde_json::Value;
use shared::form::{Answers, Choice, Field, FieldKind, FormSchema, PersonParts, Standing, input_text};
use shared::problem::FieldProblem;
use shared::time::Date;

use super::api::PlaceGroup;
use crate::ui::{FieldFrame, described_by, error_id, input_id};

/// What every input may look up.
#[derive(Clone)]
struct Look {
    answers: Answers,
    problems: Vec<FieldProblem>,
    places: Vec<PlaceGroup>,
    movable: bool,
}

impl Look {
    fn text(&self, path: &str, kind: &FieldKind) -> String {
        self.answers
            .get(path)
            .map(|value| input_text(kind, value))
            .unwrap_or_default()
    }

    fn plain(&self, path: &str) -> String {
        self.answers
            .get(path)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    }

    fn error(&self, path: &str) -> Option<String> {
        let problem = self.problems.iter().find(|problem| problem.path == path)?;
        Some(format!("{}。{}", problem.message, problem.fix))
    }
}

/// The inputs of these fields, as the answers so far show them.
#[component]
pub fn Fields(
    form: FormSchema,
    /// The top-level fields to show, by name.
    names: Vec<String>,
    answers: Answers,
    problems: Vec<FieldProblem>,
    places: Vec<PlaceGroup>,
    today: Date,
    /// The order of a list's entries matters and can be changed.
    #[prop(optional)]
    movable: bool,
) -> impl IntoView {
    let standing = Standing::new(&form, &answers, today);
    let look = Look {
        answers: answers.clone(),
        problems,
        places,
        movable,
    };
    let shown: Vec<AnyView> = form
        .fields()
        .filter(|field| names.iter().any(|name| name == field.id.as_str()))
        .filter(|field| !matches!(field.kind, FieldKind::Material { .. }))
        .map(|field| {
            slot(
                field,
                field.id.as_str(),
                standing.shows(field.id.as_str()),
                &standing,
                &look,
            )
        })
        .collect();
    shown
}

/// A question that other answers may call for is on the page out of sight, for the client to show at once. Without
/// script it appears when the page is saved.
fn slot(field: &Field, path: &str, shown: bool, standing: &Standing<'_>, look: &Look) -> AnyView {
    let question = input(field, path, standing, look);
    if field.shown.is_always() {
        return question;
    }
    view! { <div class="slot" data-slot=path.to_owned() hidden=!shown>{question}</div> }.into_any()
}

fn input(field: &Field, path: &str, standing: &Standing<'_>, look: &Look) -> AnyView {
    // What is out of sight is asked for as soon as it shows.
    let required = standing.requires(path) || field.required.is_always();
    let error = look.error(path);
    let described = described_by(path, field.hint.is_some(), error.is_some());
    let id = input_id(path);
    let (name, label, hint) = (path.to_owned(), field.label.clone(), field.hint.clone());
    let text = look.text(path, &field.kind);
    match &field.kind {
        FieldKind::LongText { .. } => view! {
            <FieldFrame path=name.clone() label hint error required>
                <textarea id=id name=name rows="4" aria-describedby=described>{text}</textarea>
            </FieldFrame>
        }
        .into_any(),
        FieldKind::Choice { options } => choice(path, &label, hint, error, required, options, &text),
        FieldKind::YesNo => {
            let options = [("yes", "是"), ("no", "否")].map(|(value, label)| Choice {
                value: value.into(),
                label: label.into(),
                hint: None,
            });
            choice(path, &label, hint, error, required, &options, &text)
        }
        FieldKind::Choices { options, .. } => choices(path, &label, hint, error, required, options, look),
        FieldKind::Declaration { text: words } => {
            let words = words.clone();
            let ticked = look.answers.get(path) == Some(&Value::Bool(true));
            view! {
                <FieldFrame path=name.clone() label hint error required group=true>
                    <div class="choices">
                        <label>
                            <input type="checkbox" name=name value="on" checked=ticked/>
                            <span>{words}</span>
                        </label>
                    </div>
                </FieldFrame>
            }
            .into_any()
        }
        FieldKind::Person { parts } => person(path, field, parts, error, look),
        FieldKind::Address { .. } => address(path, field, error, look),
        FieldKind::Repeat { .. } => repeat(path, field, standing, error, look),
        FieldKind::Money { .. } => view! {
            <FieldFrame path=name.clone() label hint error required>
                <span class="money"><input id=id name=name inputmode="decimal" value=text aria-describedby=described/>"元"</span>
            </FieldFrame>
        }
        .into_any(),
        FieldKind::Integer { unit, .. } => {
            let unit = unit.clone();
            view! {
                <FieldFrame path=name.clone() label hint error required>
                    <span class="money"><input id=id name=name inputmode="numeric" value=text aria-describedby=described/>{unit}</span>
                </FieldFrame>
            }
            .into_any()
        }
        kind => {
            let (input_type, mode, most) = match kind {
                FieldKind::Date { .. } => ("date", "text", "10".to_owned()),
                FieldKind::Phone | FieldKind::Mobile => ("tel", "tel", "24".to_owned()),
                FieldKind::Text { max } => ("text", "text", max.to_string()),
                _ => ("text", "text", "40".to_owned()),
            };
            let invalid = error.is_some().to_string();
            view! {
                <FieldFrame path=name.clone() label hint error required>
                    <input
                        id=id name=name type=input_type inputmode=mode maxlength=most value=text aria-describedby=described
                        aria-invalid=invalid
                    />
                </FieldFrame>
            }
            .into_any()
        }
    }
}

/// Few options as radios, many as a select.
fn choice(
    path: &str,
    label: &str,
    hint: Option<String>,
    error: Option<String>,
    required: bool,
    options: &[Choice],
    now: &str,
) -> AnyView {
    let name = path.to_owned();
    if options.len() > 7 {
        let id = input_id(path);
        let described = described_by(path, hint.is_some(), error.is_some());
        let list = options
            .iter()
            .map(|option| view! { <option value=option.value.clone() selected=option.value == now>{option.label.clone()}</option> })
            .collect_view();
        return view! {
            <FieldFrame path=name.clone() label=label.to_owned() hint error required>
                <select id=id name=name aria-describedby=described><option value="">"请选择"</option>{list}</select>
            </FieldFrame>
        }
        .into_any();
    }
    // Yes and no stand side by side.
    let short = options.len() == 2
        && options
            .iter()
            .all(|option| option.label.chars().count() <= 6 && option.hint.is_none());
    let list = options
        .iter()
        .map(|option| {
            view! {
                <label>
                    <input type="radio" name=name.clone() value=option.value.clone() checked=option.value == now/>
                    <span>
                        {option.label.clone()}
                        {option.hint.clone().map(|hint| view! { <span class="hint">{hint}</span> })}
                    </span>
                </label>
            }
        })
        .collect_view();
    view! {
        <FieldFrame path=path.to_owned() label=label.to_owned() hint error required group=true>
            <div class=if short { "choices two-up" } else { "choices" }>{list}</div>
        </FieldFrame>
    }
    .into_any()
}

fn choices(
    path: &str,
    label: &str,
    hint: Option<String>,
    error: Option<String>,
    required: bool,
    options: &[Choice],
    look: &Look,
) -> AnyView {
    let chosen = look
        .answers
        .get(path)
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    let list = options
        .iter()
        .map(|option| {
            let ticked = chosen.iter().any(|one| one.as_str() == Some(option.value.as_str()));
            view! {
                <label>
                    <input type="checkbox" name=path.to_owned() value=option.value.clone() checked=ticked/>
                    <span>{option.label.clone()}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <FieldFrame path=path.to_owned() label=label.to_owned() hint error required group=true>
            <div class="choices">{list}</div>
        </FieldFrame>
    }
    .into_any()
}

fn part(path: &str, label: &str, mode: &'static str, look: &Look) -> AnyView {
    let (id, error) = (input_id(path), look.error(path));
    let described = error.as_ref().map(|_| error_id(path));
    let (text, name) = (look.plain(path), path.to_owned());
    view! {
        <FieldFrame path=path.to_owned() label=label.to_owned() error>
            <input id=id name=name inputmode=mode maxlength="60" value=text aria-describedby=described/>
        </FieldFrame>
    }
    .into_any()
}

fn person(path: &str, field: &Field, parts: &PersonParts, error: Option<String>, look: &Look) -> AnyView {
    let at = |name: &str| format!("{path}.{name}");
    let relation = (!parts.relation.is_empty()).then(|| {
        let path = at("relation");
        choice(
            &path,
            "关系",
            None,
            look.error(&path),
            true,
            &parts.relation,
            &look.plain(&path),
        )
    });
    let name = part(&at("name"), "姓名", "text", look);
    let number = parts
        .citizen_number
        .then(|| part(&at("citizen_number"), "身份证号码", "text", look));
    let mobile = parts.mobile.then(|| part(&at("mobile"), "手机号码", "tel", look));
    view! {
        <FieldFrame path=path.to_owned() label=field.label.clone() hint=field.hint.clone() error group=true>
            <div class="parts">{name}{relation}{number}{mobile}</div>
        </FieldFrame>
    }
    .into_any()
}

fn address(path: &str, field: &Field, error: Option<String>, look: &Look) -> AnyView {
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
    let division_error = look.error(&division);
    let rest = part(&detail, "门牌号，或村民小组和户主", "text", look);
    view! {
        <FieldFrame path=path.to_owned() label=field.label.clone() hint=field.hint.clone() error group=true>
            <div class="parts">
                <FieldFrame path=division.clone() label="村（社区）" error=division_error>
                    <select id=input_id(&division) name=division><option value="">"请选择"</option>{groups}</select>
                </FieldFrame>
                {rest}
            </div>
        </FieldFrame>
    }
    .into_any()
}

/// The buttons that change an entry's place.
fn moves(entry: &str, item_label: &str, at: usize, count: usize) -> impl IntoView + use<> {
    let button = |name: &'static str, words: &str| {
        let label = format!("{words}{item_label} {}", at + 1);
        view! { <button class="btn quiet small" type="submit" name=name value=entry.to_owned()>{label}</button> }
    };
    let up = (at > 0).then(|| button("up", "上移"));
    let down = (at + 1 < count).then(|| button("down", "下移"));
    view! { {up} {down} }
}

/// A list: each entry with its fields, a button to take it out, and one to add another. The buttons are part of the
/// form, so that nothing typed is lost by pressing them.
fn repeat(path: &str, field: &Field, standing: &Standing<'_>, error: Option<String>, look: &Look) -> AnyView {
    let FieldKind::Repeat {
        item_label,
        min,
        max,
        fields,
        ..
    } = &field.kind
    else {
        return ().into_any();
    };
    let count = look.answers.get(path).and_then(Value::as_array).map_or(0, Vec::len);
    // A list that may be empty begins empty; as many entries as must be there stand ready.
    let must = field.required.is_always() || standing.requires(path);
    let least = if must { usize::try_from(*min).unwrap_or(0) } else { 0 };
    let shown = count.max(least);
    let entries = (0..shown)
        .map(|at| {
            let entry = format!("{path}[{at}]");
            let now = standing.entry_fields(&entry);
            let fields: Vec<AnyView> = fields
                .iter()
                .filter(|inner| !matches!(inner.kind, FieldKind::Material { .. }))
                .map(|inner| {
                    let shown = now.iter().any(|one| one.id == inner.id);
                    slot(inner, &format!("{entry}.{}", inner.id), shown, standing, look)
                })
                .collect();
            let moves = look.movable.then(|| moves(&entry, item_label, at, shown));
            let id = input_id(&entry);
            view! {
                <fieldset class="entry" id=id tabindex="-1">
                    <legend class="strong">{format!("{item_label} {}", at + 1)}</legend>
                    <input type="hidden" name=entry.clone() value=""/>
                    {fields}
                    <p class="actions">
                        {moves}
                        <button class="btn danger small" type="submit" name="remove" value=entry>{format!("删除{item_label} {}", at + 1)}</button>
                    </p>
                </fieldset>
            }
        })
        .collect_view();
    let adding = if shown == 0 {
        format!("添加{item_label}")
    } else {
        format!("再加一份{item_label}")
    };
    let (marker, adds) = (path.to_owned(), path.to_owned());
    let more = shown < usize::try_from(*max).unwrap_or(100);
    view! {
        <FieldFrame path=path.to_owned() label=field.label.clone() hint=field.hint.clone() error group=true>
            <input type="hidden" name=marker value=""/>
            {entries}
            {more.then(|| view! {
                <p class="actions">
                    <button class="btn quiet small" type="submit" name="add" value=adds>{adding}</button>
                </p>
            })}
        </FieldFrame>
    }
    .into_any()
}
