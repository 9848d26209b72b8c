//! Groups of fields that most forms need, put in at one press. Once in, they are fields like any other.

use super::kinds::option;
use super::names::Names;
use crate::form::{Choice, Expr, Field, FieldId, FieldKind, PersonParts};
use crate::value_list;

value_list! {
    /// A group of fields made ready.
    pub enum Block, "常用字段组" {
        Person = "person", "人员";
        Address = "address", "住址";
        BankAccount = "bank", "银行账户";
        Agent = "agent", "委托代办";
        Members = "members", "家庭成员";
        Declaration = "declaration", "承诺声明";
    }
}

impl Block {
    #[must_use]
    pub const fn what(self) -> &'static str {
        match self {
            Self::Person => "姓名、身份证号码、手机、关系",
            Self::Address => "村（社区）和门牌",
            Self::BankAccount => "户名、开户银行、账号、是否本人",
            Self::Agent => "要不要委托，代办人是谁",
            Self::Members => "可填多份：姓名、身份证号码、关系、有没有工作、收入",
            Self::Declaration => "申请人勾选的声明",
        }
    }

    /// Its fields under fresh names, their conditions with them.
    pub(super) fn fields(self, names: &mut Names) -> Vec<Field> {
        let made = match self {
            Self::Person => person(names),
            Self::Address => single(
                names,
                "address",
                "住址",
                "选村（社区），再写门牌号",
                FieldKind::Address { within: None },
            ),
            Self::BankAccount => bank(names),
            Self::Agent => agent(names),
            Self::Members => members(names),
            Self::Declaration => single(
                names,
                "promise",
                "承诺声明",
                "",
                FieldKind::Declaration {
                    text: "我填写的内容和提交的材料都是真实的；如有虚假，愿意承担法律责任。".to_owned(),
                },
            ),
        };
        made.unwrap_or_default()
    }
}

fn field(id: FieldId, label: &str, hint: &str, kind: FieldKind) -> Field {
    Field {
        id,
        label: label.to_owned(),
        hint: (!hint.is_empty()).then(|| hint.to_owned()),
        kind,
        required: Expr::always(),
        sensitive: None,
        shown: Expr::always(),
    }
}

fn single(names: &mut Names, id: &str, label: &str, hint: &str, kind: FieldKind) -> Option<Vec<Field>> {
    Some(vec![field(names.fresh(id)?, label, hint, kind)])
}

fn kin() -> Vec<Choice> {
    vec![
        option("spouse", "配偶"),
        option("parent", "父母"),
        option("child", "子女"),
        option("relative", "其他亲属"),
        option("other", "其他人"),
    ]
}

fn person(names: &mut Names) -> Option<Vec<Field>> {
    let parts = PersonParts {
        citizen_number: true,
        mobile: true,
        relation: kin(),
    };
    let hint = "和身份证上一样；关系填这个人是申请人的什么人";
    single(names, "person", "人员", hint, FieldKind::Person { parts })
}

/// Shown while a yes/no before it says so.
fn while_(question: &FieldId, says: bool, mut field: Field) -> Option<Field> {
    field.shown = Expr::Equals(question.as_str().parse().ok()?, says.into());
    Some(field)
}

fn bank(names: &mut Names) -> Option<Vec<Field>> {
    let own = names.fresh("bank_own")?;
    let text = |max| FieldKind::Text { max };
    let relation = field(
        names.fresh("bank_relation")?,
        "户主和申请人的关系",
        "",
        FieldKind::Choice { options: kin() },
    );
    Some(vec![
        field(own.clone(), "是申请人本人的账户吗", "", FieldKind::YesNo),
        while_(&own, false, relation)?,
        field(names.fresh("bank_holder")?, "户名", "和存折、银行卡上一样", text(60)),
        field(
            names.fresh("bank_name")?,
            "开户银行",
            "写到支行，如“晋江农商银行深沪支行”",
            text(60),
        ),
        field(
            names.fresh("bank_number")?,
            "账号",
            "社会保障卡、存折或银行卡的号码",
            text(30),
        ),
    ])
}

fn agent(names: &mut Names) -> Option<Vec<Field>> {
    let asked = names.fresh("agent")?;
    let relation = vec![
        option("family", "家人、亲属"),
        option("village", "村（社区）代办员"),
        option("other", "其他人"),
    ];
    let parts = PersonParts {
        citizen_number: true,
        mobile: true,
        relation,
    };
    let hint = "替您交材料、领结果的人。关系填代办人是您的什么人。";
    let who = field(
        names.fresh("agent_person")?,
        "代办人",
        hint,
        FieldKind::Person { parts },
    );
    let question = "要委托别人或村（社区）代办员帮您办吗？";
    Some(vec![
        field(asked.clone(), question, "", FieldKind::YesNo),
        while_(&asked, true, who)?,
    ])
}

fn members(names: &mut Names) -> Option<Vec<Field>> {
    // Names within the group are its own.
    let part = |id: &str, label: &str, kind: FieldKind| Some(field(id.parse().ok()?, label, "", kind));
    let mut income = part("income", "每月收入", FieldKind::Money { min: None, max: None })?;
    income.shown = Expr::Equals(".works".parse().ok()?, true.into());
    let fields = vec![
        part("name", "姓名", FieldKind::Text { max: 50 })?,
        part("citizen_number", "身份证号码", FieldKind::CitizenNumber)?,
        part("relation", "和申请人的关系", FieldKind::Choice { options: kin() })?,
        part("works", "有工作或经营收入吗", FieldKind::YesNo)?,
        income,
    ];
    let kind = FieldKind::Repeat {
        fields,
        min: 0,
        max: 20,
        item_label: "家庭成员".to_owned(),
        rules: Vec::new(),
    };
    let mut list = field(
        names.fresh("members")?,
        "家庭成员",
        "一起生活的人都要填；没有就不填",
        kind,
    );
    list.required = Expr::never();
    Some(vec![list])
}
