//! What was answered, and what follows from it.

use leptos::prelude::*;

use super::super::guide::Materials;
use super::Here;
use crate::backend::catalogue::{GuidanceView, ItemLink, OptionView, QuestionKind, QuestionView, Verdict};

/// What was answered so far; each can be answered anew without losing the others.
#[component]
pub fn Given(answered: Vec<QuestionView>, here: Here) -> impl IntoView {
    let lines = answered
        .into_iter()
        .map(|question| {
            let words = answer_words(&question);
            let address = here.asked(&question.name);
            let label = question.label.clone();
            view! {
                <dt>{question.label}</dt>
                <dd>
                    <b>{words}</b>" "
                    <a class="tap" href=address>"改"<span class="visually-hidden">{label}</span></a>
                </dd>
            }
        })
        .collect_view();
    view! {
        <section class="card" aria-labelledby="given">
            <h2 id="given">"您的回答"</h2>
            <dl class="kv">{lines}</dl>
        </section>
    }
    .into_any()
}

fn answer_words(question: &QuestionView) -> String {
    let label = |options: &[OptionView], value: &String| {
        let option = options.iter().find(|option| option.value == *value);
        option.map_or_else(|| value.clone(), |option| option.label.clone())
    };
    let answers = question.answers.iter().filter(|answer| !answer.trim().is_empty());
    let words: Vec<String> = match &question.kind {
        QuestionKind::One { options } | QuestionKind::Several { options } => {
            answers.map(|answer| label(options, answer)).collect()
        }
        QuestionKind::Number { unit: Some(unit) } => answers.map(|answer| format!("{answer} {unit}")).collect(),
        _ => answers.cloned().collect(),
    };
    if words.is_empty() {
        "都没有".to_owned()
    } else {
        words.join("、")
    }
}

/// What follows: never more than was asked.
#[component]
pub fn Outcome(view: GuidanceView, apply: String, guide: String, open: bool) -> impl IntoView {
    let refused = matches!(view.verdict, Verdict::No { .. });
    let lines = |list: Vec<String>| {
        let lines = list.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! { <ul class="dots">{lines}</ul> }
    };
    let unasked = view.unasked.clone();
    let (class, title) = match &view.verdict {
        Verdict::Yes if open => ("verdict", "到现在为止，没有不符合的"),
        Verdict::Yes => ("verdict yes", "从您的回答看，没有不符合的"),
        Verdict::No { .. } => ("verdict no", "从您的回答看，现在还不能办"),
        Verdict::Open => ("verdict", "回答完上面的问题，才知道有没有不符合的"),
        Verdict::ByReview => ("verdict", "能不能办，由受理单位审核"),
    };
    let more = match view.verdict.clone() {
        Verdict::No { reasons } => lines(reasons).into_any(),
        _ if unasked.is_empty() => view! { <p class="small">"最后由受理单位审核。"</p> }.into_any(),
        _ => view! {
            <p class="small">"还要看下面这些，由受理单位审核："</p>
            {lines(unasked)}
        }
        .into_any(),
    };
    let onward = if refused {
        view! {
            <Instead items=view.instead/>
            <p class="small">"选错了的，改一改下面的回答；想问清楚的，"<a href=format!("{guide}#where")>"看咨询电话"</a>"。"</p>
        }
        .into_any()
    } else {
        let undecided: Vec<String> = view.undecided.iter().map(|material| material.name.clone()).collect();
        let undecided = (!undecided.is_empty()).then(|| {
            view! { <p class="small muted">{format!("还要看后面的回答：{}", undecided.join("、"))}</p> }
        });
        let spared = (!view.spared.is_empty()).then(|| {
            view! { <p class="small muted">{format!("您不用准备：{}", view.spared.join("、"))}</p> }
        });
        let go = (!open).then(|| {
            view! { <p class="actions no-print"><a class="btn" href=apply>"带着这些回答去办理"</a></p> }
        });
        view! {
            {go}
            <h3>{view.bring}</h3>
            <Materials materials=view.needed/>
            {undecided}
            {spared}
        }
        .into_any()
    };
    view! {
        <section class="card stack tight" aria-labelledby="result">
            <h2 id="result">"给您的答复"</h2>
            <div class=class role="status">
                <p class="strong">{title}</p>
                {more}
            </div>
            {onward}
        </section>
    }
    .into_any()
}

/// What helps someone who does not qualify.
#[component]
fn Instead(items: Vec<ItemLink>) -> impl IntoView {
    let links = items
        .iter()
        .map(|item| view! { <li><a class="tap" href=format!("/items/{}", item.id)>{item.name.clone()}</a></li> })
        .collect_view();
    (!items.is_empty()).then(|| {
        view! {
            <h3>"可以看看"</h3>
            <ul class="plain">{links}</ul>
        }
    })
}
