//! A city package in memory, and how a folder is read into one.

use std::path::Path;

use serde::Serialize;
use serde_json::Value;
use shared::board::{Milestone, Reached};
use shared::catalogue::{City, Department, Hall, Item};
use shared::form::FormSchema;
use shared::place::Division;

use super::lines::{Override, Workday};
use super::problem::{Findings, Problems};
use super::read::Read;
use super::tables;

/// Everything a package says.
#[derive(Clone, Debug)]
pub struct Package {
    pub city: City,
    pub divisions: Vec<Division>,
    pub departments: Vec<Department>,
    pub workdays: Vec<Workday>,
    pub plan: Plan,
    pub items: Vec<Item>,
    pub forms: Vec<FormSchema>,
    pub halls: Vec<Hall>,
    pub overrides: Vec<Override>,
}

/// The plan's milestones and who reached them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Plan {
    pub milestones: Vec<Milestone>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reached: Vec<Reached>,
}

/// The parts that could be read; what could not be is in the problems.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub city: Option<City>,
    /// Rows of tables come with their line.
    pub divisions: Vec<(u64, Division)>,
    pub departments: Vec<(u64, Department)>,
    pub workdays: Vec<(u64, Workday)>,
    pub plan: Option<Plan>,
    /// Each with the name of its file.
    pub items: Vec<(String, Item)>,
    pub forms: Vec<(String, FormSchema)>,
    pub halls: Vec<(u64, Hall)>,
    pub overrides: Vec<(u64, Override)>,
}

impl Parts {
    /// The package, when everything it must have is there.
    pub fn into_package(self) -> Option<Package> {
        Some(Package {
            city: self.city?,
            divisions: values(self.divisions),
            departments: values(self.departments),
            workdays: values(self.workdays),
            plan: self.plan?,
            items: values(self.items),
            forms: values(self.forms),
            halls: values(self.halls),
            overrides: values(self.overrides),
        })
    }
}

fn values<K, T>(keyed: Vec<(K, T)>) -> Vec<T> {
    keyed.into_iter().map(|(_, value)| value).collect()
}

/// Reads what can be read and notes everything that cannot.
pub(super) fn read_dir(dir: &Path, all: &mut Findings) -> Parts {
    Parts {
        city: toml_file(dir, "city.toml", all),
        divisions: text(dir, "divisions.csv", all, tables::divisions),
        departments: text(dir, "departments.csv", all, tables::departments),
        workdays: text(dir, "workdays.csv", all, tables::workdays),
        plan: toml_file(dir, "plan.toml", all),
        items: json_files(dir, "items", all),
        forms: json_files(dir, "forms", all),
        halls: text(dir, "local/halls.csv", all, tables::halls),
        overrides: text(dir, "local/guides.csv", all, tables::overrides),
    }
}

fn contents(dir: &Path, name: &str, problems: &mut Problems<'_>) -> Option<String> {
    match std::fs::read(dir.join(name)).map(String::from_utf8) {
        Ok(Ok(text)) => Some(text),
        Ok(Err(_)) => {
            problems.add("", "文字编码应为 UTF-8");
            None
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            problems.add("", "缺少这个文件");
            None
        }
        Err(error) => {
            problems.add("", format!("文件读不了：{error}"));
            None
        }
    }
}

fn text<T: Default>(dir: &Path, name: &str, all: &mut Findings, read: impl FnOnce(&str, &mut Problems<'_>) -> T) -> T {
    let mut problems = Problems::of(name, all);
    contents(dir, name, &mut problems).map_or_else(T::default, |text| read(&text, &mut problems))
}

fn toml_file<T: Read>(dir: &Path, name: &str, all: &mut Findings) -> Option<T> {
    let mut problems = Problems::of(name, all);
    let text = contents(dir, name, &mut problems)?;
    match toml::from_str::<Value>(&text) {
        Ok(value) => T::read(&value, "", &mut problems),
        Err(error) => {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            problems.add_at(
                u64::try_from(line).unwrap_or(0),
                "",
                format!("TOML 写法不对：{}", error.message()),
            );
            None
        }
    }
}

/// Every `.json` file of a folder, by name.
fn json_files<T: Read>(dir: &Path, folder: &str, all: &mut Findings) -> Vec<(String, T)> {
    let mut names = Vec::new();
    match std::fs::read_dir(dir.join(folder)) {
        Ok(entries) => names.extend(
            entries
                .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
                .filter(|name| Path::new(name).extension().is_some_and(|extension| extension == "json")),
        ),
        Err(error) => Problems::of(folder, all).add("", format!("文件夹读不了：{error}")),
    }
    names.sort();
    names
        .into_iter()
        .filter_map(|name| {
            let stem = name.trim_end_matches(".json").to_owned();
            let name = format!("{folder}/{name}");
            let value = json_file(dir, &name, all);
            if value.is_none() {
                all.broken.insert(stem);
            }
            Some((name, value?))
        })
        .collect()
}

fn json_file<T: Read>(dir: &Path, name: &str, all: &mut Findings) -> Option<T> {
    let mut problems = Problems::of(name, all);
    let text = contents(dir, name, &mut problems)?;
    match serde_json::from_str::<Value>(&text) {
        Ok(value) => T::read(&value, "", &mut problems),
        Err(error) => {
            let line = u64::try_from(error.line()).unwrap_or(0);
            problems.add_at(line, "", format!("JSON 写法不对（第 {} 列）：{error}", error.column()));
            None
        }
    }
}
