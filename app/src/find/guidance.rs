//! The one-time guidance (一口清): questions on one page as a plain GET form, the result above them.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::api;
use super::guide::{Materials, PreviewOf};
use crate::backend::catalogue::{GuidanceView, OptionView, QuestionKind, QuestionView, Verdict};
use crate::ui::{ErrorState, FieldFrame, LoadingState, Page, Tag, described_by, input_id};

#[component]
pub fn GuidancePage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let source = Memo::new(move |_| {
        let id = params.read().get("id").unwrap_or_default();
        let pairs: Vec<(String, String)> = query
            .read()
            .clone()
            .into_iter()
            .map(|(name, value)| (name.into_owned(), value))
            .collect();
        let place = query.read().get("place").unwrap_or_default();
        let answers: Vec<_> = pairs.into_iter().filter(|(name, _)| name != "place").collect();
        (id, place, answers)
    });
    let result = Resource::new_blocking(
        move || source.get(),
        |(id, place, answers)| api::guidance(id, place, answers),
    );
    let ready = move || {
        Suspend::new(async move {
            let (_, place, _) = source.get_untracked();
            match result.await {
                Ok(view) => view! { <GuidanceBody view place/> }.into_any(),
                Err(error) => view! {
                    <h1>"看看我要带什么"</h1>
                    <ErrorState error/>
                    <p class="more"><a href="/items">"查看全部事项"</a></p>
                }
                .into_any(),
            }
        })
    };
    view! {
        <Page title="看看我要带什么" here="items">
            <Suspense fallback=|| view! { <LoadingState what="问题"/> }>{ready}</Suspense>
        </Page>
    }
    .into_any()
}

fn with_query(path: String, place: &str, carry: &str) -> String {
    let place = (!place.is_empty()).then(|| format!("place={place}"));
    let parts: Vec<String> = place
        .into_iter()
        .chain((!carry.is_empty()).then(|| carry.to_owned()))
        .collect();
    if parts.is_empty() {
        path
    } else {
        format!("{path}?{}", parts.join("&"))
    }
}

/// The guidance without the frame around it.
#[component]
pub fn GuidanceBody(view: GuidanceView, place: String) -> impl IntoView {
    let preview = use_context::<PreviewOf>().map(|PreviewOf(base)| base);
    let base = preview.clone().unwrap_or_else(|| format!("/items/{}", view.id));
    let guide = with_query(base.clone(), &place, "");
    let apply = match &preview {
        Some(base) => base.clone(),
        None => with_query(format!("/apply/{}", view.id), &place, &view.carry),
    };
    let started = view.answered > 0 || view.questions.is_empty();
    let result = started.then(|| view! { <Result view=view.clone() apply=apply.clone()/> });
    let button = match (started, view.done) {
        (false, _) => "看看我要带什么",
        (true, false) => "继续",
        (true, true) => "按新的回答重新看",
    };
    let action = format!("{base}/check");
    let hidden = (!place.is_empty()).then(|| view! { <input type="hidden" name="place" value=place.clone()/> });
    let title = if view.done && started {
        "改一改回答"
    } else {
        "请回答"
    };
    let asked = (!view.questions.is_empty()).then(|| {
        let questions = view.questions.into_iter().map(question).collect_view();
        view! {
            <section class="card" aria-labelledby="questions">
                <h2 id="questions">{title}</h2>
                <form method="get" action=action>
                    {hidden}
                    {questions}
                    <p class="actions">
                        <button class="btn" type="submit">{button}</button>
                    </p>
                </form>
            </section>
        }
    });
    view! {
        <p class="crumbs"><a href=guide>"返回办事指南"</a></p>
        <h1>{view.name}</h1>
        <p class="tags">{view.facts.into_iter().map(|fact| view! { <Tag text=fact/> }).collect_view()}</p>
        <p class="muted">"不用登录，回答不会被保存。只问和材料、条件有关的事。"</p>
        {result}
        {asked}
    }
    .into_any()
}

#[component]
fn Result(view: GuidanceView, apply: String) -> impl IntoView {
    let conditions = view.conditions.clone();
    let (class, title, more) = match view.verdict {
        Verdict::Yes => ("verdict yes", "按您的回答，您符合条件", Vec::new()),
        Verdict::No { reasons } => ("verdict no", "按您的回答，现在还不能办", reasons),
        Verdict::Open => ("verdict", "再答几个问题，就知道您能不能办", Vec::new()),
        Verdict::ByReview => ("verdict", "能不能办，由受理单位按下面的条件审核", conditions),
    };
    let more = (!more.is_empty()).then(|| {
        let lines = more
            .into_iter()
            .map(|reason| view! { <li>{reason}</li> })
            .collect_view();
        view! { <ul class="dots">{lines}</ul> }
    });
    let refused = class == "verdict no";
    let count = view.needed.len();
    let title_needed = if view.done {
        format!("您要带的 {count} 份材料")
    } else {
        format!("到现在为止，要带 {count} 份")
    };
    let undecided = (!view.undecided.is_empty()).then(|| {
        let names: Vec<String> = view.undecided.iter().map(|material| material.name.clone()).collect();
        view! { <p class="small muted">{format!("还要看后面的回答：{}", names.join("、"))}</p> }
    });
    let spared = (!view.spared.is_empty()).then(|| {
        view! { <p class="small muted">{format!("您不用带：{}", view.spared.join("、"))}</p> }
    });
    view! {
        <section class="card stack tight" aria-labelledby="result">
            <h2 id="result">"给您的答复"</h2>
            <div class=class role="status">
                <p class="strong">{title}</p>
                {more}
            </div>
            <h3>{title_needed}</h3>
            <Materials materials=view.needed/>
            {undecided}
            {spared}
            <p class="actions no-print">
                <a class=if refused { "btn quiet" } else { "btn" } href=apply>
                    {if refused { "仍要申请" } else { "带着这些回答去办理" }}
                </a>
            </p>
        </section>
    }
    .into_any()
}

fn question(question: QuestionView) -> impl IntoView {
    let hint = match (question.hint, question.why) {
        (Some(hint), Some(why)) => Some(format!("{hint} {why}")),
        (hint, why) => hint.or(why),
    };
    let described = described_by(&question.name, hint.is_some(), question.problem.is_some());
    let group = matches!(question.kind, QuestionKind::One { .. } | QuestionKind::Several { .. });
    let value = question.answers.first().cloned().unwrap_or_default();
    let (id, name) = (input_id(&question.name), question.name.clone());
    let input = match question.kind {
        QuestionKind::One { options } => {
            let two = options.len() == 2 && options.iter().all(|option| option.hint.is_none());
            let class = if two { "choices two-up" } else { "choices" };
            view! { <div class=class>{choices("radio", &name, options, &question.answers)}</div> }.into_any()
        }
        QuestionKind::Several { options } => {
            // Sent with nothing ticked it says "none of these".
            view! {
                <input type="hidden" name=name.clone() value=""/>
                <div class="choices">{choices("checkbox", &name, options, &question.answers)}</div>
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
        QuestionKind::Text => {
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

fn choices(kind: &'static str, name: &str, options: Vec<OptionView>, answers: &[String]) -> impl IntoView + use<> {
    let name = name.to_owned();
    let answers = answers.to_vec();
    options
        .into_iter()
        .map(move |option| {
            let checked = answers.contains(&option.value);
            let hint = option.hint.map(|hint| view! { <span class="hint">{hint}</span> });
            view! {
                <label>
                    <input type=kind name=name.clone() value=option.value checked=checked/>
                    <span>{option.label}{hint}</span>
                </label>
            }
        })
        .collect_view()
}
