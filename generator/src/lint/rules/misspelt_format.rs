use crate::diagnostic::suggest;
use crate::lint::{Findings, Subject, finding, schema};

lint! {
    "L0036" "misspelt-format" Warn, "a format that nobody knows, close to one that everybody does",
    finds "A `format` is not in the registry of OpenAPI and nearly the same as one that is.",
    why "An unknown format is no error and checks nothing: `datetime` is any text.",
    example "    created: { type: string, format: datetime }",
    mend "write the name as the registry does: `date-time`.",
}

const KNOWN: [&str; 36] = [
    "base64url",
    "binary",
    "byte",
    "char",
    "date",
    "date-time",
    "decimal",
    "decimal128",
    "double",
    "duration",
    "email",
    "float",
    "hostname",
    "idn-email",
    "idn-hostname",
    "int16",
    "int32",
    "int64",
    "int8",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "password",
    "regex",
    "relative-json-pointer",
    "time",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
    "uri",
    "uri-reference",
    "uri-template",
    "uuid",
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
    let near = unknown.filter(|(name, _)| !KNOWN.contains(name) && !OTHER.contains(name)).filter_map(|(name, span)| {
        let near = suggest::nearest(name, KNOWN)?;
        Some(finding(span, format!("`{name}` is no known format")).help(format!("did you mean `{near}`?")))
    });
    near.collect()
}
