//! Numbers, words and edits by chance, the same for the same seed.

use super::model::{Branch, Document, Marked, Operation, Schema};

/// A source of numbers (xorshift64*).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `end`, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % end
    }

    pub fn chance(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }

    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// First, last, or anywhere.
    pub fn position(&mut self, length: usize) -> usize {
        match self.below(4) {
            0 | 1 => 0,
            2 => length,
            _ => self.below(length + 1),
        }
    }

    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for index in (1..list.len()).rev() {
            list.swap(index, self.below(index + 1));
        }
    }
}

/// Few words, so that they meet again.
const WORDS: [&[&str]; 20] = [
    &["customer", "id"],
    &["created", "at"],
    &["draft"],
    &["order"],
    &["orders"],
    &["create", "customer"],
    &["customer"],
    &["type"],
    &["self"],
    &["option"],
    &["extra"],
    &["body"],
    &["request", "body"],
    &["unknown"],
    &["new"],
    &["id"],
    &["default"],
    &["with", "token"],
    &["token"],
    &["status"],
];

/// What the generator puts behind names that are taken, or names things by.
const ENDINGS: [&str; 22] = [
    "field",
    "query",
    "path",
    "model",
    "operation",
    "value",
    "handlers",
    "ok",
    "error",
    "request",
    "response",
    "members",
    "item",
    "option1",
    "option2",
    "camel",
    "snake",
    "outcome",
    "parameter",
    "tag",
    "scheme",
    "200Response",
];

/// A word in one of the ways in which people write names; `plain` ones can name a component.
pub fn word(random: &mut Random, plain: Plain) -> String {
    let mut words: Vec<String> = random.pick(&WORDS).iter().map(|word| (*word).to_owned()).collect();
    if random.chance(4) {
        words.push((*random.pick(&ENDINGS)).to_owned());
    }
    if random.chance(8) {
        words.extend(random.pick(&WORDS).iter().map(|word| (*word).to_owned()));
    }
    let upper = |word: &String| word[..1].to_uppercase() + &word[1..];
    let pascal: String = words.iter().map(upper).collect();
    let camel = words[0].clone() + &words[1..].iter().map(upper).collect::<String>();
    match random.below(if plain == Plain::Yes { 6 } else { 10 }) {
        0 => words.join("_"),
        1 => pascal,
        2 => words.join("-"),
        3 => words.join("_").to_uppercase(),
        4 => words.join("."),
        6 => words.join(" "),
        7 => format!("@{camel}"),
        8 => format!("{}[]", words.join("_")),
        9 => format!("-{}-", words.join("+")),
        _ => camel,
    }
}

/// Whether a name takes letters, digits, `.`, `-` and `_` only.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Plain {
    Yes,
    No,
}

/// A word that is not among those of a list.
fn newcomer<T>(random: &mut Random, plain: Plain, list: &[T], name: impl Fn(&T) -> &str) -> String {
    loop {
        let word = word(random, plain);
        if !list.iter().any(|item| name(item).eq_ignore_ascii_case(&word))
            || random.chance(3) && !list.iter().any(|item| name(item) == word)
        {
            return word;
        }
    }
}

/// What was taken away and may come back, and a number that is never used twice.
#[derive(Default)]
pub struct Memory {
    schemas: Vec<(String, Schema)>,
    properties: Vec<(String, Schema)>,
    values: Vec<String>,
    operations: Vec<Operation>,
    count: usize,
}

/// A description to begin with.
pub fn document(random: &mut Random, memory: &mut Memory) -> Document {
    let mut document = Document::default();
    for _ in 0..4 + random.below(5) {
        add_schema(random, memory, &mut document);
    }
    for _ in 0..3 + random.below(4) {
        add_operation(random, memory, &mut document);
    }
    document
}

/// Changes one thing.
pub fn edit(random: &mut Random, memory: &mut Memory, document: &mut Document) {
    match random.below(14) {
        0 => add_schema(random, memory, document),
        1 => add_operation(random, memory, document),
        2 => random.shuffle(&mut document.schemas),
        3 => random.shuffle(&mut document.operations),
        4 if document.schemas.len() > 3 => {
            let at = random.below(document.schemas.len());
            memory.schemas.push(document.schemas.remove(at));
        }
        5 if document.operations.len() > 2 => {
            let at = random.below(document.operations.len());
            memory.operations.push(document.operations.remove(at));
        }
        6 => rename_schema(random, memory, document),
        7 => edit_schemes(random, document),
        8..=10 => edit_operation(random, memory, document),
        _ => {
            let at = random.below(document.schemas.len());
            edit_schema(random, memory, &mut document.schemas[at].1);
        }
    }
}

fn add_schema(random: &mut Random, memory: &mut Memory, document: &mut Document) {
    let at = random.position(document.schemas.len());
    if random.chance(3) && !memory.schemas.is_empty() {
        let back = memory.schemas.remove(random.below(memory.schemas.len()));
        if document.schemas.iter().all(|(name, _)| *name != back.0) {
            document.schemas.insert(at, back);
        }
        return;
    }
    let name = newcomer(random, Plain::Yes, &document.schemas, |(name, _)| name);
    let schema = schema(random, memory, 2);
    document.schemas.insert(at, (name, schema));
}

fn rename_schema(random: &mut Random, memory: &mut Memory, document: &mut Document) {
    let name = newcomer(random, Plain::Yes, &document.schemas, |(name, _)| name);
    let at = random.below(document.schemas.len());
    document.schemas[at].0 = once(memory, name, &document.schemas[at].1);
}

/// The name, or one that nothing else ever has: branches that come back under an earlier name, after edits under another one,
/// are among the gaps that ARCHITECTURE.md lists.
fn once(memory: &mut Memory, name: String, schema: &Schema) -> String {
    if !has_branches(schema) {
        return name;
    }
    memory.count += 1;
    format!("{name}{}", memory.count)
}

fn has_branches(schema: &Schema) -> bool {
    match schema {
        Schema::Text | Schema::Enumeration(_) => false,
        Schema::List(items) => has_branches(items),
        Schema::Object(list, _) => list.iter().any(|(_, schema)| has_branches(schema)),
        Schema::Branches(_) | Schema::Tagged(_) => true,
    }
}

fn schema(random: &mut Random, memory: &mut Memory, depth: usize) -> Schema {
    match random.below(if depth == 0 { 2 } else { 10 }) {
        0 => Schema::Text,
        1 => Schema::Enumeration(values(random)),
        2 => Schema::List(Box::new(schema(random, memory, depth - 1))),
        3 => Schema::Branches((0..2 + random.below(3)).map(|_| branch(random, memory)).collect()),
        4 => Schema::Tagged((0..2 + random.below(2)).map(|_| tagged(random, memory)).collect()),
        _ => {
            let mut list = Vec::new();
            for _ in 0..2 + random.below(4) {
                let name = newcomer(random, Plain::No, &list, |(name, _): &(String, Schema)| name);
                list.push((name, schema(random, memory, depth - 1)));
            }
            Schema::Object(list, random.chance(3))
        }
    }
}

fn branch(random: &mut Random, memory: &mut Memory) -> Branch {
    memory.count += 1;
    let number = memory.count;
    match random.below(8) {
        0 => Branch::Number(number),
        1 => Branch::Text(number),
        2 => Branch::Texts(number),
        3 | 4 => Branch::Wrapped(marked(random, memory)),
        5 => Branch::List(marked(random, memory)),
        _ => Branch::Object(marked(random, memory)),
    }
}

/// A number that is never used twice.
pub fn number(memory: &mut Memory) -> usize {
    memory.count += 1;
    memory.count
}

/// An object that nothing else is.
pub fn marked(random: &mut Random, memory: &mut Memory) -> Marked {
    memory.count += 1;
    let mark = format!("mark{}", memory.count);
    let properties = vec![(word(random, Plain::No), Schema::Enumeration(values(random)))];
    Marked { mark, properties }
}

fn tagged(random: &mut Random, memory: &mut Memory) -> (Vec<String>, Marked) {
    let tags = (0..1 + random.below(3)).map(|_| tag(random, memory)).collect();
    (tags, marked(random, memory))
}

/// A tag that no other branch ever has; which one is first by the alphabet is a matter of chance.
fn tag(random: &mut Random, memory: &mut Memory) -> String {
    memory.count += 1;
    format!("{}{}", word(random, Plain::No), memory.count)
}

fn values(random: &mut Random) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    for _ in 0..2 + random.below(4) {
        let word = newcomer(random, Plain::No, &list, |word| word);
        list.push(word);
    }
    list
}

fn edit_schema(random: &mut Random, memory: &mut Memory, schema: &mut Schema) {
    match schema {
        Schema::Text => {}
        Schema::List(items) => edit_schema(random, memory, items),
        Schema::Enumeration(list) => edit_values(random, memory, list),
        Schema::Branches(branches) => {
            let before = branches.clone();
            edit_branches(random, memory, branches, branch, |random, memory, branch| {
                branch.object().into_iter().for_each(|object| edit_properties(random, memory, &mut object.properties));
            });
            // A union that becomes one type is among the gaps that ARCHITECTURE.md lists.
            if is_one(branches) != is_one(&before) {
                *branches = before;
            }
        }
        Schema::Tagged(branches) => {
            edit_branches(random, memory, branches, tagged, |random, memory, (tags, object)| match random.chance(2) {
                true => edit_tags(random, memory, tags),
                false => edit_properties(random, memory, &mut object.properties),
            })
        }
        Schema::Object(list, kept) => match random.below(8) {
            0 => *kept = !*kept,
            1 | 2 if !list.is_empty() => {
                let at = random.below(list.len());
                edit_schema(random, memory, &mut list[at].1);
            }
            _ => edit_properties(random, memory, list),
        },
    }
}

/// Whether branches are one type: objects in `anyOf`.
fn is_one(branches: &[Branch]) -> bool {
    branches.iter().all(|branch| matches!(branch, Branch::Wrapped(_)))
}

fn edit_branches<T>(
    random: &mut Random,
    memory: &mut Memory,
    branches: &mut Vec<T>,
    newcomer: impl Fn(&mut Random, &mut Memory) -> T,
    edit: impl Fn(&mut Random, &mut Memory, &mut T),
) {
    match random.below(5) {
        0 => {
            let at = random.position(branches.len());
            branches.insert(at, newcomer(random, memory));
        }
        1 => random.shuffle(branches),
        2 if branches.len() > 2 => drop(branches.remove(random.below(branches.len()))),
        _ => {
            let at = random.below(branches.len());
            edit(random, memory, &mut branches[at]);
        }
    }
}

/// Never takes the last tag, by which the branch is known.
fn edit_tags(random: &mut Random, memory: &mut Memory, tags: &mut Vec<String>) {
    match random.below(3) {
        0 => random.shuffle(tags),
        1 if tags.len() > 1 => drop(tags.remove(random.below(tags.len()))),
        _ => {
            let at = random.position(tags.len());
            tags.insert(at, tag(random, memory));
        }
    }
}

fn edit_properties(random: &mut Random, memory: &mut Memory, list: &mut Vec<(String, Schema)>) {
    let at = random.position(list.len());
    match random.below(6) {
        0 if list.len() > 1 => memory.properties.push(list.remove(random.below(list.len()))),
        1 => random.shuffle(list),
        2 if !list.is_empty() => {
            let name = newcomer(random, Plain::No, list, |(name, _)| name);
            let at = random.below(list.len());
            list[at].0 = once(memory, name, &list[at].1);
        }
        3 if !memory.properties.is_empty() => {
            let (name, _) = random.pick(&memory.properties).clone();
            if list.iter().all(|(other, _)| *other != name) {
                list.insert(at, (name, Schema::Text));
            }
        }
        _ => {
            let name = newcomer(random, Plain::No, list, |(name, _)| name);
            list.insert(at, (name, schema(random, memory, 1)));
        }
    }
}

fn edit_values(random: &mut Random, memory: &mut Memory, list: &mut Vec<String>) {
    let at = random.position(list.len());
    match random.below(6) {
        0 if list.len() > 2 => memory.values.push(list.remove(random.below(list.len()))),
        1 => random.shuffle(list),
        2 => {
            let word = newcomer(random, Plain::No, list, |word| word);
            let at = random.below(list.len());
            list[at] = word;
        }
        3 if !memory.values.is_empty() => {
            let value = random.pick(&memory.values).clone();
            if !list.contains(&value) {
                list.insert(at, value);
            }
        }
        _ => {
            let word = newcomer(random, Plain::No, list, |word| word);
            list.insert(at, word);
        }
    }
}

fn edit_schemes(random: &mut Random, document: &mut Document) {
    let at = random.position(document.schemes.len());
    match random.below(4) {
        0 if document.schemes.len() > 1 => drop(document.schemes.remove(random.below(document.schemes.len()))),
        1 => random.shuffle(&mut document.schemes),
        _ => {
            let name = newcomer(random, Plain::Yes, &document.schemes, |name| name);
            document.schemes.insert(at, name);
        }
    }
}

fn add_operation(random: &mut Random, memory: &mut Memory, document: &mut Document) {
    let at = random.position(document.operations.len());
    let ids: Vec<String> = document.operations.iter().filter_map(|operation| operation.id.clone()).collect();
    if random.chance(3) && !memory.operations.is_empty() {
        let back = memory.operations.remove(random.below(memory.operations.len()));
        if back.id.as_ref().is_none_or(|id| !ids.contains(id)) {
            document.operations.insert(at, back);
        }
        return;
    }
    memory.count += 1;
    let id = (!random.chance(4)).then(|| newcomer(random, Plain::No, &ids, |id| id));
    let mut operation = Operation {
        path: format!("/p{}", memory.count),
        method: random.pick::<&str>(&["get", "post", "put", "delete"]),
        id,
        tag: random.chance(2).then(|| word(random, Plain::No)),
        parameters: Vec::new(),
        body: None,
        headers: Vec::new(),
        answer: None,
    };
    for _ in 0..random.below(4) {
        add_parameter(random, &mut operation);
    }
    if operation.method != "get" {
        operation.body = random.chance(2).then(|| schema(random, memory, 2));
    }
    operation.answer = random.chance(2).then(|| schema(random, memory, 2));
    document.operations.insert(at, operation);
}

fn add_parameter(random: &mut Random, operation: &mut Operation) {
    let location = *random.pick(&["query", "query", "header", "cookie", "path"]);
    let here: Vec<_> =
        operation.parameters.iter().filter(|(other, _)| *other == location).map(|(_, name)| name.clone()).collect();
    let plain = if location == "query" { Plain::No } else { Plain::Yes };
    let name = newcomer(random, plain, &here, |name| name);
    let twin = |other: &String| other.eq_ignore_ascii_case(&name);
    if location == "header" && here.iter().any(twin) || location == "path" && !here.is_empty() {
        return;
    }
    let at = random.position(operation.parameters.len());
    operation.parameters.insert(at, (location, name));
}

fn edit_operation(random: &mut Random, memory: &mut Memory, document: &mut Document) {
    let ids: Vec<String> = document.operations.iter().filter_map(|operation| operation.id.clone()).collect();
    let at = random.below(document.operations.len());
    let operation = &mut document.operations[at];
    match random.below(10) {
        // One without an id would be the same operation by its path and method, and another one by its new id.
        0 if operation.id.is_some() => operation.id = Some(newcomer(random, Plain::No, &ids, |id| id)),
        1 => operation.tag = (!random.chance(4)).then(|| word(random, Plain::No)),
        2 if operation.method != "get" => operation.body = operation.body.is_none().then(|| schema(random, memory, 2)),
        3 => random.shuffle(&mut operation.parameters),
        4 => {
            // The parameter of a path is part of the path, which identifies an operation without an id.
            let removable = |(_, (location, _)): &(usize, &(&str, String))| *location != "path";
            let others: Vec<_> = operation.parameters.iter().enumerate().filter(removable).map(|(index, _)| index).collect();
            if !others.is_empty() {
                operation.parameters.remove(*random.pick(&others));
            }
        }
        5 | 6 => {
            let name = newcomer(random, Plain::Yes, &operation.headers, |name| name);
            if !operation.headers.iter().any(|other| other.eq_ignore_ascii_case(&name)) {
                let at = random.position(operation.headers.len());
                operation.headers.insert(at, name);
            }
        }
        7 => {
            if let Some(schema) = [&mut operation.body, &mut operation.answer].into_iter().flatten().next() {
                edit_schema(random, memory, schema);
            }
        }
        _ => {
            let paths = |operation: &Operation| operation.parameters.iter().filter(|(location, _)| *location == "path").count();
            let before = operation.clone();
            add_parameter(random, operation);
            if paths(operation) != paths(&before) {
                *operation = before;
            }
        }
    }
}
