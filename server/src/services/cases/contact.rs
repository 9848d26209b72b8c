//! Where a case is handled and whom to call: only what the site has published, and numbers that exist.

use app::backend::ServiceError;
use app::backend::cases::Contact;
use shared::case::Case;
use shared::catalogue::Confirmable;

use crate::services::Services;

impl Services {
    /// What the applicant needs to come, to call, or to collect the result.
    pub(super) async fn contact_of(&self, case: &Case) -> Result<Contact, ServiceError> {
        let filing = &case.filing;
        let hall = self.hall_of(&filing.handling).await?.unwrap_or_default();
        // An item that is no longer published has no guide; its cases have their hall still.
        let guide = self
            .guide_at(filing.item.as_str(), Some(filing.handling.as_str()))
            .await;
        let Ok(guide) = guide.map(|guide| guide.view) else {
            return Ok(Contact {
                hall,
                ..Contact::default()
            });
        };
        let here = guide.site.place.code == filing.handling;
        let site = here.then_some(guide.site);
        let mut contact = Contact {
            hall,
            hotlines: guide
                .hotlines
                .into_iter()
                .map(|line| (line.name, said(line.phone)))
                .collect(),
            ..Contact::default()
        };
        if let Some(site) = site {
            contact.window = site.window.map(said);
            contact.address = site.address.map(said);
            contact.hours = site.hours.map(said);
            contact.phone = site.phone.map(said);
        }
        Ok(contact)
    }
}

/// A value with the mark of one nobody has confirmed.
fn said(value: Confirmable<String>) -> String {
    match value.mark() {
        None => value.value,
        Some(mark) => format!("{}（{mark}）", value.value),
    }
}
