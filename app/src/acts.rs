//! The forms of the acts that are open on a case, each made from the command's own form: for the desk and for applicants.

use leptos::prelude::*;
use shared::case::{CommandKind, Offer, Shape, Wish};
use shared::form::{Answers, Choice, FormSchema, take_page};
use shared::time::{Date, Day};

use crate::apply::Fields;
use crate::flash::Flash;
use crate::islands::live::CheckForm;

/// Before the names of an act's inputs: several acts on one page ask for a reason.
#[must_use]
pub fn under(kind: CommandKind) -> String {
    format!("{}-", kind.row().name)
}

/// One act: what it asks for, and its button.
#[component]
pub fn ActForm(
    offer: Offer,
    /// Where it is sent.
    to: String,
    /// What the page sends along.
    along: Vec<(&'static str, String)>,
    colleagues: Vec<Choice>,
    /// How the applicant chose to get the result.
    #[prop(optional_no_strip)]
    wish: Option<Wish>,
    today: Date,
    flash: Flash,
    #[prop(default = "btn quiet")] button: &'static str,
) -> impl IntoView {
    let (kind, row) = (offer.action, offer.action.row());
    let Some(form) = kind.form(&under(kind), &colleagues, wish) else {
        return ().into_any();
    };
    if colleagues.is_empty() && row.asks.iter().any(|ask| ask.shape == Shape::Colleague) {
        return view! { <p class="muted">"现在没有别的同事能承办这件办件"</p> }.into_any();
    }
    let tried = flash.value("act") == row.name;
    let flash = if tried { flash } else { Flash::default() };
    let hint = (!row.hint.is_empty()).then(|| view! { <p class="muted">{row.hint}</p> });
    let chosen = wish.filter(|_| kind == CommandKind::Close).map(|wish| {
        view! { <p class="notice">"申请人选的送达方式："<strong>{wish.words()}</strong></p> }
    });
    let along = along
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    let id = format!("act-{}", row.name);
    let press = row.press.map_or(offer.label, str::to_owned);
    let asks = !row.asks.is_empty();
    let check = asks.then(|| view! { <CheckForm id=id.clone() form=form.clone() today=Day(today)/> });
    let answers = typed(&form, &flash, today);
    let names = form.fields().map(|field| field.id.to_string()).collect();
    view! {
        <form method="post" action=to class="inputs" id=id>
            <input type="hidden" name="act" value=row.name/>
            {along}
            {hint}
            {chosen}
            <Fields form names answers problems=flash.problems places=Vec::new() today/>
            <p class="actions"><button class=button type="submit">{press}</button></p>
        </form>
        {check}
    }
    .into_any()
}

/// What came back to the form.
fn typed(form: &FormSchema, flash: &Flash, today: Date) -> Answers {
    let mut answers = Answers::new();
    for page in &form.pages {
        take_page(form, page, &mut answers, &flash.values, today);
    }
    answers
}
