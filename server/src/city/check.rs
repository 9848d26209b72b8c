//! What holds between the files of a package: names that must be known, places that must exist, forms that must fit.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hash;

use shared::catalogue::{Item, ItemId, LocalPart, audit, form_for, unfit_texts};
use shared::form::{FormId, FormSchema, well_formed};
use shared::place::{DivisionCode, Tier};

use super::package::Parts;
use super::problem::{Findings, Problems};

/// Adds what is wrong to `all`, and what is merely unfinished to `open`.
pub(super) fn across(parts: &Parts, all: &mut Findings, open: &mut Findings) {
    divisions(parts, &mut Problems::of("divisions.csv", all));
    departments(parts, &mut Problems::of("departments.csv", all));
    workdays(parts, &mut Problems::of("workdays.csv", all));
    city(parts, &mut Problems::of("city.toml", all));
    plan(parts, &mut Problems::of("plan.toml", all));
    forms(parts, all);
    items(parts, all, open);
    halls(parts, &mut Problems::of("local/halls.csv", all));
    overrides(parts, &mut Problems::of("local/guides.csv", all));
}

/// Notes every row whose key was there before.
fn unique<'t, T: 't, K: Hash + Ord + std::fmt::Display>(
    rows: impl IntoIterator<Item = &'t (u64, T)>,
    column: &str,
    key: impl Fn(&'t T) -> K,
    problems: &mut Problems<'_>,
) {
    let mut seen = BTreeMap::new();
    for (line, row) in rows {
        let key = key(row);
        if let Some(first) = seen.get(&key) {
            problems.add_at(*line, column, format!("「{key}」在第 {first} 行已经有了"));
        } else {
            seen.insert(key, *line);
        }
    }
}

fn places(parts: &Parts) -> BTreeSet<&DivisionCode> {
    parts.divisions.iter().map(|(_, division)| &division.code).collect()
}

fn unknown_town(code: &DivisionCode, known: &BTreeSet<&DivisionCode>, problems: &Problems<'_>) -> bool {
    code.tier() != Tier::Town || !(known.contains(code) || problems.is_broken(code))
}

fn divisions(parts: &Parts, problems: &mut Problems<'_>) {
    unique(&parts.divisions, "code", |division| division.code.as_str(), problems);
    let known = places(parts);
    for (line, division) in &parts.divisions {
        let tier = division.code.tier();
        if division.tier != tier {
            let what = format!("代码 {} 属于 {tier}，却写成 {}", division.code, division.tier);
            problems.add_at(*line, "tier", what);
        }
        match division.code.parent() {
            Some(parent) if division.parent != parent => {
                let what = format!("应为 {parent}，却是 {}", division.parent);
                problems.add_at(*line, "parent_code", what);
            }
            Some(parent) if !known.contains(&parent) && !problems.is_broken(&parent) => {
                problems.add_at(*line, "parent_code", format!("没有代码为 {parent} 的行"));
            }
            _ => {}
        }
    }
}

fn departments(parts: &Parts, problems: &mut Problems<'_>) {
    unique(&parts.departments, "id", |department| department.id.as_str(), problems);
    unique(
        &parts.departments,
        "name",
        |department| department.name.as_str(),
        problems,
    );
    for (line, department) in &parts.departments {
        if department.phone.is_some() && department.phone == department.complaints {
            problems.add_at(*line, "complaints", "监督投诉电话与咨询电话相同");
        }
    }
}

fn workdays(parts: &Parts, problems: &mut Problems<'_>) {
    unique(&parts.workdays, "date", |day| day.date.to_string(), problems);
}

fn city(parts: &Parts, problems: &mut Problems<'_>) {
    let Some(city) = &parts.city else { return };
    let known = places(parts);
    if city.code.tier() != Tier::City || !known.contains(&city.code) {
        problems.add("code", "应为 divisions.csv 里城市那一行的代码");
    }
    for (line, division) in &parts.divisions {
        if !city.code.covers(&division.code) {
            let what = format!("divisions.csv 第 {line} 行的 {} 不属于这个城市", division.code);
            problems.add("code", what);
        }
    }
    let (mut themes, mut towns, mut spots) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for (at, theme) in city.themes.iter().enumerate() {
        if !themes.insert(&theme.name) {
            problems.add(format!("themes[{at}].name"), format!("「{}」写了两次", theme.name));
        }
    }
    for (at, tile) in city.tiles.iter().enumerate() {
        if unknown_town(&tile.town, &known, problems) {
            problems.add(
                format!("tiles[{at}].town"),
                format!("没有代码为 {} 的镇（街道）", tile.town),
            );
        }
        if !towns.insert(&tile.town) {
            problems.add(format!("tiles[{at}].town"), format!("{} 写了两次", tile.town));
        }
        if !spots.insert((tile.column, tile.row)) {
            let what = format!("第 {} 列第 {} 行已有别的镇（街道）", tile.column, tile.row);
            problems.add(format!("tiles[{at}]"), what);
        }
    }
    for (_, division) in &parts.divisions {
        if division.tier == Tier::Town && !towns.contains(&division.code) {
            problems.add("tiles", format!("缺少 {}({})的位置", division.name, division.code));
        }
    }
}

fn plan(parts: &Parts, problems: &mut Problems<'_>) {
    let Some(plan) = &parts.plan else { return };
    let known = places(parts);
    let mut milestones = BTreeSet::new();
    for (at, milestone) in plan.milestones.iter().enumerate() {
        if !milestones.insert(&milestone.id) {
            problems.add(format!("milestones[{at}].id"), format!("「{}」写了两次", milestone.id));
        }
    }
    let mut pairs = BTreeSet::new();
    for (at, reached) in plan.reached.iter().enumerate() {
        if !milestones.contains(&reached.milestone) {
            let what = format!("没有「{}」这个节点", reached.milestone);
            problems.add(format!("reached[{at}].milestone"), what);
        }
        if unknown_town(&reached.town, &known, problems) {
            problems.add(
                format!("reached[{at}].town"),
                format!("没有代码为 {} 的镇（街道）", reached.town),
            );
        }
        if !pairs.insert((&reached.town, &reached.milestone)) {
            problems.add(format!("reached[{at}]"), "这个镇（街道）的这个节点写了两次");
        }
    }
}

/// Forms that are sound by themselves.
fn forms(parts: &Parts, all: &mut Findings) {
    for (file, form) in &parts.forms {
        let mut problems = Problems::of(file, all);
        if *file != format!("forms/{}.json", form.id) {
            problems.add("id", format!("文件名应为 {}.json", form.id));
        }
        for fault in well_formed(form) {
            problems.add(fault.at, fault.what);
        }
        for unfit in unfit_texts(form) {
            problems.add(unfit.field, unfit.what);
        }
    }
}

fn items(parts: &Parts, all: &mut Findings, open: &mut Findings) {
    let forms: BTreeMap<&FormId, &FormSchema> = parts.forms.iter().map(|(_, form)| (&form.id, form)).collect();
    for (file, item) in &parts.items {
        let mut problems = Problems::of(file, all);
        if *file != format!("items/{}.json", item.id) {
            problems.add("id", format!("文件名应为 {}.json", item.id));
        }
        let department = parts
            .departments
            .iter()
            .find(|(_, department)| department.id == item.department);
        match department {
            None if problems.is_broken(&item.department) => {}
            None => problems.add("department", format!("没有「{}」这个部门", item.department)),
            Some((_, department)) if !department.keeps_items() => {
                problems.add("department", format!("{}不管事项", department.name));
            }
            Some(_) => {}
        }
        let themes = parts.city.as_ref().map(|city| &city.themes);
        if themes.is_some_and(|themes| themes.iter().all(|theme| theme.name != item.theme)) {
            problems.add("theme", format!("city.toml 里没有「{}」这个主题", item.theme));
        }
        repeated(item.aliases.iter(), "aliases", &mut problems);
        repeated(item.tiers.iter(), "tiers", &mut problems);
        repeated(
            item.materials.iter().map(|material| &material.id),
            "materials",
            &mut problems,
        );
        for finding in audit(item) {
            if finding.severe {
                problems.add(finding.field, format!("{}({})", finding.what, finding.why));
            } else {
                Problems::of(file, open).add(finding.field, format!("{}({})", finding.what, finding.why));
            }
        }
        match forms.get(&item.form) {
            None if problems.is_broken(&item.form) => {}
            None => problems.add("form", format!("没有「{}」这张表", item.form)),
            Some(form) => {
                let composed = form_for(item, form);
                for fault in well_formed(&composed) {
                    problems.add(format!("form → {}", fault.at), fault.what);
                }
                super::conditions::form(item, &composed, &mut problems);
            }
        }
        super::conditions::known(item, &mut problems);
        others(parts, item, &mut problems);
        for unfit in unfit_texts(item) {
            problems.add(unfit.field, unfit.what);
        }
    }
}

/// The items it leads to must be there.
fn others(parts: &Parts, item: &Item, problems: &mut Problems<'_>) {
    let mut check = |field: String, id: &ItemId| {
        let known = parts.items.iter().any(|(_, other)| other.id == *id);
        if *id == item.id {
            problems.add(field, "不能指向自己");
        } else if !known && !problems.is_broken(id.as_str()) {
            problems.add(field, format!("没有「{id}」这个事项"));
        }
    };
    for (at, rule) in item.eligibility.iter().enumerate() {
        for (n, id) in rule.instead.iter().enumerate() {
            check(format!("eligibility[{at}].instead[{n}]"), id);
        }
    }
    for (at, related) in item.related.iter().enumerate() {
        check(format!("related[{at}].item"), &related.item);
    }
}

fn repeated<T: Ord + std::fmt::Display>(values: impl Iterator<Item = T>, field: &str, problems: &mut Problems<'_>) {
    let mut seen = BTreeSet::new();
    for (at, value) in values.enumerate() {
        let words = value.to_string();
        if !seen.insert(value) {
            problems.add(format!("{field}[{at}]"), format!("「{words}」写了两次"));
        }
    }
}

fn halls(parts: &Parts, problems: &mut Problems<'_>) {
    unique(&parts.halls, "place", |hall| hall.place.as_str(), problems);
    let known = places(parts);
    for (line, hall) in &parts.halls {
        if !known.contains(&hall.place) && !problems.is_broken(&hall.place) {
            problems.add_at(*line, "place", format!("divisions.csv 里没有 {}", hall.place));
        }
        let phones = hall.phone.as_ref().zip(hall.complaints.as_ref());
        if phones.is_some_and(|(advice, complaints)| advice.value == complaints.value) {
            problems.add_at(*line, "complaints", "监督投诉电话与咨询电话相同");
        }
    }
}

fn overrides(parts: &Parts, problems: &mut Problems<'_>) {
    unique(
        &parts.overrides,
        "item",
        |row| format!("{} {}", row.item, row.place),
        problems,
    );
    let known = places(parts);
    for (line, row) in &parts.overrides {
        let Some((_, item)) = parts.items.iter().find(|(_, item)| item.id == row.item) else {
            if !problems.is_broken(&row.item) {
                problems.add_at(*line, "item", format!("没有「{}」这个事项", row.item));
            }
            continue;
        };
        if !known.contains(&row.place) && !problems.is_broken(&row.place) {
            problems.add_at(*line, "place", format!("divisions.csv 里没有 {}", row.place));
            continue;
        }
        let tier = row.place.tier();
        let Some(standard) = LocalPart::of(item, tier) else {
            let what = format!("{} 不在{}一级办理", row.item, tier.words());
            problems.add_at(*line, "place", what);
            continue;
        };
        // 行政许可法 §24: what the standard keeps from a tier, a site cannot take.
        if row.part.is_some_and(|part| part < standard) {
            let part = row.part.map_or("", LocalPart::words);
            let what = format!("这一级按标准只能{}，不能写成{part}", standard.words());
            problems.add_at(*line, "part", what);
        }
    }
}
