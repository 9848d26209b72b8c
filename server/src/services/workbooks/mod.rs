//! The lists as workbooks: the template and the list on their way out; on the way in each is read, checked, previewed,
//! and applied as a whole or not at all.

mod apply;
mod bounds;
mod check;
mod job;
mod kind;
mod plan;
mod plan_entries;
mod plan_powers;
mod plan_staff;
mod read;
mod view;
mod write;

use app::backend::workbooks::{ImportPart, ImportView, Upload, Workbook, Workbooks};
use app::backend::{ServiceError, Session};
use async_trait::async_trait;
use shared::powers::KeptList;

use super::Services;
use super::staff::Appointing;
pub(in crate::services) use view::handed_out;

#[async_trait]
impl Workbooks for Services {
    async fn may_import(&self, session: &Session, list: KeptList) -> Result<(), ServiceError> {
        self.list_importer(session, list).await.map(drop)
    }

    async fn template(&self, session: &Session, list: KeptList) -> Result<Workbook, ServiceError> {
        self.list_template(session, list).await
    }

    async fn export(&self, session: &Session, list: KeptList) -> Result<Workbook, ServiceError> {
        self.list_export(session, list).await
    }

    async fn upload_list(&self, session: &Session, list: KeptList, upload: Upload) -> Result<String, ServiceError> {
        self.take_upload(session, list, upload).await
    }

    async fn import(
        &self,
        session: &Session,
        list: KeptList,
        id: &str,
        part: Option<ImportPart>,
        page: u32,
    ) -> Result<ImportView, ServiceError> {
        self.import_view(session, list, id, part, page).await
    }

    async fn apply_import(&self, session: &Session, list: KeptList, id: &str) -> Result<(), ServiceError> {
        self.import_apply(session, list, id).await
    }
}

impl Services {
    /// Whoever may bring in a workbook of a list. Accounts are kept by many, each within their reach.
    async fn list_importer<'a>(
        &self,
        session: &'a Session,
        list: KeptList,
    ) -> Result<&'a shared::access::Actor, ServiceError> {
        match list {
            KeptList::Staff => Ok(Appointing::of(session.actor()?)?.actor),
            KeptList::Powers | KeptList::Entries => Ok(self.list_keeper(session, list.action()).await?.0),
        }
    }
}
