//! The plain forms of applying and of one's own cases. Saving never judges; the next page tells what is wrong.

use app::backend::files::FileHome;
use app::backend::{Cases, Drafts, Files, ServiceError, Session};
use app::flash::Flash;
use axum::extract::{Multipart, Path, State};
use axum::http::header::USER_AGENT;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use axum::{Extension, Form, Json, Router};
use serde::Deserialize;
use shared::case::{CaseNo, Channel};
use shared::form::{Answers, FieldKind, FormSchema, check_page, from_pairs, take_page, visible_fields};
use shared::id::{DraftId, FileId};

use super::flash::{back, go, go_with};
use super::problem::wants_page;
use super::{Problem, Web};

type Pairs = Vec<(String, String)>;

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/apply/{item}/start", post(start))
        .route("/apply/{item}/{draft}/submit", post(submit))
        .route("/apply/{item}/{draft}/{page}", post(save).get(super::pages::page))
        .route("/apply/discard", post(discard))
        .route("/mine/{number}/supply", post(supply))
        .route("/mine/{number}/withdraw", post(withdraw))
}

/// Uploads have a limit of their own.
pub(super) fn uploads() -> Router<Web> {
    Router::new()
        .route("/apply/files/{draft}", post(upload))
        .route("/apply/files/{draft}/remove", post(remove))
        .route("/mine/{number}/files", post(upload_to_case))
        .route("/mine/{number}/files/remove", post(remove))
}

fn value<'a>(pairs: &'a Pairs, name: &str) -> &'a str {
    pairs
        .iter()
        .find(|(key, _)| key == name)
        .map_or("", |(_, value)| value.as_str())
}

fn sign_in(next: &str) -> Response {
    go(&format!("/me/sign-in?next={next}"))
}

fn flash_of(error: &ServiceError) -> Flash {
    match error {
        ServiceError::Invalid { problems } => Flash {
            problems: problems.clone(),
            ..Flash::default()
        },
        other => Flash {
            problems: vec![shared::problem::FieldProblem::new("", other.message(), other.fix())],
            ..Flash::default()
        },
    }
}

async fn start(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path(item): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let page = format!("/apply/{item}");
    let begun = async {
        let id = item.parse().map_err(|_| ServiceError::NotFound {
            what: "这个事项".into(),
        })?;
        let place = value(&pairs, "place").parse().ok();
        let mut answers = Answers::new();
        let form = web.services.published(&id).await?.form;
        let asked: Vec<_> = form
            .fields()
            .filter(|field| !matches!(field.kind, FieldKind::Declaration { .. }))
            .collect();
        from_pairs(&asked, &mut answers, &pairs);
        let draft = web.services.start(&session, &id, place.as_ref(), answers).await?;
        let first = form.pages.first().map(|page| page.id.to_string()).unwrap_or_default();
        Ok::<_, ServiceError>(format!("{page}/{draft}/{first}"))
    }
    .await;
    match begun {
        Ok(to) => go(&to),
        Err(ServiceError::NotSignedIn) => sign_in(&page),
        Err(error) => go_with(&page, &flash_of(&error)),
    }
}

async fn save(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path((item, draft, page)): Path<(String, String, String)>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let here = format!("/apply/{item}/{draft}/{page}");
    match save_page(&web, &session, &draft, &page, &pairs).await {
        Ok(Step::Stay) => go(&here),
        Ok(Step::Mend) => go(&format!("{here}?check=1")),
        Ok(Step::On(next)) => go(&format!("/apply/{item}/{draft}/{next}")),
        Err(ServiceError::NotSignedIn) => sign_in(&here),
        // What was typed comes back over what another device saved.
        Err(error) => back(&here, &error, "", pairs),
    }
}

enum Step {
    Stay,
    Mend,
    On(String),
}

async fn save_page(web: &Web, session: &Session, draft: &str, page: &str, pairs: &Pairs) -> Result<Step, ServiceError> {
    let id: DraftId = draft.parse().map_err(|_| ServiceError::NotFound {
        what: "这份草稿".into(),
    })?;
    let open = web.services.open(session, &id).await?;
    let this = open.form.page(page).ok_or_else(|| ServiceError::NotFound {
        what: "这一页".into()
    })?;
    let today = web.services.today();
    let mut answers = open.answers.clone();
    let before = visible_fields(&open.form, this, &answers, today).len();
    take_page(&open.form, this, &mut answers, pairs, today);
    let rearranged = rearrange(&open.form, &mut answers, pairs);
    let revision = value(pairs, "revision").parse().unwrap_or(open.revision);
    web.services.save(session, &id, revision, answers.clone()).await?;
    // An answer that brings up more questions on this page: show them before going on.
    let more = visible_fields(&open.form, this, &answers, today).len() > before;
    if rearranged {
        return Ok(Step::Stay);
    }
    let files: Vec<String> = open.files.iter().map(|file| file.path.clone()).collect();
    let wrong = check_page(&open.form, page, &answers, today)
        .into_iter()
        .any(|problem| !files.contains(&problem.path));
    if more || wrong {
        return Ok(Step::Mend);
    }
    let next = open
        .form
        .pages
        .iter()
        .skip_while(|one| one.id.as_str() != page)
        .skip(1)
        .find(|one| !visible_fields(&open.form, one, &answers, today).is_empty());
    Ok(Step::On(
        next.map_or_else(|| "review".to_owned(), |next| next.id.to_string()),
    ))
}

/// Adds an entry to a list or takes one out, when one of these buttons was pressed.
fn rearrange(form: &FormSchema, answers: &mut Answers, pairs: &Pairs) -> bool {
    let (add, remove) = (value(pairs, "add"), value(pairs, "remove"));
    let list_of = |path: &str| {
        let field = form.field_at(path)?;
        matches!(field.kind, FieldKind::Repeat { .. }).then(|| field.id.to_string())
    };
    if let Some(name) = list_of(add).filter(|_| !add.is_empty()) {
        let mut entries = answers
            .get(&name)
            .and_then(|list| list.as_array().cloned())
            .unwrap_or_default();
        if entries.is_empty() {
            entries.push(serde_json::json!({}));
        }
        entries.push(serde_json::json!({}));
        answers.put(&name, entries);
        return true;
    }
    let Some((name, index)) = remove.strip_suffix(']').and_then(|rest| rest.split_once('[')) else {
        return false;
    };
    let (Some(name), Ok(index)) = (list_of(name), index.parse::<usize>()) else {
        return false;
    };
    let mut entries = answers
        .get(&name)
        .and_then(|list| list.as_array().cloned())
        .unwrap_or_default();
    if index < entries.len() {
        entries.remove(index);
    }
    answers.put(&name, entries);
    true
}

#[derive(Deserialize)]
struct Discard {
    draft: String,
}

async fn discard(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Form(form): Form<Discard>,
) -> Response {
    let Ok(id) = form.draft.parse::<DraftId>() else {
        return go("/mine");
    };
    match web.services.discard(&session, &id).await {
        Ok(()) => go("/mine"),
        Err(ServiceError::NotSignedIn) => sign_in("/mine"),
        Err(error) => go_with("/mine", &flash_of(&error)),
    }
}

async fn submit(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    headers: HeaderMap,
    Path((item, draft)): Path<(String, String)>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let here = format!("/apply/{item}/{draft}/review");
    let Ok(id) = draft.parse::<DraftId>() else {
        return go("/mine");
    };
    match web
        .services
        .submit(&session, &id, value(&pairs, "key"), channel(&headers))
        .await
    {
        Ok(receipt) => go(&format!("/mine/{}/receipt", receipt.number)),
        Err(ServiceError::NotSignedIn) => sign_in(&here),
        Err(error) => go_with(&here, &flash_of(&error)),
    }
}

/// Phone or computer, by what the browser says of itself.
fn channel(headers: &HeaderMap) -> Channel {
    let agent = headers
        .get(USER_AGENT)
        .and_then(|agent| agent.to_str().ok())
        .unwrap_or_default();
    if agent.contains("Mobile") || agent.contains("Android") || agent.contains("iPhone") {
        Channel::Phone
    } else {
        Channel::Computer
    }
}

async fn supply(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path(number): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let Ok(number) = number.parse::<CaseNo>() else {
        return go("/mine");
    };
    let here = format!("/mine/{number}");
    let done = async {
        let case = web.services.view(&session, &number).await?;
        let asked: Vec<_> = case
            .form
            .fields()
            .filter(|field| {
                case.demands
                    .iter()
                    .filter_map(|demand| demand.path.as_deref())
                    .any(|path| path.split(['.', '[']).next() == Some(field.id.as_str()))
            })
            .collect();
        let mut changes = Answers::new();
        for field in &asked {
            if let Some(before) = case.answers.get(field.id.as_str()) {
                changes.put(field.id.as_str(), before.clone());
            }
        }
        from_pairs(&asked, &mut changes, &pairs);
        web.services
            .supply(&session, &number, changes, value(&pairs, "supply_note").to_owned())
            .await
    }
    .await;
    match done {
        Ok(()) => {
            let notice = Some("补正已提交，我们会尽快审查。".to_owned());
            go_with(
                &here,
                &Flash {
                    notice,
                    ..Flash::default()
                },
            )
        }
        Err(ServiceError::NotSignedIn) => sign_in(&here),
        Err(error) => back(&here, &error, "note", pairs),
    }
}

async fn withdraw(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path(number): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let Ok(number) = number.parse::<CaseNo>() else {
        return go("/mine");
    };
    let here = format!("/mine/{number}");
    match web
        .services
        .withdraw(&session, &number, value(&pairs, "reason").to_owned())
        .await
    {
        Ok(()) => go_with(
            &here,
            &Flash {
                notice: Some("申请已撤回。".to_owned()),
                ..Flash::default()
            },
        ),
        Err(ServiceError::NotSignedIn) => sign_in(&here),
        Err(error) => back(&here, &error, "reason", pairs),
    }
}

async fn upload(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    headers: HeaderMap,
    Path(draft): Path<String>,
    form: Multipart,
) -> Response {
    let Ok(id) = draft.parse::<DraftId>() else {
        return go("/mine");
    };
    put(&web, &session, FileHome::Draft(id), &headers, form).await
}

async fn upload_to_case(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    headers: HeaderMap,
    Path(number): Path<String>,
    form: Multipart,
) -> Response {
    let Ok(number) = number.parse::<CaseNo>() else {
        return go("/mine");
    };
    match web.services.view(&session, &number).await {
        Ok(case) => put(&web, &session, FileHome::Case(case.id), &headers, form).await,
        Err(ServiceError::NotSignedIn) => sign_in("/mine"),
        Err(error) => go_with("/mine", &flash_of(&error)),
    }
}

/// Takes the parts in the order our form sends them: path, page, then the file. A script gets the file as JSON or a
/// problem, a plain form goes back to its page.
async fn put(web: &Web, session: &Session, home: FileHome, headers: &HeaderMap, mut form: Multipart) -> Response {
    let (mut path, mut page) = (String::new(), "/mine".to_owned());
    let done = loop {
        let part = match form.next_field().await {
            Ok(Some(part)) => part,
            Ok(None) => break Err(no_file(&path)),
            Err(_) => break Err(too_large(&path)),
        };
        match part.name().unwrap_or_default() {
            "path" => path = part.text().await.unwrap_or_default(),
            "page" => page = part.text().await.unwrap_or_default(),
            "file" => {
                let name = part.file_name().unwrap_or_default().to_owned();
                break match part.bytes().await {
                    Ok(content) if content.is_empty() => Err(no_file(&path)),
                    Ok(content) => web.services.put(session, &home, &path, &name, content.to_vec()).await,
                    Err(_) => Err(too_large(&path)),
                };
            }
            _ => {}
        }
    };
    match done {
        Ok(file) if !wants_page(headers) => (StatusCode::CREATED, Json(file)).into_response(),
        Ok(_) => go(&page),
        Err(error) if !wants_page(headers) => Problem::from(error).into_response(),
        Err(ServiceError::NotSignedIn) => sign_in(&page),
        Err(error) => go_with(&page, &flash_of(&error)),
    }
}

fn too_large(path: &str) -> ServiceError {
    ServiceError::invalid(
        path,
        "文件太大或没有传完",
        "请用小于 20 MB 的图片或 PDF，网络不好时换个地方再试",
    )
}

fn no_file(path: &str) -> ServiceError {
    ServiceError::invalid(path, "还没有选择文件", "请先拍照或选择文件，再上传")
}

#[derive(Deserialize)]
struct Remove {
    file: String,
    #[serde(default)]
    page: String,
}

async fn remove(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    headers: HeaderMap,
    Form(form): Form<Remove>,
) -> Response {
    let done = match form.file.parse::<FileId>() {
        Ok(id) => web.services.remove(&session, &id).await,
        Err(_) => Err(ServiceError::NotFound {
            what: "这个文件".into(),
        }),
    };
    match done {
        Ok(()) if !wants_page(&headers) => StatusCode::NO_CONTENT.into_response(),
        Ok(()) => go(&form.page),
        Err(error) if !wants_page(&headers) => Problem::from(error).into_response(),
        Err(ServiceError::NotSignedIn) => sign_in(&form.page),
        Err(error) => go_with(&form.page, &flash_of(&error)),
    }
}
