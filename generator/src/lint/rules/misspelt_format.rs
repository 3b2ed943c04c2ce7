use crate::diagnostic::suggest;
use crate::format;
use crate::lint::{Findings, Subject, finding, schema};

lint! {
    "L0036" "misspelt-format" Warn, "a format that nobody knows, close to one that everybody does",
    finds "A `format` is not in the registry of OpenAPI and nearly the same as one that is.",
    why "An unknown format is no error and checks nothing: `datetime` is any text.",
    example "    created: { type: string, format: datetime }",
    mend "write the name as the registry does: `date-time`.",
}

/// Names of the registry beside those that decide over a type or a check.
const UNCHECKED: [&str; 15] = [
    "base64url",
    "binary",
    "char",
    "idn-email",
    "idn-hostname",
    "int16",
    "int8",
    "iri",
    "iri-reference",
    "json-pointer",
    "regex",
    "relative-json-pointer",
    "uint16",
    "uint8",
    "uri-template",
];

/// Names that are known elsewhere, or are words of their own.
const OTHER: [&str; 16] = [
    "url",
    "ip",
    "html",
    "style",
    "file",
    "guid",
    "timestamp",
    "unix-time",
    "unixtime",
    "phone",
    "int",
    "integer",
    "long",
    "string",
    "number",
    "year",
];

fn check(subject: &Subject<'_>) -> Findings {
    let formats = subject.schemas().filter_map(|(_, item)| schema::keyword(item.node, "format"));
    let unknown = formats.filter_map(|node| Some((node.as_str()?, node.span)));
    let known = || UNCHECKED.into_iter().chain(format::names());
    let strange = unknown.filter(|(name, _)| !known().any(|known| known == *name) && !OTHER.contains(name));
    let near = strange.filter_map(|(name, span)| {
        let near = suggest::nearest(name, known())?;
        Some(finding(span, format!("`{name}` is no known format")).help(format!("did you mean `{near}`?")))
    });
    near.collect()
}
