//! What members of failure bodies are called, and what a server puts into them.
//!
//! Names are compared in small letters, without `_`, `-` and `.`. Lists are in the order of preference.

use letterpress_runtime::answer::Source;

/// Members for what happened.
pub(super) const DETAIL: &[&str] = &[
    "detail",
    "message",
    "errormessage",
    "errordescription",
    "description",
    "msg",
    "errormsg",
    "developermessage",
    "usermessage",
    "details",
    "reason",
    "text",
    "faultstring",
    "error",
    "title",
    "summary",
    "statusmessage",
    "statustext",
];

/// Members for all mistakes: lists.
pub(super) const LISTS: &[&str] = &[
    "errors",
    "violations",
    "issues",
    "details",
    "detail",
    "error",
    "invalidparams",
    "invalidparameters",
    "invalidfields",
    "fielderrors",
    "validationerrors",
    "fields",
    "messages",
    "problems",
    "causes",
    "errormessages",
    "nonfielderrors",
];

/// Booleans that say whether all went well, with what they say here.
pub(super) const FLAGS: &[(&str, bool)] =
    &[("success", false), ("ok", false), ("succeeded", false), ("successful", false), ("error", true), ("failed", true)];

/// Addresses of documentation, as `type` of RFC 9457 is one, which says `about:blank` where there is none.
pub(super) const DOCUMENTATION: &[&str] = &["type", "documentationurl", "helpurl", "moreinfo", "href", "docurl", "typeuri"];

/// Moments: that of the answer.
pub(super) const MOMENTS: &[&str] = &[
    "timestamp",
    "time",
    "datetime",
    "date",
    "moment",
    "occurred",
    "occurredat",
    "created",
    "createdat",
    "raisedat",
    "errortime",
    "errortimestamp",
    "servertime",
    "responsetime",
];

/// Numbers for the status.
const STATUS: &[&str] = &["status", "statuscode", "code", "errorcode", "httpstatus", "httpstatuscode", "httpcode"];

/// Strings, with what stands in them, of the answer as a whole.
const OF_ALL: &[(&str, Source)] = &[
    ("title", Source::Title),
    ("error", Source::Title),
    ("summary", Source::Title),
    ("statustext", Source::Title),
    ("statusmessage", Source::Title),
    ("status", Source::Digits),
    ("statuscode", Source::Digits),
    ("httpstatus", Source::Digits),
    ("httpstatuscode", Source::Digits),
    ("code", Source::Code),
    ("errorcode", Source::Code),
    ("errortype", Source::Code),
    ("name", Source::Code),
    ("reason", Source::Code),
    ("kind", Source::Code),
    ("typename", Source::Code),
    ("timestamp", Source::Now),
];

/// Strings of an entry about one mistake.
const OF_ONE: &[(&str, Source)] = &[
    ("pointer", Source::Pointer),
    ("jsonpointer", Source::Pointer),
    ("instancepath", Source::Pointer),
    ("instancelocation", Source::Pointer),
    ("in", Source::In),
    ("parameter", Source::Parameter),
    ("param", Source::Parameter),
    ("location", Source::Location),
    ("path", Source::Location),
    ("field", Source::Location),
    ("fieldname", Source::Location),
    ("property", Source::Location),
    ("propertyname", Source::Location),
    ("propertypath", Source::Location),
    ("attribute", Source::Location),
    ("target", Source::Location),
    ("source", Source::Location),
    ("name", Source::Location),
    ("element", Source::Location),
    ("loc", Source::Location),
    ("keyword", Source::Keyword),
    ("code", Source::Keyword),
    ("errorcode", Source::Keyword),
    ("type", Source::Keyword),
    ("errortype", Source::Keyword),
    ("rule", Source::Keyword),
    ("constraint", Source::Keyword),
    ("reason", Source::Keyword),
    ("key", Source::Keyword),
    ("status", Source::Digits),
    ("title", Source::Title),
    ("summary", Source::Title),
];

/// What a member that holds a string is for.
pub(super) fn of_all(name: &str) -> Option<Source> {
    find(OF_ALL, name)
}

/// The same in an entry about one mistake.
pub(super) fn of_one(name: &str) -> Option<Source> {
    find(OF_ONE, name)
}

/// Whether a member that holds a number is the status.
pub(super) fn is_status(name: &str) -> bool {
    STATUS.contains(&plain(name).as_str())
}

/// The place of a name in a list of preferences.
pub(super) fn rank(list: &[&str], name: &str) -> Option<usize> {
    let name = plain(name);
    list.iter().position(|known| *known == name)
}

/// A name without what only style puts into it.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|character| !matches!(character, '_' | '-' | '.' | '$')).flat_map(char::to_lowercase).collect()
}

fn find(table: &[(&str, Source)], name: &str) -> Option<Source> {
    let name = plain(name);
    table.iter().find(|(known, _)| *known == name).map(|(_, source)| *source)
}
