//! Answering the letter of a correction: each thing that was asked for with its input; the rest stays as handed in.

use leptos::prelude::*;
use shared::case::other_papers;
use shared::form::{Field, FieldKind, from_pairs};

use super::api::OpenCase;
use crate::apply::{Fields, Uploads};
use crate::flash::Flash;
use crate::islands::live::KeepTyped;
use crate::letter::LetterView;
use crate::ui::{EnterPresses, FieldFrame, input_id};

/// The `id` of the form that answers.
const SUPPLY: &str = "supply";

#[component]
pub fn Correction(open: OpenCase, flash: Flash) -> impl IntoView {
    let OpenCase { case, places, today } = open;
    let number = case.card.number.to_string();
    let mut asked: Vec<(Field, String)> = Vec::new();
    for demand in &case.demands {
        let head = demand.path.as_deref().and_then(|path| path.split(['.', '[']).next());
        let field = head.and_then(|head| case.form.fields().find(|field| field.id.as_str() == head));
        if let Some(field) = field
            && !asked.iter().any(|(known, _)| known.id == field.id)
        {
            asked.push((field.clone(), demand.why.clone()));
        }
    }
    let names: Vec<String> = asked.iter().map(|(field, _)| field.id.to_string()).collect();
    let mut answers = case.answers.clone();
    // What was typed and refused comes back over what was handed in.
    if !flash.values.is_empty() {
        let fields: Vec<&Field> = asked.iter().map(|(field, _)| field).collect();
        from_pairs(&fields, &mut answers, &flash.values);
    }
    // What the form says of a material, such as that it is usually not needed, no longer holds: it is asked for.
    let materials: Vec<Field> = asked
        .iter()
        .filter(|(field, _)| matches!(field.kind, FieldKind::Material { .. }))
        .map(|(field, why)| Field {
            hint: Some(why.clone()),
            ..field.clone()
        })
        .collect();
    let free = case.demands.iter().filter(|demand| demand.path.is_none());
    let other = other_papers(free.map(|demand| demand.what.as_str()));
    let in_words = other.is_some();
    let materials: Vec<Field> = materials.into_iter().chain(other).collect();
    // With files chosen the answer is handed in whole, to where there is room for them.
    let (send, enctype) = match materials.is_empty() {
        false => (format!("/mine/{number}/supply/files"), Some("multipart/form-data")),
        true => (format!("/mine/{number}/supply"), None),
    };
    let kept = asked
        .iter()
        .map(|(field, _)| {
            let name = format!("kept:{}", field.id);
            let id = input_id(&name);
            let typed = flash.value(&name);
            let label = field.label.clone();
            view! {
                <div class="field">
                    <label for=id.clone()>{format!("“{label}”为什么没有改")}<span class="muted">"（可不填）"</span></label>
                    <input id=id name=name value=typed/>
                </div>
            }
        })
        .collect_view();
    let reasons = flash
        .values
        .iter()
        .any(|(name, value)| name.starts_with("kept:") && !value.is_empty());
    let unfolded = reasons
        || flash
            .problems
            .iter()
            .any(|problem| problem.fix.contains("为什么没有改"));
    view! {
        <section class="card mine">
            {case.letter.clone().map(|letter| view! { <LetterView letter/> })}
            <EnterPresses words="提交补正" form=SUPPLY/>
            <Uploads
                with=SUPPLY fields=materials files=case.put_now.clone() problems=flash.problems.clone()
                action=format!("/mine/{number}/files") page=format!("/mine/{number}")
            />
            <KeepTyped id=SUPPLY.to_owned() case=number.clone()/>
            <form method="post" action=send enctype=enctype class="field" id=SUPPLY>
                <Fields form=case.form.clone() names answers problems=flash.problems.clone() places today/>
                <details open=unfolded>
                    <summary>"要补的本来没有错，或者交不了"</summary>
                    <p class="muted small">"不改也可以，写一句为什么，工作人员会看到。"</p>
                    {kept}
                </details>
                <FieldFrame
                    path="supply_note" label=if in_words { "补了什么" } else { "给办理人员的话" } required=in_words
                    hint=in_words.then(|| "要交的材料在上面上传；不用交材料的，写在这里".to_owned()) error=flash.error("supply_note")
                >
                    <textarea id=input_id("supply_note") name="supply_note" rows="2">{flash.value("supply_note")}</textarea>
                </FieldFrame>
                <p class="actions"><button class="btn" type="submit">"提交补正"</button></p>
            </form>
        </section>
    }
}
