//! Whether an entry's item may be published.

use super::{CatalogueEntry, EntryState, Power, PowerLevel, PowerState};
use crate::problem::Refusal;

/// Nothing is published on a power that is not in force: a town's is not before the justice bureau has found it lawful.
/// `power` is the one the entry names.
///
/// # Errors
/// What keeps it, and who can help.
pub fn ready(entry: &CatalogueEntry, power: Option<&Power>) -> Result<(), Refusal> {
    if entry.state != EntryState::Listed {
        let why = format!("{} 已从事项目录中取消，不能公布", entry.id);
        return Err(Refusal::conflict(why, "需要公布的，请审改办重新列入目录"));
    }
    let Some(id) = &entry.body.power else { return Ok(()) };
    let Some(power) = power else {
        let why = format!("权责清单里没有它的权力 {id}，不能公布");
        return Err(Refusal::conflict(why, "请审改办核对事项目录里的权力编号"));
    };
    let why = |what: &str| format!("它的权力 {id}「{}」{what}，不能公布", power.body.name);
    match (&power.state, power.body.level) {
        (PowerState::Approved, _) => Ok(()),
        (PowerState::Withdrawn { .. }, _) => Err(Refusal::conflict(
            why("已取消"),
            "请审改办换成有效的权力，或者取消这个事项",
        )),
        (PowerState::InReview, PowerLevel::Town) => Err(Refusal::conflict(
            why("还在司法局审查"),
            "镇（街道）级权力审查通过后才能公布，请联系司法局",
        )),
        (state, _) => Err(Refusal::conflict(
            why(&format!("目前是「{}」", state.kind().words())),
            "镇（街道）级权力经司法局审查通过后才能公布，请联系编办送审",
        )),
    }
}
