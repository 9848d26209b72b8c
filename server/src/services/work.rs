//! Every kind of work there is: what is queued of it, and what it is called.

use serde::{Deserialize, Serialize};

use super::queue::{Queued, URGENT};

/// The name of each and what the administrator reads.
const KINDS: [(&str, &str); 7] = [
    (Deliver::NAME, Deliver::TITLE),
    (DeliverAll::NAME, DeliverAll::TITLE),
    (Import::NAME, Import::TITLE),
    (ImportAll::NAME, ImportAll::TITLE),
    (Recount::NAME, Recount::TITLE),
    (Sweep::NAME, Sweep::TITLE),
    (LetTimeWork::NAME, LetTimeWork::TITLE),
];

/// What the administrator reads of work with this name; none of a newer version's.
pub(crate) fn title(name: &str) -> Option<&'static str> {
    KINDS.iter().find(|(known, _)| *known == name).map(|(_, title)| *title)
}

/// Delivers what waits for one recipient. No two processes do so at once.
#[derive(Serialize, Deserialize)]
pub struct Deliver {
    pub recipient: String,
}

impl Queued for Deliver {
    const NAME: &'static str = "deliver";
    const TITLE: &'static str = "发送短信";
    const PRIORITY: i64 = URGENT;

    fn dedup(&self) -> Option<String> {
        Some(self.recipient.clone())
    }
}

/// Delivers whatever waits, also what was queued by a version that had no jobs for it.
#[derive(Serialize, Deserialize)]
pub struct DeliverAll {}

impl Queued for DeliverAll {
    const NAME: &'static str = "outbox";
    const TITLE: &'static str = "补发短信";
    const PRIORITY: i64 = URGENT;

    fn dedup(&self) -> Option<String> {
        Some(String::new())
    }
}

/// A step of one import. Its progress, and how often it was begun, stand in the import's own row: a person watches it.
#[derive(Serialize, Deserialize)]
pub struct Import {
    pub id: String,
}

impl Queued for Import {
    const NAME: &'static str = "import";
    const TITLE: &'static str = "读取上传的表格";
    /// Somebody looks at the page that shows how far it is; a code to sign in does not wait for it.
    const PRIORITY: i64 = URGENT / 2;

    fn dedup(&self) -> Option<String> {
        Some(self.id.clone())
    }
}

/// Whatever import waits, also one whose process stopped on the way.
#[derive(Serialize, Deserialize)]
pub struct ImportAll {}

impl Queued for ImportAll {
    const NAME: &'static str = "imports";
    const TITLE: &'static str = "接着读取上传的表格";

    fn dedup(&self) -> Option<String> {
        Some(String::new())
    }
}

/// Counts the public figures anew where they are due for it.
#[derive(Serialize, Deserialize)]
pub struct Recount {}

impl Queued for Recount {
    const NAME: &'static str = "recount";
    const TITLE: &'static str = "重新统计公开数据";
    /// It comes again in ten minutes anyway.
    const MOST_TRIES: i64 = 3;

    fn dedup(&self) -> Option<String> {
        Some(String::new())
    }
}

/// The hourly sweep.
#[derive(Serialize, Deserialize)]
pub struct Sweep {}

impl Queued for Sweep {
    const NAME: &'static str = "sweep";
    const TITLE: &'static str = "清理过期数据";
    /// The next hour comes anyway.
    const MOST_TRIES: i64 = 3;

    fn dedup(&self) -> Option<String> {
        Some(String::new())
    }
}

/// What the passing of time brings about.
#[derive(Serialize, Deserialize)]
pub struct LetTimeWork {}

impl Queued for LetTimeWork {
    const NAME: &'static str = "time";
    const TITLE: &'static str = "推进时限、按日发布标准";
    /// It comes again in ten minutes anyway.
    const MOST_TRIES: i64 = 3;

    fn dedup(&self) -> Option<String> {
        Some(String::new())
    }
}
