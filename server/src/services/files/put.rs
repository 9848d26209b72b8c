//! Taking files in and out.

use app::backend::files::{FileHome, FileState, FileView, MAX_FILE_BYTES};
use app::backend::{ServiceError, Session};
use jiff::Timestamp;
use object_store::{ObjectStoreExt as _, PutPayload, path::Path};
use shared::access::{Action, Actor, may};
use shared::case::{OTHER_PAPERS, other_papers};
use shared::form::{Field, FieldKind, FileKind};
use shared::id::{CaseId, FileId};

use super::read::{Home, no_application};
use super::{FILE_COLUMNS, FileRow, Verdict, display_name, sniff};
use crate::secrets::{Cell, sha256};
use crate::services::Services;
use crate::store::{Abort, Arg, Millis, Sql, StoreError};

/// A paper that is taken as one kind only: the way out names that kind.
fn wrong_kind(path: &str, accept: &[FileKind]) -> ServiceError {
    if accept.contains(&FileKind::Image) {
        ServiceError::invalid(path, "这份材料只收图片", "请拍照上传，或选择一张图片")
    } else {
        ServiceError::invalid(path, "这份材料只收 PDF", "请把文件另存为 PDF 后上传")
    }
}

/// How many files a field takes, and since when they count.
struct Room {
    most: i64,
    since: Option<Timestamp>,
}

impl Room {
    /// What the field holds. What was handed in before a correction stays and takes no room from what is handed in now.
    fn taken(&self, row: &FileRow) -> Sql {
        let sql = match (&row.draft_id, &row.case_id) {
            (Some(draft), _) => Sql::new("SELECT COUNT(*) FROM file").and_arg("draft_id =", draft.as_str()),
            (None, case) => {
                Sql::new("SELECT COUNT(*) FROM file").and_arg("case_id =", case.as_deref().unwrap_or_default())
            }
        };
        sql.and_arg("field_path =", row.field_path.as_str())
            .and("state <> 'rejected'")
            .and_opt("created_at >=", self.since.map(Millis))
    }

    fn check(&self, row: &FileRow, count: i64) -> Result<(), ServiceError> {
        if count < self.most {
            return Ok(());
        }
        Err(ServiceError::invalid(
            &row.field_path,
            format!("这份材料最多 {} 个文件", self.most),
            "请先删除一个再上传",
        ))
    }
}

impl Services {
    /// Whether this person may put files there at all, asked before anything of them is read.
    pub(super) async fn may_take(&self, session: &Session, home: &FileHome) -> Result<(), ServiceError> {
        self.home_of(session.actor()?, home).await.map(drop)
    }

    pub(super) async fn take(
        &self,
        session: &Session,
        home: &FileHome,
        path: &str,
        name: &str,
        content: Vec<u8>,
    ) -> Result<FileView, ServiceError> {
        let actor = session.actor.as_ref().ok_or(ServiceError::NotSignedIn)?;
        if content.is_empty() {
            return Err(ServiceError::invalid(
                path,
                "没有选到文件",
                "请拍照或选择一张图片、一个 PDF",
            ));
        }
        if content.len() as u64 > self.config.upload_limit.min(MAX_FILE_BYTES) {
            return Err(ServiceError::invalid(
                path,
                "文件超过 20 MB",
                "请缩小图片，或分成几份上传",
            ));
        }
        let Some(media) = sniff(&content) else {
            return Err(ServiceError::invalid(
                path,
                "只收图片和 PDF",
                "请拍照上传，或把文件另存为 PDF",
            ));
        };
        let now = self.clock.now();
        let id = self.rng.id(now);
        let object_key = format!("files/{}/{id}", id.get(..8).unwrap_or("00000000"));
        let row = FileRow {
            display_name: self
                .secrets
                .seal(&Cell::new("file", "display_name", &id), &display_name(name))
                .map_err(StoreError::from)?,
            id,
            owner: actor.id.to_string(),
            draft_id: None,
            case_id: None,
            field_path: path.to_owned(),
            media_type: media.mime().to_owned(),
            size: i64::try_from(content.len()).unwrap_or(i64::MAX),
            sha256: sha256(&content),
            state: "quarantined".to_owned(),
            object_key,
            created_at: Millis(now),
        };
        let (row, room) = self.place_in(actor, home, row).await?;
        self.room_for(&row, &room).await?;
        // Bytes are sealed like every other personal value: an identity card is one.
        let sealed = self
            .secrets
            .seal_bytes(&Cell::new("file", "content", &row.id), &content)
            .map_err(StoreError::from)?;
        let key = Path::from(row.object_key.as_str());
        self.objects
            .put(&key, PutPayload::from(sealed))
            .await
            .map_err(|error| {
                tracing::error!(%error, "the object store refused a file");
                ServiceError::Unavailable
            })?;
        if let Err(error) = self.insert(&row, &room).await {
            self.delete_object(&row.object_key).await;
            return Err(error);
        }
        let mut view = row.view(&self.secrets)?;
        view.state = self.check_and_mark(&row.id, media, &content).await?;
        if view.state == FileState::Rejected {
            let reason = self.reason(&row.id).await?;
            self.forget(&row).await?;
            return Err(ServiceError::invalid(
                path,
                &reason,
                "其他材料不受影响，只需重新上传这一份",
            ));
        }
        Ok(view)
    }

    /// Finds the home, checks that it is the actor's and that the field takes such a file.
    async fn place_in(
        &self,
        actor: &Actor,
        home: &FileHome,
        mut row: FileRow,
    ) -> Result<(FileRow, Room), ServiceError> {
        let Home { owner, form, since } = self.home_of(actor, home).await?;
        // Whoever puts it, it is the applicant's.
        row.owner = owner.to_string();
        let other = match home {
            FileHome::Case(id) if row.field_path == OTHER_PAPERS => self.other_papers_of(id).await?,
            _ => None,
        };
        let field = other.as_ref().or_else(|| form.field_at(&row.field_path));
        let material = field.and_then(|field| match &field.kind {
            // A path into the list of files is none: nothing would ever find the file there.
            FieldKind::Material { max_files, accept, .. } if row.field_path.ends_with(field.id.as_str()) => {
                Some((i64::from(*max_files), accept.as_slice()))
            }
            _ => None,
        });
        let Some((most, accept)) = material else {
            return Err(ServiceError::invalid(
                &row.field_path,
                "这一项不收文件",
                "请刷新页面后重试",
            ));
        };
        if !FileKind::of_media(&row.media_type).is_some_and(|kind| accept.contains(&kind)) {
            return Err(wrong_kind(&row.field_path, accept));
        }
        match home {
            FileHome::Draft(id) => row.draft_id = Some(id.to_string()),
            FileHome::Case(id) => row.case_id = Some(id.to_string()),
        }
        Ok((row, Room { most, since }))
    }

    /// The place for papers that are asked for in free words.
    async fn other_papers_of(&self, id: &CaseId) -> Result<Option<Field>, ServiceError> {
        let case = self.audited(id).await?;
        Ok(case.and_then(|case| {
            let free = case.open_demands().iter().filter(|demand| demand.path.is_none());
            other_papers(free.map(|demand| demand.what.as_str()))
        }))
    }

    /// Refuses early what [`Self::insert`] would refuse.
    async fn room_for(&self, row: &FileRow, room: &Room) -> Result<(), ServiceError> {
        let count: i64 = room
            .taken(row)
            .scalar()
            .fetch_one(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        room.check(row, count)
    }

    /// Keeps the row when there is still room: counted and written in one unit, while the home's own row is held, so
    /// that uploads at the same time wait for each other.
    async fn insert(&self, row: &FileRow, room: &Room) -> Result<(), ServiceError> {
        let (hold, home) = match (&row.draft_id, &row.case_id) {
            (Some(draft), _) => ("UPDATE draft SET updated_at = updated_at WHERE id = $1", draft.as_str()),
            (None, case) => (
                "UPDATE cases SET revision = revision WHERE id = $1",
                case.as_deref().unwrap_or_default(),
            ),
        };
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let held = sqlx::query(hold).bind(home).execute(tx.sql()).await?;
                    if held.rows_affected() == 0 {
                        return Err(no_application().into());
                    }
                    let count: i64 = room.taken(row).scalar().fetch_one(tx.sql()).await?;
                    room.check(row, count)?;
                    Sql::new(
                        "INSERT INTO file (id, owner, draft_id, case_id, field_path, display_name, media_type, size, \
                     sha256, state, object_key, created_at) VALUES (",
                    )
                    .arg(row.id.as_str())
                    .push(", ")
                    .arg(row.owner.as_str())
                    .push(", ")
                    .arg_or_null(row.draft_id.as_deref().map(Arg::from))
                    .push(", ")
                    .arg_or_null(row.case_id.as_deref().map(Arg::from))
                    .push(", ")
                    .arg(row.field_path.as_str())
                    .push(", ")
                    .arg(row.display_name.clone())
                    .push(", ")
                    .arg(row.media_type.as_str())
                    .push(", ")
                    .arg(row.size)
                    .push(", ")
                    .arg(row.sha256.as_str())
                    .push(", ")
                    .arg(row.state.as_str())
                    .push(", ")
                    .arg(row.object_key.as_str())
                    .push(", ")
                    .arg(row.created_at)
                    .push(")")
                    .query()
                    .execute(tx.sql())
                    .await?;
                    Ok(())
                })
            })
            .await
    }

    /// Checks a quarantined file and writes down what was found.
    pub(super) async fn check_and_mark(
        &self,
        id: &str,
        media: app::backend::files::MediaType,
        content: &[u8],
    ) -> Result<FileState, ServiceError> {
        let (state, name, reason) = match self.checker.check(media, content).await {
            Verdict::Clean => (FileState::Clean, "clean", ""),
            Verdict::Rejected(reason) => (FileState::Rejected, "rejected", reason),
            Verdict::Later => return Ok(FileState::Quarantined),
        };
        self.store
            .write(|tx| {
                Box::pin(async move {
                    sqlx::query("UPDATE file SET state = $1, reason = $2 WHERE id = $3 AND state = 'quarantined'")
                        .bind(name)
                        .bind(reason)
                        .bind(id)
                        .execute(tx.sql())
                        .await?;
                    Ok(())
                })
            })
            .await?;
        Ok(state)
    }

    async fn reason(&self, id: &str) -> Result<String, ServiceError> {
        let reason: Option<Option<String>> = sqlx::query_scalar("SELECT reason FROM file WHERE id = $1")
            .bind(id)
            .fetch_optional(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        Ok(reason.flatten().unwrap_or_else(|| "文件没有通过检查".to_owned()))
    }

    pub(super) async fn take_out(&self, session: &Session, id: &FileId) -> Result<(), ServiceError> {
        let actor = session.actor()?;
        let unknown = || ServiceError::NotFound {
            what: "这个文件".into(),
        };
        let row = self.row(id).await?.ok_or_else(unknown)?;
        if row.owner != actor.id.to_string() {
            let scope = self.scope_of_file(actor, &row).await?.ok_or_else(unknown)?;
            if !may(actor, Action::SupplyCorrection, &scope) {
                return Err(unknown());
            }
        }
        // What was handed in with a case stays with the case (档案法); what was put for an open correction was not yet.
        if let Some(case) = &row.case_id
            && !self.is_uncommitted(&row, case).await?
        {
            return Err(ServiceError::Conflict {
                message: "这个文件已随办件提交".into(),
                fix: "如需更换，请在补正时上传新的文件".into(),
            });
        }
        self.forget(&row).await
    }

    /// Whether a file of a case waits for its correction to be sent.
    async fn is_uncommitted(&self, row: &FileRow, case: &str) -> Result<bool, ServiceError> {
        let id: CaseId = case.parse().map_err(|e| StoreError::unreadable("case id", e))?;
        let Some(asked_at) = self.correction_open_since(&id).await? else {
            return Ok(false);
        };
        Ok(row.created_at.0 >= asked_at)
    }

    /// Deletes the row, then the bytes; bytes left behind by a crash are swept by the job.
    pub(super) async fn forget(&self, row: &FileRow) -> Result<(), ServiceError> {
        let gone = self
            .store
            .write(|tx| {
                Box::pin(async move {
                    let done = sqlx::query("DELETE FROM file WHERE id = $1 AND (case_id IS NULL OR case_id = $2)")
                        .bind(&row.id)
                        .bind(row.case_id.as_deref().unwrap_or_default())
                        .execute(tx.sql())
                        .await?;
                    Ok::<_, Abort>(done.rows_affected())
                })
            })
            .await?;
        // Handed in meanwhile: the bytes belong to the case now.
        if gone > 0 {
            self.delete_object(&row.object_key).await;
        }
        Ok(())
    }

    pub(super) async fn row(&self, id: &FileId) -> Result<Option<FileRow>, ServiceError> {
        Ok(Sql::new("SELECT ")
            .push(FILE_COLUMNS)
            .push(" FROM file")
            .and_arg("id =", id.to_string())
            .first(&self.store)
            .await?)
    }
}
