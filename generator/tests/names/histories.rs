//! Arguments that are added, removed, reordered and renamed by chance, on two branches of a repository that are merged: a call that
//! could mean another argument is told, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use super::arguments::{order, text, told};
use super::merge::merged;
use super::random::Random;
use super::{lock, run};

/// The orders of each length that calls may have.
type Orders = BTreeMap<usize, BTreeSet<String>>;

/// A branch of the repository.
#[derive(Clone, Default)]
struct Branch {
    /// Parameters, those with `?` optional, and perhaps a body.
    words: Vec<String>,
    lock: String,
    /// Orders that have to be told when another one of their length comes.
    must: Orders,
    /// Orders of which that may be told.
    may: Orders,
    /// Every order that there was.
    past: Vec<String>,
}

const WORDS: [&str; 9] = ["path/p", "path/r", "query/a", "query/b", "query/c", "query/d", "header/X", "header/Y", "cookie/k"];

fn bare(word: &str) -> &str {
    word.trim_end_matches('?')
}

/// Changes one thing.
fn edit(random: &mut Random, words: &mut Vec<String>) {
    let free: Vec<&str> = WORDS.into_iter().filter(|word| !words.iter().any(|it| bare(it) == *word)).collect();
    let fresh = |random: &mut Random| {
        let word = *random.pick(&free);
        if random.chance(4) && !word.starts_with("path/") { format!("{word}?") } else { word.to_owned() }
    };
    match random.below(8) {
        0 | 1 if !free.is_empty() => {
            let at = random.position(words.len());
            words.insert(at, fresh(random));
        }
        2 | 3 if !words.is_empty() => drop(words.remove(random.below(words.len()))),
        4 if !words.is_empty() && !free.is_empty() => {
            let at = random.below(words.len());
            words[at] = fresh(random);
        }
        5 if !words.is_empty() => {
            let at = random.below(words.len());
            let word = &words[at];
            if !word.starts_with("path/") && word != "body" {
                words[at] = word.strip_suffix('?').map_or_else(|| format!("{word}?"), str::to_owned);
            }
        }
        6 => match words.iter().position(|word| word == "body") {
            Some(at) => drop(words.remove(at)),
            None => words.push("body".to_owned()),
        },
        _ => random.shuffle(words),
    }
}

fn is_within(order: &str, other: &str) -> bool {
    let [one, two] = [order, other].map(|order| order.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>());
    let common = |of: &[&str], with: &[&str]| {
        of.iter().filter(|word| with.contains(word)).map(|word| (*word).to_owned()).collect::<Vec<_>>()
    };
    common(&one, &two) == common(&two, &one)
}

impl Branch {
    /// Generates, and looks at what is told.
    fn run(&mut self, of: &str) {
        let (it, diagnostics, rendered) = run(&text(&self.words.join(" ")), &self.lock);
        let it = it.unwrap_or_else(|| panic!("{of}: {rendered}\n{}", self.lock));
        let now = order(&it);
        for past in &self.past {
            assert!(is_within(past, &now), "{of}: `{past}` became `{now}`\n{}", self.lock);
        }
        let length = now.split(' ').filter(|word| !word.is_empty()).count();
        let others =
            |orders: &Orders| length > 0 && orders.get(&length).is_some_and(|orders| orders.iter().any(|order| *order != now));
        // A lock in which nothing ever had arguments looks like one of an earlier version: it is told that it says no order.
        let unordered =
            diagnostics.iter().filter(|it| it.code.0 == "W0411" && it.message.contains("does not say the order")).count();
        assert!(unordered == 0 || length > 1 && !self.lock.contains(" arguments = "), "{of}: {rendered}\n{}", self.lock);
        let told = told(&diagnostics) > unordered;
        let seen = || format!("{of}: now `{now}`, {:?}\n{}{rendered}", self.may, self.lock);
        assert!(told || !others(&self.must), "it is not told; {}", seen());
        // A variable that stands where another one stood is that one, and the words here say nothing of it.
        let is_marked = |line: &str| line.contains(" arguments = ") && line.contains("(path/") && line.ends_with(" (former)");
        let is_other =
            ["path/p = r\n", "path/r = p\n"].iter().any(|line| self.lock.contains(line)) || self.lock.lines().any(is_marked);
        assert!(!told || is_other || others(&self.may), "it is told for nothing; {}", seen());
        self.lock = lock(&it);
        assert_eq!(lock(&super::understood(&text(&self.words.join(" ")), &self.lock)), self.lock, "{of}: a second run");
        for orders in [&mut self.must, &mut self.may] {
            orders.insert(length, BTreeSet::from([now.clone()]));
        }
        self.past.push(now);
    }

    fn edited(mut self, random: &mut Random, of: &str) -> Self {
        for _ in 0..1 + random.below(3) {
            (0..1 + random.below(2)).for_each(|_| edit(random, &mut self.words));
            self.run(of);
        }
        self
    }

    /// The merge with another one; `base` is what both began with.
    fn merge(self, random: &mut Random, base: &Self, theirs: Self) -> Self {
        let words = match random.below(3) {
            0 => self.words.clone(),
            1 => theirs.words.clone(),
            _ => {
                let is_new = |word: &&String| !self.words.iter().any(|it| bare(it) == bare(word));
                theirs.words.iter().filter(is_new).chain(&self.words).cloned().collect()
            }
        };
        let lengths: BTreeSet<usize> = self.may.keys().chain(theirs.may.keys()).copied().collect();
        let (mut must, mut may) = (Orders::new(), Orders::new());
        for length in lengths {
            let of = |orders: &Orders| orders.get(&length).cloned().unwrap_or_default();
            let all = of(&self.may).union(&of(&theirs.may)).cloned().collect::<BTreeSet<_>>();
            // What one side left as it was, the other one was told of when it changed it.
            let changed = |side: &Self| of(&side.must) != of(&base.must);
            let sides = [&self, &theirs].into_iter().filter(|side| changed(side) || !changed(&self) && !changed(&theirs));
            must.insert(length, sides.flat_map(|side| of(&side.must)).collect());
            may.insert(length, all);
        }
        let (text, _) = merged(&base.lock, &self.lock, &theirs.lock);
        let past = if text.contains("<<<<<<<") { self.past } else { base.past.clone() };
        Self { words, lock: text, must, may, past }
    }
}

#[test]
fn a_call_that_means_another_argument_is_told_whatever_two_branches_do() {
    let seeds = if std::env::var_os("LETTERPRESS_FULL_PROOF").is_some() { 20_000 } else { 300 };
    for seed in 1..=seeds {
        let random = &mut Random::new(seed);
        let mut base = Branch::default();
        for _ in 0..random.below(5) {
            edit(random, &mut base.words);
        }
        base.run(&format!("seed {seed}, first"));
        let base = base.edited(random, &format!("seed {seed}, base"));
        let ours = base.clone().edited(random, &format!("seed {seed}, ours"));
        let theirs = base.clone().edited(random, &format!("seed {seed}, theirs"));
        let mut both = ours.merge(random, &base, theirs);
        both.run(&format!("seed {seed}, merged"));
        both.edited(random, &format!("seed {seed}, after"));
    }
}
