//! The item that an entry begins: what the entry says, and nothing that nobody has said.

use super::{CatalogueEntry, Power};
use crate::catalogue::{
    Agency, CaseType, Confirmable, Delegation, Fee, Item, Law, LimitNotes, Outcome, ResultKind, TownPower, Visits,
};
use crate::form::FormId;
use crate::time::Limit;

/// The item in the making, for its department to write. Version 0: it is not published, and cannot be before what is
/// missing stands in it. A choice that has no "nobody has said" stands where the sheet refuses to send it as it is.
#[must_use]
pub fn blank_item(entry: &CatalogueEntry, power: Option<&Power>, form: FormId) -> Item {
    let body = &entry.body;
    Item {
        id: entry.id.clone(),
        version: 0,
        name: body.name.clone(),
        plain_name: body.name.clone(),
        aliases: Vec::new(),
        type_code: body.type_code,
        // Given by the office whose task it is to give it.
        type_confirmed: true,
        source_code: body.basic_code.clone(),
        implementation_code: None,
        handling_codes: Vec::new(),
        department: body.department.clone(),
        power_source: None,
        exercise_level: None,
        body_kind: None,
        body_code: None,
        theme: String::new(),
        person_theme: None,
        firm_theme: None,
        hot: false,
        tiers: Vec::new(),
        tiers_confirmed: false,
        tiers_note: None,
        service_objects: Vec::new(),
        // The provision the power rests on; whether it is all the item rests on, the department says.
        legal_basis: power
            .map(|power| Law {
                law: power.body.law.clone(),
                article: power.body.article.clone(),
                confirmed: false,
            })
            .into_iter()
            .collect(),
        who_applies: String::new(),
        conditions: Confirmable::unconfirmed(Vec::new()),
        eligibility: Vec::new(),
        situations: Vec::new(),
        materials: Vec::new(),
        steps: Confirmable::unconfirmed(Vec::new()),
        statutory_limit: Confirmable::unconfirmed(None),
        // In working days, how many the department must say.
        promised_limit: Confirmable::unconfirmed(Limit::WorkingDays(0)),
        limit_notes: LimitNotes::default(),
        case_type: CaseType::Promised,
        fee: Confirmable::unconfirmed(Fee {
            charged: None,
            basis: String::new(),
            items: Vec::new(),
            pay_online: None,
        }),
        result: Confirmable::unconfirmed(Outcome {
            name: String::new(),
            kind: ResultKind::Other,
            sample: None,
        }),
        // Without a reason, which must be said.
        visits: Confirmable::unconfirmed(Visits { count: 1, reason: None }),
        online_depth: Confirmable::unconfirmed(None),
        public_notice: None,
        special_procedures: Vec::new(),
        validity: None,
        delegation: Confirmable::unconfirmed(Delegation {
            to_town: TownPower::None,
            basis: String::new(),
        }),
        agency: Confirmable::unconfirmed(Agency {
            files: false,
            role: String::new(),
            note: None,
        }),
        notes: None,
        editor_notes: Vec::new(),
        related: Vec::new(),
        questions: Vec::new(),
        extras: crate::catalogue::Extras::default(),
        form,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{ItemType, audit};
    use crate::powers::{EntryBody, EntryState};
    use crate::standard::{answers_of, item_of};

    #[test]
    fn a_blank_item_can_be_written_and_cannot_be_published_as_it_is() {
        let entry = CatalogueEntry {
            id: "JJ-MZ-90".parse().unwrap(),
            body: EntryBody {
                name: "养老机构备案".into(),
                type_code: ItemType::Other,
                basic_code: None,
                parent: None,
                power: None,
                department: "civil-affairs".parse().unwrap(),
                rank: None,
            },
            state: EntryState::Listed,
        };
        let item = blank_item(&entry, None, "common-person".parse().unwrap());
        let answers = answers_of(&item);
        assert_eq!(answers.get("name").unwrap(), "养老机构备案");
        let missing: Vec<String> = item_of(&item, &answers)
            .unwrap_err()
            .into_iter()
            .map(|one| one.path)
            .collect();
        for path in ["theme", "tiers", "service_objects", "who_applies"] {
            assert!(missing.iter().any(|one| one == path), "{path} of {missing:?}");
        }
        assert!(audit(&item).iter().any(|finding| finding.severe));
    }
}
