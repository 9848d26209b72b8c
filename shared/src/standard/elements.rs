//! Every element of the national list (`guide_elements.json`: 42 basic, 22 extended, 15 of each material), and who says
//! it: the department on the sheet, the platform by itself, or the site where it is handled.

/// Who says an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// The department, at this path of the sheet; within a list, of each entry.
    Sheet(&'static str),
    /// The platform gives it to every item; how.
    Platform(&'static str),
    /// The site, with its place: an item is the same at all of them.
    Site(&'static str),
}

use Written::{Platform, Sheet, Site};

/// Group of the list, field in the list, who says it.
pub const ELEMENTS: &[(&str, &str, Written)] = &[
    ("basic", "row_guid", Platform("事项编号和版本号")),
    ("basic", "task_name", Sheet("name")),
    ("basic", "catalog_code", Sheet("source_code")),
    ("basic", "local_catalog_code", Sheet("local_code")),
    ("basic", "task_type", Sheet("type_code")),
    ("basic", "by_law", Sheet("legal_basis")),
    ("basic", "power_source", Sheet("power_source")),
    ("basic", "use_level", Sheet("exercise_level")),
    ("basic", "task_code", Sheet("implementation_code")),
    ("basic", "local_task_code", Sheet("local_implementation_code")),
    ("basic", "task_handle_item", Sheet("handling_codes")),
    ("basic", "task_state", Platform("公布、修订、取消的环节")),
    ("basic", "task_version", Platform("每次公布加一")),
    ("basic", "dept_name", Platform("事项所属的部门")),
    ("basic", "dept_type", Sheet("body_kind")),
    ("basic", "dept_code", Sheet("body_code")),
    ("basic", "entrust_name", Sheet("entrusted_by")),
    ("basic", "anticipate_day", Sheet("statutory")),
    ("basic", "anticipate_type", Sheet("statutory_unit")),
    ("basic", "anticipate_explain", Sheet("statutory_basis")),
    ("basic", "promise_day", Sheet("promised")),
    ("basic", "promise_type", Sheet("promised_unit")),
    ("basic", "promise_explain", Sheet("promised_basis")),
    ("basic", "accept_condition", Sheet("conditions")),
    ("basic", "handle_flow", Sheet("steps")),
    ("basic", "is_fee", Sheet("charged")),
    ("basic", "fee_basis", Sheet("fee_basis")),
    ("basic", "server_type", Sheet("service_objects")),
    ("basic", "project_type", Sheet("case_type")),
    ("basic", "handle_type", Sheet("ways")),
    ("basic", "limit_scene_num", Sheet("visits")),
    ("basic", "special_procedure", Sheet("special_procedures")),
    ("basic", "app_is_single_login", Platform("一次登录办所有事项")),
    ("basic", "mobile_terminal_url", Sheet("mobile_url")),
    ("basic", "is_single_login", Platform("一次登录办所有事项")),
    ("basic", "link_addr", Sheet("computer_url")),
    ("basic", "transact_addr", Site("地点")),
    ("basic", "transact_time", Site("时间，含节假日和台风停办")),
    ("basic", "link_way", Site("咨询电话")),
    ("basic", "supervise_way", Site("投诉电话")),
    ("basic", "plan_effective_date", Sheet("effective_on")),
    ("basic", "plan_cancel_date", Sheet("cancel_on")),
    ("extended", "is_entry_center", Site("本站点办不办")),
    ("extended", "handle_area", Sheet("handle_area")),
    ("extended", "other_dept", Sheet("other_offices")),
    ("extended", "service_type", Sheet("intermediary")),
    ("extended", "limit_explain", Sheet("quantity_limit")),
    ("extended", "result_type", Sheet("result_kind")),
    ("extended", "result_name", Sheet("result_name")),
    ("extended", "result_guid", Sheet("result_sample")),
    ("extended", "is_schedule", Site("预约时段")),
    ("extended", "is_pay_online", Sheet("pay_online")),
    ("extended", "is_express", Site("能否邮寄")),
    ("extended", "is_service_terminals", Sheet("terminals")),
    ("extended", "user_topic_type", Sheet("person_theme")),
    ("extended", "corp_topic_type", Sheet("firm_theme")),
    ("extended", "is_online", Sheet("online_depth")),
    ("extended", "online_handle_depth", Sheet("online_depth")),
    ("extended", "online_handle_url", Sheet("online_url")),
    ("extended", "limit_scene_explain", Sheet("visits_reason")),
    ("extended", "town_name", Site("镇（街道）名称，来自区划")),
    ("extended", "town_code", Site("镇（街道）代码，来自区划")),
    ("extended", "village_name", Site("村（社区）名称，来自区划")),
    ("extended", "village_code", Site("村（社区）代码，来自区划")),
    ("material", "material_name", Sheet("materials.name")),
    ("material", "material_type", Sheet("materials.form")),
    ("material", "material_format", Sheet("materials.electronic_ok")),
    ("material", "is_need", Sheet("materials.needed")),
    ("material", "form_guid", Sheet("materials.blank_form")),
    ("material", "example_guid", Sheet("materials.example")),
    ("material", "source_type", Sheet("materials.issuer")),
    ("material", "source_explain", Sheet("materials.source")),
    ("material", "page_num", Sheet("materials.copies")),
    ("material", "page_format", Sheet("materials.paper")),
    ("material", "fill_explain", Sheet("materials.note")),
    ("material", "accept_stand", Sheet("materials.standard")),
    ("material", "by_law", Sheet("materials.legal_basis")),
    ("material", "remark", Sheet("materials.remark")),
    ("material", "order_num", Platform("材料在清单里的先后，可以上移下移")),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;
    use crate::standard::sheet::specs;
    use crate::standard::spec::Shape;

    /// `data/guide_elements.json` of the material this was built from.
    const LIST: &str = include_str!("../../tests/data/guide_elements.json");

    fn on_sheet(path: &str) -> bool {
        let (name, part) = path.split_once('.').unwrap_or((path, ""));
        specs().filter(|spec| spec.id == name).any(|spec| match spec.shape {
            Shape::List { specs, .. } => part.is_empty() || specs.iter().any(|one| one.id == part),
            _ => part.is_empty(),
        })
    }

    #[test]
    fn each_of_the_79_elements_is_on_the_sheet_or_given_by_platform_or_site() {
        let list: Value = serde_json::from_str(LIST).unwrap();
        let mut wanted = BTreeSet::new();
        for (group, count) in [("basic", 42), ("extended", 22), ("material", 15)] {
            let fields = list[group].as_array().unwrap();
            assert_eq!(fields.len(), count, "{group}");
            wanted.extend(fields.iter().map(|field| (group, field["field"].as_str().unwrap())));
        }
        let said: BTreeSet<(&str, &str)> = ELEMENTS.iter().map(|(group, field, _)| (*group, *field)).collect();
        assert_eq!((said.len(), ELEMENTS.len()), (79, 79));
        assert_eq!(said, wanted);
        for (group, field, written) in ELEMENTS {
            if let Sheet(path) = written {
                assert!(on_sheet(path), "{group}.{field}: {path}");
            }
        }
    }
}
