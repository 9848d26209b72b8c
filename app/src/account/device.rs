//! A machine's own page: the code to sign it in, or where it stands.

use leptos::prelude::*;

use crate::backend::devices::OwnPlace;
use crate::backend::{Devices, ServiceError, port, session};
use crate::flash::{Flash, take_flash};
use crate::ui::{ErrorSummary, Page, TextInput, failed, loaded};

#[component]
pub fn DevicePage() -> impl IntoView {
    let flash = take_flash();
    let shown = move |place| match place {
        Some(place) => view! { <StandsHere place/> }.into_any(),
        None => view! { <CodeForm flash/> }.into_any(),
    };
    view! { <Page title="设备">{loaded(own_place(), failed("设备"), shown)}</Page> }
}

/// Where this machine stands; none when it is none of ours.
async fn own_place() -> Result<Option<OwnPlace>, ServiceError> {
    let (devices, session) = (port::<dyn Devices>()?, session());
    match &session.device {
        Some(_) => devices.own_place(&session).await.map(Some),
        None => Ok(None),
    }
}

#[component]
fn StandsHere(place: OwnPlace) -> impl IntoView {
    view! {
        <h1>{place.place_name}</h1>
        <p class="muted">{format!("{}：{}", place.role.words(), place.name)}</p>
        <ul class="plain">
            <li><a href=format!("/halls/{}", place.place)>"本机所在的服务点"</a></li>
            <li><a href="/items">"办事指南"</a></li>
            <li><a href="/board">"公开进展"</a></li>
        </ul>
    }
}

#[component]
fn CodeForm(flash: Flash) -> impl IntoView {
    view! {
        <h1>"启用设备"</h1>
        <ErrorSummary problems=Signal::stored(flash.problems.clone())/>
        <form method="post" action="/device" class="card inputs">
            <TextInput
                path="code" label="设备码" hint="由镇（街道）中心负责人或者系统管理员在“设备”页发放".to_owned()
                value=flash.value("code") error=Signal::stored(flash.error("code"))
            />
            <p class="actions"><button class="btn" type="submit">"启用"</button></p>
        </form>
    }
}
