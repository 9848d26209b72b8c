//! Copying a neighbour's list: shown before it is done, like every change for many.

use leptos::prelude::*;
use shared::place::{DivisionCode, Tier};

use super::parts::Said;
use crate::backend::catalogue::PlaceView;
use crate::backend::{Catalogue, Offers, ServiceError, port, session};
use crate::flash::{Flash, take_flash};
use crate::ui::address::named;
use crate::ui::{Select, staff_page};

#[component]
pub fn CopyPage() -> impl IntoView {
    let flash = take_flash();
    staff_page(
        "复制清单",
        read_neighbours(named("place", "这个地点")),
        move |(place, neighbours)| view! { <Form place neighbours flash/> },
    )
}

/// A place and its neighbours of the same tier.
async fn read_neighbours(
    place: Result<DivisionCode, ServiceError>,
) -> Result<(PlaceView, Vec<(String, String)>), ServiceError> {
    let (lists, session) = (port::<dyn Offers>()?, session());
    let catalogue = port::<dyn Catalogue>()?;
    let here = lists.hall(&session, &place?).await?.place;
    let town = (here.tier == Tier::Village).then(|| here.code.town()).flatten();
    let all = catalogue.places(town.as_ref().map(DivisionCode::as_str), None).await?;
    let mut neighbours: Vec<(String, String)> = match here.tier {
        Tier::Village => all.places.into_iter().map(|one| (one.code.into(), one.name)).collect(),
        _ => all.towns.into_iter().map(|one| (one.code.into(), one.name)).collect(),
    };
    neighbours.retain(|(code, _)| code != here.code.as_str());
    Ok((here, neighbours))
}

#[component]
fn Form(place: PlaceView, neighbours: Vec<(String, String)>, flash: Flash) -> impl IntoView {
    let list = format!("/desk/lists/{}", place.code);
    let copy = format!("{list}/copy");
    let details = flash.value("details") == "yes";
    view! {
        <p class="crumbs">
            <a href="/desk/lists">"镇村清单"</a>" / "<a href=list.clone()>{place.full_name()}</a>" / 复制"
        </p>
        <h1>{format!("从邻近地点复制到{}", place.name)}</h1>
        <p class="muted">"只复制选了什么、怎么办；地址和电话永远是各自的。先看会改什么，确认以后才改。"</p>
        <Said flash=flash.clone()/>
        <form method="post" action=copy class="card">
            <Select
                path="from" label="从哪里复制" options=neighbours blank=Some("请选择".to_owned()) value=flash.value("from")
                error=Signal::stored(flash.error("from"))
            />
            <div class="field">
                <div class="choices">
                    <label for="f-details">
                        <input id="f-details" type="checkbox" name="details" value="yes" checked=details/>
                        <span>"窗口、办理时间、邮寄和预约也一起复制"<span class="hint">"和本站大厅的办公时间矛盾的时间不复制"</span></span>
                    </label>
                </div>
            </div>
            <p class="actions">
                <button class="btn" type="submit">"先看看会改什么"</button>
                <a class="btn quiet" href=list>"回到清单"</a>
            </p>
        </form>
    }
}
