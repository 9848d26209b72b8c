//! The places one may compile, each with its counts.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::time::{Date, local_date, show_day};

use crate::backend::offers::{SiteFilter, SitePage, SiteRow};
use crate::backend::{Offers, port, session};
use crate::flash::{Flash, take_flash};
use crate::ui::address::{given, page_given, query, read};
use crate::ui::{Column, Filters, ListPage, Mark, Tag, Turn, staff_page, table_or};

const PATH: &str = "/desk/lists";

#[component]
pub fn SitesPage() -> impl IntoView {
    let flash = take_flash();
    let query = query();
    let filter = filter_of(&query);
    staff_page(
        "镇村清单",
        async move { port::<dyn Offers>()?.desk_sites(&session(), &filter).await },
        move |page| view! { <Shown page query flash/> },
    )
}

fn filter_of(query: &ParamsMap) -> SiteFilter {
    SiteFilter {
        town: read(query, "town"),
        text: given(query, "text"),
        page: page_given(query),
    }
}

#[component]
fn Shown(page: SitePage, query: ParamsMap, flash: Flash) -> impl IntoView {
    let bulk = match given(&query, "town") {
        Some(town) => format!("{PATH}/bulk?town={town}"),
        None => format!("{PATH}/bulk"),
    };
    let acts = view! {
        {page.may_compile.then(|| view! { <a class="btn" href=bulk>"批量修改"</a> })}
        <a class="btn quiet" href="/desk/drift">"看待完善的"</a>
        <a class="btn quiet" href="/desk/deviations">"零偏离证明"</a>
    };
    let filters =
        Filters::new(PATH, "筛选地点", &query)
            .search("地点名称")
            .pick("town", "镇（街道）", "全市", page.towns);
    let intro = "各地的清单从全市标准里选：只写在本地怎么办，名称、条件、材料、时限和收费改不了。";
    let empty = ("没有这个地点", "只写名字里的一两个字再试试");
    view! {
        <ListPage
            title="镇村清单" acts=acts.into_any() intro=intro.into_any() flash filters
            count=format!("共 {} 个地点", page.total)
        >
            {table_or("各地的事项清单", &columns(page.today), &page.rows, empty)}
            {Turn::Page(page.page, page.pages).at(PATH, &query)}
        </ListPage>
    }
}

type Col = Column<SiteRow>;

fn columns(today: Date) -> [Col; 7] {
    [
        Col::new("地点", |row| {
            view! {
                <a href=format!("{PATH}/{}", row.place.code)>{row.place.name.clone()}</a>
                {row.place.town.clone().map(|town| view! { <span class="sub">{town}</span> })}
            }
        }),
        Col::new("列入", |row| row.offered).number(),
        Col::new("不办", |row| row.declined).number(),
        Col::new("还没有选", |row| {
            let mark = if row.undecided > 0 { Mark::Warn } else { Mark::Ok };
            view! { <Tag mark text=format!("{} 项", row.undecided)/> }
        }),
        Col::new("要核对", |row| {
            if row.drift == 0 {
                return view! { <Tag mark=Mark::Ok text="没有"/> }.into_any();
            }
            view! {
                <a href=format!("/desk/drift?place={}", row.place.code)>
                    <Tag mark=Mark::Warn text=format!("{} 处", row.drift)/>
                    <span class="visually-hidden">{format!("，{}", row.place.name)}</span>
                </a>
            }
            .into_any()
        }),
        Col::new("上次修改", move |row| {
            row.changed_at
                .map_or_else(|| "没有改过".to_owned(), |at| show_day(local_date(at), today))
        })
        .short(),
        Col::new("大厅", |row| {
            let words = if row.may_compile { "修改" } else { "查看" };
            let about = format!("{}的大厅信息", row.place.name);
            view! { <a href=format!("/desk/halls/{}", row.place.code)>{words}<span class="visually-hidden">{about}</span></a> }
        }),
    ]
}
