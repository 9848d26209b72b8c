//! What may be done to an account, each as a form of its own.

use leptos::prelude::*;
use shared::id::AccountId;

use super::fields::AccountFields;
use crate::backend::desk::Colleague;
use crate::backend::staff::{StaffAccount, StaffLine};
use crate::flash::Flash;
use crate::ui::Select;

/// What the names of inputs begin with that say how it was.
pub const WAS: &str = "was.";

/// Which form the message is about.
pub fn of_form(flash: &Flash, form: &str) -> Flash {
    if flash.value("form") == form {
        flash.clone()
    } else {
        Flash::default()
    }
}

/// Who carries on what the account holds.
#[component]
fn Successor(cases: u32, successors: Vec<Colleague>, flash: Flash) -> impl IntoView {
    let none = successors.is_empty();
    let options = successors
        .into_iter()
        .map(|one| (one.id.to_string(), format!("{}（{}）", one.name, one.title)))
        .collect();
    (cases > 0).then(|| {
        if none {
            view! {
                <p class="notice warn">
                    {format!("名下还有 {cases} 件没办结的办件，本单位没有别人能接着办。请先开通一个能接办的账号，或者请负责人改派这些办件。")}
                </p>
            }
            .into_any()
        } else {
            view! {
                <Select
                    path="successor" label="由谁接着办" blank="请选择接办的同事".to_owned() options
                    hint=format!("名下还有 {cases} 件没办结的办件，会一起移交")
                    value=flash.value("successor") error=Signal::stored(flash.error("successor"))
                />
            }
            .into_any()
        }
    })
}

/// What stands in the form as it comes, before anybody types: so that two who change an account undo nothing.
fn was(line: &StaffLine) -> impl IntoView + use<> {
    let department = line.department.as_ref().map(ToString::to_string);
    let territory = line.territory.as_ref().map(ToString::to_string);
    let inputs = [
        ("name", line.name.clone()),
        ("role", line.role.as_str().to_owned()),
        ("territory", territory.unwrap_or_default()),
        ("department", department.unwrap_or_default()),
    ];
    inputs
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=format!("{WAS}{name}") value=value/> })
        .collect_view()
}

#[component]
pub fn ChangeForm(account: StaffAccount, flash: Flash) -> impl IntoView {
    let flash = of_form(&flash, "change");
    let open = !flash.values.is_empty();
    let id = account.line.id.clone();
    view! {
        <details class="act" open=open>
            <summary>"修改姓名或岗位"</summary>
            <form method="post" action=format!("/desk/staff/{id}/change") class="inputs">
                <input type="hidden" name="form" value="change"/>
                {was(&account.line)}
                <AccountFields choices=account.choices flash=flash.clone() line=Some(account.line)/>
                {(account.open_cases > 0).then(|| view! {
                    <p class="muted small">"只改姓名，不用选接办的人；调整岗位时要选。"</p>
                })}
                <Successor cases=account.open_cases successors=account.successors flash/>
                <p class="actions"><button class="btn" type="submit">"保存"</button></p>
            </form>
        </details>
    }
}

#[component]
pub fn ResetForm(id: AccountId) -> impl IntoView {
    view! {
        <details class="act">
            <summary>"重置密码"</summary>
            <form method="post" action=format!("/desk/staff/{id}/reset") class="inputs">
                <p class="muted">"生成一个新的初始密码，只显示一次。本人已登录的设备会全部退出，再登录时要先设置自己的密码。"</p>
                <p class="actions"><button class="btn quiet" type="submit">"重置密码"</button></p>
            </form>
        </details>
    }
}

#[component]
pub fn CloseForm(account: StaffAccount, flash: Flash) -> impl IntoView {
    let flash = of_form(&flash, "close");
    let open = !flash.values.is_empty();
    let id = account.line.id;
    let stuck = account.open_cases > 0 && account.successors.is_empty();
    view! {
        <details class="act" open=open>
            <summary>"停用账号"</summary>
            <form method="post" action=format!("/desk/staff/{id}/close") class="inputs">
                <input type="hidden" name="form" value="close"/>
                <p class="muted">"停用后立即退出所有设备，不能再登录。办理记录保留，以后可以重新启用。"</p>
                <Successor cases=account.open_cases successors=account.successors flash/>
                {(!stuck).then(|| view! {
                    <p class="actions"><button class="btn danger" type="submit">"停用"</button></p>
                })}
            </form>
        </details>
    }
}

#[component]
pub fn ReopenForm(id: AccountId) -> impl IntoView {
    view! {
        <details class="act primary" open>
            <summary>"重新启用"</summary>
            <form method="post" action=format!("/desk/staff/{id}/reopen") class="inputs">
                <p class="muted">"启用时生成一个新的初始密码，只显示一次。"</p>
                <p class="actions"><button class="btn" type="submit">"重新启用"</button></p>
            </form>
        </details>
    }
}
