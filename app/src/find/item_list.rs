//! Items as lines of a list, and whom to ask when none fits.

use leptos::prelude::*;
use shared::catalogue::{Confirmable, LocalPart};

use crate::backend::catalogue::{HelpView, ItemCard, OpenView};
use crate::ui::{Mark, Tag, Unconfirmed};

/// `place` goes into the links when it is not the device's own.
#[component]
pub fn ItemList(items: Vec<ItemCard>, #[prop(optional, into)] place: String) -> impl IntoView {
    let lines = items.into_iter().map(|item| line(item, &place)).collect_view();
    view! { <ul class="list">{lines}</ul> }
}

fn line(item: ItemCard, place: &str) -> impl IntoView + use<> {
    let href = if place.is_empty() {
        format!("/items/{}", item.id)
    } else {
        format!("/items/{}?place={place}", item.id)
    };
    let at_once = item.limit.value == "当场办结";
    let limit = if at_once { Mark::Sea } else { Mark::Plain };
    let mut about = item.department;
    if let Some(name) = item.plain_name {
        about = format!("{name} · {about}");
    }
    let away = item.nearest.map(|nearest| {
        let words = match item.here {
            Some(LocalPart::Advise) => format!("您那里可以咨询，到{}办理", nearest.hall),
            _ => format!("您那里不办，可到{}办理", nearest.hall),
        };
        view! { <p class="sub away">{words}</p> }
    });
    view! {
        <li>
            <a href=href>{item.name}<span class="sub">{about}</span></a>
            <span class="tags">
                {item.no_visit.then(|| element(Mark::Ok, item.visits))}
                {element(limit, item.limit)}
            </span>
            {away}
        </li>
    }
    .into_any()
}

/// An element of the standard as a tag: one that nobody has confirmed says so, whatever mark it would have.
pub fn element(mark: Mark, value: Confirmable<String>) -> impl IntoView {
    let (mark, text) = match value.confirmed {
        true => (mark, value.value),
        false => (Mark::Warn, format!("{}，待确认", value.value)),
    };
    view! { <Tag mark text/> }
}

/// A value with its mark when nobody has confirmed it.
pub fn marked(value: Confirmable<String>) -> impl IntoView {
    let mark = (!value.confirmed).then(|| view! { " " <Unconfirmed/> });
    view! {
        {value.value}
        {mark}
    }
    .into_any()
}

/// A phone as a link to call it.
pub fn phone(value: Confirmable<String>) -> impl IntoView {
    let digits: String = value
        .value
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect();
    let mark = (!value.confirmed).then(|| view! { " " <Unconfirmed/> });
    view! {
        <a class="tel" href=format!("tel:{digits}") rel="external">{value.value}</a>
        {mark}
    }
    .into_any()
}

/// Whether and when a place is open: today, what is coming up, what can be appointed.
#[component]
pub fn Opening(open: OpenView) -> impl IntoView {
    let mark = match &open.today {
        _ if open.closed_today => Mark::Bad,
        Some(today) if today.contains("现在开门") => Mark::Ok,
        _ => Mark::Plain,
    };
    let today = open
        .today
        .map(|today| view! { <p class="tags"><Tag mark text=today/></p> });
    let none = open.closures.is_empty();
    let closures = open
        .closures
        .into_iter()
        .map(|words| view! { <li>{words}</li> })
        .collect_view();
    let closures = (!none).then(|| {
        view! {
            <div class="notice warn">
                <p class="strong">"近期停办，请改天来"</p>
                <ul>{closures}</ul>
            </div>
        }
    });
    view! { {today} {closures} }.into_any()
}

/// 办不了、说不清?
#[component]
pub fn Help(help: HelpView) -> impl IntoView {
    let hall = help.hall.map(|hall| view! { <p class="strong">{hall}</p> });
    let line = |name: &'static str, value: Option<Confirmable<String>>| {
        value.map(|value| view! { <dt>{name}</dt> <dd>{marked(value)}</dd> })
    };
    let own = match help.phone {
        Some(own) => phone(own).into_any(),
        None => view! { <span class="muted">"待公布"</span> }.into_any(),
    };
    let hotlines = help
        .hotlines
        .into_iter()
        .map(|hotline| view! { <dt>{hotline.name}</dt> <dd>{phone(hotline.phone)}</dd> })
        .collect_view();
    view! {
        <section class="card" aria-labelledby="help">
            <h2 id="help">"办不了、说不清？"</h2>
            {hall}
            <Opening open=help.open/>
            <dl class="kv">
                {line("地址", help.address)}
                {line("时间", help.hours)}
                <dt>"咨询电话"</dt>
                <dd>{own}</dd>
                {hotlines}
            </dl>
        </section>
    }
    .into_any()
}
