//! The list of standards with its filters, all of them in the address.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::standard::Stage;
use shared::time::show_time;

use super::tags::{PublicTag, StageTag, home};
use crate::backend::standards::{StandardFilter, StandardPage, StandardRow, Writing};
use crate::backend::{Standards, port, session};
use crate::ui::address::{given, query, read};
use crate::ui::{Column, Filters, ListPage, Mark, Tag, Turn, staff_page, table_or};

const PATH: &str = "/desk/standards";

#[component]
pub fn StandardsPage() -> impl IntoView {
    let query = query();
    let filter = filter_of(&query);
    staff_page(
        "事项标准",
        async move { port::<dyn Standards>()?.standards(&session(), &filter).await },
        move |page| view! { <Shown page query/> },
    )
}

/// From the address; what does not parse narrows nothing.
fn filter_of(query: &ParamsMap) -> StandardFilter {
    StandardFilter {
        department: read(query, "department"),
        stage: read(query, "stage"),
        text: given(query, "text"),
        unconfirmed: given(query, "unconfirmed").is_some(),
        writing: read(query, "writing"),
        page: read(query, "page").unwrap_or(1),
    }
}

#[component]
fn Shown(page: StandardPage, query: ParamsMap) -> impl IntoView {
    let filtered = ["department", "stage", "text", "unconfirmed", "writing"]
        .iter()
        .any(|name| given(&query, name).is_some());
    let hint = if filtered {
        "放宽筛选条件再看看"
    } else {
        "事项由审改办从权责清单生成目录后，在这里编写标准"
    };
    let filters = Filters::new(PATH, "筛选事项", &query)
        .search("事项名称或编号")
        .pick("department", "部门", "全部部门", page.departments)
        .pick(
            "stage",
            "草稿环节",
            "不限",
            Stage::ALL.map(|stage| (stage.as_str(), stage.words())),
        )
        .pick(
            "writing",
            "等编写",
            "不限",
            Writing::ALL.map(|writing| (writing.as_str(), writing.words())),
        )
        .tick("unconfirmed", "有待确认要素的");
    let acts = view! { <a class="btn quiet small" href="/desk/confirm">"待确认的要素"</a> };
    let intro = "一个事项全市一个标准：由主管部门编写，部门审核、标准审查后公布。";
    view! {
        <ListPage
            title="事项标准" acts=acts.into_any() intro=intro.into_any() filters
            count=format!("共 {} 个事项", page.total)
        >
            {table_or("事项标准列表", &columns(), &page.rows, ("没有符合条件的事项", hint))}
            {Turn::Page(page.page, page.pages).at(PATH, &query)}
        </ListPage>
    }
}

type Col = Column<StandardRow>;

fn columns() -> [Col; 6] {
    [
        Col::new("事项", |row| {
            view! {
                <a href=home(&row.item)>{row.name.clone()}</a>
                <br/>
                <span class="small muted nowrap">{row.item.to_string()}</span>
            }
        }),
        Col::new("主管部门", |row| row.department_name.clone()),
        Col::new(
            "公布",
            |row| view! { <PublicTag version=row.version published=row.published/> },
        ),
        Col::new("草稿", |row| view! { <StageTag stage=row.stage/> }),
        Col::new("待确认", |row| {
            let waiting = (row.unconfirmed > 0).then(|| format!("{} 处", row.unconfirmed));
            waiting.map(|text| view! { <Tag mark=Mark::Warn text/> })
        }),
        Col::new("最近修改", |row| show_time(row.changed_at)).short(),
    ]
}
