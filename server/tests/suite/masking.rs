//! What reaches those who may look at a case and may not, or have not yet asked to, see personal values: nothing of
//! what was filled in, whatever the form. Every form that is loaded is filled by the kinds of its fields; a new form
//! is covered without anyone adding it here.

use app::backend::desk::Desk;
use serde_json::{Map, Value, json};
use server::secrets::Cell;
use shared::access::Role;
use shared::case::{CaseNo, Command};
use shared::form::{Answers, Field, FieldKind, FormSchema};

use crate::harness::World;
use crate::harness::people::{CITY, Person, withdraw};

/// What must not be seen in the clear: as answers keep it, and as pages write it.
const MARKERS: [&str; 12] = [
    "暗号甲",
    "暗号乙",
    "欧阳暗号",
    "350501193503100116",
    "13987654321",
    "3987654321",
    "暗号路 7 号",
    "1987-06-05",
    "1987 年",
    "98765432",
    "987654.32",
    "987,654.32",
];

/// The name of whatever firm applies.
const FIRM: &str = "深沪渔具有限公司";

/// An answer that fits the kind of field, made of the markers.
fn answer(field: &Field) -> Value {
    match &field.kind {
        FieldKind::Text { .. } => "暗号甲".into(),
        FieldKind::LongText { .. } => "暗号乙".into(),
        FieldKind::Integer { .. } => 3.into(),
        FieldKind::Money { .. } => 98_765_432.into(),
        FieldKind::Date { .. } => "1987-06-05".into(),
        FieldKind::Choice { options } => options[0].value.clone().into(),
        FieldKind::Choices { options, .. } => json!([options[0].value]),
        FieldKind::YesNo | FieldKind::Declaration { .. } => true.into(),
        FieldKind::CitizenNumber => "350501193503100116".into(),
        FieldKind::CreditCode => "91350100M000100Y43".into(),
        FieldKind::Phone | FieldKind::Mobile => "13987654321".into(),
        FieldKind::Address { .. } => json!({"division": "350582105001", "detail": "暗号路 7 号"}),
        FieldKind::Person { .. } => {
            json!({"name": "欧阳暗号", "citizen_number": "350501193503100116", "mobile": "13987654321"})
        }
        FieldKind::Repeat { fields, .. } => json!([filled(fields.iter())]),
        FieldKind::Material { .. } => json!(["01890a5d-ac96-774b-bcce-b302099a8057"]),
    }
}

fn filled<'f>(fields: impl Iterator<Item = &'f Field>) -> Map<String, Value> {
    fields.map(|field| (field.id.to_string(), answer(field))).collect()
}

/// Puts a form and answers to all of its fields in the place of what the case was handed in with.
async fn refill(world: &World, case: &str, form: &FormSchema) {
    let mut answers: Answers = serde_json::from_value(Value::Object(filled(form.fields()))).unwrap();
    // A firm's name is public.
    for field in form
        .applicants()
        .filter(|field| matches!(field.kind, FieldKind::Text { .. }))
    {
        answers.put(field.id.as_str(), FIRM);
    }
    let cell = format!("{case}/1");
    let place = Cell::new("case_answers", "answers", &cell);
    let sealed = &world.services.secrets.seal_json(&place, &answers).unwrap();
    world
        .services
        .store
        .write(|tx| {
            Box::pin(async move {
                sqlx::query("UPDATE cases SET form = $1, form_version = $2 WHERE id = $3")
                    .bind(form.id.as_str())
                    .bind(i64::from(form.version))
                    .bind(case)
                    .execute(tx.sql())
                    .await?;
                sqlx::query("UPDATE case_answers SET answers = $1 WHERE case_id = $2")
                    .bind(sealed.clone())
                    .bind(case)
                    .execute(tx.sql())
                    .await?;
                Ok(())
            })
        })
        .await
        .unwrap();
}

/// All that someone is sent of a case: as data, and as the page.
async fn sent(world: &World, who: &Person, number: &CaseNo) -> String {
    let case = Desk::open(&*world.services, &who.session, number).await.unwrap();
    let page = world
        .get(&format!("/desk/cases/{number}"))
        .signed_in(&who.token)
        .for_page()
        .send()
        .await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("申请内容"));
    let case = format!("{}\n{case:?}", serde_json::to_string(&case.answers).unwrap());
    format!("{case}\n{}", page.text())
}

async fn forms(world: &World) -> Vec<FormSchema> {
    let rows: Vec<String> = sqlx::query_scalar("SELECT body FROM form ORDER BY id, version")
        .fetch_all(world.services.store.reader())
        .await
        .unwrap();
    rows.iter().map(|body| serde_json::from_str(body).unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_form_shows_a_personal_value_to_those_who_have_not_asked() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let number = world.case_of(&elder).await.number;
    let clerk = world.clerk().await;
    let lookers = [
        world.staff("jc1", Role::Inspector, CITY, None).await,
        world.staff("zx1", Role::ServiceCentre, CITY, None).await,
        clerk.clone(),
    ];
    let case = Desk::open(&*world.services, &clerk.session, &number).await.unwrap();
    assert_eq!(case.materials.iter().map(|one| one.views.len()).sum::<usize>(), 1);
    let forms = forms(&world).await;
    assert!(forms.len() > 60, "every item's form: {}", forms.len());
    for form in &forms {
        refill(&world, case.id.as_str(), form).await;
        for (at, looker) in lookers.iter().enumerate() {
            let sent = sent(&world, looker, &number).await;
            for marker in MARKERS {
                assert!(!sent.contains(marker), "{marker} of {} before {at}", form.id);
            }
            let firm = form
                .applicants()
                .any(|field| matches!(field.kind, FieldKind::Text { .. }));
            assert_eq!(sent.contains(FIRM), firm, "{} before {at}", form.id);
            // People name files after themselves; who may open materials finds them by their number.
            assert!(!sent.contains("银行卡.png"), "{} before {at}", form.id);
            assert_eq!(sent.contains("文件 1.png"), at == 2, "{} before {at}", form.id);
        }
    }
    assert_eq!(world.count("SELECT COUNT(*) FROM look").await, 0);

    // Who needs the values asks, says why, and is written down; the others cannot.
    let why = "核对申请人身份";
    let whole = world.services.unmask(&clerk.session, &number, why).await.unwrap();
    let whole = format!("{}\n{whole:?}", serde_json::to_string(&whole.answers).unwrap());
    assert!(whole.contains("暗号") && whole.contains("13987654321"), "{whole}");
    assert_eq!(world.count("SELECT COUNT(*) FROM look").await, 1);
    for looker in &lookers[..2] {
        assert!(world.services.unmask(&looker.session, &number, why).await.is_err());
    }
    assert_eq!(world.count("SELECT COUNT(*) FROM look").await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_people_write_about_a_case_keeps_its_values_hidden() {
    let world = World::in_jinjiang().await.in_demo();
    let (elder, officer) = (world.elder().await, world.officer().await);
    let inspector = world.staff("jc1", Role::Inspector, CITY, None).await;
    let number = world.case_of(&elder).await.number;
    world.clock.advance(std::time::Duration::from_secs(60));
    let decline = Command::Decline {
        reason: "陈海明的卡 6228480012345678 已注销，来电 13900000001".to_owned(),
        right_office: None,
    };
    let revision = Desk::open(&*world.services, &officer.session, &number)
        .await
        .unwrap()
        .revision;
    Desk::act(&*world.services, &officer.session, &number, revision, decline)
        .await
        .unwrap();
    let seen = sent(&world, &inspector, &number).await;
    assert!(seen.contains("已注销"));
    for hidden in ["陈海明", "6228480012345678", "13900000001"] {
        assert!(!seen.contains(hidden), "{hidden}");
    }

    // What the applicant adds in their own words is theirs.
    let other = world.case_of(&elder).await.number;
    world.clock.advance(std::time::Duration::from_secs(60));
    let why = "家里老人走了，不办了";
    withdraw(&world, &elder.session, &other, why).await.unwrap();
    assert!(!sent(&world, &inspector, &other).await.contains(why));
    assert!(!sent(&world, &officer, &other).await.contains(why));
}
