//! Help texts are true: whoever does what the help of a diagnostic says has mended the mistake.
//!
//! `mends.yaml` says for a file of `broken/` what such a person changes, in each of the ways that the help leaves open. A help that
//! cannot be followed, or leads to the next mistake, is a mistake of the generator.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use letterpress::Diagnostic;
use serde::Deserialize;
use support::{Input, inputs, said, workspace};

/// For each file the ways to mend it, each of them all edits that its helps ask for.
type Mends = BTreeMap<String, Vec<Vec<Edit>>>;

/// A change of a file. Several changes may follow from one help, which stands at the first.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    /// The help that is followed.
    help: Option<String>,
    /// What is replaced; it stands in the file once.
    #[serde(default)]
    find: String,
    #[serde(default)]
    replace: String,
    /// What the name of the file ends in from now on.
    ending: Option<String>,
}

/// The files that no change of theirs mends as a help says, and why.
const UNMENDED: &[(&str, &str)] = &[
    ("async-api", "it is something else than a description"),
    ("graphql", "it is something else than a description"),
    ("html", "it is something else than a description"),
    ("json-schema", "it is something else than a description"),
    ("postman", "it is something else than a description"),
    ("yaml-alias-bomb", "it was made to do harm, and means nothing that could be written in another way"),
];

/// How the help of a warning begins that asks for no change.
const NOTHING_TO_DO: &str = "nothing has to be done";

/// So that none is taken away to get by.
const AT_LEAST: usize = 185;

#[test]
fn every_help_mends_its_mistake() {
    let mends = mends();
    let mut wrong = Vec::new();
    for input in inputs("tests/broken") {
        for (number, way) in mends.get(&input.name).into_iter().flatten().enumerate() {
            let problems = problems(&input, way);
            wrong.extend(problems.into_iter().map(|problem| format!("{}, way {}: {problem}", input.name, number + 1)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// A help that nobody follows here may say anything.
#[test]
fn every_help_is_followed() {
    let mends = mends();
    let mut wrong = Vec::new();
    for input in inputs("tests/broken") {
        let Some(ways) = mends.get(&input.name) else { continue };
        let followed: BTreeSet<&str> = ways.iter().flatten().filter_map(|edit| edit.help.as_deref()).collect();
        let unfollowed = said(&input).0.into_iter().filter_map(|it| it.help).filter(|help| !followed.contains(&**help));
        wrong.extend(unfollowed.map(|help| format!("{}: nothing does `{help}`", input.name)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_has_a_mend_or_a_reason() {
    let mends = mends();
    let unmended = UNMENDED.iter().map(|(name, _)| (*name).to_owned());
    let mut known: Vec<String> = mends.keys().cloned().chain(unmended).collect();
    known.sort();
    let mut names: Vec<String> = inputs("tests/broken").into_iter().map(|input| input.name).collect();
    names.sort();
    assert_eq!(known, names);
    assert!(mends.len() >= AT_LEAST, "only {} files have mends", mends.len());
    assert!(mends.values().all(|ways| !ways.is_empty()), "a file has no way to mend it");
}

fn mends() -> Mends {
    serde_yaml::from_str(&std::fs::read_to_string(workspace().join("tests/mends.yaml")).unwrap()).unwrap()
}

/// What is wrong with a way to mend a file.
fn problems(input: &Input, way: &[Edit]) -> Vec<String> {
    let (before, _) = said(input);
    let helps: BTreeSet<&str> = way.iter().filter_map(|edit| edit.help.as_deref()).collect();
    let is_followed = |it: &Diagnostic| it.help.as_deref().is_some_and(|help| helps.contains(help));
    let mut problems = Vec::new();
    if helps.is_empty() {
        problems.push("it follows no help".to_owned());
    }
    let unsaid = helps.iter().filter(|help| !before.iter().any(|it| it.help.as_deref() == Some(**help)));
    problems.extend(unsaid.map(|help| format!("nothing says `{help}`")));
    let mended = match mended(input, way) {
        Ok(mended) => mended,
        Err(problem) => return vec![problem],
    };
    let (after, rendered) = said(&mended);
    let is_known = |it: &Diagnostic| before.iter().any(|old| (old.code, &old.message) == (it.code, &it.message));
    let is_new = |it: &Diagnostic| !is_known(it) && !it.help.as_deref().is_some_and(|help| help.starts_with(NOTHING_TO_DO));
    if after.iter().any(|it| it.is_error() || is_followed(it) || is_new(it)) {
        problems.push(format!("{}\n{rendered}", mended.text));
    }
    problems
}

/// The file as the edits leave it.
fn mended(input: &Input, way: &[Edit]) -> Result<Input, String> {
    let Input { name, mut path, mut text } = input.clone();
    for Edit { find, replace, ending, .. } in way {
        if let Some(ending) = ending {
            path = camino::Utf8Path::new(&path).with_extension(ending).into_string();
            if find.is_empty() {
                continue;
            }
        }
        if text.matches(find.as_str()).count() != 1 {
            return Err(format!("`{find}` does not stand in it once"));
        }
        text = text.replace(find.as_str(), replace);
    }
    Ok(Input { name, path, text })
}
