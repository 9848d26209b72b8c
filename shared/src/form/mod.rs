//! Forms: what is asked, when it is asked, and what a right answer is.
//!
//! [`check`] and [`submission`] are the same function on the same bytes in the browser and on the server. Everything
//! conditional (fields shown, answers required, materials needed, who qualifies) is said in one rule language,
//! [`Expr`].

mod answers;
mod applicant;
mod cautions;
mod check;
mod field;
mod fill;
mod filled;
mod id;
mod kept;
mod mask;
mod material_id;
mod merge;
mod page_save;
mod pairs;
mod parts;
mod path;
mod rearrange;
mod reserved;
mod rule;
mod rule_json;
mod schema;
mod show;
mod submission;
mod take;
mod well_formed;
mod written;

pub use answers::{Answers, AnswersError, MAX_BYTES};
pub use applicant::Applicant;
pub use check::{check, check_page};
pub use field::{CrossRule, Field, FieldKind};
pub use fill::{PageStatus, first_incomplete_page, page_status, required_now, visible_fields};
pub use filled::Filled;
pub use id::{FieldId, FieldIdError, FormId, FormIdError};
pub use mask::{Covered, HIDDEN, masked_answers, masked_name, masked_number, masked_phone};
pub use material_id::{MaterialId, MaterialIdError};
pub use merge::{Clash, Merged, merge};
pub use page_save::{KEEP, MINE, OFFERED, PageSave, Pairs, SEEN, SavedPage, THEIRS, is_under, pairs_of, save_page};
pub use pairs::{from_pairs, input_text, to_pairs};
pub use parts::{Choice, DateBound, FileKind, PersonParts};
pub use path::{Path, PathError};
pub use rearrange::{drop_untouched, rearrange};
pub use reserved::RESERVED;
pub use rule::{Comparison, Expr, Operand, eval};
pub use schema::{FormSchema, Page};
pub use show::show_answer;
pub use submission::submission;
pub use take::take_page;
pub use well_formed::{SchemaFault, well_formed};

// For `design`, which edits forms.
pub(crate) use check::yuan;
pub(crate) use pairs::fen;
pub(crate) use path::{Step, join};
pub(crate) use rule::ago;
