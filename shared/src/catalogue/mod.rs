//! Items: what the city's offices do for people, one standard per item; and what each site adds to it.

mod audit;
mod change;
mod city;
mod codes;
mod confirm;
mod department;
mod elements;
mod extras;
mod form_for;
mod guidance;
mod guide;
mod handed;
mod ids;
mod item;
mod local;
mod material;
mod related;
mod situation;
mod step;
mod terms;
mod values;
mod voice;

#[cfg(test)]
mod tests;

pub use crate::form::{MaterialId, MaterialIdError};
pub use audit::{Finding, audit, audit_local};
pub use change::ChangeKind;
pub use city::{City, Hotline, Theme};
pub use codes::{BasicCode, CodeError, HandlingCode, ImplementationCode, PENDING};
pub use confirm::Confirmable;
pub use department::{Department, DepartmentKind};
pub use elements::{Element, State, required_elements, standard_elements};
pub use extras::Extras;
pub use form_for::form_for;
pub use guidance::{Guidance, Qualifies, guidance};
pub use guide::{Completeness, ComposeError, Guide};
pub use handed::{Handed, HandedMaterial, handed_materials};
pub use ids::{ItemId, ItemIdError};
pub use item::{Audience, Item};
pub use local::{Hall, LocalGuide, LocalPart};
pub use material::{Handing, Issuer, Material, MaterialForm};
pub use related::RelatedItem;
pub use situation::{Eligibility, Situation};
pub use step::{Presence, Step};
pub use terms::{
    AgeValidity, Agency, CaseType, Delegation, Fee, FeeItem, Law, LimitNotes, Outcome, PublicNotice, Question,
    ResultKind, TownPower, Validity, Visits,
};
pub use values::{
    BodyKind, EvidenceGrade, ExerciseLevel, ItemType, OnlineDepth, PROOFS_VILLAGES_MUST_NOT_ISSUE, Satisfaction,
    ServiceObject, SpecialKind, Way,
};
pub use voice::{Capability, Unfit, unfit, unfit_texts};
