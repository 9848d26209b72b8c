//! The map of what is delegated how, with its gaps.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::offers::{Cell, Mode};
use shared::place::Tier;

use crate::backend::delegations::{MapFilter, MapPage as Map, MapRow};
use crate::backend::{Delegations, port, session};
use crate::flash::{Flash, take_flash};
use crate::ui::address::{given, page_given, query, read};
use crate::ui::{Column, Definition, Filters, ListPage, Mark, Tag, Turn, staff_page, table_or};

const PATH: &str = "/desk/delegation";

#[component]
pub fn MapPage() -> impl IntoView {
    let flash = take_flash();
    let query = query();
    let filter = filter_of(&query);
    staff_page(
        "下放和委托",
        async move { port::<dyn Delegations>()?.delegation_map(&session(), &filter).await },
        move |page| view! { <Shown page query flash/> },
    )
}

fn filter_of(query: &ParamsMap) -> MapFilter {
    MapFilter {
        department: read(query, "department"),
        open: given(query, "open").is_some(),
        mode: read(query, "mode"),
        text: given(query, "text"),
        page: page_given(query),
    }
}

/// The colour of a cell; its words always stand beside it.
pub(super) const fn mark(cell: Cell) -> Mark {
    match cell {
        Cell::NotOffered | Cell::AdviceOnly => Mark::Plain,
        Cell::ByLaw | Cell::Set(_) => Mark::Ok,
        Cell::Gap => Mark::Warn,
        Cell::Unfit(_) => Mark::Bad,
    }
}

#[component]
fn Shown(page: Map, query: ParamsMap, flash: Flash) -> impl IntoView {
    let filters = Filters::new(PATH, "筛选事项", &query)
        .search("事项名称")
        .pick("department", "部门", "全部部门", page.departments)
        .pick(
            "mode",
            "方式",
            "不限",
            Mode::ALL.map(|mode| (mode.as_str(), mode.words())),
        )
        .tick("open", "只看缺口");
    let gaps = (page.open > 0).then_some("warn");
    let above = view! {
        <div class="kpi">
            <a class=gaps href="/desk/delegation?open=on"><b>{page.open}</b><span class="muted">"个事项还没有写明，或与标准不符"</span></a>
            <div><b>{page.set}</b><span class="muted">"个事项已经写明"</span></div>
        </div>
    };
    let intro = "每个事项在镇（街道）和村（社区）怎么参与：下放、委托（要公告）、代办。标准和法律不允许的，登记不了。";
    let empty = ("没有符合条件的事项", "放宽筛选条件再看看");
    view! {
        <ListPage
            title="下放和委托" intro=intro.into_any() flash above=above.into_any() filters
            count=format!("共 {} 项", page.total)
        >
            {table_or("各事项在镇（街道）和村（社区）的参与方式", &columns(), &page.rows, empty)}
            {Turn::Page(page.page, page.pages).at(PATH, &query)}
            <Definition title="这些词是什么意思">
                {Mode::ALL.into_iter().map(|mode| view! { <p><b>{mode.words()}</b>"："{mode.meaning()}</p> }).collect_view()}
                <p><b>"法定职权"</b>"：法律直接交给镇（街道），不用下放"</p>
                <p><b>"只咨询"</b>"：标准写明村（社区）不代办"</p>
            </Definition>
        </ListPage>
    }
}

type Col = Column<MapRow>;

fn columns() -> [Col; 4] {
    [
        Col::new("事项", |row| {
            let sub = format!("{} · {}", row.department_name, row.item);
            view! { <b>{row.name.clone()}</b><span class="sub">{sub}</span> }
        }),
        Col::new("类型", |row| row.type_name.clone()),
        Col::new(Tier::Town.words(), |row| cell(row, Tier::Town, row.town)),
        Col::new(Tier::Village.words(), |row| cell(row, Tier::Village, row.village)),
    ]
}

fn cell(row: &MapRow, tier: Tier, cell: Cell) -> AnyView {
    if cell == Cell::NotOffered {
        return view! { <span class="muted">{cell.words()}</span> }.into_any();
    }
    view! {
        <a href=format!("{PATH}/{}/{tier}", row.item)>
            <Tag mark=mark(cell) text=cell.words()/>
            <span class="visually-hidden">{format!("：{}，{}", row.name, tier.words())}</span>
        </a>
    }
    .into_any()
}
