//! A workbook on its way in: the upload, how far it is, what it would do, what became of it.

use leptos::prelude::*;
use shared::powers::KeptList;
use shared::time::show_time;

use super::history::Changes;
use crate::backend::workbooks::{CellProblem, ImportPart, ImportState, ImportView, PlannedRow};
use crate::backend::{Workbooks, port, session};
use crate::flash::{Flash, take_flash};
use crate::ui::address::{page_given, part, query, read};
use crate::ui::{ErrorSummary, FieldFrame, Mark, Pagination, Tag, input_id, staff_page};

fn home(list: KeptList) -> &'static str {
    match list {
        KeptList::Powers => "/desk/powers",
        KeptList::Entries => "/desk/entries",
        KeptList::Staff => "/desk/staff",
    }
}

#[component]
pub fn PowersUpload() -> impl IntoView {
    view! { <UploadPage list=KeptList::Powers/> }
}

#[component]
pub fn EntriesUpload() -> impl IntoView {
    view! { <UploadPage list=KeptList::Entries/> }
}

#[component]
pub fn PowersImport() -> impl IntoView {
    view! { <ImportPage list=KeptList::Powers/> }
}

#[component]
pub fn EntriesImport() -> impl IntoView {
    view! { <ImportPage list=KeptList::Entries/> }
}

#[component]
pub fn StaffUpload() -> impl IntoView {
    view! { <UploadPage list=KeptList::Staff/> }
}

#[component]
pub fn StaffImport() -> impl IntoView {
    view! { <ImportPage list=KeptList::Staff/> }
}

#[component]
fn UploadPage(list: KeptList) -> impl IntoView {
    let flash = take_flash();
    staff_page(
        format!("用表格导入{}", list.words()),
        async move { port::<dyn Workbooks>()?.may_import(&session(), list).await },
        move |()| view! { <UploadForm list flash/> },
    )
}

#[component]
fn UploadForm(list: KeptList, flash: Flash) -> impl IntoView {
    let home = home(list);
    let error = Signal::stored(flash.error("file"));
    view! {
        <p class="crumbs"><a href=home>{list.words()}</a>" / 用表格导入"</p>
        <h1>{format!("用表格导入{}", list.words())}</h1>
        <ErrorSummary problems=Signal::stored(flash.problems)/>
        <ol class="steps">
            <li>
                <a href=format!("{home}/template.xlsx") rel="external">"下载模板"</a>
                "，或者"
                <a href=format!("{home}/export.xlsx") rel="external">{format!("导出现有的{}", list.words())}</a>
                "在上面改。"
            </li>
            <li>"填好后在这里上传。先检查，告诉您会新增、修改、取消什么；这时什么都不会写入。"</li>
            <li>"您确认后一次写入。有一处错误就都不写入，每处错误都会指明工作表、行和列。"</li>
        </ol>
        <form method="post" action=format!("{home}/import") enctype="multipart/form-data" class="inputs upload">
            // Closing an account asks who takes over: no account is closed by being left out of a sheet.
            {(list != KeptList::Staff).then(|| view! {
            <FieldFrame path="whole" label="表格的范围" group=true required=false>
                <div class="choices">
                    <label for="whole">
                        <input id="whole" type="checkbox" name="whole" value="on"/>
                        <span>
                            "这是完整清单，未列出的取消"
                            <span class="hint">"不勾选时，表里没有的保持不变"</span>
                        </span>
                    </label>
                </div>
            </FieldFrame>
            })}
            <FieldFrame path="file" label="表格文件" hint="只收 .xlsx，不超过 20 MB，一次最多 20,000 行".to_owned() error>
                <input
                    id=input_id("file") type="file" name="file" required
                    accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                    aria-describedby="f-file-hint"
                />
            </FieldFrame>
            <p class="actions">
                <button class="btn" type="submit">"上传并检查"</button>
                <a class="btn quiet" href=home>"返回清单"</a>
            </p>
        </form>
    }
}

#[component]
fn ImportPage(list: KeptList) -> impl IntoView {
    let flash = take_flash();
    let (job, query) = (part("job"), query());
    let import = async move {
        let part: Option<ImportPart> = read(&query, "part");
        let workbooks = port::<dyn Workbooks>()?;
        workbooks.import(&session(), list, &job, part, page_given(&query)).await
    };
    staff_page(
        format!("导入{}", list.words()),
        import,
        move |view| view! { <Shown view flash/> },
    )
}

/// The page looks again by itself, also without script, until there is something to decide.
fn look_again() {
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.insert_header(http::header::REFRESH, http::HeaderValue::from_static("2"));
    }
}

fn mark(state: ImportState) -> Mark {
    match state {
        ImportState::Waiting | ImportState::Applying => Mark::Sea,
        ImportState::Ready | ImportState::Stale => Mark::Warn,
        ImportState::Applied => Mark::Ok,
        ImportState::Wrong | ImportState::Failed => Mark::Bad,
    }
}

#[component]
fn Shown(view: ImportView, flash: Flash) -> impl IntoView {
    let home = home(view.list);
    let here = format!("{home}/import/{}", view.id);
    let state = view.state;
    if state.moves() {
        look_again();
    }
    view! {
        <p class="crumbs"><a href=home>{view.list.words()}</a>" / "<a href=format!("{home}/import")>"用表格导入"</a></p>
        <h1>{view.file_name.clone()}</h1>
        <p class="tags">
            <Tag mark=mark(state) text=state.words()/>
            {view.whole.then(|| view! { <Tag text="完整清单"/> })}
            <span class="muted small">{format!("{} · {}", view.by, show_time(view.created_at))}</span>
        </p>
        <ErrorSummary problems=Signal::stored(flash.problems)/>
        {match state {
            ImportState::Waiting => view! { <Progress done=view.rows_done total=view.rows_total/> }.into_any(),
            ImportState::Applying => view! {
                <p class="notice" role="status">"正在写入，几秒后会自己显示结果，您也可以先去做别的。"</p>
            }.into_any(),
            ImportState::Failed => view! {
                <p class="notice bad" role="status">"没有读完，清单没有变化。请只留需要的行、列和工作表，另存后重新上传；一直不行，请联系系统管理员。"</p>
                <p><a class="btn" href=format!("{home}/import")>"重新上传"</a></p>
            }.into_any(),
            _ => view! { <Preview view here/> }.into_any(),
        }}
    }
}

#[component]
fn Progress(done: u32, total: u32) -> impl IntoView {
    let words = if total == 0 {
        "正在打开文件…".to_owned()
    } else {
        format!("已检查 {done} 行，共 {total} 行")
    };
    view! {
        <div role="status">
            <label for="rows">{words}</label>
            <progress id="rows" class="rows" max=total.max(1).to_string() value=done.to_string()></progress>
        </div>
        <p class="muted">"检查完会自己显示结果，您也可以先去做别的。"</p>
    }
}

#[component]
fn Preview(view: ImportView, here: String) -> impl IntoView {
    let (home, list) = (home(view.list), view.list);
    let here_again = here.clone();
    let (counts, part, state) = (view.counts, view.part, view.state);
    let unchanged = counts.unchanged;
    let figures = ImportPart::ALL
        .into_iter()
        .map(|one| {
            let count = one.count(&counts);
            let bad = one == ImportPart::Problem || one == ImportPart::Removed;
            view! {
                <a
                    class=(bad && count > 0).then_some("bad") href=format!("{here}?part={}", one.as_str())
                    aria-current=(one == part).then_some("true")
                >
                    <b>{count.to_string()}</b><span class="muted">{one.words()}</span>
                </a>
            }
        })
        .collect_view();
    let nothing = counts.added + counts.changed + counts.removed == 0;
    let said = match state {
        ImportState::Wrong => Some(format!(
            "表格里有 {} 处错误，没有写入任何内容。请按下面的位置改好，重新上传。",
            counts.problems
        )),
        ImportState::Stale => {
            Some("您看过预览之后，清单有了别的修改，没有写入任何内容。请重新上传，再看一次预览。".to_owned())
        }
        ImportState::Applied => Some("已经全部写入。".to_owned()),
        ImportState::Ready if nothing => Some("表格与清单一致，没有要写入的内容。".to_owned()),
        _ => None,
    };
    let tone = if state == ImportState::Applied {
        "notice ok"
    } else {
        "notice warn"
    };
    let (page, pages) = (view.page, view.pages);
    let links = here.clone();
    let notes = view
        .notes
        .into_iter()
        .map(|note| view! { <p class="notice">{note}</p> })
        .collect_view();
    let others = view
        .others
        .into_iter()
        .map(|(part, rows)| {
            let (shown, all) = (rows.len(), part.count(&counts));
            let more = (usize::try_from(all).is_ok_and(|all| all > shown)).then(|| {
                view! { <p><a href=format!("{here}?part={}", part.as_str())>{format!("查看全部 {all} 项{}", part.words())}</a></p> }
            });
            view! {
                <section>
                    <h2>{part.words()}</h2>
                    <Rows rows part/>
                    {more}
                </section>
            }
        })
        .collect_view();
    let again = matches!(state, ImportState::Wrong | ImportState::Stale);
    let ready = state == ImportState::Ready && !nothing;
    view! {
        {said.map(|said| view! { <p class=tone role="status">{said}</p> })}
        {notes}
        <div class="kpi">
            {figures}
            <div><b>{unchanged.to_string()}</b><span class="muted">"没有变化"</span></div>
        </div>
        {ready.then(|| view! {
            <form method="post" action=format!("{here}/apply")>
                <p class="actions">
                    <button class="btn" type="submit">{apply_words(&counts)}</button>
                    <a class="btn quiet" href=home>"不写入，返回清单"</a>
                </p>
            </form>
        })}
        {again.then(|| view! { <p><a class="btn" href=format!("{home}/import")>"重新上传"</a></p> })}
        {(state == ImportState::Applied && list == KeptList::Staff && counts.added > 0).then(|| view! {
            <section class="card">
                <h2>"发放初始密码"</h2>
                <p>"下载一张表，每个新开通的账号一个初始密码，请分别交给本人；本人登录后要先设置自己的密码。每下载一次都会换一批新的，先前下载的就不能用了。"</p>
                <form method="post" action=format!("{here_again}/passwords")>
                    <p class="actions"><button class="btn" type="submit">"下载初始密码表"</button></p>
                </form>
            </section>
        })}
        {(state == ImportState::Applied).then(|| view! { <p><a class="btn quiet" href=home>"查看清单"</a></p> })}
        <section>
            <h2>{part.words()}</h2>
            {match part {
                ImportPart::Problem => view! { <Problems problems=view.problems/> }.into_any(),
                _ => view! { <Rows rows=view.rows part/> }.into_any(),
            }}
        </section>
        <Pagination page pages address=move |page| format!("{links}?part={}&page={page}", part.as_str())/>
        {others}
    }
}

/// 写入：新增 3 项，修改 2 项
fn apply_words(counts: &crate::backend::workbooks::ImportCounts) -> String {
    let parts: Vec<String> = [ImportPart::Added, ImportPart::Changed, ImportPart::Removed]
        .into_iter()
        .filter(|part| part.count(counts) > 0)
        .map(|part| format!("{} {} 项", part.words(), part.count(counts)))
        .collect();
    format!("确认写入：{}", parts.join("，"))
}

#[component]
fn Problems(problems: Vec<CellProblem>) -> impl IntoView {
    if problems.is_empty() {
        return view! { <p class="muted">"没有错误"</p> }.into_any();
    }
    let rows = problems
        .into_iter()
        .map(|one| {
            view! {
                <tr>
                    <td class="d">{format!("{} 第 {} 行 {} 列", one.place.sheet, one.place.row, one.place.column)}</td>
                    <td data-label="列名">{one.label}</td>
                    <td data-label="问题">{one.message}</td>
                    <td data-label="怎么改">{one.fix}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="cards">
            <caption class="visually-hidden">"错误列表"</caption>
            <thead>
                <tr>
                    <th scope="col">"位置"</th>
                    <th scope="col">"列名"</th>
                    <th scope="col">"问题"</th>
                    <th scope="col">"怎么改"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

#[component]
fn Rows(rows: Vec<PlannedRow>, part: ImportPart) -> impl IntoView {
    if rows.is_empty() {
        return view! { <p class="muted">{format!("没有{}的", part.words())}</p> }.into_any();
    }
    let removed = part == ImportPart::Removed;
    let rows = rows
        .into_iter()
        .map(|row| {
            let place = row.place.map(|place| format!("{} 第 {} 行", place.sheet, place.row));
            view! {
                <tr>
                    <td>{row.name}" "<span class="small muted nowrap">{row.id}</span></td>
                    {(!removed).then(|| view! {
                        <td data-label="位置">{place}</td>
                        <td data-label="内容"><Changes changes=row.changes/></td>
                    })}
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="cards">
            <caption class="visually-hidden">{part.words()}</caption>
            <thead>
                <tr>
                    <th scope="col">"名称"</th>
                    {(!removed).then(|| view! { <th scope="col">"位置"</th> <th scope="col">"内容"</th> })}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
