//! What people write into the letter of a correction and beside their answer to it; the texts of other commands are checked
//! by the commands' forms.

use crate::problem::Refusal;

/// The longest text taken, in characters: enough for any reason, too short to be a file.
pub(in crate::case) const MAX: usize = 2000;

/// A text that must be there, for the applicant to read.
pub(super) fn needed(part: &str, text: &str, what: &str) -> Result<String, Refusal> {
    let text = optional(part, text, what)?;
    if text.is_empty() {
        return Err(Refusal::invalid(
            part,
            format!("没有写{what}"),
            format!("请写明{what}，申请人会看到"),
        ));
    }
    Ok(text)
}

/// A text that may be empty.
pub(super) fn optional(part: &str, text: &str, what: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.chars().count() > MAX {
        return Err(Refusal::invalid(
            part,
            format!("{what}太长"),
            format!("请写在 {MAX} 字以内"),
        ));
    }
    Ok(text.to_owned())
}
