#![allow(clippy::unwrap_used)]

use http::HeaderMap;

use super::query::{Pair, query};
use super::{Location, Parameter, ParameterKind, Style, read, write};
use crate::json::{self, Tree};

const TEXTS: ParameterKind = ParameterKind::Array(&ParameterKind::String);
const NUMBERS: ParameterKind = ParameterKind::Map(&ParameterKind::Integer);

const BLUE: (&str, ParameterKind) = (r#""blue""#, ParameterKind::String);
const EMPTY: (&str, ParameterKind) = (r#""""#, ParameterKind::String);
const COLORS: (&str, ParameterKind) = (r#"["blue","black","brown"]"#, TEXTS);
const RGB: (&str, ParameterKind) = (r#"{"R":100,"G":200,"B":150}"#, NUMBERS);

fn write(parameter: &Parameter, value: &Tree<'_>) -> Result<String, String> {
    let written = match parameter.location {
        Location::Path => write::path(parameter, value),
        Location::Query => write::pairs(parameter, value).map(|pairs| pairs.join("&")),
        Location::Cookie => write::pairs(parameter, value).map(|pairs| pairs.join("; ")),
        Location::Header => write::header(parameter, value).map(|text| String::from_utf8(text.as_bytes().to_vec()).unwrap()),
    };
    written.map_err(str::to_owned)
}

fn read(parameter: &Parameter, text: &str) -> read::Read {
    match parameter.location {
        Location::Path => read::path(parameter, text),
        Location::Query => read::query(parameter, &query(text)),
        Location::Cookie => {
            let pair =
                |pair: &str| pair.split_once('=').map(|(name, value)| Pair { name: name.to_owned(), value: value.to_owned() });
            read::cookie(parameter, &text.split("; ").filter_map(pair).collect::<Vec<_>>())
        }
        Location::Header => {
            let value = http::HeaderValue::from_bytes(text.as_bytes()).unwrap();
            read::header(parameter, &HeaderMap::from_iter([(http::HeaderName::from_static("color"), value)]))
        }
    }
}

/// Writes the value, expects the text, and reads the value back.
fn both(parameter: Parameter, (value, kind): (&str, ParameterKind), expected: &str) {
    let (parameter, tape) = (parameter.kind(kind), json::parse(value).unwrap());
    let value = tape.root().to_tree();
    assert_eq!(write(&parameter, &value).as_deref(), Ok(expected), "{:?} {:?}", parameter.style, value);
    assert_eq!(read(&parameter, expected), Ok(Some(value.into_owned())), "{:?} {expected}", parameter.style);
}

fn refused(parameter: Parameter, (value, kind): (&str, ParameterKind)) {
    let tape = json::parse(value).unwrap();
    let value = tape.root().to_tree();
    assert!(write(&parameter.kind(kind), &value).is_err(), "{:?} {value:?}", parameter.style);
}

/// The table of OpenAPI 3.0.4, section 4.8.12.4.
#[test]
fn styles_of_the_path() {
    let path = Parameter::path("color");
    for (style, explode, blue, colors, rgb) in [
        (Style::Matrix, false, ";color=blue", ";color=blue,black,brown", ";color=R,100,G,200,B,150"),
        (Style::Matrix, true, ";color=blue", ";color=blue;color=black;color=brown", ";R=100;G=200;B=150"),
        (Style::Label, false, ".blue", ".blue,black,brown", ".R,100,G,200,B,150"),
        (Style::Label, true, ".blue", ".blue.black.brown", ".R=100.G=200.B=150"),
        (Style::Simple, false, "blue", "blue,black,brown", "R,100,G,200,B,150"),
        (Style::Simple, true, "blue", "blue,black,brown", "R=100,G=200,B=150"),
    ] {
        let parameter = path.style(style).explode(explode);
        both(parameter, BLUE, blue);
        both(parameter, COLORS, colors);
        both(parameter, RGB, rgb);
    }
    both(path.style(Style::Matrix), EMPTY, ";color");
}

#[test]
fn styles_of_the_query() {
    let query = Parameter::query("color");
    for (style, explode, colors, rgb) in [
        (Style::Form, false, "color=blue,black,brown", "color=R,100,G,200,B,150"),
        (Style::Form, true, "color=blue&color=black&color=brown", "R=100&G=200&B=150"),
        (Style::SpaceDelimited, false, "color=blue%20black%20brown", "color=R%20100%20G%20200%20B%20150"),
        (Style::PipeDelimited, false, "color=blue%7Cblack%7Cbrown", "color=R%7C100%7CG%7C200%7CB%7C150"),
    ] {
        let parameter = query.style(style).explode(explode);
        both(parameter, COLORS, colors);
        both(parameter, RGB, rgb);
    }
    both(query, BLUE, "color=blue");
    both(query, EMPTY, "color=");
    both(query.style(Style::DeepObject), RGB, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150");
    assert_eq!(
        read(&query.style(Style::PipeDelimited).explode(false).kind(TEXTS), "color=a|b"),
        read(&query.kind(TEXTS), "color=a&color=b")
    );
}

#[test]
fn styles_of_headers_and_cookies() {
    let header = Parameter::header("color");
    both(header, BLUE, "blue");
    both(header, COLORS, "blue,black,brown");
    both(header, RGB, "R,100,G,200,B,150");
    both(header.explode(true), RGB, "R=100,G=200,B=150");
    both(header, (r#"["a,b","","c\"d"]"#, TEXTS), r#""a,b","","c\"d""#);
    both(header, ("[]", TEXTS), "");
    both(header, (r#""ü""#, ParameterKind::String), "ü");
    refused(header, (r#""a\nb""#, ParameterKind::String));
    refused(header, (r#"" a""#, ParameterKind::String));
    both(Parameter::cookie("color"), (r#""a;b""#, ParameterKind::String), "color=a%3Bb");
    both(Parameter::cookie("color").explode(false), COLORS, "color=blue,black,brown");
}

/// Only space and tab stand around a value of a header (RFC 9110, section 5.6.3); other spaces are its own.
#[test]
fn spaces_of_unicode_are_kept_in_headers_and_cookies() {
    let (header, own) = (Parameter::header("color"), "\u{a0}x\u{3000}");
    let one = format!("\"{own}\"");
    both(header, (&one, ParameterKind::String), own);
    assert_eq!(read(&header.kind(TEXTS), &format!(" {own}\t, \"{own}\" ")), Ok(Some(Tree::Array(vec![Tree::from(own); 2]))));
    both(header.style(Style::PipeDelimited), (&format!("[{one},\"\u{2003}\"]"), TEXTS), &format!("{own}|\u{2003}"));
    let mut headers = HeaderMap::new();
    headers.insert(http::header::COOKIE, http::HeaderValue::from_bytes(format!("a=1;\tb={own}").as_bytes()).unwrap());
    let values: Vec<String> = super::query::cookies(&headers).into_iter().map(|pair| pair.value).collect();
    assert_eq!(values, ["1", own]);
}

/// The lists of Swagger 2.0: `ssv`, `tsv` and `pipes` may stand anywhere.
#[test]
fn delimiters_of_lists_outside_of_queries() {
    for (style, encoded, plain) in
        [(Style::SpaceDelimited, "%20", " "), (Style::TabDelimited, "%09", "\t"), (Style::PipeDelimited, "%7C", "|")]
    {
        let written = |delimiter: &str| format!("blue{delimiter}black{delimiter}brown");
        both(Parameter::query("color").style(style).explode(false), COLORS, &format!("color={}", written(encoded)));
        both(Parameter::path("color").style(style), COLORS, &written(encoded));
        both(Parameter::path("color").style(style), (r#"["a,b","c/d"]"#, TEXTS), &format!("a%2Cb{encoded}c%2Fd"));
        let header = Parameter::header("color").style(style);
        both(header, COLORS, &written(plain));
        both(header, (r#"["a,b","\"c"]"#, TEXTS), &format!("a,b{plain}\"c"));
        both(header, ("[]", TEXTS), "");
        let inside = format!("[{:?}]", format!("a{plain}b"));
        for parameter in [header, Parameter::path("color").style(style), Parameter::query("color").style(style).explode(false)] {
            refused(parameter, (&inside, TEXTS));
        }
        refused(header, (r#"[""]"#, TEXTS));
    }
    refused(Parameter::header("color").style(Style::TabDelimited), (r#"["","a"]"#, TEXTS));
}

#[test]
fn delimiters_inside_of_items_are_kept_apart() {
    let query = Parameter::query("color");
    both(query.explode(false), (r#"["a,b","c"]"#, TEXTS), "color=a%2Cb,c");
    both(Parameter::path("color"), (r#"["a,b","c/d"]"#, TEXTS), "a%2Cb,c%2Fd");
    both(Parameter::path("color").style(Style::Label).explode(true), (r#"["a.b","c"]"#, TEXTS), ".a%2Eb.c");
    refused(query.style(Style::PipeDelimited).explode(false), (r#"["a|b"]"#, TEXTS));
    refused(query.style(Style::SpaceDelimited).explode(false), (r#"["a b"]"#, TEXTS));
    both(query.allow_reserved(), (r#""a/b?c=,:""#, ParameterKind::String), "color=a/b?c=,:");
    both(query.allow_reserved(), (r##""a&b#[c]+ ü""##, ParameterKind::String), "color=a%26b%23%5Bc%5D%2B%20%C3%BC");
    both(query.allow_reserved().explode(false), (r#"["a,b","c;d"]"#, TEXTS), "color=a%2Cb,c;d");
}

#[test]
fn empty_absent_and_unrepresentable_differ() {
    let query = Parameter::query("color").kind(TEXTS);
    assert_eq!(read(&query, "other=1"), Ok(None));
    assert_eq!(read(&query, "color="), Ok(Some(Tree::Array(vec![Tree::from("")]))));
    assert_eq!(read(&query.explode(false), "color="), Ok(Some(Tree::Array(Vec::new()))));
    assert_eq!(read(&query.explode(false), "color"), Ok(Some(Tree::Array(Vec::new()))));
    assert_eq!(write(&query, &Tree::Array(Vec::new())).as_deref(), Ok(""));
    refused(query.explode(false), (r#"[""]"#, TEXTS));
    refused(Parameter::path("color"), EMPTY);
    refused(Parameter::path("color"), (r#"".""#, ParameterKind::String));
    refused(Parameter::path("color"), (r#""..""#, ParameterKind::String));
    refused(Parameter::path("color"), ("[]", TEXTS));
    refused(query, ("[null]", TEXTS));
    refused(query, (r#"[["nested"]]"#, TEXTS));
}

#[test]
fn reading_is_strict_about_scalars_and_names_the_item() {
    let pages = Parameter::query("pages").kind(ParameterKind::Integer);
    for text in ["pages=+1", "pages=%2B1", "pages=1.0", "pages=", "pages=1&pages=2", "pages=01", "pages= 1"] {
        assert!(read(&pages, text).is_err(), "{text}");
    }
    let list = Parameter::query("pages").explode(false).kind(ParameterKind::Array(&ParameterKind::Integer));
    assert_eq!(wrong(&list, "pages=1,x"), ["/1"]);
    assert_eq!(wrong(&list, "pages=x,1,%ff"), ["/0", "/2"], "every item");
    assert_eq!(wrong(&list.explode(true), "pages=x&pages=%ff"), ["/0", "/1"]);
    let object = Parameter::query("pages").style(Style::DeepObject).kind(RGB.1);
    assert_eq!(wrong(&object, "pages[a]=1&pages[a]=2&pages[b]=x"), ["/a", "/b"]);
    assert_eq!(read(&Parameter::query("q"), "q=a+b%2Bc").unwrap(), Some(Tree::from("a b+c")));
    assert_eq!(read(&Parameter::query("q").allow_reserved(), "q=a+b").unwrap(), Some(Tree::from("a+b")));
}

fn wrong(parameter: &Parameter, text: &str) -> Vec<String> {
    read(parameter, text).unwrap_err().into_iter().map(|error| error.pointer).collect()
}

/// Pairs of other parameters are no members.
#[test]
fn a_map_takes_the_pairs_that_are_nobody_elses() {
    let map = Parameter::query("rest").kind(NUMBERS).beside(&["page", "filter"]);
    both(map, RGB, "R=100&G=200&B=150");
    let read = read(&map, "page=x&R=1&filter[a]=y").unwrap().unwrap();
    assert_eq!(read.to_text().unwrap(), r#"{"R":1}"#);
}

#[test]
fn what_the_reader_would_take_for_something_else_is_not_written() {
    refused(Parameter::path("color").style(Style::Matrix), (r#"[""]"#, TEXTS));
    refused(Parameter::header("color").explode(true), (r#"{"a=b":1}"#, NUMBERS));
    let lists = ParameterKind::Map(&TEXTS);
    refused(Parameter::query("color").style(Style::DeepObject), (r#"{"a":[]}"#, lists));
    let mut headers = HeaderMap::new();
    headers.insert(http::header::COOKIE, http::HeaderValue::from_static("a%5Bb%5D=1; a[c]=2"));
    let names: Vec<String> = super::query::cookies(&headers).into_iter().map(|pair| pair.name).collect();
    assert_eq!(names, ["a[b]", "a[c]"], "a client sends the name encoded");
}

#[test]
fn content_parameters_are_json_text() {
    both(Parameter::query("color"), (r#"{"a":[1,null]}"#, ParameterKind::Json), "color=%7B%22a%22%3A%5B1%2Cnull%5D%7D");
    both(Parameter::header("color"), (r#"{"a":"b"}"#, ParameterKind::Json), r#"{"a":"b"}"#);
}

/// Members that an object does not declare, and may have: they have a kind of their own, and are no other parameter's.
#[test]
fn undeclared_members_are_read_back() {
    const OPEN: ParameterKind = ParameterKind::Open(&[("name", ParameterKind::String)], &ParameterKind::Integer);
    let beside = |parameter: Parameter| parameter.beside(&["limit", "filter"]);
    let value = (r#"{"name":"1","extra":2}"#, OPEN);
    both(beside(Parameter::query("color")), value, "name=1&extra=2");
    both(beside(Parameter::cookie("color")), value, "name=1; extra=2");
    both(Parameter::query("color").explode(false), value, "color=name,1,extra,2");
    both(Parameter::query("color").style(Style::DeepObject), value, "color%5Bname%5D=1&color%5Bextra%5D=2");
    both(Parameter::header("color").explode(true), value, "name=1,extra=2");
    both(Parameter::path("color").style(Style::Matrix).explode(true), value, ";name=1;extra=2");
    let others = read(&beside(Parameter::query("color")).kind(OPEN), "limit=1&name=1&filter[a]=2&extra=2");
    assert_eq!(others, Ok(Some(json::parse(value.0).unwrap().root().to_tree().into_owned())));
    let wrong = read(&Parameter::query("color").kind(OPEN), "name=1&extra=x").unwrap_err();
    assert_eq!(wrong.iter().map(|error| error.pointer.as_str()).collect::<Vec<_>>(), ["/extra"]);
}

/// One text is the plain value, several are the list; commas that belong to a text are encoded, where something encodes them.
#[test]
fn a_value_or_a_list_is_read_by_how_many_there_are() {
    const EITHER: ParameterKind = ParameterKind::INTEGER_OR_STRING;
    const IDS: ParameterKind = ParameterKind::Mixed(&ParameterKind::Integer, &ParameterKind::Array(&ParameterKind::Integer));
    const TEXT_OR_TEXTS: ParameterKind = ParameterKind::Mixed(&EITHER, &TEXTS);
    let query = Parameter::query("ids");
    both(query, ("1", IDS), "ids=1");
    both(query, ("[1,2]", IDS), "ids=1&ids=2");
    both(query.explode(false), ("[1,2]", IDS), "ids=1,2");
    both(query.explode(false), (r#""a,b""#, TEXT_OR_TEXTS), "ids=a%2Cb");
    both(query.explode(false), (r#"["a,b","c"]"#, TEXT_OR_TEXTS), "ids=a%2Cb,c");
    both(query.style(Style::PipeDelimited).explode(false), ("[1,2]", IDS), "ids=1%7C2");
    both(Parameter::cookie("ids").explode(false), ("[1,2]", IDS), "ids=1,2");
    both(Parameter::path("ids"), ("1", IDS), "1");
    both(Parameter::path("ids"), ("[1,2]", IDS), "1,2");
    both(Parameter::path("ids").style(Style::Matrix).explode(false), ("[1,2]", IDS), ";ids=1,2");
    both(Parameter::header("color"), ("[1,2]", IDS), "1,2");
    both(Parameter::header("color"), (r#""a, b""#, TEXT_OR_TEXTS), "a, b");
}
