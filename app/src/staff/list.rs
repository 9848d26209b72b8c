//! The list of accounts one keeps.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;

use crate::backend::staff::{AccountState, StaffChoices, StaffFilter, StaffGuest, StaffLine, StaffPage as Listed};
use crate::backend::{Staff, port, session};
use crate::flash::{Flash, take_flash};
use crate::ui::address::{given, page_given, query, read};
use crate::ui::{Column, Filters, ListPage, Mark, Tag, Turn, staff_page, table_or};

const PATH: &str = "/desk/staff";

#[component]
pub fn StaffList() -> impl IntoView {
    let flash = take_flash();
    let query = query();
    let filter = filter_of(&query);
    staff_page(
        "工作人员",
        async move { port::<dyn Staff>()?.staff_page(&session(), &filter).await },
        move |page| view! { <Shown page query flash/> },
    )
}

/// From the address; what does not parse narrows nothing.
fn filter_of(query: &ParamsMap) -> StaffFilter {
    StaffFilter {
        role: read(query, "role"),
        place: read(query, "place"),
        department: read(query, "department"),
        state: read(query, "state"),
        text: given(query, "text"),
        page: page_given(query),
    }
}

/// The colour of a state; its words always stand beside it.
pub fn mark(state: AccountState) -> Mark {
    match state {
        AccountState::Open => Mark::Ok,
        AccountState::Fresh => Mark::Warn,
        AccountState::Closed => Mark::Plain,
    }
}

#[component]
fn Shown(page: Listed, query: ParamsMap, flash: Flash) -> impl IntoView {
    let acts = view! {
        <a class="btn small" href="/desk/staff/new">"开通账号"</a>
        <a class="btn quiet small" href="/desk/staff/import">"用表格批量开通"</a>
        <a class="btn quiet small" href="/desk/staff/export.xlsx" rel="external" download>"导出表格（Excel）"</a>
        {page.keeps_devices.then(|| view! { <a class="btn quiet small" href="/desk/staff/devices">"设备"</a> })}
    };
    let empty = ("没有符合条件的账号", "放宽筛选条件再看看；姓名要写全");
    view! {
        <ListPage
            title="工作人员" acts=acts.into_any() flash filters=filters(page.choices, &query)
            count=format!("共 {} 个账号", page.total)
        >
            {table_or("账号列表", &columns(), &page.rows, empty)}
            {Turn::Page(page.page, page.pages).at(PATH, &query)}
            {(!page.guests.is_empty()).then(|| view! { <Guests guests=page.guests/> })}
        </ListPage>
    }
}

/// Those whose accounts others keep and who work here too.
#[component]
fn Guests(guests: Vec<StaffGuest>) -> impl IntoView {
    let lines = guests
        .into_iter()
        .map(|guest| {
            view! {
                <li>
                    <a href=format!("{PATH}/{}", guest.id)>{guest.name}</a>
                    <span class="sub">{guest.posts.join("；")}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="card" aria-labelledby="guests">
            <h2 id="guests">"在本单位兼岗或代理的人员"</h2>
            <p class="muted small">"他们的账号由别的单位管理，这里只列本单位的岗位。"</p>
            <ul class="plain">{lines}</ul>
        </section>
    }
}

fn filters(choices: StaffChoices, query: &ParamsMap) -> Filters {
    let (mut places, mut departments) = (choices.places, choices.departments);
    // A choice of one narrows nothing.
    if places.len() < 2 {
        places.clear();
    }
    if departments.len() < 2 {
        departments.clear();
    }
    Filters::new(PATH, "筛选账号", query)
        .search("账号开头，或完整姓名")
        .pick(
            "role",
            "岗位",
            "全部岗位",
            choices.roles.iter().map(|role| (role.as_str(), role.words())),
        )
        .pick("place", "地点", "全部地点", places)
        .pick("department", "部门", "全部部门", departments)
        .pick(
            "state",
            "状态",
            "全部状态",
            AccountState::ALL.map(|state| (state.as_str(), state.words())),
        )
}

type Col = Column<StaffLine>;

fn columns() -> [Col; 5] {
    [
        Col::new("姓名", |row| {
            view! {
                <a class="nowrap" href=format!("{PATH}/{}", row.id)>{row.name.clone()}</a>
                <br/>
                <span class="small muted nowrap">{row.login.clone()}</span>
            }
        }),
        Col::new("岗位", |row| row.role.words()),
        Col::new("地点", |row| row.place_name.clone()),
        Col::new("部门", |row| {
            row.department_name.clone().unwrap_or_else(|| "—".to_owned())
        }),
        Col::new(
            "状态",
            |row| view! { <Tag mark=mark(row.state) text=row.state.words()/> },
        )
        .short(),
    ]
}
