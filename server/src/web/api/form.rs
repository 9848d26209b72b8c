//! The form an item is applied for with, for programs that fill it in.

use app::backend::ServiceError;
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::catalogue::ItemId;
use shared::form::FormSchema;
use utoipa::ToSchema;

use super::asked::{ItemAsked, no_item};
use super::{Problem, Refused};
use crate::web::Web;

/// 申请表：分页，一页一个主题。
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(title = "申请表", as = Form)]
pub(super) struct FormWire {
    /// 表的编号。
    #[schema(example = "jj-mz-04")]
    id: String,
    /// 第几版。已经开始填的草稿和已经提交的办件，一直用原来的版本。
    version: u32,
    /// 标题。
    title: String,
    /// 各页。
    pages: Vec<FormPage>,
    /// 申请人写在哪些字段，取第一个填了的。
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    applicant: Vec<String>,
    /// 字段之间的规则。
    #[serde(default)]
    #[schema(required = true)]
    rules: Vec<FormRule>,
}

/// 申请表的一页。
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(title = "页")]
struct FormPage {
    /// 页的编号。
    id: String,
    /// 标题。
    title: String,
    /// 开头的说明。
    #[serde(default)]
    intro: Option<String>,
    /// 这一页的字段。
    fields: Vec<FormField>,
}

/// 申请表的一个字段。没有写出的一项，对这种字段没有意义或没有限制。
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(title = "字段")]
struct FormField {
    /// 字段的编号。
    #[schema(example = "applicant")]
    id: String,
    /// 名称或问题。
    label: String,
    /// 怎么填。
    #[serde(default)]
    hint: Option<String>,
    /// 种类。
    kind: FormFieldKind,
    /// 什么时候必填：`true`、`false`，或一条规则。
    #[serde(default = "always")]
    #[schema(required = true)]
    required: Value,
    /// 什么时候出现：`true`、`false`，或一条规则。不出现的字段不填、不查、不提交。
    #[serde(default = "always")]
    #[schema(required = true)]
    shown: Value,
    /// 最小值；多选和分组是最少几个；日期是 `{"on": 日期}` 或 `{"today": 天数}`。
    #[serde(default, skip_serializing_if = "Option::is_none")]
    min: Option<Value>,
    /// 最大值；文字是最多几个字；其他同 `min`。
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max: Option<Value>,
    /// 数字的单位。
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    /// 可选的答案。
    #[serde(default, skip_serializing_if = "Option::is_none")]
    options: Option<Vec<FormOption>>,
    /// 地址必须在哪个区划里。
    #[serde(default, skip_serializing_if = "Option::is_none")]
    within: Option<String>,
    /// 人员：要不要身份证号码。
    #[serde(default, skip_serializing_if = "Option::is_none")]
    citizen_number: Option<bool>,
    /// 人员：要不要手机号码。
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mobile: Option<bool>,
    /// 人员：关系的选项。
    #[serde(default, skip_serializing_if = "Option::is_none")]
    relation: Option<Vec<FormOption>>,
    /// 分组：每一组的字段。
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(no_recursion)]
    fields: Option<Vec<FormField>>,
    /// 分组：一组叫什么。
    #[serde(default, skip_serializing_if = "Option::is_none")]
    item_label: Option<String>,
    /// 分组：一组之内的规则。
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rules: Option<Vec<FormRule>>,
    /// 材料：办事指南里的材料编号。
    #[serde(default, skip_serializing_if = "Option::is_none")]
    material: Option<String>,
    /// 材料：收哪些文件。
    #[serde(default, skip_serializing_if = "Option::is_none")]
    accept: Option<Vec<FormFile>>,
    /// 材料：最多几个文件。
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max_files: Option<u32>,
    /// 声明的内容。
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// 不需要知道的人看到的是不是遮住的；没有写出的，按种类和内容定。
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sensitive: Option<bool>,
}

const fn always() -> Value {
    Value::Bool(true)
}

/// `text` 文字，`long_text` 长文字，`integer` 整数，`money` 金额（分），`date` 日期，`choice` 单选，`choices` 多选，
/// `yes_no` 是或否，`citizen_number` 身份证号码，`credit_code` 统一社会信用代码，`phone` 电话，`mobile` 手机，
/// `address` 地址，`person` 人员，`repeat` 可以重复的分组，`material` 材料文件，`declaration` 声明。
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(title = "字段的种类")]
enum FormFieldKind {
    Text,
    LongText,
    Integer,
    Money,
    Date,
    Choice,
    Choices,
    YesNo,
    CitizenNumber,
    CreditCode,
    Phone,
    Mobile,
    Address,
    Person,
    Repeat,
    Material,
    Declaration,
}

/// `image` 图片，`pdf` PDF 文件。
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(title = "文件的种类")]
enum FormFile {
    Image,
    Pdf,
}

/// 一个可选的答案。
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(title = "选项")]
struct FormOption {
    /// 提交的值。
    value: String,
    /// 显示的文字。
    label: String,
    /// 说明。
    #[serde(default)]
    hint: Option<String>,
}

/// 互相矛盾的情况：`when` 成立，就不能提交；`caution` 是 true 的只提醒，照样可以提交。
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(title = "字段之间的规则")]
struct FormRule {
    /// 什么情况下不对，写成一条规则。
    when: Value,
    /// 问题显示在哪个字段。
    path: String,
    /// 哪里不对。
    message: String,
    /// 怎么改。
    fix: String,
    /// 只提醒：回答和办理条件不符，由受理单位审核。没有写出的，是 false。
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    caution: bool,
}

/// What the domain writes is read back by the names told here; a name told nowhere is an error and no silent gap.
fn wire(form: &FormSchema) -> Result<FormWire, ServiceError> {
    serde_json::to_value(form)
        .and_then(serde_json::from_value)
        .map_err(|error| {
            tracing::error!(%error, form = %form.id, "a form is not as it is described");
            ServiceError::Unavailable
        })
}

/// The form of the item as published now.
#[utoipa::path(
    get,
    path = "/items/{id}/form",
    tag = "事项",
    summary = "申请表",
    description = "一个事项的申请表：问什么、什么时候问、怎么填才对。网页和服务器用的是同一份。",
    params(("id" = String, Path, description = "事项编号", example = "JJ-MZ-04")),
    responses(
        (status = 200, description = "申请表", body = FormWire),
        (status = 404, description = "没有这个事项", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn form(State(web): State<Web>, ItemAsked(id): ItemAsked) -> Result<Json<FormWire>, Refused> {
    let none = |_| ServiceError::NotFound {
        what: "这个事项".into(),
    };
    let id: ItemId = id.parse().map_err(none).map_err(no_item)?;
    let published = web.services.published(&id).await.map_err(no_item)?;
    Ok(Json(wire(&published.form)?))
}
