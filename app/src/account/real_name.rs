//! The real-name step.

use leptos::prelude::*;

use super::next_address;
use crate::flash::take_flash;
use crate::ui::{ErrorSummary, FieldFrame, Page, described_by, input_id};

#[component]
pub fn RealNamePage() -> impl IntoView {
    let flash = take_flash();
    let next = next_address();
    let (name, number) = (flash.error("name"), flash.error("citizen_number"));
    let (typed_name, typed_number) = (flash.value("name"), flash.value("citizen_number"));
    let name_described = described_by("name", false, name.is_some());
    let number_described = described_by("citizen_number", true, number.is_some());
    view! {
        <Page title="实名认证">
            <h1>"实名认证"</h1>
            <p class="muted">"提交申请前要确认是您本人。姓名和号码加密保存，只用于办理您申请的事项。"</p>
            <ErrorSummary problems=Signal::stored(flash.problems.clone())/>
            <form method="post" action="/me/real-name" class="card narrow">
                <input type="hidden" name="next" value=next/>
                <FieldFrame path="name" label="姓名" error=name>
                    <input
                        id=input_id("name") name="name" autocomplete="name" required value=typed_name
                        aria-describedby=name_described
                    />
                </FieldFrame>
                <FieldFrame
                    path="citizen_number" label="身份证号码" error=number
                    hint=Some("18 位，末位可能是字母 X".to_owned())
                >
                    <input
                        id=input_id("citizen_number") name="citizen_number" autocomplete="off" maxlength="24"
                        required value=typed_number aria-describedby=number_described
                    />
                </FieldFrame>
                <p class="actions"><button class="btn" type="submit">"确认"</button></p>
            </form>
        </Page>
    }
}
