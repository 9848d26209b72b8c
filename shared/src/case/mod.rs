//! One application from the counter to the archive, as the law sees it.
//!
//! [`decide`] turns a command into events or a refusal, [`evolve`] turns events into a [`Case`], [`law_effect`] says
//! what the passing of time did, [`clock`] says by when what is due and why, [`offers`] says which buttons exist.
//! All pure: the time, the calendar and the random bytes come from outside.

mod channel;
mod clock;
mod command;
mod correction;
mod decide;
mod delivery;
mod digest;
mod effect;
mod event;
mod evolve;
mod matter;
mod moment;
mod next;
mod number;
mod offers;
mod permit;
mod refusal;
mod reminder;
mod rules;
mod state;
pub mod stored;
mod words;

pub use channel::Channel;
pub use clock::{Clock, ClockStep, Duty, Standing, clock};
pub use command::{Ask, Command, CommandKind, Demand, Done, Hands, Row, Shape, not_a_colleague};
pub use correction::{
    Askable, Kept, Letter, LetterLine, OTHER_PAPERS, OTHER_PAPERS_LABEL, Reason, askables, asked, compose,
    demand_words, is_askable, mark_shared, other_papers, reasons, unchanged,
};
pub use decide::decide;
pub use delivery::{Delivery, Waybill, WaybillError, Wish};
pub use digest::{Digest, DigestError};
pub use effect::{as_of, effective_state, law_effect};
pub use event::{By, Event, Recorded};
pub use evolve::{EvolveError, evolve, replay};
pub use matter::{Matter, MatterKind};
pub use moment::Moment;
pub use next::{Next, Owed, next_for_applicant};
pub use number::{CaseNo, CaseNoError};
pub use offers::{Offer, offers};
pub use permit::{can_carry, permit};
pub use reminder::{Reminder, next_reminder};
pub use rules::{
    CORRECTION_DAYS, DELIVERY_DAYS, FIRST_NOTICE_DAYS, LICENCE_DAYS, MAX_CORRECTION_DAYS, Remedies, Rules,
};
pub use state::{Acceptance, AcceptedHow, Case, CaseState, Correction, Decision, Delivered, Filing, Mark};
pub use words::{Told, told_to_applicant, told_to_staff};
