//! A condition as lines of a list: each picked, never typed; what is more complex stays and is shown in words.

use leptos::prelude::*;
use shared::form::Expr;
use shared::standard::design::{Condition, Join, MOST_IN_LINE, MOST_LINES, Pick};

use super::tools::named;
use crate::flash::Flash;
use crate::ui::{error_id, input_id};

/// What can be chosen instead of lines: `always`, `never`, with its words.
pub type Mode = (&'static str, &'static str);

/// One line as it is shown: what is picked, and what stands beside it.
type Line = Vec<(String, String)>;

/// The inputs of one rule, named by `pre`. `now` is the rule there is, `said` its words.
#[component]
pub fn Conditions(
    pre: &'static str,
    legend: String,
    picks: Vec<Pick>,
    now: Expr,
    said: String,
    modes: Vec<Mode>,
    /// What choosing lines is called: 符合下面的条件才显示
    lines_words: &'static str,
    flash: Flash,
) -> impl IntoView {
    let typed = !flash.values.is_empty();
    let condition = Condition::of(&now).filter(|condition| condition.is_in(&picks));
    let constant = matches!(now, Expr::Const(_));
    // More than the list can say.
    let kept = !constant && condition.is_none();
    let mode = match (typed, &now) {
        (true, _) => flash.value(&named(&format!("{pre}-mode"))),
        (_, Expr::Const(true)) => "always".to_owned(),
        (_, Expr::Const(false)) if modes.iter().any(|(value, _)| *value == "never") => "never".to_owned(),
        _ if kept => "keep".to_owned(),
        _ => "if".to_owned(),
    };
    let lines = if typed {
        lines_typed(pre, &flash)
    } else {
        lines_of(condition.as_ref().filter(|_| !constant), &picks)
    };
    let join = match (typed, &condition) {
        (true, _) if flash.value(&named(&format!("{pre}-join"))) == "any" => Join::Any,
        (false, Some(condition)) => condition.join,
        _ => Join::All,
    };
    let mut ways: Vec<(&str, String)> = modes
        .iter()
        .map(|(value, words)| (*value, (*words).to_owned()))
        .collect();
    ways.push(("if", lines_words.to_owned()));
    if kept {
        ways.push(("keep", format!("保持原来的组合条件：{said}")));
    }
    let single = ways.len() == 1;
    let radios = ways
        .into_iter()
        .map(|(value, words)| {
            view! {
                <label>
                    <input type="radio" name=named(&format!("{pre}-mode")) value=value checked=mode == value/>
                    <span>{words}</span>
                </label>
            }
        })
        .collect_view();
    let modes = if single {
        view! { <input type="hidden" name=named(&format!("{pre}-mode")) value="if"/> }.into_any()
    } else {
        view! { <div class="choices">{radios}</div> }.into_any()
    };
    let rows = (0..MOST_LINES.min(lines.len() + 1))
        .map(|at| row(pre, at, lines.get(at), join, &picks, &flash))
        .collect_view();
    let joins = (!lines.is_empty()).then(|| joins(pre, join));
    view! {
        <fieldset class="field conditions" id=input_id(&named(pre)) tabindex="-1">
            <legend>{legend}</legend>
            {modes}
            <div class="lines">
                {joins}
                {rows}
                <p class="hint">"从列表里选。条件后面要填数字或日期的，填在右边，日期写成 2026-11-23；不要的条件选回“（不用）”。保存后会多出一行空的。"</p>
            </div>
        </fieldset>
    }
}

fn joins(pre: &str, join: Join) -> AnyView {
    let name = named(&format!("{pre}-join"));
    let id = input_id(&name);
    view! {
        <p class="join">
            <label for=id.clone()>"这几行"</label>
            <select id=id name=name>
                <option value="all" selected=join == Join::All>"要全部符合（并且）"</option>
                <option value="any" selected=join == Join::Any>"符合一行就行（或者）"</option>
            </select>
        </p>
    }
    .into_any()
}

fn lines_of(condition: Option<&Condition>, picks: &[Pick]) -> Vec<Line> {
    let Some(condition) = condition else { return Vec::new() };
    let line = |atoms: &Vec<Expr>| {
        let read = |atom| {
            picks
                .iter()
                .find_map(|pick| Some((pick.key.clone(), pick.reads(atom)?)))
        };
        atoms.iter().filter_map(read).collect()
    };
    condition.lines.iter().map(line).collect()
}

fn lines_typed(pre: &str, flash: &Flash) -> Vec<Line> {
    let line = |l: usize| -> Line {
        let one = |a: usize| {
            let name = named(&format!("{pre}-{l}-{a}"));
            let key = flash.value(&name);
            (!key.is_empty()).then(|| (key, flash.value(&format!("{name}-value"))))
        };
        (0..MOST_IN_LINE).filter_map(one).collect()
    };
    (0..MOST_LINES).map(line).filter(|line| !line.is_empty()).collect()
}

/// One line: its conditions, and room for another that is joined the other way.
fn row(pre: &str, at: usize, line: Option<&Line>, join: Join, picks: &[Pick], flash: &Flash) -> AnyView {
    let empty = Vec::new();
    let line = line.unwrap_or(&empty);
    let one = |a: usize| {
        let now = line.get(a).cloned().unwrap_or_default();
        condition(&format!("{pre}-{at}-{a}"), at, a, &now, picks, flash)
    };
    let inner = match join {
        Join::All => "或者",
        Join::Any => "并且",
    };
    let others = (1..line.len())
        .map(|a| view! { <p class="small muted">{inner}</p> {one(a)} })
        .collect_view();
    let more = (!line.is_empty() && line.len() < MOST_IN_LINE).then(|| {
        view! {
            <details>
                <summary>{format!("这一行再加一个“{inner}”")}</summary>
                {one(line.len())}
            </details>
        }
    });
    view! { <div class="line">{one(0)}{others}{more}</div> }.into_any()
}

fn condition(name: &str, at: usize, a: usize, now: &(String, String), picks: &[Pick], flash: &Flash) -> AnyView {
    let name = named(name);
    let value = format!("{name}-value");
    let mut groups: Vec<(String, Vec<&Pick>)> = Vec::new();
    for pick in picks {
        match groups.last_mut().filter(|(of, _)| *of == pick.of) {
            Some((_, list)) => list.push(pick),
            None => groups.push((pick.of.clone(), vec![pick])),
        }
    }
    let options = groups
        .into_iter()
        .map(|(of, list)| {
            let options = list
                .into_iter()
                .map(|pick| {
                    let words = if pick.asks.is_some() {
                        format!("{} …", pick.label)
                    } else {
                        pick.label.clone()
                    };
                    view! { <option value=pick.key.clone() selected=pick.key == now.0>{words}</option> }
                })
                .collect_view();
            view! { <optgroup label=of>{options}</optgroup> }
        })
        .collect_view();
    let error = flash.error(&name).or_else(|| flash.error(&value));
    let described = error.is_some().then(|| error_id(&name));
    let (id, value_id) = (input_id(&name), input_id(&value));
    let nth = if a == 0 {
        format!("第 {} 行的条件", at + 1)
    } else {
        format!("第 {} 行的第 {} 个条件", at + 1, a + 1)
    };
    view! {
        <div class="condition">
            <label class="visually-hidden" for=id.clone()>{nth.clone()}</label>
            <select id=id name=name.clone() aria-describedby=described.clone()>
                <option value="">"（不用）"</option>
                {options}
            </select>
            <label class="visually-hidden" for=value_id.clone()>{format!("{nth}后面的数字、日期或文字")}</label>
            <input id=value_id name=value value=now.1.clone() maxlength="60" placeholder="数字、日期" aria-describedby=described/>
            {error.map(|words| view! { <p class="error" id=error_id(&name)>{words}</p> })}
        </div>
    }
    .into_any()
}
