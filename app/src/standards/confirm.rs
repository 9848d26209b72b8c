//! Elements that wait for the department's confirmation, across its items: one by one, or many by ticking.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;

use super::acts::{UNWRITTEN, said};
use super::tags::home;
use crate::backend::standards::{WaitingFilter, WaitingPage, WaitingRow};
use crate::backend::{Standards, port, session};
use crate::flash::{Flash, take_flash};
use crate::ui::address::{given, on_page, query, read};
use crate::ui::{
    Column, EmptyState, EnterPresses, Filters, ListPage, Turn, described_by, error_id, input_id, staff_page, table,
};

const HERE: &str = "/desk/confirm";
/// The tick without which what is on other pages is not confirmed.
const SURE: &str = "sure";

#[component]
pub fn ConfirmPage() -> impl IntoView {
    let flash = take_flash();
    let query = query();
    let filter = filter_of(&query);
    staff_page(
        "待确认的要素",
        async move { port::<dyn Standards>()?.waiting_elements(&session(), &filter).await },
        move |page| view! { <Shown page query flash/> },
    )
}

fn filter_of(query: &ParamsMap) -> WaitingFilter {
    WaitingFilter {
        department: read(query, "department"),
        item: read(query, "item"),
        page: read(query, "page").unwrap_or(1),
    }
}

#[component]
fn Shown(page: WaitingPage, query: ParamsMap, flash: Flash) -> impl IntoView {
    let here = on_page(HERE, &query, page.page);
    let (total, may) = (page.total, page.may_confirm);
    let within = ["department", "item"].map(|name| (name, given(&query, name).unwrap_or_default()));
    let all = (page.pages > 1).then_some(total);
    let unsure = flash.error(SURE);
    let intro = view! {
        "主管部门还没有确认的要素，公开页面上都标着“待主管部门确认”。"
        {if may { "核对无误的，在这里逐项或成批确认。" } else { "由部门负责人确认。" }}
    };
    let items = page
        .items
        .into_iter()
        .map(|(id, name, count)| (id, format!("{name}（{count} 处）")));
    let filters = Filters::new(HERE, "筛选", &query)
        .pick("department", "部门", "全部部门", page.departments)
        .pick("item", "事项", "全部事项", items);
    let list = if page.rows.is_empty() {
        view! { <EmptyState title="没有待确认的要素" hint="这个范围内的要素都已经确认"/> }.into_any()
    } else {
        view! { <Ticked rows=page.rows may here within all unsure/> }.into_any()
    };
    view! {
        <ListPage title="待确认的要素" intro=intro.into_any() flash filters count=format!("共 {total} 处待确认")>
            {list}
            {Turn::Page(page.page, page.pages).at(HERE, &query)}
        </ListPage>
    }
}

/// One form around the table: the ticks of it all, or the one button of a row.
#[component]
fn Ticked(
    rows: Vec<WaitingRow>,
    may: bool,
    here: String,
    /// What the list is narrowed to.
    within: [(&'static str, String); 2],
    /// How many there are beyond this page too.
    all: Option<u32>,
    /// What is wrong with the tick that stands for all of them.
    unsure: Option<String>,
) -> impl IntoView {
    let bulk = may.then(|| {
        view! {
            <p class="actions">
                <button class="btn" type="submit">"确认勾选的"</button>
                <button class="btn quiet" type="submit" name="all" value="on">"确认这一页全部"</button>
            </p>
            {all.map(|all| view! {
                {unsure.clone().map(|words| view! {
                    <p class="error" id=error_id(SURE)><span class="visually-hidden">"错误："</span>{words}</p>
                })}
                <div class="actions">
                    <label class="check" for=input_id(SURE)>
                        <input
                            id=input_id(SURE) type="checkbox" name=SURE value="on"
                            aria-invalid=unsure.is_some().then_some("true")
                            aria-describedby=described_by(SURE, false, unsure.is_some())
                        />
                        <span>{format!("筛选范围内的 {all} 处，不在这一页上的也已经逐项核对")}</span>
                    </label>
                    <button class="btn quiet" type="submit" name="rest" value="on">{format!("确认筛选范围内全部 {all} 处")}</button>
                </div>
            })}
        }
    });
    let mut columns = Vec::from(columns());
    if may {
        columns.insert(0, Col::new("选择", tick).hidden());
        columns.push(Col::new("操作", confirm).hidden());
    }
    view! {
        <form method="post" action=HERE>
            {may.then(|| view! { <EnterPresses words="确认勾选的"/> })}
            <input type="hidden" name="here" value=here/>
            {within.map(|(name, value)| view! { <input type="hidden" name=name value=value/> })}
            {table("待确认的要素", &columns, &rows)}
            {bulk}
        </form>
    }
}

type Col = Column<WaitingRow>;

fn columns() -> [Col; 3] {
    [
        Col::new("事项", |row| {
            view! {
                <a href=home(&row.item)>{row.item_name.clone()}</a>
                <br/>
                <span class="small muted">{row.department_name.clone()}</span>
            }
        }),
        Col::new("要素", |row| row.element.label.clone()),
        Col::new("内容", |row| match row.element.is_unwritten() {
            true => view! { <span class="muted">{UNWRITTEN}</span> },
            false => view! { <span class="long">{said(row.element.words.clone())}</span> },
        }),
    ]
}

fn key(row: &WaitingRow) -> String {
    format!("{} {}", row.item, row.element.mark)
}

fn about(row: &WaitingRow) -> String {
    format!("{}：{}", row.item_name, row.element.label)
}

fn tick(row: &WaitingRow) -> impl IntoView + use<> {
    (!row.element.is_unwritten()).then(|| {
        view! {
            <input type="hidden" name="seen" value=key(row)/>
            <input type="checkbox" name="pick" value=key(row) aria-label=format!("选择 {}", about(row))/>
        }
    })
}

fn confirm(row: &WaitingRow) -> impl IntoView + use<> {
    (!row.element.is_unwritten()).then(|| {
        view! {
            <button class="btn quiet small" type="submit" name="one" value=key(row) aria-label=format!("确认 {}", about(row))>"确认"</button>
        }
    })
}
