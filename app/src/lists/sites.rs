//! The places one may compile, each with its counts.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::time::{local_date, show_date_short};

use super::parts::Said;
use crate::backend::lists::{SiteFilter, SitePage, SiteRow};
use crate::backend::{Lists, port, session};
use crate::flash::{Flash, take_flash};
use crate::powers::filters::Pick;
use crate::ui::address::{given, on_page, page_given, query};
use crate::ui::{EmptyState, Mark, Pagination, Tag, staff_page};

#[component]
pub fn SitesPage() -> impl IntoView {
    let flash = take_flash();
    let query = query();
    let filter = filter_of(&query);
    staff_page(
        "镇村清单",
        async move { port::<dyn Lists>()?.desk_sites(&session(), &filter).await },
        move |page| view! { <Shown page query flash/> },
    )
}

fn filter_of(query: &ParamsMap) -> SiteFilter {
    SiteFilter {
        town: given(query, "town").and_then(|text| text.parse().ok()),
        text: given(query, "text"),
        page: page_given(query),
    }
}

#[component]
fn Shown(page: SitePage, query: ParamsMap, flash: Flash) -> impl IntoView {
    let towns: Vec<(String, String)> = page
        .towns
        .into_iter()
        .map(|(code, name)| (code.to_string(), name))
        .collect();
    let (text, town) = (given(&query, "text").unwrap_or_default(), given(&query, "town"));
    let pick = (!towns.is_empty()).then(|| {
        view! { <Pick name="town" label="镇（街道）" all="全市" options=towns chosen=town.clone()/> }
    });
    let bulk = match &town {
        Some(town) => format!("/desk/lists/bulk?town={town}"),
        None => "/desk/lists/bulk".to_owned(),
    };
    let bulk = page
        .may_compile
        .then(|| view! { <a class="btn" href=bulk>"批量修改"</a> });
    let rows = page.rows.into_iter().map(line).collect_view();
    let none = page.total == 0;
    view! {
        <div class="row between">
            <h1>"镇村清单"</h1>
            <p class="row">
                {bulk}
                <a class="btn quiet" href="/desk/drift">"看待完善的"</a>
                <a class="btn quiet" href="/desk/deviations">"零偏离证明"</a>
            </p>
        </div>
        <p class="muted">"各地的清单从全市标准里选：只写在本地怎么办，名称、条件、材料、时限和收费改不了。"</p>
        <Said flash/>
        <form method="get" action="/desk/lists" class="filters" role="search" aria-label="筛选地点">
            <div class="grow">
                <label for="q-text">"地点名称"</label>
                <input id="q-text" name="text" type="search" value=text/>
            </div>
            {pick}
            <button class="btn small" type="submit">"筛选"</button>
            <a class="btn quiet small" href="/desk/lists">"清除"</a>
        </form>
        <p class="muted" role="status">{format!("共 {} 个地点", page.total)}</p>
        {if none {
            view! { <EmptyState title="没有这个地点" hint="只写名字里的一两个字再试试"/> }.into_any()
        } else {
            view! {
                <table class="cards">
                    <caption class="visually-hidden">"各地的事项清单"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"地点"</th>
                            <th scope="col" class="n">"列入"</th>
                            <th scope="col" class="n">"不办"</th>
                            <th scope="col">"还没有选"</th>
                            <th scope="col">"要核对"</th>
                            <th scope="col">"上次修改"</th>
                            <th scope="col">"大厅"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            }
            .into_any()
        }}
        <Pagination page=page.page pages=page.pages address=move |at| on_page("/desk/lists", &query, at)/>
    }
}

fn line(row: SiteRow) -> impl IntoView {
    let code = row.place.code.to_string();
    let tag = |count: u32, mark: Mark| (count > 0).then(|| view! { <Tag mark text=format!("{count} 项")/> });
    let hall = if row.may_compile { "修改" } else { "查看" };
    let name = row.place.name.clone();
    view! {
        <tr>
            <td>
                <a href=format!("/desk/lists/{code}")>{row.place.name.clone()}</a>
                {row.place.town.map(|town| view! { <span class="sub">{town}</span> })}
            </td>
            <td class="n" data-label="列入">{row.offered}</td>
            <td class="n" data-label="不办">{row.declined}</td>
            <td data-label="还没有选">{tag(row.undecided, Mark::Warn).unwrap_or_else(|| view! { <Tag mark=Mark::Ok text="0 项".to_owned()/> })}</td>
            <td data-label="要核对">
                {(row.drift > 0).then(|| view! {
                    <a href=format!("/desk/drift?place={code}")>
                        <Tag mark=Mark::Warn text=format!("{} 处", row.drift)/>
                        <span class="visually-hidden">{format!("，{name}")}</span>
                    </a>
                })}
                {(row.drift == 0).then(|| view! { <Tag mark=Mark::Ok text="没有".to_owned()/> })}
            </td>
            <td class="d" data-label="上次修改">{row.changed_at.map_or_else(|| "没有改过".to_owned(), |at| show_date_short(local_date(at)))}</td>
            <td data-label="大厅"><a href=format!("/desk/halls/{code}")>{hall}<span class="visually-hidden">{format!("{name}的大厅信息")}</span></a></td>
        </tr>
    }
}
