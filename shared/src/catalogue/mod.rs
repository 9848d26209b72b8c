//! Items: what the city's offices do for people, one standard per item; and what each site adds to it.

mod codes;
mod confirm;
mod department;
mod ids;
mod step;
mod terms;
mod values;

pub use codes::{BasicCode, CodeError, HandlingCode, ImplementationCode, PENDING};
pub use confirm::Confirmable;
pub use department::{Department, DepartmentKind};
pub use ids::{ItemId, ItemIdError, MaterialId, MaterialIdError};
pub use step::Step;
pub use terms::{
    AgeValidity, Agency, CaseType, Delegation, Fee, FeeItem, Law, LimitNotes, Outcome, PublicNotice, ResultKind,
    TownPower, Validity, Visits,
};
pub use values::{
    BodyKind, EvidenceGrade, ExerciseLevel, ItemType, OnlineDepth, PROOFS_VILLAGES_MUST_NOT_ISSUE, Satisfaction,
    ServiceObject, SpecialKind, UnknownValue, Way,
};
