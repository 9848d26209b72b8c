//! Undo and redo over a history that only grows: undoing is a new step that says what an earlier one said, so that
//! who did what stays written down and nothing redone is ever lost.

/// One step: its revision, the one that undoing it brings back, and the one that redoing brings back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    pub revision: u32,
    pub before: Option<u32>,
    pub after: Option<u32>,
}

impl Turn {
    /// The form as the design began.
    #[must_use]
    pub const fn first() -> Self {
        Self {
            revision: 1,
            before: None,
            after: None,
        }
    }

    /// After an edit: what was undone before can be redone no more.
    #[must_use]
    pub const fn edited(self) -> Self {
        Self {
            revision: self.revision + 1,
            before: Some(self.revision),
            after: None,
        }
    }

    /// After undoing; `to` is the step of `self.before`, whose form stands again.
    #[must_use]
    pub const fn undone(self, to: Self) -> Self {
        Self {
            revision: self.revision + 1,
            before: to.before,
            after: Some(self.revision),
        }
    }

    /// After redoing; `to` is the step of `self.after`, whose form stands again.
    #[must_use]
    pub const fn redone(self, to: Self) -> Self {
        Self {
            revision: self.revision + 1,
            before: Some(self.revision),
            after: to.after,
        }
    }
}
