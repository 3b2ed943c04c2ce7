//! The same for descriptions of several files: a name belongs to the schema of the file that had it first.

use std::collections::{BTreeMap, HashMap};

use letterpress::ir::Shape;
use letterpress::names::lock::Earlier;
use letterpress::reference::{Load, Loaded, Location, Refusal};
use letterpress::source::{Source, Sources};
use letterpress::{Diagnostic, Reading, Understood};

use super::json::{Json, object, text};
use super::lock;
use super::random::Random;

/// Files by path; the first is the main document.
struct Files<'f>(&'f [(String, String)]);

impl Load for Files<'_> {
    fn entry(&self) -> String {
        self.0[0].0.clone()
    }

    fn load(&self, location: &Location) -> Result<Loaded, Refusal> {
        let path = location.text();
        let missing = || Refusal::Missing { tried: path.to_owned() };
        let (_, text) = self.0.iter().find(|(name, _)| name == path).ok_or_else(missing)?;
        Ok(Loaded { identity: location.clone(), path: path.to_owned(), bytes: text.clone().into_bytes() })
    }
}

pub fn run(files: &[(String, String)], lock: &str) -> (Option<Understood>, Vec<Diagnostic>, String) {
    let mut sources = Sources::default();
    let main = sources.add(Source { path: files[0].0.clone(), text: files[0].1.clone() });
    let lock = sources.add(Source { path: "names.lock".into(), text: lock.into() });
    let load = Files(files);
    let reading = Reading { lock: Earlier::File(lock), ..Reading::of(&load) };
    let (understood, diagnostics) = letterpress::understand_with(&mut sources, main, &reading);
    let rendered = letterpress::diagnostic::render(&diagnostics, &sources);
    (understood, diagnostics, rendered)
}

/// Where definitions stand in each file, and the path of the file.
const FILES: [(&str, &[&str]); 4] = [
    ("api/openapi.json", &["components", "schemas"]),
    ("api/a.json", &["components", "schemas"]),
    ("api/models/b.json", &[]),
    ("common/a.json", &["definitions"]),
];

/// Few names, so that they meet again.
const NAMES: [&str; 8] = ["Pet", "pet", "Order", "order_item", "OrderItem", "APet", "b_Pet", "Tag"];

const WORDS: [&str; 7] = ["createdAt", "created_at", "id", "type", "Id", "pet", "order"];

/// A schema. Each object has a member of its own, which no other one has.
#[derive(Clone)]
enum Schema {
    Object(u32, Vec<(String, Value)>),
    /// `oneOf` of objects.
    Choice(Vec<u32>),
    /// `oneOf` of objects, each with the tags that mean it.
    Tagged(Vec<(Vec<u32>, u32)>),
    /// `oneOf` of objects that hold objects.
    Deep(Vec<(u32, u32)>),
    /// A list of lists of objects.
    Grid(u32),
    /// `allOf` of objects, beside a member of its own.
    All(u32, Vec<u32>),
}

#[derive(Clone)]
enum Value {
    Text,
    Inner(u32),
    List(u32),
    Reference(To),
}

/// A place that is referred to.
#[derive(Clone, PartialEq)]
struct To {
    file: usize,
    name: String,
    into: Into,
}

#[derive(Clone, PartialEq)]
enum Into {
    Whole,
    Property(String),
    Items(String),
    /// The objects of a list of lists.
    Cells,
    /// The branch with this mark, wherever it stands.
    Branch(u32),
    /// What is inside of the branch with this mark.
    Inside(u32),
    /// The element of `allOf` with this mark.
    Element(u32),
}

/// A component of the main document that only refers to a part has a name that nothing else there ever has.
struct Alias {
    name: String,
    file: usize,
    to: String,
}

struct Description {
    files: Vec<Vec<(String, Schema)>>,
    /// Files that nothing refers to for now.
    hidden: [bool; 4],
    /// What the main document refers to, each from a property that stays.
    index: Vec<(u32, To)>,
    aliases: Vec<Alias>,
    /// What each alias that ever was refers to.
    said: Vec<(String, (usize, String))>,
    gone: Vec<(usize, String, Schema)>,
    count: u32,
}

impl Description {
    fn find(&self, file: usize, name: &str) -> Option<&Schema> {
        let shown = !self.hidden[file];
        self.files[file].iter().find(|(other, _)| other == name && shown).map(|(_, schema)| schema)
    }

    /// The tokens to a place, if it is there.
    fn tokens(&self, to: &To) -> Option<Vec<String>> {
        let schema = self.find(to.file, &to.name)?;
        let inside = match (&to.into, schema) {
            (Into::Whole, _) => vec![],
            (Into::Property(name), Schema::Object(_, list)) => {
                list.iter().find(|(other, value)| other == name && matches!(value, Value::Inner(_)))?;
                vec!["properties".to_owned(), name.clone()]
            }
            (Into::Items(name), Schema::Object(_, list)) => {
                list.iter().find(|(other, value)| other == name && matches!(value, Value::List(_)))?;
                vec!["properties".to_owned(), name.clone(), "items".to_owned()]
            }
            (Into::Branch(mark), Schema::Choice(list)) => {
                vec!["oneOf".to_owned(), list.iter().position(|other| other == mark)?.to_string()]
            }
            (Into::Branch(mark), Schema::Tagged(list)) => {
                vec!["oneOf".to_owned(), list.iter().position(|(_, other)| other == mark)?.to_string()]
            }
            (Into::Inside(mark), Schema::Deep(list)) => {
                let at = list.iter().position(|(other, _)| other == mark)?.to_string();
                vec!["oneOf".to_owned(), at, "properties".to_owned(), "deep".to_owned()]
            }
            (Into::Branch(mark), Schema::Deep(list)) => {
                vec!["oneOf".to_owned(), list.iter().position(|(other, _)| other == mark)?.to_string()]
            }
            (Into::Cells, Schema::Grid(_)) => vec!["items".to_owned(), "items".to_owned()],
            (Into::Element(mark), Schema::All(_, list)) => {
                vec!["allOf".to_owned(), list.iter().position(|other| other == mark)?.to_string()]
            }
            _ => return None,
        };
        let home = FILES[to.file].1.iter().map(|token| (*token).to_owned());
        Some(home.chain([to.name.clone()]).chain(inside).collect())
    }

    fn reference(&self, from: usize, to: &To) -> Option<Json> {
        let pointer = self.tokens(to)?.join("/");
        let address = match (from == to.file, to.file) {
            (true, _) => String::new(),
            (false, file) => {
                let up = "../".repeat(FILES[from].0.matches('/').count());
                format!("{up}{}", FILES[file].0)
            }
        };
        Some(object([("$ref", text(format!("{address}#/{pointer}")))]))
    }

    fn schema(&self, file: usize, schema: &Schema) -> Json {
        let marked = |mark: u32| marked("mark", mark);
        match schema {
            Schema::Object(mark, list) => {
                let mut members = vec![(format!("mark{mark}"), plain())];
                members.extend(list.iter().filter_map(|(name, value)| {
                    let value = match value {
                        Value::Text => plain(),
                        Value::Inner(mark) => marked(*mark),
                        Value::List(mark) => object([("type", text("array")), ("items", marked(*mark))]),
                        Value::Reference(to) => self.reference(file, to)?,
                    };
                    Some((name.clone(), value))
                }));
                object([("type", text("object")), ("properties", Json::Object(members))])
            }
            Schema::Choice(marks) => object([("oneOf", Json::List(marks.iter().map(|mark| marked(*mark)).collect()))]),
            Schema::Tagged(branches) => {
                let branch = |(tags, mark): &(Vec<u32>, u32)| self::tagged(tags, *mark);
                let discriminator = object([("propertyName", text("kind"))]);
                object([("oneOf", Json::List(branches.iter().map(branch).collect()))]).with("discriminator", discriminator)
            }
            Schema::Deep(branches) => {
                let branch = |(mark, inner): &(u32, u32)| {
                    let mark = format!("mark{mark}");
                    let required = Json::List(vec![text(&mark)]);
                    let members = vec![(mark, plain()), ("deep".to_owned(), marked(*inner))];
                    object([("type", text("object")), ("required", required), ("properties", Json::Object(members))])
                };
                object([("oneOf", Json::List(branches.iter().map(branch).collect()))])
            }
            Schema::Grid(mark) => {
                let list = |items: Json| object([("type", text("array")), ("items", items)]);
                list(list(marked(*mark)))
            }
            Schema::All(mark, elements) => {
                let elements = elements.iter().map(|mark| self::marked("element", *mark)).collect();
                marked(*mark).with("allOf", Json::List(elements))
            }
        }
    }

    fn texts(&self) -> Vec<(String, String)> {
        let file = |(number, (path, home)): (usize, &(&str, &[&str]))| {
            let mut list: Vec<(String, Json)> =
                self.files[number].iter().map(|(name, schema)| (name.clone(), self.schema(number, schema))).collect();
            if number == 0 {
                list.extend(self.aliases.iter().filter_map(|alias| {
                    let to = To { file: alias.file, name: alias.to.clone(), into: Into::Whole };
                    Some((alias.name.clone(), self.reference(0, &to)?))
                }));
                let index = self.index.iter().filter_map(|(at, to)| Some((format!("r{at}"), self.reference(0, to)?)));
                list.push((
                    "Index".to_owned(),
                    object([("type", text("object")), ("properties", Json::Object(index.collect()))]),
                ));
            }
            let nested = home.iter().rev().fold(Json::Object(list), |inner, key| object([(*key, inner)]));
            let text = match (number, nested) {
                (0, nested) => {
                    let head = object([("title", text("T")), ("version", text("1"))]);
                    let Json::Object(mut members) = nested else { unreachable!() };
                    members.extend([
                        ("openapi".to_owned(), text("3.1.0")),
                        ("info".to_owned(), head),
                        ("paths".to_owned(), object([])),
                    ]);
                    Json::Object(members)
                }
                (_, nested) => nested,
            };
            ((*path).to_owned(), text.to_string())
        };
        FILES.iter().enumerate().map(file).collect()
    }
}

fn plain() -> Json {
    object([("type", text("string"))])
}

/// An object with a member of its own, which it requires.
fn marked(kind: &str, mark: u32) -> Json {
    let name = format!("{kind}{mark}");
    let required = Json::List(vec![text(&name)]);
    let members = Json::Object(vec![(name, plain())]);
    object([("type", text("object")), ("required", required), ("properties", members)])
}

/// The same with another member that tells it from its siblings.
fn tagged(tags: &[u32], mark: u32) -> Json {
    let mark = format!("mark{mark}");
    let tags = tags.iter().map(|tag| text(format!("tag{tag}"))).collect();
    let kind = object([("type", text("string")), ("enum", Json::List(tags))]);
    let required = Json::List(vec![text("kind"), text(&mark)]);
    let members = Json::Object(vec![("kind".to_owned(), kind), (mark, plain())]);
    object([("type", text("object")), ("required", required), ("properties", members)])
}

fn start(random: &mut Random) -> Description {
    let files = vec![Vec::new(), Vec::new(), Vec::new(), Vec::new()];
    let (index, aliases, gone) = (Vec::new(), Vec::new(), Vec::new());
    let mut it = Description { files, hidden: [false; 4], index, aliases, said: Vec::new(), gone, count: 0 };
    for _ in 0..8 {
        add_schema(random, &mut it);
    }
    for _ in 0..8 {
        refer(random, &mut it);
    }
    it
}

fn mark(it: &mut Description) -> u32 {
    it.count += 1;
    it.count
}

fn marks(random: &mut Random, it: &mut Description) -> Vec<u32> {
    (0..2 + random.below(2)).map(|_| mark(it)).collect()
}

/// A branch of a tagged union; its tags are in no order.
fn branch(random: &mut Random, it: &mut Description) -> (Vec<u32>, u32) {
    let mut tags: Vec<u32> = (0..1 + random.below(2)).map(|_| mark(it)).collect();
    random.shuffle(&mut tags);
    (tags, mark(it))
}

fn add_schema(random: &mut Random, it: &mut Description) {
    let file = random.below(4);
    let name = (*random.pick(&NAMES)).to_owned();
    let is_alias = file == 0 && it.said.iter().any(|(alias, _)| *alias == name);
    // What comes back is what it was.
    let known = it.gone.iter().any(|(other, gone, _)| *other == file && *gone == name);
    if is_alias || known || it.files[file].iter().any(|(other, _)| *other == name) {
        return;
    }
    let schema = match random.below(8) {
        0 => Schema::Choice(marks(random, it)),
        1 => Schema::All(mark(it), marks(random, it)),
        2 => Schema::Tagged((0..2 + random.below(2)).map(|_| branch(random, it)).collect()),
        3 => Schema::Grid(mark(it)),
        4 => Schema::Deep((0..2 + random.below(2)).map(|_| (mark(it), mark(it))).collect()),
        _ => {
            let own = mark(it);
            let mut list = Vec::new();
            for _ in 0..random.below(4) {
                add_property(random, it, &mut list);
            }
            Schema::Object(own, list)
        }
    };
    let at = random.position(it.files[file].len());
    it.files[file].insert(at, (name, schema));
}

fn add_property(random: &mut Random, it: &mut Description, list: &mut Vec<(String, Value)>) {
    let name = *random.pick(&WORDS);
    if list.iter().any(|(other, _)| other == name) {
        return;
    }
    let value = match random.below(5) {
        0 => Value::Inner(mark(it)),
        1 => Value::List(mark(it)),
        2 => match place(random, it) {
            Some(to) => Value::Reference(to),
            None => Value::Text,
        },
        _ => Value::Text,
    };
    let at = random.position(list.len());
    list.insert(at, (name.to_owned(), value));
}

/// Any place that can be referred to.
fn place(random: &mut Random, it: &Description) -> Option<To> {
    let file = random.below(4);
    if it.files[file].is_empty() {
        return None;
    }
    let (name, schema) = random.pick(&it.files[file]);
    let inner = match schema {
        Schema::Object(_, list) => {
            let inner = |(name, value): &(String, Value)| match value {
                Value::Inner(_) => Some(Into::Property(name.clone())),
                Value::List(_) => Some(Into::Items(name.clone())),
                Value::Text | Value::Reference(_) => None,
            };
            list.iter().find_map(inner)
        }
        Schema::Choice(list) => Some(Into::Branch(*random.pick(list))),
        Schema::Tagged(list) => Some(Into::Branch(random.pick(list).1)),
        Schema::Deep(list) => {
            let (mark, _) = *random.pick(list);
            Some(if random.chance(3) { Into::Branch(mark) } else { Into::Inside(mark) })
        }
        Schema::Grid(_) => Some(Into::Cells),
        Schema::All(_, list) => Some(Into::Element(*random.pick(list))),
    };
    let into = inner.filter(|_| random.chance(2)).unwrap_or(Into::Whole);
    Some(To { file, name: name.clone(), into })
}

fn refer(random: &mut Random, it: &mut Description) {
    if let Some(to) = place(random, it) {
        let (at, number) = (random.position(it.index.len()), mark(it));
        it.index.insert(at, (number, to));
    }
}

fn edit(random: &mut Random, it: &mut Description) {
    match random.below(14) {
        0 | 1 => add_schema(random, it),
        2 | 3 => refer(random, it),
        4 if it.index.len() > 3 => drop(it.index.remove(random.below(it.index.len()))),
        5 => random.shuffle(&mut it.index),
        6 => {
            let file = random.below(4);
            random.shuffle(&mut it.files[file]);
        }
        7 => {
            let file = 1 + random.below(3);
            it.hidden[file] = !it.hidden[file];
        }
        8 => remove_schema(random, it),
        9 if !it.gone.is_empty() => {
            let (file, name, schema) = it.gone.remove(random.below(it.gone.len()));
            let at = random.position(it.files[file].len());
            it.files[file].insert(at, (name, schema));
        }
        10 | 11 => edit_aliases(random, it),
        _ => edit_schema(random, it),
    }
}

fn remove_schema(random: &mut Random, it: &mut Description) {
    let file = random.below(4);
    if it.files[file].len() > 1 {
        let at = random.below(it.files[file].len());
        let (name, schema) = it.files[file].remove(at);
        it.gone.push((file, name, schema));
    }
}

fn edit_aliases(random: &mut Random, it: &mut Description) {
    if random.chance(3) && !it.aliases.is_empty() {
        it.aliases.remove(random.below(it.aliases.len()));
        return;
    }
    let file = 1 + random.below(3);
    let name = (*random.pick(&NAMES)).to_owned();
    let is_schema = it.files[0].iter().any(|(other, _)| *other == name) || it.gone.iter().any(|it| it.0 == 0 && it.1 == name);
    if let Some((to, _)) = it.files[file].first().cloned()
        && !is_schema
        && it.aliases.iter().all(|alias| alias.name != name)
        && it.said.iter().all(|(other, told)| *other != name || *told == (file, to.clone()))
    {
        it.said.push((name.clone(), (file, to.clone())));
        let at = random.position(it.aliases.len());
        it.aliases.insert(at, Alias { name, file, to });
    }
}

fn edit_schema(random: &mut Random, it: &mut Description) {
    let file = random.below(4);
    if it.files[file].is_empty() {
        return;
    }
    let at = random.below(it.files[file].len());
    let mut schema = it.files[file][at].1.clone();
    match &mut schema {
        Schema::Object(_, list) => match random.below(4) {
            0 => random.shuffle(list),
            _ => add_property(random, it, list),
        },
        Schema::Grid(_) => {}
        Schema::Deep(list) => match random.below(3) {
            0 => random.shuffle(list),
            _ => {
                let marks = (mark(it), mark(it));
                list.insert(random.position(list.len()), marks);
            }
        },
        Schema::Tagged(list) => match random.below(4) {
            0 => random.shuffle(list),
            1 => {
                let branch = branch(random, it);
                list.insert(random.position(list.len()), branch);
            }
            _ => {
                let at = random.below(list.len());
                edit_tags(random, it, &mut list[at].0);
            }
        },
        Schema::Choice(list) | Schema::All(_, list) => match random.below(3) {
            0 => random.shuffle(list),
            _ => {
                let (at, mark) = (random.position(list.len()), mark(it));
                list.insert(at, mark);
            }
        },
    }
    it.files[file][at].1 = schema;
}

/// Never takes the last tag, by which the branch is known.
fn edit_tags(random: &mut Random, it: &mut Description, tags: &mut Vec<u32>) {
    match random.below(3) {
        0 => random.shuffle(tags),
        1 if tags.len() > 1 => drop(tags.remove(random.below(tags.len()))),
        _ => {
            let (at, mark) = (random.position(tags.len()), mark(it));
            tags.insert(at, mark);
        }
    }
}

/// The identifier of each object, and of each of its members, by its own member.
fn named(it: &Understood) -> BTreeMap<String, (String, BTreeMap<String, String>)> {
    let mut all = BTreeMap::new();
    for (id, definition) in it.api.types.iter() {
        let Shape::Struct(object) = &definition.shape else { continue };
        let own = |kind: &str| object.fields.iter().find(|field| field.name.starts_with(kind)).map(|field| field.name.clone());
        let Some(own) = own("mark").or_else(|| own("element")) else { continue };
        let names = it.names.ty(id);
        let members = object.fields.iter().zip(&names.members).map(|(field, name)| (field.name.clone(), name.clone()));
        all.insert(own, (names.ident.clone(), members.collect()));
    }
    all
}

fn edits(seed: u64, count: usize) -> usize {
    let random = &mut Random::new(seed);
    let mut it = start(random);
    let mut kept = String::new();
    let mut owners: HashMap<String, String> = HashMap::new();
    let mut names: HashMap<String, String> = HashMap::new();
    for step in 0..=count {
        let texts = it.texts();
        let (now, _, rendered) = run(&texts, &kept);
        let now = now.unwrap_or_else(|| panic!("seed {seed}, edit {step}: {rendered}\n{texts:#?}\n{kept}"));
        for (own, (ident, members)) in named(&now) {
            let context = || format!("seed {seed}, edit {step}: {own}\n{texts:#?}\n{kept}\n{}", lock(&now));
            let first = names.entry(own.clone()).or_insert_with(|| ident.clone());
            assert!(*first == ident, "{first} became {ident}, {}", context());
            let owner = owners.entry(ident.clone()).or_insert_with(|| own.clone());
            assert!(*owner == own, "{ident} was {owner}, {}", context());
            for (member, name) in members {
                let first = names.entry(format!("{own} {member}")).or_insert_with(|| name.clone());
                assert!(*first == name, "{first} became {name}, {}", context());
            }
        }
        kept = lock(&now);
        edit(random, &mut it);
    }
    owners.len()
}

#[test]
fn no_edit_of_several_files_renames_what_stays() {
    let (descriptions, each) = if std::env::var_os("LETTERPRESS_FULL_PROOF").is_some() { (100, 200) } else { (32, 16) };
    let runs: Vec<_> = (1..=descriptions).map(|seed| std::panic::catch_unwind(|| edits(seed, each))).collect();
    let failed = runs.iter().filter(|run| run.is_err()).count();
    let names: usize = runs.into_iter().flatten().sum();
    println!("{descriptions} descriptions of up to four files, {} edits, {names} types", descriptions as usize * each);
    assert_eq!(failed, 0, "descriptions in which a name moved");
    assert!(names > 250, "{names}");
}
