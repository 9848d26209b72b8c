//! The editor comes alive: saved as one types, brought together with what others save meanwhile, checked by the same
//! audit as on the server, the preview renewed after each save.

mod lines;

use leptos::prelude::*;
use shared::catalogue::{Completeness, Item, audit};
use shared::form::Answers;
use shared::standard::{item_of, item_so_far, untouched};
use shared::time::Date;

pub use self::lines::{Line, UNTOUCHED, editor, formula, lines, list, summary};
use crate::islands::live::{Choice, Saving};
use crate::islands::parts::input_id;

/// What the audit says of a sheet as it stands.
#[derive(Clone, Debug, PartialEq)]
struct Looked {
    lines: Vec<Line>,
    untouched: bool,
    completeness: Completeness,
}

fn look(base: &Item, answers: &Answers) -> Looked {
    let (item, problems) = match item_of(base, answers) {
        Ok(item) => (item, Vec::new()),
        Err(problems) => (item_so_far(base, answers), problems),
    };
    let untouched = untouched(base, answers);
    Looked {
        lines: if untouched {
            Vec::new()
        } else {
            lines(&problems, &audit(&item))
        },
        untouched,
        completeness: Completeness::of_standard(&item),
    }
}

/// How saving stands, in the words of an office.
fn words(saving: Saving) -> &'static str {
    match saving {
        Saving::Rest => "",
        Saving::Typing => "正在保存…",
        Saving::Saved => "已自动保存",
        Saving::Merged => "已自动保存，同事刚改的内容也合进来了",
        Saving::Clashed => "已保存。有一处您和同事写得不一样：页面上是同事的，您写的也留着，等您决定",
        Saving::Offline | Saving::OnDevice => "网络不通，已先存在这台电脑上，网络恢复后自动补存",
        Saving::SignedOut => "登录已过期，刚写的内容已存在这台电脑上",
        Saving::Overtaken => "草稿已送审或已重新开始，现在存不进去；刚写的内容还在这台电脑上",
        Saving::Found | Saving::Undecided => "这台电脑上有还没有保存的内容",
        Saving::Refused => "没有保存成，刚写的内容已存在这台电脑上",
    }
}

/// Stands above the form with [`crate::islands::FORM_ID`].
#[island]
pub fn LiveStandard(base: Item, answers: Answers, group: String, revision: u32, today: Date) -> impl IntoView {
    let item = base.id.clone();
    let looked = RwSignal::new(look(&base, &answers));
    let saving = RwSignal::new(Saving::Rest);
    let choice = RwSignal::new(None::<Choice>);
    let told = RwSignal::new(String::new());
    #[cfg(feature = "hydrate")]
    keeper::start(
        base,
        answers,
        group.clone(),
        revision,
        today,
        (looked, saving, choice, told),
    );
    #[cfg(not(feature = "hydrate"))]
    let _ = (base, answers, revision, today, choice);
    let merge = format!("/desk/standards/{item}/merge");
    let decide = move || {
        (saving.get() == Saving::Found).then(|| {
            view! {
                <p class="actions">
                    <button class="btn quiet small" type="button" on:click=move |_| choice.set(Some(Choice::Mine))>"用这台电脑上的"</button>
                    <button class="btn quiet small" type="button" on:click=move |_| choice.set(Some(Choice::Theirs))>"不要了"</button>
                </p>
            }
        })
    };
    let clash = move || {
        let href = merge.clone();
        (saving.get() == Saving::Clashed)
            .then(|| view! { <p class="notice warn"><a href=href>"看看两边的写法，决定用哪个"</a></p> })
    };
    let again = move || {
        (saving.get() == Saving::SignedOut)
            .then(|| view! { <p><a class="btn quiet small" href=crate::islands::sign_in_address()>"重新登录"</a></p> })
    };
    let shown = move || {
        let looked = looked.get();
        let (here, elsewhere): (Vec<Line>, Vec<Line>) = looked
            .lines
            .into_iter()
            .partition(|line| line.path.as_deref().and_then(shared::standard::group_of) == Some(group.as_str()));
        let (item, other) = (item.clone(), elsewhere.len());
        let rest = (other > 0).then(|| {
            view! {
                <details>
                    <summary>{format!("其他组还有 {other} 处")}</summary>
                    {list(elsewhere, move |path| editor(&item, path))}
                </details>
            }
        });
        view! {
            {list(here, |path| format!("#{}", input_id(path)))}
            {rest}
        }
    };
    view! {
        <section class="card audit" aria-labelledby="audit-title">
            {clash}
            <p role="status" class="saving small only-live">{move || words(saving.get())}</p>
            <p role="status" class="visually-hidden">{told}</p>
            {decide}
            {again}
            <h2 id="audit-title">"边写边查"</h2>
            <p role="status">{move || if looked.read().untouched { UNTOUCHED.to_owned() } else { summary(&looked.read().lines) }}</p>
            {shown}
            <p class="small muted">{move || formula(looked.read().completeness)}</p>
        </section>
    }
}

#[cfg(feature = "hydrate")]
mod keeper {
    use std::cell::RefCell;
    use std::rc::Rc;

    use gloo::timers::callback::Timeout;
    use leptos::prelude::*;
    use shared::catalogue::Item;
    use shared::form::{Answers, Pairs};
    use shared::standard::schema;
    use shared::time::Date;
    use wasm_bindgen::JsCast as _;

    use super::{Looked, look};
    use crate::islands::live::keeper::{Keeper, Saved, Stored};
    use crate::islands::live::session;
    use crate::islands::live::sheet::Sheet;
    use crate::islands::live::{Choice, Saving};
    use crate::wire::Kept;
    use crate::wire::save_group;

    /// A pause in typing after which the sheet is looked at.
    const PAUSE_MS: u32 = 250;

    type Signals = (
        RwSignal<Looked>,
        RwSignal<Saving>,
        RwSignal<Option<Choice>>,
        RwSignal<String>,
    );

    pub fn start(base: Item, answers: Answers, group: String, revision: u32, today: Date, signals: Signals) {
        let (looked, saving, choice, told) = signals;
        let form = schema(base.form.clone(), &answers);
        let Some(sheet) = Sheet::find(form, Some(group.clone()), answers, today, told) else {
            return;
        };
        let keeper = Rc::new(StandardKeeper {
            base: Rc::new(base),
            group,
            looked,
            timer: RefCell::default(),
        });
        let found_at = RwSignal::new(String::new());
        session::start(
            sheet,
            keeper,
            session::Start {
                revision,
                unsaved: false,
                saving,
                choice,
                found_at,
            },
        );
    }

    struct StandardKeeper {
        base: Rc<Item>,
        group: String,
        looked: RwSignal<Looked>,
        timer: RefCell<Option<Timeout>>,
    }

    impl Keeper for StandardKeeper {
        fn key(&self) -> String {
            format!("jinban.standard.{}.{}", self.base.id, self.group)
        }

        fn has_home(&self) -> bool {
            true
        }

        fn save(&self, revision: u32, _seen: Vec<Pairs>, pairs: Pairs) -> Saved {
            let (item, group) = (self.base.id.to_string(), self.group.clone());
            Box::pin(async move {
                let saved = save_group(item, group, revision, pairs).await?;
                let (revision, clashed) = match saved.kept {
                    Kept::Saved { revision, .. } => (revision, false),
                    Kept::Clash { revision, .. } => (revision, true),
                };
                Ok(Stored {
                    revision,
                    seen: None,
                    screen: saved.screen,
                    clashed,
                })
            })
        }

        fn typed(&self, answers: &dyn Fn() -> Answers) {
            let (base, answers, looked) = (self.base.clone(), answers(), self.looked);
            let then = Timeout::new(PAUSE_MS, move || {
                let now = look(&base, &answers);
                if looked.with_untracked(|before| *before != now) {
                    looked.set(now);
                }
            });
            *self.timer.borrow_mut() = Some(then);
        }

        fn stored(&self) {
            let frame = document().get_element_by_id("preview");
            let frame = frame.and_then(|frame| frame.dyn_into::<web_sys::HtmlIFrameElement>().ok());
            if let Some(window) = frame.and_then(|frame| frame.content_window()) {
                let _ = window.location().reload();
            }
        }
    }
}
