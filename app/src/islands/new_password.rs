//! The field for a new password, checked as it is left; the server checks the same.

use leptos::prelude::*;
use shared::staff::check_password;

use crate::islands::parts::{FieldFrame, described_by, input_id};

/// `login` and the rules decide; the old password is known to the server alone.
#[island]
pub fn NewPassword(login: String, error: Option<String>) -> impl IntoView {
    let said = RwSignal::new(error);
    let check = move |typed: String| {
        let wrong = check_password(&typed, &login, None).err().filter(|_| !typed.is_empty());
        said.set(wrong.map(|error| error.to_string()));
    };
    view! {
        <FieldFrame
            path="new" label="新密码" error=said
            hint="至少 10 个字符；请用几个不相干的词、数字和符号，不要含账号".to_owned()
        >
            <input
                id=input_id("new") name="new" type="password" autocomplete="new-password" required
                aria-describedby=move || described_by("new", true, said.read().is_some())
                aria-invalid=move || said.read().is_some().then_some("true")
                on:change=move |event| check(event_target_value(&event))
            />
        </FieldFrame>
    }
}
