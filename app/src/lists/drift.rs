//! What has drifted: by place, by kind, settled by ticking.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::place::Tier;
use shared::places::Drift;

use super::parts::{Said, Seen};
use crate::backend::lists::{DriftFilter, DriftFinding, DriftPage as Found};
use crate::backend::{Lists, port, session};
use crate::flash::{Flash, take_flash};
use crate::ui::address::{given, page_given, query};
use crate::ui::{EmptyState, Pagination, staff_page};

#[component]
pub fn DriftPage() -> impl IntoView {
    let flash = take_flash();
    let query = query();
    let filter = filter_of(&query);
    staff_page(
        "待完善",
        async move { port::<dyn Lists>()?.drift(&session(), &filter).await },
        move |page| view! { <Shown page flash/> },
    )
}

fn filter_of(query: &ParamsMap) -> DriftFilter {
    DriftFilter {
        place: given(query, "place").and_then(|text| text.parse().ok()),
        kind: given(query, "kind").and_then(|text| text.parse().ok()),
        page: page_given(query),
    }
}

fn address(place: &str, kind: Drift, page: u32) -> String {
    format!("/desk/drift?place={place}&kind={}&page={page}", kind.as_str())
}

#[component]
fn Shown(page: Found, flash: Flash) -> impl IntoView {
    let code = page.place.code.to_string();
    let kind = page.kind;
    let kinds = page
        .counts
        .0
        .iter()
        .map(|(one, count)| {
            let class = (*count > 0).then_some("warn");
            let current = (*one == kind).then_some("true");
            view! {
                <a class=class href=address(&code, *one, 1) aria-current=current><b>{*count}</b><span class="muted">{one.words()}</span></a>
            }
        })
        .collect_view();
    let above = page
        .above
        .iter()
        .map(|place| view! { <a href=address(place.code.as_str(), kind, 1)>{place.name.clone()}</a>" / " })
        .collect_view();
    let here = code.clone();
    let lines = page
        .lines
        .iter()
        .map(|line| {
            let to = address(line.place.as_str(), kind, 1);
            let cells = line
                .counts
                .0
                .iter()
                .map(|(one, count)| view! { <td class="n" data-label=one.words()>{*count}</td> })
                .collect_view();
            let name = if line.place.as_str() == here || line.place.tier() == Tier::City {
                view! { {line.name.clone()} }.into_any()
            } else {
                view! { <a href=to>{line.name.clone()}</a> }.into_any()
            };
            view! { <tr><td>{name}</td>{cells}</tr> }
        })
        .collect_view();
    let heads = Drift::ALL
        .into_iter()
        .map(|one| view! { <th scope="col" class="n">{short(one)}</th> })
        .collect_view();
    let several = page.lines.len() > 1;
    let (number, pages) = (page.page, page.pages);
    let (total, name) = (page.total, page.place.name.clone());
    let to = code.clone();
    let table = several.then(|| {
        view! {
            <section aria-labelledby="places">
                <h2 id="places">"按地点"</h2>
                <div class="scroll" tabindex="0" role="region" aria-label="各地待完善的">
                    <table class="cards">
                        <caption class="visually-hidden">"各地待完善的，按种类"</caption>
                        <thead><tr><th scope="col">"地点"</th>{heads}</tr></thead>
                        <tbody>{lines}</tbody>
                    </table>
                </div>
            </section>
        }
    });
    view! {
        <p class="crumbs">{above}{name.clone()}</p>
        <div class="row between">
            <h1>{format!("{name}待完善：{} 处", page.counts.sum())}</h1>
            <p><a class="btn quiet" href="/desk/deviations">"零偏离证明"</a></p>
        </div>
        <Said flash/>
        <nav class="kpi" aria-label="待完善的种类">{kinds}</nav>
        <section aria-labelledby="found">
            <h2 id="found">{format!("{}（{total}）", kind.words())}</h2>
            <Findings findings=page.findings kind code=code total/>
            <Pagination page=number pages=pages address=move |at| address(&to, kind, at)/>
        </section>
        {table}
    }
}

const fn short(kind: Drift) -> &'static str {
    match kind {
        Drift::NoPhone => "没有电话",
        Drift::NoHours => "没有时间",
        Drift::HoursClash => "时间矛盾",
        Drift::Behind => "没有核对",
        Drift::Undecided => "还没有选",
        Drift::Gone => "已取消",
    }
}

#[component]
fn Findings(findings: Vec<DriftFinding>, kind: Drift, code: String, total: u32) -> impl IntoView {
    if findings.is_empty() {
        return view! { <EmptyState title="没有这一种" hint="看看其他种类"/> }.into_any();
    }
    let tap = kind.settled_by();
    let may = tap.is_some() && findings.iter().any(|finding| finding.may_settle);
    let rows = findings
        .into_iter()
        .map(|finding| line(finding, kind, may))
        .collect_view();
    let table = view! {
        <table class="cards">
            <caption class="visually-hidden">{kind.words()}</caption>
            <thead><tr><th scope="col">"地点和事项"</th><th scope="col">"情况"</th><th scope="col">"去处理"</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    };
    match tap.filter(|_| may) {
        None => table.into_any(),
        Some(tap) => view! {
            <form method="post" action="/desk/drift/settle" id="f-finding" tabindex="-1">
                <input type="hidden" name="kind" value=kind.as_str()/>
                <input type="hidden" name="within" value=code/>
                {table}
                <div class="many">
                    <button class="btn" type="submit" name="act" value="ticked">{format!("勾选的：{tap}")}</button>
                    <button class="btn quiet" type="submit" name="act" value="all">{format!("全部 {total} 条：{tap}")}</button>
                </div>
            </form>
        }
        .into_any(),
    }
}

fn line(finding: DriftFinding, kind: Drift, may: bool) -> impl IntoView {
    let code = finding.place.code.to_string();
    let place = finding.place.full_name();
    let detail = finding.detail.clone().unwrap_or_else(|| kind.words().to_owned());
    match finding.item {
        None => {
            let field = if kind == Drift::NoHours { "hours" } else { "phone" };
            view! {
                <tr>
                    <td><b>{place}</b></td>
                    <td data-label="情况">{detail}</td>
                    <td data-label="去处理">
                        <a href=format!("/desk/halls/{code}#f-{field}")>"去填写"<span class="visually-hidden">{finding.place.hall}</span></a>
                    </td>
                </tr>
            }
            .into_any()
        }
        Some((item, name)) => {
            let tick = (may && finding.may_settle).then(|| {
                let value = format!("{code}~{item}");
                view! { <input type="checkbox" name="finding" value=value aria-label=format!("勾选{place}的{name}")/> }
            });
            let open = match kind {
                Drift::Undecided | Drift::Gone => format!("/desk/lists/{code}"),
                _ => format!("/desk/lists/{code}/items/{item}"),
            };
            let seen = matches!(kind, Drift::Behind | Drift::HoursClash)
                .then(|| view! { <Seen item=item.to_string() place=code.clone() name=name.clone()/> });
            view! {
                <tr>
                    <td><div class="pickable">{tick}<div><b>{name}</b><span class="sub">{place}</span></div></div></td>
                    <td data-label="情况">{detail}</td>
                    <td data-label="去处理"><span class="row"><a href=open>"打开"<span class="visually-hidden">{format!("{}", item)}</span></a>{seen}</span></td>
                </tr>
            }
            .into_any()
        }
    }
}
