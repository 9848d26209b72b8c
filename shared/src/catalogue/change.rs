//! What becomes of a published item, as the public list of changes tells it.

use crate::value_list;

value_list! {
    pub enum ChangeKind, "改动类型" {
        /// Published for the first time.
        Added = "added", "新增事项";
        Revised = "revised", "标准修订";
        /// Nothing but marks: the department stands by what was published.
        Confirmed = "confirmed", "要素确认";
        Withdrawn = "withdrawn", "取消事项";
    }
}
