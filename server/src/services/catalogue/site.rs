//! The site of a guide: which one a reader is shown, and where else to go.

use app::backend::ServiceError;
use app::backend::catalogue::{OpenView, PlaceView, SiteLine, SiteView};
use shared::catalogue::{LocalGuide, LocalPart};
use shared::place::DivisionCode;

use super::snapshot::{Offer, Snapshot};

/// The place whose particulars the guide shows: the reader's own when it does anything for the item, otherwise the
/// nearest that does.
pub(super) fn shown(snapshot: &Snapshot, item: u32, place: Option<&PlaceView>) -> (Option<DivisionCode>, Offer) {
    let code = place.map(|place| &place.code);
    let offer = snapshot.offer(item, code);
    let shown = match (&offer.here, code) {
        (Some(_), Some(code)) => Some(code.clone()),
        _ => offer.nearest.as_ref().map(|nearest| nearest.place.clone()),
    };
    // Offered in some villages alone: any of them is better than none.
    let shown = shown.or_else(|| {
        let offers = |code: &&DivisionCode| snapshot.part(item, code).is_some();
        let mut codes = snapshot.divisions.iter().map(|division| &division.code);
        codes.find(offers).cloned()
    });
    (shown, offer)
}

pub(super) fn view(snapshot: &Snapshot, local: &LocalGuide) -> Result<SiteView, ServiceError> {
    Ok(SiteView {
        place: snapshot.place_view(&local.place).ok_or(ServiceError::Unavailable)?,
        part: local.part,
        window: local.window.clone(),
        address: local.address.clone(),
        directions: local.directions.clone(),
        hours: local.hours.clone(),
        phone: local.phone.clone(),
        complaints: local.complaints.clone(),
        courier: local.courier,
        appointment: local.appointment,
        open: OpenView::default(),
        arranged: None,
        announced_at: None,
    })
}

/// The halls above the shown one that offer the item too.
pub(super) fn others(snapshot: &Snapshot, item: u32, shown: &DivisionCode) -> Vec<SiteLine> {
    let mut lines = Vec::new();
    let mut above = shown.parent();
    while let Some(code) = above {
        let part = snapshot.part(item, &code).filter(|part| *part != LocalPart::Advise);
        if let (Some(part), Some(division)) = (part, snapshot.division(&code)) {
            lines.push(SiteLine {
                code: code.to_string(),
                hall: division.hall_name(),
                part,
            });
        }
        above = code.parent();
    }
    lines
}
