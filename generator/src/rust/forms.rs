//! The fields of forms and the parts of multipart bodies, as tables.

use proc_macro2::TokenStream;

use super::content::Checked;
use super::models;
use super::operations::request::{broken_kind, kind, kind_call, style_name};
use super::print::literal;
use super::scope::Scope;
use crate::ir::{Form, FormProperty, ParameterKind, Part, PartHeader, PartKind, Style, TypeId};

/// `form("application/x-www-form-urlencoded", const { &[Parameter::query("name")] })`: the descriptions of fields are made by functions, and a
/// reference to what these give lives as long as the program only out of a block of constants.
pub fn form(scope: &mut Scope<'_>, media_type: &str, form: &Form, indent: usize) -> String {
    let fields: Vec<String> = form.properties.iter().map(|property| field(scope, property, indent + 4)).collect();
    let media_type = literal(media_type);
    let others = others(scope, form.others.as_ref());
    format!("form({media_type}, {}){others}", table(&fields, indent))
}

/// `.others(...)`, where the schema says what members are that it does not name.
pub fn others(scope: &mut Scope<'_>, kind: Option<&ParameterKind>) -> String {
    kind.map(|kind| format!(".others({})", self::kind(scope, kind))).unwrap_or_default()
}

/// `impl Fields`, for a struct that stands in parameters or forms.
pub fn fields(scope: &mut Scope<'_>, id: TypeId) -> TokenStream {
    let Some(table) = scope.api.fields.get(&id) else { return TokenStream::new() };
    let table = broken_kind(scope, table, 4);
    let (fields, ty) = (scope.runtime_path("Fields"), scope.runtime_path("ParameterKind"));
    let ident = scope.model(id);
    scope.text(format!("impl {fields} for {ident} {{\n    const FIELDS: {ty} = {table};\n}}"))
}

/// The function that gives the table of a struct.
pub fn table_of(scope: &mut Scope<'_>, id: TypeId) -> String {
    let fields = scope.runtime_path("Fields");
    let ident = scope.model(id);
    match fields.as_str() {
        "Fields" => format!("{ident}::fields"),
        path => format!("<{ident} as {path}>::fields"),
    }
}

/// A constant list, with a line for each element where one line is too long.
fn table(rows: &[String], indent: usize) -> String {
    if rows.is_empty() {
        return "&[]".to_owned();
    }
    let flat = format!("const {{ &[{}] }}", rows.join(", "));
    if flat.len() + indent <= 60 {
        return flat;
    }
    let (pad, end) = (" ".repeat(indent + 4), " ".repeat(indent));
    format!("const {{ &[\n{pad}{},\n{end}] }}", rows.join(&format!(",\n{pad}")))
}

/// The longest line of a table that is not broken.
const WIDTH: usize = 100;

fn field(scope: &mut Scope<'_>, property: &FormProperty, indent: usize) -> String {
    let mut field = format!("{}::query({})", scope.runtime_path("Parameter"), literal(&property.name));
    if property.style != Style::Form {
        field.push_str(&format!(".style({}::{})", scope.runtime_path("Style"), style_name(property.style)));
    }
    // Brackets are exploded by nature.
    if !property.explode && property.style != Style::DeepObject {
        field.push_str(".explode(false)");
    }
    if property.allow_reserved {
        field.push_str(".allow_reserved()");
    }
    if property.nullable {
        field.push_str(".nullable()");
    }
    let kind = kind_call(scope, &property.kind).unwrap_or_default();
    match field.len() + kind.len() + indent <= WIDTH {
        true => field + &kind,
        false => format!("{field}\n{}.kind({})", " ".repeat(indent + 4), broken_kind(scope, &property.kind, indent + 4)),
    }
}

/// `multipart("multipart/form-data", const { &[Part::file("photo")] })`.
pub fn multipart(scope: &mut Scope<'_>, media_type: &str, parts: &[Part], checked: Checked, indent: usize) -> String {
    let rows: Vec<String> = parts.iter().map(|part| row(scope, part, checked, indent + 4)).collect();
    format!("multipart({}, {})", literal(media_type), table(&rows, indent))
}

fn row(scope: &mut Scope<'_>, part: &Part, checked: Checked, indent: usize) -> String {
    let (constructor, kind) = match &part.kind {
        PartKind::Text(kind) => ("text", kind_call(scope, kind)),
        PartKind::Json => ("json", None),
        PartKind::Styled(property) => {
            return format!("{}::styled({})", scope.runtime_path("Part"), field(scope, property, indent));
        }
        PartKind::File => ("file", None),
    };
    let mut row = format!("{}::{constructor}({})", scope.runtime_path("Part"), literal(&part.name));
    row.push_str(&kind.unwrap_or_default());
    if part.many {
        row.push_str(".many()");
    }
    if part.nullable {
        row.push_str(".nullable()");
    }
    if let Some(media_type) = &part.media_type {
        row.push_str(&format!(".media_type({})", literal(media_type)));
    }
    if checked == Checked::Yes && !part.headers.is_empty() {
        let headers: Vec<String> = part.headers.iter().map(|header| self::header(scope, header, indent + 4)).collect();
        row.push_str(&format!(".headers({})", table(&headers, indent)));
    }
    row
}

/// `PartHeader::required(Parameter::header("X-Checksum").rule(|value| value.string()))`.
fn header(scope: &mut Scope<'_>, header: &PartHeader, indent: usize) -> String {
    let (ty, parameter) = (scope.runtime_path("PartHeader"), scope.runtime_path("Parameter"));
    let how = if header.required { "required" } else { "optional" };
    let explode = if header.explode { ".explode(true)" } else { "" };
    let kind = kind_call(scope, &header.kind).unwrap_or_default();
    let rule = match header.check.0.is_empty() {
        true => String::new(),
        false => format!(".rule({})", models::rule(scope, &header.check, indent)),
    };
    format!("{ty}::{how}({parameter}::header({}){explode}{kind}{rule})", literal(&header.name))
}
