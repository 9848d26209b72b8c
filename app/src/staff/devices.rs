//! The machines of halls and stations: a list, another one, a new code, and the end of one.

use leptos::prelude::*;
use shared::access::Role;
use shared::time::show_time;

use crate::backend::devices::{DeviceLine, DevicePage, DeviceState};
use crate::backend::{Devices, port, session};
use crate::flash::{Flash, take_flash};
use crate::ui::{ChoiceRow, Choices, ErrorSummary, Mark, Select, Tag, TextInput, staff_page};

/// Where the message to the next page carries a code to type in.
pub const CODE: &str = "device-code";
/// Until when, in words.
pub const CODE_UNTIL: &str = "device-code-until";

#[component]
pub fn DevicesPage() -> impl IntoView {
    let flash = take_flash();
    staff_page(
        "设备",
        async { port::<dyn Devices>()?.devices(&session()).await },
        move |page| view! { <Shown page flash/> },
    )
}

#[component]
fn Shown(page: DevicePage, flash: Flash) -> impl IntoView {
    let code = flash.value(CODE);
    let none = page.devices.is_empty();
    let lines = page.devices.into_iter().map(line).collect_view();
    view! {
        <p class="crumbs"><a href="/desk/staff">"工作人员"</a>" / 设备"</p>
        <h1>"设备"</h1>
        {flash.notice.clone().map(|notice| view! { <p class="notice ok" role="status">{notice}</p> })}
        <ErrorSummary problems=Signal::stored(flash.problems.clone())/>
        {(!code.is_empty()).then(|| view! { <Code code until=flash.value(CODE_UNTIL)/> })}
        <div class="case-grid">
            <section class="card" aria-labelledby="devices">
                <h2 id="devices">"自助机和大屏"</h2>
                {if none {
                    view! { <p class="muted">"还没有设备"</p> }.into_any()
                } else {
                    view! { <ul class="plain">{lines}</ul> }.into_any()
                }}
            </section>
            <NewDevice places=page.places.into_iter().map(|(code, name)| (code.to_string(), name)).collect() flash/>
        </div>
    }
}

/// The code to type in; it is nowhere else.
#[component]
fn Code(code: String, until: String) -> impl IntoView {
    view! {
        <section class="notice warn" role="status" aria-labelledby="code">
            <h2 id="code">"设备码，只显示这一次"</h2>
            <p><strong class="nowrap">{code}</strong></p>
            <p>{format!("请在 {until} 以前，在那台设备上打开 /device，输入这个设备码。")}</p>
        </section>
    }
}

fn mark(state: DeviceState) -> Mark {
    match state {
        DeviceState::InUse => Mark::Ok,
        DeviceState::Waiting | DeviceState::Lapsed => Mark::Warn,
        DeviceState::Revoked => Mark::Plain,
    }
}

fn line(device: DeviceLine) -> impl IntoView {
    let home = format!("/desk/staff/devices/{}", device.id);
    let seen = device.seen_at.map(|at| format!("，最近使用 {}", show_time(at)));
    let about = format!(
        "{}，{}{}",
        device.role.words(),
        device.place_name,
        seen.unwrap_or_default()
    );
    let revoked = device.state == DeviceState::Revoked;
    let name = device.name.clone();
    view! {
        <li class="row between">
            <div>
                <strong>{device.name}</strong>" "<Tag mark=mark(device.state) text=device.state.words()/>
                <br/>
                <span class="small muted">{about}</span>
            </div>
            <div class="row">
                <form method="post" action=format!("{home}/renew")>
                    <button class="btn quiet small" type="submit" aria-label=format!("重新发码：{name}")>"重新发码"</button>
                </form>
                {(!revoked).then(|| view! {
                    <form method="post" action=format!("{home}/revoke")>
                        <button class="btn quiet small" type="submit" aria-label=format!("停用：{name}")>"停用"</button>
                    </form>
                })}
            </div>
        </li>
    }
}

#[component]
fn NewDevice(places: Vec<(String, String)>, flash: Flash) -> impl IntoView {
    let error = |name: &str| Signal::stored(flash.error(name));
    let kinds = Role::ALL.into_iter().filter(|role| role.is_device());
    let rows = kinds.map(|role| ChoiceRow::new(role.as_str(), role.words())).collect();
    let chosen = Some(flash.value("kind")).filter(|kind| !kind.is_empty());
    view! {
        <section class="card" aria-labelledby="new-device">
            <h2 id="new-device">"增加设备"</h2>
            <form method="post" action="/desk/staff/devices" class="inputs">
                <p class="muted">"设备不是人：只能看公开的内容和本机所在的地点，看不到任何办件和个人信息。"</p>
                <Choices path="kind" label="设备种类" rows chosen=chosen.into_iter().collect() error=error("kind")/>
                <TextInput
                    path="name" label="设备名称" hint="例如：大厅一号机".to_owned()
                    value=flash.value("name") error=error("name")
                />
                <Select
                    path="place" label="所在地点" options=places blank="请选择地点".to_owned()
                    value=flash.value("place") error=error("place")
                />
                <p class="actions"><button class="btn" type="submit">"增加并发放设备码"</button></p>
            </form>
        </section>
    }
}
