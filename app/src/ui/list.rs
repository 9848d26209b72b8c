//! A staff page with a list: what narrows it, its table with the columns said once, how many, the pages. All of it is in
//! the address.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::time::Date;

use super::address::given;
use super::{EmptyState, ErrorSummary};
use crate::flash::Flash;

/// The page's parts in their order; the table comes as [`table`] makes it, its pages as the children.
#[component]
pub fn ListPage(
    #[prop(into)] title: String,
    /// The way back to what lies above.
    #[prop(optional, into)]
    crumbs: Option<AnyView>,
    /// What can be done besides.
    #[prop(optional, into)]
    acts: Option<AnyView>,
    #[prop(optional, into)] intro: Option<AnyView>,
    /// What the last act has to say.
    #[prop(optional)]
    flash: Flash,
    /// Figures or tabs above what narrows the list.
    #[prop(optional, into)]
    above: Option<AnyView>,
    #[prop(optional)] filters: Option<Filters>,
    #[prop(optional, into)] count: Option<String>,
    children: Children,
) -> impl IntoView {
    let head = match acts {
        Some(acts) => view! { <div class="row between"><h1>{title}</h1><p class="row">{acts}</p></div> }.into_any(),
        None => view! { <h1>{title}</h1> }.into_any(),
    };
    view! {
        {crumbs.map(|crumbs| view! { <p class="crumbs">{crumbs}</p> })}
        {head}
        {intro.map(|intro| view! { <p class="muted">{intro}</p> })}
        <Said flash/>
        {above}
        {filters.map(Filters::into_view)}
        {count.map(|count| view! { <p class="muted" role="status">{count}</p> })}
        {children()}
    }
}

/// What the last act has to say.
#[component]
pub fn Said(flash: Flash) -> impl IntoView {
    view! {
        {flash.notice.map(|notice| view! { <p class="notice ok" role="status">{notice}</p> })}
        <ErrorSummary problems=Signal::stored(flash.problems)/>
    }
}

/// The form that narrows a list. It sends everything in the address, and shows what the address says.
pub struct Filters {
    path: String,
    label: &'static str,
    method: &'static str,
    query: ParamsMap,
    inputs: Vec<AnyView>,
}

/// What is wrong with two days; none while nothing is, or they are not there.
fn wrong_days(from: &str, to: &str) -> Option<&'static str> {
    let read = |text: &str| (!text.is_empty()).then(|| text.parse::<Date>());
    match (read(from), read(to)) {
        (Some(Err(_)), _) => Some("“从”不是日期，下面没有按日期筛选。请重新选择"),
        (_, Some(Err(_))) => Some("“到”不是日期，下面没有按日期筛选。请重新选择"),
        (Some(Ok(from)), Some(Ok(to))) if from > to => Some("“到”比“从”早，下面是这两天之间的"),
        _ => None,
    }
}

impl Filters {
    #[must_use]
    pub fn new(path: impl Into<String>, label: &'static str, query: &ParamsMap) -> Self {
        Self {
            path: path.into(),
            label,
            method: "get",
            query: query.clone(),
            inputs: Vec::new(),
        }
    }

    /// Sent by POST, for what must not stand in an address; the answer leads to the rest of it.
    #[must_use]
    pub fn posted(self) -> Self {
        Self { method: "post", ..self }
    }

    fn said(&self, name: &str) -> String {
        given(&self.query, name).unwrap_or_default()
    }

    /// Any other input.
    #[must_use]
    pub fn with(mut self, input: impl IntoView + 'static) -> Self {
        self.inputs.push(input.into_any());
        self
    }

    /// Words to look for, in an input as wide as there is room.
    #[must_use]
    pub fn search(self, label: &'static str) -> Self {
        let text = self.said("text");
        self.with(view! {
            <div class="grow">
                <label for="q-text">{label}</label>
                <input id="q-text" name="text" type="search" value=text/>
            </div>
        })
    }

    /// From one day to another; what is wrong with them is told.
    #[must_use]
    pub fn days(self) -> Self {
        let wrong = wrong_days(&self.said("from"), &self.said("to"));
        let days = self.line("from", "从", "date").line("to", "到", "date");
        match wrong {
            Some(words) => {
                days.with(view! { <div class="field has-error"><p class="error" role="alert">{words}</p></div> })
            }
            None => days,
        }
    }

    /// One line: a `search` or a `date`.
    #[must_use]
    pub fn line(self, name: &'static str, label: &'static str, kind: &'static str) -> Self {
        let (id, text) = (format!("q-{name}"), self.said(name));
        self.with(view! {
            <div>
                <label for=id.clone()>{label}</label>
                <input id=id name=name type=kind value=text/>
            </div>
        })
    }

    /// One of many, when there are any; `all` stands for none of them.
    #[must_use]
    pub fn pick<V: ToString, W: ToString>(
        self,
        name: &'static str,
        label: &'static str,
        all: &'static str,
        options: impl IntoIterator<Item = (V, W)>,
    ) -> Self {
        let chosen = given(&self.query, name);
        let options: Vec<(String, String)> = options
            .into_iter()
            .map(|(value, words)| (value.to_string(), words.to_string()))
            .collect();
        if options.is_empty() {
            return self;
        }
        self.with(view! { <Pick name label all options chosen/> })
    }

    #[must_use]
    pub fn tick(self, name: &'static str, words: &'static str) -> Self {
        let on = !self.said(name).is_empty();
        self.with(view! { <div><label><input type="checkbox" name=name value="on" checked=on/>{format!(" {words}")}</label></div> })
    }

    /// What the address says and the form does not ask.
    #[must_use]
    pub fn keep(self, name: &'static str) -> Self {
        match given(&self.query, name) {
            Some(value) => self.with(view! { <input type="hidden" name=name value=value/> }),
            None => self,
        }
    }

    fn into_view(self) -> impl IntoView {
        let path = self.path.clone();
        view! {
            <form method=self.method action=path class="filters" role="search" aria-label=self.label>
                {self.inputs}
                <button class="btn small" type="submit">"筛选"</button>
                <a class="btn quiet small" href=self.path>"清除"</a>
            </form>
        }
    }
}

/// One list to pick from.
#[component]
pub fn Pick(
    name: &'static str,
    label: &'static str,
    all: &'static str,
    options: Vec<(String, String)>,
    chosen: Option<String>,
) -> impl IntoView {
    let id = format!("q-{name}");
    let options = options
        .into_iter()
        .map(|(value, words)| {
            let selected = chosen.as_ref() == Some(&value);
            view! { <option value=value selected=selected>{words}</option> }
        })
        .collect_view();
    view! {
        <div>
            <label for=id.clone()>{label}</label>
            <select id=id name=name><option value="">{all}</option>{options}</select>
        </div>
    }
}

/// A column, said once: its head, how wide it is, what it shows of a row.
pub struct Column<R> {
    head: &'static str,
    class: Option<&'static str>,
    hidden: bool,
    cell: Box<dyn Fn(&R) -> AnyView>,
}

impl<R> Column<R> {
    pub fn new<V: IntoView + 'static>(head: &'static str, cell: impl Fn(&R) -> V + 'static) -> Self {
        Self {
            head,
            class: None,
            hidden: false,
            cell: Box::new(move |row| cell(row).into_any()),
        }
    }

    /// Figures, aligned by their ends.
    #[must_use]
    pub fn number(self) -> Self {
        Self {
            class: Some("n"),
            ..self
        }
    }

    /// Short words that keep to one line.
    #[must_use]
    pub fn short(self) -> Self {
        Self {
            class: Some("d"),
            ..self
        }
    }

    /// A tick or a button: its head is for those who do not see it.
    #[must_use]
    pub fn hidden(self) -> Self {
        Self { hidden: true, ..self }
    }
}

/// The rows under their columns; on phones each a card, with the first column as its title and the others named.
pub fn table<R>(caption: impl Into<String>, columns: &[Column<R>], rows: &[R]) -> AnyView {
    let heads = columns
        .iter()
        .map(|column| {
            let class = column.class.filter(|class| *class == "n");
            let head = if column.hidden {
                view! { <span class="visually-hidden">{column.head}</span> }.into_any()
            } else {
                column.head.into_any()
            };
            view! { <th scope="col" class=class>{head}</th> }
        })
        .collect_view();
    let lines = rows
        .iter()
        .map(|row| {
            let cells = columns
                .iter()
                .enumerate()
                .map(|(at, column)| {
                    let label = (at > 0 && !column.hidden).then_some(column.head);
                    view! { <td class=column.class data-label=label>{(column.cell)(row)}</td> }
                })
                .collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect_view();
    view! {
        <table class="cards">
            <caption class="visually-hidden">{caption.into()}</caption>
            <thead><tr>{heads}</tr></thead>
            <tbody>{lines}</tbody>
        </table>
    }
    .into_any()
}

/// The table, or what stands there when there are no rows.
pub fn table_or<R>(
    caption: &'static str,
    columns: &[Column<R>],
    rows: &[R],
    empty: (&'static str, &'static str),
) -> AnyView {
    let (title, hint) = empty;
    if rows.is_empty() {
        return view! { <EmptyState title hint/> }.into_any();
    }
    table(caption, columns, rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_cannot_be_meant_are_told() {
        for (from, to, told) in [
            ("", "", ""),
            ("2026-01-01", "", ""),
            ("2026-01-01", "2026-01-01", ""),
            ("2026-13-45", "", "“从”不是日期"),
            ("", "明天", "“到”不是日期"),
            ("2027-01-01", "2026-01-01", "“到”比“从”早"),
        ] {
            let words = wrong_days(from, to).unwrap_or_default();
            assert!(
                words.starts_with(told) && words.is_empty() == told.is_empty(),
                "{from} {to}: {words}"
            );
        }
    }
}
