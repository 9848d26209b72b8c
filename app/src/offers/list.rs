//! A place's list: for each item what the place does, one by one or many by ticking.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::place::{DivisionCode, Tier};

use super::parts::{History, Said, Seen};
use crate::backend::catalogue::query_string;
use crate::backend::offers::{ListFilter, ListPage as Listing, ListRow, OfferState};
use crate::backend::{Offers, port, session};
use crate::flash::{Flash, take_flash};
use crate::ui::address::{given, named, page_given, query, read};
use crate::ui::{EmptyState, Fact, Mark, Pagination, Pick, Tag, error_id, input_id, staff_page};

#[component]
pub fn ListPage() -> impl IntoView {
    let flash = take_flash();
    let place = named::<DivisionCode>("place", "这个地点");
    let query = query();
    let filter = filter_of(&query);
    staff_page(
        "事项清单",
        async move { port::<dyn Offers>()?.list(&session(), &place?, &filter).await },
        move |page| view! { <Shown page query flash/> },
    )
}

fn filter_of(query: &ParamsMap) -> ListFilter {
    ListFilter {
        department: read(query, "department"),
        standing: read(query, "standing"),
        drift: given(query, "drift").is_some(),
        text: given(query, "text"),
        page: page_given(query),
    }
}

#[component]
fn Shown(page: Listing, query: ParamsMap, flash: Flash) -> impl IntoView {
    let code = page.place.code.to_string();
    let path = format!("/desk/lists/{code}");
    let public = format!("/items?{}", query_string([("place", code.as_str()), ("here", "1")]));
    let counts = page.counts.clone();
    let lacks: Vec<&str> = [(counts.no_phone, "咨询电话"), (counts.no_hours, "办公时间")]
        .into_iter()
        .filter_map(|(lacks, what)| lacks.then_some(what))
        .collect();
    let lacking = (!lacks.is_empty()).then(|| {
        let hall = format!("/desk/halls/{code}");
        view! {
            <p class="notice warn">
                {format!("大厅还没有{}，群众看到的是“待公布”。", lacks.join("和"))}
                <a href=hall>"去填写"</a>
            </p>
        }
    });
    let copy = page.may_compile.then(|| {
        view! { <a class="btn quiet" href=format!("{path}/copy")>"从邻近地点复制"</a> }
    });
    let to = path.clone();
    let (number, pages) = (page.page, page.pages);
    // Within the form turning the page saves: what was chosen on this one is never lost.
    let may = page.may_compile && !page.rows.is_empty();
    let asked = query.clone();
    view! {
        <p class="crumbs"><a href="/desk/lists">"镇村清单"</a>" / "{page.place.full_name()}</p>
        <div class="row between">
            <h1>{format!("{}的事项清单", page.place.name)}</h1>
            <p class="row">
                <a class="btn quiet" href=format!("/desk/halls/{code}")>"大厅和停办"</a>
                {copy}
                <a class="btn quiet" href=public target="_blank" rel="noopener external">"群众看到的清单"<span class="visually-hidden">"（新窗口）"</span></a>
            </p>
        </div>
        <Said flash=flash.clone()/>
        <dl class="facts">
            <Fact name="列入清单">{format!("{} 项", counts.offered)}</Fact>
            <Fact name="还没有选">{format!("{} 项", counts.undecided)}</Fact>
            <Fact name="本站不办">{format!("{} 项", counts.declined)}</Fact>
            <Fact name="指南完整度" note=Some("已填写并确认的必备要素".to_owned())>{format!("{}%", counts.percent)}</Fact>
        </dl>
        {lacking}
        {(!may).then(|| view! { <Filters path=path.clone() page=page.clone() query=query.clone() saves=false/> })}
        <Table path=path page=page.clone() flash query/>
        {(!may).then(|| view! { <Pagination page=number pages=pages address=move |at| on(&to, &asked, at)/> })}
        <History entries=page.history/>
    }
}

fn on(path: &str, query: &ParamsMap, page: u32) -> String {
    let mut query = query.clone();
    query.remove("page");
    query.insert("page", page.to_string());
    format!("{path}{}", query.to_query_string())
}

/// What narrows the list. `saves`: within the form of the rows, narrowing sends them along, so that none is lost.
#[component]
fn Filters(path: String, page: Listing, query: ParamsMap, saves: bool) -> impl IntoView {
    let text = given(&query, "text").unwrap_or_default();
    let drift = given(&query, "drift").is_some();
    let departments: Vec<(String, String)> = page
        .departments
        .iter()
        .map(|(id, name)| (id.to_string(), name.clone()))
        .collect();
    let standings: Vec<(String, String)> = OfferState::ALL
        .into_iter()
        // A village never takes on or decides.
        .filter(|one| page.place.tier != Tier::Village || *one != OfferState::Handle)
        .map(|one| (one.as_str().to_owned(), one.words().to_owned()))
        .collect();
    let clear = path.clone();
    let inputs = view! {
            <div class="grow">
                <label for="q-text">"事项名称"</label>
                <input id="q-text" name="text" type="search" value=text/>
            </div>
            <Pick name="department" label="部门" all="全部部门" options=departments chosen=given(&query, "department")/>
            <Pick name="standing" label="本站怎么办" all="不限" options=standings chosen=given(&query, "standing")/>
            <div><label><input type="checkbox" name="drift" value="on" checked=drift/>" 只看要核对的"</label></div>
    };
    let total = view! { <p class="muted" role="status">{format!("共 {} 项", page.total)}</p> };
    if saves {
        return view! {
            <div class="filters" role="search" aria-label="筛选事项">
                {inputs}
                <button class="btn small" type="submit" name="go" value="narrow">"保存，筛选"</button>
                <button class="btn quiet small" type="submit" name="go" value="all">"保存，看全部"</button>
            </div>
            {total}
        }
        .into_any();
    }
    view! {
        <form method="get" action=path class="filters" role="search" aria-label="筛选事项">
            {inputs}
            <button class="btn small" type="submit">"筛选"</button>
            <a class="btn quiet small" href=clear>"清除"</a>
        </form>
        {total}
    }
    .into_any()
}

#[component]
fn Table(path: String, page: Listing, flash: Flash, query: ParamsMap) -> impl IntoView {
    if page.rows.is_empty() {
        return view! { <EmptyState title="没有符合条件的事项" hint="放宽筛选条件再看看"/> }.into_any();
    }
    let may = page.may_compile;
    let code = page.place.code.to_string();
    let turn = turning(page.page, page.pages);
    let filters = may.then(|| view! { <Filters path=path.clone() page=page.clone() query=query.clone() saves=true/> });
    let rows = page
        .rows
        .into_iter()
        .map(|row| line(row, may, &code, &flash))
        .collect_view();
    let table = view! {
        <table class="cards list-table">
            <caption class="visually-hidden">{format!("{}的事项清单", page.place.name)}</caption>
            <thead>
                <tr>
                    <th scope="col">"事项"</th>
                    <th scope="col">"本站怎么办"</th>
                    <th scope="col">"提醒"</th>
                    <th scope="col" class="n">"完整度"</th>
                    <th scope="col">"预览"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    };
    if !may {
        return table.into_any();
    }
    let all = [
        ("standard", "按标准列入"),
        ("collect", "收件、代办"),
        ("advise", "咨询引导"),
        ("declined", "本站不办"),
    ]
    .into_iter()
    .map(|(value, words)| view! { <option value=value>{words}</option> })
    .collect_view();
    view! {
        <form method="post" action=format!("{path}/choose")>
            <input type="hidden" name="back" value=query.to_query_string()/>
            {filters}
            {table}
            <div class="many">
                <button class="btn" type="submit" name="act" value="rows">"保存各行的选择"</button>
                {turn}
                <div class="row">
                    <label for="all">"勾选的事项一起改为"</label>
                    <select id="all" name="all">{all}</select>
                    <button class="btn quiet" type="submit" name="act" value="ticked">"修改勾选的事项"</button>
                </div>
            </div>
        </form>
    }
    .into_any()
}

/// Saves this page's rows and turns to another.
fn turning(page: u32, pages: u32) -> Option<AnyView> {
    let button = |at: u32, words: &'static str| {
        view! { <button class="btn quiet" type="submit" name="go" value=at.to_string()>{words}</button> }
    };
    let back = (page > 1).then(|| button(page - 1, "保存，看上一页"));
    let on = (page < pages).then(|| button(page + 1, "保存，看下一页"));
    (pages > 1).then(|| {
        view! {
            <div class="row" role="group" aria-label="翻页">
                {back}
                <span class="muted small">{format!("第 {page} / {pages} 页")}</span>
                {on}
            </div>
        }
        .into_any()
    })
}

fn line(row: ListRow, may: bool, place: &str, flash: &Flash) -> impl IntoView + use<> {
    let id = row.item.to_string();
    let listed = !matches!(row.standing, OfferState::Declined | OfferState::Undecided);
    let path = format!("part:{id}");
    let error = flash.error(&path);
    let typed = flash.value(&path);
    let chosen = if typed.is_empty() {
        row.standing.as_str().to_owned()
    } else {
        typed
    };
    let choice = if may && !row.gone {
        select(&path, &row, &chosen, error.is_some()).into_any()
    } else {
        view! { <span>{row.standing.words()}</span> }.into_any()
    };
    let tick = (may && !row.gone).then(|| {
        let label = format!("勾选{}", row.name);
        view! { <input type="checkbox" name="item" value=id.clone() aria-label=label/> }
    });
    let name = if listed && !row.gone {
        view! { <a href=format!("/desk/lists/{place}/items/{id}")>{row.name.clone()}</a> }.into_any()
    } else {
        view! { <b>{row.name.clone()}</b> }.into_any()
    };
    let error = error.map(|error| view! { <p class="error" id=error_id(&path)>{error}</p> });
    let told: Vec<_> = [
        (row.standing == OfferState::Undecided).then(|| (Mark::Warn, "还没有选".to_owned())),
        row.behind
            .then(|| (Mark::Warn, format!("标准已到第 {} 版", row.version))),
        row.hours_clash.then(|| (Mark::Bad, "时间与大厅矛盾".to_owned())),
        row.gone.then(|| (Mark::Bad, "事项已取消".to_owned())),
    ]
    .into_iter()
    .flatten()
    .map(|(mark, text)| view! { <Tag mark text/> })
    .collect();
    view! {
        <tr>
            <td>
                <div class="pickable">
                    {tick}
                    <div>{name}<span class="sub">{format!("{} · {id}", row.department_name)}</span></div>
                </div>
            </td>
            <td data-label="本站怎么办">{choice}{error}</td>
            <td data-label="提醒">{(!told.is_empty()).then(|| view! { <span class="tags">{told}</span> })}</td>
            <td class="n" data-label="完整度">{row.percent.map(|percent| format!("{percent}%"))}</td>
            <td data-label="预览">{(listed && !row.gone).then(|| view! { <Seen item=id place=place.to_owned() name=row.name/> })}</td>
        </tr>
    }
}

/// What may be chosen here: what the law keeps from this tier is not offered.
fn select(path: &str, row: &ListRow, chosen: &str, wrong: bool) -> impl IntoView + use<> {
    let mut options: Vec<(&str, &str)> = row.offers.iter().map(|part| (part.as_str(), part.words())).collect();
    options.push((OfferState::Declined.as_str(), OfferState::Declined.words()));
    if row.standing == OfferState::Undecided {
        options.insert(0, (OfferState::Undecided.as_str(), "请选择"));
    }
    let options = options
        .into_iter()
        .map(|(value, words)| view! { <option value=value.to_owned() selected=chosen == value>{words.to_owned()}</option> })
        .collect_view();
    let was = format!("was:{}", row.item);
    view! {
        <input type="hidden" name=was value=row.standing.as_str()/>
        <select
            id=input_id(path) name=path.to_owned() aria-label=format!("{}：本站怎么办", row.name)
            aria-invalid=wrong.then_some("true") aria-describedby=wrong.then(|| error_id(path))
        >
            {options}
        </select>
    }
}
