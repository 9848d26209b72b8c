//! The posts of an account: a list, and the forms that give and end them.

use leptos::prelude::*;
use shared::access::Role;
use shared::id::AccountId;
use shared::staff::LONGEST_SUBSTITUTION;

use super::acts::of_form;
use crate::backend::staff::{PostState, StaffAccount, StaffChoices, StaffPost};
use crate::flash::Flash;
use crate::ui::{Mark, Select, Tag, TextInput};

fn mark(state: PostState) -> Mark {
    match state {
        PostState::Now => Mark::Ok,
        PostState::Later => Mark::Warn,
        PostState::Over => Mark::Plain,
    }
}

#[component]
pub fn Posts(id: AccountId, posts: Vec<StaffPost>) -> impl IntoView {
    let lines = posts.into_iter().map(|post| line(&id, post)).collect_view();
    view! {
        <section class="card" aria-labelledby="posts">
            <h2 id="posts">"岗位和期限"</h2>
            <ul class="plain">{lines}</ul>
        </section>
    }
}

fn line(id: &AccountId, post: StaffPost) -> impl IntoView + use<> {
    let action = format!("/desk/staff/{id}/posts/end");
    let instead = post.instead_of.map(|(name, reason)| format!("代{name}（{reason}）"));
    let kind = if post.main { Some("主要岗位") } else { None };
    let notes: Vec<String> = [kind.map(str::to_owned), instead].into_iter().flatten().collect();
    let (name, value) = (post.title.clone(), post.id.to_string());
    view! {
        <li class="row between">
            <div>
                <strong>{post.title}</strong>" "<Tag mark=mark(post.state) text=post.state.words()/>
                <br/>
                <span class="small muted">{format!("{}，{}", post.office, post.term.words())}</span>
                {(!notes.is_empty()).then(|| view! { <br/><span class="small muted">{notes.join("，")}</span> })}
            </div>
            {post.may_end.then(|| view! {
                <form method="post" action=action>
                    <input type="hidden" name="post" value=value/>
                    <button class="btn quiet small" type="submit" aria-label=format!("结束岗位：{name}")>"结束"</button>
                </form>
            })}
        </li>
    }
}

fn of(list: Vec<(impl ToString, String)>) -> Vec<(String, String)> {
    list.into_iter()
        .map(|(value, label)| (value.to_string(), label))
        .collect()
}

/// First and last day.
fn days(flash: &Flash, until_hint: String, until_required: bool) -> impl IntoView + use<> {
    view! {
        <TextInput
            path="from" label="开始日期" kind="date"
            value=flash.value("from") error=Signal::stored(flash.error("from"))
        />
        <TextInput
            path="until" label="结束日期" kind="date" hint=until_hint required=until_required
            value=flash.value("until") error=Signal::stored(flash.error("until"))
        />
    }
}

#[component]
pub fn AddPostForm(id: AccountId, choices: StaffChoices, flash: Flash) -> impl IntoView {
    let flash = of_form(&flash, "add-post");
    let open = !flash.values.is_empty();
    let with_departments = choices.roles.iter().any(|role| role.needs_department());
    let roles = choices.roles.iter().map(|role| (role.as_str(), titled(*role)));
    let error = |name: &str| Signal::stored(flash.error(name));
    view! {
        <details class="act" open=open>
            <summary>"增加岗位"</summary>
            <form method="post" action=format!("/desk/staff/{id}/posts") class="inputs">
                <input type="hidden" name="form" value="add-post"/>
                <p class="muted">"除了主要岗位，再给一个岗位。本人登录时选择以哪个岗位办理，也可以随时换。"</p>
                <Select
                    path="role" label="岗位" options=of(roles.collect()) blank="请选择岗位".to_owned()
                    value=flash.value("role") error=error("role")
                />
                <Select
                    path="territory" label="工作地点" options=of(choices.places) blank="请选择地点".to_owned()
                    value=flash.value("territory") error=error("territory")
                />
                {with_departments.then(|| view! {
                    <Select
                        path="department" label="所属部门" options=of(choices.departments.clone())
                        blank="不属于某个部门".to_owned() required=false
                        value=flash.value("department") error=error("department")
                    />
                })}
                {days(&flash, "不填就一直有效，直到结束它".to_owned(), false)}
                <p class="actions"><button class="btn" type="submit">"增加"</button></p>
            </form>
        </details>
    }
}

fn titled(role: Role) -> String {
    let (title, tier) = (role.words(), role.tier().words());
    match title.starts_with(tier) {
        true => title.to_owned(),
        false => format!("{title}（{tier}）"),
    }
}

#[component]
pub fn SubstituteForm(account: StaffAccount, flash: Flash) -> impl IntoView {
    let flash = of_form(&flash, "substitute");
    let open = !flash.values.is_empty();
    let id = account.line.id;
    let error = |name: &str| Signal::stored(flash.error(name));
    let none = account.stand_ins.is_empty();
    view! {
        <details class="act" open=open>
            <summary>"安排代理"</summary>
            {if none {
                view! { <p class="muted">"同一单位里没有您能安排代理的岗位。"</p> }.into_any()
            } else {
                view! {
                    <form method="post" action=format!("/desk/staff/{id}/substitute") class="inputs">
                        <input type="hidden" name="form" value="substitute"/>
                        <p class="muted">{format!("让{}在同事离岗期间代为办理。办件记录里写明“代某某”。", account.line.name)}</p>
                        <Select
                            path="post" label="代理谁的岗位" options=of(account.stand_ins) blank="请选择".to_owned()
                            value=flash.value("post") error=error("post")
                        />
                        {days(&flash, format!("最多 {LONGEST_SUBSTITUTION} 天，可以提前结束"), true)}
                        <TextInput
                            path="reason" label="原因" hint="例如：年休假".to_owned()
                            value=flash.value("reason") error=error("reason")
                        />
                        <p class="actions"><button class="btn" type="submit">"安排代理"</button></p>
                    </form>
                }.into_any()
            }}
        </details>
    }
}
