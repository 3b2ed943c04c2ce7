//! XML: each value as a document and back, what is read tolerantly, and what is refused.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may panic")]

use bytes::Bytes;
use http::HeaderValue;
use letterpress_runtime::content::{ReadError, Received};
use letterpress_runtime::{Content, Direction, Markup, Media, Payload, Validation, Value, Xml, XmlContent, XmlScalar};
use serde_json::json;

struct Pet;

impl Markup for Pet {
    const XML: XmlContent = XmlContent::object(&[
        ("id", Xml::attribute("id").integer()),
        ("note", Xml::attribute("note").nullable()),
        ("name", Xml::element("name")),
        ("price", Xml::element("price").number().nullable()),
        ("sold", Xml::element("sold").boolean()),
        ("photos", Xml::inline().list(&Xml::element("photo")).required()),
        ("tags", Xml::element("tags").list(&Xml::element("tag").of::<Tag>())),
        ("parent", Xml::element("parent").of::<Pet>()),
        ("size", Xml::element("size").namespace("urn:size").prefix("s").integer()),
    ]);
}

struct Tag;

impl Markup for Tag {
    const XML: XmlContent = XmlContent::object(&[("kind", Xml::attribute("kind")), ("text", Xml::text().required())]);
}

struct Animal;

impl Markup for Animal {
    const XML: XmlContent = XmlContent::Tagged(
        "type",
        &[(&["cat"], XmlContent::of::<Cat>()), (&["dog"], XmlContent::object(&[("bark", Xml::element("bark").integer())]))],
    );
}

struct Cat;

impl Markup for Cat {
    const XML: XmlContent = XmlContent::object(&[("type", Xml::attribute("kind")), ("lives", Xml::element("lives").integer())]);
}

const PET: Media = Media::xml("application/xml", Xml::element("pet").of::<Pet>());
const FREE: Media = Media::xml("application/xml", Xml::element("any").content(XmlContent::Free));

fn written(media: &Media, value: Value) -> Result<String, String> {
    let written = value.write(media, 0, Validation::Off).map_err(|faults| faults[0].detail.clone())?;
    let Payload::Whole(bytes) = written.payload else { panic!("a document is whole") };
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    Ok(text.strip_prefix(r#"<?xml version="1.0" encoding="UTF-8"?>"#).unwrap().to_owned())
}

fn read_as(media: &Media, body: impl Into<Bytes>, media_type: &'static str, direction: Direction) -> Result<Value, String> {
    let media_type = Some(HeaderValue::from_static(media_type));
    let received = Received { index: 0, media_type, payload: Payload::Whole(body.into()) };
    Value::read(received, media, direction).map_err(|error| match error {
        ReadError::Malformed(error) => error.to_string(),
        other @ (ReadError::Invalid(_) | ReadError::Mismatch(_)) => panic!("{other:?}"),
    })
}

fn read(media: &Media, text: &str) -> Result<Value, String> {
    read_as(media, text.to_owned(), "application/xml", Direction::Request)
}

fn pet(text: &str) -> Value {
    read(&PET, text).unwrap()
}

#[test]
fn a_value_is_written_and_read_back() {
    for (value, text) in [
        (json!({"id": 1, "note": null, "photos": []}), r#"<pet id="1"/>"#),
        (
            json!({"id": 1, "note": "a\"<&>\n", "name": " Ada ]]> & <Co> ", "price": 1.5, "sold": true, "photos": ["a", ""]}),
            r#"<pet id="1" note="a&quot;&lt;&amp;&gt;&#10;"><name> Ada ]]&gt; &amp; &lt;Co&gt; </name><price>1.5</price><sold>true</sold><photo>a</photo><photo/></pet>"#,
        ),
        (
            json!({"note": null, "price": null, "photos": [], "tags": []}),
            r#"<pet><price xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/><tags/></pet>"#,
        ),
        (
            json!({"note": null, "photos": [], "tags": [{"kind": "x", "text": "a\rb"}, {"text": ""}],
                "parent": {"note": null, "photos": [], "parent": {"id": 2, "note": null, "photos": []}}}),
            r#"<pet><tags><tag kind="x">a&#13;b</tag><tag/></tags><parent><parent id="2"/></parent></pet>"#,
        ),
        (json!({"note": null, "photos": [], "size": 3}), r#"<pet><s:size xmlns:s="urn:size">3</s:size></pet>"#),
    ] {
        assert_eq!(written(&PET, value.clone()).as_deref(), Ok(text));
        assert_eq!(pet(text), value, "{text}");
    }
}

#[test]
fn sections_hold_what_looks_like_markup() {
    const TEXT: Media = Media::xml("text/xml", Xml::element("doc").content(XmlContent::object(&[("html", Xml::cdata())])));
    let value = json!({"html": "<b>]]></b>"});
    assert_eq!(written(&TEXT, value.clone()).unwrap(), "<doc><![CDATA[<b>]]]]><![CDATA[></b>]]></doc>");
    assert_eq!(read(&TEXT, "<doc>\n  <![CDATA[<b>]]]]><![CDATA[></b>]]>\n</doc>"), Ok(value));
}

#[test]
fn documents_are_read_in_any_order_with_comments_and_white_space() {
    let text = "\u{feff}<?xml version='1.0' encoding='utf-8'?>\n<!-- a --><?go on?>\n<pet note='n' id=' +007 '>\r\n  <photo>a</photo>\n  <price> .50 </price>\n\
                <!-- b --><tags><tag>x&#x41;&lt;<![CDATA[<y>]]></tag></tags> <photo>b</photo><name>A\r\nb</name><sold>0</sold></pet>\n<!-- c -->";
    let value = json!({"id": 7, "note": "n", "name": "A\nb", "price": 0.50, "sold": false, "photos": ["a", "b"], "tags": [{"text": "xA<<y>"}]});
    assert_eq!(pet(text), value);
}

#[test]
fn what_the_table_does_not_allow_is_kept_for_the_schema_to_refuse() {
    for (text, value) in [
        ("<pet><name>a</name><name>b</name></pet>", json!({"name": ["a", "b"]})),
        ("<pet><name><b>a</b></name></pet>", json!({"name": {"b": "a"}})),
        ("<pet><id>5</id></pet>", json!({"id": 5})),
        ("<pet id='1'><id>5</id></pet>", json!({"id": [1, 5]})),
        (
            "<pet id='x' more='1'><other><a/><a b='c'>d</a></other></pet>",
            json!({"id": "x", "more": "1", "other": {"a": ["", {"b": "c"}]}}),
        ),
        ("<pet><price/><sold/></pet>", json!({"price": null, "sold": null})),
        ("<pet><size>3</size></pet>", json!({"size": 3})),
        ("<pet><tags> x </tags></pet>", json!({"tags": " x "})),
        ("<pet><tags> </tags></pet>", json!({"tags": []})),
        ("<pet xmlns='urn:p' xmlns:m='urn:m'><name>a</name><m:name>b</m:name><m:x/></pet>", json!({"name": "a"})),
        ("<p:pet xmlns:p='urn:p'><p:name>a</p:name></p:pet>", json!({"name": "a"})),
    ] {
        let mut found = pet(text);
        let members = found.as_object_mut().unwrap();
        members.retain(|name, value| name != "note" && (name != "photos" || value != &json!([])));
        assert_eq!(found, value, "{text}");
    }
}

#[test]
fn a_client_takes_a_root_of_another_name() {
    assert!(read(&PET, "<dog/>").unwrap_err().contains("the root element is `dog`, not `pet`"));
    assert!(read_as(&PET, "<dog/>", "application/xml", Direction::Response).is_ok());
}

#[test]
fn the_tag_decides_between_alternatives() {
    const ANIMAL: Media = Media::xml("application/xml", Xml::element("animal").of::<Animal>());
    for (value, text) in [
        (json!({"type": "cat", "lives": 9}), r#"<animal kind="cat"><lives>9</lives></animal>"#),
        (json!({"bark": 1, "type": "dog"}), "<animal><bark>1</bark><type>dog</type></animal>"),
    ] {
        assert_eq!(written(&ANIMAL, value.clone()).as_deref(), Ok(text));
        assert_eq!(read(&ANIMAL, text), Ok(value));
    }
    assert_eq!(read(&ANIMAL, "<animal><type>cow</type><lives>9</lives></animal>"), Ok(json!({"type": "cow", "lives": "9"})));
}

#[test]
fn the_names_decide_between_alternatives_without_a_tag() {
    const EITHER: Media = Media::xml(
        "application/xml",
        Xml::element("it").content(XmlContent::Untagged(&[
            XmlContent::Scalar(XmlScalar::Integer),
            XmlContent::of::<Cat>(),
            XmlContent::of::<Pet>(),
        ])),
    );
    for (text, value) in [
        ("<it>5</it>", json!(5)),
        ("<it><lives>9</lives></it>", json!({"lives": 9})),
        ("<it id='1'><photo>a</photo></it>", json!({"id": 1, "note": null, "photos": ["a"]})),
    ] {
        assert_eq!(read(&EITHER, text), Ok(value.clone()), "{text}");
        assert_eq!(read(&EITHER, &written(&EITHER, value.clone()).unwrap()), Ok(value));
    }
}

#[test]
fn what_nothing_is_known_of_keeps_its_form() {
    let value = json!({"a": "1", "b": ["x", {"c": "y"}], "d": ""});
    assert_eq!(written(&FREE, value.clone()).unwrap(), "<any><a>1</a><b>x</b><b><c>y</c></b><d/></any>");
    assert_eq!(read(&FREE, "<any><a>1</a><b>x</b><b><c>y</c></b><d/></any>"), Ok(value));
    assert_eq!(read(&FREE, "<any>text</any>"), Ok(json!("text")));
}

#[test]
fn what_xml_cannot_hold_is_not_written() {
    for (value, detail) in [
        (json!({"name": "a\u{1}"}), "XML cannot hold the character `\\u{1}`"),
        (json!({"name": "\u{ffff}"}), "XML cannot hold the character `\\u{ffff}`"),
        (json!({"note": "\u{0}"}), "XML cannot hold the character `\\u{0}`"),
        (json!({"a b": 1}), "`a b` is no name in XML"),
        (json!({"name": ["a"]}), "`the value` a value inside of an array or object must be text, a number or a boolean"),
    ] {
        assert_eq!(written(&PET, value), Err(detail.to_owned()));
    }
}

#[test]
fn documents_that_are_none_are_refused() {
    for (text, detail) in [
        ("<!DOCTYPE pet [<!ENTITY a 'b'>]><pet>&a;</pet>", "a document type declaration is not allowed"),
        ("<!DOCTYPE pet SYSTEM 'file:///etc/passwd'><pet/>", "a document type declaration is not allowed"),
        ("<pet><name>&a;</name></pet>", "entities are not allowed"),
        ("<pet note='&a;'/>", "entity"),
        ("<pet><name>&#0;</name></pet>", "character"),
        ("<pet note='&#1;'/>", "a character that no XML can"),
        ("<pet>\u{1}</pet>", "the character `\\u{1}`"),
        ("<pet a='1' a='2'/>", "duplicated"),
        ("<pet xmlns:p='u' xmlns:q='u' p:a='1' q:a='2'/>", "the attribute `a` is there twice"),
        ("<pet><p:name/></pet>", "the prefix `p` is not declared"),
        ("<pet xmlns:xml='u'/>", "cannot be declared"),
        ("<pet><1/></pet>", "`1` is no name"),
        ("<pet a='<'/>", "holds `<`"),
        ("<pet", "the body is not XML"),
        ("<pet>", "an element is not closed"),
        ("<pet></dog>", "the body is not XML"),
        ("</pet>", "the body is not XML"),
        ("<pet/><pet/>", "there are several root elements"),
        ("<pet/>text", "text outside of the root element"),
        ("<![CDATA[a]]><pet/>", "text outside of the root element"),
        ("<pet>a]]>b</pet>", "`]]>` stands in a text"),
        ("<pet><?xml version='1.0'?></pet>", "stands at the beginning only"),
        ("<?xml version='2.0'?><pet/>", "names no version 1"),
        ("<pet><!-- a -- b --></pet>", "the body is not XML"),
        ("", "there is no element"),
        (" <!-- -->", "there is no element"),
        ("{\"id\": 1}", "text outside of the root element"),
    ] {
        let error = read(&PET, text).unwrap_err();
        assert!(error.contains(detail), "{text}\n{error}");
    }
}

#[test]
fn depth_and_attributes_are_limited() {
    let nested = |depth: usize| format!("<pet>{}{}</pet>", "<parent>".repeat(depth - 1), "</parent>".repeat(depth - 1));
    assert!(read(&PET, &nested(100)).is_ok());
    assert!(read(&PET, &nested(129)).unwrap_err().contains("elements nest too deeply"));
    let many = |count: usize| format!("<pet {}/>", (0..count).map(|at| format!("a{at}='' ")).collect::<String>());
    assert!(read(&PET, &many(256)).is_ok());
    assert!(read(&PET, &many(257)).unwrap_err().contains("more than 256 attributes"));
}

#[test]
fn the_encoding_is_that_of_mark_media_type_or_declaration() {
    let name = |body: Vec<u8>, media_type| read_as(&PET, body, media_type, Direction::Request).map(|pet| pet["name"].clone());
    let utf16 = |text: &str, order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let latin = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><pet><name>\xe4</name></pet>".to_vec();
    assert_eq!(name(latin, "application/xml"), Ok(json!("ä")));
    assert_eq!(name(b"<pet><name>\xe4</name></pet>".to_vec(), "text/xml; charset=latin1"), Ok(json!("ä")));
    assert_eq!(
        name("<?xml version='1.0' encoding='latin1'?><pet><name>ä</name></pet>".into(), "text/xml; charset=utf-8"),
        Ok(json!("ä"))
    );
    assert_eq!(name(utf16("\u{feff}<pet><name>ä</name></pet>", u16::to_le_bytes), "application/xml"), Ok(json!("ä")));
    assert_eq!(
        name(utf16("<?xml version='1.0'?><pet><name>ä</name></pet>", u16::to_be_bytes), "application/xml"),
        Ok(json!("ä"))
    );
    assert!(name(b"<pet><name>\xe4</name></pet>".to_vec(), "application/xml").unwrap_err().contains("not UTF-8"));
    let koi = b"<?xml version='1.0' encoding='koi8-r'?><pet/>".to_vec();
    assert!(name(koi, "application/xml").unwrap_err().contains("`koi8-r` is not supported"));
}

/// Documents with a part changed, and bytes without sense: read or refused, without a panic, and what is read can be written.
#[test]
fn no_document_panics() {
    let cases = if std::env::var_os("LETTERPRESS_FULL_PROOF").is_some() { 1_000_000 } else { 10_000 };
    let seeds: [&str; 4] = [
        "<?xml version='1.0'?><pet id='1' xmlns:a='u'><name>A&amp;&#65;<![CDATA[x]]></name><a:b c='d'/><!-- e --><tags><tag>f</tag></tags></pet>",
        "<!DOCTYPE pet [<!ENTITY a \"<b>\">]><pet>&a;</pet>",
        "<pet xmlns='u'><size xmlns='urn:size'>3</size><price xsi:nil='1' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'/></pet>",
        "\u{feff}<pet><photo/><photo> </photo><parent><parent id=\"\"/></parent></pet>",
    ];
    let pieces: [&[u8]; 16] = [
        b"<",
        b">",
        b"/",
        b"&",
        b";",
        b"<![CDATA[",
        b"]]>",
        b"<!--",
        b"-->",
        b"<?",
        b"?>",
        b"'",
        b"\"",
        b":",
        b"xmlns=",
        b"\xff",
    ];
    let mut state: u64 = 0x2545_f491_4f6c_dd1d;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 33).unwrap() % below.max(1)
    };
    for _ in 0..cases {
        let mut bytes = seeds[random(seeds.len())].as_bytes().to_vec();
        for _ in 0..=random(4) {
            let (at, end) = (random(bytes.len()), random(8));
            match random(4) {
                0 => drop(bytes.drain(at..(at + end).min(bytes.len()))),
                1 => drop(bytes.splice(at..at, pieces[random(pieces.len())].iter().copied())),
                2 => bytes[at] = u8::try_from(random(256)).unwrap(),
                _ => bytes.truncate(at + 1),
            }
            if bytes.is_empty() {
                bytes.push(b'<');
            }
        }
        for media in [&PET, &FREE] {
            for direction in [Direction::Request, Direction::Response] {
                if let Ok(value) = read_as(media, bytes.clone(), "application/xml", direction) {
                    let again = written(media, value.clone());
                    assert!(again.is_err() || read(media, &again.unwrap()).is_ok(), "{}", String::from_utf8_lossy(&bytes));
                }
            }
        }
    }
}
