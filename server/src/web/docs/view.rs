//! The page.

use leptos::prelude::*;

use super::kind::Kind;
use super::read::{Answer, Docs, Field, Group, Operation, Parameter, Schema};

/// Everything under the frame. `site` is where this site is found by anyone.
pub(super) fn page(docs: &Docs, site: &str) -> AnyView {
    let contents = docs.groups.iter().map(contents).collect_view();
    let groups = docs.groups.iter().map(|one| group(one, site)).collect_view();
    let schemas = docs.schemas.iter().map(schema).collect_view();
    view! {
        <h1>"开放数据接口"</h1>
        <div class="stack">
            <p>{docs.about.clone()}</p>
            <p>
                "给程序用的说明（OpenAPI）："<a href="/api/v1/openapi.json">"openapi.json"</a>
                "。标有“带确认标记”的，是 value（内容）和 confirmed（主管部门是否已经确认）两项；没有确认的，显示时请注明“待主管部门确认”。"
            </p>
            <nav class="card" aria-label="目录">
                <ul class="plain">{contents}</ul>
            </nav>
            {groups}
            <h2 id="fields">"字段"</h2>
            <p>"“可以没有”的字段，值可能是 null，或者不写。"</p>
            {schemas}
        </div>
    }
    .into_any()
}

fn anchor(operation: &Operation) -> String {
    let name: Vec<&str> = operation
        .path
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect();
    name.join("-")
}

fn contents(group: &Group) -> impl IntoView + use<> {
    let links = group.operations.iter().map(|operation| {
        view! {
            <a href=format!("#{}", anchor(operation))>{operation.name.clone()}</a>
        }
    });
    view! {
        <li class="row">
            <span class="muted">{group.name.clone()}</span>
            {links.collect_view()}
        </li>
    }
}

fn group(group: &Group, site: &str) -> impl IntoView + use<> {
    let operations = group.operations.iter().map(|one| operation(one, site));
    view! {
        <h2>{group.name.clone()}</h2>
        <p>{group.about.clone()}</p>
        {operations.collect_view()}
    }
}

fn operation(operation: &Operation, site: &str) -> impl IntoView + use<> {
    let id = anchor(operation);
    let (written, sent) = operation.example.clone();
    let parameters = (!operation.parameters.is_empty()).then(|| {
        let rows = operation.parameters.iter().map(parameter);
        view! {
            <div class="scroll" tabindex="0" role="region" aria-label=format!("{}的参数", operation.name)>
                <table>
                    <caption>"参数"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"名称"</th>
                            <th scope="col">"说明"</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        }
    });
    let answers = operation.answers.iter().map(answer);
    view! {
        <section class="card stack tight">
            <h3 id=id>{operation.name.clone()}</h3>
            <p class="long">
                <code>"GET "{operation.path.clone()}</code>
            </p>
            <p>{words(&operation.about)}</p>
            {parameters}
            <p class="long">
                "例子："<a href=sent rel="external">
                    <code>{site.to_owned()}{written}</code>
                </a>
            </p>
            <dl class="kv">{answers.collect_view()}</dl>
        </section>
    }
}

fn parameter(parameter: &Parameter) -> impl IntoView + use<> {
    let must = match (parameter.in_path, parameter.required) {
        (true, _) => "写在路径里，必须有",
        (false, true) => "必须有",
        (false, false) => "可以不写",
    };
    view! {
        <tr>
            <th scope="row">
                <code>{parameter.name.clone()}</code>
                <span class="sub">{must}</span>
            </th>
            <td>{words(&parameter.about)}{for_example(&parameter.example)}</td>
        </tr>
    }
}

fn answer(answer: &Answer) -> impl IntoView + use<> {
    let what = match &answer.kind {
        Some(what) => kind(what).into_any(),
        None => ().into_any(),
    };
    view! {
        <dt>
            <code>{answer.status.clone()}</code>
        </dt>
        <dd>{answer.about.clone()}" "<span class="muted small">{answer.media.clone()}</span>" "{what}</dd>
    }
}

fn schema(schema: &Schema) -> impl IntoView + use<> {
    let fields = (!schema.fields.is_empty()).then(|| {
        let rows = schema.fields.iter().map(field);
        view! {
            <div class="scroll" tabindex="0" role="region" aria-label=format!("{}的字段", schema.title)>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">"字段"</th>
                            <th scope="col">"类型"</th>
                            <th scope="col">"说明"</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        }
    });
    let id = to(&schema.name);
    view! {
        <section class="card stack tight">
            <h3 id=id>{schema.title.clone()}</h3>
            <p>{words(&schema.about)}</p>
            {fields}
        </section>
    }
}

fn field(field: &Field) -> impl IntoView + use<> {
    view! {
        <tr>
            <th scope="row">
                <code>{field.name.clone()}</code>
            </th>
            <td>{kind(&field.kind)}</td>
            <td>{words(&field.about)}{for_example(&field.example)}</td>
        </tr>
    }
}

/// Plain words; between backticks stands what is written exactly so.
fn words(text: &str) -> impl IntoView + use<> {
    let parts = text.split('`').enumerate().map(|(at, part)| {
        let part = part.to_owned();
        if at % 2 == 0 {
            part.into_any()
        } else {
            view! { <code>{part}</code> }.into_any()
        }
    });
    parts.collect_view()
}

fn for_example(example: &str) -> impl IntoView + use<> {
    let example = (!example.is_empty()).then(|| example.to_owned());
    example.map(|example| {
        view! {
            <span class="sub">
                "例如："<code>{example}</code>
            </span>
        }
    })
}

/// Where a schema is described on this page.
fn to(name: &str) -> String {
    format!("schema-{name}")
}

fn kind(kind: &Kind) -> impl IntoView + use<> {
    let words = match &kind.to {
        Some(name) => view! { <a href=format!("#{}", to(name))>{kind.words.clone()}</a> }.into_any(),
        None => kind.words.clone().into_any(),
    };
    let missing = kind
        .may_be_missing
        .then(|| view! { <span class="sub">"可以没有"</span> });
    view! { {kind.before.clone()}{words}{missing} }
}
