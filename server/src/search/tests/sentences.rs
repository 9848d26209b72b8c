//! Whole sentences as people type them, on the catalogue of the city that ships.

use super::*;
use crate::city::check_dir;
use crate::services::catalogue::to_be_found;

const SENTENCES: &str = include_str!("sentences.tsv");
const ELSEWHERE: &str = include_str!("elsewhere.txt");
const STRANGERS: &str = include_str!("strangers.tsv");
/// So many of a hundred must find their item among the first three.
const RECALL: f32 = 0.92;

pub fn jinjiang() -> Index {
    let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/jinjiang");
    let package = check_dir(&dir).package.expect("the city that ships");
    let (docs, quiet) = to_be_found(&package.items, &package.departments, &package.city, &package.divisions);
    Index::build(&docs, &quiet)
}

fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.starts_with('#'))
}

/// Every second sentence, from the first or the second: those the search is tuned on, and those kept apart.
fn half(from: usize) -> Vec<(&'static str, &'static str)> {
    let all = lines(SENTENCES).map(|line| line.split_once('\t').expect("a sentence, a tab, items"));
    all.skip(from).step_by(2).collect()
}

fn missed(index: &Index, sentences: &[(&str, &str)]) -> Vec<String> {
    let misses = sentences.iter().filter_map(|(sentence, items)| {
        let found = find(index, sentence);
        let first: Vec<_> = found.iter().take(3).collect();
        let hit = first.iter().any(|id| items.split(',').any(|item| item == *id));
        (!hit).then(|| format!("{sentence} → {items}, not {first:?}"))
    });
    misses.collect()
}

fn assert_recall(from: usize) {
    let (index, sentences) = (jinjiang(), half(from));
    let missed = missed(&index, &sentences);
    let recall = 1.0 - missed.len() as f32 / sentences.len() as f32;
    println!("recall@3 {recall:.3} of {} sentences", sentences.len());
    assert!(sentences.len() >= 100);
    assert!(recall >= RECALL, "recall {recall}:\n{}", missed.join("\n"));
}

#[test]
fn sentences_the_search_is_tuned_on_are_found() {
    assert_recall(0);
}

#[test]
fn sentences_that_were_kept_apart_are_found_as_well() {
    assert_recall(1);
}

/// Sentences that nobody who worked on the search has written: what it is worth outside. Silence is harder; it must not
/// get worse.
#[test]
fn sentences_of_strangers_are_found_too() {
    let index = jinjiang();
    let all = lines(STRANGERS).map(|line| line.split_once('\t').expect("a sentence, a tab, items"));
    let (elsewhere, here): (Vec<_>, Vec<_>) = all.partition(|(_, items)| *items == "-");
    let missed = missed(&index, &here);
    let recall = 1.0 - missed.len() as f32 / here.len() as f32;
    let silent = elsewhere
        .iter()
        .filter(|(sentence, _)| find(&index, sentence).is_empty());
    let silence = silent.count() as f32 / elsewhere.len() as f32;
    println!(
        "strangers: recall@3 {recall:.3} of {}, silence {silence:.3} of {}",
        here.len(),
        elsewhere.len()
    );
    assert!(recall >= RECALL, "recall {recall}:\n{}", missed.join("\n"));
    assert!(silence >= 0.75, "silence {silence}");
}

#[test]
fn sentences_that_people_complained_about_are_found() {
    let said = [
        ("房子着火烧没了", "JJ-MZ-03"),
        ("老厝破了想重起", "JJ-NY-01"),
        ("家里养了条金毛要上牌吗", "JJ-GA-07"),
        ("几户人一起种茶", "JJ-SC-07"),
    ];
    let missed = missed(&jinjiang(), &said);
    assert!(missed.is_empty(), "{missed:?}");
}

#[test]
fn what_the_city_does_not_offer_finds_nothing() {
    let index = jinjiang();
    let loud: Vec<String> = lines(ELSEWHERE)
        .filter_map(|question| {
            let found = find(&index, question);
            (!found.is_empty()).then(|| format!("{question}: {found:?}"))
        })
        .collect();
    assert!(lines(ELSEWHERE).count() >= 40);
    assert!(loud.is_empty(), "{}", loud.join("\n"));
}

#[test]
fn what_follows_the_first_answers_is_about_the_same() {
    let index = jinjiang();
    let sentences = [half(0), half(1)].concat();
    let counts: Vec<usize> = sentences
        .iter()
        .map(|(sentence, _)| find(&index, sentence).len())
        .collect();
    let mean = counts.iter().sum::<usize>() as f32 / counts.len() as f32;
    println!("answers to a sentence: {mean:.1}, at most {:?}", counts.iter().max());
    assert!(mean <= 3.0, "{mean}");
}

#[test]
fn half_typed_words_and_traditional_characters_find_what_the_whole_words_find() {
    let index = jinjiang();
    for (typed, whole) in [
        ("户kou", "户口"),
        ("低bao", "低保"),
        ("社bao", "社保"),
        ("医bao", "医保"),
        ("電", "电"),
        ("養老金", "养老金"),
    ] {
        let (typed_finds, whole_finds) = (find(&index, typed), find(&index, whole));
        assert!(!whole_finds.is_empty(), "{whole}");
        assert_eq!(typed_finds.first(), whole_finds.first(), "{typed}");
    }
}
