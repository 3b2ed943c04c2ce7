//! Generated code as its callers see it: the names of its types, of their members and variants, and what each is on the wire.
//!
//! All that a name means stands in tables, one line for each (`object!`, `union!`, `request!` ...). What is written otherwise, as by an earlier
//! version or by hand, has no meaning here and is not compared. A parser of all of Rust goes as deep as brackets do, and somebody may have written many.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use super::tokens::{first_text, groups, is_sign, listed, name, plain, quoted, split, text, until_end};
use super::ty::Type;
use super::word::Word;
use crate::names::path_shape;

/// The types of a file, by their names.
pub type Items = BTreeMap<String, Item>;

/// What a name stands for.
pub enum Item {
    /// Another name for a type.
    Alias(Type),
    /// A struct, or an operation, with its fields.
    Struct(Members),
    /// An enum with its variants.
    Enum(BTreeMap<String, Variant>),
    /// A constant.
    Constant(Word),
}

/// Fields by their names; those of a tuple by their positions, the associated types of an operation by their names.
pub type Members = BTreeMap<String, Member>;

/// What stands for the function that makes a type, among its members.
pub const NEW: &str = "new(...)";

/// A field.
pub struct Member {
    /// What it is on the wire, if a table says that.
    pub word: Option<Word>,
    /// The node that it is in XML, if its type is sent so.
    pub node: Option<Word>,
    /// Its only value, if it has one and is there.
    pub only: Option<Only>,
    /// Whether it need not be there.
    pub is_optional: bool,
    /// What a server takes it to be where it is absent, as JSON text.
    pub default: Option<String>,
    /// Its type.
    pub ty: Type,
}

impl Member {
    /// One of which no table says anything.
    pub fn of(ty: Type) -> Self {
        Self { word: None, node: None, only: None, is_optional: false, default: None, ty }
    }
}

/// The only value of a field.
pub enum Only {
    /// As JSON text.
    Json(String),
    /// That of a variant of an enum, which its own file has.
    Variant(String, String),
}

/// A variant.
#[derive(Default)]
pub struct Variant {
    /// The values on the wire that mean it; none if its value alone tells.
    pub values: Vec<String>,
    /// Whether these are numbers.
    pub is_number: bool,
    /// The member that holds the tag that tells it.
    pub tag: Option<String>,
    /// What it holds.
    pub members: Members,
}

/// Reads a file. One that is no Rust, such as a file that somebody edits, has nothing that could be compared.
pub fn read(text: &str) -> Items {
    let tokens: Vec<TokenTree> = text.parse::<TokenStream>().into_iter().flatten().collect();
    let mut reader = Reader::default();
    let mut rest = tokens.as_slice();
    while !rest.is_empty() {
        rest = reader.item(rest);
    }
    reader.end()
}

/// A type, or a variant of it.
type Owner = (String, Option<String>);

#[derive(Default)]
struct Reader {
    items: Items,
    /// What tables say of fields.
    words: Vec<(Owner, String, Word)>,
    /// The values that tables say of fields.
    fixed: Vec<(String, String, Fixed)>,
    /// What tables say of variants, and whether the values are numbers.
    values: Vec<((String, String), Vec<String>, bool)>,
    /// The members by which unions are told apart.
    tagged: BTreeMap<String, String>,
    /// The nodes of XML that members of types are.
    nodes: BTreeMap<(String, String), Word>,
    /// The arguments by which types are made: fields, with what is given.
    constructors: BTreeMap<String, Vec<(String, String)>>,
    /// What comments say of the webhooks and callbacks that types are requests of.
    sent: BTreeMap<String, String>,
    /// The line of the comment that is read.
    line: String,
}

/// What a table says of the value of a field.
enum Fixed {
    Only(Only),
    Optional,
    Default(String),
}

impl Reader {
    /// Reads what begins here, and gives what comes behind it.
    fn item<'t>(&mut self, tokens: &'t [TokenTree]) -> &'t [TokenTree] {
        if let [TokenTree::Punct(_), TokenTree::Group(attribute), ..] = tokens {
            self.line = sent(attribute).unwrap_or_else(|| std::mem::take(&mut self.line));
        }
        let [TokenTree::Ident(word), rest @ ..] = tokens else { return tokens.get(1..).unwrap_or_default() };
        match (word.to_string().as_str(), rest) {
            ("struct", [TokenTree::Ident(of), TokenTree::Group(fields), rest @ ..]) => {
                self.sent.insert(name(of), std::mem::take(&mut self.line));
                self.items.insert(name(of), Item::Struct(members(fields)));
                rest
            }
            ("enum", [TokenTree::Ident(of), TokenTree::Group(variants), rest @ ..]) => {
                self.items.insert(name(of), Item::Enum(split(variants.stream()).iter().filter_map(|row| variant(row)).collect()));
                rest
            }
            ("type", [TokenTree::Ident(of), TokenTree::Punct(_), rest @ ..]) => {
                let (ty, rest) = until_end(rest);
                self.items.extend(Type::read(ty).map(|ty| (name(of), Item::Alias(ty))));
                rest
            }
            ("const", [TokenTree::Ident(of), rest @ ..]) => {
                let (told, rest) = until_end(rest);
                self.items.extend(credential(told).map(|word| (name(of), Item::Constant(word))));
                rest
            }
            ("impl", rest) => self.implementation(rest),
            (table, [TokenTree::Punct(sign), TokenTree::Group(body), rest @ ..]) if sign.as_char() == '!' => {
                self.table(table, body);
                rest
            }
            (_, _) => rest,
        }
    }

    /// `impl Operation for CreateOrder { ... }`, where the trait may have a path.
    fn implementation<'t>(&mut self, tokens: &'t [TokenTree]) -> &'t [TokenTree] {
        let Some(end) = tokens.iter().position(|token| matches!(token, TokenTree::Group(_))) else { return &[] };
        let (head, rest) = tokens.split_at(end);
        if let ([TokenTree::Ident(of)], [TokenTree::Group(body), ..]) = (head, rest) {
            self.constructor(&name(of), &body.stream().into_iter().collect::<Vec<_>>());
        }
        if let ([.., TokenTree::Ident(of), TokenTree::Ident(_), TokenTree::Ident(ty)], [TokenTree::Group(body), ..]) =
            (head, rest)
        {
            match of.to_string().as_str() {
                "Operation" => self.operation(&name(ty), body),
                "Markup" => self.markup(&name(ty), body),
                _ => {}
            }
        }
        rest.get(1..).unwrap_or_default()
    }

    /// `fn new(from: impl Into<String>, to: impl Into<String>)`, or the `new(...)` of a table.
    fn constructor(&mut self, of: &str, tokens: &[TokenTree]) {
        let arguments = tokens.windows(2).find_map(|pair| match pair {
            [TokenTree::Ident(new), TokenTree::Group(arguments)] if *new == "new" => Some(arguments),
            _ => None,
        });
        let argument = |row: Vec<TokenTree>| match row.as_slice() {
            [TokenTree::Ident(field), TokenTree::Punct(_), ty @ ..] => {
                Some((name(field), ty.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")))
            }
            _ => None,
        };
        let arguments = arguments.map(|arguments| split(arguments.stream()).into_iter().filter_map(argument).collect());
        self.constructors.extend(arguments.map(|arguments| (of.to_owned(), arguments)));
    }

    /// What an operation is made of.
    fn operation(&mut self, of: &str, body: &Group) {
        let tokens: Vec<TokenTree> = body.stream().into_iter().collect();
        let mut results = Vec::new();
        let (mut id, mut method, mut path, mut more) = (String::new(), String::new(), String::new(), String::new());
        let mut requests = Vec::new();
        let mut rest = tokens.as_slice();
        while let [first, behind @ ..] = rest {
            rest = behind;
            match (first.to_string().as_str(), behind) {
                ("type", [TokenTree::Ident(result), TokenTree::Punct(_), behind @ ..]) => {
                    let (ty, behind) = until_end(behind);
                    results.extend(Type::read(ty).map(|ty| (name(result), Member::of(ty))));
                    rest = behind;
                }
                ("const", [TokenTree::Ident(of), behind @ ..]) => {
                    let (told, behind) = until_end(behind);
                    match of.to_string().as_str() {
                        "ID" => id = first_text(told).unwrap_or_default(),
                        "METHOD" => method = told.last().map(ToString::to_string).unwrap_or_default(),
                        "PATH" => path = first_text(told).unwrap_or_default(),
                        // What tells requests for one method and path apart.
                        "FIXED_QUERY" | "MARKS" => more += &listed(told),
                        _ => {}
                    }
                    rest = behind;
                }
                ("request", [_, TokenTree::Group(rows), ..]) => requests.push(rows),
                ("responses", [_, TokenTree::Group(rows), ..]) => self.responses(rows),
                (_, _) => {}
            }
        }
        for rows in requests {
            self.fields((of, None), rows, |told| request(told, &path));
            self.defaults(of, rows);
        }
        if let Some(Item::Struct(members)) = self.items.get_mut(of) {
            members.extend(results);
            let route = match path.as_str() {
                "" => self.sent.remove(of).unwrap_or_default(),
                path => format!("{method} {}{more}", path_shape(path)),
            };
            let word = Some(Word::Operation(id, route));
            members.insert("ID".to_owned(), Member { word, ..Member::of(Type::named("str")) });
        }
    }

    /// `const XML: XmlContent = XmlContent::object(&[("number", Xml::attribute("number").integer())]);`.
    fn markup(&mut self, of: &str, body: &Group) {
        let tokens: Vec<TokenTree> = body.stream().into_iter().collect();
        let [.., TokenTree::Ident(kind), TokenTree::Group(arguments), _] = tokens.as_slice() else { return };
        if !kind.to_string().eq_ignore_ascii_case("object") {
            return;
        }
        for row in groups(arguments.stream()).first().map(|rows| groups(rows.stream())).unwrap_or_default() {
            let told: Vec<TokenTree> = row.stream().into_iter().collect();
            self.nodes.extend(first_text(&told).zip(node(&told)).map(|(wire, node)| ((of.to_owned(), wire), node)));
        }
    }

    fn table(&mut self, table: &str, body: &Group) {
        let tokens: Vec<TokenTree> = body.stream().into_iter().collect();
        let (Some(TokenTree::Ident(of)), Some(TokenTree::Group(rows))) = (tokens.first(), tokens.last()) else { return };
        match table {
            "object" | "multipart" => {
                self.constructor(&name(of), &tokens);
                self.fields((&name(of), None), rows, member);
                self.fixed(&name(of), rows);
            }
            "enumeration" | "integers" | "union" | "contents" => {
                let first = self.values.len();
                self.variants(&name(of), rows, table == "integers");
                // The member that holds the tag is part of what a variant is.
                let tag = tokens.windows(2).find(|pair| matches!(pair, [TokenTree::Ident(word), _] if *word == "tagged"));
                if let Some(tag) = tag.and_then(first_text) {
                    let values = self.values.iter_mut().skip(first).flat_map(|(_, values, _)| values);
                    values.for_each(|value| *value = tagged(&tag, value));
                    self.tagged.insert(name(of), tag);
                }
            }
            _ => {}
        }
    }

    fn fields(&mut self, (of, variant): (&str, Option<&str>), rows: &Group, word: impl Fn(&[TokenTree]) -> Option<Word>) {
        for row in split(rows.stream()) {
            if let [TokenTree::Ident(field), TokenTree::Punct(_), told @ ..] = row.as_slice() {
                let owner = (of.to_owned(), variant.map(str::to_owned));
                self.words.extend(word(told).map(|word| (owner, name(field), word)));
            }
        }
    }

    /// `limit: optional Parameter::query("limit").rule(...).default("20")`.
    fn defaults(&mut self, of: &str, rows: &Group) {
        for row in split(rows.stream()) {
            let told = row.windows(2).find_map(|pair| match pair {
                [TokenTree::Ident(call), TokenTree::Group(json)] if *call == "default" => {
                    first_text(&json.stream().into_iter().collect::<Vec<_>>())
                }
                _ => None,
            });
            if let (Some(TokenTree::Ident(field)), Some(json)) = (row.first(), told) {
                self.fixed.push((of.to_owned(), name(field), Fixed::Default(json)));
            }
        }
    }

    /// `k: required "k" only true`, `limit: optional "limit" default "20"`.
    fn fixed(&mut self, of: &str, rows: &Group) {
        for row in split(rows.stream()) {
            if let [TokenTree::Ident(field), _, mode, TokenTree::Literal(_), told @ ..] = row.as_slice() {
                let optional = OPTIONAL.contains(&mode.to_string().as_str()).then_some(Fixed::Optional);
                self.fixed.extend(optional.into_iter().chain(fixed(told)).map(|fixed| (of.to_owned(), name(field), fixed)));
            }
        }
    }

    /// `Black = "black"`, `Dog(Dog) = "dog" | "hound"`, `Json(Note) = [Media::json("application/json")]`.
    fn variants(&mut self, of: &str, rows: &Group, is_number: bool) {
        for row in split(rows.stream()) {
            let Some(TokenTree::Ident(variant)) = row.first() else { continue };
            let told = row.iter().position(|token| is_sign(token, '='));
            let values = told.and_then(|at| row.get(at + 1..)).map(values).unwrap_or_default();
            self.values.push(((of.to_owned(), name(variant)), values, is_number));
        }
    }

    /// `201 => Ok(CreateJobOk::Created { location, body }) { location: header "Location", body: json "application/json" }`.
    fn responses(&mut self, rows: &Group) {
        for row in split(rows.stream()) {
            let mut groups = row.iter().filter_map(|token| if let TokenTree::Group(group) = token { Some(group) } else { None });
            let (Some(meant), Some(parts)) = (groups.next(), groups.next()) else { continue };
            let step = |token| if let TokenTree::Ident(step) = token { Some(name(&step)) } else { None };
            match meant.stream().into_iter().filter_map(step).collect::<Vec<_>>().as_slice() {
                [of, variant] => {
                    let status = row.first().map(ToString::to_string).into_iter().collect();
                    self.values.push(((of.clone(), variant.clone()), status, true));
                    self.fields((of, Some(variant)), parts, response);
                }
                [of] => self.fields((of, None), parts, response),
                _ => {}
            }
        }
    }

    /// The types with all that the tables say of them, wherever these stand.
    fn end(mut self) -> Items {
        for ((of, variant), values, is_number) in self.values {
            if let Some(Item::Enum(variants)) = self.items.get_mut(&of)
                && let Some(variant) = variants.get_mut(&variant)
            {
                variant.tag = self.tagged.get(&of).cloned();
                variant.values.extend(values);
                variant.is_number = is_number;
            }
        }
        for ((of, variant), field, word) in self.words {
            let members = match (self.items.get_mut(&of), variant) {
                (Some(Item::Struct(members)), None) => Some(members),
                (Some(Item::Enum(variants)), Some(variant)) => variants.get_mut(&variant).map(|variant| &mut variant.members),
                (_, _) => None,
            };
            if let Some(member) = members.and_then(|members| members.get_mut(&field)) {
                member.word = Some(word);
            }
        }
        for (of, field, fixed) in self.fixed {
            if let Some(Item::Struct(members)) = self.items.get_mut(&of)
                && let Some(member) = members.get_mut(&field)
            {
                match fixed {
                    Fixed::Only(only) => member.only = Some(only),
                    Fixed::Optional => member.is_optional = true,
                    Fixed::Default(json) => member.default = Some(json),
                }
            }
        }
        for (of, arguments) in self.constructors {
            let Some(Item::Struct(members)) = self.items.get_mut(&of) else { continue };
            let word = |field: &str| members.get(field).and_then(|member| member.word.clone());
            let said = |(field, ty): (String, String)| (word(&field).unwrap_or(Word::Member(field)), ty);
            let word = Some(Word::Arguments(arguments.into_iter().map(said).collect()));
            members.insert(NEW.to_owned(), Member { word, ..Member::of(Type::named("Self")) });
        }
        for (of, item) in &mut self.items {
            let Item::Struct(members) = item else { continue };
            for member in members.values_mut() {
                if let Some(Word::Member(wire)) = &member.word {
                    member.node = self.nodes.remove(&(of.clone(), wire.clone()));
                }
            }
        }
        self.items
    }
}

/// The fields of a struct or a variant.
fn members(fields: &Group) -> Members {
    let is_named = fields.delimiter() == Delimiter::Brace;
    let member = |(at, row): (usize, &Vec<TokenTree>)| {
        let row = plain(row);
        let (name, ty) = match row {
            [TokenTree::Ident(field), TokenTree::Punct(_), ty @ ..] if is_named => (name(field), ty),
            ty => (at.to_string(), ty),
        };
        Some((name, Member::of(Type::read(ty)?)))
    };
    split(fields.stream()).iter().enumerate().filter_map(member).collect()
}

/// A variant with what it holds.
fn variant(row: &[TokenTree]) -> Option<(String, Variant)> {
    match plain(row) {
        [TokenTree::Ident(variant), TokenTree::Group(fields), ..] => {
            Some((name(variant), Variant { members: members(fields), ..Variant::default() }))
        }
        [TokenTree::Ident(variant), ..] => Some((name(variant), Variant::default())),
        _ => None,
    }
}

/// "The webhook `paperLow`, sent by `POST`.", or "The callback ...", which a comment says last: no table has it.
fn sent(attribute: &Group) -> Option<String> {
    let line = first_text(&attribute.stream().into_iter().collect::<Vec<_>>())?;
    let line = line.trim().trim_end_matches('.');
    let is_it = ["The webhook `", "The callback `"].iter().any(|start| line.starts_with(start));
    is_it.then(|| line.to_owned())
}

/// `required "createdAt"`, `file optional "pages"`, `rest`.
fn member(told: &[TokenTree]) -> Option<Word> {
    match told.iter().find(|token| !matches!(token, TokenTree::Ident(_))) {
        Some(TokenTree::Literal(literal)) => text(literal).map(Word::Member),
        Some(_) | None => Some(Word::Rest),
    }
}

/// The modes of fields that [`letterpress_runtime::object`] makes absent, if nobody sets them.
const OPTIONAL: [&str; 4] = ["loose", "loose_read_only", "optional", "read_only"];

/// `only "a"`, `only true`, `only Kind::A`, `constant "[1,2]"`, `default "20"`.
fn fixed(told: &[TokenTree]) -> Option<Fixed> {
    let [TokenTree::Ident(how), told @ ..] = told else { return None };
    let only = |json| Some(Fixed::Only(Only::Json(json)));
    match (how.to_string().as_str(), told) {
        ("constant", [TokenTree::Literal(json)]) => only(text(json)?),
        ("default", [TokenTree::Literal(json), ..]) => Some(Fixed::Default(text(json)?)),
        ("only", [TokenTree::Literal(it)]) => only(text(it).map_or_else(|| it.to_string(), |it| quoted(&it))),
        ("only", [TokenTree::Ident(it)]) => only(it.to_string()),
        ("only", [TokenTree::Ident(of), _, _, TokenTree::Ident(variant)]) => {
            Some(Fixed::Only(Only::Variant(name(of), name(variant))))
        }
        (_, _) => None,
    }
}

/// `Xml::attribute("number")`, `Xml::inline().list(&Xml::element("tag"))`: of what has no node of its own, the first one in it.
fn node(told: &[TokenTree]) -> Option<Word> {
    let at = told.iter().position(|token| matches!(token, TokenTree::Group(_)))?;
    let (kind, rest) = (told.get(at.checked_sub(1)?)?.to_string(), told.get(at..)?);
    match kind.as_str() {
        "element" | "attribute" => {
            let said = rest.iter().position(|token| matches!(token, TokenTree::Ident(it) if *it == "namespace"));
            let namespace = said.and_then(|at| first_text(rest.get(at..)?));
            Some(Word::Node(kind, first_text(rest.get(..1)?)?, namespace))
        }
        "text" | "cdata" => Some(Word::Node("text".to_owned(), String::new(), None)),
        _ => rest.iter().skip(1).find_map(|token| match token {
            TokenTree::Group(inner) => node(&inner.stream().into_iter().collect::<Vec<_>>()),
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => None,
        }),
    }
}

/// `optional Parameter::query("limit").rule(...)`, `body Media::json("application/json")`.
fn request(told: &[TokenTree], path: &str) -> Option<Word> {
    let how = told.first().map(ToString::to_string).unwrap_or_default();
    let end = told.iter().position(|token| matches!(token, TokenTree::Group(_)))?;
    let (steps, rest) = told.split_at(end);
    match steps {
        [.., TokenTree::Ident(what), TokenTree::Punct(_), TokenTree::Punct(_), TokenTree::Ident(location)]
            if *what == "Parameter" =>
        {
            Some(Word::parameter(&name(location), &first_text(rest.get(..1)?)?, Some(path)))
        }
        _ => (how.contains("body") || how.contains("bodies")).then_some(Word::Body),
    }
}

/// The constructors of schemes of which the credential is a token in the header `Authorization`.
const TOKENS: [&str; 2] = ["oauth2", "open_id_connect"];

/// `SecurityScheme = SecurityScheme::api_key("shopKey", Location::Header, "X-Shop-Key")`: what is sent, whatever the scheme is called.
fn credential(told: &[TokenTree]) -> Option<Word> {
    let [.., TokenTree::Ident(of), TokenTree::Punct(_), TokenTree::Punct(_), TokenTree::Ident(kind), TokenTree::Group(arguments)] =
        told
    else {
        return None;
    };
    let shown = |row: &Vec<TokenTree>| match row.as_slice() {
        [TokenTree::Literal(literal)] => text(literal).unwrap_or_default(),
        row => row.last().map(ToString::to_string).unwrap_or_default().to_lowercase(),
    };
    let mut said: Vec<String> = split(arguments.stream()).iter().skip(1).map(shown).collect();
    if let [location, wire] = said.as_mut_slice()
        && location == "header"
    {
        *wire = wire.to_lowercase();
    }
    // A token of OAuth 2.0 or OpenID Connect is sent as any other one.
    let kind = Some(name(kind)).filter(|kind| !TOKENS.contains(&kind.as_str())).unwrap_or_else(|| "bearer".to_owned());
    (*of == "SecurityScheme").then(|| Word::Credential([vec![kind], said].concat().join(" ")))
}

/// `header "Location"`, `optional_header &Parameter::header("X-Labels").kind(...)`, `json "application/json"`, `status`.
fn response(told: &[TokenTree]) -> Option<Word> {
    let [TokenTree::Ident(how), source @ ..] = told else { return None };
    match name(how).as_str() {
        "status" => Some(Word::Status),
        how if how.contains("header") => first_text(source).map(|name| Word::Header(name.to_lowercase())),
        _ => Some(Word::Body),
    }
}

/// What a variant is that is told by the value of a member.
pub fn tagged(tag: &str, value: &str) -> String {
    format!("{tag}: {value}")
}

/// What stands between signs that part values, and the media types of a list of these.
fn values(told: &[TokenTree]) -> Vec<String> {
    if let [TokenTree::Group(media)] = told {
        // Neither letters nor parameters tell media types apart.
        let essence = |media: String| letterpress_runtime::media_type::essence(&media).to_ascii_lowercase();
        return split(media.stream()).iter().filter_map(|media| first_text(media).map(essence)).collect();
    }
    let value = |tokens: &[TokenTree]| match tokens {
        [TokenTree::Literal(literal)] => text(literal).unwrap_or_else(|| literal.to_string()),
        tokens => tokens.iter().map(ToString::to_string).collect(),
    };
    told.split(|token| is_sign(token, '|')).map(value).collect()
}
