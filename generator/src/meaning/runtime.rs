//! Types of the runtime that generated code has, whose fields callers see.

use std::sync::LazyLock;

use super::code::{self, Item, Items, Member};
use super::ty::Type;
use super::word::Word;

/// These types, where `T` is what stands between `<` and `>`.
pub const TYPES: &str = "
    struct Event { event: Option<String>, id: Option<String>, retry: Option<Duration>, data: T }
    struct FieldPart { value: T, headers: HeaderMap }
    struct FilePart { file_name: Option<String>, media_type: Option<String>, headers: HeaderMap, body: ByteStream }
    struct Patterned { matching: BTreeMap<String, T>, others: BTreeMap<String, Value> }
";

static KNOWN: LazyLock<Items> = LazyLock::new(|| code::read(TYPES));

/// Whether a type of this name is one of them, unless the API has it.
pub fn is_known(name: &str) -> bool {
    KNOWN.contains_key(name)
}

/// One of them, with its fields: none of these is what a field of the same name is anywhere else.
pub fn item(ty: &Type) -> Option<Item> {
    let Item::Struct(members) = KNOWN.get(&ty.name)? else { return None };
    let member = |(field, member): (&String, &Member)| {
        let word = Some(Word::Runtime(ty.name.clone(), field.clone()));
        (field.clone(), Member { word, ..Member::of(filled(&member.ty, ty.inside.first())) })
    };
    Some(Item::Struct(members.iter().map(member).collect()))
}

/// A type with what stands for its `T`.
fn filled(ty: &Type, parameter: Option<&Type>) -> Type {
    match parameter {
        Some(parameter) if ty.name == "T" => parameter.clone(),
        _ => Type { inside: ty.inside.iter().map(|inner| filled(inner, parameter)).collect(), ..ty.clone() },
    }
}

/// What a name of the runtime for another type stands for.
pub fn behind_name(ty: &Type) -> Option<Type> {
    let is_events = ty.name == "Events" && !ty.inside.is_empty();
    let event = || Type { inside: ty.inside.clone(), ..Type::named("Event") };
    is_events.then(|| Type { inside: vec![event()], ..Type::named("Items") })
}
