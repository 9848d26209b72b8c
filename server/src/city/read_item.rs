//! How the catalogue's types are read from a package.

use serde::Deserialize;
use serde_json::Value;
use shared::board::{Milestone, MilestoneId, Reached};
use shared::catalogue::{
    AgeValidity, Agency, BasicCode, BodyKind, CaseType, City, Confirmable, Delegation, Eligibility, ExerciseLevel,
    Extras, Fee, FeeItem, HandlingCode, Hotline, ImplementationCode, Issuer, Item, ItemId, ItemType, Law, LimitNotes,
    Material, MaterialForm, MaterialId, OnlineDepth, Outcome, Presence, PublicNotice, Question, RelatedItem,
    ResultKind, ServiceObject, Situation, Step, Theme, TownPower, Validity, Visits, Way,
};
use shared::id::DepartmentId;
use shared::people::CreditCode;
use shared::place::{DivisionCode, Tier, Tile};
use shared::time::{Date, Limit};

use super::package::Plan;
use super::problem::Problems;
use super::read::{Fields, Read, leaves, objects};

leaves! {
    AgeYears => "年数";
    BasicCode => "基本编码";
    BodyKind => "实施主体性质的代码";
    CaseType => "办件类型";
    CreditCode => "统一社会信用代码";
    Date => "日期，如 2020-11-15";
    DepartmentId => "部门编号";
    DivisionCode => "区划代码";
    ExerciseLevel => "行使层级的代码";
    HandlingCode => "业务办理项编码";
    ImplementationCode => "实施编码";
    Issuer => "来源渠道";
    ItemId => "事项编号";
    ItemType => "事项类型的代码";
    Limit => "时限，如 {\"value\": 10, \"unit\": \"working_days\"}";
    MaterialForm => "材料形式";
    MaterialId => "材料编号";
    MilestoneId => "节点编号";
    OnlineDepth => "网上办理深度的代码";
    Presence => "申请人在哪里：away 或 home";
    ResultKind => "结果类型";
    ServiceObject => "服务对象的代码";
    Tier => "层级";
    TownPower => "镇街权限";
    Way => "办理形式的代码";
}

objects! {
    Agency { files, role, note }
    City { code, name, short_name, province, product, hotlines, themes, tiles }
    Delegation { to_town, basis }
    Eligibility { rule, otherwise; decides, instead }
    Extras {
        local_code, local_implementation_code, entrusted_by, mobile_url, computer_url, online_url, effective_on, cancel_on,
        handle_area, other_offices, intermediary, quantity_limit, terminals; ways
    }
    Fee { charged, basis, pay_online; items }
    FeeItem { name, amount }
    Hotline { name, phone, confirmed }
    Item {
        id, version, name, plain_name, aliases, type_code, type_confirmed, source_code, implementation_code,
        department, power_source, exercise_level, body_kind, body_code, theme, person_theme, firm_theme, tiers,
        tiers_confirmed, tiers_note, service_objects, legal_basis, who_applies, conditions, materials, steps,
        statutory_limit, promised_limit, limit_notes, case_type, fee, result, visits, online_depth, public_notice,
        special_procedures, validity, delegation, agency, notes, form;
        handling_codes, hot, eligibility, situations, questions, extras, editor_notes, related
    }
    Law { law, article, confirmed }
    LimitNotes { statutory, promised, extension, note; on_the_spot_first }
    Material {
        id, name, form, copies, issuer, source, needed, needed_when, electronic_ok, share, note, legal_basis,
        blank_form, example, paper, standard, remark, confirmed; filled_online
    }
    Milestone { id, name, words, due_on }
    Outcome { name, kind, sample }
    Plan { milestones; reached }
    PublicNotice { length, place, basis }
    Question { ask, answer }
    Reached { town, milestone, on }
     RelatedItem { item, why }
     Situation { ask, why, told_by }
     Step { name, who, limit, note, present; tiers }
    Theme { name, mark }
    Tile { town, column, row }
    Validity { years, renew_before_days, basis; by_age }
    Visits { count, reason }
}

/// `AgeValidity.years` is null for good, and so must be written.
#[derive(Deserialize)]
struct AgeYears(Option<u16>);

impl Read for AgeValidity {
    fn read(value: &Value, path: &str, problems: &mut Problems<'_>) -> Option<Self> {
        let mut fields = Fields::of(value, path, problems)?;
        let ages = fields.take("ages");
        let years: Option<AgeYears> = fields.take("years");
        fields.done();
        Some(Self {
            ages: ages?,
            years: years?.0,
        })
    }
}

impl<T: Read> Read for Confirmable<T> {
    fn read(value: &Value, path: &str, problems: &mut Problems<'_>) -> Option<Self> {
        let mut fields = Fields::of(value, path, problems)?;
        let (inner, confirmed) = (fields.take("value"), fields.take("confirmed"));
        fields.done();
        Some(Self {
            value: inner?,
            confirmed: confirmed?,
        })
    }
}
