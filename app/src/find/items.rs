//! Search results and the list of items: one page, filters as a plain GET form.

use leptos::prelude::*;
use leptos_router::components::Form;

use super::api;
use super::item_list::{Help, ItemList};
use crate::backend::ServiceError;
use crate::backend::catalogue::{Choice, Filters, ItemAsk, ItemPage, query_string};
use crate::ui::address::query;
use crate::ui::{EmptyState, ErrorState, ErrorSummary, Page, Pagination, answer_with, loaded};

#[component]
pub fn ItemsPage() -> impl IntoView {
    let query = query();
    let ask = ItemAsk::read(|name| query.get(name));
    let (found, asked) = (api::items(ask.clone()), ask.clone());
    let refused = |error| view! { <Wrong ask=asked error/> }.into_any();
    view! {
        <Page title="办事" here="items">
            {loaded(found, refused, move |page| view! { <Found ask page/> })}
        </Page>
    }
}

/// What cannot be asked so, and the form to ask again.
#[component]
fn Wrong(ask: ItemAsk, error: ServiceError) -> impl IntoView {
    let ServiceError::Invalid { problems } = error else {
        return view! { <h1>"办事事项"</h1> <ErrorState error/> }.into_any();
    };
    answer_with(http::StatusCode::UNPROCESSABLE_ENTITY);
    view! {
        <ErrorSummary problems=Signal::stored(problems)/>
        <h1>"办事事项"</h1>
        <Narrow ask filters=Filters::default() place=None/>
        <p><a class="btn quiet" href="/items">"查看全部事项"</a></p>
    }
    .into_any()
}

#[component]
fn Found(ask: ItemAsk, page: ItemPage) -> impl IntoView {
    let searched = !ask.q.trim().is_empty();
    let title = if searched {
        format!("“{}”的结果", ask.q.trim())
    } else {
        "办事事项".to_owned()
    };
    let at = page.place.as_ref().map(|place| place.full_name());
    let count = match &at {
        Some(place) if ask.here == "1" => format!("{place}可办 {} 项", page.total),
        _ => format!("共 {} 项", page.total),
    };
    let link_place = ask.place.clone();
    let past = page.page > page.pages;
    let list = if past {
        past_the_last(&ask, &page)
    } else if page.items.is_empty() {
        view! {
            <EmptyState
                title=if searched { "没有找到完全对得上的事项" } else { "没有符合这些条件的事项" }
                hint="换个说法试试，比如只写“社保卡”“上户口”；也可以拨打下面的电话，由工作人员帮您找。"
            >
                <a class="btn quiet" href="/items">"查看全部事项"</a>
            </EmptyState>
        }
        .into_any()
    } else {
        view! { <ItemList items=page.items place=link_place.clone()/> }.into_any()
    };
    let (near_title, near) = if page.neighbours.is_empty() {
        ("大家常办的事", page.often)
    } else {
        ("也许您要找的是", page.neighbours)
    };
    let near = (!near.is_empty()).then(|| {
        view! {
            <section aria-labelledby="near">
                <h2 id="near">{near_title}</h2>
                <ItemList items=near place=link_place.clone()/>
            </section>
        }
    });
    let themes = (page.total == 0).then(|| themes(&page.filters));
    let help = (page.total == 0 || searched).then(|| view! { <Help help=page.help/> });
    let pages = ask.clone();
    view! {
        <h1>{title}</h1>
        <Narrow ask filters=page.filters place=at/>
        <p class="muted count-line" role="status">{count}</p>
        <section aria-label="事项">{list}</section>
        {(!past).then(|| view! {
            <Pagination page=page.page pages=page.pages address=move |number| pages.address("/items", number)/>
        })}
        {near}
        {themes}
        {help}
    }
    .into_any()
}

/// A page past the last: how many there are, and the way to them.
fn past_the_last(ask: &ItemAsk, page: &ItemPage) -> AnyView {
    answer_with(http::StatusCode::NOT_FOUND);
    let (first, last) = (ask.address("/items", 1), ask.address("/items", page.pages));
    let several = (page.pages > 1).then(|| view! { <a class="btn quiet" href=last>"看最后一页"</a> });
    view! {
        <EmptyState title=format!("一共只有 {} 页，没有第 {} 页", page.pages, page.page) hint="网址里的页码可能输错了。">
            <a class="btn quiet" href=first>"从第一页看起"</a>
            {several}
        </EmptyState>
    }
    .into_any()
}

/// Another way in, when words lead nowhere.
fn themes(filters: &Filters) -> impl IntoView + use<> {
    let links = filters
        .themes
        .iter()
        .map(|theme| {
            let href = format!("/items?{}", query_string([("theme", theme.value.as_str())]));
            view! { <a href=href>{theme.label.clone()}</a> }
        })
        .collect_view();
    view! {
        <section aria-labelledby="by-theme">
            <h2 id="by-theme">"按主题找"</h2>
            <nav class="pick" aria-label="主题">{links}</nav>
        </section>
    }
    .into_any()
}

fn options(choices: Vec<Choice>, chosen: &str) -> impl IntoView + use<> {
    choices
        .into_iter()
        .map(|choice| {
            let selected = choice.value == chosen;
            view! { <option value=choice.value selected=selected>{choice.label}</option> }
        })
        .collect_view()
}

fn fixed(values: &[(&str, &str)]) -> Vec<Choice> {
    let choice = |(value, label): &(&str, &str)| Choice {
        value: (*value).to_owned(),
        label: (*label).to_owned(),
    };
    values.iter().map(choice).collect()
}

/// The whole question in one form, so that no part of it is lost when another changes.
#[component]
fn Narrow(ask: ItemAsk, filters: Filters, place: Option<String>) -> impl IntoView {
    let select = |name: &'static str, label: &'static str, choices: Vec<Choice>, chosen: &str| {
        view! {
            <div>
                <label for=format!("f-{name}")>{label}</label>
                <select id=format!("f-{name}") name=name>
                    <option value="">"不限"</option>
                    {options(choices, chosen)}
                </select>
            </div>
        }
    };
    let tiers = fixed(&[("village", "村（社区）"), ("town", "镇（街道）"), ("city", "市")]);
    let who = fixed(&[("person", "个人"), ("firm", "单位、个体户")]);
    let narrowed = [&ask.department, &ask.theme, &ask.audience, &ask.tier]
        .iter()
        .any(|value| !value.is_empty());
    let my_place = match place {
        Some(_) => "更换我的村（社区）",
        None => "选择我的村（社区）",
    };
    let here = place.map(|place| {
        let checked = ask.here == "1";
        view! {
            <label class="tick">
                <input type="checkbox" name="here" value="1" checked=checked/>
                {format!("只看{place}能办的")}
            </label>
        }
    });
    let at = (!ask.place.is_empty()).then(|| view! { <input type="hidden" name="place" value=ask.place.clone()/> });
    view! {
        <Form method="get" action="/items" attr:class="narrow-list" attr:role="search">
            <div class="search boxed">
                <label class="visually-hidden" for="f-q">"您想办什么事"</label>
                <input
                    id="f-q"
                    type="search"
                    name="q"
                    value=ask.q.clone()
                    maxlength="100"
                    autocomplete="off"
                    enterkeyhint="search"
                    placeholder="说说您的事，如“给孩子上户口”"
                />
                <button class="btn" type="submit">"找"</button>
            </div>
            {at}
            <div class="row between">
                <p class="my-place"><a href="/place?to=%2Fitems">{my_place}</a></p>
                {here}
            </div>
            <details open=narrowed>
                <summary>"按部门、主题、层级筛选"</summary>
                <div class="filters">
                    {select("department", "部门", filters.departments, &ask.department)}
                    {select("theme", "主题", filters.themes, &ask.theme)}
                    {select("audience", "谁来办", who, &ask.audience)}
                    {select("tier", "在哪一级办", tiers, &ask.tier)}
                    <button class="btn quiet" type="submit">"筛选"</button>
                </div>
            </details>
        </Form>
    }
    .into_any()
}
