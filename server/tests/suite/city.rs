//! City packages: every error is found, loading is all or nothing and may be repeated, export comes round.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use server::city::{CityError, Report, check_dir, export, load};
use server::store::Store;

fn jinjiang() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/jinjiang")
}

/// A copy of the Jinjiang package to spoil.
pub struct Copy(tempfile::TempDir);

impl Copy {
    pub fn new() -> Self {
        let copy = Self(tempfile::tempdir().unwrap());
        for (name, text) in files(&jinjiang()) {
            copy.write(&name, &text);
        }
        copy
    }

    pub fn dir(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.dir().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.dir().join(name)).unwrap()
    }

    /// Replaces a text that stands in the file.
    pub fn spoil(&self, name: &str, from: &str, to: &str) {
        let text = self.read(name);
        assert!(text.contains(from), "{name} has no {from}");
        self.write(name, &text.replacen(from, to, 1));
    }
}

/// Every file of a package by its name.
fn files(dir: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(dir).unwrap().to_str().unwrap().to_owned();
                files.insert(name, std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    files
}

fn problems(report: &Report) -> Vec<String> {
    report.problems.iter().map(ToString::to_string).collect()
}

#[test]
fn the_jinjiang_package_is_sound() {
    let report = check_dir(&jinjiang());
    assert_eq!(problems(&report), Vec::<String>::new());
    let package = report.package.unwrap();
    assert_eq!((package.items.len(), package.divisions.len()), (67, 419));
    // Nothing official is made up, and nothing unconfirmed lost its mark.
    for item in &package.items {
        assert!(item.source_code.is_none() && item.implementation_code.is_none());
        assert!(!item.promised_limit.confirmed, "{}", item.id);
        assert!(item.aliases.len() >= 4, "{}", item.id);
    }
    let conditional = package
        .items
        .iter()
        .flat_map(|item| &item.materials)
        .filter(|material| material.needed_when.is_some());
    assert_eq!(conditional.count(), 28);
    // What the departments still owe is told apart from what is wrong.
    assert!(report.open.iter().any(|open| open.field == "result.value.sample"));
}

#[test]
fn every_planted_error_is_found_with_its_file_line_and_field() {
    let copy = Copy::new();
    copy.spoil("city.toml", "column = 2, row = 0", "column = 0, row = 0");
    copy.spoil("city.toml", "name = \"婚育\"", "name = \"婚嫁\"");
    copy.spoil(
        "divisions.csv",
        "350582001000,青阳街道,town",
        "35058200100,青阳街道,hamlet",
    );
    copy.spoil(
        "departments.csv",
        "health,市卫健局,卫健,department",
        "health,,卫健,bureau",
    );
    copy.spoil("workdays.csv", "2019-02-04,holiday", "2019-02-31,feast");
    copy.spoil("workdays.csv", "2020-01-24,holiday", "2020-01-01,holiday");
    copy.spoil("plan.toml", "due_on = \"2020-12-31\"", "due = \"2020-12-31\"");
    copy.spoil("local/halls.csv", "350582002000,,,,,", "350582999000,某路 1 号,,,,");
    let guides = copy.read("local/guides.csv");
    copy.write(
        "local/guides.csv",
        &format!("{guides}JJ-XX-99,350582101000,,,,,,,,,\nJJ-MZ-02,350582101001,handle,,,,,,,,\n"),
    );
    let item = "items/JJ-MZ-01.json";
    copy.spoil(item, "\"type_code\": \"05\"", "\"type_code\": \"55\"");
    copy.spoil(item, "\"form\": \"original_check\"", "\"form\": \"photocopy\"");
    copy.spoil(item, "\"copies\": 1", "\"copies\": \"one\"");
    copy.spoil(item, "\"hot\": true", "\"hott\": true");
    copy.spoil(
        "items/JJ-GA-01.json",
        "{ \"equals\": [\"ground\", \"home\"] }",
        "{ \"equal\": [\"ground\", \"home\"] }",
    );
    copy.spoil(
        "items/JJ-SC-01.json",
        "\"department\": \"market-regulation\"",
        "\"department\": \"finance\"",
    );
    copy.spoil(
        "items/JJ-SC-01.json",
        "\"case_type\": \"instant\"",
        "\"case_type\": \"promised\"",
    );
    copy.spoil(
        "items/JJ-RS-05.json",
        "[\"was_employee\", true]",
        "[\"was_boss\", true]",
    );
    copy.spoil(
        "items/JJ-RS-06.json",
        "\"form\": \"employment-hardship\"",
        "\"form\": \"no-such-form\"",
    );
    copy.write("items/JJ-RS-08.json", "{ \"id\": ");
    copy.spoil(
        "forms/elder-allowance.json",
        "\"kind\": \"address\"",
        "\"kind\": \"adress\"",
    );
    copy.spoil(
        "forms/birth-registration.json",
        "[\"stage\", \"born\"]",
        "[\"stages\", \"born\"]",
    );
    copy.spoil(
        "forms/new-electricity.json",
        "\"material\": \"house-title\"",
        "\"material\": \"house-deed\"",
    );

    let report = check_dir(copy.dir());
    assert!(report.package.is_none());
    let found: Vec<(String, Option<u64>, String)> = report
        .problems
        .iter()
        .map(|problem| (problem.file.clone(), problem.line, problem.field.clone()))
        .collect();
    for (file, line, field) in [
        ("city.toml", None, "tiles[1]"),
        ("divisions.csv", Some(3), "code"),
        ("divisions.csv", Some(3), "tier"),
        ("departments.csv", Some(5), "name"),
        ("departments.csv", Some(5), "kind"),
        ("workdays.csv", Some(5), "date"),
        ("workdays.csv", Some(5), "kind"),
        ("workdays.csv", Some(32), "date"),
        ("plan.toml", None, "milestones[1].due_on"),
        ("plan.toml", None, "milestones[1].due"),
        ("local/halls.csv", Some(4), "address_confirmed"),
        ("local/guides.csv", Some(2), "item"),
        ("local/guides.csv", Some(3), "part"),
        (item, None, "type_code"),
        (item, None, "materials[0].copies"),
        (item, None, "materials[1].form"),
        (item, None, "hott"),
        ("items/JJ-GA-01.json", None, "materials[2].needed"),
        ("items/JJ-SC-01.json", None, "department"),
        ("items/JJ-SC-01.json", None, "case_type"),
        ("items/JJ-RS-05.json", None, "materials[2].needed"),
        ("items/JJ-RS-06.json", None, "form"),
        ("items/JJ-RS-08.json", Some(1), ""),
        ("forms/elder-allowance.json", None, "pages[0].fields[3].kind"),
        ("forms/birth-registration.json", None, "pages[2].fields[2].shown"),
        ("items/JJ-GY-03.json", None, "form"),
        // The theme that was renamed, where it is used.
        ("items/JJ-MZ-08.json", None, "theme"),
        ("items/JJ-WJ-01.json", None, "theme"),
    ] {
        let wanted = (file.to_owned(), line, field.to_owned());
        assert!(
            found.contains(&wanted),
            "missing {wanted:?} in\n{}",
            problems(&report).join("\n")
        );
    }
    // What is there but wrong is told once, not again by everyone who refers to it.
    assert!(
        !found
            .iter()
            .any(|(file, _, field)| file.starts_with("items/JJ-WJ") && field == "department")
    );
    let words = problems(&report).join("\n");
    assert!(
        words.contains("divisions.csv:3: code: 「35058200100」：区划代码应为 12 位数字"),
        "{words}"
    );
    assert!(words.contains("没有「JJ-XX-99」这个事项"), "{words}");
}

#[test]
fn an_empty_folder_lacks_every_file() {
    let empty = tempfile::tempdir().unwrap();
    let report = check_dir(empty.path());
    let files: Vec<&str> = report.problems.iter().map(|problem| problem.file.as_str()).collect();
    assert_eq!(
        files,
        [
            "city.toml",
            "departments.csv",
            "divisions.csv",
            "forms",
            "items",
            "local/guides.csv",
            "local/halls.csv",
            "plan.toml",
            "workdays.csv"
        ]
    );
}

/// Every row of every table a package fills, without the times.
async fn rows(store: &Store) -> Vec<String> {
    let mut all = Vec::new();
    for sql in [
        "SELECT code || name || tier || parent || kind || CAST(position AS TEXT) FROM division ORDER BY code",
        "SELECT id || name || kind || body FROM department ORDER BY id",
        "SELECT id || CAST(version AS TEXT) || name || form_id || audience || CAST(published AS TEXT) FROM item ORDER BY id",
        "SELECT item || CAST(version AS TEXT) || digest || body FROM item_version ORDER BY item, version",
        "SELECT id || CAST(version AS TEXT) || digest || body FROM form ORDER BY id, version",
        "SELECT place || body FROM hall ORDER BY place",
        "SELECT item || place || part || body || CAST(confirmed AS TEXT) FROM local_guide ORDER BY item, place",
        "SELECT day || kind || name FROM workday ORDER BY day",
        "SELECT id || name || due_on || body FROM milestone ORDER BY id",
        "SELECT town || milestone || COALESCE(reached_on, '') FROM town_milestone ORDER BY town, milestone",
        "SELECT name || value FROM setting WHERE name = 'city'",
    ] {
        let rows: Vec<String> = sqlx::query_scalar(sql).fetch_all(store.reader()).await.unwrap();
        assert!(!rows.is_empty(), "{sql}");
        all.extend(rows);
    }
    all
}

async fn number(store: &Store, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(store.reader()).await.unwrap()
}

stories! {
    async fn loading_twice_gives_the_same_rows(world: World) {
        let (clock, rng) = (&*world.clock, &*world.rng);
        let first = load(world.store(), &jinjiang(), clock, rng).await.unwrap();
        assert_eq!((first.items, first.divisions, first.unchanged), (67, 419, false));
        let before = rows(world.store()).await;
        let again = load(world.store(), &jinjiang(), clock, rng).await.unwrap();
        assert!(again.unchanged);
        assert_eq!(rows(world.store()).await, before);
        // One form for each item, beside those of the package.
        assert_eq!(number(world.store(), "SELECT COUNT(*) FROM item i JOIN form f ON f.id = i.form_id").await, 67);
    }

    async fn a_changed_item_gets_the_next_version_and_the_old_one_stays(world: World) {
        let (clock, rng) = (&*world.clock, &*world.rng);
        let copy = Copy::new();
        load(world.store(), copy.dir(), clock, rng).await.unwrap();
        copy.spoil("items/JJ-MZ-04.json", "\"plain_name\": \"高龄津贴\"", "\"plain_name\": \"老人津贴\"");
        copy.spoil("items/JJ-MZ-04.json", "老人满 80 周岁了吗？", "老人 80 周岁了吗？");
        let again = load(world.store(), copy.dir(), clock, rng).await.unwrap();
        assert!(!again.unchanged);
        assert_eq!(number(world.store(), "SELECT version FROM item WHERE id = 'JJ-MZ-04'").await, 2);
        assert_eq!(number(world.store(), "SELECT COUNT(*) FROM item_version WHERE item = 'JJ-MZ-04'").await, 2);
        assert_eq!(number(world.store(), "SELECT COUNT(*) FROM item_version").await, 68);
        assert_eq!(number(world.store(), "SELECT COUNT(*) FROM local_guide WHERE item = 'JJ-MZ-04'").await, 419);
    }

    async fn an_item_that_is_gone_is_no_longer_offered_but_its_versions_stay(world: World) {
        let (clock, rng) = (&*world.clock, &*world.rng);
        let copy = Copy::new();
        load(world.store(), copy.dir(), clock, rng).await.unwrap();
        std::fs::remove_file(copy.dir().join("items/JJ-QT-02.json")).unwrap();
        load(world.store(), copy.dir(), clock, rng).await.unwrap();
        assert_eq!(number(world.store(), "SELECT published FROM item WHERE id = 'JJ-QT-02'").await, 0);
        assert_eq!(number(world.store(), "SELECT COUNT(*) FROM item_version WHERE item = 'JJ-QT-02'").await, 1);
        assert_eq!(number(world.store(), "SELECT COUNT(*) FROM local_guide WHERE item = 'JJ-QT-02'").await, 0);
    }

    async fn a_date_recorded_here_outlives_a_load_and_a_place_without_cases_may_go(world: World) {
        let (clock, rng) = (&*world.clock, &*world.rng);
        let copy = Copy::new();
        load(world.store(), copy.dir(), clock, rng).await.unwrap();
        let record = "UPDATE town_milestone SET reached_on = '2020-11-10' WHERE town = '350582105000' AND milestone = 'joined'";
        world.store().write(|tx| Box::pin(async move {
            sqlx::query(record).execute(tx.sql()).await?;
            Ok(())
        })).await.unwrap();
        let halls = copy.read("local/halls.csv");
        let gone = |text: &str| text.lines().filter(|line| !line.starts_with("350582101001,")).collect::<Vec<_>>().join("\n");
        copy.write("local/halls.csv", &gone(&halls));
        copy.write("divisions.csv", &gone(&copy.read("divisions.csv")));
        let again = load(world.store(), copy.dir(), clock, rng).await.unwrap();
        assert_eq!((again.divisions, again.unchanged), (418, false));
        assert_eq!(number(world.store(), "SELECT COUNT(*) FROM division WHERE code = '350582101001'").await, 0);
        let kept = "SELECT COUNT(*) FROM town_milestone WHERE reached_on = '2020-11-10'";
        assert_eq!(number(world.store(), kept).await, 1);
    }

    async fn a_place_with_cases_may_not_go_and_then_nothing_is_loaded(world: World) {
        let (clock, rng) = (&*world.clock, &*world.rng);
        let copy = Copy::new();
        load(world.store(), copy.dir(), clock, rng).await.unwrap();
        world.store().write(|tx| Box::pin(async move {
            sqlx::query(
                "INSERT INTO cases (id, number, item, item_version, form, form_version, department, town, village, \
                 filed_by, applicant_name, applicant_masked, name_index, channel, state, open, received_at, \
                 received_on, due_on, revision, updated_at) VALUES ('c', 'n', 'JJ-MZ-04', 1, 'jj-mz-04', 1, \
                 'civil-affairs', '350582101000', '350582101001', 'a', $1, '', '', 'phone', 'submitted', 1, 0, \
                 '2026-11-23', '2026-11-30', 1, 0)",
            ).bind(Vec::<u8>::new()).execute(tx.sql()).await?;
            Ok(())
        })).await.unwrap();
        for file in ["local/halls.csv", "divisions.csv"] {
            let text = copy.read(file);
            let without = text.lines().filter(|line| !line.starts_with("350582101001,"));
            copy.write(file, &without.collect::<Vec<_>>().join("\n"));
        }
        copy.spoil("city.toml", "short_name = \"晋江\"", "short_name = \"晋\"");
        let refused = load(world.store(), copy.dir(), clock, rng).await;
        assert!(matches!(refused, Err(CityError::Refused { message, .. }) if message.contains("350582101001")));
        assert_eq!(number(world.store(), "SELECT COUNT(*) FROM division").await, 419);
        assert_eq!(number(world.store(), "SELECT COUNT(*) FROM package_load").await, 1);
    }

    async fn nothing_is_loaded_when_anything_is_wrong(world: World) {
        let (clock, rng) = (&*world.clock, &*world.rng);
        let copy = Copy::new();
        copy.spoil("items/JJ-MZ-04.json", "\"department\": \"civil-affairs\"", "\"department\": \"nobody\"");
        let refused = load(world.store(), copy.dir(), clock, rng).await;
        assert!(matches!(refused, Err(CityError::Wrong(problems)) if problems.len() == 1));
        for table in ["SELECT COUNT(*) FROM division", "SELECT COUNT(*) FROM item", "SELECT COUNT(*) FROM package_load"] {
            assert_eq!(number(world.store(), table).await, 0);
        }
    }

    async fn what_is_exported_checks_and_loads_to_the_same_rows(world: World) {
        let (clock, rng) = (&*world.clock, &*world.rng);
        let copy = Copy::new();
        // A town that reached the milestone, a window of its own, a hall with phones.
        let plan = copy.read("plan.toml");
        copy.write("plan.toml", &format!("{plan}\n[[reached]]\ntown = \"350582105000\"\nmilestone = \"joined\"\non = \"2020-11-10\"\n"));
        let guides = copy.read("local/guides.csv");
        copy.write("local/guides.csv", &format!("{guides}JJ-MZ-04,350582105000,collect,3 号窗口,no,,,,,0595-85000000,no\n"));
        load(world.store(), copy.dir(), clock, rng).await.unwrap();
        let before = rows(world.store()).await;

        let out = tempfile::tempdir().unwrap();
        export(world.store(), out.path()).await.unwrap();
        let report = check_dir(out.path());
        assert_eq!(problems(&report), Vec::<String>::new());
        let again = load(world.store(), out.path(), clock, rng).await.unwrap();
        assert!(again.unchanged, "the exported package is the one that was loaded");
        assert_eq!(rows(world.store()).await, before);

        let twice = tempfile::tempdir().unwrap();
        export(world.store(), twice.path()).await.unwrap();
        assert_eq!(files(out.path()), files(twice.path()));
    }

    async fn an_empty_database_exports_nothing(world: World) {
        let out = tempfile::tempdir().unwrap();
        assert!(matches!(export(world.store(), out.path()).await, Err(CityError::Empty)));
        assert!(files(out.path()).is_empty());
    }
}
