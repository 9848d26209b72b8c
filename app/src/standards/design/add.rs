//! Adding: one field, or a group that most forms need.

use leptos::prelude::*;
use shared::standard::design::{Block, KINDS, Lists};

use super::tools::{Desk, named};
use crate::ui::{Select, TextInput};

/// Where something new goes: `page`, and `group` or `after` where they are known.
#[component]
pub fn Add(
    desk: Desk,
    page: String,
    #[prop(optional_no_strip)] group: Option<String>,
    #[prop(optional_no_strip)] after: Option<String>,
    lists: Lists,
    /// Where that is, in words: 在「性别」后面
    place: String,
) -> impl IntoView {
    let flash = desk.flash_of("add");
    let in_group = group.is_some();
    let simple = |name: &str| !matches!(name, "repeat" | "declaration");
    let mut kinds: Vec<(String, String)> = KINDS
        .iter()
        .filter(|(name, _)| !in_group || simple(name))
        .map(|(name, title)| ((*name).to_owned(), (*title).to_owned()))
        .collect();
    if !in_group {
        let materials = lists.materials.iter();
        kinds.extend(materials.map(|one| (format!("material:{}", one.value), format!("上传材料：{}", one.label))));
    }
    let where_ = || {
        let one = |name: &'static str, value: Option<String>| {
            value.map(|value| view! { <input type="hidden" name=name value=value/> })
        };
        view! {
            {desk.hidden()}
            <input type="hidden" name="page" value=page.clone()/>
            {one("group", group.clone())}
            {one("after", after.clone())}
        }
    };
    let blocks = (!in_group).then(|| {
        let buttons = Block::ALL
            .into_iter()
            .map(|block| {
                let full = format!("加入{}：{}", block.words(), block.what());
                view! {
                    <button class="btn quiet small" type="submit" name="block" value=block.as_str() aria-label=full title=block.what()>
                        {block.words()}
                    </button>
                }
            })
            .collect_view();
        view! {
            <form method="post" action=desk.action("edit") class="blocks" aria-label="加入常用的一组字段">
                {where_()}
                <input type="hidden" name="do" value="block"/>
                <p class="small muted">"或加入常用的一组："</p>
                <p class="tools">{buttons}</p>
            </form>
        }
    });
    view! {
        <section class="card">
            <h2>{format!("{place}加字段")}</h2>
            <form method="post" action=desk.action("edit") class="add-field">
                {where_()}
                <TextInput
                    path=named("label") label="名称（申请人看到的问题）" value=flash.value(&named("label"))
                    error=flash.error(&named("label"))
                />
                <Select
                    path=named("kind") label="类型" options=kinds value=flash.value(&named("kind"))
                    error=flash.error(&named("kind"))
                />
                <p class="actions"><button class="btn" type="submit" name="do" value="add">"增加字段"</button></p>
            </form>
            {blocks}
        </section>
    }
}
