//! Generated code as its callers see it: the names of its types, of their members and variants, and what each is on the wire.
//!
//! All that a name means stands in tables, one line for each (`object!`, `union!`, `request!` ...). What is written otherwise, as by an earlier
//! version or by hand, has no meaning here and is not compared. A parser of all of Rust goes as deep as brackets do, and somebody may have written many.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use syn::ext::IdentExt as _;

use super::ty::Type;
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

/// A field.
pub struct Member {
    /// What it is on the wire, if a table says that.
    pub word: Option<Word>,
    /// Its type.
    pub ty: Type,
}

/// A variant.
#[derive(Default)]
pub struct Variant {
    /// The values on the wire that mean it; none if its value alone tells.
    pub values: Vec<String>,
    /// What it holds.
    pub members: Members,
}

/// What a name is on the wire.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Word {
    /// A member of an object, a part of a form.
    Member(String),
    /// The members that are not declared, or those of them that match a pattern.
    Rest,
    /// A parameter: where it stands, and its name, which that of a header has in small letters, and a variable of the path not at all.
    Parameter(String, String),
    /// The body.
    Body,
    /// A header of a response, in small letters.
    Header(String),
    /// The status.
    Status,
    /// The values of a variant.
    Values(Vec<String>),
    /// An operation: its id, and its method and path, without the names of variables.
    Operation(String, String),
    /// What a security scheme sends.
    Credential(String),
}

impl Word {
    /// A parameter. The variables of a path have no name on the wire, and those of headers no case.
    pub fn parameter(location: &str, name: &str) -> Self {
        let wire = match location {
            "path" => String::new(),
            "header" => name.to_lowercase(),
            _ => name.to_owned(),
        };
        Self::Parameter(location.to_owned(), wire)
    }

    /// Whether two are the same on the wire: an operation keeps its id while its path is edited, or its path while it gets an id.
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Operation(id, route), Self::Operation(other_id, other_route)) => id == other_id || route == other_route,
            (_, _) => self == other,
        }
    }
}

impl std::fmt::Display for Word {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Member(name) => write!(f, "the member `{name}`"),
            Self::Rest => f.write_str("the map of the members that are not declared"),
            Self::Parameter(location, name) if name.is_empty() => write!(f, "a variable of the {location}"),
            Self::Parameter(location, name) => write!(f, "the {location} parameter `{name}`"),
            Self::Body => f.write_str("the body"),
            Self::Header(name) => write!(f, "the header `{name}`"),
            Self::Status => f.write_str("the status"),
            Self::Values(values) => write!(f, "`{}`", values.join("`, `")),
            Self::Operation(id, route) => write!(f, "of the operation `{id}` ({route})"),
            Self::Credential(what) => write!(f, "the credential `{what}`"),
        }
    }
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
    /// What tables say of variants.
    values: Vec<((String, String), Vec<String>)>,
}

impl Reader {
    /// Reads what begins here, and gives what comes behind it.
    fn item<'t>(&mut self, tokens: &'t [TokenTree]) -> &'t [TokenTree] {
        let [TokenTree::Ident(word), rest @ ..] = tokens else { return tokens.get(1..).unwrap_or_default() };
        match (word.to_string().as_str(), rest) {
            ("struct", [TokenTree::Ident(of), TokenTree::Group(fields), rest @ ..]) => {
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
        if let ([.., TokenTree::Ident(of), TokenTree::Ident(_), TokenTree::Ident(ty)], [TokenTree::Group(body), ..]) =
            (head, rest)
            && *of == "Operation"
        {
            self.operation(&name(ty), body);
        }
        rest.get(1..).unwrap_or_default()
    }

    /// What an operation is made of.
    fn operation(&mut self, of: &str, body: &Group) {
        let tokens: Vec<TokenTree> = body.stream().into_iter().collect();
        let mut results = Vec::new();
        let (mut id, mut route) = (String::new(), String::new());
        let mut rest = tokens.as_slice();
        while let [first, behind @ ..] = rest {
            rest = behind;
            match (first.to_string().as_str(), behind) {
                ("type", [TokenTree::Ident(result), TokenTree::Punct(_), behind @ ..]) => {
                    let (ty, behind) = until_end(behind);
                    results.extend(Type::read(ty).map(|ty| (name(result), Member { word: None, ty })));
                    rest = behind;
                }
                ("const", [TokenTree::Ident(of), behind @ ..]) => {
                    let (told, behind) = until_end(behind);
                    match of.to_string().as_str() {
                        "ID" => id = first_text(told).unwrap_or_default(),
                        "METHOD" => route = told.last().map(ToString::to_string).unwrap_or_default() + " " + &route,
                        "PATH" => route += &path_shape(&first_text(told).unwrap_or_default()),
                        _ => {}
                    }
                    rest = behind;
                }
                ("request", [_, TokenTree::Group(rows), ..]) => self.fields((of, None), rows, request),
                ("responses", [_, TokenTree::Group(rows), ..]) => self.responses(rows),
                (_, _) => {}
            }
        }
        if let Some(Item::Struct(members)) = self.items.get_mut(of) {
            members.extend(results);
            let (word, ty) = (Some(Word::Operation(id, route)), Type::named("str"));
            members.insert("ID".to_owned(), Member { word, ty });
        }
    }

    fn table(&mut self, table: &str, body: &Group) {
        let tokens: Vec<TokenTree> = body.stream().into_iter().collect();
        let (Some(TokenTree::Ident(of)), Some(TokenTree::Group(rows))) = (tokens.first(), tokens.last()) else { return };
        match table {
            "object" | "multipart" => self.fields((&name(of), None), rows, member),
            "enumeration" | "integers" | "union" | "contents" => self.variants(&name(of), rows),
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

    /// `Black = "black"`, `Dog(Dog) = "dog" | "hound"`, `Json(Note) = [Media::json("application/json")]`.
    fn variants(&mut self, of: &str, rows: &Group) {
        for row in split(rows.stream()) {
            let Some(TokenTree::Ident(variant)) = row.first() else { continue };
            let told = row.iter().position(|token| is_sign(token, '='));
            let values = told.and_then(|at| row.get(at + 1..)).map(values).unwrap_or_default();
            self.values.push(((of.to_owned(), name(variant)), values));
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
                    self.values.push(((of.clone(), variant.clone()), status));
                    self.fields((of, Some(variant)), parts, response);
                }
                [of] => self.fields((of, None), parts, response),
                _ => {}
            }
        }
    }

    /// The types with all that the tables say of them, wherever these stand.
    fn end(mut self) -> Items {
        for ((of, variant), values) in self.values {
            if let Some(Item::Enum(variants)) = self.items.get_mut(&of)
                && let Some(variant) = variants.get_mut(&variant)
            {
                variant.values.extend(values);
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
        Some((name, Member { word: None, ty: Type::read(ty)? }))
    };
    split(fields.stream()).iter().enumerate().filter_map(member).collect()
}

/// A variant with what it holds.
fn variant(row: &[TokenTree]) -> Option<(String, Variant)> {
    match plain(row) {
        [TokenTree::Ident(variant), TokenTree::Group(fields), ..] => {
            Some((name(variant), Variant { values: Vec::new(), members: members(fields) }))
        }
        [TokenTree::Ident(variant), ..] => Some((name(variant), Variant::default())),
        _ => None,
    }
}

/// A row without attributes, comments and `pub`.
fn plain(mut row: &[TokenTree]) -> &[TokenTree] {
    loop {
        row = match row {
            [TokenTree::Punct(sign), TokenTree::Group(_), rest @ ..] if sign.as_char() == '#' => rest,
            [TokenTree::Ident(word), rest @ ..] if *word == "pub" => rest,
            row => return row,
        }
    }
}

/// What stands before the next semicolon, and what comes behind it.
fn until_end(tokens: &[TokenTree]) -> (&[TokenTree], &[TokenTree]) {
    let end = tokens.iter().position(|token| is_sign(token, ';')).unwrap_or(tokens.len());
    (tokens.get(..end).unwrap_or_default(), tokens.get(end..).unwrap_or_default())
}

/// `required "createdAt"`, `file optional "pages"`, `rest`.
fn member(told: &[TokenTree]) -> Option<Word> {
    match told.iter().find(|token| !matches!(token, TokenTree::Ident(_))) {
        Some(TokenTree::Literal(literal)) => text(literal).map(Word::Member),
        Some(_) | None => Some(Word::Rest),
    }
}

/// `optional Parameter::query("limit").rule(...)`, `body Media::json("application/json")`.
fn request(told: &[TokenTree]) -> Option<Word> {
    let how = told.first().map(ToString::to_string).unwrap_or_default();
    let end = told.iter().position(|token| matches!(token, TokenTree::Group(_)))?;
    let (path, rest) = told.split_at(end);
    match path {
        [.., TokenTree::Ident(what), TokenTree::Punct(_), TokenTree::Punct(_), TokenTree::Ident(location)]
            if *what == "Parameter" =>
        {
            Some(Word::parameter(&name(location), &first_text(rest.get(..1)?)?))
        }
        _ => (how.contains("body") || how.contains("bodies")).then_some(Word::Body),
    }
}

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
    (*of == "SecurityScheme").then(|| Word::Credential([vec![name(kind)], said].concat().join(" ")))
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

/// What stands between signs that part values, and the media types of a list of these.
fn values(told: &[TokenTree]) -> Vec<String> {
    if let [TokenTree::Group(media)] = told {
        return split(media.stream()).iter().filter_map(|media| first_text(media)).collect();
    }
    let value = |tokens: &[TokenTree]| match tokens {
        [TokenTree::Literal(literal)] => text(literal).unwrap_or_else(|| literal.to_string()),
        tokens => tokens.iter().map(ToString::to_string).collect(),
    };
    told.split(|token| is_sign(token, '|')).map(value).collect()
}

/// The rows of a table, or the fields of a type: commas between `<` and `>` part none.
fn split(rows: TokenStream) -> Vec<Vec<TokenTree>> {
    let (mut all, mut row, mut angles) = (Vec::new(), Vec::new(), 0_usize);
    for token in rows {
        if is_sign(&token, ',') && angles == 0 {
            all.push(std::mem::take(&mut row));
            continue;
        }
        let is_arrow = row.last().is_some_and(|last| is_sign(last, '=') || is_sign(last, '-'));
        if is_sign(&token, '<') {
            angles += 1;
        } else if is_sign(&token, '>') && !is_arrow {
            angles = angles.saturating_sub(1);
        }
        row.push(token);
    }
    all.push(row);
    all.retain(|row| !row.is_empty());
    all
}

/// The first string literal, also one between brackets.
fn first_text(tokens: &[TokenTree]) -> Option<String> {
    let inner = |group: &Group| {
        group.stream().into_iter().find_map(|token| if let TokenTree::Literal(it) = token { text(&it) } else { None })
    };
    tokens.iter().find_map(|token| match token {
        TokenTree::Literal(literal) => text(literal),
        TokenTree::Group(group) => inner(group),
        TokenTree::Ident(_) | TokenTree::Punct(_) => None,
    })
}

fn text(literal: &proc_macro2::Literal) -> Option<String> {
    if let syn::Lit::Str(text) = syn::Lit::new(literal.clone()) { Some(text.value()) } else { None }
}

fn is_sign(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(it) if it.as_char() == sign)
}

/// A name without the `r#` of one that Rust keeps for itself.
pub fn name(ident: &Ident) -> String {
    ident.unraw().to_string()
}
