//! Whom a village agent acts for, and what of theirs they reach.

use leptos::prelude::*;

use crate::backend::mandates::Client;
use crate::backend::{Mandates, port, session};
use crate::flash::{Flash, take_flash};
use crate::ui::{ErrorSummary, Select, staff_page};

#[component]
pub fn Clients() -> impl IntoView {
    let flash = take_flash();
    staff_page(
        "代办",
        async { port::<dyn Mandates>()?.clients(&session()).await },
        move |clients| view! { <Shown clients flash/> },
    )
}

#[component]
fn Shown(clients: Vec<Client>, flash: Flash) -> impl IntoView {
    let none = clients.is_empty();
    let cards = clients.into_iter().map(|one| client(one, &flash)).collect_view();
    view! {
        <h1>"代办"</h1>
        <p class="muted">"村民在“我的 / 委托代办”里委托本站以后，会列在这里。委托到期或者结束，就看不到了。"</p>
        <ErrorSummary problems=Signal::stored(flash.problems.clone())/>
        {if none {
            view! { <p class="notice">"现在没有村民委托本站。"</p> }.into_any()
        } else {
            cards.into_any()
        }}
    }
}

fn client(client: Client, flash: &Flash) -> impl IntoView + use<> {
    let Client {
        mandate,
        name,
        phone_masked,
        errand,
        term,
        items,
        drafts,
        cases,
    } = client;
    let error = flash.error("item").filter(|_| flash.value("mandate") == mandate);
    let drafts = drafts
        .into_iter()
        .map(|draft| view! { <li><a href=draft.address rel="external">{format!("草稿：{}", draft.item_name)}</a></li> })
        .collect_view();
    let cases = cases
        .into_iter()
        .map(|case| {
            view! {
                <li>
                    <a href=format!("/mine/{}", case.number) rel="external">{format!("{} {}", case.item_name, case.number)}</a>
                    <span class="sub">{format!("{}，{}", case.words, case.next)}</span>
                </li>
            }
        })
        .collect_view();
    let options: Vec<(String, String)> = items.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let only = match options.as_slice() {
        [(id, _)] => id.clone(),
        _ => flash.value("item"),
    };
    view! {
        <section class="card">
            <h2>{name}</h2>
            <p class="small muted">
                {format!("委托{errand}，{}{}", term.words(), phone_masked.map(|phone| format!("，{phone}")).unwrap_or_default())}
            </p>
            <ul class="list">{drafts}{cases}</ul>
            {(!options.is_empty()).then(|| view! {
                <form method="post" action="/desk/clients/start" class="inputs">
                    <input type="hidden" name="mandate" value=mandate/>
                    <Select
                        path="item" label="代为申请" options blank="请选择事项".to_owned() value=only
                        error=Signal::stored(error)
                    />
                    <p class="actions"><button class="btn small" type="submit">"开始填写"</button></p>
                </form>
            })}
        </section>
    }
}
