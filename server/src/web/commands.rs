//! An act on a case by plain POST: read by the command's own form, its problems back at that form's inputs.

use app::acts::under;
use app::backend::ServiceError;
use shared::case::{Command, CommandKind};
use shared::form::{Answers, take_page};
use shared::time::Date;

use super::flash::{Pairs, value};
use super::posted::renamed;

/// The command that was handed in.
///
/// # Errors
/// Everything that is missing or wrong, at the inputs of its form.
pub(super) fn command_of(pairs: &Pairs, today: Date) -> Result<Command, ServiceError> {
    let kind = CommandKind::named(value(pairs, "act")).filter(|kind| !kind.row().own_page);
    let form = kind.and_then(|kind| Some((kind, kind.form("", &[], None)?)));
    let Some((kind, form)) = form else {
        return Err(ServiceError::Conflict {
            message: "不认识这个操作".into(),
            fix: "请刷新页面后重试".into(),
        });
    };
    let under = under(kind);
    let own: Vec<(String, String)> = pairs
        .iter()
        .filter_map(|(name, text)| Some((name.strip_prefix(&under)?.to_owned(), text.clone())))
        .collect();
    let mut answers = Answers::new();
    for page in &form.pages {
        take_page(&form, page, &mut answers, &own, today);
    }
    Ok(kind.read(&answers, today)?)
}

/// Problems at the inputs of the act that was tried.
pub(super) fn at_inputs(error: ServiceError, pairs: &Pairs) -> ServiceError {
    let Some(kind) = CommandKind::named(value(pairs, "act")) else {
        return error;
    };
    renamed(error, |path| {
        (!path.is_empty()).then(|| format!("{}{path}", under(kind)))
    })
}
