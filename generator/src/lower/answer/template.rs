//! A first template for a type: what its members seem to be for. Whether its schema accepts that is asked later.

use letterpress_runtime::answer::{self, ALWAYS, Source};
use letterpress_runtime::json::{self, Tree};

use super::words::{self, DETAIL, DOCUMENTATION, FLAGS, LISTS, MOMENTS};
use crate::ir::{Choice, EnumerationValues, Field, Primitive, Scalar, Shape, Struct, TypeRef, Types, Union};

/// How deep types are looked into.
const DEPTH: usize = 5;

/// What is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    /// The answer as a whole.
    All,
    /// One mistake, in a list.
    One,
}

/// The template of a value; `None` where nothing is known that the type could hold.
pub(super) fn template(types: &Types, ty: &TypeRef) -> Option<Tree<'static>> {
    let reading = Reading { types, depth: 0 };
    match reading.kind(ty)? {
        Kind::Text => Some(source(Source::Summary)),
        Kind::Open => problem(),
        Kind::Object(object) => reading.object(object, About::All),
        Kind::Union(union) => reading.union(union, About::All),
        Kind::List(item) => reading.inside()?.list(item, Presence::Required),
        Kind::Moment | Kind::Integer | Kind::Number | Kind::Boolean | Kind::Values(_) | Kind::Map => None,
    }
}

/// Problem details (RFC 9457), for what may be any object.
pub(super) fn problem() -> Option<Tree<'static>> {
    json::parse(answer::PROBLEM).ok().map(|tape| tape.root().to_tree().into_owned())
}

/// The same template with a member that the type does not declare, where an open object gains by one: what happened, if it says
/// nothing of it, and in problem details, which are made to be extended, the mistakes.
pub(super) fn extended(template: &Tree<'static>) -> Option<Tree<'static>> {
    let Tree::Object(members) = template else { return None };
    let has = |name: &str| members.iter().any(|(member, _)| member == name);
    let with = |name: &'static str, value| Some(Tree::Object(members.iter().cloned().chain([(name.into(), value)]).collect()));
    if has("title") && has("detail") && (has("type") || has("status")) && !has("errors") {
        let mut extended = with("errors", Tree::Array(vec![fault()]))?;
        if let Tree::Object(members) = &mut extended {
            members.extend((!has("more")).then(|| ("more".into(), source(Source::More))));
            let summary = members.iter_mut().filter(|(_, value)| value.as_str() == Some("$summary"));
            summary.for_each(|(_, value)| *value = source(Source::Detail));
        }
        return Some(extended);
    }
    if tells(template) || has("detail") { None } else { with("detail", source(Source::Summary)) }
}

/// An entry of one's own form.
fn fault() -> Tree<'static> {
    object([
        ("parameter", source(Source::Parameter)),
        ("in", source(Source::In)),
        ("pointer", source(Source::Pointer)),
        ("keyword", source(Source::Keyword)),
        ("detail", source(Source::Message)),
    ])
}

/// Whether a template says what happened.
fn tells(template: &Tree<'_>) -> bool {
    match template {
        Tree::String(text) => {
            let told = [Source::Detail, Source::Text, Source::Summary, Source::Message, Source::Line];
            let name = text.split_once(':').map_or(text.as_ref(), |(name, _)| name);
            told.iter().any(|source| name.strip_prefix('$') == Some(source.name()))
        }
        Tree::Array(items) => items.iter().any(tells),
        Tree::Object(members) => members.iter().any(|(_, member)| tells(member)),
        Tree::Null | Tree::Bool(_) | Tree::Number(_) | Tree::Invalid(_) => false,
    }
}

fn source(source: Source) -> Tree<'static> {
    text(&format!("${}", source.name()))
}

fn text(text: &str) -> Tree<'static> {
    Tree::from(text.to_owned())
}

fn object<const N: usize>(members: [(&'static str, Tree<'static>); N]) -> Tree<'static> {
    Tree::Object(members.into_iter().map(|(name, value)| (name.into(), value)).collect())
}

/// What a type can hold, as far as that matters here.
enum Kind<'t> {
    Text,
    /// A date with a time.
    Moment,
    Integer,
    Number,
    Boolean,
    /// Any JSON, or any object.
    Open,
    /// One of these, as JSON.
    Values(Vec<Tree<'static>>),
    List(&'t TypeRef),
    Map,
    Object(&'t Struct),
    Union(&'t Union),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Presence {
    Required,
    Optional,
}

impl Presence {
    fn of(field: &Field) -> Self {
        if field.required { Self::Required } else { Self::Optional }
    }
}

#[derive(Clone, Copy)]
struct Reading<'t> {
    types: &'t Types,
    depth: usize,
}

impl<'t> Reading<'t> {
    fn inside(self) -> Option<Self> {
        (self.depth < DEPTH).then_some(Self { depth: self.depth + 1, ..self })
    }

    fn kind(self, ty: &'t TypeRef) -> Option<Kind<'t>> {
        Some(match ty {
            TypeRef::Primitive(primitive) => of_primitive(*primitive),
            TypeRef::List(item) => Kind::List(item),
            TypeRef::Map(_) => Kind::Map,
            TypeRef::Nullable(ty) => return self.kind(ty),
            TypeRef::Any | TypeRef::AnyObject => Kind::Open,
            TypeRef::Named(id) => match &self.types.get(*id)?.shape {
                Shape::Struct(object) if object.fields.is_empty() => Kind::Open,
                Shape::Struct(object) => Kind::Object(object),
                Shape::Union(union) => Kind::Union(union),
                Shape::Alias(ty) => return self.inside()?.kind(ty),
                Shape::Enumeration(enumeration) => Kind::Values(match &enumeration.values {
                    EnumerationValues::Strings(values) => {
                        values.iter().map(|value| text(&value.replacen('$', "$$", 1))).collect()
                    }
                    EnumerationValues::Integers(values) => values.iter().map(|value| Tree::from(*value)).collect(),
                }),
                Shape::Tuple(_) | Shape::Contents(_) => return None,
            },
        })
    }

    /// The first variant that can be filled, with its tag.
    fn union(self, union: &'t Union, about: About) -> Option<Tree<'static>> {
        let reading = self.inside()?;
        union.variants.iter().find_map(|variant| {
            let mut made = match reading.kind(&variant.ty)? {
                Kind::Object(object) => reading.object(object, about)?,
                Kind::Text if about == About::All => source(Source::Summary),
                Kind::Text => source(Source::Line),
                Kind::List(item) if about == About::All => reading.list(item, Presence::Required)?,
                Kind::Union(union) => reading.union(union, about)?,
                Kind::List(_) | Kind::Moment | Kind::Integer | Kind::Number | Kind::Boolean => return None,
                Kind::Open | Kind::Values(_) | Kind::Map => return None,
            };
            if let (Choice::Tag(name), Some(tag), Tree::Object(members)) = (&union.choice, variant.tags.first(), &mut made) {
                members.retain(|(member, _)| member != name);
                members.insert(0, (name.clone().into(), text(&tag.replacen('$', "$$", 1))));
            }
            Some(made)
        })
    }

    /// Members in the order of the type.
    fn object(self, object: &'t Struct, about: About) -> Option<Tree<'static>> {
        let reading = self.inside()?;
        let list = if about == About::All { reading.list_of(object) } else { None };
        let detail = reading.detail_of(object, list.as_ref().map(|(index, _)| *index), about);
        let lists = list.is_some();
        let mut members = Vec::new();
        for (index, field) in object.fields.iter().enumerate() {
            let made = match &list {
                Some((at, made)) if *at == index => Some(made.clone()),
                Some(_) | None if detail == Some(index) => Some(match (about, lists) {
                    (About::One, _) => source(Source::Message),
                    (About::All, true) if has_title(object, index) && !field.required => source(Source::Detail),
                    (About::All, true) => source(Source::Text),
                    (About::All, false) => source(Source::Summary),
                }),
                Some(_) | None => reading.member(field, about, detail.is_some() || lists),
            };
            match made {
                Some(made) => members.push((field.name.clone().into(), made)),
                None if field.required => return None,
                None => {}
            }
        }
        Some(Tree::Object(members))
    }

    /// The list for all mistakes: by the name that is most clearly one, else any whose entries say what is wrong.
    fn list_of(self, object: &'t Struct) -> Option<(usize, Tree<'static>)> {
        let lists = object.fields.iter().enumerate().filter_map(|(index, field)| {
            let Kind::List(item) = self.kind(&field.ty)? else { return None };
            // Where nothing else says what happened, the list does.
            let told = self.detail_of(object, Some(index), About::All).is_some();
            let presence = if told { Presence::of(field) } else { Presence::Required };
            let made = self.list(item, presence)?;
            let rank = words::rank(LISTS, &field.name);
            // A list of another name is one where its entries have a member for what is wrong.
            let entries = matches!(&made, Tree::Array(items) if matches!(items.first(), Some(Tree::Object(_))));
            (rank.is_some() || (entries && tells(&made))).then_some((rank.unwrap_or(LISTS.len()), index, made))
        });
        lists.min_by_key(|(rank, index, _)| (*rank, *index)).map(|(_, index, made)| (index, made))
    }

    /// The member for what happened.
    fn detail_of(self, object: &'t Struct, list: Option<usize>, about: About) -> Option<usize> {
        let named = object.fields.iter().enumerate().filter_map(|(index, field)| {
            let rank = words::rank(DETAIL, &field.name).filter(|_| Some(index) != list)?;
            let fits = match self.kind(&field.ty)? {
                Kind::Text => true,
                // `detail` that may be anything is a sentence, too; in an entry it is data.
                Kind::Open => about == About::All && matches!(field.ty, TypeRef::Any),
                Kind::Moment | Kind::Integer | Kind::Number | Kind::Boolean | Kind::Values(_) => false,
                Kind::List(_) | Kind::Map | Kind::Object(_) | Kind::Union(_) => false,
            };
            fits.then_some((rank, index))
        });
        named.min().map(|(_, index)| index)
    }

    /// A list with an entry for each mistake.
    fn list(self, item: &'t TypeRef, presence: Presence) -> Option<Tree<'static>> {
        let entry = match self.kind(item)? {
            Kind::Text => source(Source::Line),
            Kind::Open => fault(),
            Kind::Object(object) => self.object(object, About::One)?,
            Kind::Union(union) => self.union(union, About::One)?,
            Kind::Moment | Kind::Integer | Kind::Number | Kind::Boolean | Kind::Values(_) => return None,
            Kind::List(_) | Kind::Map => return None,
        };
        Some(Tree::Array(match presence {
            Presence::Required => vec![entry, text(ALWAYS)],
            Presence::Optional => vec![entry],
        }))
    }

    /// Any other member; `told` says whether one beside it tells what happened.
    fn member(self, field: &'t Field, about: About, told: bool) -> Option<Tree<'static>> {
        let known = match about {
            About::All => words::of_all(&field.name),
            About::One => words::of_one(&field.name),
        };
        let made = match self.kind(&field.ty)? {
            Kind::Text if field.required && matches!(known, Some(Source::Parameter | Source::Location)) => {
                Some(source(Source::Place))
            }
            Kind::Text => known.map(source).or_else(|| {
                let documents = words::rank(DOCUMENTATION, &field.name).is_some() && (field.required || field.name == "type");
                documents.then(|| text("about:blank"))
            }),
            Kind::Moment => words::rank(MOMENTS, &field.name).map(|_| source(Source::Now)),
            Kind::Integer | Kind::Number => words::is_status(&field.name).then(|| source(Source::Status)),
            Kind::Boolean => {
                let name = words::plain(&field.name);
                FLAGS.iter().find(|(flag, _)| *flag == name).map(|(_, value)| Tree::Bool(*value))
            }
            Kind::Values(values) => match (values.len(), field.required) {
                (1, true) => values.into_iter().next(),
                (_, _) => None,
            },
            Kind::Object(object) => {
                self.object(object, about).filter(|made| field.required || (!told && tells(made)) || about == About::One)
            }
            Kind::Union(union) => self.union(union, about).filter(|made| field.required || (!told && tells(made))),
            Kind::List(item) if known == Some(Source::Location) && about == About::One => Some(self.steps(item)),
            Kind::List(_) | Kind::Map | Kind::Open => None,
        };
        made.or_else(|| if field.required { self.nothing(&field.ty) } else { None })
    }

    /// The place of a mistake, step by step.
    fn steps(self, item: &'t TypeRef) -> Tree<'static> {
        match self.kind(item) {
            Some(Kind::Text) => source(Source::Names),
            Some(_) | None => source(Source::Steps),
        }
    }

    /// A value of a required member of which nothing is known: one that says nothing.
    fn nothing(self, ty: &'t TypeRef) -> Option<Tree<'static>> {
        if let TypeRef::Nullable(_) = ty {
            return Some(Tree::Null);
        }
        match self.kind(ty)? {
            Kind::List(_) => Some(Tree::Array(Vec::new())),
            Kind::Map | Kind::Open => Some(Tree::Object(Vec::new())),
            Kind::Text | Kind::Moment | Kind::Integer | Kind::Number | Kind::Boolean => None,
            Kind::Values(_) | Kind::Object(_) | Kind::Union(_) => None,
        }
    }
}

/// Whether another member than the one for what happened has the reason phrase.
fn has_title(object: &Struct, detail: usize) -> bool {
    let others = object.fields.iter().enumerate().filter(|(index, _)| *index != detail);
    others.into_iter().any(|(_, field)| words::of_all(&field.name) == Some(Source::Title))
}

fn of_primitive<'t>(primitive: Primitive) -> Kind<'t> {
    match primitive.scalar() {
        Scalar::Boolean => Kind::Boolean,
        Scalar::Integer => Kind::Integer,
        Scalar::Number => Kind::Number,
        Scalar::String if primitive == Primitive::DateTime => Kind::Moment,
        Scalar::String => Kind::Text,
    }
}
