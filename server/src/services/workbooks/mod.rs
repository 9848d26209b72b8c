//! The lists as workbooks: the template and the list on their way out; on the way in each is read, checked, previewed,
//! and applied as a whole or not at all.

mod apply;
mod bounds;
mod job;
mod kind;
mod plan;
mod plan_entries;
mod plan_powers;
mod read;
mod view;
mod write;

use app::backend::workbooks::{ImportPart, ImportView, Upload, Workbook, Workbooks};
use app::backend::{ServiceError, Session};
use async_trait::async_trait;
use shared::powers::KeptList;

use super::Services;

#[async_trait]
impl Workbooks for Services {
    async fn may_import(&self, session: &Session, list: KeptList) -> Result<(), ServiceError> {
        self.list_keeper(session, list.action()).await.map(drop)
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
