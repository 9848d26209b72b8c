//! What has drifted: by place, by kind, settled by ticking.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::offers::Drift;
use shared::place::Tier;

use super::parts::Seen;
use crate::backend::offers::{DriftFilter, DriftFinding, DriftLine, DriftPage as Found};
use crate::backend::{Offers, port, session};
use crate::flash::{Flash, take_flash};
use crate::ui::address::{page_given, query, read};
use crate::ui::{Column, EmptyState, ListPage, Turn, staff_page, table};

const PATH: &str = "/desk/drift";

#[component]
pub fn DriftPage() -> impl IntoView {
    let flash = take_flash();
    let query = query();
    let filter = filter_of(&query);
    staff_page(
        "待完善",
        async move { port::<dyn Offers>()?.drift(&session(), &filter).await },
        move |page| view! { <Shown page flash/> },
    )
}

fn filter_of(query: &ParamsMap) -> DriftFilter {
    DriftFilter {
        place: read(query, "place"),
        kind: read(query, "kind"),
        page: page_given(query),
    }
}

fn address(place: &str, kind: Drift) -> String {
    format!("{PATH}?place={place}&kind={}", kind.as_str())
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
                <a class=class href=address(&code, *one) aria-current=current><b>{*count}</b><span class="muted">{one.words()}</span></a>
            }
        })
        .collect_view();
    let above = page
        .above
        .iter()
        .map(|place| view! { <a href=address(place.code.as_str(), kind)>{place.name.clone()}</a>" / " })
        .collect_view();
    let several = page.lines.len() > 1;
    let name = page.place.name.clone();
    let acts = view! { <a class="btn quiet" href="/desk/deviations">"零偏离证明"</a> };
    let kinds = view! { <nav class="kpi" aria-label="待完善的种类">{kinds}</nav> };
    let query: ParamsMap = [("place", code.clone()), ("kind", kind.as_str().to_owned())]
        .into_iter()
        .collect();
    let pages = Turn::Page(page.page, page.pages).at(PATH, &query);
    let places = several.then(|| {
        view! {
            <section aria-labelledby="places">
                <h2 id="places">"按地点"</h2>
                <div class="scroll" tabindex="0" role="region" aria-label="各地待完善的">
                    {table("各地待完善的，按种类", &by_place(code.clone(), kind), &page.lines)}
                </div>
            </section>
        }
    });
    view! {
        <ListPage
            title=format!("{name}待完善：{} 处", page.counts.sum()) crumbs=view! { {above}{name} }.into_any()
            acts=acts.into_any() flash above=kinds.into_any()
        >
            <section aria-labelledby="found">
                <h2 id="found">{format!("{}（{}）", kind.words(), page.total)}</h2>
                <Findings findings=page.findings kind code total=page.total/>
                {pages}
            </section>
            {places}
        </ListPage>
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

/// The findings below a place, counted by kind.
fn by_place(here: String, kind: Drift) -> Vec<Column<DriftLine>> {
    let name = Column::<DriftLine>::new("地点", move |line| {
        if line.place.as_str() == here || line.place.tier() == Tier::City {
            return line.name.clone().into_any();
        }
        view! { <a href=address(line.place.as_str(), kind)>{line.name.clone()}</a> }.into_any()
    });
    let counts = Drift::ALL.map(|one| Column::<DriftLine>::new(short(one), move |line| line.counts.of(one)).number());
    [name].into_iter().chain(counts).collect()
}

#[component]
fn Findings(findings: Vec<DriftFinding>, kind: Drift, code: String, total: u32) -> impl IntoView {
    if findings.is_empty() {
        return view! { <EmptyState title="没有这一种" hint="看看其他种类"/> }.into_any();
    }
    let tap = kind.settled_by();
    let may = tap.is_some() && findings.iter().any(|finding| finding.may_settle);
    let table = table(kind.words(), &columns(kind, may), &findings);
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

fn columns(kind: Drift, may: bool) -> [Column<DriftFinding>; 3] {
    [
        Column::<DriftFinding>::new("地点和事项", move |finding| what(finding, may)),
        Column::<DriftFinding>::new("情况", move |finding| {
            finding.detail.clone().unwrap_or_else(|| kind.words().to_owned())
        }),
        Column::<DriftFinding>::new("去处理", move |finding| way(finding, kind)),
    ]
}

fn what(finding: &DriftFinding, may: bool) -> AnyView {
    let place = finding.place.full_name();
    let Some((item, name)) = finding.item.clone() else {
        return view! { <b>{place}</b> }.into_any();
    };
    let tick = (may && finding.may_settle).then(|| {
        let value = format!("{}~{item}", finding.place.code);
        view! { <input type="checkbox" name="finding" value=value aria-label=format!("勾选{place}的{name}")/> }
    });
    view! { <div class="pickable">{tick}<div><b>{name.clone()}</b><span class="sub">{place.clone()}</span></div></div> }
        .into_any()
}

fn way(finding: &DriftFinding, kind: Drift) -> AnyView {
    let code = finding.place.code.to_string();
    let Some((item, name)) = finding.item.clone() else {
        let field = if kind == Drift::NoHours { "hours" } else { "phone" };
        let hall = finding.place.hall.clone();
        return view! { <a href=format!("/desk/halls/{code}#f-{field}")>"去填写"<span class="visually-hidden">{hall}</span></a> }.into_any();
    };
    let open = match kind {
        Drift::Undecided | Drift::Gone => format!("/desk/lists/{code}"),
        _ => format!("/desk/lists/{code}/items/{item}"),
    };
    let seen = matches!(kind, Drift::Behind | Drift::HoursClash)
        .then(|| view! { <Seen item=item.to_string() place=code.clone() name=name.clone()/> });
    view! { <span class="row"><a href=open>"打开"<span class="visually-hidden">{item.to_string()}</span></a>{seen}</span> }.into_any()
}
