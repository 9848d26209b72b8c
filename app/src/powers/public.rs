//! The list of powers as everyone may read it: what is in force, on which provision, and what is applied for under it.

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::params::ParamsMap;
use leptos_router::{MatchNestedRoutes, path};
use shared::powers::PowerLevel;

use super::filters::names;
use crate::backend::powers::{PublicPower, PublicPowerFilter, PublicPowerPage};
use crate::backend::{Powers, port};
use crate::ui::address::{given, on_page, page_given, query, read};
use crate::ui::{EmptyState, Page, Pagination, Pick, failed, loaded};

const PATH: &str = "/powers";

/// The public page of the list.
#[component(transparent)]
pub fn PublicPowersRoutes() -> impl MatchNestedRoutes + Clone {
    view! { <Route path=path!("/powers") view=PublicPowers/> }
        .into_inner()
        .into_any_nested_route()
}

#[component]
fn PublicPowers() -> impl IntoView {
    let query = query();
    let filter = filter_of(&query);
    let page = async move { port::<dyn Powers>()?.public_powers(&filter).await };
    view! {
        <Page title="权责清单">
            {loaded(page, failed("权责清单"), move |page| view! { <Shown page query/> })}
        </Page>
    }
}

/// From the address; what does not parse narrows nothing.
fn filter_of(query: &ParamsMap) -> PublicPowerFilter {
    PublicPowerFilter {
        level: read(query, "level"),
        department: read(query, "department"),
        text: given(query, "q"),
        page: page_given(query),
    }
}

#[component]
fn Shown(page: PublicPowerPage, query: ParamsMap) -> impl IntoView {
    let (number, pages, total) = (page.page, page.pages, page.total);
    let empty = page.rows.is_empty();
    let links = query.clone();
    let departments = names(page.departments.clone());
    let text = given(&query, "q").unwrap_or_default();
    let levels = PowerLevel::ALL.map(|level| (level.as_str().to_owned(), level.words().to_owned()));
    view! {
        <h1>"权责清单"</h1>
        <p class="muted">"这里列出现行有效的权力、设定依据，以及由它派生、可以办理的事项。镇（街道）级的权力都经司法局审查。"</p>
        <form method="get" action=PATH class="narrow-powers" role="search" aria-label="查找权力">
            <div>
                <label for="q-q">"名称、编号、设定依据"</label>
                <input id="q-q" name="q" type="search" value=text/>
            </div>
            <Pick name="level" label="层级" all="全部层级" options=levels.to_vec() chosen=given(&query, "level")/>
            <Pick
                name="department" label="主管部门" all="全部部门" options=departments
                chosen=given(&query, "department")
            />
            <button class="btn" type="submit">"查找"</button>
        </form>
        <p class="muted count-line" role="status">{format!("共 {total} 项")}</p>
        {if empty {
            view! {
                <EmptyState title="没有符合条件的权力" hint="换个说法试试，或者去掉层级和部门">
                    <a class="btn quiet" href=PATH>"查看全部"</a>
                </EmptyState>
            }.into_any()
        } else {
            view! { <ul class="power-list">{page.rows.into_iter().map(line).collect_view()}</ul> }.into_any()
        }}
        <Pagination page=number pages address=move |page| on_page(PATH, &links, page)/>
    }
}

fn line(power: PublicPower) -> impl IntoView {
    let items = power
        .items
        .into_iter()
        .map(|(id, name)| view! { <li><a href=format!("/items/{id}")>{name}</a></li> })
        .collect_view();
    let level = power.level.words();
    view! {
        <li class="card">
            <h2>{power.name}</h2>
            <p class="sub">{format!("{} · {} · {level} · {}", power.id, power.type_code.words(), power.department_name)}</p>
            <p>{format!("依据：《{}》{}", power.law.trim_matches(['《', '》']), power.article)}</p>
            <ul class="derived">{items}</ul>
        </li>
    }
    .into_any()
}
