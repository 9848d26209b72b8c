//! The question whose turn it is.

use leptos::prelude::*;

use super::{Here, is_answered};
use crate::backend::catalogue::{OptionView, QuestionKind, QuestionView};
use crate::ui::{FieldFrame, described_by, input_id};

/// The question whose turn it is: a tap answers it where there is something to choose.
#[component]
pub fn Ask(question: QuestionView, at: usize, count: usize, here: Here) -> impl IntoView {
    let name = question.name.clone();
    let place = format!("第 {} 问，共 {count} 问", at + 1);
    let why = question
        .why
        .clone()
        .map(|why| view! { <p class="small muted">{why}</p> });
    let skip = (!is_answered(&question)).then(|| {
        let address = here.skipped(&name);
        view! { <p class="small"><a class="tap" href=address>"不清楚，先跳过"</a></p> }
    });
    let body = match &question.kind {
        QuestionKind::One { options } => {
            let hint = question
                .hint
                .clone()
                .map(|hint| view! { <p class="small muted">{hint}</p> });
            let wrong = question
                .problem
                .clone()
                .map(|problem| view! { <p class="error">{problem}</p> });
            let two = options.len() == 2 && options.iter().all(|option| option.hint.is_none());
            let links = options
                .iter()
                .map(|option| {
                    let given = question.answers.contains(&option.value);
                    let hint = option
                        .hint
                        .clone()
                        .map(|hint| view! { <span class="hint">{hint}</span> });
                    let href = here.answered(&name, &option.value);
                    view! {
                        <a class="btn quiet" href=href aria-current=given.then_some("true")>
                            <span>{option.label.clone()}{hint}</span>
                        </a>
                    }
                })
                .collect_view();
            view! {
                <h2 id="ask">{question.label.clone()}</h2>
                {hint}
                {wrong}
                <p class=if two { "choices two-up" } else { "choices" }>{links}</p>
            }
            .into_any()
        }
        _ => {
            let others = here
                .parts(&name)
                .into_iter()
                .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
                .collect_view();
            let label = question.label.clone();
            view! {
                <h2 id="ask" class="visually-hidden">{label}</h2>
                <form method="get" action=format!("{}/check", here.base)>
                    {others}
                    {typed(question)}
                    <p class="actions"><button class="btn" type="submit">"下一问"</button></p>
                </form>
            }
            .into_any()
        }
    };
    view! {
        <section class="card ask" aria-labelledby="ask">
            <p class="small muted">{place}</p>
            {body}
            {why}
            {skip}
        </section>
    }
    .into_any()
}

/// A question that is typed or ticked.
fn typed(question: QuestionView) -> impl IntoView {
    let hint = question.hint;
    let described = described_by(&question.name, hint.is_some(), question.problem.is_some());
    let group = matches!(question.kind, QuestionKind::Several { .. });
    let value = question.answers.first().cloned().unwrap_or_default();
    let (id, name) = (input_id(&question.name), question.name.clone());
    let input = match question.kind {
        QuestionKind::Several { options } => {
            // Sent with nothing ticked it says "none of these".
            view! {
                <input type="hidden" name=name.clone() value=""/>
                <div class="choices">{choices(&name, options, &question.answers)}</div>
            }
            .into_any()
        }
        QuestionKind::Number { unit } => view! {
            <p class="row number">
                <input id=id type="text" inputmode="decimal" name=name value=value aria-describedby=described/>
                {unit}
            </p>
        }
        .into_any(),
        QuestionKind::Date => {
            view! { <input id=id type="date" name=name value=value aria-describedby=described/> }.into_any()
        }
        QuestionKind::Text | QuestionKind::One { .. } => {
            view! { <input id=id type="text" name=name value=value aria-describedby=described/> }.into_any()
        }
    };
    view! {
        <FieldFrame path=question.name label=question.label hint=hint error=question.problem group=group>
            {input}
        </FieldFrame>
    }
    .into_any()
}

fn choices(name: &str, options: Vec<OptionView>, answers: &[String]) -> impl IntoView + use<> {
    let name = name.to_owned();
    let answers = answers.to_vec();
    options
        .into_iter()
        .map(move |option| {
            let checked = answers.contains(&option.value);
            let hint = option.hint.map(|hint| view! { <span class="hint">{hint}</span> });
            view! {
                <label>
                    <input type="checkbox" name=name.clone() value=option.value checked=checked/>
                    <span>{option.label}{hint}</span>
                </label>
            }
        })
        .collect_view()
}
