//! The search stays quick because it reads little, not because the machine is fast.

use super::*;

/// A catalogue of ten thousand items: the real one, again and again, with a word of its own each time.
fn large() -> Vec<Doc> {
    let small = docs();
    (0..10_000)
        .map(|n| {
            let mut doc = small[n % small.len()].clone();
            doc.id = format!("{}-{n}", doc.id);
            doc.parts.push((Field::Alias, format!("第{n}号")));
            doc
        })
        .collect()
}

#[test]
fn at_ten_thousand_items_a_search_reads_a_bounded_number_of_postings() {
    let index = Index::build(&large(), &[]);
    assert_eq!(index.len(), 10_000);
    for question in [
        "低保",
        "给孩子上户口",
        "shbx",
        "she",
        "城乡居民基本养老保险参保登记",
        "我想在村里盖房子需要什么手续要跑几趟带哪些材料",
        "居往证",
        "gelaorenbanyoudaizheng",
    ] {
        let outcome = index.search(question, &Want::ALL);
        assert!(!outcome.hits.is_empty(), "{question}");
        assert!(outcome.hits.len() <= Want::ALL.limit);
        // Every item a few dozen times at the very most: no loop over items times alternatives times terms.
        assert!(outcome.work < 40 * index.len(), "{question} reads {}", outcome.work);
    }
}

#[test]
fn a_question_costs_the_same_however_long_it_is() {
    let index = index();
    let long = "低保怎么办理".repeat(100_000);
    let cut = "低保怎么办理".repeat(10);
    assert_eq!(
        index.search(&long, &Want::ALL).work,
        index.search(&cut, &Want::ALL).work
    );
}

/// Run by hand: `cargo test -p server --release search::tests::size::bench -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement"]
#[allow(clippy::disallowed_methods, reason = "it measures the machine's time")]
fn bench_the_index_of_the_city_that_ships() {
    let started = std::time::Instant::now();
    let index = super::sentences::jinjiang();
    println!("city read and index built in {:?}", started.elapsed());
    let questions: Vec<&str> = include_str!("sentences.tsv")
        .lines()
        .chain(include_str!("elsewhere.txt").lines())
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split('\t').next())
        .collect();
    let mut times: Vec<std::time::Duration> = questions
        .iter()
        .map(|question| {
            let started = std::time::Instant::now();
            std::hint::black_box(index.search(question, &Want::ALL));
            started.elapsed()
        })
        .collect();
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 100];
    println!(
        "{} questions: median {:?}, p95 {:?}, most {:?}",
        times.len(),
        at(50),
        at(95),
        at(100)
    );
}
