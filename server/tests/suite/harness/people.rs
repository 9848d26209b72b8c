//! People of Jinjiang who apply and who handle: signed in through the real services, never put into tables.

use std::sync::atomic::{AtomicU32, Ordering};

use app::backend::accounts::Accounts;
use app::backend::cases::Receipt;
use app::backend::drafts::{DraftView, Drafts};
use app::backend::files::{FileHome, FileView, Files};
use app::backend::{Cases, ServiceError, Session};
use server::services::accounts::NewStaff;
use server::store::Tx;
use shared::access::Role;
use shared::case::{CaseNo, Channel, Command};
use shared::form::Answers;
use shared::id::{AccountId, DraftId};

use super::World;

/// 深沪镇 and a community of it; 东石镇 is another town.
pub const TOWN: &str = "350582105000";
pub const VILLAGE: &str = "350582105001";
pub const OTHER_TOWN: &str = "350582104000";
pub const OTHER_VILLAGE: &str = "350582104001";
pub const CITY: &str = "350582000000";
/// 高龄津贴申领: decided within ten working days, by the town.
pub const ALLOWANCE: &str = "JJ-MZ-04";
pub const PASSWORD: &str = "潮起潮落-2026-ab";
/// A drawn sheet of paper.
pub const PNG: &[u8] = include_bytes!("../../../src/demo/sample.png");
/// Another picture: the same file again answers no correction.
pub const OTHER_PNG: &[u8] = include_bytes!("other.png");

/// Someone signed in.
#[derive(Clone, Debug)]
pub struct Person {
    pub session: Session,
    pub token: String,
}

impl Person {
    pub fn id(&self) -> AccountId {
        self.session.actor.as_ref().unwrap().id.clone()
    }
}

/// Networks differ, so that no story runs into the limits of another.
fn address() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("10.{}.{}.{}", n >> 16 & 255, n >> 8 & 255, n & 255)
}

#[allow(dead_code, reason = "not every story needs everyone")]
impl World {
    /// The same world, where one-time codes are shown.
    pub fn in_demo(self) -> Self {
        self.with_settings(&[("JINBAN_ENVIRONMENT", "demo")])
    }

    /// Someone who signed in by phone and has not said who they are.
    pub async fn stranger(&self, phone: &str) -> Person {
        let address = address();
        let sent = self.services.send_code(phone, &address).await.unwrap();
        let code = sent.demo_code.expect("a world in demo");
        let new = self
            .services
            .sign_in_by_code(phone, &code, &address, "安卓手机")
            .await
            .unwrap();
        self.person(new.token).await
    }

    /// An applicant with a checked name and number.
    pub async fn resident(&self, phone: &str, name: &str, number: &str) -> Person {
        let person = self.stranger(phone).await;
        self.services
            .set_real_name(&person.session, name, number)
            .await
            .unwrap();
        self.person(person.token).await
    }

    /// 陈海明, 91 years old.
    pub async fn elder(&self) -> Person {
        self.resident("13900000001", "陈海明", "350501193503100116").await
    }

    /// 王小满, somebody else.
    pub async fn neighbour(&self) -> Person {
        self.resident("13900000002", "王小满", "350501195601010359").await
    }

    /// Staff of a role, at a place, for a department where the role has one.
    pub async fn staff(&self, login: &str, role: Role, place: &str, department: Option<&str>) -> Person {
        let new = NewStaff {
            login: login.into(),
            password: PASSWORD.into(),
            name: "林海生".into(),
            role,
            department: department
                .filter(|_| role.needs_department())
                .map(|id| id.parse().unwrap()),
            territory: Some(place.parse().unwrap()),
        };
        self.services.add_staff(&new).await.unwrap();
        let new = self
            .services
            .sign_in_staff(login, PASSWORD, &address(), "Windows")
            .await
            .unwrap();
        self.person(new.token).await
    }

    pub async fn clerk(&self) -> Person {
        self.staff("w105", Role::WindowClerk, TOWN, None).await
    }

    pub async fn officer(&self) -> Person {
        self.staff("s105", Role::TownOfficer, TOWN, None).await
    }

    pub async fn lead(&self) -> Person {
        self.staff("l105", Role::TownLead, TOWN, None).await
    }

    pub async fn person(&self, token: String) -> Person {
        let session = self.services.session(Some(&token)).await.unwrap();
        assert!(session.actor.is_some());
        Person { session, token }
    }

    /// A draft of the allowance at the village, filled in, its paper photographed: ready to be handed in.
    pub async fn ready_draft(&self, person: &Person) -> DraftId {
        self.ready_draft_at(person, VILLAGE).await
    }

    pub async fn ready_draft_at(&self, person: &Person, place: &str) -> DraftId {
        let item = ALLOWANCE.parse().unwrap();
        let place = place.parse().unwrap();
        let draft = self
            .services
            .start(&person.session, &item, Some(&place), answers())
            .await
            .unwrap();
        self.upload(person, &draft, "bank_photo").await.unwrap();
        draft
    }

    /// A picture for a material of a draft.
    pub async fn upload(&self, person: &Person, draft: &DraftId, path: &str) -> Result<FileView, ServiceError> {
        let home = FileHome::Draft(draft.clone());
        self.services
            .put(&person.session, &home, path, "银行卡.png", PNG.to_vec())
            .await
    }

    pub async fn draft(&self, person: &Person, id: &DraftId) -> DraftView {
        Drafts::open(&*self.services, &person.session, id).await.unwrap()
    }

    pub async fn hand_in(&self, person: &Person, draft: &DraftId) -> Receipt {
        let key = format!("key-{}", draft);
        self.services
            .submit(&person.session, draft, &key, Channel::Phone)
            .await
            .unwrap()
    }

    /// A case of the allowance, just handed in.
    pub async fn case_of(&self, person: &Person) -> Receipt {
        let draft = self.ready_draft(person).await;
        self.hand_in(person, &draft).await
    }

    /// One number out of the database.
    pub async fn count(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(self.store().reader()).await.unwrap()
    }

    /// Changes a row behind the services' back, as time or another version of the program would.
    pub async fn force(&self, sql: &'static str) {
        self.store()
            .write(|tx: &mut Tx<'_>| {
                Box::pin(async move {
                    sqlx::query(sql).execute(tx.sql()).await?;
                    Ok(())
                })
            })
            .await
            .unwrap();
    }
}

/// Everything the allowance asks, but for the photo.
pub fn answers() -> Answers {
    Answers::from_json(
        r#"{
            "applicant": {"name": "陈海明", "citizen_number": "350501193503100116", "mobile": "13900000001"},
            "over_80": true, "local": true,
            "household": {"division": "350582105001", "detail": "中区 12 号"},
            "same_home": true, "pension_kind": "resident", "other_allowance": false,
            "bank_kind": "card", "bank_holder": "陈海明", "bank_number": "6228480012345678",
            "agent": false, "delivery": "window", "declaration": true
        }"#,
    )
    .unwrap()
}

/// What an error says is wrong, by field.
pub fn fields(error: &ServiceError) -> Vec<&str> {
    match error {
        ServiceError::Invalid { problems } => problems.iter().map(|problem| problem.path.as_str()).collect(),
        other => panic!("not about fields: {other:?}"),
    }
}

/// Whether an error says that something is not there.
pub fn not_found<T: std::fmt::Debug>(result: Result<T, ServiceError>) -> bool {
    match result {
        Err(ServiceError::NotFound { .. }) => true,
        other => panic!("found: {other:?}"),
    }
}

/// Whether an error says in words that it does not fit what is so by now, with a way out.
pub fn conflict<T: std::fmt::Debug>(result: Result<T, ServiceError>) -> String {
    match result {
        Err(ServiceError::Conflict { message, fix }) => {
            assert!(!message.is_empty() && !fix.is_empty());
            message
        }
        other => panic!("no conflict: {other:?}"),
    }
}

/// The applicant takes the application back.
pub async fn withdraw(world: &World, session: &Session, number: &CaseNo, reason: &str) -> Result<String, ServiceError> {
    let reason = reason.to_owned();
    app::backend::Cases::act(&*world.services, session, number, Command::Withdraw { reason }).await
}
